"""The one way that a database is copied: by SQLite itself, checked, and in place only when it is whole."""

import hashlib
import os
import sqlite3
import stat
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from kampanjplan.domain.errors import FileError, FileTrouble
from kampanjplan.storage.engine import connected, has_journal, journal_of
from kampanjplan.storage.header import schema_of
from kampanjplan.storage.trouble import told

UNFINISHED = ".new"  # how the name of a file ends that is not whole yet

# What is found wrong with a copy just made is wrong with what it was copied from.
_OF_THE_SOURCE = {
    FileTrouble.DAMAGED,
    FileTrouble.EMPTY,
    FileTrouble.LOCKED,
    FileTrouble.NEWER,
    FileTrouble.NOT_A_PLAN,
    FileTrouble.OTHER_DATABASE,
}


def copy_database(
    source: sqlite3.Connection,
    target: Path,
    *,
    replace: bool = True,
    seal: Path | None = None,
    cure: Callable[[Path], None] | None = None,
) -> None:
    """Copies what the connection sees to `target`, which is its owner's alone, whole or not at all.

    `cure` may change the copy before it is checked and gets its name. `seal` is where its sha256 is
    written, as sha256sum does, before that. FileError where it cannot be made: of the source where that is
    damaged or locked, else of the target.
    """
    try:
        with told(target), written_whole(target, replace=replace) as temporary:
            _fill(source, temporary)
            if cure is not None:
                cure(temporary)
            check_database(temporary)
            sync(temporary)
            if seal is not None:
                seal.write_bytes(f"{digest_of(temporary)}  {target.name}\n".encode())
                sync(seal)
    except FileError as error:
        if error.trouble in _OF_THE_SOURCE:
            raise FileError(error.trouble, _path_of(source) or target, error.detail) from error
        raise


def _fill(source: sqlite3.Connection, path: Path) -> None:
    """One step, for one of several begins anew at each write of others; and no waiting for ever."""

    def give_up(status: int, _remaining: int, _total: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise FileError(FileTrouble.LOCKED, path)

    with closing(sqlite3.connect(path, isolation_level=None)) as target:
        target.execute("PRAGMA journal_mode=OFF")  # nothing to roll back to, and synced as a whole afterwards
        target.execute("PRAGMA synchronous=OFF")
        source.backup(target, pages=-1, progress=give_up)


def check_database(path: Path) -> None:
    """FileError where a file that nobody writes is no sound plan of this program's."""
    schema_of(path)
    # "Immutable" leaves no file beside it, whatever its header says of its journal.
    with told(path), closing(connected(path, "ro&immutable=1")) as connection:
        found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check")]
        orphans = connection.execute("PRAGMA foreign_key_check").fetchall()
    if found != ["ok"] or orphans:
        raise FileError(
            FileTrouble.DAMAGED, path, "; ".join(found[:3]) if found != ["ok"] else str(orphans[:3])
        )


def digest_of(path: Path) -> str:
    """The sha256 of a file's bytes, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sync(path: Path) -> None:
    """What the file holds is on the disk when this returns."""
    with path.open("r+b") as file:  # Windows syncs only what may be written
        os.fsync(file.fileno())


@contextmanager
def written_whole(path: Path, *, replace: bool = True) -> Iterator[Path]:
    """A temporary file beside `path`, readable by its owner alone, that takes its place when it is done.

    FileError where an act on a file of that name was cut short, or goes on: what SQLite kept of it would be
    written into the new file at its first opening.
    """
    if has_journal(path):
        raise FileError(FileTrouble.EXISTS, journal_of(path))
    handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=UNFINISHED, dir=path.parent)
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        sync(temporary)
        if has_journal(path):
            raise FileError(FileTrouble.EXISTS, journal_of(path))
        if replace:
            if path.exists():
                temporary.chmod(stat.S_IMODE(path.stat().st_mode))  # who may read it is for its owner to say
            temporary.replace(path)
        else:
            _put_where_nothing_is(temporary, path)
        _sync_folder(path.parent)
    finally:
        for left in (temporary, journal_of(temporary)):
            with suppress(OSError):  # gone, as a rule; where it is not, that makes the file no less whole
                left.unlink()


def _put_where_nothing_is(temporary: Path, path: Path) -> None:
    """A name of its own for a finished file; FileError where another has it, also since a moment ago."""
    if path.exists():
        raise FileError(FileTrouble.EXISTS, path)
    if os.name == "nt":
        temporary.rename(path)  # refuses there what it would overwrite elsewhere
        return
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise
    except OSError:  # a disk that knows no second names
        temporary.replace(path)


def _sync_folder(folder: Path) -> None:
    """The new name is on the disk too, where the system can say so."""
    with suppress(OSError):  # Windows opens no folders
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _path_of(connection: sqlite3.Connection) -> Path | None:
    with suppress(sqlite3.Error):
        for _number, name, path in connection.execute("PRAGMA database_list"):
            if name == "main" and path:
                return Path(path)
    return None
