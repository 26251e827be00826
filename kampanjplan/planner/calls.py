"""What a plan made anew changes, stop by stop, and whom to call for it."""

from collections.abc import Iterator

from kampanjplan.domain.proposals import (
    Call,
    Callee,
    Change,
    EarlierStop,
    PlannedStop,
    Standing,
    StopChange,
    Trips,
)
from kampanjplan.planner.problem import Problem

Stops = set[PlannedStop]


def changes(earlier: tuple[EarlierStop, ...], trips: Trips) -> tuple[StopChange, ...]:
    """What becomes of each earlier stop, in the order of their days, and then what is new."""
    now = {stop.county_code: stop for trip in trips for stop in trip.stops}
    found = [_change(was, now.get(was.stop.county_code)) for was in sorted(earlier, key=lambda e: e.stop)]
    known = {was.stop.county_code for was in earlier}
    new = sorted(stop for code, stop in now.items() if code not in known)
    return (*found, *(StopChange(Change.NEW, None, stop) for stop in new))


def _change(was: EarlierStop, now: PlannedStop | None) -> StopChange:
    if now is None:
        return StopChange(Change.DROPPED, was, None)
    return StopChange(Change.KEPT if now == was.stop else Change.MOVED, was, now)


def calls(problem: Problem, earlier: tuple[EarlierStop, ...], trips: Trips) -> tuple[Call, ...]:
    """Whom to call: counties, then parties, then speakers; a stop that was an idea only is told to nobody."""
    before = {was.stop for was in earlier if was.standing is not Standing.OTHER}
    now = {stop for trip in trips for stop in trip.stops}
    found = list(_counties(before, now))
    for party in problem.parties:
        found += _call(Callee.PARTY, party.key, before, now)
    engaged = [was for was in earlier if was.standing is not Standing.OTHER]
    speakers = {task.speaker for trip in trips for task in trip.crew}
    speakers.update(name for was in engaged for name in was.speakers)
    for name in sorted(speakers):
        had = {was.stop for was in engaged if name in was.speakers}
        has = {stop for trip in trips if name in {t.speaker for t in trip.crew} for stop in trip.stops}
        found += _call(Callee.SPEAKER, name, had, has)
    return tuple(found)


def _counties(before: Stops, now: Stops) -> Iterator[Call]:
    for code in sorted({stop.county_code for stop in before | now}):
        had, has = ({stop for stop in stops if stop.county_code == code} for stops in (before, now))
        yield from _call(Callee.COUNTY, code, had, has)


def _call(callee: Callee, subject: str, had: Stops, has: Stops) -> Iterator[Call]:
    if had != has:
        yield Call(callee, subject, tuple(sorted(had - has)), tuple(sorted(has - had)))
