"""What is settled before planning, and what is made of a proposal: whole, told, and undone."""

from datetime import date, datetime
from uuid import UUID, uuid4

import pytest

from kampanjplan.domain.errors import MissingError, OutOfRangeError
from kampanjplan.domain.organisations import board_id
from kampanjplan.domain.planning import Pin
from kampanjplan.domain.proposals import PlannedStop, Relief, Rule, Wish
from kampanjplan.domain.stops import Stop, StopStatus
from kampanjplan.services.door import Door
from kampanjplan.services.editing import change
from kampanjplan.services.history import replay
from kampanjplan.services.planning import (
    Decision,
    decide,
    give_up,
    is_switch,
    pin_stop,
    pins_of,
    planning_of,
    set_planning,
    swap_counties,
    unpin_stop,
)
from kampanjplan.services.proposals import (
    Fate,
    Kept,
    delete_proposals,
    keep_proposal,
    kept_proposals,
    take_proposal,
    take_stops,
    takings,
)
from tests.things import content, example_door, follow_up, stops_of

NOW = datetime(2026, 11, 24, 10, 30)
DAY = date(2027, 10, 6)
VISBY = PlannedStop(date(2027, 10, 20), "Visby", "09")


@pytest.fixture
def door() -> Door:
    return example_door()


def planning(door: Door):
    return door.read(planning_of, follow_up(door).id)


def stop_in(door: Door, code: str) -> Stop:
    return next(stop for stop in stops_of(door) if stop.county_code == code)


def test_the_rules_of_a_tour_that_nobody_set_are_the_same_on_every_desk(door: Door) -> None:
    assert planning(door) == planning(door)
    door.do("Vikt", set_planning, follow_up(door).id, night=7)
    assert (planning(door).night, planning(door).missed) == (7, 50)
    with pytest.raises(OutOfRangeError):
        door.do("Stopp", set_planning, follow_up(door).id, fewest_stops=5, most_stops=4)


def test_a_forbidden_county_is_neither_required_nor_pinned(door: Door) -> None:
    tour = follow_up(door)
    door.do("Kräv", decide, tour.id, {"09": Decision.REQUIRED, "12": Decision.REQUIRED})
    door.do("Lås", pin_stop, tour.id, "09", "Visby", DAY)
    door.do("Uteslut", decide, tour.id, {"09": Decision.FORBIDDEN})
    assert (planning(door).required, planning(door).forbidden) == (("12",), ("09",))
    assert door.read(pins_of, tour.id) == []
    door.do("Lås", pin_stop, tour.id, "09", "Visby")
    assert planning(door).forbidden == ()


def test_a_county_is_pinned_once(door: Door) -> None:
    tour = follow_up(door)
    door.do("Lås", pin_stop, tour.id, "09", "Visby")
    door.do("Lås", pin_stop, tour.id, "09", "Visby", DAY)
    (pin,) = door.read(pins_of, tour.id)
    assert (pin.town, pin.first_day, pin.last_day) == ("Visby", DAY, DAY)
    door.do("Lås upp", unpin_stop, tour.id, "09")
    assert door.read(pins_of, tour.id) == []


def test_one_county_instead_of_another(door: Door) -> None:
    tour = follow_up(door)
    door.do("Kräv", decide, tour.id, {"09": Decision.REQUIRED})
    door.do("Byt", swap_counties, tour.id, "09", "12")
    assert (planning(door).required, planning(door).forbidden) == (("12",), ("09",))


@pytest.mark.parametrize(
    ("relief", "field", "value"),
    [
        (Relief(Wish(Rule.FEWEST), number=3), "fewest_stops", 3),
        (Relief(Wish(Rule.MOST), number=6), "most_stops", 6),
        (Relief(Wish(Rule.REST), number=0), "rest_days", 0),
        (Relief(Wish(Rule.SPREAD)), "parts", 0),
        (Relief(Wish(Rule.TRIP_LENGTH), number=3), "longest_trip", 3),
        (Relief(Wish(Rule.LEG)), "longest_leg", None),
        (Relief(Wish(Rule.REQUIRED, "09")), "required", ()),
        (Relief(Wish(Rule.FORBIDDEN, "12")), "forbidden", ()),
    ],
)
def test_the_way_out_turns_the_switch_that_it_names(door: Door, relief: Relief, field: str, value) -> None:
    tour = follow_up(door)
    strict = {"longest_leg": 10, "required": ("09",), "forbidden": ("12",), "parts": 3, "rest_days": 5}
    door.do("Regler", set_planning, tour.id, **strict)
    assert is_switch(relief, ())
    before = planning(door)
    changes = door.do("Väg ut", give_up, tour.id, [relief])
    assert getattr(planning(door), field) == value
    door.do("Ångra", replay, changes.inverse())
    assert getattr(planning(door), field) == getattr(before, field)


def test_a_pin_is_given_up_where_it_is_one_of_ours(door: Door) -> None:
    tour, relief = follow_up(door), Relief(Wish(Rule.PIN, "Visby"))
    assert not is_switch(relief, door.read(pins_of, tour.id))
    door.do("Lås", pin_stop, tour.id, "09", "Visby")
    assert is_switch(relief, door.read(pins_of, tour.id))
    door.do("Väg ut", give_up, tour.id, [relief])
    assert door.read(lambda r: r.find(Pin)) == []


