"""Turns what SQLite and the operating system complain of into facts that can be worded."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DatabaseError

from kampanjplan.domain.errors import FileError, FileTrouble

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

_BY_ERRNO = {
    errno.ENOENT: FileTrouble.MISSING,
    errno.ENOTDIR: FileTrouble.NO_FOLDER,
    errno.EISDIR: FileTrouble.FOLDER,
    errno.EACCES: FileTrouble.NO_PERMISSION,
    errno.EPERM: FileTrouble.NO_PERMISSION,
    errno.EROFS: FileTrouble.READ_ONLY,
    errno.ENOSPC: FileTrouble.FULL,
    errno.EDQUOT: FileTrouble.FULL,
    errno.EEXIST: FileTrouble.EXISTS,
}


def os_trouble(error: OSError, path: Path) -> FileError:
    """The FileError that an operating system's refusal means."""
    return FileError(
        _BY_ERRNO.get(error.errno or 0, FileTrouble.NOT_WRITABLE), path, str(error.strerror or error)
    )


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
    return FileError(trouble, path, str(error)) if trouble else None


class UnreadableRowError(Exception):
    """A row that says what this program would never have written."""


@contextmanager
def readable() -> Iterator[None]:
    """Tells a row that cannot be read apart from a fault of ours."""
    try:
        yield
    except (ValueError, TypeError) as error:
        raise UnreadableRowError(str(error)) from error


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Raises a FileError in place of a database's or an operating system's own error."""
    try:
        yield
    except DatabaseError as error:
        trouble = sqlite_trouble(error.orig, path) if error.orig else None
        if trouble is None:
            raise
        raise trouble from error
    except sqlite3.DatabaseError as error:
        trouble = sqlite_trouble(error, path)
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
