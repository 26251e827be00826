"""Where there are too many trips to list, those that matter are found, and the bound holds for all."""

import pytest
from hypothesis import HealthCheck, assume, given, settings

from kampanjplan.domain.proposals import Proof
from kampanjplan.planner import columns, generation
from kampanjplan.planner.evaluate import breaches
from kampanjplan.planner.generation import solve_generated
from kampanjplan.planner.problem import Problem
from kampanjplan.planner.solve import solve
from tests.planner.brute import best_value
from tests.planner.cases import base_case, towns_case
from tests.planner.small import problems

MANY = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture
def crowded(monkeypatch) -> None:
    """As if no trips of several stops could be listed."""
    monkeypatch.setattr(columns, "MOST_ROUTES", 0)


@MANY
@given(problem=problems(caps=True, towns_each=2))
def test_the_best_of_all_is_found_and_proved(problem: Problem, crowded) -> None:
    assume(columns.listable(problem) is not problem)
    solved, wanted = solve_generated(problem, 60), best_value(problem)
    if wanted is None:
        assert solved.trips is None
    elif solved.trips is None:  # not even the relaxed programme can begin without longer trips
        assert not solved.proved
    else:
        assert not breaches(problem, solved.trips)
        assert (solved.bound, solved.proved) in ((wanted, True), (None, False))


@MANY
@given(problem=problems(towns_each=2))
def test_nothing_is_worth_more_than_the_bound(problem: Problem, crowded) -> None:
    assume(columns.listable(problem) is not problem)
    found, wanted = generation.generate(problem, 60), best_value(problem)
    if found is not None and wanted is not None:
        assert found.bound >= wanted


def few_days() -> Problem:
    return towns_case(0, days=base_case(0).days[:30])


def test_it_is_the_plan_that_listing_all_trips_gives(monkeypatch) -> None:
    listed = solve(few_days())
    monkeypatch.setattr(columns, "MOST_ROUTES", 10_000)
    told: list[tuple[int | None, int | None]] = []
    generated = solve(few_days(), progress=lambda best, bound: told.append((best, bound)))
    assert (generated.proof, generated.points) == (Proof.BEST, listed.points)
    assert generated.trips == listed.trips
    bests, bounds = ([n for n in kind if n is not None] for kind in zip(*told, strict=True))
    assert bests == sorted(set(bests))
    assert bounds == sorted(bounds, reverse=True)
    assert bounds[-1] >= generated.points == bests[-1]


def test_where_too_many_trips_matter_there_is_a_plan_and_a_bound(monkeypatch) -> None:
    best = solve(few_days())
    monkeypatch.setattr(columns, "MOST_ROUTES", 10_000)
    monkeypatch.setattr(generation, "MOST", 1)
    proposal = solve(few_days())
    assert proposal.proof is Proof.BOUND
    assert proposal.bound is not None
    assert proposal.points <= best.points <= proposal.bound
