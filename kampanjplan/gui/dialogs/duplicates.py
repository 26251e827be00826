"""Dubbletter: contacts who are likely the same person, merged or judged one pair at a time."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from kampanjplan.domain.changes import ChangeSet
from kampanjplan.domain.contacts import Contact
from kampanjplan.domain.damage import StoppedError
from kampanjplan.domain.errors import PlanError
from kampanjplan.domain.likeness import Crowd, face, likeness
from kampanjplan.gui.merge_card import MergeCard
from kampanjplan.gui.table import Column, RowsModel, TableView
from kampanjplan.gui.watch import STEPS, Watch
from kampanjplan.gui.workspace import Workspace
from kampanjplan.services.conflicts import having_seen
from kampanjplan.services.door import Door
from kampanjplan.services.history import names
from kampanjplan.services.likeness import Pair, Progress, after_merge, likely_pairs, people_to_compare
from kampanjplan.services.merging import Shown, judge_distinct, merge, two_to_merge
from kampanjplan.services.ports import Reading
from kampanjplan.wording import _, count_text
from kampanjplan.wording.likeness import reasons_text, why_text
from kampanjplan.wording.sentences import error_text


def _look(door: Door, progress: Progress) -> list[Pair]:
    """Reads everybody and lets go of the plan's file before they are compared."""
    return likely_pairs(door.read(people_to_compare), progress)


def _read_two(reading: Reading, ids: tuple[UUID, UUID]) -> tuple[tuple[Shown, Shown], dict[UUID, str]]:
    two = two_to_merge(reading, ids)
    return two, names(reading, [], [shown.contact for shown in two])


def _as_now(pairs: Sequence[Pair], now: Mapping[UUID, Contact | None]) -> list[Pair]:
    """The pairs of whom both are left, as those that were changed are now."""
    left = []
    for pair in pairs:
        first, second = (now.get(c.id, c) for c in (pair.first, pair.second))
        if first is not None and second is not None:
            left.append(replace(pair, first=first, second=second))
    return left


