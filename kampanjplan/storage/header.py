"""What a file says of itself in its first 100 bytes, read before any database opens it.

Offsets: the SQLite database file format, section 1.3.
"""

import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

from kampanjplan.domain.errors import FileError, FileTrouble
from kampanjplan.storage.tables import APPLICATION_ID, SCHEMA_VERSION
from kampanjplan.storage.trouble import os_trouble

MAGIC = b"SQLite format 3\x00"
_LOOKS_LIKE = {b"PK\x03\x04": "zip", b"%PDF": "pdf", b"\xd0\xcf\x11\xe0": "office", b"\x89PNG": "png"}


def schema_of(path: Path) -> int:
    """The schema number of a plan file; FileError where it is none, or newer than this program."""
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
        raise FileError(FileTrouble.NOT_A_PLAN, path, _looks_like(head))
    if int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        raise FileError(FileTrouble.OTHER_DATABASE, path)
    schema = int.from_bytes(head[60:64], "big")
    if schema > SCHEMA_VERSION:
        raise FileError(FileTrouble.NEWER, path, _needed_program(path, schema))
    return schema


def _needed_program(path: Path, schema: int) -> str:
    """The version of the program that a newer file says it needs, or its schema where it does not say."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
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
    return "text" if b"\x00" not in head else "binary"
