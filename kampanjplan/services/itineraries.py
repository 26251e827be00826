"""What one person, or one organisation, has to do on a tour: only their parts of it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from kampanjplan.domain.contacts import Contact, Role, RoleKind
from kampanjplan.domain.organisations import Organisation
from kampanjplan.domain.programme import Item, Speaker
from kampanjplan.domain.stops import Stop
from kampanjplan.domain.tours import Tour
from kampanjplan.services.ports import Reading
from kampanjplan.services.sheets import ContactSheet, ScheduleSheet, StopSheet, schedule_sheet
from kampanjplan.wording.labels import contact_text, label, sort_key


@dataclass(frozen=True, slots=True)
class Part:
    """What they have to do at a stop: `day` holds only their items, and those whom they may turn to there."""

    day: StopSheet
    tasks: tuple[str, ...]
    brings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ItinerarySheet:
    """The parts of a tour in the order of time; `tasks` are for the whole tour."""

    tour: Tour
    name: str
    organisation: str  # of a person
    tasks: tuple[str, ...]
    parts: tuple[Part, ...]


class _Cast:
    """Who does what on a tour."""

    def __init__(self, reading: Reading, tour_id: UUID) -> None:
        self.stops = reading.find(Stop, tour_id=tour_id)
        ids = [stop.id for stop in self.stops]
        self.of_tour = reading.find(Role, tour_id=tour_id)
        self.roles = reading.find(Role, stop_id=ids)
        items = reading.find(Item, stop_id=ids)
        self.speakers = reading.find(Speaker, item_id=[item.id for item in items])
        self.people = {c.id: c for c in reading.find(Contact) if c.anonymised is None}
        self.bodies = {body.id: body for body in reading.find(Organisation)}
        self._at: dict[UUID, set[UUID]] = {}
        for contact in self.people.values():
            if contact.organisation_id is not None:
                self._at.setdefault(contact.organisation_id, set()).add(contact.id)

    def acting(self) -> set[UUID]:
        """The people who have something to do."""
        told = {role.contact_id for role in [*self.of_tour, *self.roles]}
        told |= {speaker.contact_id for speaker in self.speakers if speaker.contact_id}
        return told & self.people.keys()

    def of(self, id: UUID) -> set[UUID]:
        """The person, or those of the organisation."""
        return self._at.get(id, set()) | ({id} & self.people.keys())


def taking_part(reading: Reading, tour_id: UUID) -> list[tuple[UUID, str, tuple[str, ...]]]:
    """Key, text and names of the people, then of the bodies, who have something to do on a tour."""
    cast = _Cast(reading, tour_id)
    people = [cast.people[id] for id in cast.acting()]
    ids = {person.organisation_id for person in people} | {stop.host_id for stop in cast.stops}
    ids |= {speaker.organisation_id for speaker in cast.speakers}
    bodies = [body for id, body in cast.bodies.items() if id in ids]
    people.sort(key=lambda person: (sort_key(person.name), person.id))
    bodies.sort(key=lambda body: (sort_key(body.name), body.id))
    named = [(p, contact_text(p, cast.bodies.get(p.organisation_id or p.id))) for p in people]
    found: list[tuple[UUID, str, tuple[str, ...]]] = [(p.id, text, (p.name, text)) for p, text in named]
    return found + [(body.id, body.name, body.names) for body in bodies]


def itinerary_sheet(reading: Reading, tour_id: UUID, id: UUID) -> ItinerarySheet:
    """What a contact or an organisation of that key has to do on a tour."""
    return itinerary_sheets(reading, tour_id, [id])[id]


def itinerary_sheets(reading: Reading, tour_id: UUID, ids: Iterable[UUID]) -> dict[UUID, ItinerarySheet]:
    """As `itinerary_sheet`, of several; the plan is read once."""
    cast, whole = _Cast(reading, tour_id), schedule_sheet(reading, tour_id)
    return {id: _sheet(reading, cast, whole, id) for id in ids}


def _sheet(reading: Reading, cast: _Cast, whole: ScheduleSheet, id: UUID) -> ItinerarySheet:
    ours = cast.of(id)
    spoken = {s.item_id for s in cast.speakers if s.contact_id in ours or s.organisation_id == id}
    names = _names(cast, id)
    parts = [_part(cast, day, id, ours, spoken, names) for day in whole.stops]
    tasks = _tasks(cast, [role for role in cast.of_tour if role.contact_id in ours], id)
    person = cast.people.get(id)
    home = cast.bodies.get(person.organisation_id) if person and person.organisation_id else None
    name = person.name if person else reading.get(Organisation, id).name
    return ItinerarySheet(
        whole.tour,
        name,
        home.name if home else "",
        tasks,
        tuple(part for part in parts if part.tasks or part.brings or part.day.items),
    )


def _part(cast: _Cast, day: StopSheet, id: UUID, ours: set[UUID], spoken: set[UUID], names: set[str]) -> Part:
    here = [role for role in cast.roles if role.stop_id == day.stop.id]
    tasks = _tasks(cast, [role for role in here if role.contact_id in ours], id)
    if day.stop.host_id == id:
        tasks = (label(RoleKind.HOST), *tasks)
    items = tuple(sheet for sheet in day.items or () if sheet.item.id in spoken)
    brings = tuple(s.what for s in day.stop.supplies if s.who.strip().casefold() in names)
    others = _others(cast, [role for role in here if role.contact_id not in ours])
    return Part(replace(day, items=items, contacts=others), tasks, brings)


def _tasks(cast: _Cast, roles: list[Role], id: UUID) -> tuple[str, ...]:
    """What they do; with the name where it is one of several people of an organisation."""
    told = [
        label(role.kind)
        if role.contact_id == id
        else f"{cast.people[role.contact_id].name}: {label(role.kind)}"
        for role in roles
    ]
    return tuple(dict.fromkeys(told))


def _names(cast: _Cast, id: UUID) -> set[str]:
    """By what they may be named in a list of who brings what."""
    body = cast.bodies.get(id)
    names = body.names if body else (cast.people[id].name,) if id in cast.people else ()
    return {name.strip().casefold() for name in names}


def _others(cast: _Cast, roles: list[Role]) -> tuple[ContactSheet, ...]:
    """Those with a task at the stop: nobody else's address is for others."""
    does: dict[UUID, list[str]] = {}
    for role in roles:
        if role.contact_id in cast.people:
            does.setdefault(role.contact_id, []).append(label(role.kind))
    found = []
    for contact_id, what in does.items():
        person = cast.people[contact_id]
        body = cast.bodies.get(person.organisation_id) if person.organisation_id else None
        found.append(
            ContactSheet(
                tuple(what), person.name, person.title, body.name if body else "", person.phone, person.email
            )
        )
    return tuple(found)
