"""What a county wants of a tour, and what the tour's themes need."""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum
from uuid import UUID

from kampanjplan.domain.answers import Interest, Known
from kampanjplan.domain.calendar import monday
from kampanjplan.domain.errors import Expected, OutOfRangeError, UnreadableError
from kampanjplan.domain.fields import NAME, NOTE, number, several, text, version

_ISO_WEEK = re.compile(r"(\d{4})-W(\d\d)")


class ThemeKind(Enum):
    """What participants of the first tour asked for; another theme has a name of its own."""

    DEEP_DIVE = "deep dive"  # in UHM's tools
    AGAIN = "again"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """What a theme of a tour is by the counties' wishes, and what speakers must know to stand for it.

    `name` is one of the tour's themes.
    """

    id: UUID
    version: int = version()
    tour_id: UUID
    name: str = text(NAME, required=True)
    kind: ThemeKind = ThemeKind.OTHER
    competences: tuple[str, ...] = several(60)


@dataclass(frozen=True, slots=True, kw_only=True)
class CountyInterest:
    """What a county says of a tour. A number that is None was not told.

    `towns` are those where a stop may be, the county's seat where none is named. `weeks` are the ISO weeks
    in which it can at all, such as "2027-W41"; none named says nothing of weeks. `wish_other` are wishes
    for the theme named `other_theme`.
    """

    id: UUID
    version: int = version()
    tour_id: UUID
    county_code: str
    interest: Interest = Interest.UNKNOWN
    can_host: Known = Known.UNKNOWN
    participants: int | None = number(None, 0, 10_000)
    missed: Known = Known.UNKNOWN
    wish_deep: int | None = number(None, 0, 10_000)
    wish_again: int | None = number(None, 0, 10_000)
    wish_other: int | None = number(None, 0, 10_000)
    other_theme: str = text(NAME)
    weeks: tuple[str, ...] = several(8)
    towns: tuple[str, ...] = several()
    comment: str = text(NOTE, lines=True)

    def refuse_nonsense(self) -> None:
        for week in self.weeks:
            week_days(week)

    def wishes(self, theme: str, kind: ThemeKind) -> int:
        """How many wish for a theme of that name and kind; 0 where nobody was asked."""
        if kind is ThemeKind.DEEP_DIVE:
            return self.wish_deep or 0
        if kind is ThemeKind.AGAIN:
            return self.wish_again or 0
        same = theme.casefold() == self.other_theme.casefold()
        return self.wish_other or 0 if same else 0

    @property
    def says_nothing(self) -> bool:
        """Whether nothing was told, so that it need not be kept."""
        return self == replace(CountyInterest(id=self.id, tour_id=self.tour_id, county_code=self.county_code))


def week_of(day: date) -> str:
    """The ISO week of a day: "2027-W41"."""
    year, week, _weekday = day.isocalendar()
    return f"{year}-W{week:02}"


def week_days(week: str) -> tuple[date, date]:
    """Monday and Sunday of an ISO week; FieldError where there is no such week."""
    found = _ISO_WEEK.fullmatch(week)
    if not found:
        raise UnreadableError(week, Expected.DATE, "weeks")
    try:
        first = monday(int(found[1]), int(found[2]))
    except ValueError as error:
        raise OutOfRangeError("weeks", 1, 53) from error
    return first, first + timedelta(days=6)
