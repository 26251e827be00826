"""Either engine gives the brute force's value, with speakers' days counted and several towns a county."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from kampanjplan.domain.proposals import Proof, Trips
from kampanjplan.planner.evaluate import breaches, staff_km, worth
from kampanjplan.planner.mip import solve_programme
from kampanjplan.planner.problem import Answers, Problem
from kampanjplan.planner.solve import solve
from kampanjplan.planner.table import table_of
from tests.planner.brute import best_value
from tests.planner.cases import base_case
from tests.planner.small import problems

MANY = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))


@MANY
@given(problem=problems(caps=True))
def test_the_best_of_all_where_speakers_days_are_counted(problem: Problem) -> None:
    proposal, wanted = solve(problem), best_value(problem)
    assert proposal.proof is (Proof.NONE if wanted is None else Proof.BEST)
    if wanted is not None:
        assert proposal.points == wanted
        assert not breaches(problem, proposal.trips)


@MANY
@given(problem=problems(caps=True, towns_each=2))
def test_the_programme_alone_finds_the_best_of_all(problem: Problem) -> None:
    solved, wanted = solve_programme(problem, 60, settled=True), best_value(problem)
    assert solved.proved
    assert (solved.trips is None) == (wanted is None)
    if solved.trips is not None:
        assert worth(problem, solved.trips).total == solved.bound == wanted
        assert not breaches(problem, solved.trips)


@MANY
@given(problem=problems(towns_each=2))
def test_of_plans_as_good_the_programme_takes_the_one_that_the_table_takes(problem: Problem) -> None:
    table = table_of(problem)
    best = table.best(table.allowed())
    trips = solve_programme(problem, 60, settled=True).trips
    assert (trips is None) == (best is None)
    if trips is not None and best is not None:
        assert _rank(problem, trips) == _rank(problem, table.plan(best))


def _rank(problem: Problem, trips: Trips) -> tuple[int, int, int, list[str]]:
    """By what two plans are told apart: points, person-km, lateness, towns."""
    stops = [stop for trip in trips for stop in trip.stops]
    late = sum(problem.days.index(stop.day) for stop in stops)
    km = sum(staff_km(problem, trip) for trip in trips)
    return worth(problem, trips).total, km, late, sorted(stop.town for stop in stops)


@pytest.mark.parametrize("seed", range(3))
def test_both_engines_agree_on_a_base_case(seed: int) -> None:
    problem = base_case(seed)
    proposal, solved = solve(problem), solve_programme(problem, 60)
    assert (proposal.engine, proposal.proof, solved.proved) == ("table", Proof.BEST, True)
    assert proposal.points == solved.bound


def test_the_same_question_gets_the_same_answer() -> None:
    assert solve(base_case(4)) == solve(base_case(4))
    assert solve(base_case(4, cap=1)) == solve(base_case(4, cap=1))


def test_towns_are_taken_in_name_order_whatever_the_order_they_are_given_in() -> None:
    problem = base_case(5)
    turned = base_case(5, places=problem.places[::-1], counties=problem.counties[::-1])
    assert solve(turned).trips == solve(problem).trips


@pytest.mark.parametrize("cap", [None, 2])
def test_of_speakers_of_equal_worth_the_first_are_chosen_whatever_their_keys(cap: int | None) -> None:
    problem = base_case(1, weeks=3, most_stops=4, fewest_stops=3)
    speakers = tuple(
        replace(one, home="Solna", answers=Answers(), most_days=cap) for one in problem.speakers[:6]
    )
    keys = {one.key: f"nyckel {9 - n}" for n, one in enumerate(speakers)}
    again = tuple(replace(one, key=keys[one.key]) for one in speakers)
    crews, others = (
        [task.speaker for trip in solve(replace(problem, speakers=who)).trips for task in trip.crew]
        for who in (speakers, again)
    )
    assert crews
    assert [keys[key] for key in crews] == others
