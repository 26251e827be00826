"""Writes a file whole or not at all."""

import os
import re
import stat
import tempfile
import time
import unicodedata
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from kampanjplan.domain.errors import FileError, FileTrouble
from kampanjplan.folders import free_bytes

_MARK = ".kampanjplan-"  # what an unfinished file's name begins with
_LONGEST = 200  # octets of a name; file systems take 255, and a number or an ending may be added
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])\s*(\.|$)", re.IGNORECASE)
_FORGOTTEN = 3600  # seconds after which an unfinished file is no longer being written by anybody
_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")  # kinds of characters that nobody sees in a name

Told = TypeVar("Told")


def write_whole(path: Path, write: Callable[[Path], Told]) -> Told:
    """Lets `write` fill a temporary file beside `path`, which then takes its place.

    A file that was there stays as it was when anything fails. FileError says why it did. The temporary
    file is the owner's alone; the finished one gets what the user's own mask gives new files. Gives back
    what `write` told.
    """
    try:
        if path.is_dir():
            raise FileError(FileTrouble.FOLDER, path)
        if not path.parent.is_dir():
            raise FileError(FileTrouble.NO_FOLDER, path)
        remove_unfinished(path.parent)
        mode = _mode_of_new_files(path.parent)
        handle, name = tempfile.mkstemp(prefix=_MARK, suffix=path.suffix, dir=path.parent)
        os.close(handle)
        temporary = Path(name)
        try:
            told = write(temporary)
            with temporary.open("r+b") as file:  # Windows syncs only what may be written
                os.fsync(file.fileno())
            temporary.chmod(mode)
            _put_in_place(temporary, path)
        except BaseException:
            with suppress(OSError):  # what failed first is what is told
                temporary.unlink()
            raise
    except OSError as error:
        raise FileError.of_system(error, path, free_bytes(path.parent)) from error
    return told


def write_text_whole(path: Path, text: str) -> None:
    """As `write_whole`, of a text in UTF-8."""
    write_whole(path, lambda temporary: _fill(temporary, text))


def _fill(path: Path, text: str) -> None:
    path.write_bytes(text.encode("utf-8", "replace"))


def write_pieces(path: Path, pieces: Iterable[bytes]) -> None:
    """Writes the pieces one after another, as `write_whole`."""

    def write(temporary: Path) -> None:
        with temporary.open("wb") as file:
            file.writelines(pieces)

    write_whole(path, write)


def safe_name(text: str, suffix: str = "") -> str:
    """A file's name of a text, and its ending, that every file system takes."""
    kept = [letter for letter in text.replace(": ", " ") if unicodedata.category(letter) not in _UNSEEN]
    name = re.sub(r'[/\\:*?"<>|]', "-", unicodedata.normalize("NFC", "".join(kept)))
    name = name.encode("utf-8")[:_LONGEST].decode("utf-8", "ignore").strip(" .")
    return f"{'_' if not name or _RESERVED.match(name) else ''}{name}{suffix}"


def same_name(name: str) -> str:
    """What is equal for two names that a file system may take for one and the same."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def file_name(heading: str) -> str:
    """A name for a paper's file that every file system takes."""
    return safe_name(heading, ".pdf")


def free_name(path: Path) -> Path:
    """The first of "NAME (2)", "NAME (3)" … beside a file that nothing has yet."""
    number = 2
    while (other := path.with_name(f"{path.stem} ({number}){path.suffix}")).exists():
        number += 1
    return other


def remove_unfinished(folder: Path) -> None:
    """Takes away what a program that died left half written in a folder."""
    for left in folder.glob(f"{_MARK}????????.*"):
        with suppress(OSError):  # somebody else's, in a folder of many: no reason to write nothing
            if left.stat().st_mtime < time.time() - _FORGOTTEN:
                left.unlink()


def _put_in_place(temporary: Path, path: Path) -> None:
    try:
        temporary.replace(path)
    except PermissionError as error:  # the folder took the temporary file: it is the old file that is held
        raise FileError(FileTrouble.OPEN_ELSEWHERE, path, str(error)) from error


def _mode_of_new_files(folder: Path) -> int:
    """What a new file in the folder may be used for. Made and asked: to read the mask one must set it."""
    probe = folder / f"{_MARK}{os.urandom(4).hex()}.mode"
    handle = os.open(probe, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666)
    try:
        return stat.S_IMODE(os.fstat(handle).st_mode)
    finally:
        os.close(handle)
        with suppress(OSError):  # empty, and swept away with the next paper
            probe.unlink()


def refuse_own_place(path: Path, plan: Path) -> None:
    """FileError where what is to be written would take the plan file's own place."""
    if path.exists() and plan.exists() and path.samefile(plan):
        raise FileError(FileTrouble.EXISTS, path)
