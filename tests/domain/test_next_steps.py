"""When a next step is due, and after how many days somebody has not been heard for long."""

from dataclasses import replace
from datetime import date, time, timedelta
from uuid import uuid4

import pytest

from kampanjplan.domain.activities import (
    Activity,
    Due,
    due,
    is_quiet,
)
from kampanjplan.domain.errors import EmptyError
from kampanjplan.domain.fields import checked
from kampanjplan.domain.organisations import OrganisationKind
from kampanjplan.domain.rules import Rules

TUESDAY = date(2026, 11, 24)
ANNA, BO, KEMI, UHM = uuid4(), uuid4(), uuid4(), uuid4()


def call(day: date = TUESDAY, **facts) -> Activity:
    return Activity(id=uuid4(), day=day, **{"contact_ids": (ANNA,), **facts})


@pytest.mark.parametrize(
    ("days", "when"),
    [
        (-400, Due.OVERDUE),
        (-1, Due.OVERDUE),
        (0, Due.TODAY),
        (1, Due.WEEK),
        (5, Due.WEEK),  # Sunday
        (6, Due.LATER),  # Monday
    ],
)
def test_when_a_step_is_due(days: int, when: Due) -> None:
    assert due(call(next_day=TUESDAY + timedelta(days=days)), TUESDAY) is when


def test_a_sunday_is_the_end_of_the_week() -> None:
    sunday = TUESDAY + timedelta(days=5)
    assert due(call(next_day=sunday), sunday) is Due.TODAY
    assert due(call(next_day=sunday + timedelta(days=1)), sunday) is Due.LATER


def test_a_step_without_a_day_waits_and_one_that_is_done_does_not() -> None:
    assert due(call(), TUESDAY) is None
    assert due(call(next_step="Ring"), TUESDAY) is Due.UNDATED
    assert due(call(next_step="Ring", next_day=TUESDAY, next_done=TUESDAY), TUESDAY) is None


@pytest.mark.parametrize("kind", OrganisationKind)
def test_quiet_after_the_days_of_the_kind(kind: OrganisationKind) -> None:
    days = Rules(**{f"quiet_{kind.name.lower()}": 17}).quiet_days(kind)
    assert days == 17
    assert not is_quiet(TUESDAY - timedelta(days=days), days, TUESDAY)
    assert is_quiet(TUESDAY - timedelta(days=days + 1), days, TUESDAY)


def test_who_is_nowhere_may_be_quiet_for_as_long_as_others() -> None:
    assert Rules(quiet_other=40).quiet_days(None) == 40


def test_it_is_with_somebody_and_in_the_order_of_time() -> None:
    with pytest.raises(EmptyError) as refused:
        checked(Activity(id=uuid4(), day=TUESDAY))
    assert refused.value.field == "contact_ids"
    untimed = call()
    timed = replace(untimed, at=time(8, 0))
    assert untimed.order < timed.order < call(TUESDAY + timedelta(days=1)).order
