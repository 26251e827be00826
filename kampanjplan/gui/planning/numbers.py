"""One stop more or less, and what is given up in reach for less travel."""

from dataclasses import dataclass
from uuid import UUID

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from kampanjplan.domain.proposals import Reasons
from kampanjplan.gui.page import heading
from kampanjplan.gui.planning.shown import Shown
from kampanjplan.gui.table import Column, RowsModel, TableView
from kampanjplan.wording import _, count_text
from kampanjplan.wording.deciding import difference_text
from kampanjplan.wording.proposals import counties_text, decimal_text, number_text


@dataclass(frozen=True, slots=True)
class Line:
    """A row of either table: what, its points, and beside them km or the difference to the proposal."""

    number: int
    what: str
    points: str
    other: str


class Numbers(QWidget):
    """Both tables are for looking only."""

    def __init__(self) -> None:
        super().__init__()
        self.stops = _table(_("Antal stopp"), _("Antal"), _("Skillnad"))
        self.frontier = _table(_("Räckvidd mot resor"), _("Län"), _("Personkm"))
        self.stops.setMaximumHeight(28 * 5 + 6)
        self.note = QLabel()
        self.note.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(heading(_("Ett stopp mer eller mindre")))
        column.addWidget(self.stops)
        column.addSpacing(6)
        column.addWidget(heading(_("Nytta mot resor")))
        column.addWidget(self.note)
        column.addWidget(self.frontier, 1)

    def show_shown(self, shown: Shown | None) -> None:
        """Shows what the answer says of other numbers of stops, and of less travel."""
        if shown is None or shown.answer.proposal.worth is None:
            self.stops.show_rows([])
            self.frontier.show_rows([])
            return
        self.stops.say_when_empty(_("Räknas efter förslaget, och är inte klart än, eller avbröts."))
        best, why = shown.answer.proposal.points, shown.answer.reasons
        self.note.setText(" ".join(_notes(why)))
        self.frontier.say_when_empty(
            _("Räknas inte när turnén har så många stopp eller orter att välja bland.")
            if why.frontier_whole
            else _("Räknas sist, och är inte klart än, eller avbröts.")
        )
        self.stops.show_rows(
            [
                Line(
                    one.stops,
                    count_text("{n} stopp", "{n} stopp", one.stops),
                    _("går inte") if one.points is None else decimal_text(one.points),
                    "" if one.points is None else difference_text(one.points - best),
                )
                for one in why.numbers
            ]
        )
        self.frontier.show_rows(
            [
                Line(
                    number,
                    counties_text(one.county_codes) or _("inga"),
                    decimal_text(one.points),
                    number_text(one.staff_km),
                )
                for number, one in enumerate(why.frontier)
            ]
        )


def _notes(why: Reasons) -> list[str]:
    if not why.frontier:
        return []  # there are no lines to explain
    notes = [_("Varje rad ger mer än raden ovanför, medverkandes resor oräknade, och kostar fler personkm.")]
    if not why.frontier_whole:
        notes.append(_("Tiden räckte inte till alla val: rader kan saknas, och det som saknas kan ge mer."))
    return notes


def _table(name: str, what: str, other: str) -> TableView:
    columns = [
        Column(what, lambda line: line.what, width=150),
        Column(_("Poäng"), lambda line: line.points, width=76, amount=True),
        Column(other, lambda line: line.other, width=72, amount=True),
    ]
    table = TableView(RowsModel(columns, lambda line: UUID(int=line.number)), name)
    table.widen_first()
    return table
