"""One act's changes: the undo step, the notice to every view and the journal's row in one."""

from dataclasses import dataclass
from typing import Protocol, TypeVar, runtime_checkable
from uuid import UUID


@runtime_checkable
class Thing(Protocol):
    """What can be kept: a frozen dataclass with a key made by its creator and a version."""

    @property
    def id(self) -> UUID: ...

    @property
    def version(self) -> int: ...


AnyThing = TypeVar("AnyThing", bound=Thing)


@dataclass(frozen=True, slots=True)
class Change:
    """A thing before and after; None before is new, None after is removed."""

    before: Thing | None
    after: Thing | None

    @property
    def thing(self) -> Thing:
        """What it is about, whichever side there is."""
        thing = self.after if self.after is not None else self.before
        assert thing is not None
        return thing

    def inverse(self) -> "Change":
        return Change(self.after, self.before)


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """All that one act changed, in the order it did. `text` names the act in the user's words."""

    text: str
    changes: tuple[Change, ...]

    def __bool__(self) -> bool:
        return bool(self.changes)

    def inverse(self) -> "ChangeSet":
        """What undoes this."""
        return ChangeSet(self.text, tuple(change.inverse() for change in reversed(self.changes)))

    def of(self, kind: type[AnyThing]) -> list[tuple[AnyThing | None, AnyThing | None]]:
        """(before, after) of each change of one kind."""
        return [(c.before, c.after) for c in self.changes if isinstance(c.thing, kind)]  # type: ignore[misc]
