"""A visit to a county: with a day, a week, a window or no time at all yet."""

from dataclasses import dataclass
from datetime import date, time
from enum import Enum
from uuid import UUID

from kampanjplan.domain.errors import EmptyError, EndBeforeStartError
from kampanjplan.domain.fields import NAME, NOTE, number, several, text, version


class StopStatus(Enum):
    IDEA = "idea"
    ASKED = "asked"
    HOLD = "hold"
    CONFIRMED = "confirmed"
    DONE = "done"
    CANCELLED = "cancelled"


class Audience(Enum):
    DECISION_MAKERS = "decision makers"
    ORDERERS = "orderers"
    PROCURERS = "procurers"
    EXPERTS = "experts"
    POLITICIANS = "politicians"
    COMPANIES = "companies"


@dataclass(frozen=True, slots=True)
class Supply:
    """A thing that somebody brings to the stop."""

    what: str = text(NAME)
    who: str = text(NAME)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """`first_day` and `last_day` bound when it may be, both included: equal for a day, Monday and
    Sunday for a week, both None while nothing is known. `starts` and `ends` are local wall time."""

    id: UUID
    version: int = version()
    tour_id: UUID
    county_code: str
    town: str = text(NAME)
    venue: str = text(NAME)
    address: str = text(NAME)
    first_day: date | None = None
    last_day: date | None = None
    starts: time | None = None
    ends: time | None = None
    status: StopStatus = StopStatus.IDEA
    hold_rank: int | None = number(None, 1, 99)
    hold_until: date | None = None
    host_id: UUID | None = None
    capacity: int | None = number(None, 0, 100_000)
    expected: int | None = number(None, 0, 100_000)
    audience: tuple[Audience, ...] = ()
    description: str = text(NOTE, lines=True)
    registration_link: str = text(2000)
    registration_until: date | None = None
    online_link: str = text(2000)
    supplies: tuple[Supply, ...] = several()
    notes: str = text(NOTE, lines=True)

    @property
    def day(self) -> date | None:
        """The day, where it is settled."""
        return self.first_day if self.first_day == self.last_day else None

    @property
    def order(self) -> tuple[bool, date, date, time, str, str]:
        """Sorts by time; those without any come last."""
        none = date.max
        return (
            self.first_day is None,
            self.first_day or none,
            self.last_day or none,
            self.starts or time.min,
            self.county_code,
            self.town,
        )

    def refuse_nonsense(self) -> None:
        if not self.county_code:
            raise EmptyError("county_code")
        if (self.first_day is None) != (self.last_day is None):
            raise EmptyError("first_day" if self.first_day is None else "last_day")
        if self.first_day and self.last_day and self.last_day < self.first_day:
            raise EndBeforeStartError("last_day")
        if self.starts and self.ends and self.ends <= self.starts:
            raise EndBeforeStartError("ends")
