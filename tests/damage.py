"""Ways to damage a plan file, and what of it no damage to one page may take."""

import sqlite3
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any
from uuid import uuid4

from kampanjplan.domain.contacts import Contact
from kampanjplan.plans import create_plan
from kampanjplan.services.editing import add
from kampanjplan.storage.pages import Cell
from kampanjplan.storage.rows import Rows
from kampanjplan.storage.salvage import tables_at
from kampanjplan.storage.tables import SCHEMA_VERSION, metadata
from tests.things import TODAY

PAGE = 4096
HURTS = ("bit", "bytes", "page", "cut")


def hurt(data: bytes, how: str, random: Random) -> bytes:
    """The bytes with one bit flipped, 64 bytes or a page written over, or the end cut off."""
    hurt = bytearray(data)
    if how == "bit":
        hurt[random.randrange(len(data))] ^= 1 << random.randrange(8)
    elif how == "bytes":
        at = random.randrange(len(data) - 64)
        hurt[at : at + 64] = random.randbytes(64)
    elif how == "page":
        return page_over(data, 1 + random.randrange(len(data) // PAGE), random)
    else:
        del hurt[random.randrange(len(data)) :]
    return bytes(hurt)


def page_over(data: bytes, number: int, random: Random) -> bytes:
    """The bytes with one page, numbered from 1, written over."""
    return data[: (number - 1) * PAGE] + random.randbytes(PAGE) + data[number * PAGE :]


def long_plan(path: Path) -> bytes:
    """The example with more people, some of whose notes fill pages of their own."""
    door = create_plan(path, "prov", example_from=TODAY)
    people = [
        Contact(
            id=uuid4(),
            name=f"Exempel Person {n}",
            email=f"person{n}@example.org",
            notes=f"Rad {n} å. " * (700 if n % 20 == 0 else 12),
        )
        for n in range(60)
    ]
    door.do("Kontakter", add, *people)
    door.store.close()
    return path.read_bytes()


def rows_in(path: Path) -> dict[tuple[str, Any], tuple[Any, ...]]:
    """Every row that SQLite reads, by table and key."""
    found = {}
    with closing(sqlite3.connect(path)) as connection:
        for table in metadata.tables:
            if table != "program":
                for row in connection.execute(f"SELECT * FROM {table}"):
                    found[table, row[0]] = row
    return found


def pages_of(data: bytes) -> dict[tuple[str, Any], set[int]]:
    """The pages of a sound file that each row lies on, those of its long texts too."""
    rows = Rows(data, tables_at(SCHEMA_VERSION))
    pages = {}
    for number in range(1, rows.pages.count + 1):
        owner = rows._owner.get(number)
        if owner and rows.pages.kind(number) == 0x0D:
            for cell in rows.pages.cells(number):
                assert isinstance(cell, Cell)
                row = rows.tables[owner].row(cell)
                assert row is not None
                pages[owner, row[rows.tables[owner].columns[0]]] = {number, *cell.overflow}
    return pages


def interiors(data: bytes) -> list[int]:
    """The pages that hold the upper parts of the tables' trees, the first page among them."""
    pages = Rows(data, tables_at(SCHEMA_VERSION)).pages
    return [n for n in range(1, pages.count + 1) if pages.kind(n) == 0x05]
