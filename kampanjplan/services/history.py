"""The one undo and redo, for every change there is."""

from kampanjplan.domain.changes import ChangeSet
from kampanjplan.domain.errors import ConflictError, MissingError
from kampanjplan.services.ports import Unit


def replay(unit: Unit, changes: ChangeSet) -> None:
    """Makes the changes again. Refused with a ConflictError where a thing is not what it was left as.

    What counts is what a thing says, not its version: an undo raises that too.
    """
    for change in changes.changes:
        thing = change.thing
        try:
            now = unit.get(type(thing), thing.id)
        except MissingError:
            now = None
        if now != change.before:
            raise ConflictError(type(thing).__name__, thing.id)
        if change.after is None:
            unit.remove(thing)
        else:
            unit.put(change.after)
