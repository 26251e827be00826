"""The contact log: what was said is kept, next steps are done or put off, and nobody is forgotten."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from kampanjplan.domain.activities import (
    Activity,
    Due,
    due,
    is_quiet,
)
from kampanjplan.domain.changes import Thing
from kampanjplan.domain.contacts import Appointment, Contact, Role, RoleKind
from kampanjplan.domain.fields import checked
from kampanjplan.domain.organisations import Organisation
from kampanjplan.domain.programme import Item, Speaker
from kampanjplan.domain.stops import Stop, StopStatus
from kampanjplan.domain.tours import Tour, TourStatus
from kampanjplan.services.overview import tours_in_order
from kampanjplan.services.ports import Reading, Unit
from kampanjplan.services.rules import rules_of


def log_activity(unit: Unit, activity: Activity) -> None:
    """Keeps a new one. Where it names no organisation it gets that of its contacts, if they share one."""
    if activity.organisation_id is None and activity.contact_ids:
        bodies = {unit.get(Contact, id).organisation_id for id in activity.contact_ids}
        if len(bodies) == 1:
            activity = replace(activity, organisation_id=bodies.pop())
    unit.put(checked(activity))


def finish_next_step(unit: Unit, id: UUID, day: date, note: str = "") -> None:
    """The next step was done that day; the note tells how it went."""
    unit.put(checked(replace(unit.get(Activity, id), next_done=day, next_note=note)))


def snooze_next_step(unit: Unit, id: UUID, day: date) -> None:
    """The next step waits until another day."""
    unit.put(replace(unit.get(Activity, id), next_day=day))


def delete_activities(unit: Unit, ids: Sequence[UUID]) -> None:
    """Takes lines out of the log."""
    unit.remove(*(unit.get(Activity, id) for id in ids))


def timeline(reading: Reading, kind: type[Thing], id: UUID) -> list[Activity]:
    """All that was logged with a contact or an organisation, or about a stop or a tour, newest first.

    An organisation's is also what was logged with those who are there now, a tour's that of its stops.
    """
    if kind is Contact:
        found = reading.find(Activity, contact_ids=[id])
    elif kind is Organisation:
        people = [contact.id for contact in reading.find(Contact, organisation_id=id)]
        found = reading.find(Activity, organisation_id=id) + reading.find(Activity, contact_ids=people)
    elif kind is Stop:
        found = reading.find(Activity, stop_id=id)
    else:
        stops = [stop.id for stop in reading.find(Stop, tour_id=id)]
        found = reading.find(Activity, tour_id=id) + reading.find(Activity, stop_id=stops)
    return newest_first({activity.id: activity for activity in found}.values())


def newest_first(activities: Iterable[Activity]) -> list[Activity]:
    """Sorted by day and time of day; the last logged of a moment cannot be told, so the key decides."""
    return sorted(activities, key=lambda a: (a.order, a.id), reverse=True)


def last_contact(reading: Reading, today: date) -> dict[UUID, date]:
    """The last day of contact of any kind with each contact, up to today."""
    return {id: day for id, (day, _line) in reading.last_contacts(today).items()}


@dataclass(frozen=True, slots=True)
class FollowUp:
    """An open next step, or somebody not heard for long: then `activity` is the last with them, if any.

    `due` is None for the latter; `days` is how long ago the last contact was, or since when they are known
    where there was none, or how late a step is.
    """

    activity: Activity | None
    due: Due | None
    who: str
    about: Stop | Tour | None
    days: int
    thing_id: UUID  # the activity's key, or that of who was not heard


_ORDER = {Due.OVERDUE: 0, Due.TODAY: 1, Due.WEEK: 2, Due.UNDATED: 3, Due.LATER: 4, None: 5}


def follow_ups(reading: Reading, today: date, *, later: bool = False) -> list[FollowUp]:
    """Next steps that are late, for today, for this week or without a day; then who was not heard for long.

    With `later` also the steps of later weeks. Somebody with an open next step is not told of again as not
    heard. Who was never heard counts from the day when they became known, if they have anything to do in a
    tour that is planned or goes on.
    """
    waiting = reading.find(Activity, id=reading.open_steps())
    people = {contact.id: contact for contact in reading.find(Contact)}
    bodies = {body.id: body for body in reading.find(Organisation)}
    found = _open_steps(reading, waiting, people, bodies, today)
    found = [step for step in found if later or step.due is not Due.LATER]
    found += _not_heard(reading, waiting, people, bodies, today)
    found += _never_heard(reading, waiting, people, bodies, today)
    return sorted(found, key=lambda f: (_ORDER[f.due], -f.days, f.who.casefold(), f.thing_id))


def _open_steps(
    reading: Reading,
    activities: list[Activity],
    people: dict[UUID, Contact],
    bodies: dict[UUID, Organisation],
    today: date,
) -> list[FollowUp]:
    waiting = [(a, when) for a in activities if (when := due(a, today)) is not None]
    stops = {s.id: s for s in reading.find(Stop, id=[a.stop_id for a, _ in waiting if a.stop_id])}
    tours = {t.id: t for t in reading.find(Tour, id=[a.tour_id for a, _ in waiting if a.tour_id])}
    found = []
    for activity, when in waiting:
        about: Stop | Tour | None = stops.get(activity.stop_id) if activity.stop_id else None
        if about is None and activity.tour_id:
            about = tours.get(activity.tour_id)
        late = (today - (activity.next_day or activity.day)).days
        found.append(FollowUp(activity, when, who(activity, people, bodies), about, late, activity.id))
    return found


def _not_heard(
    reading: Reading,
    waiting: list[Activity],
    people: dict[UUID, Contact],
    bodies: dict[UUID, Organisation],
    today: date,
) -> list[FollowUp]:
    """Contacts, and bodies that were only ever met as such, whose last contact is too long ago."""
    last = reading.last_contacts(today)
    rules = rules_of(reading)
    waited_for = {id for a in waiting for id in (*a.contact_ids, a.organisation_id)}
    heard = {body: day for body in bodies if (day := last.get(body, (None, None))[0]) is not None}
    for contact in people.values():
        body_id = contact.organisation_id
        if body_id in heard and contact.id in last:
            heard[body_id] = max(heard[body_id], last[contact.id][0])
    quiet: dict[UUID, tuple[date, str]] = {}
    for id, (day, _line) in last.items():
        contact_, body = people.get(id), bodies.get(id)
        if contact_ is not None:
            body, name = bodies.get(contact_.organisation_id or id), contact_.name
        elif body is not None:
            day, name = heard[id], body.short
        else:
            continue
        if id not in waited_for and is_quiet(day, rules.quiet_days(body.kind if body else None), today):
            quiet[id] = day, name
    lines = {a.id: a for a in reading.find(Activity, id=list({last[id][1] for id in quiet}))}
    return [
        FollowUp(lines[last[id][1]], None, name, None, (today - day).days, id)
        for id, (day, name) in quiet.items()
    ]


def _never_heard(
    reading: Reading,
    waiting: list[Activity],
    people: dict[UUID, Contact],
    bodies: dict[UUID, Organisation],
    today: date,
) -> list[FollowUp]:
    """Contacts with anything to do in a tour that is to come, with whom nothing was ever logged."""
    live = [t.id for t in reading.find(Tour) if t.status in (TourStatus.PLANNED, TourStatus.ONGOING)]
    stops = [s.id for s in reading.find(Stop, tour_id=live) if s.status is not StopStatus.CANCELLED]
    busy = {role.contact_id for role in reading.find(Role, tour_id=live) + reading.find(Role, stop_id=stops)}
    busy |= {one.contact_id for one in reading.find(Appointment, tour_id=live)}
    items = [item.id for item in reading.find(Item, stop_id=stops)]
    busy |= {speaker.contact_id for speaker in reading.find(Speaker, item_id=items) if speaker.contact_id}
    busy -= reading.last_contacts(today).keys()
    busy -= {id for activity in waiting for id in activity.contact_ids}
    rules = rules_of(reading)
    found = []
    for contact in (people[id] for id in busy if id in people):
        body = bodies.get(contact.organisation_id) if contact.organisation_id else None
        since = contact.collected
        if since and is_quiet(since, rules.quiet_days(body.kind if body else None), today):
            found.append(FollowUp(None, None, contact.name, None, (today - since).days, contact.id))
    return found


def who(activity: Activity, people: dict[UUID, Contact], bodies: dict[UUID, Organisation]) -> str:
    """The names of those it was with, or of the organisation where it was nobody in particular."""
    names = [people[id].name for id in activity.contact_ids if id in people]
    if not names and activity.organisation_id in bodies:
        names = [bodies[activity.organisation_id].short]
    return "; ".join(names)


def timeline_with_names(
    reading: Reading, kind: type[Thing], id: UUID
) -> tuple[list[Activity], dict[UUID, str]]:
    """The timeline, and for each of its lines whom it was with."""
    lines = timeline(reading, kind, id)
    wanted = {key for line in lines for key in line.contact_ids}
    people = {contact.id: contact for contact in reading.find(Contact, id=sorted(wanted))}
    bodies = {body.id: body for body in reading.find(Organisation)}
    return lines, {line.id: who(line, people, bodies) for line in lines}


def stops_to_choose(reading: Reading) -> list[tuple[Tour, list[Stop]]]:
    """All tours, the newest first, each with its stops in the order of time."""
    stops = sorted(reading.find(Stop), key=lambda stop: stop.order)
    return [(tour, [s for s in stops if s.tour_id == tour.id]) for tour in tours_in_order(reading)]


def guess_at_stop(reading: Reading, stop_id: UUID | None) -> dict[str, Any]:
    """What is likely of a contact that is logged while a stop is looked at: its host, where there is one."""
    for stop in reading.find(Stop, id=stop_id) if stop_id else ():
        roles = reading.find(Role, stop_id=stop.id)
        hosts = {role.contact_id for role in roles if role.kind is RoleKind.HOST}
        guess: dict[str, Any] = {"stop_id": stop.id, "tour_id": stop.tour_id}
        return guess | ({"contact_ids": tuple(hosts)} if len(hosts) == 1 else {})
    return {}


def guess_with(reading: Reading, contact_ids: Sequence[UUID], tour_id: UUID | None) -> dict[str, Any]:
    """What is likely of a contact with these: about the one stop of the tour where all their roles are."""
    guess: dict[str, Any] = {"contact_ids": tuple(contact_ids)}
    roles = reading.find(Role, contact_id=list(contact_ids))
    stops = reading.find(Stop, id=list({role.stop_id for role in roles}), tour_id=tour_id) if tour_id else []
    return guess | ({"stop_id": stops[0].id, "tour_id": tour_id} if len(stops) == 1 else {})
