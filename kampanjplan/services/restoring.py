"""Brings the plan back to what a backup says, and tells what that would change."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from uuid import UUID

from kampanjplan.domain.backups import Difference
from kampanjplan.domain.changes import Thing
from kampanjplan.domain.contacts import Erasure
from kampanjplan.domain.editions import EditionFile
from kampanjplan.domain.errors import ContentLostError
from kampanjplan.domain.kinds import KINDS
from kampanjplan.services.ports import Reading, Unit

# All that a backup brings back. Who was erased stays erased: what is `wanted` was read with that in mind.
_KINDS = tuple(kind for kind in KINDS if kind is not Erasure)


def restore(unit: Unit, wanted: Sequence[Thing], content: Callable[[str], bytes] | None = None) -> None:
    """The plan says these things and nothing else, in one act that is undone as any other.

    `content` gives the bytes of a sha256 that the backup keeps; ContentLostError where it does not.
    """
    for kind in _KINDS:
        then = _by_id(wanted, kind)
        now = {thing.id: thing for thing in unit.find(kind)}
        unit.put(*(thing for id, thing in then.items() if thing != now.get(id)))
        unit.remove(*(thing for id, thing in now.items() if id not in then))
    for file in wanted:
        if content and isinstance(file, EditionFile) and not unit.has_content(file.checksum):
            with suppress(ContentLostError):  # the backup had lost it too; whoever opens the paper is told
                unit.keep_content(content(file.checksum))


def differences(now: Reading, then: Sequence[Thing]) -> list[Difference]:
    """What has happened since the backup, of each kind where something has."""
    found = []
    for kind in _KINDS:
        before = _by_id(then, kind)
        after = {thing.id: thing for thing in now.find(kind)}
        both = before.keys() & after.keys()
        difference = Difference(
            kind,
            new=len(after) - len(both),
            changed=sum(before[id] != after[id] for id in both),
            gone=len(before) - len(both),
        )
        if difference.new or difference.changed or difference.gone:
            found.append(difference)
    return found


def _by_id(things: Sequence[Thing], kind: type[Thing]) -> dict[UUID, Thing]:
    return {thing.id: thing for thing in things if type(thing) is kind}
