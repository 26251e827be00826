"""The tour as it stands now, judged as any plan is: its stops with a day against a question.

Its towns need not be among those of the question; what they are worth is then reckoned from where they lie.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kampanjplan.domain.counties import Municipality
from kampanjplan.domain.planning import Assumed, Assumption
from kampanjplan.domain.proposals import Breach, EarlierStop, PlannedStop, Standing, Trips
from kampanjplan.domain.stops import Stop, StopStatus
from kampanjplan.domain.towns import Gazetteer, Town
from kampanjplan.planner.access import distances
from kampanjplan.planner.by_hand import crewed
from kampanjplan.planner.evaluate import breaches
from kampanjplan.planner.problem import Problem
from kampanjplan.services.ports import Reading
from kampanjplan.services.questions import Question
from kampanjplan.services.replanning import earlier_stop


@dataclass(frozen=True, slots=True)
class TourNow:
    """The stops with a day as trips, and what of the question's rules they break.

    `question` is the one asked, with the towns that it lacked; `undated` the counties of the stops without a
    day, which are left out; `sure` tells that no other theme or crew would be better.
    """

    question: Question
    trips: Trips
    breaches: tuple[Breach, ...]
    undated: tuple[str, ...]
    sure: bool


@dataclass(frozen=True, slots=True)
class StopsNow:
    """The tour's stops with a day, with those who speak there, and the counties of those without."""

    dated: tuple[EarlierStop, ...]
    undated: tuple[str, ...]


def tour_now(reading: Reading, question: Question, municipalities: Iterable[Municipality]) -> TourNow | None:
    """The question's tour as it stands now; None where no stop has a day."""
    return judged(question, stops_now(reading, question), municipalities)


def stops_now(reading: Reading, question: Question) -> StopsNow:
    """What there is to judge."""
    stops = reading.find(Stop, tour_id=question.tour.id)
    alive = sorted((s for s in stops if s.status is not StopStatus.CANCELLED), key=lambda stop: stop.order)
    dated = (earlier_stop(reading, question.problem, s, Standing.OTHER) for s in alive if s.day)
    return StopsNow(tuple(dated), tuple(dict.fromkeys(s.county_code for s in alive if not s.day)))


def judged(question: Question, now: StopsNow, municipalities: Iterable[Municipality]) -> TourNow | None:
    """The stops against the question. It may take seconds, in which nobody need be kept from the plan."""
    if not now.dated:
        return None
    towns = Gazetteer(municipalities)
    placed = [replace(was, stop=_placed(question.problem, was.stop, towns)) for was in now.dated]
    wider = _with_towns(question, [was.stop for was in placed], towns)
    found = crewed(wider.problem, [was.stop for was in placed], _named(placed))
    return TourNow(wider, found.trips, breaches(wider.problem, found.trips), now.undated, found.sure)


def _named(stops: Iterable[EarlierStop]) -> Mapping[PlannedStop, frozenset[str]]:
    named: defaultdict[PlannedStop, frozenset[str]] = defaultdict(frozenset)
    for was in stops:
        named[was.stop] |= frozenset(was.speakers)
    return named


def _placed(problem: Problem, stop: PlannedStop, towns: Gazetteer) -> PlannedStop:
    """The stop in the town by the name that it is known by."""
    found = None if stop.town in problem.points else towns.find(stop.town)
    return replace(stop, town=found.name if found else stop.town.strip())


def _with_towns(question: Question, stops: Sequence[PlannedStop], towns: Gazetteer) -> Question:
    """The question with those of the stops' towns that it lacks; one that is unknown lies at the seat."""
    problem = question.problem
    seats = {county.code: county.town for county in problem.counties}
    new = {stop.town: seats[stop.county_code] for stop in stops if stop.town not in problem.points}
    if not new:
        return question
    points = (*problem.points, *new)
    found = {name: town for name in points if (town := towns.find(name))}
    ways, order = distances({name: _position(town) for name, town in found.items()}), list(found)
    at = {name: n for n, name in enumerate(order)}

    def way(one: str, other: str) -> int:
        if {one, other} & new.keys() and {one, other} <= found.keys():
            return ways[at[one]][at[other]]
        return problem.distance(new.get(one, one), new.get(other, other))

    km = tuple(tuple(way(one, other) for other in points) for one in points)
    unknown = tuple(sorted(new.keys() - found.keys()))
    more = (Assumption(Assumed.UNKNOWN_TOWN, unknown),) if unknown else ()
    return replace(
        question,
        problem=replace(problem, points=points, km=km),
        assumptions=(*question.assumptions, *more),
    )


def _position(town: Town) -> tuple[float, float]:
    return town.latitude, town.longitude
