"""Möjlighet: who can which day of the chosen tour, and the standing rules under it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kampanjplan.domain.answers import Answer
from kampanjplan.domain.changes import ChangeSet
from kampanjplan.domain.contacts import Contact
from kampanjplan.domain.counties import find_county
from kampanjplan.domain.errors import Expected, FieldError, PlanError, UnreadableError
from kampanjplan.domain.interests import CountyInterest
from kampanjplan.domain.organisations import Organisation
from kampanjplan.domain.possibility import DayAnswer, Lecturer, Party, StandingRule
from kampanjplan.domain.reading import read_span
from kampanjplan.domain.tours import Tour
from kampanjplan.gui.answer_grid import AnswerGrid, AnswerModel, Row, find_span, row_of
from kampanjplan.gui.blocks import Names, Place, left_out, placed
from kampanjplan.gui.cells import near
from kampanjplan.gui.grid import Cell
from kampanjplan.gui.page import side_by_side
from kampanjplan.gui.pasting import PasteError, fill_text, left_out_text, paste_text
from kampanjplan.gui.settings import today
from kampanjplan.gui.standing_rules import StandingRules
from kampanjplan.gui.who_said import WhoSaid
from kampanjplan.gui.workspace import Workspace
from kampanjplan.services.possibility import Days, Said, answer_days
from kampanjplan.services.possible_days import MOST_DAYS, PossibleDays, followed, possible_days, saying
from kampanjplan.wording import _
from kampanjplan.wording.dates import day_text
from kampanjplan.wording.labels import label
from kampanjplan.wording.possibility import closed_cells_text, read_cell

MANY = 300  # changes, over which all is read anew
AT_ONCE = 40  # runs of days that are answered while the window waits; more are answered aside
_FOLLOWED = (DayAnswer, StandingRule)  # what is changed in what is known, without reading all anew
Kept = Callable[[ChangeSet], None]
_READ_ANEW = (Tour, Party, Organisation, Contact, Lecturer, CountyInterest)


@dataclass(eq=False)
class _Word:
    """A word that is typed in the grid, and where the undo stack stood after each answer it was taken for."""

    acts: list[int] = field(default_factory=list)
    garbled: bool = False


class PossibilityGrid(QWidget):
    """All answers are read once, off the window's thread, and kept as they change."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._tour: Tour | None = None
        self._known: PossibleDays | None = None
        self._shown: tuple[object, UUID | None] = (None, None)  # the door and the tour that are shown
        self._fresh = False  # whether all that is known is as it is in the plan
        self._changes = 0  # so many were heard of; what was asked before one of them is out of date
        self.who = WhoSaid()
        self.by_day = QCheckBox(_("Visa dagar"))
        self.by_day.toggled.connect(lambda _on: self._show())
        self.grid = AnswerGrid(AnswerModel(self._called), _("Vem som kan när"))
        self._word = _Word()
        self.grid.begun.connect(self._begin_word)
        self.grid.answered.connect(self._answer_typed)
        self.grid.garbled.connect(self.refuse_word)
        self.grid.emptied.connect(lambda _cells: self.answer(Answer.UNANSWERED))
        self.grid.pasted.connect(self.paste_cells)
        self.grid.filled.connect(self.fill)
        self.grid.moved.connect(self._tell)
        self.told = QLabel()
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        self.told.setWordWrap(True)
        self.told.setMinimumHeight(self.told.fontMetrics().lineSpacing() * 2)
        self.rules = StandingRules(workspace, self.who)
        self._lay_out()

    def _lay_out(self) -> None:
        who = QLabel(_("Svaren lämnas av"))
        who.setBuddy(self.who)
        hint = QLabel(
            _("J ja, N nej, M eller V vid behov: (Ja), Delete inte svarat. Kursivt med °: av en regel.")
        )
        leave = _("Esc lämnar rutnätet.")
        self.grid.setAccessibleDescription(f"{hint.text()} {leave}")
        row = QHBoxLayout()
        row.addWidget(who)
        row.addWidget(self.who)
        row.addSpacing(12)
        row.addWidget(self.by_day)
        row.addStretch(1)
        row.addWidget(hint)
        upper = QWidget()
        column = QVBoxLayout(upper)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.grid, 1)
        column.addWidget(self.told)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 8, 0, 0)
        whole.addLayout(row)
        whole.addWidget(side_by_side(upper, self.rules, name="possibility", shares=(7, 3), down=True), 1)

    # -- what is shown ----------------------------------------------------------------------------

    def follow(self, changes: ChangeSet) -> None:
        """Hears of a change of the plan before it is shown."""
        kinds = {type(change.thing) for change in changes.changes}
        if not kinds.intersection((*_FOLLOWED, *_READ_ANEW)):
            return
        self._changes += 1
        many = len(changes.changes) > MANY
        self._fresh = self._fresh and not many and not kinds.intersection(_READ_ANEW)
        if self._known is None or many:
            return
        self._known = followed(self._known, changes)

    def show_tour(self, tour: Tour | None) -> None:
        """Shows who can which day of a tour; what is not known yet is read aside."""
        self.who.offer(self._workspace.people.now())
        self._tour = tour
        has_period = tour is not None and tour.first_day is not None and tour.last_day is not None
        asked = self._workspace.door, tour.id if tour else None
        if asked != self._shown or not has_period:
            self._shown, self._known = asked, None
        if has_period and (self._known is None or not self._fresh):
            self._read()
        if self._known is not None or not has_period:
            self._show()

    def _read(self) -> None:
        changes, shown = self._changes, self._shown
        self.grid.say_when_empty(_("Läser …"))
        if self._known is None:
            self.grid.show_rows([])

        def arrived(known: PossibleDays) -> None:
            if shown != self._shown or self._tour is None:
                return
            if changes != self._changes:
                self._read()
                return
            self._known, self._fresh = known, True
            self._show()

        self._workspace.read_aside(possible_days, shown[1], done=arrived)

    def _show(self) -> None:
        known = self._known
        if known is None:
            self.grid.say_when_empty(
                _("Turnén har ingen period. Skriv dess första och sista dag under Turnéer och stopp.")
                if self._tour
                else _("Planen har inga turnéer än. Skapa en under Turnéer och stopp.")
            )
            self.grid.show_rows([])
            self.rules.show_rules(None)
            self.told.clear()
            return
        self.grid.lay_out(known, by_day=self.by_day.isChecked())
        self.grid.show_rows([row_of(asked, known) for asked in known.asked])
        self.rules.show_rules(known)
        self._tell()

    def _called(self, id: UUID) -> str:
        contact = self._workspace.people.now().contacts.get(id)
        return contact.name if contact else ""

    def _tell(self) -> None:
        """What is known of the current cell, with who said it and when."""
        at, rows = self.grid.currentIndex(), self.grid.rows
        if self._known is None or not at.isValid() or at.row() >= len(rows.rows):
            self.told.clear()
            return
        row: Row = rows.rows[at.row()]
        lines = rows.told(at.row(), at.column())
        if self._known.tour.last_day and len(self._known.days) == MOST_DAYS:
            lines.append(_("Av perioden visas de första tre åren."))
        title = f", {rows.columns[at.column()].title}" if len(rows.spans[at.column()]) > 1 else ""
        self.told.setText(f"{row.asked.name}{title}: {'; '.join(lines)}")
        self.rules.choose(row.asked.whose)

    # -- what is answered -------------------------------------------------------------------------

    def _begin_word(self) -> None:
        self._word = _Word()

    def _answer_typed(self, answer: Answer) -> None:
        word = self._word

        def kept(changes: ChangeSet) -> None:
            if changes:
                word.acts.append(self._workspace.stack.index())
            if word.garbled:
                self._take_back(word)

        self.answer(answer, kept)

    def refuse_word(self, typed: str) -> None:
        """Says that what was typed is no answer, and takes back what its first letters were taken to say."""
        self._word.garbled = True
        self._take_back(self._word)
        self._workspace.refuse(UnreadableError(typed, Expected.ANSWER, "answer"))

    def _take_back(self, word: _Word) -> None:
        """Undoes the word's own acts, but none that was done before or after them."""
        stack = self._workspace.stack
        while word.acts and word.acts.pop() == stack.index():
            stack.undo()

    def answer(self, answer: Answer, kept: Kept = lambda _changes: None) -> None:
        """Answers the picked cells, as one act; `kept` hears of it when it is done."""
        if self._known is None:
            return
        rows, said = self.grid.rows, []
        for number, cells in groupby(self.grid.picked_cells(), lambda cell: cell[0]):
            days = [day for _row, column in cells for day in rows.spans[column]]
            said += saying(rows.rows[number].asked.whose, days, answer, self._known.closed)
        taken_back = answer is Answer.UNANSWERED
        text = _("Ta tillbaka svar") if taken_back else _("Svara {answer}").format(answer=label(answer))
        self._keep(text, said, kept)

    def paste_cells(self, block: list[list[str]]) -> None:
        """Puts a spreadsheet's answers where they belong, as one act; a wrong one refuses them all."""
        if self._known is None:
            return
        try:
            places = self._placed(block)
            said = self._read_places(places)
        except PasteError as error:
            self._workspace.failed.emit(paste_text(error))
            return
        titles, closed = left_out(block, self._names()), self._closed_cells(places)
        told = [left_out_text(titles)] if titles else []
        told += [closed_cells_text(closed)] if closed else []

        def tell(_changes: ChangeSet) -> None:
            if told:
                self._workspace.acted.emit(" ".join(told))

        self._keep(_("Klistra in svar"), said, tell)

    def fill(self, places: Sequence[Place]) -> None:
        """Answers cells as those above them, as one act."""
        try:
            self._keep(_("Fyll nedåt"), self._read_places(places))
        except PasteError as error:
            self._workspace.failed.emit(fill_text(error))

    def _closed_cells(self, places: Sequence[Place]) -> list[str]:
        """What the days are called that the cells answer though nobody is asked about them."""
        assert self._known is not None
        rows, closed, found = self.grid.rows, self._known.closed, []
        for place in places:
            span = rows.spans[place.column]
            for answer, days in read_cell(place.text, span):
                if answer is not Answer.UNANSWERED and all(day in closed for day in days):
                    title = rows.columns[place.column].title
                    found.append(title if len(days) == len(span) else day_text(days[0], year=False))
        return list(dict.fromkeys(found))

    def _placed(self, block: list[list[str]]) -> Sequence[Place]:
        picked: list[Cell] = self.grid.picked_cells()
        if len(block) == 1 and len(block[0]) == 1 and len(picked) > 1:
            return [Place(row, column, block[0][0], 1) for row, column in picked]
        if not block and picked:
            return [Place(*picked[0], "", 1)]
        at = self.grid.currentIndex()
        return placed(block, self._names(), max(at.row(), 0), max(at.column(), 0))

    def _names(self) -> Names:
        rows = self.grid.rows
        names = {row.asked.name.casefold(): number for number, row in enumerate(rows.rows)}
        codes = {row.asked.whose.county_code: number for number, row in enumerate(rows.rows)}
        around = near(self._tour, today())

        def find_row(text: str) -> int | None:
            county = find_county(text)
            return names.get(text.strip().casefold(), codes.get(county.code) if county else None)

        def find_column(text: str) -> int | None:
            try:
                span = read_span(text, around)
            except FieldError:
                return None
            return find_span(rows.spans, *span) if span else None

        titles = [column.title for column in rows.columns]
        return Names(_("Vem"), titles, len(rows.rows), find_row, find_column, Expected.CONTACT)

    def _read_places(self, places: Sequence[Place]) -> list[Said]:
        assert self._known is not None
        rows, found = self.grid.rows, []
        for place in places:
            try:
                read = read_cell(place.text, rows.spans[place.column])
            except PlanError as error:
                raise PasteError(place.line, rows.columns[place.column].title, error) from error
            whose = rows.rows[place.row].asked.whose
            for answer, days in read:
                found += saying(whose, days, answer, self._known.closed)
        return found

    def _keep(self, text: str, said: Sequence[Said], kept: Kept = lambda _changes: None) -> None:
        """Does the act, one of many days off the window's thread; `kept` hears of it when it is done."""
        if not said:
            self._workspace.failed.emit(
                _("De dagarna besvaras inte: de är helg, röda dagar eller spärrade för turnén.")
            )
            return
        try:
            by_id = self.who.contact_id
        except FieldError as error:
            self._workspace.refuse(error)
            return
        act = (answer_days, list(said), by_id, today(), self._seen(said))

        if len(said) > AT_ONCE:
            self._workspace.attempt_aside(text, *act, done=kept)
        elif (changes := self._workspace.do(text, *act)) is not None:
            kept(changes)

    def _seen(self, said: Sequence[Said]) -> list[DayAnswer]:
        assert self._known is not None
        whose = dict.fromkeys(one.whose for one in said)
        return [answer for one in whose for answer in self._known.said.get(one, Days()).answers]
