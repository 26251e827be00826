"""Problems with nothing in them, or too much: an answer, never a hang or a fault."""

import json
from dataclasses import replace
from datetime import date, timedelta
from time import process_time

import pytest

from kampanjplan.domain.proposals import Proof, Rule
from kampanjplan.planner.conflict import conflict, way_out
from kampanjplan.planner.evaluate import breaches
from kampanjplan.planner.explain import reasons
from kampanjplan.planner.problem import Answers, Pin, Problem, Speaker, Weights
from kampanjplan.planner.reading import as_json, digest, read_problem
from kampanjplan.planner.solve import solve
from tests.planner.cases import base_case

BASE = base_case(2, weeks=7, open_share=0.5)
NOTHING = Weights(**dict.fromkeys(Weights.__dataclass_fields__, 0))


@pytest.mark.parametrize(
    "problem",
    [
        pytest.param(replace(BASE, days=()), id="no days"),
        pytest.param(
            replace(BASE, days=(), pins=(Pin(town="Falun", days=BASE.days[:1]),)), id="a pin and no days"
        ),
        pytest.param(replace(BASE, speakers=()), id="no speakers"),
        pytest.param(replace(BASE, themes=()), id="no themes"),
        pytest.param(replace(BASE, places=()), id="no places"),
        pytest.param(replace(BASE, places=(), counties=(), required=()), id="no counties"),
        pytest.param(replace(BASE, parties=(), fewest_stops=7, most_stops=3), id="more than most"),
        pytest.param(
            replace(
                BASE, pins=(Pin(town="Falun", days=BASE.days[:1]), Pin(town="Visby", days=BASE.days[:1]))
            ),
            id="two pins on one day",
        ),
        pytest.param(replace(BASE, pins=(Pin(town="Falun", days=(date(2020, 1, 1),)),)), id="a pin long ago"),
        pytest.param(replace(BASE, parts=4), id="more parts than there are"),
    ],
)
def test_what_cannot_be_has_a_conflict_and_a_way_out(problem: Problem) -> None:
    assert solve(problem).proof is Proof.NONE
    found = conflict(problem)
    assert found is not None
    assert found.wishes
    way = way_out(problem)
    assert way is not None
    assert way.reliefs


def test_nothing_is_wanted() -> None:
    proposal = solve(replace(BASE, fewest_stops=0, most_stops=0, parts=0))
    assert (proposal.proof, proposal.trips, proposal.points) == (Proof.BEST, (), 0)


def test_zero_weights_give_the_fewest_km() -> None:
    problem = replace(BASE, weights=NOTHING)
    proposal = solve(problem)
    assert (proposal.proof, proposal.points) == (Proof.BEST, 0)
    assert not breaches(problem, proposal.trips)
    best = min(alternative.staff_km for alternative in proposal.alternatives)
    assert proposal.alternatives[0].staff_km == best
    assert reasons(problem, proposal).inclusions


def test_ten_thousand_answers() -> None:
    days = tuple(date(2027, 1, 4) + timedelta(days=n) for n in range(364))
    speakers = tuple(
        Speaker(key=f"T{n}", home="Solna", competences=("kemi", "verktyg"), answers=Answers(yes=days[n:]))
        for n in range(40)
    )
    problem = replace(BASE, days=tuple(d for d in days if d.weekday() < 5), speakers=speakers)
    problem = replace(
        problem, counties=tuple(replace(c, answers=Answers(yes=days)) for c in problem.counties)
    )
    begun = process_time()
    proposal = solve(problem)
    assert proposal.proof is Proof.BEST
    assert process_time() - begun < 20
    assert digest(read_problem(json.dumps(as_json(problem)))) == proposal.digest


def test_the_heaviest_weights_have_room() -> None:
    most = {name: field.metadata["most"] for name, field in Weights.__dataclass_fields__.items()}
    counties = tuple(replace(c, participants=10_000) for c in BASE.counties)
    problem = replace(BASE, weights=Weights(**most), counties=counties)
    proposal = solve(problem)
    assert proposal.proof is Proof.BEST
    assert proposal.points > 10**9


def test_days_pinned_are_kept_though_everything_is_better_elsewhere() -> None:
    day = BASE.days[7]
    counties = tuple(replace(c, answers=Answers(yes=(day,))) if c.code == "17" else c for c in BASE.counties)
    parties = tuple(replace(p, answers=Answers()) for p in BASE.parties)
    speakers = tuple(replace(s, answers=Answers()) for s in BASE.speakers)
    problem = replace(
        BASE, pins=(Pin(town="Karlstad", days=(day,)),), counties=counties, parties=parties, speakers=speakers
    )
    proposal = solve(problem)
    assert ("17", day) in {(stop.county_code, stop.day) for trip in proposal.trips for stop in trip.stops}
    assert Rule.PIN not in {breach.rule for breach in breaches(problem, proposal.trips)}


def test_the_heaviest_weights_where_speakers_days_bind_are_never_called_proved_in_vain() -> None:
    """The mixed-integer solver's numbers are not exact to the last digit then; only a bound is told."""
    most = {name: field.metadata["most"] for name, field in Weights.__dataclass_fields__.items()}
    counties = tuple(replace(c, participants=10_000) for c in BASE.counties[::3])
    places = tuple(p for p in BASE.places if p.county_code in {c.code for c in counties})
    speakers = tuple(replace(s, most_days=1) for s in BASE.speakers)
    problem = replace(BASE, weights=Weights(**most), counties=counties, places=places, speakers=speakers)
    problem = replace(problem, fewest_stops=4, most_stops=4, longest_trip=2)
    proposal = solve(problem)
    assert proposal.engine == "programme"
    assert proposal.proof is Proof.BOUND
    assert proposal.bound is not None
    assert proposal.points <= proposal.bound
    assert proposal.gap < 0.001
