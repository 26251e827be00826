"""What somebody says of a day: their answer of it, else their rules; and what is left of an answer."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kampanjplan.domain.answers import Answer
from kampanjplan.domain.errors import FieldError
from kampanjplan.domain.fields import checked
from kampanjplan.domain.interests import CountyInterest, ThemeKind, week_days, week_of
from kampanjplan.domain.possibility import DayAnswer, StandingRule, answer_of, without_days

MONDAY = date(2027, 10, 4)


def day(number: int) -> date:
    return MONDAY + timedelta(days=number)


def answer(first: int, last: int, said: Answer = Answer.YES) -> DayAnswer:
    return DayAnswer(id=uuid4(), county_code="08", first_day=day(first), last_day=day(last), answer=said)


def rule(said: Answer = Answer.NO, **facts) -> StandingRule:
    return checked(StandingRule(id=uuid4(), county_code="08", answer=said, **facts))


def test_nothing_said_is_not_answered() -> None:
    assert answer_of(MONDAY, [], []) is Answer.UNANSWERED
    assert answer_of(day(5), [answer(0, 4)], []) is Answer.UNANSWERED
    assert answer_of(day(4), [answer(0, 4)], []) is Answer.YES


def test_a_rule_speaks_of_its_weekdays_within_its_period() -> None:
    fridays = rule(weekdays=(4,), first_day=day(0), last_day=day(10))
    said = [n for n in range(-7, 25) if answer_of(day(n), [], [fridays]) is Answer.NO]
    assert said == [4]
    away = rule(first_day=day(7))
    assert [n for n in range(10) if away.holds(day(n))] == [7, 8, 9]


def test_the_hardest_rule_counts_and_an_answer_goes_before_all() -> None:
    rules = [rule(Answer.IF_NEED_BE, weekdays=(0,)), rule(Answer.NO, first_day=day(0), last_day=day(0))]
    assert answer_of(day(0), [], rules) is Answer.NO
    assert answer_of(day(7), [], rules) is Answer.IF_NEED_BE
    assert answer_of(day(0), [answer(0, 0)], rules) is Answer.YES


@given(st.integers(-5, 5), st.integers(0, 9), st.integers(-5, 5), st.integers(0, 9))
def test_what_is_left_of_an_answer_are_its_other_days(a: int, length: int, b: int, taken: int) -> None:
    said = answer(a, a + length)
    left = without_days(said, day(b), day(b + taken))
    told = [day(n) for n in range(a, a + length + 1) if not b <= n <= b + taken]
    kept = [
        one.first_day + timedelta(days=n)
        for one in left
        for n in range((one.last_day - one.first_day).days + 1)
    ]
    assert kept == told
    assert len({one.id for one in left}) == len(left)
    assert not left or left[0].id == said.id


@pytest.mark.parametrize(
    "nonsense",
    [
        DayAnswer(id=uuid4(), first_day=MONDAY, last_day=MONDAY),
        DayAnswer(id=uuid4(), county_code="08", contact_id=uuid4(), first_day=MONDAY, last_day=MONDAY),
        answer(1, 0),
        answer(0, 0, Answer.UNANSWERED),
        StandingRule(id=uuid4(), county_code="08", text="alltid nej"),
        StandingRule(id=uuid4(), county_code="08", weekdays=(7,)),
        StandingRule(id=uuid4(), weekdays=(1,)),
        CountyInterest(id=uuid4(), tour_id=uuid4(), county_code="08", weeks=("2027-W54",)),
        CountyInterest(id=uuid4(), tour_id=uuid4(), county_code="08", weeks=("v 41",)),
    ],
)
def test_nonsense_is_refused(nonsense) -> None:
    with pytest.raises(FieldError):
        checked(nonsense)


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)))
def test_a_week_holds_its_days(of: date) -> None:
    first, last = week_days(week_of(of))
    assert first <= of <= last
    assert (first.weekday(), last.weekday()) == (0, 6)


def test_wishes_for_another_theme_are_for_the_theme_of_that_name() -> None:
    said = CountyInterest(
        id=uuid4(), tour_id=uuid4(), county_code="08", wish_deep=3, wish_other=2, other_theme="Textil"
    )
    assert said.wishes("UHM:s verktyg", ThemeKind.DEEP_DIVE) == 3
    assert said.wishes("Samma", ThemeKind.AGAIN) == 0
    assert said.wishes("textil", ThemeKind.OTHER) == 2
    assert said.wishes("Möbler", ThemeKind.OTHER) == 0
    assert not said.says_nothing
    assert CountyInterest(id=uuid4(), tour_id=uuid4(), county_code="08").says_nothing
