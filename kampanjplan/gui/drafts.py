"""What is typed and not saved yet, kept on disk so that a crash loses a second of it at most.

One file a plan, the owner's alone. Every window on the plan keeps its own entries there; those of a
window that died are taken over by the next that opens the plan.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QLockFile, QObject, QTimer, Signal

from kampanjplan.gui.jobs import Jobs
from kampanjplan.gui.sessions import is_alive
from kampanjplan.wording import _

if TYPE_CHECKING:
    from uuid import UUID

DELAY = 500  # milliseconds from a key to the disk
NEW_LINE = "5d0e7b9e-6c0f-4c39-8d9b-1f0c6a2f7a11"  # of the contact log: the one that is being written
AGAIN = 5_000  # milliseconds until the next try, where the disk refused
PATIENCE = 2_000  # milliseconds to wait for another window that writes its drafts

Key = tuple[str, str, tuple[str, ...]]  # kind, id and fields of a thing


class Draft(NamedTuple):
    """A field's text as it was typed; `saved` is what the field said before."""

    kind: str
    id: str
    fields: tuple[str, ...]
    text: str
    saved: str
    when: datetime
    owner: str  # the session that typed it

    @property
    def key(self) -> Key:
        return self.kind, self.id, self.fields


class Drafts(QObject):
    """The drafts of the open plan."""

    opened = Signal()  # another plan's drafts, or none
    forgotten = Signal()  # of people who were erased

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.owner = os.urandom(8).hex()
        self.brought_back = 0  # how many drafts of dead windows there were when the plan was opened
        self._file: Path | None = None
        self._mine: dict[Key, Draft] = {}
        self._taken: set[tuple[str, Key]] = set()  # entries on disk that are ours to keep or to drop
        self._along: Path | None = None  # the file that we have gone along to, before it is used
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._write)
        self._jobs = Jobs(self)

    def use(self, plan: Path | None) -> None:
        """Turns to the drafts of another plan file; those of windows that died become ours."""
        file = _file_of(plan) if plan else None
        if file is not None and file == self._along:
            self._along = None
            return
        self.finish()
        self._file = file
        known = sorted(_read(self._file), key=lambda draft: draft.when) if self._file else []
        left = [d for d in known if d.owner == self.owner or not is_alive(d.owner)]
        self._taken = {(draft.owner, draft.key) for draft in left}
        self._mine = {draft.key: draft._replace(owner=self.owner) for draft in left}
        self.brought_back = len(self._mine)
        self.opened.emit()

    def of(self, thing: Any, fields: tuple[str, ...]) -> Draft | None:
        """What was typed in the thing's field and not saved."""
        return self._mine.get(_key(thing, fields))

    def go_along(self, plan: Path) -> None:
        """The plan goes on in another file, which will be used next: what is typed goes with it."""
        mine, self._mine = self._mine, {}
        if mine:
            self._soon(0)
        self.finish()
        self._file = self._along = _file_of(plan)
        self._mine, self._taken = mine, set()
        if mine:
            self._soon(0)

    def newest(self) -> Draft | None:
        """What was typed last and not saved."""
        return max(self._mine.values(), key=lambda draft: draft.when, default=None)

    def keep(self, thing: Any, fields: tuple[str, ...], text: object, saved: object) -> None:
        """Keeps a text on disk soon. What is not text is a choice, saved at once or made again."""
        if self._file is None or not isinstance(text, str):
            return
        key = _key(thing, fields)
        self._mine[key] = Draft(*key, text, str(saved), datetime.now(), self.owner)
        self._soon(DELAY)

    def drop(self, thing: Any, fields: tuple[str, ...]) -> None:
        """The draft is saved, or no longer wanted."""
        if self._mine.pop(_key(thing, fields), None):
            self._soon(DELAY)

    def typed(self) -> dict[UUID, datetime]:
        """The things that there are drafts of, each with when the first of them was typed."""
        from uuid import UUID

        first: dict[UUID, datetime] = {}
        for draft in self._mine.values():
            with suppress(ValueError):  # of what is no thing yet
                id = UUID(draft.id)
                first[id] = min(draft.when, first.get(id, draft.when))
        return first

    def forget(self, id: UUID) -> None:
        """Takes away all drafts of a thing, other dead windows' too: it is erased."""
        self.forget_those(lambda draft: draft.id == str(id))

    def forget_those(self, tells: Callable[[Draft], bool]) -> None:
        """Takes away all drafts that tell of what is erased, other dead windows' too."""
        if self._file is None:
            return
        self._taken |= {(d.owner, d.key) for d in _read(self._file) if tells(d)}
        self._mine = {key: draft for key, draft in self._mine.items() if not tells(draft)}
        self.brought_back = min(self.brought_back, len(self._mine))
        self._soon(0)
        self.forgotten.emit()

    def finish(self) -> None:
        """Writes now what is waiting; call it before the window or the plan is closed."""
        waiting = self._timer.isActive() or self._jobs.busy
        self._timer.stop()
        self._jobs.wait()
        if waiting and self._file:
            self._writing()()

    def _soon(self, delay: int) -> None:
        if not self._timer.isActive():  # not put off by the next key, or fast typing would never be kept
            self._timer.start(delay)

    def _writing(self) -> Callable[[], bool]:
        """What puts the drafts as they are now on the disk, on whatever thread it is called."""
        assert self._file is not None
        return partial(_write, self._file, self.owner, list(self._mine.values()), set(self._taken))

    def _write(self) -> None:
        if self._file:
            self._jobs.run(self._writing(), self._written, self._refused)

    def _written(self, done: bool) -> None:
        if not done:
            self._soon(AGAIN)

    def _refused(self, error: Exception) -> None:
        raise error


