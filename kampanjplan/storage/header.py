"""What a file says of itself in its first 100 bytes, read before any database opens it.

Offsets: the SQLite database file format, section 1.3.
"""

import mmap
import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

from kampanjplan.domain.errors import FileError, FileTrouble
from kampanjplan.storage.engine import connected, journal_of
from kampanjplan.storage.tables import APPLICATION_ID, SCHEMA_VERSION
from kampanjplan.storage.trouble import os_trouble

MAGIC = b"SQLite format 3\x00"
CUT, HEADER = "cut", "header"  # in what way a file is damaged, where its size or its header tells
_OURS = b"CREATE TABLE county_visit"  # stands as plain text in every plan file
_SEARCHED = 1 << 26  # bytes in which it is looked for
_MOST = 1000  # schemas that there will ever be; a greater number is a broken one
_LOOKS_LIKE = {b"PK\x03\x04": "zip", b"%PDF": "pdf", b"\xd0\xcf\x11\xe0": "office", b"\x89PNG": "png"}


def schema_of(path: Path) -> int:
    """The schema number of a plan file; FileError where it is none, is newer than this program or damaged."""
    try:
        if path.is_dir():
            raise FileError(FileTrouble.FOLDER, path)
        with path.open("rb") as file:
            head = file.read(100)
    except OSError as error:
        raise os_trouble(error, path) from error
    if not head:
        raise FileError(FileTrouble.EMPTY, path)
    if not head.startswith(MAGIC) or len(head) < 100:
        if _looks_like(head) == "binary" and _was_a_plan(path):
            raise FileError(FileTrouble.DAMAGED, path, CUT if len(head) < 100 else HEADER)
        raise FileError(FileTrouble.NOT_A_PLAN, path, _looks_like(head))
    if int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        if _was_a_plan(path):
            raise FileError(FileTrouble.DAMAGED, path, HEADER)
        raise FileError(FileTrouble.OTHER_DATABASE, path)
    if _is_cut(head, path):
        raise FileError(FileTrouble.DAMAGED, path, CUT)
    schema = int.from_bytes(head[60:64], "big")
    if not 0 < schema <= SCHEMA_VERSION:
        if not 0 < schema < _MOST:
            raise FileError(FileTrouble.DAMAGED, path, HEADER)
        raise FileError(FileTrouble.NEWER, path, needed_program(path, schema))
    return schema


def _was_a_plan(path: Path) -> bool:
    """Whether a file whose header says otherwise still holds the tables of a plan."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        return data.find(_OURS, 0, _SEARCHED) >= 0


def _is_cut(head: bytes, path: Path) -> bool:
    """Whether the file is shorter than it says, and no act is on its way that may have made it so."""
    size = int.from_bytes(head[16:18], "big")
    pages = int.from_bytes(head[28:32], "big")
    if head[24:28] != head[92:96] or journal_of(path).exists():
        return False  # the number of pages was not counted by the last program that wrote
    return path.stat().st_size < (65536 if size == 1 else size) * pages


def needed_program(path: Path, schema: int) -> str:
    """The version of the program that a newer file says it needs, or its schema where it does not say."""
    try:
        with closing(connected(path)) as connection:
            (needed,) = connection.execute("SELECT needed FROM program").fetchone()
            return f"Kampanjplan {needed}"
    except (sqlite3.Error, TypeError, UnicodeDecodeError):
        return f"schema {schema}"


def is_read_only(path: Path) -> bool:
    """Whether nobody is meant to write the file: even an administrator, who could."""
    return not path.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH) or not os.access(
        path, os.W_OK
    )


def _looks_like(head: bytes) -> str:
    for magic, name in _LOOKS_LIKE.items():
        if head.startswith(magic):
            return name
    return "binary" if any(byte < 0x20 and byte not in b"\t\n\r\f\x1b" for byte in head) else "text"
