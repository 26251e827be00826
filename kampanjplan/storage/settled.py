"""The bytes of a plan file at rest: between two acts, and after an interrupted one is taken back."""

import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from kampanjplan.domain.damage import Damage, DamageKind
from kampanjplan.storage.engine import connected, has_journal, journal_of
from kampanjplan.storage.trouble import told


def settled_bytes(path: Path) -> tuple[bytes, list[Damage]]:
    """All bytes of the file, which is not changed; what they may have suffered on the way."""
    with told(path), closing(connected(path)) as connection:
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
