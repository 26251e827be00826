"""Adds, changes and takes away a thing, whatever kind it is."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from uuid import UUID

from kampanjplan.domain.changes import AnyThing, Thing
from kampanjplan.domain.fields import checked
from kampanjplan.services.ports import Unit


def add(unit: Unit, *things: Thing) -> None:
    """Keeps new things, or refuses them all with a FieldError."""
    unit.put(*(checked(thing) for thing in things))


def change(unit: Unit, kind: type[AnyThing], id: UUID, /, **facts: Any) -> None:
    """Sets the named fields; the others stay as they are now in the plan."""
    unit.put(checked(replace(unit.get(kind, id), **facts)))  # type: ignore[type-var]


def remove(unit: Unit, kind: type[AnyThing], ids: Iterable[UUID]) -> None:
    """Takes away things that nothing hangs on."""
    unit.remove(*(unit.get(kind, id) for id in ids))
