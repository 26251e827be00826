"""A dialog whose act takes long: while it is under way, what else closes the dialog stops the act."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QWidget

from kampanjplan.domain.damage import StoppedError
from kampanjplan.domain.errors import PlanError
from kampanjplan.gui.watch import Watch
from kampanjplan.gui.workspace import Workspace
from kampanjplan.wording import _
from kampanjplan.wording.sentences import error_text


class StoppableDialog(QDialog):
    """`state` says how the act goes, and `closing` closes or stops; whoever lays out the dialog places both.

    `undone` is what is said of an act that was stopped.
    """

    def __init__(self, parent: QWidget, workspace: Workspace, undone: str) -> None:
        super().__init__(parent)
        assert workspace.door is not None
        self._workspace, self._door, self._undone = workspace, workspace.door, undone
        self._watch: Watch | None = None  # of the act
        self.is_working = self.is_gone = False
        self._had_keys: QWidget | None = None  # before the act greyed it
        self.state = QLabel()
        self.state.setWordWrap(True)
        self.closing = QPushButton(_("A&vbryt"))
        self.closing.setAutoDefault(False)
        self.closing.clicked.connect(lambda: self.reject())

    def begin(self, watch: Watch, text: str) -> None:
        """The act is under way from now on."""
        self.is_working, self._watch = True, watch
        self._had_keys = self.focusWidget()
        self.state.setText(text)
        self.closing.setFocus()  # what stops the act
        self.offer()

    def end(self) -> None:
        """It is done, was stopped or was refused."""
        self.is_working = False
        self.closing.setEnabled(True)
        self.offer()
        had = self._had_keys
        (had if had is not None and had.isEnabled() and had.isVisible() else self.closing).setFocus()

    def offer(self) -> None:
        """Enables what can be done just now."""

    def look_again(self) -> None:
        """Looks anew at what the act would be, as it came to nothing."""

    def reject(self) -> None:
        """Closes; while the act is under way it stops that instead, where it still can be."""
        if not self.is_working:
            super().reject()
        elif self.closing.isEnabled() and self._watch is not None:
            self._watch.stopped.set()
            self.state.setText(_("Avbryter …"))
            self.closing.setEnabled(False)

    def done(self, result: int) -> None:
        """Answers that come when the dialog is gone are for nobody; what was begun is done all the same."""
        self.is_gone = True
        super().done(result)

    def if_here(self, act: Callable[..., None]) -> Callable[[Any], None]:
        """The act on an answer, unless the dialog is gone when it comes."""
        return lambda answer: None if self.is_gone else act(answer)

    def failed(self, error: Exception) -> None:
        """Says why work came to nothing; a fault of ours goes on to where those are caught."""
        stopped = isinstance(error, StoppedError)
        if self.is_gone:
            if not stopped:
                self._workspace.refuse_aside(error)
            return
        if stopped and not self.is_working:
            return  # it was about what is not shown any longer
        self.end()
        if not stopped and not isinstance(error, PlanError):
            raise error
        self.look_again()
        self.state.setText(self._undone if isinstance(error, StoppedError) else error_text(error))
