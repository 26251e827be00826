"""Plan files as the window handles them: made, opened, copied and closed, off the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from kampanjplan.gui.settings import today
from kampanjplan.wording import _

if TYPE_CHECKING:
    from kampanjplan.gui.main_window import MainWindow
    from kampanjplan.gui.plans import Plans
    from kampanjplan.gui.shares import Place
    from kampanjplan.services.door import Door

SUFFIX = ".kampanjplan"
DATA_PAINT = 150  # milliseconds after which a plan just opened has been painted


def _load_calendar() -> None:
    """Loads what knows the red days, off the window's thread."""
    from kampanjplan.domain.calendar import red_days

    red_days(today().year)


def _open_other(plans: Plans, path: Path, who: str, now: Door | None) -> Door:
    """Opens a plan file, but not the one that is open: closing its header gives up SQLite's locks on it."""
    from kampanjplan.domain.errors import FileError, FileTrouble

    if now is not None and path.exists() and now.store.path.exists() and path.samefile(now.store.path):
        raise FileError(FileTrouble.OPEN_HERE, path)
    return plans.open(path, who)


def _thin(door: Door) -> None:
    """Forgets what the plan's rule says is too old to keep."""
    from kampanjplan.services.history import thin_history
    from kampanjplan.services.rules import rules_of

    if door.read(rules_of).history_days is not None:
        door.do(_("Gallra historiken"), thin_history, today())


