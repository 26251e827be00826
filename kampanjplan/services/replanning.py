"""Planning anew: what stood before, what is refused, and what the new plan does to the stops."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from kampanjplan.domain.answers import Answer
from kampanjplan.domain.counties import county
from kampanjplan.domain.errors import EmptyError
from kampanjplan.domain.fields import checked
from kampanjplan.domain.possibility import Whose
from kampanjplan.domain.programme import Item, Speaker
from kampanjplan.domain.proposals import Change, EarlierStop, PlannedStop, Standing, StopChange
from kampanjplan.domain.stops import Stop, StopStatus
from kampanjplan.planner.problem import Problem
from kampanjplan.services.ports import Reading, Unit
from kampanjplan.services.possibility import Said, answer_days
from kampanjplan.services.proposals import Kept, take_proposal

_STANDING = {
    StopStatus.CONFIRMED: Standing.CONFIRMED,
    StopStatus.DONE: Standing.CONFIRMED,
    StopStatus.HOLD: Standing.ON_HOLD,
}


def refuse_day(unit: Unit, stop_id: UUID, on: date) -> None:
    """The county says no to the stop's day: that is kept as its answer, and the stop is an idea again."""
    stop = unit.get(Stop, stop_id)
    if stop.day is None:
        raise EmptyError("first_day")
    answer_days(unit, [Said(Whose(county_code=stop.county_code), stop.day, stop.day, Answer.NO)], None, on)
    unit.put(checked(replace(stop, status=StopStatus.IDEA, hold_rank=None, hold_until=None)))


def cancel_stop(unit: Unit, stop_id: UUID) -> None:
    """The stop will not be."""
    stop = unit.get(Stop, stop_id)
    unit.put(checked(replace(stop, status=StopStatus.CANCELLED, hold_rank=None, hold_until=None)))


def earlier_of(
    reading: Reading, tour_id: UUID, problem: Problem, refused: Stop | None = None
) -> tuple[EarlierStop, ...]:
    """The tour's stops with a day as they stood, by day. `refused` is the refused one as it was before.

    It is on hold at most, as it must change. Of a county with several the most settled counts.
    """
    gone = refused.id if refused else None
    stops = [stop for stop in reading.find(Stop, tour_id=tour_id) if stop.id != gone and stop.day]
    firm = (StopStatus.DONE, StopStatus.CONFIRMED, StopStatus.HOLD, StopStatus.ASKED, StopStatus.IDEA)
    alive = sorted((s for s in stops if s.status in firm), key=lambda s: (firm.index(s.status), s.order))
    found: dict[str, EarlierStop] = {}
    if refused and refused.day:
        standing = Standing.OTHER if refused.status is StopStatus.IDEA else Standing.ON_HOLD
        found[refused.county_code] = earlier_stop(reading, problem, refused, standing)
    for stop in alive:
        standing = _STANDING.get(stop.status, Standing.OTHER)
        found.setdefault(stop.county_code, earlier_stop(reading, problem, stop, standing))
    return tuple(sorted(found.values(), key=lambda was: was.stop))


def earlier_stop(reading: Reading, problem: Problem, stop: Stop, standing: Standing) -> EarlierStop:
    """The stop, which has a day, as the problem knows it, with those who speak in its programme."""
    assert stop.day is not None
    planned = PlannedStop(stop.day, _town(problem, stop), stop.county_code)
    items = [item.id for item in reading.find(Item, stop_id=stop.id)]
    voices = reading.find(Speaker, item_id=items) if items else []
    keys = {str(voice.contact_id) for voice in voices if voice.contact_id}
    return EarlierStop(planned, standing, tuple(sorted(keys & {one.key for one in problem.speakers})))


def _town(problem: Problem, stop: Stop) -> str:
    """The town as the problem knows it."""
    towns = [place.town for place in problem.places if place.county_code == stop.county_code]
    seat = county(stop.county_code).seat
    named = stop.town or (seat if seat in towns or not towns else towns[0])
    same = (town for town in towns if town.casefold() == named.strip().casefold())
    return next(same, towns[0] if towns and _is_settled(stop) else named)


def _is_settled(stop: Stop) -> bool:
    """Whether nothing moves the stop."""
    return _STANDING.get(stop.status) is Standing.CONFIRMED


def asked_anew(problem: Problem, refused: Stop | None, *, cancelled: bool) -> Problem:
    """The problem without the county of a stop that is cancelled, unless something else wants it in."""
    if refused is None or not cancelled:
        return problem
    code = refused.county_code
    wanted = {place.county_code for place in problem.places if place.town in {p.town for p in problem.pins}}
    if code in wanted or code in problem.required:
        return problem
    return replace(problem, forbidden=tuple(sorted({*problem.forbidden, code})))


def take_replan(
    unit: Unit, tour_id: UUID, changes: Sequence[StopChange], kept: Kept | UUID, now: datetime
) -> None:
    """Does to the stops what the new plan says: moved ones are ideas on their new day, new ones are made.

    Of what is dropped an idea loses its day, and what others were asked about is cancelled. The plan is kept
    with its list of calls, or is kept by that key already.
    """
    for change in changes:
        if change.was is not None:
            _change_stop(unit, tour_id, change)
    new = [c.now for c in changes if c.change is Change.NEW and c.now]
    take_proposal(unit, tour_id, new, kept, now)


def _change_stop(unit: Unit, tour_id: UUID, change: StopChange) -> None:
    assert change.was is not None
    was, now = change.was.stop, change.now
    stop = _that(unit.find(Stop, tour_id=tour_id, county_code=was.county_code), was.day)
    if stop is None or change.change is Change.KEPT or _is_settled(stop):
        return  # one that was settled since the plan was made stays where it is
    free = replace(stop, hold_rank=None, hold_until=None)
    if now is not None:
        moved = replace(free, status=StopStatus.IDEA, town=now.town, first_day=now.day, last_day=now.day)
        unit.put(checked(moved))
    elif stop.status is StopStatus.IDEA:
        unit.put(checked(replace(free, first_day=None, last_day=None)))
    else:
        unit.put(checked(replace(free, status=StopStatus.CANCELLED)))


def _that(stops: Iterable[Stop], day: date) -> Stop | None:
    """The stop of that day, rather one that is not cancelled."""
    there = sorted((s for s in stops if s.day == day), key=lambda s: s.status is StopStatus.CANCELLED)
    return there[0] if there else None
