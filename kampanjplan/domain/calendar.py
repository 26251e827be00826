"""Swedish calendar: ISO weeks, red days, days between, and the autumn school holiday.

Red days come from the `holidays` package (public days and the eves that most people have off).
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from functools import lru_cache

AUTUMN_BREAK_WEEK = 44  # schools are closed; many participants are away


class DayKind(Enum):
    RED = "red"
    EVE = "eve"
    BETWEEN = "between"
    WEEKEND = "weekend"
    AUTUMN_BREAK = "autumn break"


@dataclass(frozen=True, slots=True)
class DayRemark:
    """Why a day is not like others; `name` is the red day's Swedish name, else empty."""

    kind: DayKind
    name: str = ""


def monday(year: int, week: int) -> date:
    """The first day of an ISO week; ValueError where the year has no such week."""
    return date.fromisocalendar(year, week, 1)


def weeks_in(year: int) -> int:
    """52 or 53: the week of 28 December is always the last."""
    return date(year, 12, 28).isocalendar().week


def whole_weeks(first: date, last: date) -> tuple[int, int, int] | None:
    """(year, first week, last week) where the days are whole ISO weeks of one year, else None."""
    a, b = first.isocalendar(), last.isocalendar()
    if a.weekday == 1 and b.weekday == 7 and a.year == b.year:
        return a.year, a.week, b.week
    return None


@lru_cache(maxsize=64)
def red_days(year: int) -> dict[date, DayRemark]:
    """The public days and the eves of a year, weekends left out unless they are one."""
    import holidays  # as dear as a window to import, so only when a date is looked at

    public = holidays.country_holidays("SE", years=year, include_sundays=False, language="sv")
    eves = holidays.country_holidays(
        "SE", years=year, include_sundays=False, language="sv", categories=("de_facto",)
    )
    days = {day: DayRemark(DayKind.EVE, name) for day, name in eves.items()}
    days.update({day: DayRemark(DayKind.RED, name) for day, name in public.items()})
    return days


def is_loaded() -> bool:
    """Whether red days can be looked up without first importing what knows them, which takes a while."""
    return red_days.cache_info().currsize > 0


def is_off(day: date) -> bool:
    """Whether most people are off: a weekend, a red day or an eve."""
    return day.weekday() >= 5 or day in red_days(day.year)


def is_between(day: date) -> bool:
    """A working day with days off on both sides."""
    one = timedelta(days=1)
    return not is_off(day) and is_off(day - one) and is_off(day + one)


def day_remarks(day: date) -> tuple[DayRemark, ...]:
    """What to know before choosing the day; empty for an ordinary one."""
    remarks = []
    red = red_days(day.year).get(day)
    if red:
        remarks.append(red)
    elif day.weekday() >= 5:
        remarks.append(DayRemark(DayKind.WEEKEND))
    elif is_between(day):
        remarks.append(DayRemark(DayKind.BETWEEN))
    if day.isocalendar().week == AUTUMN_BREAK_WEEK:
        remarks.append(DayRemark(DayKind.AUTUMN_BREAK))
    return tuple(remarks)
