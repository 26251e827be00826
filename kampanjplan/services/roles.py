"""What contacts do in tours and at stops, and the one contact whom each county has named for a tour."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID, uuid4

from kampanjplan.domain.contacts import Appointment, Contact, Membership, Role
from kampanjplan.domain.counties import COUNTIES
from kampanjplan.domain.fields import checked
from kampanjplan.domain.organisations import Organisation
from kampanjplan.domain.programme import Item, Speaker
from kampanjplan.domain.stops import Stop
from kampanjplan.domain.tours import Tour
from kampanjplan.services.ports import Reading, Unit


def add_role(unit: Unit, role: Role) -> None:
    """Gives a contact a role; nothing where they have it already."""
    said = (role.kind, role.stop_id, role.tour_id)
    theirs = unit.find(Role, contact_id=role.contact_id)
    if said not in [(one.kind, one.stop_id, one.tour_id) for one in theirs]:
        unit.put(checked(role))


def appoint(unit: Unit, tour_id: UUID, county_code: str, contact_id: UUID | None) -> None:
    """The county has named this contact for the tour, and nobody else; None where it has named nobody."""
    named = unit.find(Appointment, tour_id=tour_id, county_code=county_code)
    if contact_id is None:
        unit.remove(*named)
    elif named:
        unit.put(replace(named[0], contact_id=contact_id))
    else:
        new = Appointment(id=uuid4(), tour_id=tour_id, county_code=county_code, contact_id=contact_id)
        unit.put(checked(new))


def leave_behind(unit: Unit, contact: Contact, day: date) -> None:
    """Remembers the body that a contact was at, as it was seen, until a day."""
    if contact.organisation_id is not None:
        unit.put(
            Membership(
                id=uuid4(),
                contact_id=contact.id,
                organisation_id=contact.organisation_id,
                title=contact.title,
                last_day=day,
            )
        )


def take_away(unit: Unit, things: Sequence[Role | Appointment | Membership]) -> None:
    """The contacts no longer have these roles, appointments or memberships."""
    unit.remove(*(unit.get(type(thing), thing.id) for thing in things))


@dataclass(frozen=True, slots=True)
class Duty:
    """Something that a contact does: `thing` says what, `stop` or else `tour` where."""

    thing: Role | Speaker | Appointment
    tour: Tour
    stop: Stop | None = None
    item: Item | None = None  # of a speaker


def duties(reading: Reading, contact_id: UUID) -> list[Duty]:
    """All that a contact does: the newest tour first, in it what is of the whole tour, then by time."""
    roles = reading.find(Role, contact_id=contact_id)
    named = reading.find(Appointment, contact_id=contact_id)
    speaking = reading.find(Speaker, contact_id=contact_id)
    items = {item.id: item for item in reading.find(Item, id=[s.item_id for s in speaking])}
    wanted = [role.stop_id for role in roles if role.stop_id] + [item.stop_id for item in items.values()]
    stops = {stop.id: stop for stop in reading.find(Stop, id=wanted)}
    tours = {tour.id: tour for tour in reading.find(Tour)}
    found = [Duty(one, tours[one.tour_id]) for one in named]
    for role in roles:
        stop = stops.get(role.stop_id) if role.stop_id else None
        tour_id = stop.tour_id if stop else role.tour_id
        if tour_id is not None:
            found.append(Duty(role, tours[tour_id], stop))
    for speaker in speaking:
        item = items[speaker.item_id]
        stop = stops[item.stop_id]
        found.append(Duty(speaker, tours[stop.tour_id], stop, item))
    found.sort(key=lambda duty: (duty.stop.order if duty.stop else (), duty.thing.id))
    found.sort(key=lambda duty: duty.stop is not None)
    return sorted(found, key=lambda duty: str(duty.tour.first_day or "9999"), reverse=True)


def memberships(reading: Reading, contact_id: UUID) -> list[tuple[Membership, Organisation]]:
    """The other and earlier bodies of a contact, the latest first."""
    theirs = reading.find(Membership, contact_id=contact_id)
    bodies = {body.id: body for body in reading.find(Organisation, id=[m.organisation_id for m in theirs])}
    pairs = [(one, bodies[one.organisation_id]) for one in theirs]
    return sorted(pairs, key=lambda pair: (str(pair[0].last_day or "9999"), pair[1].name), reverse=True)


@dataclass(frozen=True, slots=True)
class CountyContact:
    """A county in a tour, and whom it has named; `contact` is None where that is nobody."""

    county_code: str
    stops: int
    appointment: Appointment | None = None
    contact: Contact | None = None
    organisation: Organisation | None = None


def county_contacts(reading: Reading, tour_id: UUID) -> list[CountyContact]:
    """All 21 counties: those of the tour's stops that lack a contact first, then the others that do."""
    named = {one.county_code: one for one in reading.find(Appointment, tour_id=tour_id)}
    people = {c.id: c for c in reading.find(Contact, id=[one.contact_id for one in named.values()])}
    wanted = [person.organisation_id for person in people.values() if person.organisation_id]
    bodies = {body.id: body for body in reading.find(Organisation, id=wanted)}
    codes = [stop.county_code for stop in reading.find(Stop, tour_id=tour_id)]
    rows = []
    for county in COUNTIES:
        one = named.get(county.code)
        person = people.get(one.contact_id) if one else None
        body = bodies.get(person.organisation_id) if person and person.organisation_id else None
        rows.append(CountyContact(county.code, codes.count(county.code), one, person, body))
    return sorted(rows, key=lambda row: (row.contact is not None, not row.stops))
