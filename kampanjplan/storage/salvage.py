"""Makes a sound plan of what can still be read in a damaged file. The damaged file is never written."""

import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from kampanjplan.domain.contacts import Erasure
from kampanjplan.domain.damage import Damage, DamageKind, Progress, Salvaged, key_text
from kampanjplan.domain.errors import FileError, FileTrouble
from kampanjplan.storage.backups import Backups
from kampanjplan.storage.copying import check_database, written_whole
from kampanjplan.storage.engine import driver_of, memory_engine, open_engine
from kampanjplan.storage.header import CUT, schema_of
from kampanjplan.storage.ledger import erase_again
from kampanjplan.storage.mending import mended, name_in, tidy
from kampanjplan.storage.rows import Layout, Rows, layouts
from kampanjplan.storage.settled import settled_bytes
from kampanjplan.storage.store import make_schema
from kampanjplan.storage.tables import SCHEMA_VERSION, metadata
from kampanjplan.storage.ties import Saved, recall, tie
from kampanjplan.storage.trouble import told
from kampanjplan.storage.upgrade import migrate

_OWN = ("program", "alembic_version")  # what a new file says of itself


def salvage(path: Path, new: Path, names: Mapping[str, str], progress: Progress) -> Salvaged:
    """Writes what can be read of `path` to the file `new`, which must not be there.

    `names` are for things that stand in for lost ones, by table. FileError where nothing can be read.
    """
    if new.exists():
        raise FileError(FileTrouble.EXISTS, new)
    if not new.parent.is_dir():
        raise FileError(FileTrouble.NO_FOLDER, new)
    damages = header_damage(path)
    data, unsettled = settled_bytes(path)
    damages += unsettled
    schema = said_schema(data)
    saved, found = _readable(data, schema, progress)
    damages += found
    if schema < SCHEMA_VERSION:
        damages += tie(saved, names)
        saved = _migrated(saved, schema)
    damages += _mend(saved, names, progress)
    if not any(saved.values()):
        raise FileError(FileTrouble.DAMAGED, path, "nothing")
    damages += recall(saved, _torn(damages, saved), names)
    damages += tie(saved, names)
    damages += contents_lost(saved["edition_file"].values(), saved["content"].values())
    with told(new), written_whole(new, replace=False) as temporary:
        _write(saved, temporary)
        erase_again(temporary, _erased(path), {})
    rows = {table: len(kept) for table, kept in saved.items() if kept}
    return Salvaged(new, rows, tuple(dict.fromkeys(damages)))


def contents_lost(papers: Iterable[Mapping[str, Any]], contents: Iterable[Mapping[str, Any]]) -> list[Damage]:
    """The papers of editions, raw rows, whose bytes are among none of these."""
    there = {row.get("checksum") for row in contents}
    return [
        Damage(DamageKind.CONTENT, "edition_file", key_text(row.get("id", "")), name_in(row))
        for row in papers
        if row.get("checksum") not in there
    ]


def _erased(path: Path) -> list[Erasure]:
    """Those who were erased from the plan, by the ledger of its backups: its own rows may be lost."""
    with suppress(FileError, OSError):
        return Backups(path).erased()
    return []


def header_damage(path: Path) -> list[Damage]:
    """What the file's size and header tell; FileError where it is no plan, or one of a newer program."""
    try:
        schema_of(path)
    except FileError as error:
        if error.trouble is not FileTrouble.DAMAGED:
            raise
        return [Damage(DamageKind.CUT if error.detail == CUT else DamageKind.HEADER)]
    return []


def said_schema(data: bytes) -> int:
    """The schema of the file, the newest where it no longer says so itself."""
    schema = int.from_bytes(data[60:64], "big")
    return schema if 0 < schema <= SCHEMA_VERSION else SCHEMA_VERSION


@cache
def tables_at(schema: int) -> dict[str, Layout]:
    """The tables of the plan, as they were at a schema."""
    engine = empty_at(schema)
    try:
        return {name: layout for name, layout in layouts(engine).items() if name not in _OWN}
    finally:
        engine.dispose()


def empty_at(schema: int) -> Engine:
    """An empty plan in memory, as it was at a schema."""
    engine = memory_engine()
    if schema == SCHEMA_VERSION:
        make_schema(engine)
    else:
        migrate(engine, to=schema)
    return engine


