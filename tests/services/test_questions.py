"""The planner's question holds what the plan knows, day by day, and says what it takes for granted."""

import json
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from kampanjplan.domain.answers import Answer, Interest, Known
from kampanjplan.domain.calendar import is_off, monday
from kampanjplan.domain.contacts import Contact
from kampanjplan.domain.counties import read_municipalities
from kampanjplan.domain.errors import NoDaysError, NoPeriodError
from kampanjplan.domain.interests import CountyInterest, Theme, ThemeKind
from kampanjplan.domain.organisations import organisation_id
from kampanjplan.domain.planning import Assumed, FactorUnit, Pin, Planning, TravelFactor
from kampanjplan.domain.possibility import Lecturer, Party, StandingRule, Whose
from kampanjplan.domain.proposals import Proof
from kampanjplan.domain.stops import Stop, StopStatus
from kampanjplan.domain.tours import Tour
from kampanjplan.planner.problem import Problem
from kampanjplan.planner.reading import as_json, read_problem
from kampanjplan.planner.solve import solve
from kampanjplan.planner.soundness import refuse_nonsense
from kampanjplan.resources import resource
from kampanjplan.services.door import Door
from kampanjplan.services.editing import add, change
from kampanjplan.services.figures import figures
from kampanjplan.services.possibility import Said, answer_days
from kampanjplan.services.questions import Question, question_of
from tests.bare import without_inputs
from tests.things import anonymise, example_door

PLACES = read_municipalities(resource("map/sweden.json").read_text(encoding="utf-8"))
TODAY = date(2027, 8, 1)
UHM, KEMI = organisation_id("UHM"), organisation_id("Kemi")
TOUR = Tour(
    id=UUID(int=9),
    name="Provturnén",
    themes=("UHM:s verktyg", "Samma igen"),
    first_day=date(2027, 9, 6),
    last_day=date(2027, 11, 28),
    wanted_stops=5,
)
W41 = monday(2027, 41)


@pytest.fixture
def door() -> Door:
    door = without_inputs(example_door())
    door.do("Turné", add, TOUR)
    return door


def asked(door: Door, today: date = TODAY, tour: UUID = TOUR.id) -> Question:
    question = door.read(question_of, tour, PLACES, today)
    refuse_nonsense(question.problem)
    assert read_problem(json.dumps(as_json(question.problem))) == question.problem
    return question


def county(problem: Problem, code: str):
    return next(one for one in problem.counties if one.code == code)


def test_of_a_tour_of_which_nothing_is_known_all_is_open(door: Door) -> None:
    question = asked(door)
    problem = question.problem
    assert len(problem.counties) == len(problem.places) == 21
    assert {place.can_host for place in problem.places} == {Known.UNKNOWN}
    assert problem.days[0] == TOUR.first_day
    assert not any(is_off(day) for day in problem.days)
    assert (problem.fewest_stops, problem.most_stops, problem.longest_trip) == (4, 5, 2)
    assert [theme.key for theme in problem.themes] == list(TOUR.themes)
    said = {one.what: one.names for one in question.assumptions}
    assert len(said[Assumed.NO_PARTICIPANTS]) == 21
    assert {Assumed.NO_PARTIES, Assumed.NO_FACTOR} <= said.keys()
    assert solve(problem).proof is Proof.BEST


def test_a_tour_without_a_period_or_days_left_is_refused(door: Door) -> None:
    with pytest.raises(NoDaysError):
        asked(door, today=date(2028, 1, 1))
    door.do("Öppen", change, Tour, TOUR.id, last_day=None)
    with pytest.raises(NoPeriodError):
        asked(door)


def test_days_that_have_been_are_for_settled_stops_alone(door: Door) -> None:
    held = Stop(
        id=uuid4(), tour_id=TOUR.id, county_code="08", town="Kalmar", status=StopStatus.DONE,
        first_day=date(2027, 9, 10), last_day=date(2027, 9, 10),
    )  # fmt: skip
    door.do("Stopp", add, held)
    fridays = StandingRule(id=uuid4(), county_code="08", text="fredagar nej", weekdays=(4,))
    door.do("Regel", add, fridays)
    problem = asked(door, today=date(2027, 10, 1)).problem
    assert problem.days[:2] == (date(2027, 9, 10), date(2027, 10, 1))
    assert [(pin.town, pin.days) for pin in problem.pins] == [("Kalmar", (date(2027, 9, 10),))]
    assert date(2027, 9, 10) in county(problem, "08").answers.yes, "it was held, whatever was said"
    assert date(2027, 10, 1) in county(problem, "08").answers.no


