"""Contacts as cards, to be given to others."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from kampanjplan.domain.cards import Card, Place
from kampanjplan.domain.contacts import Contact, Membership
from kampanjplan.domain.organisations import Organisation
from kampanjplan.services.ports import Reading
from kampanjplan.wording.labels import sort_key


@dataclass(frozen=True, slots=True)
class Cards:
    """The cards in the order of names; so many persons were left out, as they are anonymised."""

    cards: tuple[Card, ...]
    left_out: int = 0


def cards_of_contacts(reading: Reading, ids: Sequence[UUID] | None = None) -> Cards:
    """The cards of these contacts, or of all."""
    contacts = reading.find(Contact) if ids is None else reading.find(Contact, id=list(ids))
    kept = sorted((c for c in contacts if c.anonymised is None), key=lambda c: (sort_key(c.name), c.id))
    bodies = {body.id: body for body in reading.find(Organisation)}
    places: dict[UUID, list[Place]] = {}
    for told in sorted(reading.find(Membership), key=lambda m: m.id):
        body = bodies[told.organisation_id]
        place = Place(body.name, told.title, told.first_day, told.last_day)
        places.setdefault(told.contact_id, []).append(place)
    cards = tuple(card_of_contact(c, bodies, tuple(places.get(c.id, ()))) for c in kept)
    return Cards(cards, len(contacts) - len(kept))


def card_of_contact(
    contact: Contact, bodies: dict[UUID, Organisation], places: tuple[Place, ...] = ()
) -> Card:
    """All that the plan says of a contact, as a card."""
    body = bodies.get(contact.organisation_id) if contact.organisation_id else None
    return Card(
        id=contact.id,
        name=contact.name,
        title=contact.title,
        organisation=body.name if body else "",
        organisation_id=contact.organisation_id,
        emails=tuple(filter(None, contact.emails)),
        phones=tuple(filter(None, contact.phones)),
        notes=contact.notes,
        county_code=contact.county_code,
        tags=tuple(filter(None, contact.tags)),
        purpose=contact.purpose,
        basis=contact.basis,
        source=contact.source,
        collected=contact.collected,
        decision=contact.decision,
        keep_until=contact.keep_until,
        memberships=places,
    )


def address_text(card: Card) -> str:
    """ "Namn <adress>" as mail programs take it; the address alone where the name would not be safe."""
    name = card.name.replace("\\", "").replace('"', "").strip()
    if not name:
        return card.emails[0]
    quoted = f'"{name}"' if any(letter in name for letter in ',;<>@()[]:."') else name
    return f"{quoted} <{card.emails[0]}>"
