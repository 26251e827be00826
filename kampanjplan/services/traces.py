"""What a plan tells of people: now, in its history, and of those who were merged into them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar
from uuid import UUID

from kampanjplan.domain.changes import Thing
from kampanjplan.domain.contacts import Contact
from kampanjplan.domain.erasing import Place
from kampanjplan.domain.journal import Entry, Question, Step
from kampanjplan.domain.terms import IDENTITY, Finder
from kampanjplan.services.history import PARTS
from kampanjplan.services.ports import Reading

ALL = 1_000_000  # entries of the history: as many as there are
_AT_ONCE = 5_000  # keys in one question
_MERGED = 400  # contacts that are merged in one act, at most

Key = TypeVar("Key")
Moment = Callable[[], None]


def remains(reading: Reading, finder: Finder, moment: Moment = lambda: None) -> list[Place]:
    """Where the plan still tells of people: after an erasure nowhere, but for others of the same name.

    `moment` is called for each text that is looked at, and may raise to stop.
    """

    def may_hold(text: str) -> bool:
        moment()
        return finder.may_hold(text)

    return [place for place in reading.places(may_hold) if finder.spans(place.text)]


def said_of(reading: Reading, ids: Iterable[UUID]) -> dict[UUID, list[Mapping[str, Any]]]:
    """All that was ever said of who some contacts are: now, and in every step of the history."""
    wanted = frozenset(ids)
    said: dict[UUID, list[Mapping[str, Any]]] = {id: [] for id in wanted}
    for contact in reading.find(Contact, id=sorted(wanted)):
        said[contact.id].append({name: getattr(contact, name) for name in IDENTITY})
    for step in steps_of(reading, Contact, wanted):
        said[step.id] += [facts for facts in (step.before, step.after) if facts]
    return said


def absorbed(reading: Reading, ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """The contacts that were merged into these and are no more, each with the one that it became."""
    ours = frozenset(ids)
    tied = {thing.id for thing in tied_to(reading, sorted(ours))}
    tied |= {key for kind, name in PARTS[Contact] for key in reading.hung_on(kind, name, sorted(ours))}
    told = {entry.number: entry.steps for entry in _entries(reading, ours | tied)}
    found: dict[UUID, UUID] = {}
    for entry in _numbered(reading, sorted(told)):
        gone = {s.id for s in entry.steps if s.after is None and not s.lost} - ours
        changed = {s.id for s in entry.steps if s.before and s.after and not s.lost}
        new = any(s.before is None for s in entry.steps)
        moved = {then: now for step in told[entry.number] for then, now in _moved(step, ours).items()}
        if gone & moved.keys():
            found |= {id: moved[id] for id in gone & moved.keys()}
        elif gone and len(changed) == 1 and changed <= ours and not new:
            found |= dict.fromkeys(gone, min(changed))
    there = {contact.id for contact in reading.find(Contact, id=sorted(found))}
    return {lost: id for lost, id in found.items() if lost not in there}


def _moved(step: Step, ours: frozenset[UUID]) -> dict[UUID, UUID]:
    """The contacts whom a step took something from, each with the one of these that got it."""
    before, after = step.before or {}, step.after or {}
    then, now = before.get("contact_id"), after.get("contact_id")
    if then and now in ours:
        return {then: now}
    lost = set(before.get("contact_ids") or ()) - set(after.get("contact_ids") or ())
    got = ours & (set(after.get("contact_ids") or ()) - set(before.get("contact_ids") or ()))
    return dict.fromkeys(lost, min(got)) if got else {}


def _entries(reading: Reading, ids: Iterable[UUID], *kinds: type[Thing]) -> Iterator[Entry]:
    """The entries with their steps about these, some keys at a time: a question takes not too many."""
    for part in in_parts(sorted(ids)):
        yield from reading.journal(Question(ids=frozenset(part), kinds=kinds, most=ALL, steps=None))


def _numbered(reading: Reading, numbers: Sequence[int]) -> Iterator[Entry]:
    """The entries of these numbers, with their steps about contacts: of an import, which merges nobody,
    not all of its thousands.
    """
    for part in in_parts(numbers):
        yield from reading.journal(Question(numbers=tuple(part), kinds=(Contact,), most=ALL, steps=_MERGED))


def in_parts(keys: Sequence[Key]) -> Iterator[Sequence[Key]]:
    return (keys[first : first + _AT_ONCE] for first in range(0, len(keys), _AT_ONCE))


def steps_of(reading: Reading, kind: type[Thing], ids: Iterable[UUID]) -> Iterator[Step]:
    return (step for entry in _entries(reading, ids, kind) for step in entry.steps)


def tied_to(reading: Reading, ids: Sequence[UUID]) -> list[Any]:
    """What hangs on these contacts now."""
    found = (thing for kind, name in PARTS[Contact] for thing in reading.find(kind, **{name: list(ids)}))
    return list({thing.id: thing for thing in found}.values())  # an answer may be of whom it is by
