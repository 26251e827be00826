"""Everybody whom the plan knows, read once and kept as it changes: of thousands each reading takes long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from kampanjplan.domain.changes import ChangeSet
    from kampanjplan.gui.item_cells import People
    from kampanjplan.gui.workspace import Workspace
    from kampanjplan.services.ports import Reading

SOON = 500  # milliseconds after the opening, when what is seen first has been painted
MANY = 1000  # changes, over which all are read anew


class KnownPeople(QObject):
    """The open plan's contacts, by name, and its bodies."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._people: People | None = None
        self._changes = 0  # so many were heard of; what was asked before one of them is out of date
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SOON)
        self._timer.timeout.connect(self._look)
        workspace.opened.connect(self._forget)
        workspace.changed.connect(self._follow)

    def now(self) -> People:
        """As they are now. Read here and now where nobody asked for so long that it was read aside."""
        if self._people is None:
            self._people = self._workspace.read(people)
        return self._people

    def _forget(self) -> None:
        self._people = None
        self._changes += 1
        self._timer.start() if self._workspace.door is not None else self._timer.stop()

    def _look(self) -> None:
        asked = self._changes

        def arrived(found: People) -> None:
            if self._people is None and self._changes == asked:
                self._people = found

        if self._people is None and self._workspace.door is not None:
            self._workspace.read_aside(people, done=arrived)

    def _follow(self, changes: ChangeSet) -> None:
        self._changes += 1
        if self._people is None:
            return
        if len(changes.changes) > MANY:
            self._forget()
            return
        from kampanjplan.domain.contacts import Contact
        from kampanjplan.domain.organisations import Organisation
        from kampanjplan.gui.item_cells import People

        contacts = dict(self._people.contacts)
        bodies = dict(self._people.organisations)
        renamed = _follow_kind(contacts, changes.of(Contact))
        changed = _follow_kind(bodies, changes.of(Organisation))
        if renamed or changed or changes.of(Contact):
            self._people = People(_by_name(contacts) if renamed else contacts, bodies)


def _follow_kind(known: dict, pairs: list) -> bool:
    """Makes the changes in what is known; whether anybody is new, gone or called something else."""
    moved = False
    for before, after in pairs:
        if after is None:
            moved |= known.pop(before.id, None) is not None
        else:
            was = known.get(after.id)
            moved |= was is None or was.name != after.name
            known[after.id] = after
    return moved


def _by_name(contacts: dict) -> dict:
    from kampanjplan.wording.labels import sort_key

    return {c.id: c for c in sorted(contacts.values(), key=lambda contact: sort_key(contact.name))}


def people(reading: Reading) -> People:
    """All contacts, by name, and all bodies."""
    from kampanjplan.domain.contacts import Contact
    from kampanjplan.domain.organisations import Organisation
    from kampanjplan.gui.item_cells import People

    contacts = {contact.id: contact for contact in reading.find(Contact)}
    return People(_by_name(contacts), {body.id: body for body in reading.find(Organisation)})
