"""The acts that have happened, as the undo stack keeps them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QUndoCommand

from kampanjplan.wording import _

if TYPE_CHECKING:
    from kampanjplan.domain.changes import ChangeSet
    from kampanjplan.gui.workspace import Workspace

MANY = 1000  # changes, over which an undo takes so long that the window must not wait for it


class Recorded(QUndoCommand):
    """An act that has happened; only its undo and its later redo do anything. It never raises."""

    def __init__(self, workspace: Workspace, changes: ChangeSet) -> None:
        super().__init__(changes.text)
        self._workspace, self._changes = workspace, changes
        self._passing = True  # while Qt moves the stack and nothing is to be done

    def undo(self) -> None:
        self._replay(_("Ångra: {act}").format(act=self._changes.text), self._changes.inverse(), back=False)

    def redo(self) -> None:
        self._replay(_("Gör om: {act}").format(act=self._changes.text), self._changes, back=True)

    def _replay(self, text: str, changes: ChangeSet, *, back: bool) -> None:
        if self._passing:
            self._passing = False
        elif len(changes.changes) > MANY:
            self._workspace.replay_aside(text, changes, lambda: self._give_up(back=back))
        elif not self._workspace.replay(text, changes):
            self.setObsolete(True)

    def _give_up(self, *, back: bool) -> None:
        """It was refused after the stack had moved past it: the stack moves back, and forgets it."""
        self._passing = True
        self.setObsolete(True)
        stack = self._workspace.stack
        stack.undo() if back else stack.redo()
