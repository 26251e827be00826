"""The bytes of a plan file at rest: between two acts, and after an interrupted one is taken back."""

import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from kampanjplan.domain.damage import Damage, DamageKind
from kampanjplan.storage.engine import BUSY_SECONDS
from kampanjplan.storage.trouble import told


def settled_bytes(path: Path) -> tuple[bytes, list[Damage]]:
    """All bytes of the file, which is not changed; what they may have suffered on the way."""
    with told(path), closing(_asked(path)) as connection:
        try:
            connection.execute("BEGIN")
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()  # holds writers off
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise
            if has_journal(path):
                return _taken_back(path)
        except UnicodeDecodeError:
            pass
        # Read before the connection is closed: closing any handle of a file gives up all its locks.
        return path.read_bytes(), []


def _asked(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=BUSY_SECONDS, isolation_level=None
    )


def journal_of(path: Path) -> Path:
    return path.with_name(path.name + "-journal")


def has_journal(path: Path) -> bool:
    """Whether an act on the file was begun and not ended."""
    journal = journal_of(path)
    return journal.exists() and journal.stat().st_size > 0


def _taken_back(path: Path) -> tuple[bytes, list[Damage]]:
    """The bytes as SQLite would make them at the next opening: tried on a copy in a folder of our own."""
    data = path.read_bytes()
    with tempfile.TemporaryDirectory(prefix="kampanjplan-") as folder:
        trial = Path(folder) / "plan"
        trial.write_bytes(data)
        journal_of(trial).write_bytes(journal_of(path).read_bytes())
        try:
            with closing(sqlite3.connect(trial)) as connection:
                connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        except (sqlite3.DatabaseError, UnicodeDecodeError):
            return data, [Damage(DamageKind.INTERRUPTED)]
        return trial.read_bytes(), []
