"""What was said with whom and when, what comes next, and who has not been heard for long."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import Enum
from uuid import UUID

from kampanjplan.domain.errors import EmptyError
from kampanjplan.domain.fields import NAME, NOTE, version
from kampanjplan.domain.fields import text as words


class ActivityKind(Enum):
    CALL = "call"
    MAIL = "mail"
    MEETING = "meeting"
    LETTER = "letter"
    NOTE = "note"


class Direction(Enum):
    IN = "in"
    OUT = "out"
    NONE = "none"


class Outcome(Enum):
    NONE = "none"
    REACHED = "reached"
    MESSAGE = "left message"
    UNREACHABLE = "unreachable"
    PROMISED = "promised"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """A line of the contact log, with one or several contacts, or with an organisation alone.

    `day` and `at` are local wall time. `stop_id` and `tour_id` are what it was about. A next step is
    open from `next_step` or `next_day` until `next_done`, the day on which it was done.
    """

    id: UUID
    version: int = version()
    kind: ActivityKind = ActivityKind.CALL
    day: date
    at: time | None = None
    direction: Direction = Direction.NONE
    contact_ids: tuple[UUID, ...] = ()
    organisation_id: UUID | None = None
    stop_id: UUID | None = None
    tour_id: UUID | None = None
    text: str = words(NOTE, lines=True)
    outcome: Outcome = Outcome.NONE
    next_step: str = words(NAME)
    next_day: date | None = None
    next_owner: str = words(NAME)
    next_done: date | None = None
    next_note: str = words(NAME)

    def refuse_nonsense(self) -> None:
        if not self.contact_ids and self.organisation_id is None:
            raise EmptyError("contact_ids")

    @property
    def order(self) -> tuple[date, time]:
        """Sorts by time; those of a day without a time of day come first."""
        return self.day, self.at or time.min

    @property
    def is_open(self) -> bool:
        """Whether a next step waits to be done."""
        return bool(self.next_step or self.next_day) and self.next_done is None


class Due(Enum):
    """When a next step is to be done, as seen on a day."""

    OVERDUE = "overdue"
    TODAY = "today"
    WEEK = "week"  # later this week, Sunday included
    LATER = "later"
    UNDATED = "undated"


def due(activity: Activity, today: date) -> Due | None:
    """When the open next step is to be done; None where none is open."""
    if not activity.is_open:
        return None
    if activity.next_day is None:
        return Due.UNDATED
    if activity.next_day < today:
        return Due.OVERDUE
    if activity.next_day == today:
        return Due.TODAY
    sunday = today + timedelta(days=6 - today.weekday())
    return Due.WEEK if activity.next_day <= sunday else Due.LATER


def is_quiet(last: date, days: int, today: date) -> bool:
    """Whether more days than those have passed since the last contact, so that somebody should be asked."""
    return (today - last).days > days
