"""Random acts through the door, as a coordinator does them, and what each of them left behind."""

from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from kampanjplan.domain.changes import ChangeSet, Thing
from kampanjplan.domain.contacts import Contact, Role, RoleKind
from kampanjplan.domain.programme import Item
from kampanjplan.domain.stops import Stop
from kampanjplan.services.contacts import delete_contacts
from kampanjplan.services.door import Door
from kampanjplan.services.editing import add, change
from kampanjplan.services.history import replay
from kampanjplan.services.programmes import change_item
from kampanjplan.services.tours import delete_stops


def words(thing: Thing) -> str:
    """The text of a thing that an act marks."""
    return str(getattr(thing, "notes", None) or getattr(thing, "title", ""))


def left(changes: ChangeSet) -> dict[str, Any]:
    """What an act left behind, in plain values: what each thing says now, None where it is gone."""
    return {
        "text": changes.text,
        "things": {str(c.thing.id): None if c.after is None else words(c.after) for c in changes.changes},
    }


class Coordinator:
    """Does random acts on a plan. Every act bears a text of its own, in the journal and in the things."""

    def __init__(self, door: Door, seed: int, imported: int = 200) -> None:
        self.door = door
        self.imported = imported  # rows of an import
        self.random = Random(seed)
        self._seed = seed
        self._number = 0
        self._undoable: list[ChangeSet] = []

    def kind(self) -> str:
        """What to do next."""
        return self.random.choice(("edit", "edit", "move", "add", "delete", "import", "undo", "undo"))

    def act(self, kind: str) -> ChangeSet:
        """Does it; returns when the door says that it is kept."""
        self._number += 1
        text = f"{kind} {self._seed}.{self._number}"
        if kind == "undo" and self._undoable:
            done = self.door.do(text, replay, self._undoable[-1].inverse())
            self._undoable.pop()
            return done
        ways: dict[str, Callable[[str], ChangeSet]] = {
            "move": self._move,
            "add": self._add,
            "delete": self._delete,
            "import": self._import,
        }
        done = ways.get(kind, self._edit)(text)
        self._undoable.append(done)
        return done

    def copy(self, folder: Path) -> Path:
        """Copies the plan to a new file."""
        self._number += 1
        path = folder / f"copy-{self._seed}-{self._number}.kampanjplan"
        self.door.store.copy_to(path)
        return path

    def _one(self, kind: type[Any]) -> Any:
        things = self.door.read(lambda reading: reading.find(kind))
        return self.random.choice(sorted(things, key=lambda thing: thing.id)) if things else None

    def _contact(self, text: str) -> Contact:
        name = f"Exempel {self.random.random()}"
        return Contact(id=UUID(int=self.random.getrandbits(128)), name=name, notes=text)

    def _edit(self, text: str) -> ChangeSet:
        kind = self.random.choice((Contact, Stop))
        thing = self._one(kind)
        return self.door.do(text, change, kind, thing.id, notes=text) if thing else self._add(text)

    def _move(self, text: str) -> ChangeSet:
        """A longer item moves all that follow it: one act, many rows."""
        item = self._one(Item)
        if item is None or item.ends > 20 * 60:
            return self._add(text)
        return self.door.do(text, change_item, item.id, title=text, minutes=item.minutes % 20 + 1)

    def _add(self, text: str) -> ChangeSet:
        contact, stop = self._contact(text), self._one(Stop)
        key = UUID(int=self.random.getrandbits(128))
        roles = [Role(id=key, stop_id=stop.id, contact_id=contact.id, kind=RoleKind.HOST)] if stop else []
        return self.door.do(text, add, contact, *roles)

    def _delete(self, text: str) -> ChangeSet:
        """With all that hangs on it: programme, speakers, roles."""
        kind, service = self.random.choice(((Contact, delete_contacts), (Stop, delete_stops)))
        thing = self._one(kind)
        return self.door.do(text, service, [thing.id]) if thing else self._add(text)

    def _import(self, text: str) -> ChangeSet:
        return self.door.do(text, add, *(self._contact(text) for _ in range(self.imported)))
