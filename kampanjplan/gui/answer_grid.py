"""The grid of who can which day: cells for weeks or days, answered with a key."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QBrush, QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from kampanjplan.domain.answers import Answer
from kampanjplan.domain.day_states import Closed, DayState, Source, states_of
from kampanjplan.domain.errors import UnreadableError
from kampanjplan.domain.interests import week_of
from kampanjplan.domain.standing import begun_answers, read_answer
from kampanjplan.gui.grid import GridModel, GridView, Index
from kampanjplan.gui.table import Column
from kampanjplan.services.possibility import Days
from kampanjplan.services.possible_days import Asked, PossibleDays
from kampanjplan.wording import _
from kampanjplan.wording.dates import day_text, month_text, weekday_text
from kampanjplan.wording.possibility import cell_text, days_text

_TINTS = {
    Answer.YES: ("#d3ecd9", "#1d4a33"),
    Answer.IF_NEED_BE: ("#faecc0", "#4d4316"),
    Answer.NO: ("#f7d5d2", "#5b2a2b"),
}
A_WORD = 800  # milliseconds within which the next letter belongs to the same word
_KEYS = set("jymvnx")  # each an answer of its own, so that one may follow another and take its place
_WEEK, _DAY = 53, 48  # pixels that a column is wide
_A_YEAR = 52  # weeks, above which their numbers alone do not tell them apart


@dataclass(frozen=True, slots=True)
class Row:
    """Whom is asked, and what they say of each day."""

    asked: Asked
    states: Mapping[date, DayState]


class AnswerModel(GridModel):
    """A row for each of those asked; a column for a week or a day of the period."""

    def __init__(self, called: Any) -> None:
        super().__init__([], lambda row: row.asked.name, lambda row: row.asked.key)
        self.spans: list[list[date]] = []
        self.closed: Mapping[date, Closed] = {}
        self._called = called
        self._heads: list[str] = []

    def lay_out(self, known: PossibleDays, *, by_day: bool) -> None:
        """Columns for the days of a period, or for its weeks."""
        spans = [[day] for day in known.days] if by_day else _weeks(known.days)
        if (spans, known.closed) == (self.spans, self.closed):
            return
        self.spans, self.closed = spans, known.closed
        years = len(_weeks(known.days)) > _A_YEAR
        self._heads = [_head(span, by_day=by_day, year=years) for span in self.spans]
        self.show_columns([self._column(span, by_day=by_day, year=years) for span in self.spans])

    def _column(self, span: Sequence[date], *, by_day: bool, year: bool) -> Column:
        title = day_text(span[0], year=year) if by_day else _week_text(span[0], year=year)
        text = lambda row: cell_text(row.states, span, self.closed)  # noqa: E731
        return Column(title, text, width=_DAY if by_day else _WEEK)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal:
            if role == int(Qt.ItemDataRole.DisplayRole):
                return self._heads[section]
            if role == int(Qt.ItemDataRole.TextAlignmentRole):
                return int(Qt.AlignmentFlag.AlignCenter)
        return super().headerData(section, orientation, role)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        roles = Qt.ItemDataRole
        if role == int(roles.TextAlignmentRole):
            return int(Qt.AlignmentFlag.AlignCenter)
        if role in (int(roles.BackgroundRole), int(roles.FontRole), int(roles.ForegroundRole)):
            return self._looks(self.rows[index.row()], self.spans[index.column()], role)
        if role in (int(roles.ToolTipRole), int(roles.AccessibleDescriptionRole)):
            return "\n".join(self.told(index.row(), index.column()))
        return super().data(index, role)

    def told(self, row: int, column: int) -> list[str]:
        """What is known of a cell in words, a line for each run of days that are alike."""
        span = self.spans[column]
        days = [day for day in span if day.weekday() < 5] or span  # of a week no more is asked
        return days_text(self.rows[row].states, days, self.closed, self._called)

    def _looks(self, row: Row, span: Sequence[date], role: int) -> Any:
        """Closed days are hatched, what somebody said has a colour, and what a rule says is italic."""
        palette = QApplication.palette()
        asked = [day for day in span if day not in self.closed]
        states = [row.states.get(day) for day in asked]
        if not asked:
            hatched = QBrush(palette.color(QPalette.ColorRole.Mid), Qt.BrushStyle.BDiagPattern)
            return hatched if role == int(Qt.ItemDataRole.BackgroundRole) else None
        by_rule = all(state is None or state.source is not Source.SAID for state in states)
        if role == int(Qt.ItemDataRole.FontRole):
            font = QFont()
            font.setItalic(by_rule)
            return font
        if role == int(Qt.ItemDataRole.ForegroundRole):
            return palette.color(QPalette.ColorRole.PlaceholderText) if by_rule else None
        said = {state.answer if state else None for state in states}
        tint = None if by_rule or len(said) > 1 else _TINTS.get(next(iter(said)))  # type: ignore[arg-type]
        return QColor(tint[palette.window().color().lightness() < 128]) if tint else None


class AnswerGrid(GridView):
    """J, N and M or V answer the picked cells; words do, as they are typed."""

    answered = Signal(object)  # the Answer
    garbled = Signal(str)  # what was typed that is no answer, so that nothing it began with is meant either
    begun = Signal()  # another word

    def __init__(self, model: AnswerModel, name: str) -> None:
        super().__init__(model, name)
        self._typed = ""  # the word that is being typed
        self._meant: Answer | None = None  # what it was taken to say so far
        self.pause = QTimer(self, singleShot=True, interval=A_WORD)
        self.pause.timeout.connect(self._end_word)
        self.moved.connect(self._end_word)

    def keyPressEvent(self, event: Any) -> None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        if plain and (event.text().isalpha() or (event.text() == " " and self._typed)):
            self._type(event.text().lower())
        else:
            self._end_word()
            super().keyPressEvent(event)

    def focusOutEvent(self, event: Any) -> None:
        self._end_word()
        super().focusOutEvent(event)

    def _type(self, letter: str) -> None:
        """One letter answers; who types on, as in a spreadsheet, means the word: "nej" is no J at its end."""
        if not self._typed:
            self.begun.emit()
        self._typed += letter
        self.pause.start()
        could_be = begun_answers(self._typed)
        if not could_be and _KEYS.issuperset(self._typed):
            self._meant = None  # the same letter once more asks once more
            self._answer(read_answer(letter))
        elif not could_be:
            self.garbled.emit(self._typed)
        else:
            with suppress(UnreadableError):  # not yet a word
                self._answer(read_answer(self._typed))

    def _answer(self, meant: Answer) -> None:
        if meant is not self._meant:
            self._meant = meant
            self.answered.emit(meant)

    def _end_word(self) -> None:
        """What was typed stands, unless it broke off where it could have become another answer."""
        typed, meant = self._typed.strip(), self._meant
        self.pause.stop()
        self._typed, self._meant = "", None
        could_be = begun_answers(typed)
        if typed and could_be and could_be != {meant}:
            try:
                read_answer(typed)
            except UnreadableError:
                self.garbled.emit(typed)

    def lay_out(self, known: PossibleDays, *, by_day: bool) -> None:
        """Shows the columns of a period, and keeps where it was."""
        self.rows.lay_out(known, by_day=by_day)
        for number, column in enumerate(self.rows.columns):
            self.setColumnWidth(number, column.width)


def row_of(asked: Asked, known: PossibleDays) -> Row:
    """What one of those asked says of the period's days."""
    said = known.said.get(asked.whose, Days())
    return Row(asked, states_of(known.days, said.answers, said.rules, asked.weeks))


def find_span(spans: Sequence[Sequence[date]], first: date, last: date) -> int | None:
    """The number of the column that is of just these days, as far as they lie in the period."""
    within = [n for n, span in enumerate(spans) if first <= span[0] and span[-1] <= last]
    touched = [n for n, span in enumerate(spans) if first <= span[-1] and span[0] <= last]
    return within[0] if len(within) == 1 and touched == within else None


def _weeks(days: Sequence[date]) -> list[list[date]]:
    return [list(week) for _week, week in groupby(days, week_of)]


def _week_text(day: date, *, year: bool) -> str:
    text = _("v. {week}").format(week=day.isocalendar().week)
    return f"{text} {day.isocalendar().year}" if year else text


def _head(span: Sequence[date], *, by_day: bool, year: bool) -> str:
    day = span[0]
    date_text = f"{day.day} {month_text(day.month)}"
    if by_day:
        return f"{weekday_text(day.weekday())}\n{date_text}"
    return f"{_week_text(day, year=False)}\n{day.isocalendar().year if year else date_text}"
