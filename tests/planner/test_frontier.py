"""Reach against travel where speakers' days are counted: as by trying all, and as looked up if none binds."""

import pytest
from hypothesis import HealthCheck, assume, given, settings

from kampanjplan.domain.proposals import Alternative
from kampanjplan.planner import frontier
from kampanjplan.planner.anew import Clock
from kampanjplan.planner.evaluate import breaches, staff_km, worth
from kampanjplan.planner.explain import frontier as table_frontier
from kampanjplan.planner.frontier import counted_frontier
from kampanjplan.planner.problem import Problem
from kampanjplan.planner.table import table_of
from tests.planner.brute import best_plans
from tests.planner.cases import base_case
from tests.planner.small import problems

MANY = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


def told(found: tuple[Alternative, ...]) -> list[tuple[int, int]]:
    return [(one.staff_km, one.points) for one in found]


@MANY
@given(problem=problems(caps=True, towns_each=2))
def test_it_is_what_trying_all_gives(problem: Problem) -> None:
    table = table_of(problem)
    assume(table.ground.scale.km)  # else nobody travels
    found = counted_frontier(problem, table)
    price, most, wanted = problem.weights.staff_per_100_km, None, []
    for points, km in sorted(best_plans(problem).values(), key=lambda one: (one[1], -one[0])):
        if most is None or points + price * km > most:
            most = points + price * km
            wanted.append((km, points))
    assert told(found) == wanted
    for one in found:
        assert not breaches(problem, one.trips)
        assert worth(problem, one.trips).total == one.points
        assert sum(staff_km(problem, trip) for trip in one.trips) == one.staff_km


@MANY
@given(problem=problems(towns_each=2))
def test_solving_each_choice_gives_what_the_table_looks_up(problem: Problem) -> None:
    table = table_of(problem)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(frontier, "overworked", lambda _problem, _trips: True)
        solved = counted_frontier(problem, table)
    looked_up = table_frontier(table)
    assert told(solved) == told(looked_up)
    assert [set(one.county_codes) for one in solved] == [set(one.county_codes) for one in looked_up]


def test_where_no_days_bind_a_base_case_gives_what_the_table_looks_up() -> None:
    problem = base_case(0)
    table = table_of(problem)
    assert counted_frontier(problem, table) == table_frontier(table)


def test_what_was_not_solved_in_time_is_told_of() -> None:
    problem = base_case(1, cap=1, weeks=5, open_share=0.5)
    clock = Clock(ends=0)
    found = counted_frontier(problem, table_of(problem), clock)
    assert clock.late
    assert not [one for one in found if breaches(problem, one.trips)]
