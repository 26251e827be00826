"""Erases people for good, as their time is up or as they ask: what goes, what stays, and who is overdue."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from secrets import token_hex
from typing import Any, TypeVar
from uuid import UUID, uuid4

from kampanjplan.domain.activities import Activity
from kampanjplan.domain.changes import Thing
from kampanjplan.domain.contacts import Appointment, Contact, DistinctPair, Erasure, Membership, Role
from kampanjplan.domain.erasing import (
    Place,
    Scrub,
    erased_by,
    free_labels,
    is_label,
    mark_of,
)
from kampanjplan.domain.errors import SeenChangedError, UnknownContactError
from kampanjplan.domain.journal import Entry, Question, Step
from kampanjplan.domain.kinds import KINDS
from kampanjplan.domain.programme import Item, Speaker
from kampanjplan.domain.stops import Stop
from kampanjplan.domain.terms import IDENTITY, Finder, PersonTerms, Term, terms_of
from kampanjplan.services.ports import Reading, Unit

_ALL = 1_000_000  # entries of the history: as many as there are
_AT_ONCE = 5_000  # keys in one question
_MERGED = 400  # contacts that are merged in one act, at most

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Preview:
    """What would go, and what would stay. `seen` are the versions of all that it was made of.

    `elsewhere` counts the texts that hang on nobody of them, `namesakes` the names and addresses that
    somebody else has too, so that they stay in such texts. `finder` finds what tells of the people.
    """

    ids: tuple[UUID, ...]
    seen: frozenset[tuple[str, UUID, int]]
    emails: int
    phones: int
    notes: int
    emptied: int
    shared: int
    elsewhere: int
    namesakes: int
    memberships: int
    roles: int
    finder: Finder = field(compare=False)

    @property
    def activities(self) -> int:
        """The lines of the contact log that stay, with their kind, day and outcome."""
        return self.emptied + self.shared


def overdue(reading: Reading, today: date) -> list[Contact]:
    """The contacts that should have been erased before today, those longest overdue first."""
    return sorted(
        reading.find(Contact, id=reading.overdue(today)), key=lambda c: (c.keep_until or today, c.name, c.id)
    )


def undated(reading: Reading) -> list[Contact]:
    """The contacts that nobody has said until when to keep."""
    found = reading.find(Contact, keep_until=None, anonymised=None)
    return sorted(found, key=lambda c: (c.collected or date.min, c.name, c.id))


def contact_named(reading: Reading, text: str) -> Contact:
    """The contact of a key, or of a whole name, case aside; UnknownContactError where it is not just one."""
    with suppress(ValueError):
        for contact in reading.find(Contact, id=UUID(text.strip())):
            return contact
    wanted = text.strip().casefold()
    found = [contact for contact in reading.find(Contact) if contact.name.casefold() == wanted]
    if len(found) != 1:
        raise UnknownContactError(text, len(found))
    return found[0]


def preview(reading: Reading, ids: Sequence[UUID]) -> Preview:
    """What erasing these contacts would do."""
    return _work(reading, ids, {}).preview


def anonymise(unit: Unit, ids: Sequence[UUID], day: date, decision: str) -> None:
    """Leaves of these contacts what the figures need, and nothing that tells who they were.

    Goes for all texts and for the whole history; cannot be undone. MissingError where one is not there.
    """
    _erase(unit, _work(unit, ids, {}), dict.fromkeys(ids, (day, decision)))


def anonymise_as_seen(unit: Unit, seen: Preview, day: date, decision: str) -> None:
    """As `anonymise`, of what was shown; SeenChangedError where any of it has changed since."""
    ids = [contact.id for contact in unit.find(Contact, id=seen.ids)]
    if len(ids) != len(seen.ids):
        raise SeenChangedError
    work = _work(unit, seen.ids, {})
    if work.preview != seen:
        raise SeenChangedError
    _erase(unit, work, dict.fromkeys(seen.ids, (day, decision)))


def anonymise_again(unit: Unit, ledger: Iterable[Erasure], labels: Mapping[UUID, str]) -> None:
    """Erases whomever a plan from before says again, called as in `labels`, and keeps the ledger."""
    known = {erasure.mark for erasure in unit.find(Erasure)}
    ledger = {erasure.mark: erasure for erasure in [*unit.find(Erasure), *ledger]}.values()
    again = erased_by([c.id for c in unit.find(Contact, anonymised=None)], ledger)
    if again:
        work = _work(unit, list(again), labels)
        _erase(unit, work, {id: (e.day, e.decision) for id, e in again.items()}, marked=True)
        unit.put(*(replace(e, id=uuid4()) for e in ledger if e.mark not in known))


def remains(reading: Reading, finder: Finder) -> list[Place]:
    """Where the plan still tells of people: after an erasure nowhere, but for others of the same name."""
    return [place for place in reading.places(finder.may_hold) if finder.spans(place.text)]


def erased_since(reading: Reading, seen: Mapping[UUID, datetime]) -> set[UUID]:
    """Which of these things an erasure has touched since they were seen, at a local time."""
    found = {contact.id for contact in reading.find(Contact, id=sorted(seen)) if contact.anonymised}
    if seen:
        since = Question(kinds=(Erasure,), since=min(seen.values()), most=_ALL, steps=1)
        when = {entry.number: entry.at for entry in reading.journal(since)}
        for part in _parts(sorted(when)):
            asked = Question(numbers=tuple(part), ids=frozenset(seen), most=_ALL, steps=None)
            for entry in reading.journal(asked):
                found |= {s.id for s in entry.steps if when[entry.number] >= seen[s.id].astimezone()}
    return found


def said_of(reading: Reading, ids: Iterable[UUID]) -> dict[UUID, list[Mapping[str, Any]]]:
    """All that was ever said of who some contacts are: now, and in every step of the history."""
    wanted = frozenset(ids)
    said: dict[UUID, list[Mapping[str, Any]]] = {id: [] for id in wanted}
    for contact in reading.find(Contact, id=sorted(wanted)):
        said[contact.id].append({name: getattr(contact, name) for name in IDENTITY})
    for step in _steps(reading, Contact, wanted):
        said[step.id] += [facts for facts in (step.before, step.after) if facts]
    return said


def absorbed(reading: Reading, ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """The contacts that were merged into these and are no more, each with the one that it became."""
    ours = frozenset(ids)
    tied = {thing.id for thing in _tied(reading, sorted(ours))}
    tied |= {key for kind, name in _TIES for key in reading.hung_on(kind, name, sorted(ours))}
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


_TIES: tuple[tuple[type[Thing], str], ...] = (
    (Membership, "contact_id"),
    (Role, "contact_id"),
    (Appointment, "contact_id"),
    (Speaker, "contact_id"),
    (Activity, "contact_ids"),
)


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
    for part in _parts(sorted(ids)):
        yield from reading.journal(Question(ids=frozenset(part), kinds=kinds, most=_ALL, steps=None))


def _numbered(reading: Reading, numbers: Sequence[int]) -> Iterator[Entry]:
    """The entries of these numbers, with their steps about contacts: of an import, which merges nobody,
    not all of its thousands.
    """
    for part in _parts(numbers):
        yield from reading.journal(Question(numbers=tuple(part), kinds=(Contact,), most=_ALL, steps=_MERGED))


def _parts(keys: Sequence[Key]) -> Iterator[Sequence[Key]]:
    return (keys[first : first + _AT_ONCE] for first in range(0, len(keys), _AT_ONCE))


def _steps(reading: Reading, kind: type[Thing], ids: Iterable[UUID]) -> Iterator[Step]:
    return (step for entry in _entries(reading, ids, kind) for step in entry.steps)


def _tied(reading: Reading, ids: Sequence[UUID]) -> list[Any]:
    """What hangs on these contacts now."""
    return [thing for kind, name in _TIES for thing in reading.find(kind, **{name: list(ids)})]


@dataclass(frozen=True, slots=True)
class _Work:
    """What an erasure does: the things as they are to be, those that go, the history's cure."""

    after: tuple[Thing, ...]
    gone: tuple[Thing, ...]
    scrub: Scrub
    absorbed: Mapping[UUID, UUID]
    preview: Preview


