"""What a printed schedule says, as plain values gathered from the plan at one moment."""

from dataclasses import dataclass
from uuid import UUID

from kampanjplan.domain.contacts import Contact, Role
from kampanjplan.domain.counties import county
from kampanjplan.domain.errors import UnknownNameError
from kampanjplan.domain.organisations import Organisation
from kampanjplan.domain.programme import Item, Speaker, in_order
from kampanjplan.domain.stops import Stop
from kampanjplan.domain.tours import Tour
from kampanjplan.services.overview import tours_in_order
from kampanjplan.services.ports import Reading
from kampanjplan.wording import _
from kampanjplan.wording.dates import hold_text
from kampanjplan.wording.labels import contact_text, label, unnamed_speaker_text, unsettled_text


@dataclass(frozen=True, slots=True)
class ItemSheet:
    """A programme item with its speakers' names."""

    item: Item
    speakers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ContactSheet:
    """A contact of a stop with all that they do there."""

    roles: tuple[str, ...]
    name: str
    title: str
    organisation: str
    phone: str
    email: str


@dataclass(frozen=True, slots=True)
class StopSheet:
    """A stop's page."""

    stop: Stop
    county: str
    host: str
    items: tuple[ItemSheet, ...] | None = None  # None where it is not told, as of contacts
    contacts: tuple[ContactSheet, ...] | None = None
    standing: str = ""  # that it is off, or not settled, for those who need not know more
    status: str = ""
    hold: str = ""


@dataclass(frozen=True, slots=True)
class ScheduleSheet:
    """A tour's schedule, its stops in the order of time."""

    tour: Tour
    stops: tuple[StopSheet, ...]


@dataclass(frozen=True, slots=True)
class DaySheet:
    """One stop of a tour."""

    tour: Tour
    day: StopSheet


def tour_named(reading: Reading, name: str | None) -> Tour:
    """The tour of that name, case aside, or the newest where none is named.

    UnknownNameError names those there are.
    """
    tours = tours_in_order(reading)
    if name is None and tours:
        return tours[0]
    name = name or ""
    for tour in tours:
        if tour.name.casefold() == name.strip().casefold():
            return tour
    raise UnknownNameError(name, tuple(tour.name for tour in tours))


def schedule_sheet(reading: Reading, tour_id: UUID) -> ScheduleSheet:
    """Everything that the schedule of a tour prints."""
    tour = reading.get(Tour, tour_id)
    stops = sorted(reading.find(Stop, tour_id=tour_id), key=lambda stop: stop.order)
    return ScheduleSheet(tour, tuple(_stop_sheets(reading, tour, stops)))


def day_sheet(reading: Reading, stop_id: UUID) -> DaySheet:
    """Everything that is printed of one stop."""
    stop = reading.get(Stop, stop_id)
    tour = reading.get(Tour, stop.tour_id)
    (day,) = _stop_sheets(reading, tour, [stop])
    return DaySheet(tour, day)


def _stop_sheets(reading: Reading, tour: Tour, stops: list[Stop]) -> list[StopSheet]:
    items = reading.find(Item, stop_id=[stop.id for stop in stops])
    speakers = sorted(reading.find(Speaker, item_id=[i.id for i in items]), key=lambda s: s.position)
    roles = reading.find(Role, stop_id=[stop.id for stop in stops])
    people = {c.id: c for c in reading.find(Contact)}
    bodies = {o.id: o for o in reading.find(Organisation)}
    return [_stop_sheet(tour, stop, items, speakers, roles, people, bodies) for stop in stops]


def _stop_sheet(
    tour: Tour,
    stop: Stop,
    items: list[Item],
    speakers: list[Speaker],
    roles: list[Role],
    people: dict[UUID, Contact],
    bodies: dict[UUID, Organisation],
) -> StopSheet:
    ours = in_order([item for item in items if item.stop_id == stop.id])
    voices: dict[UUID, list[Speaker]] = {item.id: [] for item in ours}
    for speaker in speakers:
        if speaker.item_id in voices:
            voices[speaker.item_id].append(speaker)
    does: dict[UUID, list[str]] = {}
    for role in roles:
        if role.stop_id == stop.id:
            does.setdefault(role.contact_id, []).append(label(role.kind))
    for item in ours:
        for speaker in voices[item.id]:
            if speaker.contact_id is not None and _("talare") not in does.setdefault(speaker.contact_id, []):
                does[speaker.contact_id].append(_("talare"))
    host = bodies.get(stop.host_id) if stop.host_id else None
    return StopSheet(
        stop,
        county(stop.county_code).name,
        host.name if host else "",
        tuple(ItemSheet(i, tuple(voice_text(s, people, bodies) for s in voices[i.id])) for i in ours),
        tuple(_contact_sheet(people[id], tuple(what), bodies) for id, what in does.items()),
        unsettled_text(stop, tour),
        label(stop.status),
        hold_text(stop),
    )


def voice_text(speaker: Speaker, people: dict[UUID, Contact], bodies: dict[UUID, Organisation]) -> str:
    """A speaker's name with the organisation, or the organisation with a name to come."""
    if speaker.contact_id is not None:
        contact = people[speaker.contact_id]
        return contact_text(contact, bodies.get(contact.organisation_id) if contact.organisation_id else None)
    return unnamed_speaker_text(bodies[speaker.organisation_id]) if speaker.organisation_id else ""


def _contact_sheet(
    contact: Contact, roles: tuple[str, ...], bodies: dict[UUID, Organisation]
) -> ContactSheet:
    body = bodies.get(contact.organisation_id) if contact.organisation_id else None
    return ContactSheet(
        roles, contact.name, contact.title, body.name if body else "", contact.phone, contact.email
    )
