"""The rows of a file that may be damaged, read from its pages one by one, each with its table.

A page that hangs in a table's tree is that table's. Where a tree is broken its other pages are told
by what they hold: the table that can make the most of a page's rows gets it.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine

from kampanjplan.domain.damage import Damage, DamageKind
from kampanjplan.storage.engine import driver_of
from kampanjplan.storage.mending import unreadable
from kampanjplan.storage.pages import LEAF, BrokenCell, Cell, Pages
from kampanjplan.storage.tables import metadata

_OWN_COLUMNS = 2  # those of the plan's tables have more
_SCHEMA_KINDS = ("table", "index", "view", "trigger")


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a table in a file's own schema, in the file's order."""

    name: str
    columns: tuple[str, ...]
    needed: frozenset[str]
    defaults: tuple[Any, ...]  # for rows that are older than a column
    rowid: str  # the column that is kept as the row's number, if any

    def row(self, cell: Cell) -> dict[str, Any] | None:
        """The cell's values by name; None where they are not as many as the table has columns."""
        values = cell.values + self.defaults[len(cell.values) :]
        missing = self.columns[len(cell.values) :]
        if len(values) != len(self.columns) or any(
            name in self.needed and value is None
            for name, value in zip(missing, self.defaults[len(cell.values) :], strict=True)
        ):
            return None
        row = dict(zip(self.columns, values, strict=True))
        if self.rowid:
            row[self.rowid] = cell.rowid
        return row


def layouts(engine: Engine) -> dict[str, Layout]:
    """The tables of a sound database that the program knows."""
    with engine.connect() as connection:
        driver = driver_of(connection)
        names = [
            name
            for (name,) in driver.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
            if name in metadata.tables
        ]
        return {name: _layout(driver, name) for name in names}


def _layout(driver: sqlite3.Connection, name: str) -> Layout:
    columns = driver.execute("SELECT * FROM pragma_table_info(?)", (name,)).fetchall()
    defaults = [driver.execute(f"SELECT {default or 'NULL'}").fetchone()[0] for *_, default, _pk in columns]
    return Layout(
        name,
        tuple(column for _n, column, *_ in columns),
        frozenset(column for _n, column, _type, needed, *_ in columns if needed),
        tuple(defaults),
        next((column for _n, column, kind, *_, key in columns if key and kind == "INTEGER"), ""),
    )


@dataclass(frozen=True, slots=True)
class Row:
    """A row as the file holds it, in SQLite's own types."""

    table: str
    page: int
    values: dict[str, Any]


class Rows:
    """All rows that can be read, page by page; what cannot is in `damages` when they have been read."""

    def __init__(self, data: bytes, tables: Mapping[str, Layout]) -> None:
        self.pages = Pages(data)
        self.tables = tables
        self.damages: list[Damage] = []
        self._free = self.pages.free()
        self._owner: dict[int, str] = {}
        self._own_pages()

    def _own_pages(self) -> None:
        """Follows the tree of every table that the file still names."""
        for name, root in self._roots().items():
            leaves, broken = self.pages.leaves(root)
            for number in leaves + broken:
                self._owner.setdefault(number, name)

    def _roots(self) -> dict[str, int]:
        """Where the tables' trees begin, by all that is left of the list of them."""
        leaves, _broken = self.pages.leaves(1)
        strays = (n for n in range(1, self.pages.count + 1) if self.pages.kind(n) == LEAF)
        roots: dict[str, int] = {}
        for number in dict.fromkeys((*leaves, *strays)):
            for cell in self.pages.cells(number):
                if not (isinstance(cell, Cell) and len(cell.values) == 5 and cell.values[0] in _SCHEMA_KINDS):
                    break
                kind, name, _table, root, _sql = cell.values
                self._owner[number] = ""  # a page of the list of tables holds nothing of the plan
                if kind != "table" or not isinstance(root, int):
                    continue
                if name in self.tables:
                    roots.setdefault(name, root)
                else:  # what the file says of itself; a new one says that anew
                    self._owner.update(dict.fromkeys(self.pages.leaves(root)[0], ""))
        return roots

    def __len__(self) -> int:
        return self.pages.count

    def __iter__(self) -> Iterator[Row | None]:
        """The rows, with a None after each page, so that a caller can say how far it came."""
        for number in range(1, self.pages.count + 1):
            owner = self._owner.get(number)
            if owner or (owner is None and self.pages.kind(number) == LEAF and number not in self._free):
                yield from self._of_page(number, owner or "")
            yield None

    def _of_page(self, number: int, owner: str) -> Iterator[Row]:
        cells = list(self.pages.cells(number))
        if not owner and all(isinstance(cell, Cell) and len(cell.values) <= _OWN_COLUMNS for cell in cells):
            return  # what the file says of itself, in pages that no tree holds any more
        whole = [cell for cell in cells if isinstance(cell, Cell)]
        if not owner or not any(self._fit(owner, cell) for cell in whole):
            owner = self._best(whole) or (owner if whole else "")
        if self.pages.kind(number) != LEAF or (not whole and cells) or (whole and not owner):
            known = self._owner.get(number, "") or owner
            if known or whole:
                self.damages.append(Damage(DamageKind.PAGE, known, page=number))
            if not owner:
                return
            whole = [cell for cell in whole if self.pages.kind(number) == LEAF or self._fit(owner, cell)]
        elif any(isinstance(cell, BrokenCell) for cell in cells):
            self.damages.append(Damage(DamageKind.ROW, owner, page=number))
        for cell in whole:
            row = self.tables[owner].row(cell)
            if row is None:
                self.damages.append(Damage(DamageKind.ROW, owner, page=number))
            else:
                yield Row(owner, number, row)

    def _fit(self, table: str, cell: Cell) -> bool:
        row = self.tables[table].row(cell)
        return row is not None and not unreadable(table, row)

    def _best(self, cells: list[Cell]) -> str:
        """The table that can read the most of these rows; empty where none can read any.

        Of two that can the one with as many columns: in the other they would be older than its newest ones.
        """
        fitting = {name: sum(self._fit(name, cell) for cell in cells) for name in self.tables}
        best = max(fitting, key=lambda name: (fitting[name], self._filled(name, cells)), default="")
        return best if best and fitting[best] else ""

    def _filled(self, table: str, cells: list[Cell]) -> int:
        return sum(len(cell.values) == len(self.tables[table].columns) for cell in cells)
