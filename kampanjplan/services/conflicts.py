"""Two who write the same: nobody is overwritten silently, and what one gives up stays in the history."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import fields, replace
from typing import Concatenate, ParamSpec

from kampanjplan.domain.changes import Change, Thing
from kampanjplan.domain.errors import GoneError, MissingError, OverwriteError
from kampanjplan.domain.fields import checked
from kampanjplan.services.history import last_author
from kampanjplan.services.ports import Unit

P = ParamSpec("P")


def having_seen(
    unit: Unit,
    seen: Sequence[Thing],
    service: Callable[Concatenate[Unit, P], None],
    *facts: P.args,
    **more: P.kwargs,
) -> None:
    """Does an act of somebody who saw these things, and refuses it where it would overwrite other news.

    What others wrote in other fields stands beside it. OverwriteError where both wrote the same field,
    or a thing that was changed would be removed; GoneError where one is there no more.
    """
    known = {(type(thing), thing.id): thing for thing in seen}
    try:
        service(unit, *facts, **more)
        changes = unit.changes
    except MissingError as error:
        for thing in seen:
            if thing.id == error.id:
                raise GoneError(thing, last_author(unit, type(thing), thing.id)) from error
        raise
    for change in changes:
        shown = known.get((type(change.thing), change.thing.id))
        if shown is not None and change.before is not None:
            _refuse_overwriting(unit, shown, change)


def _refuse_overwriting(unit: Unit, seen: Thing, change: Change) -> None:
    theirs, mine = change.before, change.after
    assert theirs is not None
    both = tuple(
        name
        for name in _said(theirs)
        if getattr(theirs, name) != getattr(seen, name)
        and (mine is None or getattr(mine, name) != getattr(theirs, name))
    )
    if both:
        author = last_author(unit, type(theirs), theirs.id, both[0])
        raise OverwriteError(seen, theirs, mine, both, author)


def _said(thing: Thing) -> list[str]:
    return [f.name for f in fields(thing) if f.name not in ("id", "version")]  # type: ignore[arg-type]


def settle(unit: Unit, theirs: Thing, mine: Thing, keep: Collection[str]) -> None:
    """Ends a conflict: of the fields where the two differ, mine are kept in `keep`, theirs in the others.

    What of mine is not kept is told in the history as lost.
    """
    differ = [name for name in _said(theirs) if getattr(theirs, name) != getattr(mine, name)]
    kept = {name: getattr(mine, name) for name in differ if name in keep}
    lost = {name: getattr(mine, name) for name in differ if name not in keep}
    if kept:
        unit.put(checked(replace(theirs, **kept)))  # type: ignore[type-var]
    if lost:
        unit.give_up(Change(theirs, replace(theirs, **lost)))  # type: ignore[type-var]


def give_up(unit: Unit, seen: Thing, mine: Thing) -> None:
    """Tells in the history what somebody wrote of a thing that is there no more."""
    unit.give_up(Change(seen, mine))
