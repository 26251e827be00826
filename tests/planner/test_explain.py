"""What the table tells of each county is what solving anew gives; the rule that weighs most does."""

from dataclasses import replace

import pytest

from kampanjplan.domain.proposals import Proof, Rule
from kampanjplan.planner.evaluate import breaches, worth
from kampanjplan.planner.explain import frontier, heaviest, inclusions, numbers, omissions, reasons, swaps
from kampanjplan.planner.mip import solve_programme
from kampanjplan.planner.relief import without
from kampanjplan.planner.solve import alternatives, solve
from kampanjplan.planner.table import Table, table_of
from tests.planner.cases import base_case

PROBLEM = base_case(1, forbidden=("25",))


@pytest.fixture(scope="module")
def table() -> Table:
    return table_of(PROBLEM)


def anew(**changes) -> int | None:
    """The best worth by the other engine."""
    return solve_programme(replace(PROBLEM, **changes), 60).bound


def chosen() -> set[str]:
    return {stop.county_code for trip in solve(PROBLEM).trips for stop in trip.stops}


def test_what_a_county_in_or_out_costs_is_what_solving_anew_gives(table: Table) -> None:
    best = anew()
    assert best is not None
    found = inclusions(table)
    assert {inclusion.county_code for inclusion in found} == {c.code for c in PROBLEM.counties} - chosen()
    for inclusion in found:
        forced = anew(required=(inclusion.county_code,), forbidden=()) if inclusion.county_code == "25" else (
            anew(required=(inclusion.county_code,))
        )  # fmt: skip
        assert inclusion.cost == (None if forced is None else best - forced)
    for omission in omissions(table):
        left = anew(forbidden=("25", omission.county_code))
        assert omission.cost == (None if left is None else best - left)


def test_swaps_are_what_solving_anew_gives(table: Table) -> None:
    best = anew()
    found = swaps(table)
    assert len(found) == 5 * 16
    for swap in found[::13]:
        codes = (chosen() - {swap.old}) | {swap.new}
        others = tuple(c.code for c in PROBLEM.counties if c.code not in codes) + PROBLEM.forbidden
        value = anew(required=tuple(codes), forbidden=others)
        assert swap.cost == (None if value is None else best - value)


def test_alternatives_are_distinct_and_each_is_worth_what_it_says(table: Table) -> None:
    found = alternatives(table)
    assert len({alternative.county_codes for alternative in found}) == 10
    assert [a.points for a in found] == sorted((a.points for a in found), reverse=True)
    for alternative, number in zip(found, table.ranked(table.allowed(), 10), strict=True):
        trips = table.plan(number)
        assert not breaches(PROBLEM, trips)
        assert worth(PROBLEM, trips).total == alternative.points


def test_one_stop_more_or_less(table: Table) -> None:
    found = numbers(PROBLEM, table)
    assert [number.stops for number in found] == [3, 4, 5, 6]
    for number in found:
        assert number.points == anew(fewest_stops=number.stops, most_stops=number.stops)


def test_no_choice_of_the_frontier_is_worse_than_another(table: Table) -> None:
    found = frontier(table)
    price = PROBLEM.weights.staff_per_100_km
    reach = [alternative.points + price * alternative.staff_km for alternative in found]
    assert reach == sorted(set(reach))
    km = [alternative.staff_km for alternative in found]
    assert km == sorted(set(km))


def test_the_heaviest_rule_weighs_what_it_says(table: Table) -> None:
    found = [inclusion for inclusion in heaviest(PROBLEM, table) if inclusion.heaviest]
    assert found
    for inclusion in found[:5]:
        assert inclusion.heaviest is not None
        relieved = without(PROBLEM, inclusion.heaviest)
        free = solve(relieved)
        forced = solve(replace(relieved, required=(inclusion.county_code,)))
        assert inclusion.without == free.points - forced.points
        assert inclusion.cost is None or inclusion.without < inclusion.cost


def test_the_worth_is_the_sum_of_its_parts() -> None:
    proposal = solve(PROBLEM)
    assert proposal.worth is not None
    assert proposal.points == sum(points for s in proposal.worth.stops for points in s.points.values())
    assert proposal.points == sum(proposal.worth.points(term) for term in proposal.worth.stops[0].points)


def test_reasons_where_speakers_days_bind() -> None:
    problem = base_case(1, cap=1, weeks=5, open_share=0.5, fewest_stops=4, most_stops=4)
    problem = replace(problem, places=problem.places[1::3], counties=problem.counties[1::3])
    proposal = solve(problem)
    assert proposal.engine == "programme"
    assert proposal.proof is Proof.BEST
    told = reasons(problem, proposal)
    assert len(told.inclusions) == 3
    assert all(inclusion.cost is None or inclusion.cost >= 0 for inclusion in told.inclusions)
    assert Rule.SPEAKER_DAYS not in {breach.rule for breach in breaches(problem, proposal.trips)}
