"""What a printed list of contacts says, of a tour or of an organisation."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from kampanjplan.domain.contacts import Appointment, Contact, Membership, Role
from kampanjplan.domain.counties import county
from kampanjplan.domain.errors import Expected, UnreadableError
from kampanjplan.domain.organisations import Organisation, organisation_named
from kampanjplan.domain.programme import Item, Speaker
from kampanjplan.domain.stops import Stop
from kampanjplan.domain.tours import Tour
from kampanjplan.services.ports import Reading
from kampanjplan.wording import _
from kampanjplan.wording.dates import period_text, when_text
from kampanjplan.wording.labels import label, organisation_text, sort_key, stop_text


@dataclass(frozen=True, slots=True)
class ListedContact:
    """A person on the list: what they do, who they are, where they are reached."""

    roles: tuple[str, ...]
    name: str
    title: str
    organisation: str
    phones: tuple[str, ...]
    emails: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ContactGroup:
    """People under one heading."""

    heading: str
    contacts: tuple[ListedContact, ...]


@dataclass(frozen=True, slots=True)
class ContactListSheet:
    """A list: what it is of, what is said of that, and the people in groups."""

    title: str
    facts: tuple[tuple[str, str], ...]
    groups: tuple[ContactGroup, ...]

    @property
    def count(self) -> int:
        return sum(len(group.contacts) for group in self.groups)


_Doing = dict[UUID, list[str]]  # what each contact does


class _People:
    """All contacts who may be printed, and the bodies that they are of."""

    def __init__(self, reading: Reading) -> None:
        self.contacts = {c.id: c for c in reading.find(Contact) if c.anonymised is None}
        self.bodies = {body.id: body for body in reading.find(Organisation)}

    def group(self, heading: str, doing: _Doing) -> ContactGroup:
        """Those who do something, in the order of names."""
        known = [(self.contacts[id], roles) for id, roles in doing.items() if id in self.contacts]
        known.sort(key=lambda pair: (sort_key(pair[0].name), pair[0].id))
        return ContactGroup(heading, tuple(self._listed(c, tuple(dict.fromkeys(r))) for c, r in known))

    def _listed(self, contact: Contact, roles: tuple[str, ...]) -> ListedContact:
        body = self.bodies.get(contact.organisation_id) if contact.organisation_id else None
        return ListedContact(
            roles, contact.name, contact.title, body.name if body else "", contact.phones, contact.emails
        )


def tour_contacts_sheet(reading: Reading, tour_id: UUID) -> ContactListSheet:
    """Who does something for a tour: for all of it, at each stop, and for each county that named somebody."""
    tour, people = reading.get(Tour, tour_id), _People(reading)
    stops = sorted(reading.find(Stop, tour_id=tour_id), key=lambda stop: stop.order)
    groups = [people.group(_("Hela turnén"), _roles(reading.find(Role, tour_id=tour_id)))]
    at_stops = _at_stops(reading, stops)
    for stop in stops:
        heading = f"{stop_text(stop)}, {when_text(stop, tour)}"
        groups.append(people.group(heading, at_stops[stop.id]))
    named: _Doing = {}
    for told in sorted(reading.find(Appointment, tour_id=tour_id), key=lambda a: sort_key(a.county_code)):
        named.setdefault(told.contact_id, []).append(county(told.county_code).name)
    groups.append(people.group(_("Länens kontaktpersoner"), named))
    facts = ((_("Period"), period_text(tour)), (_("Tema"), "\n".join(tour.themes)))
    return ContactListSheet(tour.name, facts, tuple(group for group in groups if group.contacts))


def _roles(roles: Iterable[Role]) -> _Doing:
    doing: _Doing = {}
    for role in roles:
        doing.setdefault(role.contact_id, []).append(label(role.kind))
    return doing


def _at_stops(reading: Reading, stops: list[Stop]) -> dict[UUID, _Doing]:
    """At each stop those with a role there, and those who speak."""
    ids = [stop.id for stop in stops]
    roles = reading.find(Role, stop_id=ids)
    found = {id: _roles(role for role in roles if role.stop_id == id) for id in ids}
    items = {item.id: item.stop_id for item in reading.find(Item, stop_id=ids)}
    for speaker in sorted(reading.find(Speaker, item_id=list(items)), key=lambda s: s.position):
        if speaker.contact_id is not None:
            found[items[speaker.item_id]].setdefault(speaker.contact_id, []).append(_("talare"))
    return found


def organisation_sheet(reading: Reading, organisation_id: UUID) -> ContactListSheet:
    """Who is at an organisation, and at those that are part of it."""
    people = _People(reading)
    body = reading.get(Organisation, organisation_id)
    parts = sorted(reading.find(Organisation, parent_id=organisation_id), key=lambda o: sort_key(o.name))
    groups = [people.group(one.name, _at(reading, one.id)) for one in (body, *parts)]
    facts = (
        (_("Kort namn"), organisation_text(body)),
        (_("Slag"), label(body.kind)),
        (_("Län"), county(body.county_code).name if body.county_code else ""),
        (_("Ort"), body.town),
    )
    return ContactListSheet(body.name, facts, tuple(group for group in groups if group.contacts))


def _at(reading: Reading, organisation_id: UUID) -> _Doing:
    """Those who are at an organisation now, first of all or beside another."""
    doing: _Doing = {contact.id: [] for contact in reading.find(Contact, organisation_id=organisation_id)}
    for told in reading.find(Membership, organisation_id=organisation_id):
        if told.last_day is None:
            doing.setdefault(told.contact_id, []).extend([told.title] if told.title else [])
    return doing


def contacts_of_organisation(reading: Reading, organisation_id: UUID) -> list[UUID]:
    """The keys of those who are at an organisation now."""
    return list(_at(reading, organisation_id))


def organisation_called(reading: Reading, name: str) -> Organisation:
    """The organisation of that name, short, full or former, case aside; UnreadableError where none is."""
    bodies = sorted(reading.find(Organisation), key=lambda body: (sort_key(body.short), body.id))
    found = organisation_named(name, bodies)
    if found is None:
        raise UnreadableError(name, Expected.ORGANISATION, "organisation_id")
    return found
