"""Columns that hold several keys in a JSON array: asked and guarded here, as no foreign key can."""

import json
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Column, ColumnElement, Connection, false, func, or_, select, true

from kampanjplan.domain.changes import Change
from kampanjplan.storage.mapper import mapper
from kampanjplan.storage.tables import KIND_OF, metadata

_FEW = 8


def is_several(column: Column[Any]) -> bool:
    """Whether a column holds several keys."""
    return "keys_of" in column.info


@cache
def columns_of_keys() -> tuple[tuple[str, str, str], ...]:
    """(table, column, table that the keys are of) of each such column."""
    return tuple(
        (table.name, column.name, str(column.info["keys_of"]))
        for table in metadata.sorted_tables
        for column in table.columns
        if is_several(column)
    )


def holds_any(column: ColumnElement[Any], keys: Sequence[str], path: str = "$") -> ColumnElement[bool]:
    """Whether the array in a column, or at a path in its JSON, holds one of these keys."""
    if len(keys) <= _FEW:  # a key is like no other text: found without taking the array apart
        held = column if path == "$" else func.json_extract(column, path)
        return or_(false(), *(func.instr(held, key) > 0 for key in keys))
    parts = func.json_each(column, path).table_valued("value")
    return select(true()).select_from(parts).where(parts.c.value.in_(list(keys))).exists()


def loose_key(connection: Connection, changes: Iterable[Change]) -> tuple[str, UUID] | None:
    """A thing that these changes leave named in such a column and that is not there: its kind and key."""
    for name, column, parent in columns_of_keys():
        kind, wanted = KIND_OF[name], KIND_OF[parent]
        named: set[UUID] = set()
        gone: set[UUID] = set()
        for change in changes:
            if change.after is None and isinstance(change.before, wanted):
                gone.add(change.before.id)
            elif isinstance(change.after, kind):
                named.update(getattr(change.after, column))
        lost = named and _missing(connection, parent, named)
        if gone and not lost:
            held = mapper(kind).table.c[column]
            query = select(held).where(holds_any(held, [str(id) for id in gone])).limit(1)
            row = connection.execute(query).scalar()
            lost = gone & {UUID(key) for key in row or ()}
        if lost:
            return wanted.__name__, min(lost)
    return None


def _missing(connection: Connection, table: str, keys: set[UUID]) -> set[UUID]:
    query = f"SELECT value FROM json_each(?) WHERE value NOT IN (SELECT id FROM {table})"  # noqa: S608 - our own
    asked = json.dumps([key.hex for key in keys])
    return {UUID(key) for (key,) in connection.exec_driver_sql(query, (asked,))}


def loose_keys(connection: Connection) -> list[tuple[str, str, str]]:
    """(table, key, other table) of things in the whole plan that name one which is not there."""
    found: list[tuple[str, str, str]] = []
    for table, column, parent in columns_of_keys():
        query = (
            f"SELECT DISTINCT t.id FROM {table} AS t, json_each(t.{column}) AS key "  # noqa: S608 - our own
            f"WHERE replace(key.value, '-', '') NOT IN (SELECT id FROM {parent})"
        )
        found += [(table, id, parent) for (id,) in connection.exec_driver_sql(query)]
    return found
