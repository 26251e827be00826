"""What hangs on a contact, a body or a tour for the planner follows it: gone with it, or handed over."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from kampanjplan.domain.answers import Answer
from kampanjplan.domain.contacts import Contact
from kampanjplan.domain.interests import CountyInterest, Theme
from kampanjplan.domain.journal import Question
from kampanjplan.domain.organisations import organisation_id
from kampanjplan.domain.planning import KeptProposal, Pin, Planning, TravelFactor
from kampanjplan.domain.possibility import DayAnswer, Lecturer, Party, StandingRule, Whose
from kampanjplan.services.contacts import delete_contacts, delete_organisation
from kampanjplan.services.door import Door
from kampanjplan.services.editing import add, change
from kampanjplan.services.history import replay
from kampanjplan.services.merging import merge
from kampanjplan.services.possibility import Said, answer_days, answers_of
from kampanjplan.services.tours import delete_tour
from tests.bare import without_inputs
from tests.things import anonymise, content, example_door, follow_up, planned

MONDAY = date(2027, 10, 4)
OF_TOUR = (Theme, CountyInterest, StandingRule, Party, Planning, Pin, KeptProposal)


def day(number: int) -> date:
    return MONDAY + timedelta(days=number)


@pytest.fixture
def door() -> Door:
    return without_inputs(example_door())


def two(door: Door) -> tuple[Contact, Contact]:
    first, second, *_ = sorted(door.read(lambda r: r.find(Contact)), key=lambda c: c.id)
    return first, second


def said_of(door: Door, whose: Whose) -> dict[date, Answer]:
    answers = door.read(answers_of, whose)
    days = [
        (one.first_day + timedelta(days=n), one.answer)
        for one in answers
        for n in range((one.last_day - one.first_day).days + 1)
    ]
    assert len(days) == len(dict(days)), "two answers of one day"
    return dict(days)


def test_a_tour_takes_with_it_what_was_asked_and_answered_for_it(door: Door) -> None:
    tour, person = follow_up(door), two(door)[0]
    door.do("Underlag", add, *planned(tour.id, person.id))
    door.do("Spärr", add, StandingRule(id=uuid4(), tour_id=tour.id, text="v 44", first_day=day(28)))
    before = content(door)
    changes = door.do("Bort", delete_tour, tour.id)
    for kind in OF_TOUR:
        assert not door.read(lambda r, kind=kind: r.find(kind, tour_id=tour.id)), kind
    assert door.read(lambda r: r.find(TravelFactor)), "the ways to travel are the plan's"
    assert door.read(lambda r: r.find(Lecturer)), "and so are those who can speak"
    assert list(door.store.check()) == []
    door.do("Ångra", replay, changes.inverse())
    assert content(door) == before


def test_a_contact_takes_their_own_days_and_leaves_what_they_said_of_others(door: Door) -> None:
    person = two(door)[0]
    door.do("Underlag", add, *planned(follow_up(door).id, person.id))
    of_uhm = Said(Whose(organisation_id=organisation_id("UHM")), day(0), day(4), Answer.YES)
    door.do("Svar", answer_days, [of_uhm], person.id, day(-5))
    changes = door.do("Bort", delete_contacts, [person.id])
    (kept,) = door.read(lambda r: r.find(DayAnswer))
    assert (kept.organisation_id, kept.said_by_id, kept.said_on) == (organisation_id("UHM"), None, day(-5))
    assert not door.read(lambda r: r.find(Lecturer) + r.find(StandingRule))
    door.do("Ångra", replay, changes.inverse())
    assert len(door.read(lambda r: r.find(DayAnswer, said_by_id=person.id))) == 1


def test_a_body_takes_its_answers_and_its_place_on_the_tour(door: Door) -> None:
    uhm = organisation_id("UHM")
    door.do("Underlag", add, *planned(follow_up(door).id, two(door)[0].id))
    door.do("Svar", answer_days, [Said(Whose(organisation_id=uhm), day(0), day(4), Answer.NO)], None, None)
    door.do("Bort", delete_organisation, uhm)
    assert not door.read(lambda r: r.find(Party) + r.find(DayAnswer, organisation_id=uhm))
    assert list(door.store.check()) == []


def test_of_two_who_are_merged_the_kept_one_answers_first(door: Door) -> None:
    kept, gone = two(door)
    mine, theirs = Whose(contact_id=kept.id), Whose(contact_id=gone.id)
    door.do("Svar", answer_days, [Said(mine, day(2), day(3), Answer.NO)], None, None)
    door.do("Svar", answer_days, [Said(theirs, day(0), day(6), Answer.YES)], gone.id, None)
    rule = StandingRule(
        id=uuid4(), contact_id=gone.id, text="fredagar nej", weekdays=(4,), said_by_id=gone.id
    )
    first = Lecturer(id=uuid4(), contact_id=kept.id, competences=("krav",))
    second = Lecturer(id=uuid4(), contact_id=gone.id, competences=("krav", "verktyg"), town="Solna")
    door.do("Mer", add, rule, first, second)
    before = content(door)
    changes = door.do("Slå ihop", merge, kept.id, gone.id, {})
    no = {day(2), day(3)}
    assert said_of(door, mine) == {day(n): Answer.NO if day(n) in no else Answer.YES for n in range(7)}
    assert {one.said_by_id for one in door.read(answers_of, mine)} == {None, kept.id}
    (ruled,) = door.read(lambda r: r.find(StandingRule))
    assert (ruled.contact_id, ruled.said_by_id) == (kept.id, kept.id)
    (lecturer,) = door.read(lambda r: r.find(Lecturer))
    assert (lecturer.id, lecturer.competences, lecturer.town) == (first.id, ("krav", "verktyg"), "Solna")
    door.do("Ångra", replay, changes.inverse())
    assert content(door) == before


def test_a_lecturer_is_handed_over_where_the_kept_one_is_none(door: Door) -> None:
    kept, gone = two(door)
    door.do("Mer", add, Lecturer(id=uuid4(), contact_id=gone.id, town="Solna", most_days=2))
    door.do("Slå ihop", merge, kept.id, gone.id, {})
    (lecturer,) = door.read(lambda r: r.find(Lecturer))
    assert (lecturer.contact_id, lecturer.most_days) == (kept.id, 2)


def test_of_somebody_erased_the_days_stay_but_not_where_they_travel_from(door: Door) -> None:
    person = two(door)[0]
    door.do("Mer", add, Lecturer(id=uuid4(), contact_id=person.id, competences=("krav",), town="Hjo"))
    lecturer = door.read(lambda r: r.find(Lecturer))[0]
    door.do("Flyttat", change, Lecturer, lecturer.id, town="Skara")
    door.do(
        "Svar", answer_days, [Said(Whose(contact_id=person.id), day(0), day(0), Answer.NO)], person.id, None
    )
    door.do("Gallra", anonymise, [person.id], day(0), "Dnr 1")
    assert said_of(door, Whose(contact_id=person.id)) == {day(0): Answer.NO}
    assert door.read(lambda r: r.find(Lecturer))[0].town == ""
    told = str(door.read(lambda r: r.journal(Question(most=100, steps=None))))
    assert "Hjo" not in told
    assert "Skara" not in told
