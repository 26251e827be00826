"""Reads what people type: days, weeks, windows, times and whole numbers."""

import re
from datetime import date, time, timedelta

from kampanjplan.domain.calendar import monday, weeks_in
from kampanjplan.domain.errors import (
    EndBeforeStartError,
    Expected,
    OutOfRangeError,
    UnknownWeekError,
    UnreadableError,
    WrongWeekdayError,
)

_HALF_A_YEAR = timedelta(days=182)

Span = tuple[date, date]  # first and last day, both included

_WEEKDAYS = ("mån", "tis", "ons", "tor", "fre", "lör", "sön")
_ENGLISH_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_DAY_NAME = (
    r"(?P<weekday>(?:mån|tis|ons|tor|fre|lör|sön|man|lor|son)(?:s?dag)?"
    r"|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*)"
)
_MONTH_NAME = r"(?P<month_name>(?:jan|feb|mar|apr|maj|may|jun|jul|aug|sep|okt|oct|nov|dec)[a-z]*)\.?"
_YEAR = r"(?P<year>(?:19|20|21)\d\d)"

_ISO = re.compile(rf"{_YEAR}-(?P<month>\d{{1,2}})-(?P<day>\d{{1,2}})")
_SLASHED = re.compile(rf"(?P<day>\d{{1,2}})/(?P<month>\d{{1,2}})(?:[ /-]{_YEAR})?")
_NAMED = re.compile(rf"(?:den )?(?P<day>\d{{1,2}})\.? ?{_MONTH_NAME}(?: {_YEAR})?")
_MONTH = re.compile(rf"{_MONTH_NAME}(?: {_YEAR})?")
_WEEK = re.compile(
    rf"(?:{_YEAR}[ -]?)?(?:vecka|week|wk|v|w)\.? ?(?P<week>\d{{1,2}})(?: {_YEAR.replace('year', 'year2')})?"
)
_WEEKS = re.compile(
    rf"(?:vecka|veckorna|weeks?|wk|v|w)\.? ?(\d{{1,2}}) ?- ?(?:(?:wk|v|w)\.? ?)?(\d{{1,2}})(?: {_YEAR})?"
)
_DAYS_OF_MONTH = re.compile(rf"(\d{{1,2}}) ?- ?(\d{{1,2}}) ({_MONTH_NAME}(?: {_YEAR})?)")


def read_span(text: str, near: date) -> Span | None:
    """The days that a text means, or None for none yet.

    "2027-10-12", "12/10", "tis 12 okt", "v 41 tis" are days; "v 41" a week from Monday to Sunday;
    "v 38-46", "okt 2027", "12-14 okt", "2027-09-01 - 2027-10-15" windows. A missing year is the one
    that comes closest to `near`.
    Raises UnreadableError, UnknownWeekError, WrongWeekdayError or EndBeforeStartError.
    """
    tidy = re.sub(r"\s+", " ", text.strip().lower().replace("–", "-").replace("—", "-"))
    if tidy in ("", "-", "?"):
        return None
    span = (
        _weeks(tidy, near) or _days_of_month(tidy, near) or _one(tidy, near, text) or _two(tidy, near, text)
    )
    if span is None:
        raise UnreadableError(text, Expected.DATE)
    return span


def read_day(text: str, near: date) -> date | None:
    """The one day that a text means, or None for none; as `read_span`."""
    span = read_span(text, near)
    if span is None:
        return None
    if span[0] != span[1]:
        raise UnreadableError(text, Expected.DATE)
    return span[0]


def read_time(text: str) -> time | None:
    """A time of the day: "9", "9.30", "09:30", "0930", "kl 9"; None for none."""
    tidy = text.strip().lower().removeprefix("kl.").removeprefix("kl").strip()
    if not tidy:
        return None
    match = re.fullmatch(r"(\d{1,2})(?:[:.]?(\d\d))?", tidy)
    if not match or int(match[1]) > 23 or int(match[2] or 0) > 59:
        raise UnreadableError(text, Expected.TIME)
    return time(int(match[1]), int(match[2] or 0))


def read_number(text: str, least: int = 0, most: int = 1_000_000) -> int | None:
    """A whole number, spaces between its groups allowed; None for none."""
    tidy = re.sub(r"\s", "", text)
    if not tidy:
        return None
    if not re.fullmatch(r"-?[0-9]{1,12}", tidy):
        raise UnreadableError(text, Expected.NUMBER)
    if not least <= int(tidy) <= most:
        raise OutOfRangeError("", least, most)
    return int(tidy)


