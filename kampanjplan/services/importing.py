"""Contacts from a file: what each row would do, shown first, and then done as one act."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from typing import Any
from uuid import UUID, uuid4

from kampanjplan.domain.cards import Card, ErasedPersonError, OldPreviewError, Place, SamePersonError
from kampanjplan.domain.contacts import Contact, LegalBasis, Membership
from kampanjplan.domain.damage import Progress
from kampanjplan.domain.errors import EmptyError, FieldError
from kampanjplan.domain.fields import checked
from kampanjplan.domain.organisations import Organisation
from kampanjplan.domain.reaching import digits_of
from kampanjplan.services.contacts import new_contacts
from kampanjplan.services.imported_bodies import Bodies
from kampanjplan.services.known_people import KnownPeople, folded
from kampanjplan.services.ports import Reading, Unit

_STEP = 200  # rows between two tellings of how far it has come


class RowState(Enum):
    NEW = "new"
    SAME = "same"
    CHANGED = "changed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Row:
    """What a card would do. `alike` are names of people who may be the same, but were not taken to be.

    `places` are the memberships that it adds or changes.
    """

    card: Card
    state: RowState
    before: Contact | None = None
    after: Contact | None = None
    places: tuple[Membership, ...] = ()
    reason: FieldError | None = None
    alike: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would do to the plan as its history says it was at entry `seen`."""

    rows: tuple[Row, ...]
    organisations: tuple[Organisation, ...]  # that are new
    known: dict[UUID, Organisation]  # all, the new ones too
    seen: int

    def count(self, state: RowState) -> int:
        return sum(row.state is state for row in self.rows)

    @property
    def does_something(self) -> bool:
        return any(row.state in (RowState.NEW, RowState.CHANGED) for row in self.rows)


def no_progress(_done: int, _all: int) -> None:
    """For whoever does not want to be told."""


def preview_import(
    reading: Reading, cards: Sequence[Card], source: str, today: date, progress: Progress = no_progress
) -> Preview:
    """What the cards of a file would do; `source` is its name. `progress` may raise StoppedError."""
    people, bodies = KnownPeople(reading), Bodies(reading)
    make = new_contacts(reading, today)
    told: dict[UUID, Row] = {}  # by the person whom an earlier row tells of
    rows = []
    for number, card in enumerate(cards):
        if number % _STEP == 0:
            progress(number, len(cards))
        try:
            row = _row(card, people, bodies, told, lambda c: make(replace(c, source=c.source or source)))
        except FieldError as error:
            row = Row(card, RowState.REFUSED, reason=error)
        if row.after is not None and row.after.id not in told:
            told[row.after.id] = row
            people.know(row.after)
        rows.append(row)
    used = {row.after.organisation_id for row in rows if row.after} | {
        place.organisation_id for row in rows for place in row.places
    }
    new = tuple(body for id, body in bodies.new.items() if id in used)
    return Preview(tuple(rows), new, bodies.by_id, reading.newest_entry())


def import_contacts(unit: Unit, preview: Preview) -> None:
    """Does what was shown, all of it or nothing. OldPreviewError where the plan was changed since."""
    if unit.newest_entry() != preview.seen:
        raise OldPreviewError
    done = [row for row in preview.rows if row.state in (RowState.NEW, RowState.CHANGED)]
    unit.put(*preview.organisations)
    unit.put(*(row.after for row in done if row.after is not None and row.after != row.before))
    unit.put(*(place for row in done for place in row.places))


def _row(
    card: Card, people: KnownPeople, bodies: Bodies, told: dict[UUID, Row], make: Callable[[Contact], Contact]
) -> Row:
    if card.wrong is not None:
        raise card.wrong
    if not card.name.strip():
        raise EmptyError("name")
    body = bodies.one(card.organisation, card.organisation_id)
    before, alike = people.match(card, body.id if body else None, lambda c: _says_nothing_new(card, c, body))
    if before is None:
        after = make(_filled(Contact(id=_free_id(card, people), name=card.name), card, body))
        return Row(card, RowState.NEW, None, after, _places(after.id, card, (), bodies), alike=alike)
    if before.anonymised is not None:
        raise ErasedPersonError("name")
    after = checked(_filled(before, card, body))
    places = _places(before.id, card, people.memberships(before.id), bodies)
    earlier = told.get(before.id)
    if earlier is not None and (after != before or _more(places, earlier)):
        raise SamePersonError(earlier.card.line)
    if earlier is not None or (after == before and not places):
        return Row(card, RowState.SAME, before, before, alike=alike)
    return Row(card, RowState.CHANGED, before, after, places, alike=alike)


