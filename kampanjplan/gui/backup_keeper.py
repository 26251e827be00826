"""Backs the open plan up by itself: once it is open, while it changes, and when it is left."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from kampanjplan.wording import _

if TYPE_CHECKING:
    from kampanjplan.domain.changes import ChangeSet
    from kampanjplan.gui.main_window import MainWindow
    from kampanjplan.gui.plans import Plans

SOON = 3_000  # milliseconds after which a plan just opened has been shown and its user can do without us
OFTEN = 30 * 60_000  # milliseconds between backups of a plan that changes
PATIENCE = 2_000  # milliseconds that a window may take to close for a backup's sake


def _back_up(plans: Plans, path: Path, days: int) -> object:
    backups = plans.backups(path)
    made = backups.make()
    backups.thin(datetime.now().astimezone(), days)
    return made


class BackupKeeper(QObject):
    """Works off the window's thread, and never stops anybody's work: where it fails it says so once."""

    kept = Signal()  # all that the plan says is in a backup

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.workspace, self.jobs, self.plans = window.workspace, window.jobs, window.plans
        self._path: Path | None = None  # of the open plan, where it may be written
        self._days = 0
        self._news = self._told = False
        self.soon, self.often = QTimer(self), QTimer(self)
        self.soon.setSingleShot(True)
        self.soon.setInterval(SOON)
        self.often.setInterval(OFTEN)
        for timer in (self.soon, self.often):
            timer.timeout.connect(self.back_up)
        self.workspace.opened.connect(self._opened)
        self.workspace.changed.connect(self._changed)

    def back_up(self) -> None:
        """Makes a backup where the plan says something new, and deletes those too old."""
        self._run(self._told_fine, self._failed)

    def finish(self) -> None:
        """Backs up what has changed before the window closes. It is painted meanwhile, but takes no keys."""
        if self._path is None or not self._news:
            return
        from PySide6.QtCore import QEventLoop

        loop = QEventLoop()
        QTimer.singleShot(PATIENCE, loop, loop.quit)
        self._run(lambda _made: loop.quit(), lambda _error: loop.quit())
        loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)

    def _run(self, done: Callable[[object], None], failed: Callable[[Exception], None]) -> None:
        if self._path is not None:
            self._news = False
            self.jobs.run(partial(_back_up, self.plans, self._path, self._days), done, failed)

    def _opened(self) -> None:
        if self._news:
            self.back_up()  # of the plan that was left; its file is all that this needs
        door = self.workspace.door
        self._news = self._told = False
        self._path = door.store.path if door and not door.store.read_only else None
        for timer in (self.soon, self.often):
            timer.start() if self._path else timer.stop()
        if self._path:
            self._learn_rules()

    def _changed(self, changes: ChangeSet) -> None:
        from kampanjplan.domain.contacts import Erasure
        from kampanjplan.domain.rules import Rules

        self._news = True
        if changes.of(Erasure):
            self.back_up()  # at once, so that the newest does not say whom the plan has forgotten
        if changes.of(Rules):
            self._learn_rules()

    def _learn_rules(self) -> None:
        from kampanjplan.services.rules import rules_of

        self._days = self.workspace.read(rules_of).backup_days

    def _told_fine(self, _made: object) -> None:
        self._told = False
        self.kept.emit()

    def _failed(self, error: Exception) -> None:
        from kampanjplan.domain.errors import PlanError
        from kampanjplan.wording.sentences import error_text

        if not isinstance(error, PlanError):
            raise error
        if not self._told:
            self._told = True
            reason = error_text(error)
            self.workspace.noticed.emit(_("Ingen säkerhetskopia kunde göras. {reason}").format(reason=reason))
