"""The plan's past: undo and redo of every change there is, and of a single old step where it still stands."""

from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from datetime import date, datetime, time, timedelta
from typing import Any, cast
from uuid import UUID

from kampanjplan.domain.activities import Activity
from kampanjplan.domain.changes import AnyThing, Change, ChangeSet, Thing
from kampanjplan.domain.contacts import (
    Appointment,
    Contact,
    DistinctPair,
    Erasure,
    Membership,
    Role,
)
from kampanjplan.domain.editions import Edition, EditionFile, Recipient
from kampanjplan.domain.errors import (
    Author,
    ConflictError,
    ErasedStepError,
    ForgottenStepError,
    LostStepError,
    StaleStepError,
    TiedError,
)
from kampanjplan.domain.interests import CountyInterest, Theme
from kampanjplan.domain.journal import Entry, Question, Step
from kampanjplan.domain.organisations import Organisation
from kampanjplan.domain.planning import KeptProposal, Pin, Planning, TravelFactor
from kampanjplan.domain.possibility import DayAnswer, Lecturer, Party, StandingRule
from kampanjplan.domain.programme import Item, Speaker
from kampanjplan.domain.searches import SavedSearch
from kampanjplan.domain.stops import Stop
from kampanjplan.domain.tours import CountyVisit, Tour
from kampanjplan.services.ports import Reading, Unit
from kampanjplan.services.rules import rules_of
from kampanjplan.wording.history import thing_text

# What belongs to a thing and is told in its history: the kind, and the field that names the thing.
PARTS: dict[type[Thing], tuple[tuple[type[Thing], str], ...]] = {
    Tour: (
        (Stop, "tour_id"),
        (CountyVisit, "tour_id"),
        (Appointment, "tour_id"),
        (Role, "tour_id"),
        (Activity, "tour_id"),
        (Theme, "tour_id"),
        (CountyInterest, "tour_id"),
        (StandingRule, "tour_id"),
        (Party, "tour_id"),
        (Planning, "tour_id"),
        (Pin, "tour_id"),
        (KeptProposal, "tour_id"),
        (Edition, "tour_id"),
    ),
    Stop: ((Item, "stop_id"), (Role, "stop_id"), (Activity, "stop_id")),
    Item: ((Speaker, "item_id"),),
    Contact: (
        (Membership, "contact_id"),
        (Appointment, "contact_id"),
        (Role, "contact_id"),
        (Speaker, "contact_id"),
        (Activity, "contact_ids"),
        (Lecturer, "contact_id"),
        (DayAnswer, "contact_id"),
        (DayAnswer, "said_by_id"),
        (StandingRule, "contact_id"),
        (StandingRule, "said_by_id"),
        (Edition, "contact_ids"),
        (Recipient, "contact_id"),
    ),
    Organisation: (
        (Membership, "organisation_id"),
        (Speaker, "organisation_id"),
        (Activity, "organisation_id"),
        (DayAnswer, "organisation_id"),
        (StandingRule, "organisation_id"),
        (Party, "organisation_id"),
        (Recipient, "organisation_id"),
    ),
}

# What has no name of its own, but those of the people and bodies in it; named last.
_CALLED_BY_OTHERS = (
    Role, Speaker, Membership, Appointment, DistinctPair, Lecturer, DayAnswer, StandingRule, Party,
    Recipient,
)  # fmt: skip


_NAMED = (
    Tour, Organisation, Contact, Stop, Item, CountyVisit, Activity, SavedSearch, TravelFactor, Theme,
    CountyInterest, Planning, Pin, KeptProposal, Edition, EditionFile,
)  # fmt: skip


def replay(unit: Unit, changes: ChangeSet, erasures: int | None = None) -> None:
    """Makes the changes again. Refused with a ConflictError where a thing is not what it was left as.

    What counts is what a thing says, not its version: an undo raises that too. `erasures` is how many
    there were when the changes were made: an ErasedStepError where more people were erased since.
    """
    if erasures is not None and len(unit.find(Erasure)) != erasures:
        raise ErasedStepError
    unit.put(*(change.after for change in changes.changes if change.after is not None))
    unit.remove(*(change.thing for change in changes.changes if change.after is None))
    # Written before it is compared, so that all is read together; a refused act leaves nothing anyway.
    found = {(type(change.thing), change.thing.id.int): change for change in unit.changes}
    for change in changes.changes:
        thing = change.thing
        now = found.get((type(thing), thing.id.int))
        if now is None or now.before != change.before:
            raise ConflictError(type(thing).__name__, thing.id)


def history(reading: Reading, about: tuple[type[Thing], UUID] | None, asked: Question) -> list[Entry]:
    """The entries, newest first, of the whole plan or of one thing and what belongs to it, gone or not."""
    if about is not None:
        asked = replace(asked, ids=frozenset(_family(reading, *about)))
    return reading.journal(asked)


def _family(reading: Reading, kind: type[Thing], id: UUID) -> set[UUID]:
    ids = {id}
    waiting = [(kind, [id])]
    while waiting:
        parent, theirs = waiting.pop()
        for part, field in PARTS.get(parent, ()):
            found = {thing.id for thing in reading.find(part, **{field: theirs})}
            found |= set(reading.hung_on(part, field, theirs))
            ids |= found
            if found:
                waiting.append((part, sorted(found)))
    return ids


