"""The figures of a plan, recounted here from the problem by hand."""

from itertools import pairwise

from kampanjplan.domain.proposals import Term
from kampanjplan.planner.evaluate import worth
from kampanjplan.planner.figures import figures
from kampanjplan.planner.solve import solve
from tests.planner.cases import base_case


def test_figures_recount_from_the_problem() -> None:
    problem = base_case(3)
    trips = solve(problem).trips
    found = figures(problem, trips)
    towns = [stop.town for trip in trips for stop in trip.stops]
    near = [
        c.participants
        for c in problem.counties
        if min(problem.distance(c.town, t) for t in towns) <= problem.reach_km
    ]
    assert found.reached == sum(near) > 0
    value = worth(problem, trips)
    assert (found.points, found.saved_km) == (value.total, value.amount(Term.SAVED))
    assert found.unanswered == value.amount(Term.UNANSWERED)
    assert sum(km * persons for km, persons in found.rides) == found.staff_km == value.amount(Term.STAFF_KM)
    assert sum(load.km for load in found.loads) == found.staff_km
    assert sum(load.nights for load in found.loads) == found.nights == value.amount(Term.NIGHTS)
    (kemi,) = (load for load in found.loads if load.key == "Kemi")
    km = sum(
        problem.distance(a, b)
        for trip in trips
        for a, b in pairwise(["Sundbyberg", *(stop.town for stop in trip.stops), "Sundbyberg"])
    )
    assert (kemi.days, kemi.nights, kemi.km) == (len(towns), len(towns) - len(trips), km)
    speakers = {task.speaker for trip in trips for task in trip.crew}
    assert {load.key for load in found.loads} == {"Kemi", "UHM", *speakers}


def test_no_trips_reach_and_take_nothing() -> None:
    found = figures(base_case(3), ())
    assert (found.points, found.reached, found.staff_km, found.rides, found.loads) == (0, 0, 0, (), ())
