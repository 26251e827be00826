"""Other plans with the same figures: the ten best choices of counties, each against the best."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import NAMESPACE_OID, UUID, uuid5

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kampanjplan.domain.counties import county
from kampanjplan.domain.proposals import Alternative, Trips
from kampanjplan.gui.page import side_by_side
from kampanjplan.gui.planning.shown import Shown
from kampanjplan.gui.table import Column, RowsModel, TableView
from kampanjplan.planner.evaluate import worth
from kampanjplan.services.figures import figures
from kampanjplan.services.questions import Question
from kampanjplan.wording import _
from kampanjplan.wording.deciding import difference_text
from kampanjplan.wording.planning import carbon_text
from kampanjplan.wording.proposals import decimal_text, number_text


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of counties: how it differs from the best in counties and points."""

    counties: str
    difference: str
    km: str
    trips: Trips
    alternative: Alternative

    @property
    def key(self) -> UUID:
        return uuid5(NAMESPACE_OID, ",".join(self.alternative.county_codes))


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

    def __init__(self) -> None:
        super().__init__()
        self._shown: Shown | None = None
        columns = [
            Column(_("Län"), lambda choice: choice.counties, width=176),
            Column(_("Poäng"), lambda choice: choice.difference, width=62, amount=True),
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

    def show_shown(self, shown: Shown | None) -> None:
        """Shows the alternatives of an answer, and the figures of what is shown of it."""
        self._shown = shown
        rows = _choices(shown) if shown else []
        self.choices.show_rows(rows)
        if rows and self._picked() is None:
            self.choices.pick([rows[min(1, len(rows) - 1)].key])  # the best is what is shown already
        self._compare()

    def _picked(self) -> Choice | None:
        picked = self.choices.picked_ids()
        return next((one for one in self.choices.rows.rows if one.key in picked), None)

    def _compare(self) -> None:
        if self._shown is None or not self._shown.trips:
            self.figures.show_rows([])
            return
        question, picked = self._shown.question, self._picked()
        ours = figure_texts(question, self._shown.answer.proposal.trips)
        theirs = figure_texts(question, picked.trips) if picked and picked.trips else {}
        labels = list(dict.fromkeys([*ours, *theirs]))
        self.figures.show_rows([FigureLine(w, ours.get(w, "–"), theirs.get(w, "")) for w in labels])

    def _choose(self) -> None:
        picked = self._picked()
        if picked is not None and picked.trips:
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
            _counties(set(one.county_codes), best),
            difference_text(one.points - proposal.points),
            number_text(one.staff_km),
            one.trips,
            one,
        )
        for one in proposal.alternatives
    ]


def _counties(codes: set[str], best: set[str]) -> str:
    """The best's counties by name; of another those that come and go."""
    if codes == best:
        return ", ".join(_name(code) for code in sorted(codes))
    came = ", ".join(f"+ {_name(code)}" for code in sorted(codes - best))
    went = ", ".join(f"− {_name(code)}" for code in sorted(best - codes))
    return "  ".join(filter(None, (came, went)))


def _name(code: str) -> str:
    return county(code).short_name


def figure_texts(question: Question, trips: Trips) -> Mapping[str, str]:
    """Each figure of a plan by what it is called."""
    found = figures(question.problem, trips, question.factor)
    texts = {
        _("Poäng"): decimal_text(worth(question.problem, trips).total),
        _("Deltagare som nås"): number_text(found.reached),
        _("Sparade personkm"): number_text(found.saved_km),
        _("Egna personkm"): number_text(found.staff_km),
        _("Egna nätter"): number_text(found.nights),
        _("CO2e"): carbon_text(found.grams).removesuffix(" CO2e"),
        _("Svar som saknas"): number_text(found.unanswered),
        _("Svar ”vid behov”"): number_text(found.if_need_be),
    }
    for key, days in found.days.items():
        texts[_("Dagar, {who}").format(who=question.names.get(key, key))] = number_text(days)
    return texts
