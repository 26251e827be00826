"""Looks for texts in every column of every table, whichever those are: a new column is looked in too."""

import json
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Column, Connection, Integer, String, Table, Uuid

from kampanjplan.domain.erasing import Place
from kampanjplan.storage.engine import driver_of
from kampanjplan.storage.tables import KIND_OF, metadata


def text_columns(table: Table) -> list[Column[Any]]:
    """The columns that can hold a text, JSON among them."""
    return [column for column in table.columns if isinstance(column.type, String | JSON)]


def places(connection: Connection, may_hold: Callable[[str], bool]) -> Iterator[Place]:
    """The texts for which this is true; of JSON, which is asked as it is kept, the texts in it as one."""
    driver = driver_of(connection)
    for table in metadata.sorted_tables:
        key = next((c for c in table.primary_key if isinstance(c.type, Uuid | Integer)), None)
        columns = text_columns(table)
        if not columns:
            continue
        about = table.columns.get("thing_id")
        before = [column for column in (key, about) if column is not None]
        wanted = ", ".join(f'"{column.name}"' for column in [*before, *columns])
        for row in driver.execute(f'SELECT {wanted} FROM "{table.name}"'):  # noqa: S608 - names of our own
            values = row[len(before) :]
            if not may_hold("\n".join(filter(None, values))):
                continue
            keys = [_key(column, value) for column, value in zip(before, row, strict=False)]
            id = keys[0] if key is not None else None
            of = keys[-1] if about is not None else None
            for column, value in zip(columns, values, strict=True):
                if value and may_hold(value):
                    text = _flat(value) if isinstance(column.type, JSON) else value
                    thing = of if isinstance(of, UUID) else None
                    yield Place(table.name, KIND_OF.get(table.name), id, column.name, text, thing)


def _key(column: Column[Any], value: Any) -> UUID | int:
    return UUID(value) if isinstance(column.type, Uuid) else int(value)


def _flat(raw: str) -> str:
    """The texts in a JSON, one a line."""

    def parts(value: Any) -> Iterator[str]:
        if isinstance(value, str):
            yield value
        elif isinstance(value, list | dict):
            for part in value.values() if isinstance(value, dict) else value:
                yield from parts(part)

    try:
        return "\n".join(parts(json.loads(raw)))
    except ValueError:
        return raw
