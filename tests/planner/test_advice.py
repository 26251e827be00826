"""All that an advice tells, against the brute force: costs, swaps and alternatives, each with its plan."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings

from kampanjplan.domain.proposals import Proof, Trips
from kampanjplan.planner.advice import advise
from kampanjplan.planner.evaluate import breaches, staff_km, worth
from kampanjplan.planner.problem import Problem
from tests.planner.brute import best_values
from tests.planner.small import problems

SOME = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def codes_of(trips: Trips) -> frozenset[str]:
    return frozenset(stop.county_code for trip in trips for stop in trip.stops)


def check(problem: Problem) -> None:
    advice, values = advise(problem), best_values(problem)
    proposal, told = advice.proposal, advice.reasons
    assert proposal.proof is (Proof.BEST if values else Proof.NONE)
    if not values:
        assert advice.conflict is not None
        assert advice.way_out is not None
        return
    assert told.complete
    best = max(values.values())
    listed = sorted(values.values(), reverse=True)[:10]
    assert [alternative.points for alternative in proposal.alternatives] == listed
    assert len({frozenset(a.county_codes) for a in proposal.alternatives}) == len(listed)
    for one in (*proposal.alternatives, *told.frontier):
        assert values[frozenset(one.county_codes)] == one.points
        assert codes_of(one.trips) == frozenset(one.county_codes)
        planned(problem, one.trips, one.points)
        assert one.staff_km == sum(staff_km(problem, trip) for trip in one.trips)
    chosen = codes_of(proposal.trips)
    for inclusion in told.inclusions:
        code = inclusion.county_code
        open_ = replace(problem, forbidden=tuple(c for c in problem.forbidden if c != code))
        with_it = [v for codes, v in best_values(open_).items() if code in codes]
        compare(open_, inclusion.trips, best, inclusion.cost, max(with_it, default=None))
    for omission in told.omissions:
        left = [v for codes, v in values.items() if omission.county_code not in codes]
        compare(problem, omission.trips, best, omission.cost, max(left, default=None))
    for swap in told.swaps:
        wanted = values.get((chosen - {swap.old}) | {swap.new})
        compare(problem, swap.trips, best, swap.cost, wanted)
    codes = {place.county_code for place in problem.places if place.can_host.value != "no"}
    assert {(s.old, s.new) for s in told.swaps} >= {(a, b) for a in chosen for b in codes - chosen}
    assert {i.county_code for i in told.inclusions} == {c.code for c in problem.counties} - chosen
    assert {o.county_code for o in told.omissions} == chosen


def compare(problem: Problem, trips: Trips, best: int, cost: int | None, wanted: int | None) -> None:
    assert cost == (None if wanted is None else best - wanted)
    if cost is not None:
        planned(problem, trips, best - cost)
    else:
        assert trips == ()


def planned(problem: Problem, trips: Trips, points: int) -> None:
    assert not breaches(problem, trips)
    assert worth(problem, trips).total == points


@SOME
@given(problem=problems())
def test_all_that_is_looked_up(problem: Problem) -> None:
    check(problem)


@SOME
@given(problem=problems(caps=True))
def test_all_that_is_told_where_speakers_days_are_counted(problem: Problem) -> None:
    check(problem)


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(problem=problems(caps=True, towns_each=2))
def test_all_that_is_told_of_several_towns_a_county(problem: Problem) -> None:
    check(problem)
