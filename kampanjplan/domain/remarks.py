"""What a coordinator should see at once: clashes, unusual days and what is missing. Nothing here blocks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from itertools import combinations, pairwise
from uuid import UUID

from kampanjplan.domain.calendar import DayRemark, day_remarks
from kampanjplan.domain.programme import Item, Speaker, in_order
from kampanjplan.domain.stops import Stop, StopStatus
from kampanjplan.domain.tours import Tour


class Lack(Enum):
    """What a stop still needs before it can be printed with pride."""

    DATE = "date"
    VENUE = "venue"
    HOST = "host"
    PROGRAMME = "programme"
    SPEAKERS = "speakers"
    CONTACT = "contact"


@dataclass(frozen=True, slots=True)
class OverlapRemark:
    """Two items of one programme at the same time, for so many minutes."""

    item_id: UUID
    other_id: UUID
    minutes: int


@dataclass(frozen=True, slots=True)
class GapRemark:
    """Nothing planned for so many minutes before this item."""

    item_id: UUID
    minutes: int


@dataclass(frozen=True, slots=True)
class OutsideHoursRemark:
    """An item before the stop opens or after it closes."""

    item_id: UUID


@dataclass(frozen=True, slots=True)
class SpeakerTwiceRemark:
    """A contact speaks at two places at once, or in two counties on one day."""

    item_id: UUID
    other_item_id: UUID
    stop_id: UUID
    other_stop_id: UUID
    contact_id: UUID


@dataclass(frozen=True, slots=True)
class OutsidePeriodRemark:
    """The stop's days lie outside its tour's period."""

    stop_id: UUID


@dataclass(frozen=True, slots=True)
class SameDayRemark:
    """Two stops of one tour on one day."""

    stop_id: UUID
    other_stop_id: UUID


@dataclass(frozen=True, slots=True)
class UnusualDayRemark:
    """The stop's day is red, between days off, in a weekend or in the autumn school holiday."""

    stop_id: UUID
    day: date
    remark: DayRemark


Remark = (
    OverlapRemark
    | GapRemark
    | OutsideHoursRemark
    | SpeakerTwiceRemark
    | OutsidePeriodRemark
    | SameDayRemark
    | UnusualDayRemark
)


def programme_remarks(stop: Stop, items: Sequence[Item]) -> list[Remark]:
    """Overlaps, gaps and items outside the stop's hours, in the day's order."""
    remarks: list[Remark] = []
    ordered = in_order(items)
    for a, b in combinations(ordered, 2):
        minutes = min(a.ends, b.ends) - b.begins
        if minutes > 0:
            remarks.append(OverlapRemark(b.id, a.id, minutes))
    ends = 0
    for a, b in pairwise(ordered):
        ends = max(ends, a.ends)
        if b.begins > ends:
            remarks.append(GapRemark(b.id, b.begins - ends))
    opens = stop.starts.hour * 60 + stop.starts.minute if stop.starts else None
    closes = stop.ends.hour * 60 + stop.ends.minute if stop.ends else None
    early = {item.id for item in ordered if opens is not None and item.begins < opens}
    late = {item.id for item in ordered if closes is not None and item.ends > closes}
    return remarks + [OutsideHoursRemark(item.id) for item in ordered if item.id in early | late]


def speaker_remarks(
    stops: Iterable[Stop], items: Iterable[Item], speakers: Iterable[Speaker]
) -> list[SpeakerTwiceRemark]:
    """Every pair of items that one contact cannot be at: at once at one stop, or on one day at two."""
    stop_of = {stop.id: stop for stop in stops if stop.status is not StopStatus.CANCELLED}
    item_of = {item.id: item for item in items if item.stop_id in stop_of}
    by_contact: dict[UUID, list[Item]] = {}
    for speaker in speakers:
        if speaker.contact_id is not None and speaker.item_id in item_of:
            by_contact.setdefault(speaker.contact_id, []).append(item_of[speaker.item_id])
    remarks = []
    for contact_id, theirs in by_contact.items():
        by_day: dict[date | UUID, list[Item]] = {}  # by stop while that has no day
        for item in theirs:
            by_day.setdefault(stop_of[item.stop_id].day or item.stop_id, []).append(item)
        for same_day in by_day.values():
            for a, b in combinations(same_day, 2):
                at_once = a.stop_id == b.stop_id and min(a.ends, b.ends) > max(a.begins, b.begins)
                if at_once or a.stop_id != b.stop_id:
                    remarks.append(SpeakerTwiceRemark(a.id, b.id, a.stop_id, b.stop_id, contact_id))
    return remarks


def date_remarks(tour: Tour, stops: Iterable[Stop], *, unusual_days: bool = True) -> list[Remark]:
    """Days outside the period, two stops on one day, and, where asked, days that few can come."""
    remarks: list[Remark] = []
    standing = [stop for stop in stops if stop.status is not StopStatus.CANCELLED]
    for stop in standing:
        if stop.first_day and stop.last_day and not tour.holds(stop.first_day, stop.last_day):
            remarks.append(OutsidePeriodRemark(stop.id))
        if unusual_days and stop.day and stop.status is not StopStatus.DONE:
            remarks += [UnusualDayRemark(stop.id, stop.day, remark) for remark in day_remarks(stop.day)]
    for a, b in combinations([stop for stop in standing if stop.day], 2):
        if a.day == b.day:
            remarks += [SameDayRemark(a.id, b.id), SameDayRemark(b.id, a.id)]
    return remarks


def lacks(stop: Stop, items: Sequence[Item], speakers: Iterable[Speaker], has_contact: bool) -> list[Lack]:
    """What is missing; nothing is asked of a stop that is over or will not be."""
    if stop.status in (StopStatus.DONE, StopStatus.CANCELLED):
        return []
    spoken_at = {speaker.item_id for speaker in speakers}
    found = []
    if stop.day is None:
        found.append(Lack.DATE)
    if not stop.venue:
        found.append(Lack.VENUE)
    if stop.host_id is None:
        found.append(Lack.HOST)
    if not items:
        found.append(Lack.PROGRAMME)
    elif not any(item.id in spoken_at for item in items):
        found.append(Lack.SPEAKERS)
    if not has_contact:
        found.append(Lack.CONTACT)
    return found
