"""What a letter begun is made of, and whom it is to go to."""

from dataclasses import dataclass
from uuid import UUID

from kampanjplan.domain.contacts import Contact, Role, RoleKind
from kampanjplan.domain.profiles import Profile
from kampanjplan.domain.programme import Item, Speaker
from kampanjplan.domain.stops import Stop
from kampanjplan.services.calendar_sheets import (
    CalendarSheet,
    personal_calendar,
    stop_calendar,
    tour_calendar,
)
from kampanjplan.services.papers import Wanted
from kampanjplan.services.ports import Reading
from kampanjplan.services.profiles import seen_by
from kampanjplan.services.sheets import DaySheet, ScheduleSheet, day_sheet, schedule_sheet
from kampanjplan.wording.labels import sort_key


@dataclass(frozen=True, slots=True)
class LetterSheet:
    """What the letter is about, the calendar that goes with it, and the names and addresses of its readers.

    `about` is None where the calendar tells all: somebody's own stops.
    """

    about: ScheduleSheet | DaySheet | None
    calendar: CalendarSheet
    readers: tuple[tuple[str, str], ...]


def letter_sheet(reading: Reading, wanted: Wanted, profile: Profile) -> LetterSheet:
    """A letter of a stop, to somebody, or else of the tour, with what its readers may see.

    One for the host county goes to the hosts, one for those who take part to all of them. An internal one
    goes to nobody: who of the authorities it is for no plan says, and it must not leave them unseen.
    """
    about: ScheduleSheet | DaySheet | None = None
    if wanted.stop_id is not None:
        about, calendar = day_sheet(reading, wanted.stop), stop_calendar(reading, wanted.stop)
    elif wanted.for_id is not None:
        calendar = personal_calendar(reading, wanted.whom, wanted.tour_id)
    else:
        about, calendar = schedule_sheet(reading, wanted.tour), tour_calendar(reading, wanted.tour)
    shown = seen_by(profile, about), seen_by(profile, calendar)
    return LetterSheet(*shown, () if profile is Profile.INTERNAL else _readers(reading, wanted, profile))


def _readers(reading: Reading, wanted: Wanted, profile: Profile) -> tuple[tuple[str, str], ...]:
    """Of those who have something to do there, the ones that the letter is for, by name."""
    stops = [wanted.stop_id] if wanted.stop_id else [s.id for s in reading.find(Stop, tour_id=wanted.tour)]
    roles = reading.find(Role, stop_id=stops)
    if wanted.stop_id is None:
        roles += reading.find(Role, tour_id=wanted.tour)
    if profile is Profile.HOST and wanted.for_id is None:
        ids = {role.contact_id for role in roles if role.kind is RoleKind.HOST}
    else:
        ids = {role.contact_id for role in roles} | _speaking(reading, stops)
    found = [person for person in reading.find(Contact, id=sorted(ids)) if person.anonymised is None]
    if wanted.for_id is not None:
        found = [person for person in found if wanted.for_id in (person.id, person.organisation_id)]
    found.sort(key=lambda person: (sort_key(person.name), person.id))
    return tuple((person.name, person.email) for person in found)


def _speaking(reading: Reading, stops: list[UUID]) -> set[UUID]:
    items = [item.id for item in reading.find(Item, stop_id=stops)]
    return {one.contact_id for one in reading.find(Speaker, item_id=items) if one.contact_id is not None}
