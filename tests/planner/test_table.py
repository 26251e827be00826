"""The table's best plan is the brute force's, and the evaluator agrees."""

from hypothesis import HealthCheck, given, settings

from kampanjplan.planner.evaluate import breaches, staff_km, worth
from kampanjplan.planner.problem import Problem
from kampanjplan.planner.table import fits, table_of
from tests.planner.brute import best_value
from tests.planner.small import problems


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(problem=problems())
def test_the_best_of_all(problem: Problem) -> None:
    assert fits(problem)
    table = table_of(problem)
    best = table.best(table.allowed())
    wanted = best_value(problem)
    if best is None:
        assert wanted is None
        return
    plan = table.plan(best)
    assert not breaches(problem, plan)
    assert worth(problem, plan).total == table.points(best) == wanted
    km = sum(staff_km(problem, trip) for trip in plan)
    assert table.ground.scale.staff_km(int(table.values[best])) == km
