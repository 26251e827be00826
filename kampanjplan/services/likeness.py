"""Looks through all contacts for those who are likely the same person."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from uuid import UUID

from kampanjplan.domain.contacts import Contact, DistinctPair, Membership
from kampanjplan.domain.likeness import LIKELY, Crowd, Face, Likeness, face, likeness, may_be_likely
from kampanjplan.services.ports import Reading

Progress = Callable[[int, int], None]  # done, of how many; may raise to stop
_WIDEST = 400  # contacts that share a mark; more of them tell nothing, and take long
_STEP = 1000


@dataclass(frozen=True, slots=True)
class People:
    """All whom one may have entered twice, read at one moment."""

    contacts: tuple[Contact, ...]
    bodies: dict[UUID, frozenset[UUID]]  # where each is or was beside the first of all
    judged: frozenset[tuple[UUID, UUID]]  # pairs of two persons, the lesser key first


@dataclass(frozen=True, slots=True)
class Pair:
    """Two contacts who are likely the same; the first is the one that says more."""

    first: Contact
    second: Contact
    likeness: Likeness

    @property
    def ids(self) -> tuple[UUID, UUID]:
        """The two keys, the lesser first: the pair's own key."""
        first, second = sorted((self.first.id, self.second.id))
        return first, second


def people_to_compare(reading: Reading) -> People:
    """Everybody but those who are anonymised. Quick, so that the plan's file is soon let go of."""
    bodies: dict[UUID, set[UUID]] = defaultdict(set)
    for membership in reading.find(Membership):
        bodies[membership.contact_id].add(membership.organisation_id)
    return People(
        tuple(contact for contact in reading.find(Contact) if contact.anonymised is None),
        {id: frozenset(those) for id, those in bodies.items()},
        frozenset((pair.contact_id, pair.other_id) for pair in reading.find(DistinctPair)),
    )


def likely_pairs(people: People, progress: Progress = lambda _done, _of: None) -> list[Pair]:
    """The pairs that are likely one person, the likeliest first; those judged distinct are left out.

    Only contacts that share a mark are compared: a name, two parts of one, an address, a number.
    """
    faces = []
    for number, contact in enumerate(people.contacts):
        if number % _STEP == 0:
            progress(number, 4 * len(people.contacts))  # about a quarter of the time
        faces.append(face(contact, people.bodies.get(contact.id, frozenset())))
    crowd = Crowd.of(faces)
    found = []
    for one, other in _candidates(_blocks(faces, crowd), len(faces), progress):
        if may_be_likely(faces[one], faces[other]):
            like = likeness(faces[one], faces[other], crowd)
            if like.score >= LIKELY:
                found.append(_pair(people.contacts[one], people.contacts[other], like))
    progress(1, 1)
    kept = [pair for pair in found if pair.ids not in people.judged]
    return sorted(kept, key=lambda pair: (-pair.likeness.score, pair.first.name.casefold(), pair.ids))


def _candidates(blocks: list[list[int]], size: int, progress: Progress) -> Iterator[tuple[int, int]]:
    """Every two that stand in one block, once.

    One contact after the other: a set of all pairs would be so large that all stands still as it grows.
    """
    of: list[list[tuple[list[int], int]]] = [[] for _number in range(size)]
    for block in blocks:  # each in rising order
        for place, one in enumerate(block, 1):
            of[one].append((block, place))
    for one, its in enumerate(of):
        if one % _STEP == 0:
            progress(size + 3 * one, 4 * size)
        others: set[int] = set()
        for block, place in its:
            others.update(block[place:])
        for other in others:
            yield one, other


def _blocks(faces: list[Face], crowd: Crowd) -> list[list[int]]:
    """Groups of contacts, by their numbers, that share a mark."""
    marked: dict[object, list[int]] = defaultdict(list)
    for number, seen in enumerate(faces):
        for mark in set(_marks(seen, crowd)):
            marked[mark].append(number)
    return [block for block in marked.values() if 1 < len(block) <= _WIDEST]


def _marks(seen: Face, crowd: Crowd) -> Iterator[object]:
    """A whole name; a word with the first or the last letters of another; what is their own."""
    yield seen.folded
    yield "".join(seen.words)
    for word in set(seen.folded):
        if len(word) > 1:
            for other in seen.folded:
                if other != word:
                    yield word, other[0]
                    yield word, other[-2:], ""
    yield from (("@", email) for email in seen.emails if crowd.owns_email(email))
    yield from (("+", phone) for phone in seen.phones if crowd.owns_phone(phone))


def _pair(one: Contact, other: Contact, like: Likeness) -> Pair:
    first, second = sorted((one, other), key=_says, reverse=True)
    return Pair(first, second, like)


def _says(contact: Contact) -> tuple[int, int]:
    """How much a contact says; of two that say as much the one with the lesser key."""
    said = (contact.title, contact.organisation_id, *contact.emails, *contact.phones, contact.notes)
    return sum(map(bool, said)) + len(contact.tags), -contact.id.int


def after_merge(pairs: list[Pair], kept: Contact, gone_id: UUID) -> list[Pair]:
    """The pairs left once two are one: whoever was like the one that is gone is like the other."""
    left: dict[tuple[UUID, UUID], Pair] = {}
    for pair in pairs:
        two = [kept if c.id in (kept.id, gone_id) else c for c in (pair.first, pair.second)]
        if two[0].id != two[1].id:
            moved = replace(pair, first=two[0], second=two[1])
            left.setdefault(moved.ids, moved)
    return list(left.values())
