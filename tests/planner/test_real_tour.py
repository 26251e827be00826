"""The first tour as it was: the planner pairs the towns as the people of 2017 and 2018 did."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from kampanjplan.domain.counties import COUNTIES
from kampanjplan.domain.proposals import PlannedStop, Trip, Trips
from kampanjplan.planner.access import distances
from kampanjplan.planner.evaluate import breaches, staff_km
from kampanjplan.planner.problem import Answers, Candidate, Party, Place, Problem, Theme, Weights
from kampanjplan.planner.solve import solve

HOME = {"Sundbyberg": (59.36128, 17.97114)}
SPRING_2017 = ("Malmö", "Halmstad", "Luleå", "Umeå", "Linköping", "Nyköping")
SPRING_2018 = ("Örebro", "Visby", "Jönköping", "Växjö", "Stockholm")
MONDAYS = [date(2018, 3, 5) + timedelta(weeks=n) for n in range(6)]
DAYS = tuple(monday + timedelta(days=n) for monday in MONDAYS for n in (0, 1))


def tour(towns: tuple[str, ...], longest_trip: int = 2) -> Problem:
    """One traveller from Sundbyberg, two days a week, and nothing but kilometres to think of."""
    counties = [county for county in COUNTIES if county.seat in towns]
    positions = HOME | {county.seat: (county.latitude, county.longitude) for county in counties}
    return Problem(
        points=tuple(positions), km=distances(positions), hub="Sundbyberg", days=DAYS,
        counties=tuple(Candidate(code=c.code, town=c.seat) for c in counties),
        places=tuple(Place(town=c.seat, county_code=c.code) for c in counties),
        parties=(Party(key="Kemi", home="Sundbyberg", answers=Answers(yes=DAYS)),),
        themes=(Theme(key="giftfri vardag"),), required=tuple(c.code for c in counties),
        fewest_stops=len(towns), most_stops=len(towns), longest_trip=longest_trip, rest_days=2,
        weights=Weights(staff_per_100_km=1, night=0, unanswered=0, if_need_be=0),
    )  # fmt: skip


def pairs(trips: Trips) -> set[frozenset[str]]:
    return {frozenset(stop.town for stop in trip.stops) for trip in trips}


def pairings(towns: tuple[str, ...]) -> Iterator[list[tuple[str, ...]]]:
    """All ways to go to the towns one or two at a time."""
    if not towns:
        yield []
        return
    first, *rest = towns
    for others in pairings(tuple(rest)):
        yield [(first,), *others]
    for partner in rest:
        for others in pairings(tuple(town for town in rest if town != partner)):
            yield [(first, partner), *others]


def km(problem: Problem, pairing: list[tuple[str, ...]]) -> int:
    """Of the pairing as a plan, one trip a week, by the evaluator."""
    codes = {place.town: place.county_code for place in problem.places}
    trips = tuple(
        Trip(
            tuple(PlannedStop(m + timedelta(days=n), town, codes[town]) for n, town in enumerate(towns)),
            "giftfri vardag",
        )
        for m, towns in zip(MONDAYS, pairing, strict=False)
    )
    assert not breaches(problem, trips)
    return sum(staff_km(problem, trip) for trip in trips)


def test_spring_2017_is_paired_as_it_was() -> None:
    problem = tour(SPRING_2017)
    real = [("Malmö", "Halmstad"), ("Luleå", "Umeå"), ("Linköping", "Nyköping")]
    proposal = solve(problem)
    assert pairs(proposal.trips) == {frozenset(pair) for pair in real}
    ways = sorted(km(problem, pairing) for pairing in pairings(SPRING_2017))
    assert len(ways) == 76
    assert -proposal.points == ways[0] == km(problem, real) == 3709
    assert ways[1] > ways[0]
    assert km(problem, [(town,) for town in SPRING_2017]) == 6318


def test_spring_2018_was_within_half_a_percent_of_the_best() -> None:
    problem = tour(SPRING_2018)
    real = [("Örebro",), ("Visby",), ("Jönköping", "Växjö"), ("Stockholm",)]
    ways = sorted(km(problem, pairing) for pairing in pairings(SPRING_2018))
    assert len(ways) == 26
    best = -solve(problem).points
    assert best == ways[0] == 1847
    assert km(problem, real) == 1856
    assert ways.index(1856) == 2
    assert 1856 / best - 1 < 0.005


@pytest.mark.parametrize(("longest_trip", "least"), [(1, 6318), (2, 3709), (3, 3474)])
def test_longer_trips_would_have_saved_more(longest_trip: int, least: int) -> None:
    days = tuple(monday + timedelta(days=n) for monday in MONDAYS for n in (0, 1, 2))
    assert -solve(replace(tour(SPRING_2017, longest_trip), days=days)).points == least