def test_blocked_days_are_no_days_of_anybody(door: Door) -> None:
    week = StandingRule(
        id=uuid4(), tour_id=TOUR.id, text="v 44", first_day=monday(2027, 44), last_day=monday(2027, 45)
    )
    maybe = StandingRule(
        id=uuid4(), tour_id=TOUR.id, text="fredagar vid behov", weekdays=(4,), answer=Answer.IF_NEED_BE
    )
    door.do("Spärra", add, week, maybe)
    days = asked(door).problem.days
    assert not [day for day in days if monday(2027, 44) <= day <= monday(2027, 45)]
    assert any(day.weekday() == 4 for day in days)


def test_answers_go_before_rules_and_rules_before_possible_weeks(door: Door) -> None:
    kalmar = Whose(county_code="08")
    interest = CountyInterest(
        id=uuid4(), tour_id=TOUR.id, county_code="08", interest=Interest.STRONG, participants=40,
        weeks=("2027-W41",), missed=Known.YES, can_host=Known.YES,
    )  # fmt: skip
    mondays = StandingRule(id=uuid4(), county_code="08", text="måndagar nej", weekdays=(0,))
    door.do("Intresse", add, interest, mondays)
    said = [Said(kalmar, W41 - timedelta(days=7), W41 - timedelta(days=7), Answer.IF_NEED_BE)]
    door.do("Svar", answer_days, said, None, None)
    answers = county(asked(door).problem, "08").answers
    assert answers.yes == tuple(W41 + timedelta(days=n) for n in (1, 2, 3, 4))
    assert answers.if_need_be == (W41 - timedelta(days=7),)
    assert W41 in answers.no
    problem = asked(door).problem
    assert len(answers.yes + answers.if_need_be + answers.no) == len(problem.days)
    other = county(problem, "17").answers
    assert other.yes + other.if_need_be + other.no == (), "blank is neither yes nor no"


def test_parties_and_lecturers_travel_from_their_towns(door: Door) -> None:
    first, second, gone = sorted(c.id for c in door.read(lambda r: r.find(Contact)))[:3]
    door.do(
        "Med",
        add,
        Party(id=uuid4(), tour_id=TOUR.id, organisation_id=UHM, staff=2),
        Party(id=uuid4(), tour_id=TOUR.id, organisation_id=KEMI, town="Atlantis"),
        Lecturer(id=uuid4(), contact_id=first, competences=("verktyg",), town="Hjo", most_days=3),
        Lecturer(id=uuid4(), contact_id=second, competences=("krav",)),
        Lecturer(id=uuid4(), contact_id=gone, competences=("verktyg",)),
        Theme(id=uuid4(), tour_id=TOUR.id, name="UHM:s verktyg", competences=("verktyg", "finns inte")),
    )
    door.do("Gallra", anonymise, [gone], TODAY, "Dnr 1")
    question = asked(door)
    problem = question.problem
    assert [(p.key, p.home, p.staff) for p in problem.parties] == [
        ("Kemi", "Stockholm", 1),
        ("UHM", "Solna", 2),
    ]
    assert {s.key: (s.home, s.most_days) for s in problem.speakers}[str(first)] == ("Hjo", 3)
    assert {s.key for s in problem.speakers} == {str(first), str(second)}, "who was erased speaks no more"
    people = {c.id: c.name for c in door.read(lambda r: r.find(Contact))}
    assert question.names[str(first)] == people[first]
    assert people[first] not in str(as_json(problem)), "a person stands in a question by a key alone"
    said = {one.what: one.names for one in question.assumptions}
    assert said[Assumed.UNKNOWN_TOWN] == ("Atlantis",)
    assert said[Assumed.NO_SPEAKER] == ("finns inte",)
    assert Assumed.NO_PARTIES not in said