def _readable(data: bytes, schema: int, progress: Progress) -> tuple[Saved, list[Damage]]:
    """The rows by table and key; the first of each key is the one that is kept."""
    tables = tables_at(schema)
    rows = Rows(data, tables)
    saved: Saved = {name: {} for name in tables}
    damages: list[Damage] = []
    done = 0
    for row in rows:
        if row is None:
            done += 1
            progress(done, 2 * len(rows))
            continue
        values, torn = tidy(row.table, row.values)
        key = values["id" if "id" in values else "number"]
        damages += [
            Damage(DamageKind.VALUE, row.table, key_text(key), name_in(values), column) for column in torn
        ]
        if saved[row.table].setdefault(_known_by(key), values) is not values:
            damages.append(Damage(DamageKind.DOUBLE, row.table, key_text(key), name_in(values)))
    return saved, rows.damages + damages


def _known_by(key: Any) -> Any:
    """What a row is found by; rows whose key is lost are all of their own."""
    return key if isinstance(key, str | int) else object()


def _migrated(saved: Saved, schema: int) -> Saved:
    """The rows as the newest schema keeps them."""
    engine = empty_at(schema)
    with engine.connect() as connection:
        _insert(driver_of(connection), saved, layouts(engine))
    migrate(engine)
    with engine.connect() as connection:
        driver = driver_of(connection)
        return {name: _rows(driver, layout) for name, layout in layouts(engine).items() if name not in _OWN}


def _rows(driver: sqlite3.Connection, layout: Layout) -> dict[Any, dict[str, Any]]:
    found: dict[Any, dict[str, Any]] = {}
    for values in driver.execute(f'SELECT * FROM "{layout.name}"'):  # noqa: S608 - a name of our own
        row = dict(zip(layout.columns, values, strict=True))
        found[row["id" if "id" in row else "number"]] = row
    return found


def _insert(driver: sqlite3.Connection, saved: Saved, tables: Mapping[str, Layout]) -> None:
    """Writes rows in one transaction. Ties are checked when it ends."""
    driver.execute("BEGIN IMMEDIATE")
    for name in [table.name for table in metadata.sorted_tables if table.name in tables]:
        layout = tables[name]
        names = ", ".join(f'"{column}"' for column in layout.columns)
        marks = ", ".join("?" * len(layout.columns))
        rows = [_filled(layout, row) for row in saved.get(name, {}).values()]
        driver.executemany(f'INSERT INTO "{name}" ({names}) VALUES ({marks})', rows)  # noqa: S608
    driver.execute("COMMIT")


def _filled(layout: Layout, row: Mapping[str, Any]) -> list[Any]:
    """The values in the table's order. What is missing of a needed one is for `mended` to judge."""
    values = [row.get(name) for name in layout.columns]
    pairs = zip(layout.columns, values, strict=True)
    return ["" if v is None and name in layout.needed else _storable(v) for name, v in pairs]


def _storable(value: Any) -> Any:
    return value if isinstance(value, str | int | float | bytes | None) else ""


def _torn(damages: list[Damage], saved: Saved) -> set[str]:
    """The tables that have lost rows; any may have, where a page or the end of the file tells nothing."""
    lost = {d.table for d in damages if d.kind in (DamageKind.PAGE, DamageKind.ROW, DamageKind.CUT)}
    return set(saved) if "" in lost else lost


def _mend(saved: Saved, names: Mapping[str, str], progress: Progress) -> list[Damage]:
    """Leaves out the rows that say nothing, and gives the others what they lack."""
    total, done = sum(map(len, saved.values())), 0
    damages: list[Damage] = []
    visited: set[tuple[Any, Any]] = set()
    for table, rows in saved.items():
        kept: dict[Any, dict[str, Any]] = {}
        for old in rows.values():
            done += 1
            progress(total + done, 2 * total)
            row, bad = mended(table, old, names.get(table, ""))
            called = table, key_text(old.get("id", old.get("number"))), name_in(old)
            if row is None:
                damages.append(Damage(DamageKind.ROW, *called))
                continue
            damages += [Damage(DamageKind.VALUE, *called, column) for column in dict.fromkeys(bad)]
            pair = (row["tour_id"], row["county_code"]) if table == "county_visit" else (table, id(row))
            mark = row["id" if "id" in row else "number"]
            if mark in kept or pair in visited:
                damages.append(Damage(DamageKind.DOUBLE, *called))
                continue
            visited.add(pair)
            kept[mark] = row
        saved[table] = kept
    return damages


def _write(saved: Saved, path: Path) -> None:
    """Fills a new file and asks the database whether it is sound."""
    engine = open_engine(path)
    try:
        make_schema(engine)
        tables = {name: layout for name, layout in layouts(engine).items() if name not in _OWN}
        with engine.connect() as connection:
            _insert(driver_of(connection), saved, tables)
    finally:
        engine.dispose()
    check_database(path)