def _more(places: tuple[Membership, ...], earlier: Row) -> bool:
    """Whether there is a membership that the earlier row does not add."""
    said = {(m.organisation_id, m.title, m.first_day, m.last_day) for m in earlier.places}
    return any((m.organisation_id, m.title, m.first_day, m.last_day) not in said for m in places)


def _free_id(card: Card, people: KnownPeople) -> UUID:
    return card.id if card.id is not None and not people.has(card.id) else uuid4()


def _says_nothing_new(card: Card, contact: Contact, body: Organisation | None) -> bool:
    try:
        return checked(_filled(contact, card, body)) == contact
    except FieldError:
        return False


def _filled(contact: Contact, card: Card, body: Organisation | None) -> Contact:
    """The contact with what the card says; what it does not say stays."""
    emails = _joined(contact.emails, card.emails, folded)
    phones = _joined(contact.phones, card.phones, lambda phone: digits_of(phone) or folded(phone))
    said = {
        name: value
        for name in ("name", "title", "notes", "county_code", "purpose", "source", "collected", "decision",
                     "keep_until")
        if (value := getattr(card, name))
    }  # fmt: skip
    if card.basis is not LegalBasis.NONE:
        said["basis"] = card.basis
    if body is not None:
        said["organisation_id"] = body.id
    if emails != contact.emails:
        said["email"], said["more_emails"] = (emails or ("",))[0], emails[1:]
    if phones != contact.phones:
        said["phone"], said["more_phones"] = (phones or ("",))[0], phones[1:]
    known = set(map(folded, contact.tags))
    if more := tuple(tag for tag in dict.fromkeys(card.tags) if folded(tag) not in known):
        said["tags"] = contact.tags + more
    return replace(contact, **said) if said else contact


def _joined(known: tuple[str, ...], said: tuple[str, ...], key: Callable[[str], str]) -> tuple[str, ...]:
    """What the file says, its first first, and then what was known beside; as known where it is not new."""
    keys, ours = [key(text) for text in said], {key(text): text for text in reversed(known)}
    if set(keys) <= set(ours) and (len(set(keys)) < len(ours) or keys == [key(text) for text in known]):
        return known
    first = dict(zip(keys, (ours.get(k, text) for k, text in zip(keys, said, strict=True)), strict=True))
    return tuple(first.values()) + tuple(text for k, text in ours.items() if k not in first)


def _places(
    contact_id: UUID, card: Card, known: Sequence[Membership], bodies: Bodies
) -> tuple[Membership, ...]:
    """The memberships that are new or other than they were; one that a file does not name stays."""
    put = []
    for place in card.memberships:
        called = {body.id for body in bodies.named(place.organisation)}
        there = [m for m in known if m.organisation_id in called]
        if any(_tells(m, place) for m in there):
            continue
        body = bodies.one(place.organisation)
        if body is None:
            raise EmptyError("memberships")
        same = [p for p in card.memberships if folded(p.organisation) == folded(place.organisation)]
        old = there[0] if len(there) == 1 == len(same) else None
        told = old or Membership(id=uuid4(), contact_id=contact_id, organisation_id=body.id)
        put.append(checked(replace(told, **_said(place))))
    return tuple(put)


def _said(place: Place) -> dict[str, Any]:
    said = {"title": place.title, "first_day": place.first_day, "last_day": place.last_day}
    return {name: value for name, value in said.items() if value}


def _tells(membership: Membership, place: Place) -> bool:
    return checked(replace(membership, **_said(place))) == membership