def test_what_somebody_else_must_answer_is_no_switch() -> None:
    for rule in (Rule.COUNTY_DAY, Rule.PARTY_DAY, Rule.SPEAKER_DAY, Rule.SPEAKER_DAYS, Rule.CAN_HOST):
        assert not is_switch(Relief(Wish(rule, "08")), ())


def test_what_taking_a_proposal_does_is_told_before(door: Door) -> None:
    kalmar = stop_in(door, "08")
    planned = (
        VISBY,
        PlannedStop(DAY, "Östersund", "23"),
        PlannedStop(kalmar.day, "Kalmar", "08"),
        PlannedStop(date(2027, 10, 7), "Karlstad", "17"),
    )
    found = door.read(takings, follow_up(door).id, planned)
    assert {t.planned.county_code: t.fate for t in found} == {
        "09": Fate.NEW, "23": Fate.DATED, "08": Fate.THERE, "17": Fate.ELSEWHERE,
    }  # fmt: skip
    assert [t.planned.day for t in found] == sorted(t.planned.day for t in found)


def test_stops_are_taken_as_ideas_and_none_is_doubled(door: Door) -> None:
    kalmar, karlstad = stop_in(door, "08"), stop_in(door, "17")
    planned = (VISBY, PlannedStop(DAY, "Östersund", "23"), PlannedStop(date(2027, 10, 7), "Karlstad", "17"))
    before = content(door)
    changes = door.do("Anta", take_stops, follow_up(door).id, planned)
    new, dated = stop_in(door, "09"), stop_in(door, "23")
    assert (new.town, new.day, new.status, new.host_id) == (
        "Visby", VISBY.day, StopStatus.IDEA, board_id("09"),
    )  # fmt: skip
    assert (dated.day, dated.town) == (DAY, "Östersund")
    assert len(stops_of(door)) == 6
    assert (stop_in(door, "08"), stop_in(door, "17")) == (kalmar, karlstad)
    door.do("Ångra", replay, changes.inverse())
    assert content(door) == before


@pytest.mark.parametrize("facts", [{"status": StopStatus.ASKED}, {"venue": "Aulan", "town": "Åre"}])
def test_a_stop_that_somebody_was_asked_about_is_left_as_it_is(door: Door, facts: dict) -> None:
    stop = stop_in(door, "23")
    door.do("Ändra", change, Stop, stop.id, **facts)
    (taking,) = door.read(takings, follow_up(door).id, [PlannedStop(DAY, "Östersund", "23")])
    assert taking.fate is Fate.ELSEWHERE
    before = content(door)
    assert not door.do("Anta", take_stops, follow_up(door).id, [taking.planned])
    assert content(door) == before


def test_a_cancelled_stop_hinders_no_new_one(door: Door) -> None:
    door.do("Ställ in", change, Stop, stop_in(door, "08").id, status=StopStatus.CANCELLED)
    (taking,) = door.read(takings, follow_up(door).id, [PlannedStop(DAY, "Kalmar", "08")])
    assert taking.fate is Fate.NEW


def test_a_whole_proposal_is_taken_and_kept_as_one_act(door: Door) -> None:
    before = content(door)
    kept = Kept('{"a": 1}', '{"b": 2}', "Bäst för dem som missade")
    changes = door.do("Anta", take_proposal, follow_up(door).id, [VISBY], kept, NOW)
    (proposal,) = door.read(kept_proposals, follow_up(door).id)
    assert (proposal.question, proposal.answer, proposal.reason) == (kept.question, kept.answer, kept.reason)
    assert proposal.taken_on == NOW.date()
    door.do("Ångra", replay, changes.inverse())
    assert content(door) == before


def test_a_kept_proposal_says_when_it_was_taken(door: Door) -> None:
    tour = follow_up(door)
    door.do("Spara", keep_proposal, tour.id, Kept("{}", "{}", "Först"), NOW)
    (first,) = door.read(kept_proposals, tour.id)
    assert first.taken_on is None
    door.do("Anta", take_proposal, tour.id, [VISBY], first.id, NOW)
    (taken,) = door.read(kept_proposals, tour.id)
    assert (taken.id, taken.taken_on) == (first.id, NOW.date())
    door.do("Ta bort", delete_proposals, [first.id])
    assert door.read(kept_proposals, tour.id) == []
    assert stop_in(door, "09").day == VISBY.day


def test_the_newest_proposal_comes_first(door: Door) -> None:
    tour = follow_up(door)
    for minute in (30, 5, 59):
        moment = NOW.replace(minute=minute)
        door.do("Spara", keep_proposal, tour.id, Kept("{}", "{}", str(minute)), moment)
    assert [kept.reason for kept in door.read(kept_proposals, tour.id)] == ["59", "30", "5"]


def test_nothing_is_taken_into_a_tour_that_is_gone(door: Door) -> None:
    gone: UUID = uuid4()
    before = content(door)
    with pytest.raises(MissingError):
        door.do("Anta", take_stops, gone, [VISBY])
    with pytest.raises(MissingError):
        door.do("Spara", keep_proposal, gone, Kept("{}", "{}"), NOW)
    assert content(door) == before
