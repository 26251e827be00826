"""Stops that were set by hand as trips: those of a plan give the plan again, and of a broken one the best."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from kampanjplan.domain.proposals import PlannedStop, Rule, Task, Trip, Trips
from kampanjplan.planner import by_hand
from kampanjplan.planner.by_hand import crewed
from kampanjplan.planner.evaluate import breaches, worth
from kampanjplan.planner.problem import Answers, Problem
from kampanjplan.planner.solve import solve
from tests.planner.cases import base_case
from tests.planner.small import MONDAY, problems

MANY = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


def stops_of(trips: Trips) -> list[PlannedStop]:
    return [stop for trip in trips for stop in trip.stops]


@MANY
@given(problem=problems(caps=True))
def test_the_stops_of_the_best_plan_give_it_again(problem: Problem) -> None:
    proposal = solve(problem)
    assume(proposal.worth)
    found = crewed(problem, stops_of(proposal.trips), {})
    assert found.sure
    assert not breaches(problem, found.trips)
    assert worth(problem, found.trips).total == proposal.points


@pytest.mark.parametrize("rest", [0, 1])
def test_those_of_a_base_case_with_days_counted_too(rest: int) -> None:
    problem = base_case(3, weeks=8, cap=2, rest_days=rest)
    proposal = solve(problem)
    found = crewed(problem, stops_of(proposal.trips)[::-1], {})
    assert found.sure
    assert not breaches(problem, found.trips)
    assert worth(problem, found.trips).total == proposal.points


@MANY
@given(data=st.data(), problem=problems(caps=True))
def test_whatever_stops_there_are_nothing_better_can_be_made_of_them(data, problem: Problem) -> None:
    towns = [(place.town, place.county_code) for place in problem.places]
    days = st.integers(0, 6).map(lambda n: MONDAY + timedelta(days=n))
    stop = st.builds(lambda day, town: PlannedStop(day, *town), days, st.sampled_from(towns))
    stops = sorted(data.draw(st.lists(stop, min_size=1, max_size=4, unique_by=lambda stop: stop.day)))
    found = crewed(problem, stops, {})
    assert found.sure
    assert stops_of(found.trips) == stops
    ours, others = _rank(problem, found.trips), [_rank(problem, t) for t in _all_trips(problem, stops)]
    assert ours == max(others)


def _rank(problem: Problem, trips: Trips) -> tuple[int, int]:
    lacking = sum(len(_needs(problem, trip.theme)) - len(trip.crew) for trip in trips)
    return -lacking, worth(problem, trips).total


def _needs(problem: Problem, theme: str) -> tuple[str, ...]:
    return next(one.competences for one in problem.themes if one.key == theme)


def _all_trips(problem: Problem, stops: list[PlannedStop]) -> Iterator[Trips]:
    """Every way to make trips of the stops, every theme and every crew that nobody's days or noes forbid."""
    for cuts in product((False, True), repeat=len(stops) - 1):
        runs = [[stops[0]]]
        for cut, one, other in zip(cuts, stops, stops[1:], strict=False):
            apart = other.day - one.day != timedelta(days=1)
            if apart != cut and (apart or problem.rest_days):
                break
            runs.append([other]) if cut else runs[-1].append(other)
        else:
            if problem.rest_days or all(len(run) <= problem.longest_trip for run in runs):
                made = product(*(list(_trips_to(problem, tuple(run))) for run in runs))
                yield from (trips for trips in made if _in_time(problem, trips))


def _trips_to(problem: Problem, stops: tuple[PlannedStop, ...]) -> Iterator[Trip]:
    free = [s for s in problem.speakers if not any(stop.day in s.answers.no for stop in stops)]
    for theme in problem.themes:
        able = [[None, *(s.key for s in free if c in s.competences)] for c in theme.competences]
        for crew in product(*able):
            who = [key for key in crew if key]
            if len(set(who)) == len(who):
                tasks = zip(theme.competences, crew, strict=True)
                yield Trip(stops, theme.key, tuple(Task(c, key) for c, key in tasks if key))


def _in_time(problem: Problem, trips: Trips) -> bool:
    return not any(breach.rule is Rule.SPEAKER_DAYS for breach in breaches(problem, trips))


def test_who_is_named_for_a_stop_comes_whatever_was_answered() -> None:
    problem = replace(base_case(1), longest_trip=3)
    stop = PlannedStop(problem.days[0], problem.places[0].town, problem.places[0].county_code)
    (chosen, *_rest) = crewed(problem, [stop], {}).trips[0].crew
    for speaker in problem.speakers:
        named = replace(speaker, answers=Answers(no=problem.days), most_days=0)
        asked = replace(problem, speakers=tuple(named if s.key == named.key else s for s in problem.speakers))
        assert named.key not in {task.speaker for task in crewed(asked, [stop], {}).trips[0].crew}
        trips = crewed(asked, [stop], {stop: frozenset([named.key])}).trips
        assert named.key in {task.speaker for task in trips[0].crew}
        assert Rule.SPEAKER_DAY in {breach.rule for breach in breaches(asked, trips)}
    assert chosen


def test_where_nobody_can_be_found_the_task_is_nobodys() -> None:
    problem = replace(base_case(1), speakers=())
    stop = PlannedStop(problem.days[0], problem.places[0].town, problem.places[0].county_code)
    found = crewed(problem, [stop], {})
    assert found.sure
    assert found.trips[0].crew == ()
    assert Rule.COMPETENCE in {breach.rule for breach in breaches(problem, found.trips)}


def test_too_many_crews_to_try_are_told_of(monkeypatch) -> None:
    monkeypatch.setattr(by_hand, "MOST_PLANS", 3)
    monkeypatch.setattr(by_hand, "FEW_PLANS", 1)
    problem, skills = base_case(1, weeks=8), ("verktyg", "workshop", "kemi")
    asked = replace(
        problem, speakers=tuple(replace(s, competences=skills, most_days=1) for s in problem.speakers[:6])
    )
    towns = [(place.town, place.county_code) for place in problem.places[:5]]
    stops = [PlannedStop(day, *town) for day, town in zip(problem.days[:10:2], towns, strict=True)]
    found = crewed(asked, stops, {})
    assert not found.sure
    assert Rule.SPEAKER_DAYS not in {breach.rule for breach in breaches(asked, found.trips)}