def _work(reading: Reading, ids: Sequence[UUID], labels: Mapping[UUID, str]) -> _Work:
    people = [reading.get(Contact, id) for id in dict.fromkeys(ids)]
    lost = absorbed(reading, [contact.id for contact in people])
    called = _called(reading, people, labels)
    called |= {id: called[into] for id, into in lost.items()}
    said = said_of(reading, called)
    terms = {id: terms_of(facts, called[id]) for id, facts in said.items()}
    hits = remains(reading, Finder(term for t in terms.values() for term in t.far))
    terms, namesakes = _unshared(terms, hits, called)
    finder = Finder(term for t in terms.values() for term in t.far)
    tied = _tied(reading, list(called))
    emptied = {thing.id for thing in tied if isinstance(thing, Membership)}
    lines = [thing for thing in tied if isinstance(thing, Activity)]
    met = {line.id: set(line.contact_ids) for line in lines}
    everybody = met | _gone_lines(reading, set(called))
    those = sorted({id for ids in everybody.values() for id in ids})
    nobody = {c.id for c in reading.find(Contact, id=those) if c.anonymised} | set(called)
    without = {id for id, people in everybody.items() if people <= nobody}
    alone = without & met.keys()
    emptied |= without
    emptied |= set(reading.hung_on(Membership, "contact_id", list(called)))
    shared = {id: people for id, people in everybody.items() if id not in without}
    near = _near(reading, tied, terms, shared)
    scrub = Scrub(finder, called, emptied, near)
    things, elsewhere = _texts_to_change(reading, hits, tied, near, set(called))
    after = [_left(scrub.thing(thing), alone) for thing in (*people, *tied, *things)]
    pairs = [
        *reading.find(DistinctPair, contact_id=list(called)),
        *reading.find(DistinctPair, other_id=list(called)),
    ]
    changed = [(old, new) for old, new in zip((*people, *tied, *things), after, strict=True) if old != new]
    return _Work(
        tuple(new for _old, new in changed),
        tuple({pair.id: pair for pair in pairs}.values()),
        scrub,
        lost,
        Preview(
            tuple(contact.id for contact in people),
            frozenset((type(t).__name__, t.id, t.version) for t in (*people, *tied, *things, *pairs)),
            emails=sum(len(contact.emails) for contact in people),
            phones=sum(len(contact.phones) for contact in people),
            notes=sum(bool(contact.notes) for contact in people),
            emptied=len(alone),
            shared=len(lines) - len(alone),
            elsewhere=len(elsewhere),
            namesakes=namesakes,
            memberships=sum(isinstance(thing, Membership) for thing in tied),
            roles=sum(isinstance(thing, Role | Appointment | Speaker) for thing in tied),
            finder=Finder(term for id in said for term in terms[id].far),
        ),
    )


