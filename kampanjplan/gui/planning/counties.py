"""What it costs to have each county in, or to leave it out, and which rule weighs most."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from kampanjplan.domain.counties import COUNTIES, County
from kampanjplan.domain.organisations import board_id
from kampanjplan.gui.planning.shown import Shown
from kampanjplan.gui.table import Column, RowsModel, TableView
from kampanjplan.wording import _
from kampanjplan.wording.proposals import decimal_text, inclusion_text, omission_text
from kampanjplan.wording.rules import wish_text


@dataclass(frozen=True, slots=True)
class CountyLine:
    """A county: whether it is in the best plan, what the other would cost, and why."""

    code: str
    name: str
    state: str
    cost: str
    why: str
    sentence: str
    order: tuple[int, int, str]

    @property
    def key(self) -> UUID:
        return board_id(self.code)


class CountyTable(TableView):
    """Those that are in first, then by cost."""

    def __init__(self, marks: Callable[[str], str]) -> None:
        columns = [
            Column(_("Län"), lambda line: line.name, width=104),
            Column(_("Nu"), lambda line: line.state, width=66),
            Column(_("Kostar"), lambda line: line.cost, width=56, amount=True),
            Column(_("Hinder"), lambda line: line.why, width=50),
        ]
        super().__init__(RowsModel(columns, lambda line: line.key), _("Vad varje län kostar"))
        self._marks = marks
        self.say_when_empty(_("Här står vad varje län kostar att ta med när ett förslag finns."))

    def show_shown(self, shown: Shown | None) -> None:
        """Shows what the answer says of every county."""
        lines = [] if shown is None else [_line(one, shown, self._marks(one.code)) for one in COUNTIES]
        self.show_rows(sorted(lines, key=lambda line: line.order))

    @property
    def current_code(self) -> str | None:
        """The county that is picked."""
        picked = self.picked_ids()
        return next((line.code for line in self.rows.rows if line.key in picked), None)


class CountyCosts(QWidget):
    """The table of all counties; beneath it the picked one's reason, whole."""

    def __init__(self, marks: Callable[[str], str]) -> None:
        super().__init__()
        self.table = CountyTable(marks)
        self.table.setFrameShape(CountyTable.Shape.NoFrame)
        self.sentence = QLabel()
        self.sentence.setWordWrap(True)
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        self.sentence.setMargin(8)
        self.sentence.setMinimumHeight(4 * self.sentence.fontMetrics().lineSpacing() + 16)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table, 1)
        column.addWidget(self.sentence)
        self.table.picked.connect(self._tell)

    def show_shown(self, shown: Shown | None) -> None:
        """Shows what the answer says of every county."""
        self.table.show_shown(shown)
        self._tell()

    def _tell(self) -> None:
        picked = self.table.picked_ids()
        lines = [line for line in self.table.rows.rows if line.key in picked]
        self.sentence.setText(lines[0].sentence if lines else "")

    def copy(self) -> None:
        self.table.copy()


def _line(one: County, shown: Shown, mark: str) -> CountyLine:
    why, names, best = shown.answer.reasons, shown.question.names, shown.answer.proposal
    chosen = any(stop.county_code == one.code for trip in best.trips for stop in trip.stops)
    omission = next((found for found in why.omissions if found.county_code == one.code), None)
    inclusion = next((found for found in why.inclusions if found.county_code == one.code), None)
    if chosen:
        cost, sentence = (omission.cost, omission_text(omission, names)) if omission else (None, "")
        must = _("måste") if omission and cost is None else ""
        text = must if cost is None else decimal_text(cost)
        state = mark or _("med")
        return CountyLine(one.code, one.short_name, state, text, "", sentence, (0, -(cost or 0), one.code))
    if inclusion is None:
        return CountyLine(one.code, one.short_name, mark or "–", "", "", "", (3, 0, one.code))
    heavy = _heavy_text(inclusion.heaviest, inclusion.without, names)
    text = _("går inte") if inclusion.cost is None else decimal_text(inclusion.cost)
    order = (2, 0, one.code) if inclusion.cost is None else (1, inclusion.cost, one.code)
    sentence = inclusion_text(inclusion, names)
    return CountyLine(one.code, one.short_name, mark or "–", text, heavy, sentence, order)


def _heavy_text(wish: object, without: int | None, names: object) -> str:
    if wish is None:
        return ""
    rule = wish_text(wish, names)  # type: ignore[arg-type]
    return _("{rule} (utan: {points})").format(rule=rule, points=decimal_text(without or 0))
