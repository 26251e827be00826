"""The tour as it stands now is judged as a proposal is: figures, broken rules, and what is left out."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from kampanjplan.domain.answers import Answer
from kampanjplan.domain.planning import Assumed
from kampanjplan.domain.possibility import Whose
from kampanjplan.domain.proposals import Advice, Breach, Rule
from kampanjplan.domain.stops import Stop, StopStatus
from kampanjplan.gui.places import municipalities
from kampanjplan.planner.evaluate import worth
from kampanjplan.planner.solve import solve
from kampanjplan.services.door import Door
from kampanjplan.services.editing import add, change
from kampanjplan.services.possibility import Said, answer_days
from kampanjplan.services.proposals import take_proposal
from kampanjplan.services.questions import question_of
from kampanjplan.services.remembering import as_kept
from kampanjplan.services.replanning import cancel_stop, earlier_of
from kampanjplan.services.tour_now import TourNow, tour_now
from tests.planned_tour import fill
from tests.things import TODAY, example_door, follow_up, stops_of

NOW = datetime(2026, 11, 24, 10, 30)


@pytest.fixture
def door() -> Door:
    """The follow-up with all that the planner needs, and its stops cancelled."""
    door = example_door()
    fill(door)
    for stop in stops_of(door):
        door.do("Ställ in", cancel_stop, stop.id)
    return door


def question(door: Door):
    return door.read(question_of, follow_up(door).id, municipalities(), TODAY)


def now(door: Door) -> TourNow | None:
    return door.read(tour_now, question(door), municipalities())


def put(door: Door, code: str, day: date | None = None, **facts: Any) -> Stop:
    stop = Stop(
        id=uuid4(), tour_id=follow_up(door).id, county_code=code, first_day=day, last_day=day, **facts
    )
    door.do("Stopp", add, stop)
    return stop


def rules(found: TourNow) -> set[Rule]:
    return {breach.rule for breach in found.breaches}


def test_a_proposal_that_was_taken_is_worth_as_much_and_breaks_nothing(door: Door) -> None:
    asked = question(door)
    proposal = solve(asked.problem)
    stops = [stop for trip in proposal.trips for stop in trip.stops]
    kept = as_kept(asked, Advice(proposal), proposal.trips, "")
    door.do("Anta", take_proposal, follow_up(door).id, stops, kept, NOW)
    found = now(door)
    assert found is not None
    assert found.sure
    assert (found.breaches, found.undated) == ((), ())
    assert worth(found.question.problem, found.trips).total == proposal.points
    assert found.question.problem == asked.problem


def test_where_no_stop_has_a_day_there_is_nothing_to_judge(door: Door) -> None:
    put(door, "08")
    gone = put(door, "09", date(2027, 3, 9))
    door.do("Ställ in", change, Stop, gone.id, status=StopStatus.CANCELLED)
    assert now(door) is None


def test_what_stops_break_is_told_whatever_they_are(door: Door) -> None:
    free = [day for day in question(door).problem.days if day.weekday() == 1]
    for day in (free[0], free[0] + timedelta(days=1)):
        put(door, "08", day)  # twice in Kalmar, on two days in a row
    put(door, "10", free[1] + timedelta(days=4))  # a Saturday
    put(door, "22")
    said = [Said(Whose(county_code="08"), free[0], free[0], Answer.NO)]
    door.do("Nej", answer_days, said, None, TODAY)
    found = now(door)
    assert found is not None
    assert [len(trip.stops) for trip in found.trips] == [2, 1]
    assert {Rule.ONCE_A_COUNTY, Rule.WORKING_DAY, Rule.COUNTY_DAY, Rule.FEWEST} <= rules(found)
    assert Breach(Rule.COUNTY_DAY, "08", free[0]) in found.breaches
    assert found.undated == ("22",)


@pytest.mark.parametrize(("town", "known"), [("Västervik", True), ("Ingenstans", False)])
def test_a_town_that_was_not_asked_about_is_reckoned_from_where_it_lies(
    door: Door, town: str, known: bool
) -> None:
    asked = question(door)
    put(door, "08", asked.problem.days[20], town=f" {town} ")
    found = now(door)
    assert found is not None
    wider = found.question.problem
    assert (found.trips[0].stops[0].town, Rule.KNOWN_TOWN in rules(found)) == (town, True)
    assert wider.distance(town, "Kalmar") == (pytest.approx(160, abs=20) if known else 0)
    assert wider.distance("Kalmar", "Stockholm") == asked.problem.distance("Kalmar", "Stockholm")
    unknown = [n for one in found.question.assumptions if one.what is Assumed.UNKNOWN_TOWN for n in one.names]
    assert unknown == ([] if known else [town])
    assert worth(wider, found.trips).total
    assert replace(wider, points=asked.problem.points, km=asked.problem.km) == asked.problem


def test_who_speaks_in_a_stops_programme_is_of_its_crew() -> None:
    door = example_door()
    fill(door)
    found = now(door)
    assert found is not None
    was = door.read(earlier_of, follow_up(door).id, question(door).problem)
    named = {one.stop: set(one.speakers) for one in was if one.speakers}
    assert named
    for trip in found.trips:
        for stop in trip.stops:
            assert named.get(stop, set()) & {task.speaker for task in trip.crew} or stop not in named