def names(reading: Reading, entries: Iterable[Entry], things: Iterable[Thing] = ()) -> dict[UUID, str]:
    """What the things are called that entries, or other things, tell of: also those that are gone."""
    told = [step for entry in entries for step in entry.steps]
    values = [v for step in told for facts in (step.before, step.after) if facts for v in facts.values()]
    values += [getattr(thing, field.name) for thing in things for field in fields(thing)]  # type: ignore[arg-type]
    values += [part for value in values if isinstance(value, tuple) for part in value]
    wanted = {value for value in values if isinstance(value, UUID)} | {step.id for step in told}
    whole = [(s, s.before if s.after is None else s.after) for s in told if None in (s.before, s.after)]
    found = [made(step.kind, step.id, facts) for step, facts in whole]
    for kind in _CALLED_BY_OTHERS:
        found += reading.find(kind, id=sorted(wanted))
    keys = ("contact_id", "other_id", "organisation_id", "tour_id")
    wanted |= {id for thing in found for key in keys if (id := getattr(thing, key, None))}
    for named in _NAMED:
        found += reading.find(named, id=sorted(wanted))
    called: dict[UUID, str] = {}
    for thing in sorted(found, key=lambda thing: isinstance(thing, _CALLED_BY_OTHERS)):
        called[thing.id] = thing_text(thing, called)
    return called


def removal(reading: Reading, kind: type[Thing], id: UUID) -> int | None:
    """The number of the entry that took a thing away; None where the history no longer says."""
    for entry in reading.journal(Question(ids=frozenset((id,)), kinds=(kind,), most=50)):
        if any(step.after is None and not step.lost for step in entry.steps):
            return entry.number
    return None


def undo_step(unit: Unit, number: int) -> None:
    """Takes back one old act, where everything that it wrote still stands.

    StaleStepError tells what does not, and who changed it; LostStepError that it never stood;
    ErasedStepError that it erased people, whom nothing brings back;
    ForgottenStepError that the history no longer tells of it; TiedError that something hangs on what it
    added, or on what is gone.
    """
    told = unit.journal(Question(numbers=(number,), steps=None))
    if not told:
        raise ForgottenStepError
    steps = told[0].steps
    if any(step.lost for step in steps):
        raise LostStepError
    if any(step.kind is Erasure or (step.after or {}).get("anonymised") for step in steps):
        raise ErasedStepError
    now = _standing(unit, steps)
    changes = [_inverse(unit, step, now.get(step.id)) for step in steps]
    unit.put(*(change.after for change in changes if change.after is not None))
    unit.remove(*(change.thing for change in changes if change.after is None))
    if unit.has_loose_ends():
        raise TiedError


def _inverse(unit: Unit, step: Step, now: Thing | None) -> Change:
    """What takes a step back from how the thing is now, or a StaleStepError."""
    if step.after is None:
        if now is not None or step.before is None:
            raise _stale(unit, step, "")
        return Change(None, made(step.kind, step.id, step.before))
    if now is None:
        raise _stale(unit, step, "")
    for name, value in step.after.items():
        if getattr(now, name, value) != value:
            raise _stale(unit, step, name)
    return Change(now, None if step.before is None else changed(now, step.before))


def _standing(reading: Reading, steps: Iterable[Step]) -> dict[UUID, Thing]:
    """The things of some steps as they are now, those of a kind read together: an import has thousands."""
    ids: dict[type[Thing], list[UUID]] = {}
    for step in steps:
        ids.setdefault(step.kind, []).append(step.id)
    return {thing.id: thing for kind, theirs in ids.items() for thing in reading.find(kind, id=theirs)}


def made(kind: type[AnyThing], id: UUID, facts: Any) -> AnyThing:
    """A thing as the journal tells of it; fields that it does not know are as in a new one."""
    known = {field.name for field in fields(kind)}  # type: ignore[arg-type]
    make: Any = kind
    return cast(AnyThing, make(id=id, **{name: value for name, value in facts.items() if name in known}))


def changed(thing: AnyThing, facts: Any) -> AnyThing:
    """The thing with the fields that a step tells of."""
    return replace(thing, **facts)  # type: ignore[type-var]


def _stale(unit: Reading, step: Step, field: str) -> StaleStepError:
    return StaleStepError(step.kind.__name__, step.id, field, last_author(unit, step.kind, step.id, field))


def last_author(reading: Reading, kind: type[Thing], id: UUID, field: str = "") -> Author | None:
    """Who last wrote a field of a thing, or made or removed it; None where the history no longer says."""
    for entry in reading.journal(Question(ids=frozenset((id,)), kinds=(kind,), most=50)):
        for step in entry.steps:
            whole = step.before is None or step.after is None
            if not step.lost and (not field or whole or field in (step.after or {})):
                return Author(entry.who, entry.at)
    return None


def as_changes(reading: Reading, entry: Entry) -> ChangeSet:
    """What an entry tells, as the changes that a view can follow; lost steps changed nothing."""
    return ChangeSet(entry.text, tuple(_changes(reading, [s for s in entry.steps if not s.lost])))


def _changes(reading: Reading, steps: Sequence[Step]) -> Iterable[Change]:
    standing = _standing(reading, steps)
    for step in steps:
        now = standing.get(step.id)
        if step.after is None and step.before is not None:
            yield Change(made(step.kind, step.id, step.before), None)
        elif now is not None:
            yield Change(None if step.before is None else changed(now, step.before), now)


def thin_history(unit: Unit, today: date) -> None:
    """Forgets the entries that are older than the plan's rule allows; nothing where it has none."""
    days = rules_of(unit).history_days
    if days is not None:
        unit.forget_history(datetime.combine(today - timedelta(days=days), time.min))
