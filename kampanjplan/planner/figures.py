"""What a plan reaches and takes, in figures that any two plans are compared by."""

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from kampanjplan.domain.proposals import Term, Trip, Trips
from kampanjplan.planner.evaluate import worth
from kampanjplan.planner.problem import Problem


@dataclass(frozen=True, slots=True)
class Load:
    """What a party or a speaker (`key`) gives: person-days at stops, nights away and person-km."""

    key: str
    days: int
    nights: int
    km: int


@dataclass(frozen=True, slots=True)
class Figures:
    """`reached` are participants with a stop within reach; distances are person-km, nights person-nights.

    `rides` tells how many travel how far (km) together: all from one home on one trip. `points` are
    hundredths.
    """

    points: int
    reached: int
    saved_km: int
    staff_km: int
    nights: int
    if_need_be: int
    unanswered: int
    rides: tuple[tuple[int, int], ...]
    loads: tuple[Load, ...]


def figures(problem: Problem, trips: Trips) -> Figures:
    """The figures of any plan whose names are the problem's."""
    value = worth(problem, trips)
    return Figures(
        points=value.total,
        reached=_reached(problem, trips),
        saved_km=value.amount(Term.SAVED),
        staff_km=value.amount(Term.STAFF_KM),
        nights=value.amount(Term.NIGHTS),
        if_need_be=value.amount(Term.IF_NEED_BE),
        unanswered=value.amount(Term.UNANSWERED),
        rides=tuple(ride for trip in trips for ride in _rides(problem, trip)),
        loads=_loads(problem, trips),
    )


def _reached(problem: Problem, trips: Trips) -> int:
    towns = {stop.town for trip in trips for stop in trip.stops}
    near = [
        county.participants
        for county in problem.counties
        if any(problem.distance(county.town, town) <= problem.reach_km for town in towns)
    ]
    return sum(near)


def _travellers(problem: Problem, trip: Trip) -> list[tuple[str, str, int]]:
    """(key, home, persons) of everybody on the trip."""
    found = [(party.key, party.home, party.staff) for party in problem.parties]
    crew = {task.speaker for task in trip.crew}
    return found + [(one.key, one.home, 1) for one in problem.speakers if one.key in crew]


def _round_km(problem: Problem, home: str, trip: Trip) -> int:
    way = [home, *(stop.town for stop in trip.stops), home]
    return sum(problem.distance(a, b) for a, b in pairwise(way))


def _rides(problem: Problem, trip: Trip) -> list[tuple[int, int]]:
    together: Counter[str] = Counter()
    for _key, home, persons in _travellers(problem, trip):
        together[home] += persons
    return [(_round_km(problem, home, trip), persons) for home, persons in together.items() if persons]


def _loads(problem: Problem, trips: Trips) -> tuple[Load, ...]:
    """In the order of the problem: parties first; speakers who are on no trip are left out."""
    days: Counter[str] = Counter()
    nights: Counter[str] = Counter()
    km: Counter[str] = Counter()
    for trip in trips:
        for key, home, persons in _travellers(problem, trip):
            days[key] += persons * len(trip.stops)
            nights[key] += persons * (len(trip.stops) - 1)
            km[key] += persons * _round_km(problem, home, trip)
    keys = [party.key for party in problem.parties] + [speaker.key for speaker in problem.speakers]
    return tuple(Load(key, days[key], nights[key], km[key]) for key in keys if days[key])
