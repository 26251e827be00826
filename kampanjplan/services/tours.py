"""Tours: made, copied, taken away, and which counties they visited."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum
from uuid import UUID, uuid4

from kampanjplan.domain.activities import Activity
from kampanjplan.domain.changes import Thing
from kampanjplan.domain.contacts import Appointment, Role
from kampanjplan.domain.counties import COUNTIES
from kampanjplan.domain.editions import Edition, EditionFile, Recipient
from kampanjplan.domain.errors import ConflictError
from kampanjplan.domain.fields import checked
from kampanjplan.domain.interests import CountyInterest, Theme
from kampanjplan.domain.planning import KeptProposal, Pin, Planning
from kampanjplan.domain.possibility import Party, StandingRule
from kampanjplan.domain.programme import Item, Speaker
from kampanjplan.domain.searches import SavedSearch
from kampanjplan.domain.stops import Stop, StopStatus
from kampanjplan.domain.tours import CountyVisit, Tour, TourStatus, Visited
from kampanjplan.services.ports import Reading, Unit

# What goes with its tour.
_OF_A_TOUR: tuple[type[Thing], ...] = (
    CountyVisit, Appointment, Role, Theme, CountyInterest, StandingRule, Party, Planning, Pin, KeptProposal,
    Edition,
)  # fmt: skip


class TourPart(Enum):
    """What of a tour's stops may come along in a copy."""

    STOPS = "stops"
    VENUES = "venues"
    PROGRAMMES = "programmes"
    SPEAKERS = "speakers"
    CONTACTS = "contacts"


@dataclass(frozen=True, slots=True)
class Duplication:
    """How a tour is copied: `shift_weeks` moves every date by whole weeks, None clears them."""

    name: str
    parts: frozenset[TourPart]
    shift_weeks: int | None = None
    follows: bool = True


def duplicate_tour(unit: Unit, tour_id: UUID, new_id: UUID, how: Duplication) -> None:
    """A new tour of the chosen parts. Statuses, holds and numbers are never copied."""
    old = unit.get(Tour, tour_id)
    shift = None if how.shift_weeks is None else timedelta(weeks=how.shift_weeks)
    new = replace(
        old,
        id=new_id,
        version=0,
        name=how.name,
        status=TourStatus.PLANNED,
        first_day=_shifted(old.first_day, shift),
        last_day=_shifted(old.last_day, shift),
        follows_id=old.id if how.follows else None,
    )
    unit.put(checked(new))
    themes = unit.find(Theme, tour_id=tour_id)  # known by the names that the copy has too
    unit.put(*(replace(theme, id=uuid4(), version=0, tour_id=new_id) for theme in themes))
    if TourPart.CONTACTS in how.parts:
        roles, named = unit.find(Role, tour_id=tour_id), unit.find(Appointment, tour_id=tour_id)
        unit.put(*(replace(role, id=uuid4(), version=0, tour_id=new_id) for role in roles))
        unit.put(*(replace(one, id=uuid4(), version=0, tour_id=new_id) for one in named))
    if TourPart.STOPS in how.parts:
        for stop in unit.find(Stop, tour_id=tour_id):
            _duplicate_stop(unit, stop, new_id, how.parts, shift)


def _duplicate_stop(
    unit: Unit, old: Stop, tour_id: UUID, parts: frozenset[TourPart], shift: timedelta | None
) -> None:
    venue = TourPart.VENUES in parts
    new = replace(
        old,
        id=uuid4(),
        version=0,
        tour_id=tour_id,
        venue=old.venue if venue else "",
        address=old.address if venue else "",
        capacity=old.capacity if venue else None,
        first_day=_shifted(old.first_day, shift),
        last_day=_shifted(old.last_day, shift),
        registration_until=_shifted(old.registration_until, shift),
        status=StopStatus.IDEA,
        hold_rank=None,
        hold_until=None,
        expected=None,
        registration_link="",
        online_link="",
    )
    unit.put(new)
    if TourPart.CONTACTS in parts:
        unit.put(
            *(replace(r, id=uuid4(), version=0, stop_id=new.id) for r in unit.find(Role, stop_id=old.id))
        )
    if TourPart.PROGRAMMES in parts:
        copy_items(unit, old.id, new.id, speakers=TourPart.SPEAKERS in parts)


