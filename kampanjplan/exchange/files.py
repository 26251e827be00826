"""Writes a file whole or not at all."""

import errno
import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from kampanjplan.domain.errors import FileError, FileTrouble


def write_whole(path: Path, write: Callable[[Path], None]) -> None:
    """Lets `write` fill a temporary file beside `path`, which then takes its place.

    A file that was there stays as it was when anything fails. FileError says why it did.
    """
    try:
        if path.is_dir():
            raise FileError(FileTrouble.FOLDER, path)
        if not path.parent.is_dir():
            raise FileError(FileTrouble.NO_FOLDER, path)
        handle, name = tempfile.mkstemp(prefix=".kampanjplan-", suffix=path.suffix, dir=path.parent)
        os.close(handle)
        temporary = Path(name)
        try:
            write(temporary)
            temporary.chmod(0o666 & ~_umask())
            temporary.replace(path)
        except BaseException:
            with suppress(OSError):  # what failed first is what is told
                temporary.unlink()
            raise
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        raise FileError(FileTrouble.FULL if full else FileTrouble.NOT_WRITABLE, path, str(error)) from error


def refuse_own_place(path: Path, plan: Path) -> None:
    """FileError where what is to be written would take the plan file's own place."""
    if path.exists() and plan.exists() and path.samefile(plan):
        raise FileError(FileTrouble.EXISTS, path)


def _umask() -> int:
    """The user's own mask for new files; it can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
