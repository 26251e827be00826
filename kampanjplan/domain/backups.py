"""What a backup is, and which backups a plan need not keep."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from kampanjplan.domain.changes import Thing

ALL = timedelta(hours=24)  # every backup younger than this is kept
DAILY = timedelta(days=14)  # then the newest of each day
WEEKLY = timedelta(weeks=8)  # then the newest of each ISO week, and after that of each month


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy of a plan file: when it was made (with its zone) and its size in bytes."""

    path: Path
    made: datetime
    size: int


@dataclass(frozen=True, slots=True)
class Difference:
    """How many things of a kind are new in the plan since the backup, changed, and gone from it."""

    kind: type[Thing]
    new: int
    changed: int
    gone: int


def superfluous(made: Iterable[datetime], now: datetime, days: int) -> set[datetime]:
    """The moments, of those that backups were made at, whose backups are to be deleted.

    A day, a week and a month are those of the moments' own zone. What is older than `days` goes, but never
    the newest. A moment after `now` tells of a wrong clock, so that nothing is known of its age: it stays.
    """
    known = sorted((moment for moment in made if moment <= now), reverse=True)
    kept: set[datetime] = set(known[:1])
    days_seen, weeks_seen, months_seen = set(), set(), set()
    for moment in known:
        age, day = now - moment, moment.date()
        week, month = day.isocalendar()[:2], (day.year, day.month)
        if age <= timedelta(days=days) and (
            age <= ALL
            or (age <= DAILY and day not in days_seen)
            or (age <= WEEKLY and week not in weeks_seen)
            or month not in months_seen
        ):
            kept.add(moment)
        days_seen.add(day)
        weeks_seen.add(week)
        months_seen.add(month)
    return set(known) - kept
