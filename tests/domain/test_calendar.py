"""Red days against an independent list, days between, week 44."""

from datetime import date

import pytest

from kampanjplan.domain.calendar import DayKind, day_remarks, is_between, red_days, weeks_in, whole_weeks

# Easter Sundays by Gauss's rule, written out by hand from the almanac.
EASTER = {
    2019: date(2019, 4, 21), 2020: date(2020, 4, 12), 2021: date(2021, 4, 4), 2022: date(2022, 4, 17),
    2023: date(2023, 4, 9), 2024: date(2024, 3, 31), 2025: date(2025, 4, 20), 2026: date(2026, 4, 5),
    2027: date(2027, 3, 28), 2028: date(2028, 4, 16), 2029: date(2029, 4, 1), 2030: date(2030, 4, 21),
}  # fmt: skip


def first_from(day: date, weekday: int) -> date:
    return date.fromordinal(day.toordinal() + (weekday - day.weekday()) % 7)


@pytest.mark.parametrize("year", EASTER)
def test_red_days(year: int) -> None:
    """Lag (1989:253) om allmänna helgdagar, Sundays aside, and the three eves."""
    easter = EASTER[year].toordinal()
    red = {date(year, *day) for day in ((1, 1), (1, 6), (5, 1), (6, 6), (12, 25), (12, 26))}
    red |= {date.fromordinal(easter + days) for days in (-2, 0, 1, 39, 49)}
    midsummer = first_from(date(year, 6, 20), 5)
    red |= {midsummer, first_from(date(year, 10, 31), 5)}
    eves = {date.fromordinal(midsummer.toordinal() - 1), date(year, 12, 24), date(year, 12, 31)}
    days = red_days(year)
    assert {d for d, r in days.items() if r.kind is DayKind.RED} == red
    assert {d for d, r in days.items() if r.kind is DayKind.EVE} == eves


def test_days_between() -> None:
    assert is_between(date(2027, 5, 7))  # after Ascension Day, a Thursday
    assert not is_between(date(2027, 5, 5))
    assert [r.kind for r in day_remarks(date(2027, 5, 7))] == [DayKind.BETWEEN]


def test_week_44_is_marked() -> None:
    assert [r.kind for r in day_remarks(date(2027, 11, 3))] == [DayKind.AUTUMN_BREAK]
    assert day_remarks(date(2027, 10, 12)) == ()


def test_weeks() -> None:
    assert (weeks_in(2020), weeks_in(2026), weeks_in(2027)) == (53, 53, 52)
    assert whole_weeks(date(2027, 10, 11), date(2027, 10, 17)) == (2027, 41, 41)
    assert whole_weeks(date(2027, 10, 12), date(2027, 10, 17)) is None