def _called(reading: Reading, people: Sequence[Contact], labels: Mapping[UUID, str]) -> dict[UUID, str]:
    """What each is called from now on: as before, or by the lowest number that is free."""
    known = {c.id: c.name for c in people if c.anonymised and is_label(c.name)}
    known |= {c.id: labels[c.id] for c in people if c.id in labels and is_label(labels[c.id])}
    rest = [contact for contact in people if contact.id not in known]
    return known | {c.id: label for c, label in zip(rest, _free(reading, len(rest), labels), strict=True)}


def _free(reading: Reading, count: int, labels: Mapping[UUID, str]) -> list[str]:
    """The lowest labels that nobody bears, asked for by name: to read all people takes long."""
    asked, taken = count + len(labels) + 50, list(labels.values())
    while True:
        wanted = free_labels(taken, asked)
        borne = {contact.name for contact in reading.find(Contact, name=wanted)}
        free = [label for label in wanted if label not in borne]
        if len(free) >= count:
            return free[:count]
        asked *= 4


def _unshared(
    terms: Mapping[UUID, PersonTerms], hits: Iterable[Place], ours: Mapping[UUID, str]
) -> tuple[dict[UUID, PersonTerms], int]:
    """The terms, with those that somebody else bears too only near; and how many those are."""
    theirs = [p.text for p in hits if p.kind is Contact and p.column in IDENTITY and p.key not in ours]
    every = Finder(t for term in terms.values() for t in term.far)
    borne = {t.what for text in theirs for t in every.likely(text) if t.pattern.search(text)}
    shared = {t for t in every.terms if t.what in borne}  # a name turned round is shared as the name is
    cured = {
        id: PersonTerms(
            tuple(t for t in term.far if t not in shared),
            (*term.near, *(t for t in term.far if t in shared)),
            term.parts,
        )
        for id, term in terms.items()
    }
    return cured, len(borne)


