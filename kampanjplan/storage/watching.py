"""Notices what other programs write to the same file."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock

from sqlalchemy import Connection, Engine

from kampanjplan.storage.engine import driver_of

Identity = tuple[int, int]


def identity(path: Path) -> Identity | None:
    """Which file lies at a path, whatever it is called; None where none does."""
    try:
        known = path.stat()
    except OSError:
        return None
    return known.st_dev, known.st_ino


def is_deleted(file: Identity) -> bool:
    """Whether a file that this process holds open has no name left; False where the system does not tell."""
    for handle in Path("/proc/self/fd").glob("*"):
        try:
            held = handle.stat()
        except OSError:
            continue  # closed just now
        if (held.st_dev, held.st_ino) == file:
            return held.st_nlink == 0
    return False


class Watch:
    """One connection that is held as long as the plan is open.

    Only one that lasts can tell by PRAGMA data_version that somebody has written. It also still reads a
    file that was moved or deleted meanwhile, so that its content can be saved elsewhere.
    """

    def __init__(self, engine: Engine) -> None:
        self._connection = engine.connect()
        self._one_thread = RLock()
        self.driver = driver_of(self._connection)
        self.driver.execute("PRAGMA busy_timeout=0")  # asked often, so it never waits
        self._known = self._version()

    def _version(self) -> int | None:
        try:
            return int(self.driver.execute("PRAGMA data_version").fetchone()[0])
        except sqlite3.Error:
            return None  # busy; asked again soon

    def stirred(self) -> int | None:
        """A mark of what is new, to be `settled` when it has been read; None where nothing is."""
        now = self._version()
        return now if now != self._known else None

    def settled(self, mark: int) -> None:
        self._known = mark

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """The connection, inside a transaction, for one thread at a time."""
        with self._one_thread, self._connection.begin():
            yield self._connection

    def close(self) -> None:
        with self._one_thread:
            self._connection.close()