class PlanFiles(QObject):
    """Acts on whole plan files. `commit` saves what is being typed, and is False where it was refused."""

    told = Signal(str)  # a line for the status bar
    opened = Signal()
    shown = Signal()  # the plan that was opened stands in the window

    def __init__(self, window: MainWindow, commit: Callable[[], bool]) -> None:
        super().__init__(window)
        self.window, self._commit = window, commit
        self.settings, self.plans = window.settings, window.plans
        self.workspace, self.jobs = window.workspace, window.jobs
        self._thinned = False

    def who(self) -> str:
        """The name for the journal."""
        return self.settings.who or self.plans.user_name()

    def new_plan(self) -> None:
        """Asks for a name and makes an empty plan there."""
        path = self.ask_path(_("Ny planfil"), _("Ny plan"))
        if path:
            self._open(partial(self.plans.create, path, self.who()), path)

    def open_example(self) -> None:
        """Makes the example plan in a file of its own, which can be tried without fear."""
        path = self.ask_path(_("Spara exempelplanen"), _("Exempelplan"))
        if path:
            self._open(partial(self.plans.create, path, self.who(), example_from=today()), path)

    def open_plan(self) -> None:
        """Asks for a plan file and opens it."""
        from PySide6.QtWidgets import QFileDialog

        kinds = _("Planfiler (*{suffix});;Alla filer (*)").format(suffix=SUFFIX)
        name, _kind = QFileDialog.getOpenFileName(
            self.window, _("Öppna planfil"), str(self.settings.folder), kinds
        )
        if name:
            self.open_path(Path(name))

    def open_path(self, path: Path) -> None:
        """Opens a plan file; where that is refused, what was open stays open."""
        self._open(partial(_open_other, self.plans, path, self.who(), self.workspace.door), path)

    def save_copy(self) -> None:
        """Asks for a name and copies the open plan there; the open plan stays open."""
        door = self.workspace.door
        path = self.ask_path(_("Spara en kopia"), _("{name} – kopia").format(name=door.store.path.stem))
        if path and path == door.store.path:
            self.workspace.failed.emit(_("Välj ett annat namn: det är filen som är öppen."))
        elif path and self._commit():
            done = _("Kopian är sparad: {path}").format(path=path)
            self.jobs.run(partial(self._copy, door, path), lambda _none: self.told.emit(done), self._failed)

    def save_as(self) -> None:
        """Asks for a name, copies the open plan there and goes on in the copy.

        Works also when the plan's own file was moved or deleted, as the store still holds it.
        """
        door = self.workspace.door
        path = self.ask_path(_("Spara som"), door.store.path.stem)
        if path and path == door.store.path and path.exists():
            self.workspace.failed.emit(_("Välj ett annat namn: det är filen som är öppen."))
        elif path:
            self._commit()  # what cannot be saved stays in its field, and is saved in the new file
            self.told.emit(_("Sparar {path} …").format(path=path))
            self.jobs.run(partial(self._copied, door, path), partial(self._go_on, path), self._failed)

    def _copied(self, door: Door, path: Path) -> Door:
        self._copy(door, path)
        return self.plans.open(path, self.who())

    def _copy(self, door: Door, path: Path) -> None:
        """Copies the plan; another that stood there, and is to be replaced, is backed up first."""
        from kampanjplan.domain.errors import FileError

        if path.exists():
            with suppress(FileError):  # as where it was no plan
                self.plans.backups(path).make()
        door.store.copy_to(path)

    def _go_on(self, path: Path, door: Door) -> None:
        self.workspace.drafts.go_along(path)
        self._opened(path, door)

    def show_backups(self) -> None:
        """Shows the open plan's backups, once what is being typed is saved."""
        from kampanjplan.domain.errors import PlanError
        from kampanjplan.gui.dialogs.backups import show_backups

        if not self._commit():
            return
        try:
            backups = self.plans.backups(self.workspace.door.store.path)
        except PlanError as error:
            self._failed(error)
            return
        show_backups(self.window, self.workspace, self.jobs, backups, self.open_path)

    def import_contacts(self, path: Path | None = None) -> None:
        """Shows what a file of contacts would do, once what is being typed is saved; asks which file."""
        from kampanjplan.gui.contact_exchange import ask_contact_file
        from kampanjplan.gui.dialogs.import_contacts import show_import

        if self._commit() and (path := path or ask_contact_file(self.window, self.settings)):
            show_import(self.window, self.workspace, self.settings, path)

    def show_rules(self) -> None:
        """Shows the plan's rules, once what is being typed is saved."""
        from kampanjplan.gui.dialogs.rules import show_rules

        if self._commit():
            show_rules(self.window, self.workspace)

    def close_plan(self) -> None:
        self._leave(self._close)

    def _close(self) -> None:
        self.workspace.use(None)
        self.settings.last_open = None

    def _open(self, work: Callable[[], object], path: Path) -> None:
        self._leave(partial(self._start_opening, work, path))

    def _start_opening(self, work: Callable[[], object], path: Path) -> None:
        self.told.emit(_("Öppnar {path} …").format(path=path))
        self.jobs.run(work, partial(self._opened, path), self._not_opened)

    def _leave(self, act: Callable[[], None]) -> None:
        """Leaves the open plan when what is typed is saved, or the user says that the draft may wait."""
        if self._commit():
            act()
        else:
            self.window.ask_to_leave(act)

    def _not_opened(self, error: Exception) -> None:
        """Offers what can be done about a damaged file; of any other the user is told why."""
        from kampanjplan.gui.dialogs.recovery import Rescue, is_damage

        if is_damage(error):
            self.window.show_plan()
            Rescue(self, error).offer()
        else:
            self._failed(error)

    def _opened(self, path: Path, door: object) -> None:
        self._thinned = False
        self.settings.remember(path)
        self.settings.last_open = path
        self.settings.folder = path.absolute().parent
        self.opened.emit()
        self.workspace.use(door)
        self.shown.emit()
        QTimer.singleShot(DATA_PAINT, self, self._look_up_red_days)

    def _look_up_red_days(self) -> None:
        from kampanjplan.gui.shares import risky_place

        self.jobs.run(_load_calendar, lambda _none: self.workspace.calendar_loaded.emit(), self._failed)
        door = self.workspace.door
        if door is not None:
            self.jobs.run(partial(risky_place, door.store.path), self._warn, self._failed)

    def thin_history(self) -> None:
        """Once for each plan that is opened, when all that it says is in a backup."""
        door = self.workspace.door
        if door is not None and not self._thinned and not door.store.read_only:
            self._thinned = True
            self.jobs.run(partial(_thin, door), lambda _none: None, self._failed)

    def _warn(self, place: Place | None) -> None:
        """Tells once of a folder where a plan file is less safe."""
        from kampanjplan.gui.shares import place_text

        door = self.workspace.door
        if place and door is not None and not self.settings.warned_of(door.store.path.absolute().parent):
            self.workspace.noticed.emit(place_text(place))

    def _failed(self, error: Exception) -> None:
        from kampanjplan.domain.errors import PlanError

        self.window.show_plan()
        if not isinstance(error, PlanError):
            raise error
        self.workspace.refuse(error)

    def ask_path(self, title: str, name: str, folder: Path | None = None) -> Path | None:
        """Where to save a plan file that gets this name unless the user gives it another."""
        from PySide6.QtWidgets import QFileDialog

        proposed = (folder or self.settings.folder) / f"{name}{SUFFIX}"
        kinds = _("Planfiler (*{suffix})").format(suffix=SUFFIX)
        chosen, _kind = QFileDialog.getSaveFileName(self.window, title, str(proposed), kinds)
        if not chosen:
            return None
        return Path(chosen if chosen.endswith(SUFFIX) else chosen + SUFFIX)