def read_thousandths(text: str, most: int) -> int | None:
    """A number of at most three decimals, after a comma or a point, in thousandths; None for none.

    `most` is the largest whole number allowed.
    """
    tidy = re.sub(r"\s", "", text).replace(",", ".")
    if not tidy:
        return None
    if not re.fullmatch(r"[0-9]{1,12}(\.[0-9]{1,3})?", tidy):
        raise UnreadableError(text, Expected.DECIMAL)
    whole, _point, part = tidy.partition(".")
    value = int(whole) * 1000 + int(part.ljust(3, "0"))
    if value > most * 1000:
        raise OutOfRangeError("", 0, most)
    return value


def read_minutes(text: str) -> int | None:
    """A length in minutes: "45", "45 min", "1:30", "1 h", "1,5 h"; None for none."""
    tidy = text.strip().lower().replace(",", ".")
    if match := re.fullmatch(r"(\d{1,2}):(\d\d)", tidy):
        return int(match[1]) * 60 + int(match[2])
    if match := re.fullmatch(r"(\d{1,2}(?:\.\d+)?) ?(?:h|tim|timmar|timme)", tidy):
        return round(float(match[1]) * 60)
    return read_number(re.sub(r" ?(min|m)\.?$", "", tidy), 0, 24 * 60)


def _weeks(text: str, near: date) -> Span | None:
    match = _WEEKS.fullmatch(text)
    if not match:
        return None
    first, last = int(match[1]), int(match[2])
    year = int(match["year"]) if match["year"] else None
    start = _week(first, year, near)
    end = _week(last, start.isocalendar().year, near)
    if end < start:
        if year is not None:
            raise EndBeforeStartError
        end = _week(last, start.isocalendar().year + 1, near)  # "v 50-3" runs over the new year
    return start, end + timedelta(days=6)


def _days_of_month(text: str, near: date) -> Span | None:
    match = _DAYS_OF_MONTH.fullmatch(text)
    if not match:
        return None
    last = _one(f"{match[2]} {match[3]}", near, text)
    first = _one(f"{match[1]} {match[3]}", last[0] if last else near, text)
    return _from_to(first[0], last[1]) if first and last else None


def _two(text: str, near: date, typed: str) -> Span | None:
    for separator in (" - ", " till ", " to ", "-"):
        head, found, tail = text.partition(separator)
        if found and head.strip() and tail.strip():
            # The year often stands last only: read the end first, then the beginning in the year before it.
            last = _weeks(tail, near) or _one(tail.strip(), near, typed)
            first = _one(head.strip(), last[1] - _HALF_A_YEAR, typed) if last else None
            if first and last:
                return _from_to(first[0], last[1])
    return None


def _from_to(first: date, last: date) -> Span:
    if last < first:
        raise EndBeforeStartError
    return first, last


def _one(text: str, near: date, typed: str) -> Span | None:
    """A day, a week or a month; a weekday before or after it picks or confirms the day."""
    weekday, rest = _weekday(text)
    if (match := _WEEK.fullmatch(rest)) is not None:
        year = match["year"] or match["year2"]
        start = _week(int(match["week"]), int(year) if year else None, near)
        if weekday is None:
            return start, start + timedelta(days=6)
        day = start + timedelta(days=weekday)
        return day, day
    if (day_ := _day(rest, near, typed)) is not None:
        if weekday is not None and day_.weekday() != weekday:
            raise WrongWeekdayError(typed, day_.weekday())
        return day_, day_
    if weekday is None and (match := _MONTH.fullmatch(rest)) is not None:
        month = _MONTH_WORDS.get(match["month_name"])
        if month is not None:
            first = _nearest(match["year"], month, 1, near, typed)
            return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return None


def _day(text: str, near: date, typed: str) -> date | None:
    if match := _ISO.fullmatch(text):
        return _nearest(match["year"], int(match["month"]), int(match["day"]), near, typed)
    if match := _SLASHED.fullmatch(text):
        return _nearest(match["year"], int(match["month"]), int(match["day"]), near, typed)
    if match := _NAMED.fullmatch(text):
        month = _MONTH_WORDS.get(match["month_name"])
        if month is not None:
            return _nearest(match["year"], month, int(match["day"]), near, typed)
    return None