def draft_text(draft: Draft, saved: object) -> str:
    """The line under a field that a draft was brought back to, when the field is saved as `saved`."""
    from kampanjplan.wording.dates import day_text

    when = f"{draft.when:%H.%M}"
    if draft.when.date() != datetime.now().date():
        when = f"{day_text(draft.when.date(), year=False)} {when}"
    text = _("Skrivet {time} men inte sparat").format(time=when)
    if draft.saved != saved:
        text += ". " + _("Sedan dess har någon sparat ”{text}” här; Esc visar det.").format(
            text=str(saved)[:60].replace("\n", " ")
        )
    return text


def _key(thing: Any, fields: tuple[str, ...]) -> Key:
    return type(thing).__name__, str(thing.id), fields


def _file_of(plan: Path) -> Path | None:
    """Where a plan's drafts lie; None where this user has no folder for them."""
    import hashlib

    from kampanjplan.folders import own_folder

    name = hashlib.sha256(os.fsencode(plan.absolute())).hexdigest()[:32]
    try:
        return own_folder("drafts") / f"{name}.json"
    except OSError:
        return None


def _read(file: Path) -> list[Draft]:
    """The drafts in a file; none where it is missing or says nothing that can be read."""
    import json

    try:
        return [
            Draft(
                d["kind"], d["id"], tuple(d["fields"]), d["text"], d["saved"],
                datetime.fromisoformat(d["when"]), d["owner"],
            )
            for d in json.loads(file.read_text(encoding="utf-8"))
        ]  # fmt: skip
    except (OSError, ValueError, KeyError, TypeError):
        return []


def _write(file: Path, owner: str, mine: list[Draft], taken: set[tuple[str, Key]]) -> bool:
    """Puts our drafts in the file and leaves those of other windows; False where the disk refused."""
    import json

    from kampanjplan.folders import make_private, remove_private, write_private

    lock = QLockFile(f"{file}.lock")
    if not lock.tryLock(PATIENCE):
        return False
    try:
        make_private(Path(lock.fileName()))
        others = [d for d in _read(file) if d.owner != owner and (d.owner, d.key) not in taken]
        facts = [d._asdict() | {"when": d.when.isoformat()} for d in [*others, *mine]]
        if facts:
            write_private(file, json.dumps(facts))
        else:
            remove_private(file)
    except OSError:
        return False
    finally:
        lock.unlock()
    return True