def _gone_lines(reading: Reading, ours: set[UUID]) -> dict[UUID, set[UUID]]:
    """Lines of the log that are no more and, says the history, were with these; with whom they were."""
    keys = set(reading.hung_on(Activity, "contact_ids", sorted(ours)))
    keys -= {line.id for line in reading.find(Activity, id=sorted(keys))}
    people: dict[UUID, set[UUID]] = {key: set() for key in keys}
    for step in _steps(reading, Activity, keys):
        for facts in (step.before, step.after):
            people[step.id] |= set((facts or {}).get("contact_ids") or ())
    return people


def _near(
    reading: Reading, tied: Iterable[Any], terms: Mapping[UUID, PersonTerms], lines: Mapping[UUID, set[UUID]]
) -> dict[UUID, tuple[Term, ...]]:
    """The terms that tell of them in what hangs on them, but for those that may mean others there.

    `lines` are those of the log that others were met in too.
    """
    there = {id: set(people) for id, people in lines.items()}  # with whom a thing is to do
    spoken = [thing.item_id for thing in tied if isinstance(thing, Speaker)]
    items = {item.id: item for item in reading.find(Item, id=spoken)}
    stops = {t.stop_id for t in tied if isinstance(t, Role) and t.stop_id}
    stops |= {item.stop_id for item in items.values()}
    roles = reading.find(Role, stop_id=sorted(stops))
    for item in reading.find(Item, stop_id=sorted(stops)):
        speakers = {s.contact_id for s in reading.find(Speaker, item_id=item.id) if s.contact_id}
        there.setdefault(item.stop_id, set()).update(speakers)
        if item.id in items:
            there[item.id] = speakers
    for role in roles:
        if role.stop_id is not None:
            there.setdefault(role.stop_id, set()).add(role.contact_id)
    people = {c.id: c for c in reading.find(Contact, id=sorted({id for ids in there.values() for id in ids}))}
    found: dict[UUID, tuple[Term, ...]] = {}
    for id, ids in there.items():
        others = [c for key in ids - terms.keys() if (c := people.get(key)) is not None]
        said = " ; ".join(" ; ".join((c.name, *c.emails, *c.phones)) for c in others)
        ours = [t for key in ids & terms.keys() for t in _theirs(terms[key], parts=id in lines)]
        found[id] = tuple(term for term in ours if not term.pattern.search(said))
    return {id: terms for id, terms in found.items() if terms}


def _theirs(terms: PersonTerms, *, parts: bool) -> tuple[Term, ...]:
    return (*terms.near, *terms.parts) if parts else terms.near


def _texts_to_change(
    reading: Reading,
    hits: Iterable[Place],
    tied: Iterable[Thing],
    near: Mapping[UUID, tuple[Term, ...]],
    ours: set[UUID],
) -> tuple[list[Thing], set[UUID]]:
    """The other things that may tell of them, and which of these hang on none of them."""
    known = {thing.id for thing in tied} | ours
    wanted: dict[type[Thing], set[UUID]] = {}
    for place in hits:
        if place.kind is not None and isinstance(place.key, UUID) and place.key not in known:
            wanted.setdefault(place.kind, set()).add(place.key)
    found = [
        thing for kind in KINDS if kind in wanted for thing in reading.find(kind, id=sorted(wanted[kind]))
    ]
    elsewhere = {thing.id for thing in found}
    rest = sorted(near.keys() - known - elsewhere)
    found += [thing for kind in (Stop, Item) for thing in reading.find(kind, id=rest)]
    return found, elsewhere


def _left(thing: Any, alone: set[UUID]) -> Any:
    """A line that nobody is left in waits for nothing more."""
    if isinstance(thing, Activity) and thing.id in alone and thing.next_done is None:
        return replace(thing, next_day=None, next_owner="")
    return thing


def _erase(unit: Unit, work: _Work, said: Mapping[UUID, tuple[date, str]], *, marked: bool = False) -> None:
    new = {id for id in said if unit.get(Contact, id).anonymised is None}
    unit.remove(*work.gone)
    unit.put(*work.after)
    for id in new:
        contact, (day, decision) = unit.get(Contact, id), said[id]
        unit.put(replace(contact, anonymised=day, decision=decision or contact.decision))
    if new and not marked:
        salt = token_hex(16)  # one an act: a backup is asked of each salt and each of its contacts
        keys = {id: said[id] for id in new}
        keys |= {id: said[into] for id, into in work.absorbed.items() if into in said}
        unit.put(
            *(
                Erasure(id=uuid4(), day=day, decision=decision, salt=salt, mark=mark_of(id, salt))
                for id, (day, decision) in keys.items()
            )
        )
    unit.scrub(work.scrub)
