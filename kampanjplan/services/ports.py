"""What the services need of a store, whichever it is."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from kampanjplan.domain.changes import AnyThing, Change, Thing
from kampanjplan.domain.journal import Entry, Question
from kampanjplan.domain.listing import Listed, Spoken
from kampanjplan.domain.searches import SavedSearch

if TYPE_CHECKING:  # a start waits for what is imported
    from kampanjplan.domain.backups import Backup
    from kampanjplan.domain.erasing import Place, Scrub


class Things(Protocol):
    """The things of a plan, as far as they could be read."""

    def get(self, kind: type[AnyThing], id: UUID) -> AnyThing:
        """The thing of that key; MissingError where there is none."""

    def find(self, kind: type[AnyThing], **equal: object) -> list[AnyThing]:
        """All things of a kind whose fields equal those named; a list or tuple means any of its values.

        A field of several keys fits where it holds one of them.
        """

    def schema_version(self) -> int:
        """The number of the schema that the plan is kept in."""


class Reading(Things, Protocol):
    """A still picture of the plan, with its history."""

    def journal(self, asked: Question) -> list[Entry]:
        """Entries of the history, the newest first."""

    def newest_entry(self) -> int:
        """The number of the last entry; 0 before the first."""

    def hung_on(self, kind: type[Thing], field: str, ids: Sequence[UUID]) -> list[UUID]:
        """Keys of the things of a kind that, says the journal, came or went with one of these in a field."""

    def last_contacts(self, today: date) -> dict[UUID, tuple[date, UUID]]:
        """The last day of contact, and its line of the log, with each contact and each body met as such."""

    def open_steps(self) -> list[UUID]:
        """The lines of the contact log whose next step is not done."""

    def overdue(self, today: date) -> list[UUID]:
        """The contacts that should have been erased before today, and were not."""

    def places(self, may_hold: Callable[[str], bool]) -> list[Place]:
        """The texts of all tables, the history's too, of which this may be true; it is asked of JSON too."""

    def listed(self, first: int, most: int) -> list[Listed]:
        """At most so many contacts in Swedish order of names, from number `first`; none anonymised."""

    def spoken(self, ids: Sequence[UUID] | None = None) -> list[Spoken]:
        """What these contacts, or all, are found by; none anonymised, and in no order."""

    def log_words(self, ids: Sequence[UUID] | None = None) -> Iterator[tuple[UUID, str]]:
        """What each line of the contact log says, once for each contact, or each of these."""

    def body_log_words(self) -> Iterator[tuple[UUID, str]]:
        """What each line of the contact log with an organisation alone says."""

    def fitting(self, asked: SavedSearch, today: date) -> set[UUID]:
        """The contacts that fit all of a search but its words."""

    def contact_count(self) -> int:
        """How many contacts there are that are not anonymised."""

    def has_more_than(self, count: int) -> bool:
        """Whether there are more contacts and lines of the contact log together."""

    def tags(self) -> list[str]:
        """Every tag that a contact bears, in no order."""

    def content(self, checksum: str) -> bytes:
        """The bytes of a sha256; ContentLostError where they are not there, or not as they were."""

    def has_content(self, checksum: str) -> bool:
        """Whether there are bytes of that checksum; they are not looked at."""


class Unit(Reading, Protocol):
    """One act: all that is put and removed in it is kept together or not at all."""

    @property
    def changes(self) -> tuple[Change, ...]:
        """What has really changed so far, one Change a thing."""

    def put(self, *things: Thing) -> None:
        """Adds things that are new, changes those that are there."""

    def remove(self, *things: Thing) -> None:
        """Takes things away."""

    def give_up(self, change: Change) -> None:
        """Tells in the journal what somebody wrote and gave up; the plan does not change by it."""

    def forget_history(self, before: datetime) -> int:
        """Deletes entries older than a moment; returns how many."""

    def keep_content(self, data: bytes) -> str:
        """Keeps bytes beside the things, for as long as one or the history points to them; their sha256."""

    def scrub(self, scrub: Scrub, untold: Collection[UUID] = ()) -> None:
        """At the commit the whole history, with what this act tells, says what is left by this.

        Of the things `untold` it tells nothing any longer.
        """

    def has_loose_ends(self) -> bool:
        """Whether anything now hangs on a thing that is not there. Looks through the whole plan."""

    @property
    def says_something(self) -> bool:
        """Whether there is anything to keep."""

    def commit(self, text: str, who: str) -> None:
        """Keeps the act, with its row in the journal."""


class Store(Protocol):
    """Where a plan is kept."""

    @property
    def path(self) -> Path: ...

    @property
    def read_only(self) -> bool: ...

    patience: float
    """Seconds that an act waits for another program to let go of the file."""

    def reading(self) -> AbstractContextManager[Reading]: ...

    def writing(self) -> AbstractContextManager[Unit]: ...

    def news(self) -> list[Entry]:
        """What others did to the plan since this was asked last, in order; nothing while the file is busy."""

    def check(self) -> Iterable[str]:
        """What the store itself finds wrong with its file, in its own words; nothing when it is sound."""

    def copy_to(self, path: Path) -> None:
        """A whole copy in a new file; FileError where one cannot be made."""

    def close(self) -> None: ...


class Backups(Protocol):
    """The backups of one plan. Each verb may raise a FileError; DAMAGED where a bit is not as written."""

    @property
    def folder(self) -> Path: ...

    def make(self) -> Backup | None:
        """A new one; None where the plan says nothing that the newest good one does not."""

    def all(self) -> list[Backup]:
        """The newest first."""

    def verify(self, backup: Backup) -> None:
        """Refuses one that is not as it was written."""

    def newest_good(self) -> Backup | None: ...

    def things(self, backup: Backup) -> list[Thing]:
        """All that it says."""

    def content(self, backup: Backup, checksum: str) -> bytes:
        """As `Reading.content`, of what a backup keeps."""

    def restore_as(self, backup: Backup, path: Path) -> None:
        """A plan file of it, at a path where nothing is."""

    def thin(self, now: datetime, days: int) -> None:
        """Deletes what need not be kept, nor may be after so many days."""
