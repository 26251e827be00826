"""What the services need of a store, whichever it is."""

from collections.abc import Iterable
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Protocol
from uuid import UUID

from kampanjplan.domain.backups import Backup
from kampanjplan.domain.changes import AnyThing, Change, Thing


class Reading(Protocol):
    """A still picture of the plan."""

    def get(self, kind: type[AnyThing], id: UUID) -> AnyThing:
        """The thing of that key; MissingError where there is none."""

    def find(self, kind: type[AnyThing], **equal: object) -> list[AnyThing]:
        """All things of a kind whose fields equal those named; a list or tuple means any of its values."""

    def schema_version(self) -> int:
        """The number of the schema that the plan is kept in."""


class Unit(Reading, Protocol):
    """One act: all that is put and removed in it is kept together or not at all."""

    @property
    def changes(self) -> tuple[Change, ...]:
        """What has really changed so far, one Change a thing."""

    def put(self, *things: Thing) -> None:
        """Adds things that are new, changes those that are there."""

    def remove(self, *things: Thing) -> None:
        """Takes things away."""

    def commit(self, text: str, who: str) -> None:
        """Keeps the act, with its row in the journal."""


class Store(Protocol):
    """Where a plan is kept."""

    @property
    def path(self) -> Path: ...

    @property
    def read_only(self) -> bool: ...

    def reading(self) -> AbstractContextManager[Reading]: ...

    def writing(self) -> AbstractContextManager[Unit]: ...

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

    def restore_as(self, backup: Backup, path: Path) -> None:
        """A plan file of it, at a path where nothing is."""

    def thin(self, now: datetime, days: int) -> None:
        """Deletes what need not be kept, nor may be after so many days."""