def test_settled_stops_go_before_pins_and_a_pinned_county_has_one_town(door: Door) -> None:
    day = W41 + timedelta(days=1)
    settled: dict = {"tour_id": TOUR.id, "status": StopStatus.CONFIRMED, "first_day": day, "last_day": day}
    door.do(
        "Stopp",
        add,
        Stop(id=uuid4(), county_code="08", town="Oskarshamn", **settled),
        Stop(id=uuid4(), county_code="17", town="Stockholm", **settled),
        Stop(id=uuid4(), county_code="20", town="Falun", **{**settled, "status": StopStatus.HOLD}),
        Pin(id=uuid4(), tour_id=TOUR.id, county_code="08", town="Kalmar"),
        Pin(id=uuid4(), tour_id=TOUR.id, county_code="25", town="Kiruna", first_day=W41, last_day=day),
        CountyInterest(id=uuid4(), tour_id=TOUR.id, county_code="25", towns=("Luleå", "Boden")),
        CountyInterest(id=uuid4(), tour_id=TOUR.id, county_code="24", towns=("Umeå", "Skellefteå")),
    )
    question = asked(door)
    pins = {pin.town: pin.days for pin in question.problem.pins}
    assert pins == {"Oskarshamn": (day,), "Karlstad": (day,), "Kiruna": (W41, day)}
    towns = {
        code: [p.town for p in question.problem.places if p.county_code == code] for code in ("25", "24")
    }
    assert towns == {"25": ["Kiruna"], "24": ["Umeå", "Skellefteå"]}
    assert next(a.names for a in question.assumptions if a.what is Assumed.UNKNOWN_TOWN) == ("Stockholm",)


def test_rules_and_weights_are_those_of_the_tour(door: Door) -> None:
    factor = TravelFactor(id=uuid4(), mode="Tåg", mg_per_km=7000)
    planning = Planning(
        id=uuid4(), tour_id=TOUR.id, fewest_stops=2, most_stops=3, longest_trip=3, rest_days=4,
        longest_leg=300, parts=2, reach_km=150, hub="Göteborg", factor_id=factor.id,
        required=("08",), forbidden=("01", "03"), night=77,
    )  # fmt: skip
    door.do("Regler", add, factor, planning)
    question = asked(door)
    problem = question.problem
    assert (problem.fewest_stops, problem.most_stops, problem.longest_trip, problem.rest_days) == (2, 3, 3, 4)
    assert (problem.longest_leg, problem.parts, problem.reach_km, problem.hub) == (300, 2, 150, "Göteborg")
    assert (problem.required, problem.forbidden, problem.weights.night) == (("08",), ("01", "03"), 77)
    assert question.factor == factor
    assert {c.part for c in problem.counties} == {"Östra Sverige", "Södra Sverige", "Norra Sverige"}


def test_wishes_are_for_the_themes_that_they_name(door: Door) -> None:
    deep = Theme(id=uuid4(), tour_id=TOUR.id, name="UHM:s verktyg", kind=ThemeKind.DEEP_DIVE)
    again = Theme(id=uuid4(), tour_id=TOUR.id, name="Samma igen", kind=ThemeKind.AGAIN)
    said = CountyInterest(
        id=uuid4(), tour_id=TOUR.id, county_code="08", wish_deep=4, wish_again=1, wish_other=9
    )
    door.do("Teman", add, deep, again, said)
    assert [(w.theme, w.count) for w in county(asked(door).problem, "08").wishes] == [
        ("UHM:s verktyg", 4),
        ("Samma igen", 1),
    ]


def test_figures_recount_what_a_proposal_says(door: Door) -> None:
    door.do(
        "Med",
        add,
        Party(id=uuid4(), tour_id=TOUR.id, organisation_id=UHM, staff=5),
        CountyInterest(
            id=uuid4(), tour_id=TOUR.id, county_code="08", participants=40, interest=Interest.SOME
        ),
    )
    problem = asked(door).problem
    proposal = solve(problem)
    by_train = TravelFactor(id=uuid4(), mode="Tåg", mg_per_km=7000)
    by_car = replace(by_train, unit=FactorUnit.VEHICLE_KM)
    told = figures(problem, proposal.trips, by_train)
    assert told.grams == pytest.approx(7 * told.staff_km)
    assert figures(problem, proposal.trips, by_car).grams == pytest.approx(7 * told.staff_km / 5 * 2)
    assert figures(problem, proposal.trips, None).grams is None
    assert told.days == {"UHM": told.stops}
    assert told.reached == 40
