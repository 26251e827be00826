"""The one undo and redo, for every change there is."""

from kampanjplan.domain.changes import ChangeSet
from kampanjplan.domain.errors import ConflictError
from kampanjplan.services.ports import Unit


def replay(unit: Unit, changes: ChangeSet) -> None:
    """Makes the changes again. Refused with a ConflictError where a thing is not what it was left as.

    What counts is what a thing says, not its version: an undo raises that too.
    """
    unit.put(*(change.after for change in changes.changes if change.after is not None))
    unit.remove(*(change.thing for change in changes.changes if change.after is None))
    # Written before it is compared, so that all is read together; a refused act leaves nothing anyway.
    found = {(type(change.thing), change.thing.id): change for change in unit.changes}
    for change in changes.changes:
        thing = change.thing
        now = found.get((type(thing), thing.id))
        if now is None or now.before != change.before:
            raise ConflictError(type(thing).__name__, thing.id)
