"""The engine's value of base cases is CP-SAT's, which states the whole problem in another way."""

import pytest
from hypothesis import HealthCheck, assume, given, settings

from kampanjplan.domain.proposals import Proof
from kampanjplan.planner.problem import Problem
from kampanjplan.planner.solve import solve
from tests.planner.brute import best_value
from tests.planner.cases import base_case
from tests.planner.small import problems

pytest.importorskip(
    "ortools.sat.python.cp_model", reason="OR-TOOLS IS NOT HERE: nothing checks the base cases"
)
from tests.planner.circuit import Circuit


def check(problem: Problem) -> None:
    proposal = solve(problem)
    value, bound, proved = Circuit(problem).solve()
    assert proved
    assert proposal.proof is (Proof.NONE if value is None else Proof.BEST)
    assert value is None or (proposal.points == value == bound)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(problem=problems(caps=True, towns_each=2))
def test_the_check_itself_finds_the_best_of_all(problem: Problem) -> None:
    assume(problem.fewest_stops > 0)
    value, _bound, proved = Circuit(problem).solve()
    assert proved
    assert value == best_value(problem)


@pytest.mark.parametrize(("seed", "cap"), [(1, None), (3, 2)])
def test_a_short_base_case(seed: int, cap: int | None) -> None:
    check(base_case(seed, weeks=5, cap=cap))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(30))
def test_thirty_base_cases(seed: int) -> None:
    check(base_case(seed))
