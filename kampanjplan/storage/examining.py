"""Looks through a plan file without opening it as a plan: nothing is migrated, and not a byte is changed."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from kampanjplan.domain.changes import AnyThing, Thing
from kampanjplan.domain.damage import Damage, DamageKind, key_text
from kampanjplan.domain.errors import MissingError
from kampanjplan.storage.mending import name_in, readable_thing, unreadable
from kampanjplan.storage.rows import Layout, Row, Rows
from kampanjplan.storage.salvage import contents_lost, header_damage, said_schema, tables_at
from kampanjplan.storage.settled import settled_bytes
from kampanjplan.storage.tables import KIND_OF, metadata

_MOST = 100  # of SQLite's own findings; a badly damaged file has thousands that say the same


@dataclass(frozen=True, slots=True)
class Examined:
    """What is wrong with a file's bytes, and what can be read in spite of it."""

    damages: tuple[Damage, ...]
    reading: "Readable"


class Readable:
    """The things that could be read, as the services ask for them."""

    def __init__(self, things: dict[type[Thing], list[Any]], schema: int) -> None:
        self._things = things
        self._schema = schema

    def get(self, kind: type[AnyThing], id: UUID) -> AnyThing:
        found = self.find(kind, id=id)
        if not found:
            raise MissingError(kind.__name__, id)
        return found[0]

    def find(self, kind: type[AnyThing], **equal: object) -> list[AnyThing]:
        def holds(thing: AnyThing) -> bool:
            return all(
                getattr(thing, name) in wanted
                if isinstance(wanted, list | tuple | set | frozenset)
                else getattr(thing, name) == wanted
                for name, wanted in equal.items()
            )

        return [thing for thing in self._things.get(kind, []) if holds(thing)]

    def schema_version(self) -> int:
        return self._schema


def examine(path: Path) -> Examined:
    """Everything that is wrong with a plan file; FileError where it is none, or newer than this program."""
    damages = header_damage(path)
    data, unsettled = settled_bytes(path)
    damages += unsettled
    schema = said_schema(data)
    tables = tables_at(schema)
    damages += _asked(data, tables)
    rows = Rows(data, tables)
    things: dict[type[Thing], list[Any]] = {}
    papers, contents = [], []
    for row in rows:
        if row is not None:
            bad = _read(row, things)
            damages += bad
            if row.table == "edition_file":
                papers.append(row.values)
            elif row.table == "content" and not bad:
                contents.append({"checksum": row.values["checksum"]})
    damages += rows.damages + contents_lost(papers, contents)
    return Examined(tuple(dict.fromkeys(damages)), Readable(things, schema))


def _read(row: Row, things: dict[type[Thing], list[Any]]) -> list[Damage]:
    """Puts a row among the things that can be read, or says what cannot."""
    bad = unreadable(row.table, row.values)
    key = key_text(row.values.get("id", row.values.get("number", "")))
    if bad:
        name = name_in(row.values)
        return [Damage(DamageKind.VALUE, row.table, key, name, column, row.page) for column in bad]
    if row.table in KIND_OF:
        kind = KIND_OF[row.table]
        things.setdefault(kind, []).append(readable_thing(kind, row.values))
    return []


def _asked(data: bytes, tables: Mapping[str, Layout]) -> list[Damage]:
    """What SQLite itself finds, in a copy in memory, so that the file cannot be touched or locked."""
    with closing(sqlite3.connect(":memory:")) as connection:
        try:
            connection.deserialize(data)
            connection.execute("PRAGMA foreign_keys=ON")
            for table in tables.values():  # only planned: refused where a description or a tie is damaged
                columns = ", ".join(table.columns)
                marks = ", ".join("?" * len(table.columns))
                plan = f"EXPLAIN INSERT INTO {table.name} ({columns}) VALUES ({marks})"  # noqa: S608 - names of our own
                connection.execute(plan, [None] * len(table.columns))
            lines = [str(line) for (line,) in connection.execute(f"PRAGMA integrity_check({_MOST})")]
            damages = [Damage(DamageKind.FILE, detail=line) for line in lines if line != "ok"]
            loose = connection.execute("PRAGMA foreign_key_check").fetchmany(_MOST)
            return damages + [_tie(connection, *found) for found in loose]
        except (sqlite3.Error, UnicodeDecodeError) as error:
            return [Damage(DamageKind.FILE, detail=str(error))]


def _tie(connection: sqlite3.Connection, table: str, rowid: int, parent: str, number: int) -> Damage:
    """A key that names nothing, as far as it can be told whose it is."""
    ties = connection.execute('SELECT id, "from" FROM pragma_foreign_key_list(?)', (table,)).fetchall()
    column = next((str(name) for id, name in ties if id == number), "")
    key, name = "", ""
    if table in metadata.tables:
        cursor = connection.execute(f'SELECT * FROM "{table}" WHERE rowid = ?', (rowid,))  # noqa: S608
        values = dict(zip((what for what, *_ in cursor.description), cursor.fetchone() or (), strict=False))
        key, name = key_text(values.get("id", values.get("number", ""))), name_in(values)
    return Damage(DamageKind.TIE, table, key, name, column, detail=parent)