def copy_items(unit: Unit, from_stop: UUID, to_stop: UUID, *, speakers: bool) -> None:
    """Puts a copy of every programme item of one stop at another."""
    for item in unit.find(Item, stop_id=from_stop):
        new = replace(item, id=uuid4(), version=0, stop_id=to_stop)
        unit.put(new)
        if speakers:
            theirs = unit.find(Speaker, item_id=item.id)
            unit.put(*(replace(s, id=uuid4(), version=0, item_id=new.id) for s in theirs))


def _shifted(day: date | None, shift: timedelta | None) -> date | None:
    return day + shift if day is not None and shift is not None else None


def delete_tour(unit: Unit, tour_id: UUID) -> None:
    """Takes away a tour with its stops; tours that follow it up stay, without that tie."""
    delete_stops(unit, [stop.id for stop in unit.find(Stop, tour_id=tour_id)])
    ids = [edition.id for edition in unit.find(Edition, tour_id=tour_id)]
    unit.remove(*unit.find(EditionFile, edition_id=ids), *unit.find(Recipient, edition_id=ids))
    for kind in _OF_A_TOUR:
        unit.remove(*unit.find(kind, tour_id=tour_id))
    unit.put(*(replace(s, tour_id=None) for s in unit.find(SavedSearch, tour_id=tour_id)))
    unit.put(*(replace(a, tour_id=None) for a in unit.find(Activity, tour_id=tour_id)))
    unit.put(*(replace(tour, follows_id=None) for tour in unit.find(Tour, follows_id=tour_id)))
    unit.remove(unit.get(Tour, tour_id))


def delete_stops(unit: Unit, ids: list[UUID]) -> None:
    """Takes away stops with their programmes and roles."""
    items = unit.find(Item, stop_id=ids)
    unit.remove(*unit.find(Speaker, item_id=[item.id for item in items]))
    unit.remove(*items)
    unit.remove(*unit.find(Role, stop_id=ids))
    unit.put(*(replace(a, stop_id=None) for a in unit.find(Activity, stop_id=ids)))
    unit.remove(*(unit.get(Stop, id) for id in ids))


def set_visited(
    unit: Unit, tour_id: UUID, county_code: str, visited: Visited, shown: Visited | None = None
) -> None:
    """Says what is known of a county that no stop tells; unknown is the same as nothing said.

    ConflictError where it is no longer what was `shown`; None asks for no such look.
    """
    said = unit.find(CountyVisit, tour_id=tour_id, county_code=county_code)
    now = said[0].visited if said else Visited.UNKNOWN
    if shown is not None and now is not shown:
        raise ConflictError(CountyVisit.__name__, tour_id)
    if visited is Visited.UNKNOWN:
        unit.remove(*said)
    elif said:
        unit.put(replace(said[0], visited=visited))
    else:
        unit.put(CountyVisit(id=uuid4(), tour_id=tour_id, county_code=county_code, visited=visited))


@dataclass(frozen=True, slots=True)
class CountyState:
    """Whether a tour visited a county, and on which day where that is known."""

    county_code: str
    visited: Visited
    day: date | None = None
    by_stop: bool = False


def county_states(reading: Reading, tour_id: UUID) -> list[CountyState]:
    """All 21 counties: yes where a stop was held, else what was said, else unknown."""
    held = {s.county_code: s for s in reading.find(Stop, tour_id=tour_id) if s.status is StopStatus.DONE}
    said = {v.county_code: v.visited for v in reading.find(CountyVisit, tour_id=tour_id)}
    return [
        CountyState(c.code, Visited.YES, held[c.code].day, by_stop=True)
        if c.code in held
        else CountyState(c.code, said.get(c.code, Visited.UNKNOWN))
        for c in COUNTIES
    ]
