"""Where the window is in the plan, kept on disk, so that the start after a crash goes on there.

A session is a lock that dies with its process and a small file beside it. A file whose lock is free is a
crash: a clean end takes both away.
"""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QLockFile, QObject, QTimer

from kampanjplan.folders import make_private, own_folder, remove_private, write_private
from kampanjplan.wording import _, count_text

if TYPE_CHECKING:
    from uuid import UUID

    from kampanjplan.gui.main_window import MainWindow

SOON = 200  # milliseconds: many moves in a row are one


class Whereabouts(NamedTuple):
    """What a window showed, and when it last moved."""

    plan: Path
    place: int
    tour_id: UUID | None
    stop_id: UUID | None
    when: datetime


class Session(QObject):
    """This window's own: begins with the first plan, follows the user, and ends clean."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._lock = window, None
        self.id = window.workspace.drafts.owner
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.note)
        workspace = window.workspace
        workspace.opened.connect(self._turn)
        for moved in (
            workspace.tour_chosen,
            workspace.stop_chosen,
            workspace.saved,
            window.navigation.currentRowChanged,
        ):
            moved.connect(lambda *_what: self._timer.start(SOON))

    def _turn(self) -> None:
        """Another plan, which is noted at once, or none."""
        self.note() if self._window.workspace.door else self.end()

    def note(self) -> None:
        """Writes down where the window is. Where the disk refuses, the next start knows less: no more."""
        workspace = self._window.workspace
        if workspace.door is None:
            return
        facts = {
            "plan": str(workspace.door.store.path.absolute()),
            "place": self._window.navigation.currentRow(),
            "tour": str(workspace.tour_id or ""),
            "stop": str(workspace.stop_id or ""),
            "when": datetime.now().isoformat(),
        }
        import json

        try:
            if self._lock is None:
                self._lock = _lock(self.id)
            write_private(_file(self.id), json.dumps(facts), synced=False)
        except OSError:
            return

    def end(self) -> None:
        """The window or its plan was closed as it should be."""
        self._timer.stop()
        if self._lock is not None:
            remove_private(_file(self.id))
            self._lock.unlock()
            self._lock = None


def is_alive(id: str) -> bool:
    """Whether a session's process still runs."""
    try:
        if not _lock_file(id).exists():
            return False
        lock = _lock(id)
    except OSError:
        return True  # it could not be asked: nothing of it is ours to take
    if lock is None:
        return True
    lock.unlock()
    return False


def take_crashed() -> list[Whereabouts]:
    """Where the sessions were whose process died, the newest of each plan first; each is told once."""
    found = []
    try:
        known = {path.stem for path in own_folder("sessions").iterdir() if path.suffix in (".json", ".lock")}
    except OSError:
        return []
    for id in known:
        try:
            lock = _lock(id)
            if lock is None:
                continue  # a window that lives
            found.append(_read(_file(id)))
            remove_private(_file(id))
            lock.unlock()
        except OSError:
            continue
    latest = {where.plan: where for where in sorted(filter(None, found), key=lambda where: where.when)}
    return sorted(latest.values(), key=lambda where: where.when, reverse=True)


def crash_text(where: Whereabouts, drafts: int) -> str:
    """Tells of a crash, and how many drafts were brought back."""
    from kampanjplan.wording.dates import day_text

    text = _("Kampanjplan avslutades oväntat senast ({when}). Allt som var sparat finns kvar.").format(
        when=f"{day_text(where.when.date())} {where.when:%H.%M}"
    )
    if drafts:
        text += " " + count_text(
            "{n} utkast som inte hann sparas står i sitt fält.",
            "{n} utkast som inte hann sparas står i sina fält.",
            drafts,
        )
    return text


def go_on(window: MainWindow, crashed: list[Whereabouts]) -> None:
    """Opens the first plan where its window was when the process died, says so, and offers the next."""
    from PySide6.QtCore import Qt  # its many enums are dear to load before the first paint

    where = crashed[0]

    def arrive() -> None:
        door = window.workspace.door
        if door is not None and door.store.path.absolute() == where.plan:  # else the user was told why not
            _return_to(window, where)
            tell_crash(window, crash_text(where, window.workspace.drafts.brought_back), crashed[1:])

    window.files.shown.connect(arrive, Qt.ConnectionType.SingleShotConnection)
    window.open_path(where.plan)


def tell_crash(window: MainWindow, text: str, offered: list[Whereabouts]) -> None:
    """Says what happened, with a button for the next plan that was open then, where there is one."""
    if offered:
        name = offered[0].plan.stem
        window.message.tell(text, _("Öppna ”{name}”").format(name=name), partial(go_on, window, offered))
    else:
        window.message.tell(text)


def _return_to(window: MainWindow, where: Whereabouts) -> None:
    from uuid import UUID  # not before the first paint

    from kampanjplan.gui.drafts import NEW_LINE

    workspace = window.workspace
    if where.tour_id in [tour.id for tour in workspace.tours()]:
        workspace.choose_tour(where.tour_id)
        workspace.choose_stop(_stop_of(window, where))
    window.go_to(where.place)
    newest = workspace.drafts.newest()
    if newest and newest.id == NEW_LINE:
        window.log_contact()
    elif newest and hasattr(window.page, "reveal"):
        window.page.reveal(newest.kind, UUID(newest.id))


def _stop_of(window: MainWindow, where: Whereabouts) -> UUID | None:
    from kampanjplan.domain.stops import Stop

    if where.stop_id is None:
        return None
    found = window.workspace.read(lambda reading: reading.find(Stop, id=where.stop_id))
    return where.stop_id if found else None


def _file(id: str) -> Path:
    return own_folder("sessions") / f"{id}.json"


def _lock_file(id: str) -> Path:
    return own_folder("sessions") / f"{id}.lock"


def _lock(id: str) -> QLockFile | None:
    """The session's lock, held; None where another process, which lives, holds it."""
    lock = QLockFile(str(_lock_file(id)))
    lock.setStaleLockTime(0)  # only a process that is gone gives it free, however long it has held it
    if not lock.tryLock(0):
        if lock.error() is QLockFile.LockError.LockFailedError:
            return None
        raise OSError(str(lock.error()))
    make_private(_lock_file(id))
    return lock


def _read(file: Path) -> Whereabouts | None:
    import json
    from uuid import UUID

    try:
        facts = json.loads(file.read_text(encoding="utf-8"))
        return Whereabouts(
            Path(facts["plan"]),
            int(facts["place"]),
            UUID(facts["tour"]) if facts["tour"] else None,
            UUID(facts["stop"]) if facts["stop"] else None,
            datetime.fromisoformat(facts["when"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None
