"""Backups of a plan file: made, listed, checked, read, restored and thinned.

They lie in the user's own data, so that they survive what happens to the plan's folder. A name tells when
one was made, in UTC, which no change of summer time and no journey can put in the wrong order.
"""

import os
import re
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from kampanjplan.domain.backups import Backup, superfluous
from kampanjplan.domain.changes import Thing
from kampanjplan.domain.contacts import Erasure
from kampanjplan.domain.errors import FileError, FileTrouble
from kampanjplan.domain.kinds import KINDS
from kampanjplan.folders import own_folder
from kampanjplan.storage.contents import content_of
from kampanjplan.storage.copying import UNFINISHED, check_database, copy_database, digest_of
from kampanjplan.storage.engine import connected, journal_of, open_engine
from kampanjplan.storage.header import schema_of
from kampanjplan.storage.ledger import erase_again, erasures_in, holds_erased, keep_in, kept_in, labels_in
from kampanjplan.storage.tables import SCHEMA_VERSION
from kampanjplan.storage.trouble import UnreadableRowError, told
from kampanjplan.storage.units import ReadingUnit

SUFFIX, SEAL = ".kampanjplan", ".sha256"
STALE_SECONDS = 3600.0  # what nobody has finished by then was interrupted
_NAME = re.compile(r"(\d{4}-\d\d-\d\d \d{6})Z(?:-(\d+))?" + re.escape(SUFFIX))

# What a plan says last; equal in two files only where they say the same. A number alone could lie:
# another plan may have been put in this one's place.
_LAST = "SELECT number, at, who, text FROM journal ORDER BY number DESC LIMIT 1"
_SCHEMA = "PRAGMA user_version"
_COUNTED = "SELECT seq FROM sqlite_sequence WHERE name = 'journal'"


