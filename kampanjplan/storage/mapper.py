"""The one mapper between a thing and its row, made from the dataclass's own type hints."""

from collections.abc import Callable
from dataclasses import asdict, fields, is_dataclass
from datetime import date, time
from enum import Enum
from functools import cache
from operator import attrgetter
from types import UnionType
from typing import Any, Generic, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from sqlalchemy import Table

from kampanjplan.domain.changes import AnyThing
from kampanjplan.storage.tables import TABLE_OF

Adapter = Callable[[Any], Any]


class Mapper(Generic[AnyThing]):
    """Turns things of one kind into rows (`row`), journal text (`plain`) and back (`thing`)."""

    def __init__(self, kind: type[AnyThing]) -> None:
        self.kind = kind
        self.table: Table = TABLE_OF[kind]
        hints = get_type_hints(kind)
        self.names: tuple[str, ...] = tuple(f.name for f in fields(kind))  # type: ignore[arg-type]
        self._in = [(name, adapter) for name in self.names if (adapter := _in(hints[name]))]
        self._out = [(name, adapter) for name in self.names if (adapter := _out(hints[name]))]
        self._said = tuple(name for name in self.names if name not in ("id", "version"))
        self._spelt = [(name, spell) for name in self._said if (spell := _spelling(hints[name]))]
        self._values = attrgetter(*self.names)
        self._said_values = attrgetter(*self._said)
        self._read = {name: read for name in self._said if (read := _reading(hints[name]))}

    def row(self, thing: AnyThing) -> dict[str, Any]:
        """Column values, in the types that the columns take."""
        row = dict(zip(self.names, self._values(thing), strict=True))
        for name, adapt in self._in:
            row[name] = adapt(row[name])
        return row

    def thing(self, row: Any) -> AnyThing:
        """The thing that a row keeps: a mapping, or pairs, of column names and values."""
        values = dict(row)
        for name, adapt in self._out:
            values[name] = adapt(values[name])
        return self.kind(**values)

    def plain(self, before: AnyThing | None, after: AnyThing | None) -> tuple[Any, Any]:
        """What changed, in values that JSON can hold: all of a new or removed thing, else what differs."""
        old = self._plain(before) if before is not None else None
        new = self._plain(after) if after is not None else None
        if old is not None and new is not None:
            differ = [name for name in self._said if old[name] != new[name]]
            return {n: old[n] for n in differ}, {n: new[n] for n in differ}
        return old, new

    def facts(self, plain: dict[str, Any] | None) -> dict[str, Any] | None:
        """What `plain` said, as the values that the fields hold; fields that are no more are left out."""
        if plain is None:
            return None
        facts = {name: value for name, value in plain.items() if name in self._said}
        for name, read in self._read.items():
            if facts.get(name) is not None:
                facts[name] = read(facts[name])
        for name, adapt in self._out:
            if name in facts:
                facts[name] = adapt(facts[name])
        return facts

    def _plain(self, thing: AnyThing) -> dict[str, Any]:
        row = dict(zip(self._said, self._said_values(thing), strict=True))
        for name, adapt in self._in:  # neither the key nor the version is among these
            row[name] = adapt(row[name])
        for name, spell in self._spelt:
            if row[name] is not None:
                row[name] = spell(row[name])
        return row


@cache
def mapper(kind: type[AnyThing]) -> Mapper[AnyThing]:
    """The mapper of a kind; there is one of each."""
    return Mapper(kind)


def _bare(hint: Any) -> Any:
    """The type without its None."""
    if get_origin(hint) in (Union, UnionType):
        (hint,) = [arg for arg in get_args(hint) if arg is not type(None)]
    return hint


def _unless_none(hint: Any, adapt: Adapter) -> Adapter:
    """The adapter, which lets None be None where the field may be so."""
    if _bare(hint) is hint:
        return adapt
    return lambda value: None if value is None else adapt(value)


def _in(hint: Any) -> Adapter | None:
    """What makes a field's value one that its column takes; None where it is one already."""
    whole, hint = hint, _bare(hint)
    if get_origin(hint) is tuple:
        element = get_args(hint)[0]
        if isinstance(element, type) and issubclass(element, Enum):
            return lambda values: [value.value for value in values]
        if is_dataclass(element):
            return lambda values: [asdict(value) for value in values]
        if element is UUID:
            return lambda values: [str(value) for value in values]
        return list
    if isinstance(hint, type) and issubclass(hint, Enum):
        return _unless_none(whole, lambda value: value.value)
    return None


def _spelling(hint: Any) -> Adapter | None:
    """What makes a column's value one that JSON can hold; None where it is one already."""
    hint = _bare(hint)
    if hint is UUID:
        return str
    return hint.isoformat if hint in (date, time) else None


def _reading(hint: Any) -> Adapter | None:
    """The inverse of `_spelling`."""
    hint = _bare(hint)
    if hint is UUID:
        return UUID
    return hint.fromisoformat if hint in (date, time) else None


def _out(hint: Any) -> Adapter | None:
    """The inverse of `_in`."""
    whole, hint = hint, _bare(hint)
    if get_origin(hint) is tuple:
        element = get_args(hint)[0]
        if isinstance(element, type) and issubclass(element, Enum):
            return lambda values: tuple(element(value) for value in values)
        if is_dataclass(element):
            make: Any = element
            return lambda values: tuple(make(**value) for value in values)
        if element is UUID:
            return lambda values: tuple(UUID(value) for value in values)
        return tuple
    if isinstance(hint, type) and issubclass(hint, Enum):
        return _unless_none(whole, hint)
    return None
