"""What people type for days, weeks, times and numbers."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kampanjplan.domain.errors import (
    EndBeforeStartError,
    OutOfRangeError,
    UnknownWeekError,
    UnreadableError,
    WrongWeekdayError,
)
from kampanjplan.domain.reading import (
    read_day,
    read_minutes,
    read_near_day,
    read_number,
    read_span,
    read_time,
)
from kampanjplan.wording.dates import day_text, span_text

NEAR = date(2027, 10, 20)
DAYS = {
    "2027-10-12": date(2027, 10, 12),
    "v 41 tis": date(2027, 10, 12),
    "tis v 41": date(2027, 10, 12),
    "v.41 tisdag": date(2027, 10, 12),
    "Vecka 41, tis": date(2027, 10, 12),
    "12/10": date(2027, 10, 12),
    "12/10 2028": date(2028, 10, 12),
    "12 okt": date(2027, 10, 12),
    "tis 12 okt": date(2027, 10, 12),
    "tis 12 okt 2027": date(2027, 10, 12),
    "12 oktober 2027": date(2027, 10, 12),
    "1 maj": date(2027, 5, 1),
    "29 feb": date(2028, 2, 29),
    "w 41 tue": date(2027, 10, 12),
    "Tue 12 Oct 2027": date(2027, 10, 12),
    "lördag 16 okt": date(2027, 10, 16),
}
SPANS = {
    "v 41": (date(2027, 10, 11), date(2027, 10, 17)),
    "2027 v 41": (date(2027, 10, 11), date(2027, 10, 17)),
    "v. 41 2027": (date(2027, 10, 11), date(2027, 10, 17)),
    "v. 38-46": (date(2027, 9, 20), date(2027, 11, 21)),
    "v. 38–46 2027": (date(2027, 9, 20), date(2027, 11, 21)),
    "v 50-3": (date(2027, 12, 13), date(2028, 1, 23)),
    "okt 2027": (date(2027, 10, 1), date(2027, 10, 31)),
    "februari": (date(2028, 2, 1), date(2028, 2, 29)),
    "12-14 okt": (date(2027, 10, 12), date(2027, 10, 14)),
    "2027-09-01 - 2027-10-15": (date(2027, 9, 1), date(2027, 10, 15)),
    "1 sep – 15 okt 2027": (date(2027, 9, 1), date(2027, 10, 15)),
    "1 sep till 15 okt": (date(2027, 9, 1), date(2027, 10, 15)),
    "v 53 2026": (date(2026, 12, 28), date(2027, 1, 3)),
}


@pytest.mark.parametrize(("text", "day"), DAYS.items())
def test_days(text: str, day: date) -> None:
    assert read_span(text, NEAR) == (day, day)
    assert read_day(text.upper(), NEAR) == day


@pytest.mark.parametrize(("text", "span"), SPANS.items())
def test_weeks_and_windows(text: str, span: tuple[date, date]) -> None:
    assert read_span(text, NEAR) == span


@pytest.mark.parametrize("text", ["", "  ", "-", "–"])
def test_nothing_is_no_date(text: str) -> None:
    assert read_span(text, NEAR) is None


@pytest.mark.parametrize(("text", "error"), [
    ("v 54", UnknownWeekError),
    ("v 0", UnknownWeekError),
    ("v 53 2027", UnknownWeekError),
    ("v 99", UnknownWeekError),
    ("31 feb", UnreadableError),
    ("2027-13-01", UnreadableError),
    ("kanske", UnreadableError),
    ("ons 12 okt 2027", WrongWeekdayError),
    ("2027-10-15 - 2027-09-01", EndBeforeStartError),
    ("14-12 okt", EndBeforeStartError),
    ("v 46-38 2027", EndBeforeStartError),
])  # fmt: skip
def test_what_cannot_be(text: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        read_span(text, NEAR)


def test_week_53_is_found_in_the_year_that_has_one() -> None:
    assert read_span("v 53", date(2026, 11, 1)) == (date(2026, 12, 28), date(2027, 1, 3))


def test_a_window_is_not_a_day() -> None:
    with pytest.raises(UnreadableError):
        read_day("v 41", NEAR)


@given(first=st.dates(date(1990, 1, 1), date(2090, 1, 1)), days=st.integers(0, 500))
def test_what_is_shown_reads_back(first: date, days: int) -> None:
    span = first, first + timedelta(days=days)
    assert read_span(span_text(*span), NEAR) == span


def test_a_month_is_named_once() -> None:
    assert span_text(date(2027, 11, 22), date(2027, 11, 27)) == "22–27 nov 2027"
    assert span_text(date(2027, 10, 22), date(2027, 11, 27)) == "22 okt – 27 nov 2027"


@given(week=st.integers(1, 52), year=st.integers(1990, 2090), more=st.integers(0, 5))
def test_whole_weeks_read_back(week: int, year: int, more: int) -> None:
    first = date.fromisocalendar(year, week, 1)
    span = first, first + timedelta(days=6 + 7 * more)
    assert read_span(span_text(*span), NEAR) == span


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    from kampanjplan.domain.errors import FieldError

    for read in (lambda: read_span(text, NEAR), lambda: read_time(text), lambda: read_minutes(text)):
        try:
            read()
        except FieldError:
            continue


def test_day_text_names_the_weekday() -> None:
    assert day_text(date(2027, 10, 12)) == "tis 12 okt 2027"


@pytest.mark.parametrize(("text", "moment"), [
    ("9", time(9)), ("09:00", time(9)), ("9.30", time(9, 30)), ("0930", time(9, 30)), ("kl 13", time(13)),
    ("23:59", time(23, 59)), ("", None),
])  # fmt: skip
def test_times(text: str, moment: time | None) -> None:
    assert read_time(text) == moment


@pytest.mark.parametrize("text", ["24", "9:60", "nio", "9:5:1"])
def test_no_times(text: str) -> None:
    with pytest.raises(UnreadableError):
        read_time(text)


@pytest.mark.parametrize(("text", "minutes"), [
    ("45", 45), ("45 min", 45), ("1:30", 90), ("1 h", 60), ("1,5 tim", 90), ("", None),
])  # fmt: skip
def test_minutes(text: str, minutes: int | None) -> None:
    assert read_minutes(text) == minutes


def test_numbers() -> None:
    assert read_number("1 000") == 1000
    with pytest.raises(OutOfRangeError):
        read_number("-1")
    with pytest.raises(UnreadableError):
        read_number("trettiosju")


@pytest.mark.parametrize("text", ["0001-01-01", "0001-01-01 - 0001-02-01", "v 1 - 9999-12-31"])
def test_years_that_nobody_plans_in_are_refused(text) -> None:
    with pytest.raises(UnreadableError):
        read_span(text, NEAR)


TUESDAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("idag", 0), ("i dag", 0), ("I morgon", 1), ("igår", -1), ("i förrgår", -2), ("övermorgon", 2),
        ("fre", 3), ("fredag", 3), ("tis", 7), ("mån", 6), ("om 2 veckor", 14), ("om en vecka", 7),
        ("om 3 dagar", 3), ("in 1 week", 7), ("+3", 3), ("+2v", 14), ("om 10 d", 10), ("tomorrow", 1),
        ("25/11", 1), ("2026-12-01", 7), ("v 49 tis", 7),
    ],
)  # fmt: skip
def test_a_day_close_to_today(text: str, days: int) -> None:
    assert read_near_day(text, TUESDAY, ahead=True) == TUESDAY + timedelta(days=days)


@pytest.mark.parametrize(("text", "days"), [("tis", 0), ("mån", -1), ("ons", -6), ("igår", -1)])
def test_a_day_that_was(text: str, days: int) -> None:
    assert read_near_day(text, TUESDAY, ahead=False) == TUESDAY + timedelta(days=days)


@pytest.mark.parametrize("text", ["om 2 mars", "om", "snart", "om 2 månader", "v 41", "fre -", "+"])
def test_what_is_no_day_close_to_today(text: str) -> None:
    with pytest.raises(UnreadableError):
        read_near_day(text, TUESDAY, ahead=True)


def test_no_day_close_to_today() -> None:
    assert read_near_day(" ", TUESDAY, ahead=True) is None
