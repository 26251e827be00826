"""What a calendar says of a tour, of a stop or of somebody who takes part, as plain values."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID, uuid5

from kampanjplan.domain.changes import Thing
from kampanjplan.domain.contacts import Contact, Role, RoleKind
from kampanjplan.domain.counties import county
from kampanjplan.domain.journal import Entry, Question
from kampanjplan.domain.organisations import Organisation
from kampanjplan.domain.programme import Item, Speaker
from kampanjplan.domain.stops import Stop, StopStatus
from kampanjplan.domain.tours import Tour
from kampanjplan.services.called_off import had_tasks, lost_days, steps_of
from kampanjplan.services.overview import tours_in_order
from kampanjplan.services.ports import Reading
from kampanjplan.services.sheets import ItemSheet, StopSheet, day_sheet, schedule_sheet
from kampanjplan.wording.dates import when_text
from kampanjplan.wording.labels import contact_text, label, stop_text

# Whose changes may change what an event says.
_TOLD: tuple[type[Thing], ...] = (Tour, Stop, Item, Speaker, Role, Contact, Organisation)


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """A stop that has its day. `id` is always the same, `number` rises when what is said may have changed.

    `number` is that of the last act in the history that touched the stop or what is told of it, `changed`
    its moment. In somebody's own calendar `tasks` and `items` are what they do there.
    """

    id: UUID
    tour: Tour
    day: StopSheet
    number: int
    changed: datetime | None
    tasks: tuple[str, ...] = ()
    items: tuple[ItemSheet, ...] = ()


@dataclass(frozen=True, slots=True)
class CalendarSheet:
    """A calendar; `undated` are the stops, in words, that no calendar can hold yet.

    `called_off` are the stops that calendars from before may hold though they have no day now, or are gone
    from the plan: each as it was on its last day, cancelled, with its place alone.
    """

    name: str
    events: tuple[CalendarEvent, ...]
    undated: tuple[str, ...]
    called_off: tuple[CalendarEvent, ...] = ()


def tour_calendar(reading: Reading, tour_id: UUID) -> CalendarSheet:
    """All stops of a tour."""
    schedule = schedule_sheet(reading, tour_id)
    events = _events(reading, schedule.tour, schedule.stops)
    return _calendar(schedule.tour.name, events, _called_off(reading, schedule.tour, events))


def stop_calendar(reading: Reading, stop_id: UUID) -> CalendarSheet:
    """One stop: the same event as in the calendar of its tour."""
    sheet = day_sheet(reading, stop_id)
    name = f"{sheet.tour.name} ({stop_text(sheet.day.stop)})"
    events = _events(reading, sheet.tour, [sheet.day])
    gone = [event for event in _called_off(reading, sheet.tour, events) if event.id == stop_id]
    return _calendar(name, events, gone)


def personal_calendar(reading: Reading, id: UUID, tour_id: UUID | None = None) -> CalendarSheet:
    """The stops, of one tour or of all, where a contact or those of an organisation do something.

    They are events of their own: who has the tour's calendar too keeps both apart.
    """
    name, ours = _who(reading, id)
    tours = [reading.get(Tour, tour_id)] if tour_id else tours_in_order(reading)
    roles = [role for role in reading.find(Role, contact_id=sorted(ours)) if role.stop_id]
    voices = reading.find(Speaker, contact_id=sorted(ours)) + reading.find(Speaker, organisation_id=id)
    spoken = {speaker.item_id for speaker in voices}
    events: list[CalendarEvent] = []
    off: list[CalendarEvent] = []
    for tour in tours:
        days = schedule_sheet(reading, tour.id).stops
        tasks = {day.stop.id: _tasks(day, id, roles, spoken) for day in days}
        here = _events(reading, tour, [day for day in days if tasks[day.stop.id]])
        for event in here:
            items = tuple(sheet for sheet in event.day.items or () if sheet.item.id in spoken)
            events.append(_own(replace(event, tasks=tasks[event.id], items=items), id))
        off += (_own(event, id) for event in _called_off(reading, tour, here, ours | {id}))
    return _calendar(name, events, off)


def _own(event: CalendarEvent, id: UUID) -> CalendarEvent:
    """The event as it is kept apart in somebody's own calendar."""
    return replace(event, id=uuid5(event.id, str(id)))


def _tasks(day: StopSheet, id: UUID, roles: Sequence[Role], spoken: set[UUID]) -> tuple[str, ...]:
    """What they do at a stop whose roles and items these are, each task once."""
    tasks = [RoleKind.HOST] if day.stop.host_id == id else []
    tasks += [role.kind for role in roles if role.stop_id == day.stop.id]
    tasks += [RoleKind.SPEAKER] if any(sheet.item.id in spoken for sheet in day.items or ()) else []
    return tuple(label(kind) for kind in dict.fromkeys(tasks))


