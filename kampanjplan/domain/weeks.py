"""Several ISO weeks as people write them: "v. 40-43, 46"."""

import re
from collections.abc import Iterable
from datetime import date, timedelta

from kampanjplan.domain.errors import Expected, UnreadableError
from kampanjplan.domain.interests import week_days, week_of
from kampanjplan.domain.reading import read_span

_BARE = re.compile(r"\d{1,2}( ?- ?\d{1,2})?( \d{4})?")
_ISO = re.compile(r"\d{4}-w\d\d")
_MOST = 60  # weeks in one part: more is a slip of the pen
_WEEK = timedelta(weeks=1)


def read_weeks(text: str, near: date) -> tuple[str, ...]:
    """The weeks that a text names, in order of time: "2027-W40" and so on; none where it is empty.

    Parts stand with commas or "och" between; after the first the "v." may be left out, and a missing year is
    the one that comes closest to `near`. UnreadableError where a part is no whole weeks, and what
    `read_span` raises.
    """
    tidy = re.sub(r"\s+", " ", text.strip().lower().replace("–", "-").replace("—", "-"))
    if tidy in ("", "-", "?"):
        return ()
    found: set[str] = set()
    for part in filter(None, (part.strip() for part in re.split(r"[,;+]| och | and ", tidy))):
        found |= set(_part(part, near))
    return tuple(sorted(found))


def _part(part: str, near: date) -> Iterable[str]:
    if _ISO.fullmatch(part):
        week_days(part.upper())
        return (part.upper(),)
    span = read_span(f"v {part}" if _BARE.fullmatch(part) else part, near)
    if span is None or span[0].weekday() != 0 or span[1].weekday() != 6 or span[1] - span[0] > _MOST * _WEEK:
        raise UnreadableError(part, Expected.WEEKS, "weeks")
    return (week_of(span[0] + n * _WEEK) for n in range(((span[1] - span[0]).days + 1) // 7))


def runs_of(weeks: Iterable[str]) -> list[tuple[str, str]]:
    """The first and the last week of each run of weeks that follow one another."""
    runs: list[tuple[str, str]] = []
    for week in sorted(set(weeks)):
        if runs and week_days(runs[-1][1])[1] + timedelta(days=1) == week_days(week)[0]:
            runs[-1] = runs[-1][0], week
        else:
            runs.append((week, week))
    return runs