class Backups:
    """The backups of the plan file at a path, whether it is there or not."""

    def __init__(self, plan: Path) -> None:
        with told(plan):
            self.plan = plan.resolve()  # by whichever way it is named, it is the same plan
        mark = sha256(str(self.plan).encode("utf-8", "surrogatepass")).hexdigest()[:12]
        with told(self.plan):
            self.folder = own_folder(f"backups/{self.plan.stem[:40]}-{mark}")

    def make(self, now: datetime | None = None) -> Backup | None:
        """A new backup; None where the plan says nothing that the newest good one does not.

        FileError where none can be made. It reads the file by a connection of its own, so that it needs
        no open plan and disturbs none.
        """
        self.remember_erased()
        with told(self.plan), closing(connected(self.plan, "rw")) as source:
            newest = self.newest_good()
            if newest is not None and _said(source) == self._said_in(newest):
                return None
            with told(self.folder):
                self._clean()
                path, seal = self._claim(now or datetime.now(UTC))
            try:
                copy_database(source, path, replace=False, seal=seal)
            except BaseException:
                seal.unlink(missing_ok=True)
                raise
        return next(backup for backup in self.all() if backup.path == path)

    def remember_erased(self) -> None:
        """Keeps beside the backups whom the plan says were erased, for when it is gone."""
        with told(self.folder):
            keep_in(self.folder, erasures_in(self.plan))

    def erased(self) -> list[Erasure]:
        """Those who were erased, as far as the plan or its backups' ledger can say."""
        return [*kept_in(self.folder), *erasures_in(self.plan)]

    def all(self) -> list[Backup]:
        """The newest first; those that a wrong clock dated after today come last."""
        with told(self.folder):
            found = [(order, path) for path in self.folder.iterdir() if (order := _order(path))]
        now = datetime.now(UTC)
        found.sort(key=lambda pair: (pair[0][0] <= now, *pair[0]), reverse=True)
        return [Backup(path, made, path.stat().st_size) for (made, _number), path in found]

    def verify(self, backup: Backup) -> None:
        """FileError DAMAGED where not every bit is as it was written; other FileErrors as for any plan."""
        path = backup.path
        with told(path):
            if not path.exists():
                raise FileError(FileTrouble.MISSING, path)
            try:
                written = seal_of(path).read_text(encoding="utf-8")
            except (OSError, UnicodeDecodeError) as error:
                raise FileError(FileTrouble.DAMAGED, path, str(error)) from error
            if written != f"{digest_of(path)}  {path.name}\n":
                raise FileError(FileTrouble.DAMAGED, path, "sha256")
            check_database(path)

    def newest_good(self) -> Backup | None:
        """The newest that holds every bit that was written; None where there is none."""
        for backup in self.all():
            with suppress(FileError):
                self.verify(backup)
                return backup
        return None

    def restore_as(self, backup: Backup, path: Path) -> None:
        """A plan file at a path where nothing is, saying what the backup says; who was erased since is so
        in it too. FileError where refused.
        """
        self.verify(backup)
        with told(path):
            if not path.parent.is_dir():
                raise FileError(FileTrouble.NO_FOLDER, path)
        with told(backup.path), closing(connected(backup.path)) as source:
            copy_database(source, path, replace=False, cure=self._without_erased)

    def _without_erased(self, copy: Path) -> None:
        erase_again(copy, self.erased(), labels_in(self.plan))

    def things(self, backup: Backup) -> list[Thing]:
        """All that a backup says, in the words of today, without those erased since. FileError where it
        is damaged.
        """
        self.verify(backup)
        old = schema_of(backup.path) != SCHEMA_VERSION
        if not old and not holds_erased(backup.path, self.erased()):
            return _things(backup.path)
        with self._as_of_today(backup) as path:
            return _things(path)

    def content(self, backup: Backup, checksum: str) -> bytes:
        """The bytes of a sha256; ContentLostError where a backup does not keep them, or a FileError."""
        engine = open_engine(backup.path, read_only=True)
        try:
            with told(backup.path), engine.connect() as connection, connection.begin():
                return content_of(connection, checksum)
        finally:
            engine.dispose()

    def thin(self, now: datetime, days: int) -> None:
        """Deletes what need not be kept; `days` is how old any but the newest good one may be."""
        backups = {backup.path: backup.made.astimezone() for backup in self.all()}
        gone = superfluous(backups.values(), now, days)
        newest = self.newest_good() if gone else None
        for path, made in backups.items():
            if made in gone and (newest is None or path != newest.path):
                with told(path):
                    path.unlink(missing_ok=True)
                    seal_of(path).unlink(missing_ok=True)

    @contextmanager
    def _as_of_today(self, backup: Backup) -> Iterator[Path]:
        """A private copy of a backup, brought to today's schema and ledger; the backup stays as it is."""
        from kampanjplan.storage.upgrade import migrate  # Alembic is dear to import and seldom needed

        with told(self.folder):
            handle, name = tempfile.mkstemp(prefix=".read.", suffix=UNFINISHED, dir=self.folder)
            os.close(handle)
        copy = Path(name)
        try:
            with told(backup.path):
                with closing(connected(backup.path)) as source:
                    copy_database(source, copy)
                engine = open_engine(copy)
                try:
                    migrate(engine)
                finally:
                    engine.dispose()
                self._without_erased(copy)
            yield copy
        finally:
            copy.unlink(missing_ok=True)
            journal_of(copy).unlink(missing_ok=True)

    def _claim(self, now: datetime) -> tuple[Path, Path]:
        """A name that no backup has, and its seal: whoever makes the seal has the name."""
        stem = f"{now.astimezone(UTC):%Y-%m-%d %H%M%S}Z"
        for number in range(1, 100_000):
            path = self.folder / f"{stem}{f'-{number}' if number > 1 else ''}{SUFFIX}"
            if path.exists():
                continue
            with suppress(FileExistsError):
                seal_of(path).touch(mode=0o600, exist_ok=False)
                return path, seal_of(path)
        raise FileError(FileTrouble.EXISTS, self.folder)

    def _clean(self) -> None:
        """Takes away what an interrupted backup left; one being made by another program is younger."""
        for path in self.folder.iterdir():
            lone = path.name.endswith(SEAL) and not path.with_name(path.name.removesuffix(SEAL)).exists()
            unfinished = path.name.endswith((UNFINISHED, f"{UNFINISHED}-journal"))
            with suppress(FileNotFoundError):
                if (lone or unfinished) and abs(time.time() - path.stat().st_mtime) > STALE_SECONDS:
                    path.unlink()

    def _said_in(self, backup: Backup) -> object:
        with closing(connected(backup.path)) as connection:
            return _said(connection)


def seal_of(path: Path) -> Path:
    """Where the sha256 of a backup is kept."""
    return path.with_name(path.name + SEAL)


def _said(connection: sqlite3.Connection) -> tuple[object, ...]:
    """The schema, and what the journal says last."""
    try:
        return tuple(connection.execute(question).fetchone() for question in (_SCHEMA, _COUNTED, _LAST))
    except sqlite3.OperationalError as error:
        if getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) == sqlite3.SQLITE_ERROR:
            raise UnreadableRowError(str(error)) from error  # no such table, or no such letters
        raise


def _things(path: Path) -> list[Thing]:
    engine = open_engine(path, read_only=True)
    try:
        with told(path), engine.connect() as connection, connection.begin():
            reading = ReadingUnit(connection)
            return [thing for kind in KINDS for thing in reading.find(kind)]
    finally:
        engine.dispose()


def _order(path: Path) -> tuple[datetime, int] | None:
    """When the file's name says that it was made, and which of that second's; None where it is no backup."""
    matched = _NAME.fullmatch(path.name)
    if matched is None:
        return None
    try:
        made = datetime.strptime(matched[1], "%Y-%m-%d %H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None
    return made, int(matched[2] or 1)
