"""What erasing the picked contacts would mean, reckoned anew as they are picked."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QVBoxLayout, QWidget

from kampanjplan.gui.page import framed
from kampanjplan.gui.watch import Watch
from kampanjplan.gui.workspace import Workspace
from kampanjplan.services.erasing import preview
from kampanjplan.services.erasure_work import Preview
from kampanjplan.wording import _
from kampanjplan.wording.erasing import lasting_text, preview_lines

PAUSE = 150  # milliseconds that a choice stands before what it means is reckoned


class ErasingMeaning(QWidget):
    """`seen` is what is shown, None while it is not known; `withdrawing` whether editions go too."""

    reckoned = Signal()

    def __init__(self, workspace: Workspace, failed: Callable[[Exception], None]) -> None:
        super().__init__()
        self._workspace, self._door, self._failed = workspace, workspace.door, failed
        self.seen: Preview | None = None
        self.made: list[datetime] = []  # the moments of the backups
        self.backup_days = 90
        self._ids: list[UUID] = []
        self._nobody = ""
        self._asked = 0
        self._watch = Watch(self)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._reckon)
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.text.setContentsMargins(12, 10, 12, 10)
        self.text.setAccessibleName(_("Vad gallringen innebär"))
        self.withdrawing = QCheckBox(
            _("Återkalla &även utgåvorna: deras filer tas bort, nummer och datum blir kvar")
        )
        self.withdrawing.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(framed(self.text))
        layout.addWidget(self.withdrawing)

    @property
    def lasting(self) -> str:
        """What is left of those erased elsewhere, and until when."""
        return lasting_text(self.made, self.backup_days)

    @property
    def is_withdrawing(self) -> bool:
        """Whether editions that name them are to be withdrawn too."""
        return self.seen is not None and bool(self.seen.editions) and self.withdrawing.isChecked()

    def show_backups(self, backups: Sequence[Any]) -> None:
        """Tells of these backups from now on."""
        self.made = [backup.made for backup in backups]
        self._tell()

    def ask(self, ids: list[UUID], nobody: str) -> None:
        """Reckons of these contacts, once the choice has stood a while; `nobody` is said of none."""
        self._ids, self._nobody, self.seen = ids, nobody, None
        self.stop()
        if ids:
            self.text.setText(_("Räknar …"))
            self._pause.start()
        else:
            self._tell()

    def stop(self) -> None:
        """Nobody wants to know of what is being reckoned any longer."""
        self._asked += 1
        self._pause.stop()
        self._watch.stopped.set()

    def _reckon(self) -> None:
        if self._workspace.door is self._door and self._door is not None:
            self._watch = Watch(self)
            work = partial(self._door.read, preview, self._ids, self._watch.moment)
            self._workspace.jobs.run(work, partial(self._reckoned, self._asked), self._failed)

    def _reckoned(self, number: int, seen: Preview) -> None:
        if number == self._asked:  # an older answer is about others
            self.seen = seen
            self._tell()
            self.reckoned.emit()

    def _tell(self) -> None:
        self.withdrawing.setVisible(self.seen is not None and bool(self.seen.editions))
        if self.seen is not None:
            self.text.setText("\n".join([*preview_lines(self.seen), self.lasting]))
        elif not self._ids:
            self.text.setText(self._nobody)
