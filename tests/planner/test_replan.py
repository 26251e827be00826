"""Planning anew: confirmed stops stay, as few on hold as can be change, then the best; by brute force too."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kampanjplan.domain.errors import ProblemError
from kampanjplan.domain.proposals import (
    Call,
    Callee,
    Change,
    EarlierStop,
    PlannedStop,
    Proof,
    Replan,
    Standing,
    Trips,
)
from kampanjplan.planner.evaluate import breaches, worth
from kampanjplan.planner.problem import Answers, Pin, Problem
from kampanjplan.planner.replan import replan
from kampanjplan.planner.solve import solve
from kampanjplan.planner.worker import Solver
from kampanjplan.wording.proposals import NAMES
from kampanjplan.wording.replans import call_text, change_text, holds_text
from tests.planner.brute import best_kept
from tests.planner.cases import base_case
from tests.planner.small import MONDAY, problems

SOME = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@st.composite
def replans(draw, **kind) -> tuple[Problem, tuple[EarlierStop, ...]]:
    """A small problem, and stops of an earlier plan in some of its counties, sometimes on impossible days."""
    problem = draw(problems(**kind))
    earlier = []
    for county in problem.counties:
        towns = [place.town for place in problem.places if place.county_code == county.code]
        standing = draw(st.sampled_from([None, Standing.ON_HOLD, Standing.ON_HOLD, *Standing]))
        days = problem.days or (MONDAY,)
        if standing is not None and towns:
            stop = PlannedStop(draw(st.sampled_from(days)), draw(st.sampled_from(towns)), county.code)
            earlier.append(EarlierStop(stop, standing))
    return problem, tuple(earlier)


def stops_of(trips: Trips) -> set[PlannedStop]:
    return {stop for trip in trips for stop in trip.stops}


def check(problem: Problem, earlier: tuple[EarlierStop, ...]) -> None:
    found = replan(problem, earlier)
    confirmed = {e.stop for e in earlier if e.standing is Standing.CONFIRMED}
    holds = {(e.stop.town, e.stop.day) for e in earlier if e.standing is Standing.ON_HOLD}
    others = tuple(pin for pin in problem.pins if pin.town not in {stop.town for stop in confirmed})
    pins = tuple(Pin(town=stop.town, days=(stop.day,)) for stop in confirmed)
    wanted = best_kept(replace(problem, pins=others + pins), holds)
    assert found.proposal.proof is (Proof.NONE if wanted is None else Proof.BEST)
    if wanted is None:
        assert found.conflict is not None
        assert found.way_out is not None
        return
    trips = found.proposal.trips
    assert confirmed <= stops_of(trips)
    assert not breaches(problem, trips) or problem.pins != others
    kept = len(holds & {(stop.town, stop.day) for stop in stops_of(trips)})
    assert (kept, worth(problem, trips).total) == wanted
    assert found.proposal.points == found.proposal.bound == wanted[1]
    assert found.holds_changed == len(holds) - kept
    listed(found, earlier)


def listed(found: Replan, earlier: tuple[EarlierStop, ...]) -> None:
    """The changes lead from the earlier plan to the new one, and each has its sentence."""
    after = stops_of(found.proposal.trips)
    assert {c.now for c in found.changes if c.now} == after
    assert {c.was for c in found.changes if c.was} == set(earlier)
    for change in found.changes:
        assert (change.was is None) == (change.change is Change.NEW)
        assert (change.now is None) == (change.change is Change.DROPPED)
        if change.was and change.now:
            assert (change.was.stop == change.now) == (change.change is Change.KEPT)
        assert "{" not in change_text(change)
    before = {e.stop for e in earlier if e.standing is not Standing.OTHER}
    counties = [call for call in found.calls if call.callee is Callee.COUNTY]
    assert {stop for call in counties for stop in call.freed} == before - after
    assert {stop for call in counties for stop in call.asked} == after - before


@SOME
@given(asked=replans())
def test_the_table_keeps_as_many_as_can_be_kept(asked) -> None:
    check(*asked)


@SOME
@given(asked=replans(caps=True, towns_each=2))
def test_the_programme_keeps_as_many_as_can_be_kept(asked) -> None:
    check(*asked)


def plan(problem: Problem) -> tuple[EarlierStop, ...]:
    """The best plan as it was: the first stop confirmed, the others on hold."""
    standings = iter((Standing.CONFIRMED, *[Standing.ON_HOLD] * 9))
    return tuple(
        EarlierStop(stop, next(standings), tuple(task.speaker for task in trip.crew))
        for trip in solve(problem).trips
        for stop in trip.stops
    )


def test_a_refused_county_changes_itself_and_as_little_else_as_can_be() -> None:
    problem = base_case(3)
    earlier = plan(problem)
    refused = earlier[2].stop
    now = replace(problem, forbidden=(refused.county_code,))
    found = replan(now, earlier)
    assert found.proposal.proof is Proof.BEST
    dropped = [c for c in found.changes if c.change is Change.DROPPED and c.was and c.was.stop == refused]
    assert len(dropped) == 1
    assert earlier[0].stop in stops_of(found.proposal.trips)
    assert found.holds_changed <= len(earlier) - 1
    anew = stops_of(solve(now).trips)
    changed_anew = sum(e.stop not in anew for e in earlier if e.standing is Standing.ON_HOLD)
    assert found.holds_changed <= changed_anew
    assert found.proposal.points <= solve(now).points
    assert any(call.callee is Callee.PARTY and refused in call.freed for call in found.calls)
    for call in found.calls:
        assert call_text(call, NAMES).endswith(".")


def test_nothing_has_happened_and_nothing_changes() -> None:
    problem = base_case(2)
    found = replan(problem, plan(problem))
    assert {change.change for change in found.changes} == {Change.KEPT}
    assert found.calls == ()
    assert found.proposal.trips == solve(problem).trips
    assert holds_text(found) == "Inget preliminärt stopp ändras."


def test_a_long_tour_with_speakers_days_keeps_its_holds() -> None:
    problem = base_case(1, weeks=8, open_share=0.5, cap=2, fewest_stops=7, most_stops=7)
    earlier = plan(problem)
    day = earlier[-1].stop.day
    counties = tuple(
        replace(c, answers=Answers(no=(*c.answers.no, day), yes=tuple(d for d in c.answers.yes if d != day),
                if_need_be=tuple(d for d in c.answers.if_need_be if d != day)))
        if c.code == earlier[-1].stop.county_code else c
        for c in problem.counties
    )  # fmt: skip
    found = replan(replace(problem, counties=counties), earlier)
    assert found.proposal.proof is Proof.BEST
    assert found.proposal.engine == "programme"
    assert found.holds_changed >= 1
    listed(found, earlier)


def test_a_confirmed_stop_that_cannot_stay_is_told_with_a_way_out() -> None:
    problem = base_case(3)
    earlier = plan(problem)
    found = replan(replace(problem, forbidden=(earlier[0].stop.county_code,)), earlier)
    assert found.proposal.proof is Proof.NONE
    assert found.conflict is not None
    assert found.way_out is not None


def test_a_town_that_is_not_known_is_refused() -> None:
    stop = PlannedStop(MONDAY, "Atlantis", "08")
    with pytest.raises(ProblemError):
        replan(base_case(3), (EarlierStop(stop, Standing.CONFIRMED),))


def test_the_worker_plans_anew() -> None:
    problem = base_case(3, weeks=6, open_share=0.5)
    earlier = plan(problem)
    solver = Solver(problem, earlier=earlier)
    solver.start()
    assert list(solver.messages())[-1] == replan(problem, earlier)


def test_calls_in_words() -> None:
    was, now = PlannedStop(MONDAY, "Kalmar", "08"), PlannedStop(MONDAY.replace(day=14), "Kalmar", "08")
    assert call_text(Call(Callee.COUNTY, "08", (was,), (now,)), NAMES).startswith("Kalmar: Kalmar ")
    assert call_text(Call(Callee.PARTY, "UHM", (was,), ()), NAMES).endswith("utgår.")
    assert "fråga om Kalmar" in call_text(Call(Callee.SPEAKER, "Talare 1", (), (now,)), NAMES)
