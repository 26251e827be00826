"""What a refusal does, what stood before it, and what a plan made anew does to the stops."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from kampanjplan.domain.answers import Answer
from kampanjplan.domain.errors import EmptyError
from kampanjplan.domain.possibility import DayAnswer
from kampanjplan.domain.proposals import Advice, Callee, Change, PlannedStop, Standing, StopChange
from kampanjplan.domain.stops import Stop, StopStatus
from kampanjplan.gui.places import municipalities
from kampanjplan.planner.replan import replan
from kampanjplan.services.door import Door
from kampanjplan.services.editing import change
from kampanjplan.services.history import replay
from kampanjplan.services.proposals import Kept, keep_proposal, kept_proposals
from kampanjplan.services.questions import question_of
from kampanjplan.services.remembering import as_kept, remembered
from kampanjplan.services.replanning import (
    asked_anew,
    cancel_stop,
    earlier_of,
    refuse_day,
    take_replan,
)
from tests.planned_tour import fill
from tests.things import TODAY, content, example_door, follow_up, stops_of

NOW = datetime(2026, 11, 24, 10, 30)


@pytest.fixture
def door() -> Door:
    """Kalmar and Karlstad have days; Kalmar is confirmed, Karlstad on hold."""
    door = example_door()
    fill(door)
    for code, status in (("08", StopStatus.CONFIRMED), ("17", StopStatus.HOLD)):
        door.do("Läge", change, Stop, stop_in(door, code).id, status=status)
    return door


def stop_in(door: Door, code: str) -> Stop:
    return next(stop for stop in stops_of(door) if stop.county_code == code)


def question(door: Door):
    return door.read(question_of, follow_up(door).id, municipalities(), TODAY)


def earlier(door: Door, refused: Stop | None = None):
    return door.read(earlier_of, follow_up(door).id, question(door).problem, refused)


def test_what_stood_before_is_those_with_a_day(door: Door) -> None:
    found = {was.stop.county_code: was for was in earlier(door)}
    assert {code: was.standing for code, was in found.items()} == {
        "08": Standing.CONFIRMED, "17": Standing.ON_HOLD,
    }  # fmt: skip
    assert found["08"].stop == PlannedStop(stop_in(door, "08").day, "Kalmar", "08")
    speakers = {one.key for one in question(door).problem.speakers}
    assert set(found["08"].speakers) <= speakers
    assert found["08"].speakers


def test_a_refused_day_is_the_countys_answer_and_the_stop_an_idea(door: Door) -> None:
    kalmar, before = stop_in(door, "08"), content(door)
    changes = door.do("Nej", refuse_day, kalmar.id, TODAY)
    assert stop_in(door, "08").status is StopStatus.IDEA
    said = door.read(lambda r: r.find(DayAnswer, county_code="08"))
    assert [a.answer for a in said if a.first_day <= kalmar.day <= a.last_day] == [Answer.NO]
    (was,) = (was for was in earlier(door, kalmar) if was.stop.county_code == "08")
    assert was.standing is Standing.ON_HOLD  # it cannot stay
    door.do("Ångra", replay, changes.inverse())
    assert content(door) == before


def test_a_stop_without_a_day_has_none_to_refuse(door: Door) -> None:
    with pytest.raises(EmptyError):
        door.do("Nej", refuse_day, stop_in(door, "23").id, TODAY)


def test_a_cancelled_stops_county_is_out_unless_something_wants_it(door: Door) -> None:
    kalmar, karlstad = stop_in(door, "08"), stop_in(door, "17")
    problem = question(door).problem
    assert asked_anew(problem, karlstad, cancelled=True).forbidden == ("17",)
    assert asked_anew(problem, karlstad, cancelled=False) == problem
    assert asked_anew(problem, None, cancelled=True) == problem
    assert asked_anew(problem, kalmar, cancelled=True) == problem  # still confirmed, so pinned
    wanted = replace(problem, required=("17",))
    assert asked_anew(wanted, karlstad, cancelled=True) == wanted


def test_after_a_cancellation_what_is_confirmed_stays(door: Door) -> None:
    kalmar, karlstad = stop_in(door, "08"), stop_in(door, "17")
    door.do("Ställ in", cancel_stop, karlstad.id)
    problem = question(door).problem
    made = replan(asked_anew(problem, karlstad, cancelled=True), earlier(door, karlstad))
    changes = {(c.now or c.was.stop).county_code: c for c in made.changes}
    assert changes["08"].change is Change.KEPT
    assert changes["17"].change is Change.DROPPED
    before, asked = content(door), question(door)
    kept = as_kept(asked, Advice(made.proposal), made.proposal.trips, "", made)
    done = door.do("Anta", take_replan, follow_up(door).id, made.changes, kept, NOW)
    now = {stop.county_code: stop for stop in stops_of(door)}
    assert (now["08"].day, now["08"].status) == (kalmar.day, StopStatus.CONFIRMED)
    assert now["17"].status is StopStatus.CANCELLED
    for stop in (c.now for c in made.changes if c.change is Change.NEW):
        assert (now[stop.county_code].day, now[stop.county_code].status) == (stop.day, StopStatus.IDEA)
    (found,) = door.read(kept_proposals, follow_up(door).id)
    assert found.taken_on == NOW.date()
    was = door.read(remembered, found)
    assert was.replan == made
    assert was.replan.calls
    door.do("Ångra", replay, done.inverse())
    assert content(door) == before


def test_what_was_settled_since_the_plan_was_made_stays(door: Door) -> None:
    karlstad = stop_in(door, "17")
    was = {w.stop.county_code: w for w in earlier(door)}
    to = PlannedStop(date(2027, 10, 6), "Arvika", "17")
    door.do("Läge", change, Stop, karlstad.id, status=StopStatus.CONFIRMED)
    changes = (StopChange(Change.MOVED, was["17"], to),)
    door.do("Anta", take_replan, follow_up(door).id, changes, Kept("{}", "{}"), NOW)
    assert (stop_in(door, "17").day, stop_in(door, "17").status) == (karlstad.day, StopStatus.CONFIRMED)


def test_who_was_to_speak_is_named_in_a_kept_list_of_calls_while_known(door: Door) -> None:
    asked = question(door)
    made = replan(asked.problem, earlier(door))
    (key, *_rest) = (c.subject for c in made.calls if c.callee is Callee.SPEAKER)
    gone = replace(asked.problem, speakers=tuple(s for s in asked.problem.speakers if s.key != key))
    kept = as_kept(replace(asked, problem=gone), Advice(made.proposal), made.proposal.trips, "", made)
    door.do("Spara", keep_proposal, follow_up(door).id, kept, NOW)
    (found,) = door.read(kept_proposals, follow_up(door).id)
    assert door.read(remembered, found).question.names[key] == asked.names[key]
    assert asked.names[key] not in found.answer


def test_a_moved_stop_is_an_idea_on_its_new_day_and_a_dropped_idea_loses_its_day(door: Door) -> None:
    karlstad, kalmar = stop_in(door, "17"), stop_in(door, "08")
    door.do("Läge", change, Stop, kalmar.id, status=StopStatus.IDEA)
    was = {w.stop.county_code: w for w in earlier(door)}
    to = PlannedStop(date(2027, 10, 6), "Arvika", "17")
    changes = (StopChange(Change.MOVED, was["17"], to), StopChange(Change.DROPPED, was["08"], None))
    door.do("Anta", take_replan, follow_up(door).id, changes, Kept("{}", "{}"), NOW)
    moved, dropped = stop_in(door, "17"), stop_in(door, "08")
    assert (moved.id, moved.day, moved.town, moved.status) == (
        karlstad.id, to.day, "Arvika", StopStatus.IDEA,
    )  # fmt: skip
    assert (dropped.status, dropped.day) == (StopStatus.IDEA, None)