class DuplicatesDialog(QDialog):
    """The pairs at the left, the chosen one side by side at the right; `pairs` where they are known."""

    def __init__(self, parent: QWidget, workspace: Workspace, pairs: Sequence[Pair] | None = None) -> None:
        super().__init__(parent)
        assert workspace.door is not None
        self._workspace, self._door = workspace, workspace.door
        self._acting = False
        self._floor = workspace.stack.index()  # what was done before is not undone from here
        self._undoable: list[list[Pair]] = []  # the pairs as they were before each act done here
        self._redoable: list[list[Pair]] = []
        self._restored: list[Pair] | None = None  # what is to be shown once an act is undone or done again
        self._one = pairs is not None
        self.setWindowTitle(_("Slå ihop kontakter") if self._one else _("Dubbletter"))
        self.resize(860 if self._one else 1240, 640)
        self._build()
        self.watch = Watch(self)
        self.watch.moved.connect(self.progress.setValue)
        self.table.picked.connect(self._show_pair)
        workspace.changed.connect(self._plan_changed)
        workspace.failed.connect(self._undo_refused)
        if pairs is None:
            self.state.setText(_("Letar efter dubbletter …"))
            work = partial(_look, self._door, self.watch.progress)
            workspace.jobs.run(work, self._looked, self._failed)
        else:
            self.progress.hide()
            self._show_pairs(pairs)
        self._offer()

    def _build(self) -> None:
        columns = [
            Column(_("Poäng"), lambda pair: str(pair.likeness.score), width=50),
            Column(_("Kontakt"), lambda pair: pair.first.name, width=125),
            Column(_("Kontakt"), lambda pair: pair.second.name, width=125),
            Column(_("Varför"), lambda pair: reasons_text(pair.likeness)),
        ]
        self.table = TableView(RowsModel(columns, lambda pair: pair.ids), _("Dubbletter"))
        self.table.setSelectionMode(TableView.SelectionMode.SingleSelection)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.card = MergeCard()
        self.why = QLabel()
        self.why.setWordWrap(True)
        self.why.setContentsMargins(12, 2, 0, 4)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.why)
        column.addWidget(self.card, 1)
        self.state = QLabel()
        self.state.setTextFormat(Qt.TextFormat.PlainText)
        self.state.setWordWrap(True)
        self.progress = QProgressBar()
        self.progress.setRange(0, STEPS)
        self.progress.setAccessibleName(_("Letar efter dubbletter"))
        split = QSplitter()
        split.setChildrenCollapsible(False)
        split.addWidget(self.table)
        split.addWidget(right)
        split.setSizes([430, 790])
        self.table.setVisible(not self._one)
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        layout.addWidget(split, 1)
        layout.addWidget(self.progress)
        layout.addWidget(self.state)
        layout.addLayout(self._buttons())
        (self.card if self._one else self.table).setFocus()

    def _buttons(self) -> QHBoxLayout:
        self.merging = self._button(_("&Slå ihop"), self.merge_pair)
        self.merging.setToolTip(_("Ctrl+Enter. Går att ångra."))
        self.undoing = self._button(_("Ån&gra"), self.undo)
        self.undoing.setVisible(not self._one)
        self.judging = self._button(_("&Inte samma person"), self.judge_pair)
        self.judging.setToolTip(_("Paret visas inte fler gånger. Går att ångra."))
        self.skipping = self._button(_("&Hoppa över"), self.skip_pair)
        self.skipping.setVisible(not self._one)
        self.closing = self._button(_("S&täng"), self.reject)
        row = QHBoxLayout()
        for button in (self.merging, self.judging, self.skipping, self.undoing):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.closing)
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            QShortcut(QKeySequence(Qt.Modifier.CTRL | key), self, self.merging.click)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self, self.undo)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Redo), self, self.redo)
        return row

    def _button(self, text: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(False)  # Enter in the list is no wish to merge
        button.clicked.connect(lambda: act())
        return button

    # -- the list -----------------------------------------------------------------------------------

    @property
    def pairs(self) -> list[Pair]:
        """The pairs that are left to look at."""
        return list(self.table.rows.rows)

    @property
    def pair(self) -> Pair | None:
        """The pair that is chosen."""
        numbers = self.table.selectionModel().selectedRows()
        return self.table.rows.rows[numbers[0].row()] if numbers else None

    def _looked(self, pairs: list[Pair]) -> None:
        if not self.watch.stopped.is_set():
            self.progress.hide()
            self._show_pairs(pairs)

    def _show_pairs(self, pairs: Sequence[Pair], row: int = 0) -> None:
        """Shows these, and of them the one in a row, or the last."""
        self.table.show_rows(pairs)
        if pairs and self.pair is None:
            self.table.pick([pairs[min(row, len(pairs) - 1)].ids])
        elif not pairs:
            self._show_pair()
        if not self._one:
            self.table.say_when_empty(_("Inga dubbletter."))
            self.state.setText(
                count_text(
                    "{n} par att titta på. Allt som hör till båda följer med när de slås ihop.",
                    "{n} par att titta på. Allt som hör till båda följer med när de slås ihop.",
                    len(pairs),
                )
                if pairs
                else _("Inga kontakter ser ut att vara samma person.")
            )

    def _show_pair(self) -> None:
        """Reads the chosen two anew, with what hangs on them."""
        self.card.clear()
        self._offer()
        pair = self.pair
        self.why.setText(why_text(pair.likeness) if pair is not None else "")
        if pair is not None:
            ids = (pair.first.id, pair.second.id)
            work = partial(self._door.read, _read_two, ids)
            self._workspace.jobs.run(work, partial(self._show_two, pair.ids), self._failed)

    def _show_two(self, ids: tuple[UUID, UUID], read: tuple[tuple[Shown, Shown], dict[UUID, str]]) -> None:
        if not self.watch.stopped.is_set() and self.pair is not None and self.pair.ids == ids:
            self.card.show_two(*read[0], read[1])
            self._offer()
            if self._one or not self.table.hasFocus():
                self.card.focus_first()

    def _offer(self) -> None:
        ready = self.card.two is not None and not self._acting
        for button in (self.merging, self.judging):
            button.setEnabled(ready and not self._door.store.read_only)
        self.skipping.setEnabled(len(self.table.rows.rows) > 1)
        self.undoing.setEnabled(bool(self._undoable) and not self._acting)

    def _plan_changed(self, changes: ChangeSet) -> None:
        """What was undone here or done at another desk: whoever is gone is no longer half of a pair."""
        now = {c.thing.id: c.after for c in changes.changes if isinstance(c.thing, Contact)}
        if self._acting or self.watch.stopped.is_set():
            return
        restored, self._restored = self._restored, None
        if restored is not None:
            self._come_back(_as_now(restored, now))
        elif now:
            self._go_on(_as_now(self.pairs, now))

    def _come_back(self, pairs: list[Pair]) -> None:
        """Shows the pairs as they were, and of them the first that was not there just now."""
        known = {pair.ids for pair in self.pairs}
        row = next((n for n, pair in enumerate(pairs) if pair.ids not in known), 0)
        self.table.clearSelection()
        self._show_pairs(pairs, row)
        self._offer()

    # -- the acts -----------------------------------------------------------------------------------

    def merge_pair(self) -> None:
        """Makes one of the two as chosen, in one act."""
        if self.card.two is None:
            return
        kept, gone = self.card.two
        text = _("Slå ihop {name}").format(name=kept.name)
        self._act(
            text, partial(self._merged, kept, gone), (kept, gone), merge, kept.id, gone.id, self.card.facts()
        )

    def _merged(self, kept: Contact, gone: Contact, changes: ChangeSet) -> None:
        said = [after for _before, after in changes.of(Contact) if after is not None]
        now = next((contact for contact in said if contact.id == kept.id), kept)
        self._done(after_merge(self.pairs, now, gone.id))

    def judge_pair(self) -> None:
        """Keeps that the two are not the same."""
        pair = self.pair
        if self.card.two is not None and pair is not None:
            left = [other for other in self.pairs if other.ids != pair.ids]
            text = _("Inte samma person: {name}").format(name=pair.first.name)
            self._act(text, lambda _changes: self._done(left), self.card.two, judge_distinct, *pair.ids)

    def skip_pair(self) -> None:
        """Goes to the next pair, and round to the first."""
        if self.pair is not None:
            row = (self.pairs.index(self.pair) + 1) % len(self.pairs)
            self.table.pick([self.pairs[row].ids])

    def undo(self) -> None:
        """Undoes the last act that was done here."""
        if self._undoable and self._may_step():
            self._redoable.append(self.pairs)
            self._restored = self._undoable.pop()
            self._workspace.stack.undo()

    def redo(self) -> None:
        """Does the act again that was undone last."""
        if self._redoable and self._may_step():
            self._undoable.append(self.pairs)
            self._restored = self._redoable.pop()
            self._workspace.stack.redo()

    def _may_step(self) -> bool:
        """Whether the window's own undo stands where the acts of this dialog do."""
        done = self._workspace.stack.index() - self._floor
        return not self._acting and self._restored is None and done == len(self._undoable)

    def _undo_refused(self, sentence: str) -> None:
        if self._restored is not None:
            self._restored = None
            self.state.setText(sentence)
            self._offer()

    def _act(
        self, text: str, done: Callable[[ChangeSet], None], seen: Any, service: Any, *facts: Any
    ) -> None:
        self._acting = True
        self._offer()
        self._workspace.attempt_aside(
            text, having_seen, seen, service, *facts, done=done, failed=self._refused
        )

    def _done(self, left: Sequence[Pair]) -> None:
        self._acting = False
        if self.watch.stopped.is_set():
            return
        self._undoable.append(self.pairs)
        self._redoable.clear()
        if self._one:
            self.accept()
        else:
            self._go_on(left)

    def _go_on(self, left: Sequence[Pair]) -> None:
        """Shows the pairs that are left, and the one that now stands where the last did."""
        row = self.pairs.index(self.pair) if self.pair is not None else 0
        self.table.clearSelection()
        self._show_pairs(left, row)
        self._offer()

    def _refused(self, error: Exception) -> None:
        self._acting = False
        self._failed(error)
        if not self.watch.stopped.is_set():
            self._show_pair()  # as they are now: somebody may have changed them

    def _failed(self, error: Exception) -> None:
        if isinstance(error, StoppedError) or (self.watch.stopped.is_set() and isinstance(error, PlanError)):
            return
        if not isinstance(error, PlanError):
            raise error
        self.progress.hide()
        self.state.setText(error_text(error))

    def done(self, result: int) -> None:
        self.watch.stopped.set()
        super().done(result)


def find_duplicates(parent: QWidget, workspace: Workspace) -> None:
    """Looks for contacts who are likely the same, and shows them."""
    dialog = DuplicatesDialog(parent.window(), workspace)
    dialog.exec()
    dialog.deleteLater()


def merge_contacts(parent: QWidget, workspace: Workspace, id_a: UUID, id_b: UUID) -> None:
    """Shows two contacts side by side to be merged, whether they look alike or not."""
    try:
        first, second = (shown.contact for shown in workspace.read(two_to_merge, (id_a, id_b)))
    except PlanError as error:
        workspace.refuse(error)
        return
    faces = [face(first), face(second)]
    pair = Pair(first, second, likeness(*faces, Crowd.of(faces)))
    dialog = DuplicatesDialog(parent.window(), workspace, [pair])
    dialog.exec()
    dialog.deleteLater()
