"""Proposals kept, and taken into the plan as stops."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum
from typing import Any
from uuid import UUID, uuid4

from kampanjplan.domain.fields import checked
from kampanjplan.domain.organisations import Organisation, board_id
from kampanjplan.domain.planning import KeptProposal
from kampanjplan.domain.proposals import PlannedStop
from kampanjplan.domain.stops import Stop, StopStatus
from kampanjplan.domain.tours import Tour
from kampanjplan.services.ports import Reading, Unit


class Fate(Enum):
    """What taking a planned stop does."""

    NEW = "new"  # a stop is made
    DATED = "dated"  # an idea without a day gets it
    THERE = "there"  # it is there on that day already
    ELSEWHERE = "elsewhere"  # it stands otherwise in the plan, which is left as it is


@dataclass(frozen=True, slots=True)
class Taking:
    """A planned stop, what taking it does, and the stop that is there for the county, if any."""

    planned: PlannedStop
    fate: Fate
    stop: Stop | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """A question with its answer, both as JSON, and why the proposal was chosen."""

    question: str
    answer: str
    reason: str = ""


def takings(reading: Reading, tour_id: UUID, planned: Iterable[PlannedStop]) -> tuple[Taking, ...]:
    """What taking these stops would do, in the order of days."""
    stops = [s for s in reading.find(Stop, tour_id=tour_id) if s.status is not StopStatus.CANCELLED]
    return tuple(
        _taking(one, [s for s in stops if s.county_code == one.county_code]) for one in sorted(planned)
    )


def _taking(planned: PlannedStop, theirs: list[Stop]) -> Taking:
    there = next((stop for stop in theirs if stop.day == planned.day), None)
    if there:
        return Taking(planned, Fate.THERE, there)
    open_idea = next(
        (stop for stop in sorted(theirs, key=lambda s: s.order) if _may_move(stop, planned)), None
    )
    if open_idea:
        return Taking(planned, Fate.DATED, open_idea)
    return Taking(planned, Fate.ELSEWHERE, theirs[0]) if theirs else Taking(planned, Fate.NEW)


def _may_move(stop: Stop, planned: PlannedStop) -> bool:
    """Whether it is an idea without a day, and not held to another town by its venue."""
    same_town = stop.town in ("", planned.town) or not stop.venue
    return stop.status is StopStatus.IDEA and stop.day is None and same_town


def take_stops(unit: Unit, tour_id: UUID, planned: Sequence[PlannedStop]) -> None:
    """Makes stops of these, as ideas with town and day; a county's idea without a day gets the day."""
    unit.get(Tour, tour_id)
    for taking in takings(unit, tour_id, planned):
        one = taking.planned
        dated: dict[str, Any] = {"town": one.town, "first_day": one.day, "last_day": one.day}
        if taking.fate is Fate.NEW:
            host = unit.find(Organisation, id=board_id(one.county_code))
            stop = Stop(
                id=uuid4(), tour_id=tour_id, county_code=one.county_code, host_id=host[0].id if host else None
            )
            unit.put(checked(replace(stop, **dated)))
        elif taking.fate is Fate.DATED:
            assert taking.stop is not None
            unit.put(checked(replace(taking.stop, **dated)))


def take_proposal(
    unit: Unit, tour_id: UUID, planned: Sequence[PlannedStop], kept: Kept | UUID, now: datetime
) -> None:
    """As `take_stops`, of a whole proposal, which is kept with its question, or is kept by that key."""
    take_stops(unit, tour_id, planned)
    if isinstance(kept, Kept):
        kept = _keep(unit, tour_id, kept, now)
    unit.put(replace(unit.get(KeptProposal, kept), taken_on=now.date()))


def keep_proposal(unit: Unit, tour_id: UUID, kept: Kept, now: datetime) -> None:
    """Keeps a proposal as it was shown, with the question that it answered."""
    unit.get(Tour, tour_id)
    _keep(unit, tour_id, kept, now)


def _keep(unit: Unit, tour_id: UUID, kept: Kept, now: datetime) -> UUID:
    new = KeptProposal(
        id=uuid4(),
        tour_id=tour_id,
        day=now.date(),
        at=now.time().replace(microsecond=0),
        question=kept.question,
        answer=kept.answer,
        reason=kept.reason,
    )
    unit.put(checked(new))
    return new.id


def kept_proposals(reading: Reading, tour_id: UUID) -> list[KeptProposal]:
    """The tour's kept proposals, the newest first."""
    return sorted(reading.find(KeptProposal, tour_id=tour_id), key=lambda k: (k.day, k.at), reverse=True)


def delete_proposals(unit: Unit, ids: Iterable[UUID]) -> None:
    """Takes away kept proposals; the stops that were made of them stay."""
    unit.remove(*(unit.get(KeptProposal, id) for id in ids))
