"""Weeks as people write them, and written so that they are read again as the same."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kampanjplan.domain.errors import FieldError, UnknownWeekError, UnreadableError
from kampanjplan.domain.interests import week_of
from kampanjplan.domain.weeks import read_weeks
from kampanjplan.wording.dates import weeks_text

NEAR = date(2027, 10, 20)


@pytest.mark.parametrize(
    ("text", "weeks"),
    [
        ("v. 40-43, 46", "40 41 42 43 46"),
        ("v 40–41 och v. 46", "40 41 46"),
        ("46, 40", "40 46"),
        ("vecka 41", "41"),
        ("v 41, 41, v 40-42", "40 41 42"),
        ("2027-W44", "44"),
        ("v 41 2027", "41"),
        ("", ""),
        (" - ", ""),
    ],
)
def test_what_is_read(text: str, weeks: str) -> None:
    assert read_weeks(text, NEAR) == tuple(f"2027-W{week}" for week in weeks.split())


def test_a_year_is_the_one_that_is_said() -> None:
    assert read_weeks("v 41 2028, 2, 52", NEAR) == ("2027-W52", "2028-W02", "2028-W41")


@pytest.mark.parametrize("text", ["tis 12 okt", "okt", "1 sep - 3 okt", "alla", "v 40,x"])
def test_what_is_no_whole_weeks_is_refused(text: str) -> None:
    with pytest.raises(UnreadableError):
        read_weeks(text, NEAR)


def test_no_such_week() -> None:
    with pytest.raises(UnknownWeekError):
        read_weeks("v. 40, 54", NEAR)


days = st.dates(date(2024, 1, 1), date(2031, 12, 31))


@given(st.sets(days.map(week_of), max_size=9), days)
def test_written_and_read_again(weeks: set[str], near: date) -> None:
    assert read_weeks(weeks_text(weeks, near), near) == tuple(sorted(weeks))


@given(st.text(st.sampled_from("v. 0123456-,W2017och"), max_size=14))
def test_anything_is_read_or_refused(text: str) -> None:
    with suppress(FieldError):
        read_weeks(text, NEAR)
