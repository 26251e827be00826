"""Historik: who did what when, from what to what, of a thing or of the whole plan."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from kampanjplan.domain.activities import Activity
from kampanjplan.domain.changes import Thing
from kampanjplan.domain.contacts import Appointment, Contact, Membership, Role
from kampanjplan.domain.journal import Entry, Question, Step
from kampanjplan.domain.organisations import Organisation
from kampanjplan.domain.programme import Item, Speaker
from kampanjplan.domain.stops import Stop
from kampanjplan.domain.tours import CountyVisit, Tour
from kampanjplan.gui.page import side_by_side
from kampanjplan.gui.settings import today
from kampanjplan.gui.table import Column, RowsModel, TableView
from kampanjplan.gui.workspace import Workspace
from kampanjplan.services.history import history, names, undo_step
from kampanjplan.services.ports import Reading
from kampanjplan.services.rules import rules_of, set_rules
from kampanjplan.wording import _
from kampanjplan.wording.dates import short_moment_text
from kampanjplan.wording.history import Names, entry_text, field_text, step_text, told_fields, value_text

PAGE = 200  # entries read at a time
About = tuple[type[Thing], UUID] | None
Subjects = Callable[[], list[tuple[str, About]]]


@dataclass(frozen=True, slots=True)
class Line:
    """A field of a step as the lower table shows it."""

    number: int
    what: str
    field: str
    before: str
    after: str


class HistoryPanel(QWidget):
    """`subjects` names what may be looked at now, the most likely first; None is the whole plan."""

    def __init__(self, workspace: Workspace, subjects: Subjects) -> None:
        super().__init__()
        self._workspace, self._subjects = workspace, subjects
        self._names: Names = {}
        self._asked = 0
        self._stale = True
        self._most = PAGE
        self.subject = self._choice(_("Historik för"), [])
        self.period = self._choice(_("Tid"), [text for text, _days in _periods()])
        self.kind = self._choice(_("Slag"), [text for text, _kinds in _kinds()])
        self.entries = TableView(RowsModel(self._columns(), lambda e: UUID(int=e.number)), _("Historik"))
        self.lines = TableView(
            RowsModel(_line_columns(), lambda n: UUID(int=n.number)), _("Vad som ändrades")
        )
        self.undo = QPushButton(_("Ångra steget"))
        self.more = QPushButton(_("Visa äldre"))
        for button in (self.undo, self.more):
            button.setEnabled(False)  # until there is something to do it to
        self.keep = QComboBox()
        self.state = QLabel()
        self._lay_out()
        self.entries.picked.connect(self._show_lines)
        self.undo.clicked.connect(self.undo_picked)
        self.more.clicked.connect(self._show_more)
        self.keep.activated.connect(self._set_rule)
        for signal in (workspace.changed, workspace.opened, workspace.tour_chosen, workspace.stop_chosen):
            signal.connect(self.look_again)

    def _choice(self, title: str, texts: list[str]) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(title)
        box.setToolTip(title)
        box.addItems(texts)
        box.activated.connect(self.look_again)
        return box

    def _lay_out(self) -> None:
        top, bottom = QHBoxLayout(), QHBoxLayout()
        for box in (self.subject, self.period, self.kind):
            top.addWidget(box)
        top.addStretch(1)
        self.keep.setAccessibleName(_("Hur länge historiken sparas"))
        self.keep.addItems([text for text, _days in _rules()])
        label = QLabel(_("Historiken sparas"))
        label.setBuddy(self.keep)
        for part in (self.undo, self.more):
            bottom.addWidget(part)
        bottom.addWidget(self.state, 1)
        bottom.addWidget(label)
        bottom.addWidget(self.keep)
        column = QVBoxLayout(self)
        column.addLayout(top)
        column.addWidget(side_by_side(self.entries, self.lines, name="history", shares=(3, 2), down=True), 1)
        column.addLayout(bottom)

    def _columns(self) -> list[Column]:
        return [
            Column(_("När"), lambda e: short_moment_text(e.at, today()), width=112),
            Column(_("Vem"), lambda e: e.who or _("någon utan namn"), width=80),
            Column(_("Vad"), lambda e: entry_text(e, self._names), width=150),
        ]

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refresh()

    def look_again(self, *_: object) -> None:
        """Reads anew, now or when somebody looks."""
        self._stale = True
        if self.isVisible():
            self._refresh()

    def _refresh(self) -> None:
        if not self._stale or self._workspace.door is None:
            return
        self._stale = False
        self._offer_subjects()
        days = self._workspace.read(rules_of).history_days
        self.keep.setCurrentIndex([d for _text, d in _rules()].index(_nearest_rule(days)))
        since = _periods()[max(self.period.currentIndex(), 0)][1]
        asked = Question(
            kinds=_kinds()[max(self.kind.currentIndex(), 0)][1],
            since=datetime.now(UTC) - since if since else None,
            most=self._most,
        )
        about = self._subjects()[self.subject.currentIndex()][1] if self.subject.count() else None
        self._asked += 1
        self._workspace.read_aside(_history, about, asked, done=partial(self._show, self._asked))

    def _offer_subjects(self) -> None:
        texts = [text for text, _about in self._subjects()]
        if texts != [self.subject.itemText(n) for n in range(self.subject.count())]:
            chosen = max(self.subject.currentIndex(), 0)
            self.subject.clear()
            self.subject.addItems(texts)
            self.subject.setCurrentIndex(min(chosen, len(texts) - 1))

    def _show(self, number: int, answer: tuple[list[Entry], Names]) -> None:
        if number != self._asked:
            return  # somebody asked for something else meanwhile
        entries, self._names = answer
        self.more.setEnabled(len(entries) == self._most)
        self.state.setText("" if entries else _("Inget har hänt här än."))
        self.entries.show_rows(entries)
        if entries and not self.entries.picked_ids():
            self.entries.pick([UUID(int=entries[0].number)])
        self._show_lines()

    @property
    def picked(self) -> Entry | None:
        ids = self.entries.picked_ids()
        return next((e for e in self.entries.rows.rows if ids and UUID(int=e.number) == ids[0]), None)

    def _show_lines(self) -> None:
        entry = self.picked
        self.undo.setEnabled(entry is not None and entry.count > 0)
        lines = [line for step in entry.steps for line in _lines(step, self._names)] if entry else []
        if entry and entry.count > len(entry.steps):
            rest = entry.count - len(entry.steps)
            lines.append(Line(0, _("… och {n} till").format(n=rest), "", "", ""))
        self.lines.show_rows([replace(line, number=n) for n, line in enumerate(lines)])

    def undo_picked(self) -> None:
        """Takes back the chosen step, or says why it cannot be."""
        entry = self.picked
        if entry is not None:  # an import may have been thousands of things
            text = _("Ångra steg: {act}").format(act=entry.text)
            self._workspace.attempt_aside(text, undo_step, entry.number)

    def _show_more(self) -> None:
        self._most += PAGE
        self.look_again()

    def _set_rule(self, row: int) -> None:
        text, days = _rules()[row]
        self._workspace.do(_("Historiken sparas: {rule}").format(rule=text), set_rules, history_days=days)
        if days is not None:
            self._workspace.told.emit(_("Äldre historik tas bort nästa gång planfilen öppnas."))


def _history(reading: Reading, about: About, asked: Question) -> tuple[list[Entry], Names]:
    entries = history(reading, about, asked)
    return entries, names(reading, entries)


def _lines(step: Step, called: Names) -> list[Line]:
    what = step_text(step, called)
    before, after = step.before or {}, step.after or {}
    return [
        Line(
            0,
            what,
            field_text(step.kind, name),
            value_text(name, before.get(name), called),
            value_text(name, after.get(name), called),
        )
        for name in told_fields(step)
    ]


def _line_columns() -> list[Column]:
    return [
        Column(_("Gäller"), lambda line: line.what, width=110),
        Column(_("Uppgift"), lambda line: line.field, width=95),
        Column(_("Från"), lambda line: line.before, width=95),
        Column(_("Till"), lambda line: line.after, width=95),
    ]


def _periods() -> list[tuple[str, timedelta | None]]:
    return [
        (_("När som helst"), None),
        (_("Senaste dygnet"), timedelta(days=1)),
        (_("Senaste 7 dagarna"), timedelta(days=7)),
        (_("Senaste 30 dagarna"), timedelta(days=30)),
        (_("Senaste året"), timedelta(days=365)),
    ]


def _kinds() -> list[tuple[str, tuple[type[Thing], ...]]]:
    return [
        (_("Alla slag"), ()),
        (_("Turnéer"), (Tour, CountyVisit)),
        (_("Stopp"), (Stop,)),
        (_("Program"), (Item, Speaker)),
        (_("Kontakter"), (Contact, Membership, Role, Appointment, Organisation)),
        (_("Kontaktlogg"), (Activity,)),
        (_("Organisationer"), (Organisation,)),
    ]


def _rules() -> list[tuple[str, int | None]]:
    return [
        (_("för alltid"), None),
        (_("10 år"), 3652),
        (_("5 år"), 1826),
        (_("2 år"), 730),
        (_("1 år"), 365),
        (_("90 dagar"), 90),
    ]


def _nearest_rule(days: int | None) -> Any:
    """The choice that keeps at least as long."""
    return min((d for _text, d in _rules() if d and days and d >= days), default=None)
