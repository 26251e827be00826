"""Other plans with the same figures, each against the best: the tour as it stands now, and the ten best
choices of counties."""

from dataclasses import dataclass
from uuid import NAMESPACE_OID, UUID, uuid5

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kampanjplan.domain.proposals import Alternative, Term, Trips
from kampanjplan.gui.page import side_by_side
from kampanjplan.gui.planning.shown import Shown
from kampanjplan.gui.table import Column, RowsModel, TableView
from kampanjplan.planner.evaluate import worth
from kampanjplan.services.figures import days_by_name, figure_texts
from kampanjplan.services.questions import Question
from kampanjplan.services.tour_now import TourNow
from kampanjplan.wording import _
from kampanjplan.wording.deciding import difference_text
from kampanjplan.wording.proposals import changed_counties_text, decimal_text, number_text
from kampanjplan.wording.tour_now import tour_now_text


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of counties, or the `tour` itself: how it differs from the best in counties and points."""

    counties: str
    difference: str
    km: str
    trips: Trips
    alternative: Alternative | None = None
    tour: TourNow | None = None

    @property
    def key(self) -> UUID:
        codes = self.alternative.county_codes if self.alternative else ("tour",)
        return uuid5(NAMESPACE_OID, ",".join(codes))


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A figure of the best plan, and of the one that is picked."""

    what: str
    best: str
    other: str

    @property
    def key(self) -> UUID:
        return uuid5(NAMESPACE_OID, self.what)


class Alternatives(QWidget):
    """Enter, or a double click, shows the picked one; its figures stand below beside those of the best."""

    chosen = Signal(object)  # its Trips
    tour_chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._shown: Shown | None = None
        columns = [
            Column(_("Län"), lambda choice: choice.counties, width=176),
            Column(_("Poäng"), lambda choice: choice.difference, width=76, amount=True),
            Column(_("Personkm"), lambda choice: choice.km, width=72, amount=True),
        ]
        self.choices = TableView(RowsModel(columns, lambda choice: choice.key), _("Alternativ"))
        self.choices.say_when_empty(_("Här står de tio bästa valen av län när ett förslag finns."))
        self.choices.setToolTip(_("Retur visar alternativet"))
        self.choices.picked.connect(self._compare)
        self.choices.activated.connect(lambda _index: self._choose())
        figure_columns = [
            Column(_("Jämfört"), lambda line: line.what, width=138),
            Column(_("Bäst"), lambda line: line.best, width=78, amount=True),
            Column(_("Markerat"), lambda line: line.other, width=78, amount=True),
        ]
        self.figures = TableView(RowsModel(figure_columns, lambda line: line.key), _("Jämförelse"))
        for table in (self.choices, self.figures):
            table.widen_first()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.addWidget(
            side_by_side(self.choices, self.figures, name="planner-alternatives", shares=(1, 1), down=True)
        )

    def show_shown(self, shown: Shown | None, tour: TourNow | None = None) -> None:
        """Shows the tour as it stands, the alternatives of an answer, and the figures of what is picked."""
        self._shown = shown
        others = _choices(shown) if shown else []
        rows = [*([_tour_choice(tour, shown)] if tour else []), *others]
        self.choices.show_rows(rows)
        if rows and self._picked() is None:
            self.choices.pick([(others[1:2] or rows)[-1].key])  # the best is what is shown already
        self._compare()

    def _picked(self) -> Choice | None:
        picked = self.choices.picked_ids()
        return next((one for one in self.choices.rows.rows if one.key in picked), None)

    def _compare(self) -> None:
        best, picked = self._shown, self._picked()
        question = best.question if best else None
        ours = _texts(question, best.answer.proposal.trips) if best and question else {}
        theirs = {}
        if picked is not None and picked.tour is not None:
            demands = _("Krav som inte uppfylls")
            theirs = {demands: number_text(len(picked.tour.breaches))}
            ours = {demands: number_text(0), **ours} if ours else {}
            question = picked.tour.question
        if picked is not None and question is not None:
            theirs |= _texts(question, picked.trips)
        labels = list(dict.fromkeys([*ours, *theirs]))
        self.figures.show_rows([FigureLine(w, ours.get(w, "–"), theirs.get(w, "")) for w in labels])

    def _choose(self) -> None:
        picked = self._picked()
        if picked is not None and picked.tour is not None:
            self.tour_chosen.emit()
        elif picked is not None and picked.trips:
            self.chosen.emit(picked.trips)

    def copy(self) -> None:
        (self.figures if self.figures.hasFocus() else self.choices).copy()


def _choices(shown: Shown) -> list[Choice]:
    proposal = shown.answer.proposal
    if not proposal.alternatives or proposal.worth is None:
        return []
    best = {stop.county_code for trip in proposal.trips for stop in trip.stops}
    return [
        Choice(
            changed_counties_text(set(one.county_codes), best),
            difference_text(one.points - proposal.points),
            number_text(one.staff_km),
            one.trips,
            one,
        )
        for one in proposal.alternatives
    ]


def _tour_choice(tour: TourNow, shown: Shown | None) -> Choice:
    """The tour itself: how much more it is worth than the best, or what, where there is none."""
    value = worth(tour.question.problem, tour.trips)
    points = decimal_text(value.total)
    if shown is not None:
        points = difference_text(value.total - shown.answer.proposal.points)
    km = number_text(value.amount(Term.STAFF_KM))
    return Choice(tour_now_text(), points, km, tour.trips, tour=tour)


def _texts(question: Question, trips: Trips) -> dict[str, str]:
    days = days_by_name(question, trips).items()
    load = {_("Dagar, {who}").format(who=who): number_text(count) for who, count in days}
    return {**figure_texts(question, trips), **load}