def _who(reading: Reading, id: UUID) -> tuple[str, set[UUID]]:
    """What a contact or an organisation is called, and the contacts that it means."""
    bodies = reading.find(Organisation, id=id)
    if bodies:
        return bodies[0].name, {contact.id for contact in reading.find(Contact, organisation_id=id)}
    contact = reading.get(Contact, id)
    return contact_text(contact, None), {id}


def _calendar(name: str, events: list[CalendarEvent], called_off: list[CalendarEvent]) -> CalendarSheet:
    undated = [event for event in events if event.day.stop.day is None]
    return CalendarSheet(
        name,
        tuple(event for event in events if event.day.stop.day is not None),
        tuple(f"{stop_text(e.day.stop)}, {when_text(e.day.stop, e.tour)}" for e in undated),
        tuple(called_off),
    )


def _called_off(
    reading: Reading, tour: Tour, events: Sequence[CalendarEvent], ours: set[UUID] | None = None
) -> list[CalendarEvent]:
    """What to tell of those of these stops that lost their day, and of the stops of the tour that are gone.

    Where `ours` is said, only of those that these contacts and bodies had anything to do with. It names
    nobody, and none of what was written of the stop: who was erased since must not come back.
    """
    standing = {event.id: event for event in events}
    undated = [event.day.stop for event in events if event.day.stop.day is None]
    lost = lost_days(reading, tour.id, undated)
    if ours is not None:
        gone = [one.stop for one in lost if one.stop.id not in standing]
        theirs = had_tasks(reading, [stop.id for stop in gone], ours) | standing.keys()
        theirs |= {stop.id for stop in gone if stop.host_id in ours}
        lost = [one for one in lost if one.stop.id in theirs]
    found = []
    for one in lost:
        event = standing.get(one.stop.id)
        last = (event.number, event.changed) if event else (one.entry.number, one.entry.at)
        found.append(CalendarEvent(one.stop.id, tour, _bare(one.stop), *last))
    return found


def _bare(stop: Stop) -> StopSheet:
    """When and where it would have been."""
    known = Stop(
        id=stop.id,
        tour_id=stop.tour_id,
        county_code=stop.county_code,
        town=stop.town,
        first_day=stop.first_day,
        last_day=stop.last_day,
        starts=stop.starts,
        ends=stop.ends,
        status=StopStatus.CANCELLED,
    )
    return StopSheet(known, county(stop.county_code).name, "")


def _events(reading: Reading, tour: Tour, days: Sequence[StopSheet]) -> list[CalendarEvent]:
    last = _last_acts(reading, tour, [day.stop for day in days])
    forgotten = reading.newest_entry()  # what the history no longer tells of is older than all it tells of
    found = []
    for day in days:
        entry = last.get(day.stop.id)
        number, moment = (entry.number, entry.at) if entry else (forgotten, None)
        found.append(CalendarEvent(day.stop.id, tour, day, number, moment))
    return found


def _last_acts(reading: Reading, tour: Tour, stops: Sequence[Stop]) -> dict[UUID, Entry]:
    """The last act that touched each stop or what is told of it, also what was taken away from it."""
    here = {stop.id: stop.id for stop in stops}
    told: dict[UUID, set[UUID | None]] = {stop.id: {tour.id, stop.id, stop.host_id} for stop in stops}
    items, roles = (_parts(reading, kind, "stop_id", here) for kind in (Item, Role))
    speakers = _parts(reading, Speaker, "item_id", items)
    for part, stop_id in (items | roles | speakers).items():
        told[stop_id].add(part)
    for role in reading.find(Role, stop_id=list(here)):
        told[roles[role.id]].add(role.contact_id)
    for speaker in reading.find(Speaker, item_id=list(items)):
        told[speakers[speaker.id]] |= {speaker.contact_id, speaker.organisation_id}
    people = {id for keys in told.values() for id in keys if id is not None}
    employed = {contact.id: contact.organisation_id for contact in reading.find(Contact, id=sorted(people))}
    for keys in told.values():
        keys |= {employed.get(id) for id in keys if id is not None}
    found: dict[UUID, Entry] = {}
    for stop_id, keys in told.items():
        ids = frozenset(key for key in keys if key is not None)
        for entry in reading.journal(Question(ids=ids, kinds=_TOLD, most=1, steps=1)):
            found[stop_id] = entry
    return found


def _parts(reading: Reading, kind: type[Thing], field: str, home: dict[UUID, UUID]) -> dict[UUID, UUID]:
    """At which stop each part of the things in `home` is, or was before it was taken away."""
    parts = {part.id: home[getattr(part, field)] for part in reading.find(kind, **{field: list(home)})}
    gone = set(reading.hung_on(kind, field, list(home))) - parts.keys()
    for _entry, step in steps_of(reading, kind, gone):
        for facts in (step.before, step.after):
            if facts and facts.get(field) in home:
                parts.setdefault(step.id, home[facts[field]])
    return parts
