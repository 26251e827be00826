"""What the start page and the lists say of tours: states, what is missing, what clashes, what comes next."""

from dataclasses import dataclass
from datetime import date
from enum import Enum
from uuid import UUID

from kampanjplan.domain.contacts import Role
from kampanjplan.domain.programme import Item, Speaker, in_order
from kampanjplan.domain.remarks import Lack, Remark, date_remarks, lacks, programme_remarks, speaker_remarks
from kampanjplan.domain.stops import Stop, StopStatus
from kampanjplan.domain.tours import Tour
from kampanjplan.services.ports import Reading


@dataclass(frozen=True, slots=True)
class StopState:
    """A stop with what is missing and what to look at."""

    stop: Stop
    lacks: tuple[Lack, ...]
    remarks: tuple[Remark, ...]
    items: tuple[Item, ...]


class DateKind(Enum):
    STOP = "stop"
    HOLD = "hold"
    REGISTRATION = "registration"


@dataclass(frozen=True, slots=True)
class NextDate:
    """A day to keep in mind, today or later."""

    day: date
    kind: DateKind
    stop: Stop


def tours_in_order(reading: Reading) -> list[Tour]:
    """The newest first; those without a period before them."""
    return sorted(reading.find(Tour), key=lambda t: (t.first_day or date.max, t.name), reverse=True)


def stop_states(reading: Reading, tour_id: UUID, *, unusual_days: bool = True) -> list[StopState]:
    """The tour's stops in the order of time. Speakers are compared over all tours of the plan.

    Without `unusual_days` red days are not looked up, which is slow the first time.
    """
    tour = reading.get(Tour, tour_id)
    all_stops = reading.find(Stop)
    all_items = reading.find(Item)
    speakers = reading.find(Speaker)
    stops = sorted((s for s in all_stops if s.tour_id == tour_id), key=lambda s: s.order)
    by_stop: dict[UUID, list[Item]] = {stop.id: [] for stop in all_stops}
    for item in all_items:
        by_stop[item.stop_id].append(item)
    with_contact = {role.stop_id for role in reading.find(Role)}
    twice = speaker_remarks(all_stops, all_items, speakers)
    dates = date_remarks(tour, stops, unusual_days=unusual_days)
    states = []
    for stop in stops:
        items = in_order(by_stop[stop.id])
        remarks: list[Remark] = [r for r in dates if getattr(r, "stop_id", None) == stop.id]
        remarks += programme_remarks(stop, items)
        remarks += [r for r in twice if stop.id in (r.stop_id, r.other_stop_id)]
        missing = lacks(stop, items, speakers, stop.id in with_contact)
        states.append(StopState(stop, tuple(missing), tuple(remarks), tuple(items)))
    return states


def next_dates(reading: Reading, tour_id: UUID, today: date) -> list[NextDate]:
    """What is to happen from today on, soonest first."""
    found = []
    for stop in reading.find(Stop, tour_id=tour_id):
        if stop.status in (StopStatus.CANCELLED, StopStatus.DONE):
            continue
        if stop.day:
            found.append(NextDate(stop.day, DateKind.STOP, stop))
        if stop.status is StopStatus.HOLD and stop.hold_until:
            found.append(NextDate(stop.hold_until, DateKind.HOLD, stop))
        if stop.registration_until:
            found.append(NextDate(stop.registration_until, DateKind.REGISTRATION, stop))
    return sorted((d for d in found if d.day >= today), key=lambda d: (d.day, d.kind.value))
