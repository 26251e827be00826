"""Turns what SQLite and the operating system complain of into facts that can be worded."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DatabaseError

from kampanjplan.domain.errors import FileError, FileTrouble
from kampanjplan.folders import free_bytes

_BY_CODE = {
    sqlite3.SQLITE_BUSY: FileTrouble.LOCKED,
    sqlite3.SQLITE_LOCKED: FileTrouble.LOCKED,
    sqlite3.SQLITE_FULL: FileTrouble.FULL,
    sqlite3.SQLITE_CORRUPT: FileTrouble.DAMAGED,
    sqlite3.SQLITE_NOTADB: FileTrouble.NOT_A_PLAN,
    sqlite3.SQLITE_READONLY: FileTrouble.READ_ONLY,
    sqlite3.SQLITE_PERM: FileTrouble.NO_PERMISSION,
    sqlite3.SQLITE_CANTOPEN: FileTrouble.MISSING,
    sqlite3.SQLITE_IOERR: FileTrouble.NOT_WRITABLE,
}


def os_trouble(error: OSError, path: Path) -> FileError:
    """The FileError that an operating system's refusal means."""
    return FileError.of_system(error, path, free_bytes(path))


def sqlite_trouble(error: BaseException, path: Path) -> FileError | None:
    """The FileError that SQLite's refusal means, or None where it is a fault of ours."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        if isinstance(error, sqlite3.OperationalError) and "decode" in str(error):
            return FileError(FileTrouble.DAMAGED, path, "UTF-8")  # its own words quote what a person wrote
        return None
    if code == sqlite3.SQLITE_READONLY_DBMOVED:
        return FileError(FileTrouble.MOVED, path)
    trouble = _BY_CODE.get(code & 0xFF)
    if trouble is FileTrouble.MISSING and os.access(path, os.F_OK):
        trouble = FileTrouble.NOT_WRITABLE  # it is there: the disk, or what lies beside it, is at fault
    free = free_bytes(path) if trouble is FileTrouble.FULL else None
    return FileError(trouble, path, str(error), free) if trouble else None


def _trouble_behind(error: BaseException | None, path: Path) -> FileError | None:
    """What SQLite refused, or refused before that: cleaning up may fail for want of what was rolled back."""
    while error is not None:
        if trouble := sqlite_trouble(error, path):
            return trouble
        error = error.__cause__ or error.__context__
    return None


class UnreadableRowError(Exception):
    """A row that says what this program would never have written."""


@contextmanager
def readable() -> Iterator[None]:
    """Tells a row that cannot be read apart from a fault of ours."""
    try:
        yield
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise UnreadableRowError(str(error)) from error


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Raises a FileError in place of a database's or an operating system's own error."""
    try:
        yield
    except (DatabaseError, sqlite3.DatabaseError) as error:
        trouble = _trouble_behind(error, path)
        if trouble is None:
            raise
        raise trouble from error
    except (UnicodeDecodeError, UnreadableRowError) as error:
        raise FileError(FileTrouble.DAMAGED, path, str(error)) from error
    except OSError as error:
        raise os_trouble(error, path) from error


@contextmanager
def sound(path: Path) -> Iterator[None]:
    """As `told`, where a sound file would let the database complain of nothing else."""
    try:
        with told(path):
            yield
    except (DatabaseError, sqlite3.DatabaseError) as error:
        raise FileError(FileTrouble.DAMAGED, path, str(error)) from error
