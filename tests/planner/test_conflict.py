"""If nothing fits: the conflict is minimal, and the way out makes a plan possible."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import HealthCheck, assume, given, settings

from kampanjplan.domain.proposals import Proof, Rule, Wish
from kampanjplan.planner.conflict import Trials, any_plan, conflict, way_out
from kampanjplan.planner.evaluate import breaches, worth
from kampanjplan.planner.problem import Answers, Pin, Problem
from kampanjplan.planner.relief import relieved, wishes, without
from kampanjplan.planner.solve import solve
from tests.planner.brute import best_value
from tests.planner.cases import base_case
from tests.planner.small import problems


def impossible(seed: int, **short) -> Problem:
    """A base case that cannot be solved, in one of several ways."""
    random, problem = Random(seed), base_case(seed, **short)
    codes = [county.code for county in problem.counties]
    town = {place.county_code: place.town for place in problem.places}
    first, second = random.sample(codes, 2)
    day = random.choice(problem.days)
    match seed % 6:
        case 0:  # a county that must be visited and can on no day
            counties = tuple(
                replace(c, answers=Answers(no=problem.days)) if c.code == first else c
                for c in problem.counties
            )
            return replace(problem, counties=counties, required=(first,))
        case 1:  # more musts than stops
            return replace(problem, required=tuple(random.sample(codes, 7)))
        case 2:  # two stops on one day
            return replace(
                problem, pins=(Pin(town=town[first], days=(day,)), Pin(town=town[second], days=(day,)))
            )
        case 3:  # pinned and forbidden
            return replace(problem, pins=(Pin(town=town[first], days=()),), forbidden=(first,))
        case 4:  # nobody can what every theme needs
            speakers = tuple(replace(s, competences=("workshop",)) for s in problem.speakers)
            return replace(problem, speakers=speakers)
        case _:  # a party that is away all the time but for one week, before too long a rest
            kept = set(problem.days[:5])
            away = tuple(d for d in problem.days if d not in kept)
            parties = tuple(replace(p, answers=Answers(no=away)) for p in problem.parties)
            return replace(problem, parties=parties, rest_days=9)


def check(problem: Problem) -> None:
    trials = Trials(problem)
    found = conflict(problem, trials)
    assert found is not None
    others = [wish for wish in wishes(problem) if wish not in found.wishes]
    assert any_plan(without(problem, *others)) is None
    for wish in found.wishes:
        assert any_plan(without(problem, *others, wish)) is not None
    way = way_out(problem, trials)
    assert way is not None
    for relief in way.reliefs:
        problem = relieved(problem, relief)
    assert not breaches(problem, way.trips)
    assert worth(problem, way.trips).total == way.points == solve(problem).points
    print(f"{len(found.wishes)} wishes, {found.solves} solves, {way.solves} with the way out, {way.reliefs}")


@pytest.mark.parametrize("seed", range(0, 40, 4))  # all forty are walked with the slow tests
def test_conflicts_of_short_base_cases(seed: int) -> None:
    check(impossible(seed, weeks=4, open_share=0.5))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(40))
def test_conflicts_of_forty_base_cases(seed: int) -> None:
    check(impossible(seed))


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(problem=problems(caps=True))
def test_conflicts_of_small_problems(problem: Problem) -> None:
    assume(best_value(problem) is None)
    check(problem)


def test_a_possible_problem_has_no_conflict() -> None:
    assert conflict(base_case(1)) is None
    assert way_out(base_case(1)) is None


def test_one_week_of_a_party_is_asked_for_before_anything_else() -> None:
    """Kalmar must be visited and can in one week only, when UHM is away."""
    problem = base_case(1)
    week = problem.days[10:15]
    others = tuple(day for day in problem.days if day not in week)
    counties = tuple(
        replace(c, answers=Answers(yes=week, no=others)) if c.code == "08" else c for c in problem.counties
    )
    kemi, uhm = problem.parties
    parties = (replace(kemi, answers=Answers(yes=problem.days)), replace(uhm, answers=Answers(no=week)))
    speakers = tuple(replace(s, answers=Answers(yes=problem.days)) for s in problem.speakers)
    problem = replace(problem, counties=counties, parties=parties, speakers=speakers, required=("08",))
    found = conflict(problem)
    assert found is not None
    assert set(found.wishes) == {
        Wish(Rule.COUNTY_DAY, "08"),
        Wish(Rule.PARTY_DAY, "UHM"),
        Wish(Rule.REQUIRED, "08"),
    }
    way = way_out(problem)
    assert way is not None
    relief = way.reliefs[0]
    assert len(way.reliefs) == 1
    assert relief.wish.rule in (Rule.PARTY_DAY, Rule.COUNTY_DAY)
    assert relief.days
    assert len({day.isocalendar().week for day in relief.days}) == 1
    assert solve(relieved(problem, relief)).proof is Proof.BEST
