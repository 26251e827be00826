"""What an erasure would do: the things as they are to be, those that go, and how the history is cured."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from kampanjplan.domain.activities import Activity
from kampanjplan.domain.changes import Thing
from kampanjplan.domain.contacts import Appointment, Contact, DistinctPair, Membership, Role
from kampanjplan.domain.editions import Recipient
from kampanjplan.domain.erasing import Place, Scrub, free_labels, is_label
from kampanjplan.domain.kinds import KINDS
from kampanjplan.domain.possibility import Lecturer
from kampanjplan.domain.programme import Item, Speaker
from kampanjplan.domain.stops import Stop
from kampanjplan.domain.terms import IDENTITY, Finder, PersonTerms, Term, terms_of
from kampanjplan.services.editions import Naming, editions_naming, gone_editions_naming
from kampanjplan.services.ports import Reading
from kampanjplan.services.traces import Moment, absorbed, remains, said_of, steps_of, tied_to


@dataclass(frozen=True, slots=True)
class Preview:
    """What would go, and what would stay. `seen` are the versions of all that it was made of.

    `elsewhere` counts the texts that hang on nobody of them, `namesakes` the names and addresses that
    somebody else has too, so that they stay in such texts. `changes` counts all things that would change or
    go: none where they were erased before. `finder` finds what tells of the people.
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
    changes: int
    finder: Finder = field(compare=False)
    editions: tuple[Naming, ...] = ()  # that name them, and stay as they are unless they are withdrawn

    @property
    def activities(self) -> int:
        """The lines of the contact log that stay, with their kind, day and outcome."""
        return self.emptied + self.shared


@dataclass(frozen=True, slots=True)
class Work:
    """What an erasure does: the things as they are to be, those that go, the history's cure."""

    after: tuple[Thing, ...]
    gone: tuple[Thing, ...]
    scrub: Scrub
    absorbed: Mapping[UUID, UUID]
    gone_editions: frozenset[UUID]  # in the history alone
    preview: Preview


def work_of(
    reading: Reading, ids: Sequence[UUID], labels: Mapping[UUID, str], moment: Moment = lambda: None
) -> Work:
    """What erasing these contacts does; `moment` is called now and then, and may raise to stop."""
    found = {contact.id: contact for contact in reading.find(Contact, id=list(ids))}
    people = [found.get(id) or reading.get(Contact, id) for id in dict.fromkeys(ids)]
    moment()
    lost = absorbed(reading, [contact.id for contact in people])
    called = _called(reading, people, labels)
    called |= {id: called[into] for id, into in lost.items()}
    moment()
    said = said_of(reading, called)
    terms = {}
    for id, facts in said.items():
        moment()
        terms[id] = terms_of(facts, called[id])
    hits = remains(reading, Finder(term for t in terms.values() for term in t.far), moment)
    terms, namesakes = _unshared(terms, hits, called)
    finder = Finder(term for t in terms.values() for term in t.far)
    tied = tied_to(reading, list(called))
    emptied = {thing.id for thing in tied if isinstance(thing, Membership | Lecturer | Recipient)}
    lines = [thing for thing in tied if isinstance(thing, Activity)]
    met = {line.id: set(line.contact_ids) for line in lines}
    everybody = met | _gone_lines(reading, set(called))
    those = sorted({id for ids in everybody.values() for id in ids})
    nobody = {c.id for c in reading.find(Contact, id=those) if c.anonymised} | set(called)
    without = {id for id, people in everybody.items() if people <= nobody}
    alone = without & met.keys()
    emptied |= without
    for kind in (Membership, Lecturer, Recipient):
        emptied |= set(reading.hung_on(kind, "contact_id", list(called)))
    shared = {id: people for id, people in everybody.items() if id not in without}
    near = _near(reading, tied, terms, shared)
    scrub = Scrub(finder, called, emptied, near)
    things, elsewhere = _texts_to_change(reading, hits, tied, near, set(called))
    after = [_left(scrub.thing(thing), alone) for thing in (*people, *tied, *things)]
    told = {thing.edition_id for thing in (*tied, *things) if isinstance(thing, Recipient)}
    pairs = [
        *reading.find(DistinctPair, contact_id=list(called)),
        *reading.find(DistinctPair, other_id=list(called)),
    ]
    changed = [(old, new) for old, new in zip((*people, *tied, *things), after, strict=True) if old != new]
    return Work(
        tuple(new for _old, new in changed),
        tuple({pair.id: pair for pair in pairs}.values()),
        scrub,
        lost,
        frozenset(gone_editions_naming(reading, list(called))),
        Preview(
            tuple(contact.id for contact in people),
            frozenset((type(t).__name__, t.id, t.version) for t in (*people, *tied, *things, *pairs)),
            emails=sum(len(contact.emails) for contact in people),
            phones=sum(len(contact.phones) for contact in people),
            notes=sum(bool(contact.notes) for contact in people),
            emptied=len(alone),
            shared=len(lines) - len(alone),
            elsewhere=sum(old.id in elsewhere for old, _new in changed),
            namesakes=namesakes,
            memberships=sum(isinstance(thing, Membership) for thing in tied),
            roles=sum(isinstance(thing, Role | Appointment | Speaker) for thing in tied),
            changes=len(changed) + len(pairs),
            finder=Finder(term for id in said for term in terms[id].far),
            editions=tuple(editions_naming(reading, list(called), told)),
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
    for step in steps_of(reading, Activity, keys):
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