def _weekday(text: str) -> tuple[int | None, str]:
    """A weekday at either end of the text, 0 = Monday, and what is left."""
    for pattern in (rf"{_DAY_NAME}\.?,? (?P<rest>.+)", rf"(?P<rest>.+?),? {_DAY_NAME}\.?"):
        match = re.fullmatch(pattern, text)
        if match:
            name = match["weekday"][:3].replace("man", "mån").replace("lor", "lör").replace("son", "sön")
            names = _WEEKDAYS if name in _WEEKDAYS else _ENGLISH_WEEKDAYS
            return names.index(name), match["rest"].strip()
    return None, text


_MONTH_WORDS = {
    **dict.fromkeys(("jan", "januari", "january"), 1),
    **dict.fromkeys(("feb", "febr", "februari", "february"), 2),
    **dict.fromkeys(("mar", "mars", "march"), 3),
    **dict.fromkeys(("apr", "april"), 4),
    **dict.fromkeys(("maj", "may"), 5),
    **dict.fromkeys(("jun", "juni", "june"), 6),
    **dict.fromkeys(("jul", "juli", "july"), 7),
    **dict.fromkeys(("aug", "augusti", "august"), 8),
    **dict.fromkeys(("sep", "sept", "september"), 9),
    **dict.fromkeys(("okt", "oktober", "oct", "october"), 10),
    **dict.fromkeys(("nov", "november"), 11),
    **dict.fromkeys(("dec", "december"), 12),
}


def _week(week: int, year: int | None, near: date) -> date:
    """Monday of the week, in the year that brings it closest to `near` where none is given."""
    if year is not None:
        if not 1 <= week <= weeks_in(year):
            raise UnknownWeekError(week, year)
        return monday(year, week)
    around = near.isocalendar().year
    candidates = [monday(y, week) for y in range(around - 1, around + 2) if 1 <= week <= weeks_in(y)]
    if not candidates:
        raise UnknownWeekError(week, None if week > 53 or week < 1 else around)
    return min(candidates, key=lambda day: abs(day - near))


def _nearest(year: str | None, month: int, day: int, near: date, typed: str) -> date:
    """The date, in the year that brings it closest to `near` where none is given."""
    years = [int(year)] if year else range(near.year - 4, near.year + 5)  # 29 February comes that seldom
    candidates = []
    for y in years:
        try:
            candidates.append(date(y, month, day))
        except ValueError:
            continue
    if not candidates:
        raise UnreadableError(typed, Expected.DATE)
    return min(candidates, key=lambda d: abs(d - near))


_NEAR_DAYS = {
    **dict.fromkeys(("idag", "i dag", "today"), 0),
    **dict.fromkeys(("igår", "i går", "yesterday"), -1),
    **dict.fromkeys(("i förrgår", "förrgår"), -2),
    **dict.fromkeys(("imorgon", "i morgon", "imorron", "tomorrow"), 1),
    **dict.fromkeys(("i övermorgon", "övermorgon"), 2),
}
_IN_DAYS = re.compile(
    r"(?:om |in |\+)(?P<number>\d{1,3}|en|ett|två|tre|fyra) ?"
    r"(?:(?P<weeks>v|vecka|veckor|w|weeks?)|(?:d|dag|dagar|days?))?"
)
_SMALL = {"en": 1, "ett": 1, "två": 2, "tre": 3, "fyra": 4}


def read_near_day(text: str, today: date, *, ahead: bool) -> date | None:
    """A day close to today, or None for none: "i morgon", "fre", "om 2 veckor", else as `read_day`.

    A weekday alone is the next one after today, or with `ahead` False the last one up to today.
    """
    tidy = re.sub(r"\s+", " ", text.strip().lower())
    if tidy in _NEAR_DAYS:
        return today + timedelta(days=_NEAR_DAYS[tidy])
    if match := _IN_DAYS.fullmatch(tidy):
        number = int(_SMALL.get(match["number"], match["number"]))
        return today + timedelta(days=number * (7 if match["weeks"] else 1))
    weekday, rest = _weekday(f"{tidy} -")
    if weekday is not None and rest == "-":
        days = (weekday - today.weekday()) % 7
        return today + timedelta(days=(days or 7) if ahead else days - 7 if days else 0)
    return read_day(text, today)
