"""A campaign on the road, and which counties it has visited."""

from dataclasses import dataclass
from datetime import date
from enum import Enum
from uuid import UUID

from kampanjplan.domain.errors import EndBeforeStartError
from kampanjplan.domain.fields import NAME, NOTE, number, several, text, version
from kampanjplan.domain.stops import Stop, StopStatus


class TourStatus(Enum):
    PLANNED = "planned"
    ONGOING = "ongoing"
    DONE = "done"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tour:
    """`first_day` and `last_day` bound the period, both included; either may be open."""

    id: UUID
    version: int = version()
    name: str = text(NAME, required=True)
    themes: tuple[str, ...] = several()
    first_day: date | None = None
    last_day: date | None = None
    wanted_stops: int = number(5, 1, 21)
    status: TourStatus = TourStatus.PLANNED
    follows_id: UUID | None = None
    notes: str = text(NOTE, lines=True)

    def refuse_nonsense(self) -> None:
        if self.first_day and self.last_day and self.last_day < self.first_day:
            raise EndBeforeStartError("last_day")

    def holds(self, first: date, last: date) -> bool:
        """Whether the days from `first` to `last` lie within the period."""
        return (self.first_day is None or self.first_day <= first) and (
            self.last_day is None or last <= self.last_day
        )


class Visited(Enum):
    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class CountyVisit:
    """What is known of a county in a tour where no stop tells it."""

    id: UUID
    version: int = version()
    tour_id: UUID
    county_code: str
    visited: Visited = Visited.UNKNOWN


def is_cancelled(stop: Stop, tour: Tour) -> bool:
    """Whether the stop's day will not be held."""
    return stop.status is StopStatus.CANCELLED or tour.status is TourStatus.CANCELLED
