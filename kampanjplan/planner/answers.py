"""All that the planner answers to one question, as plain values and as JSON."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from kampanjplan.domain.proposals import Advice, Trips
from kampanjplan.planner.reading import plain


def plain_advice(advice: Advice) -> dict[str, Any]:
    """The advice as JSON values."""
    values: dict[str, Any] = plain(advice)
    return values


def read_advice(values: Any) -> Advice:
    """What `plain_advice` wrote; KeyError, TypeError or ValueError where it cannot be read."""
    advice: Advice = _value(Advice, values)
    return advice


def plain_trips(trips: Trips) -> Any:
    """Trips as JSON values."""
    return plain(trips)


def read_trips(values: Any) -> Trips:
    """What `plain_trips` wrote."""
    trips: Trips = _value(Trips, values)
    return trips


def _value(kind: Any, content: Any) -> Any:
    """The content as a value of that type."""
    if get_origin(kind) in (Union, UnionType):
        (inner,) = (one for one in get_args(kind) if one is not NoneType)
        return None if content is None else _value(inner, content)
    if get_origin(kind) is tuple:
        return tuple(_value(get_args(kind)[0], part) for part in content)
    if get_origin(kind) is Mapping:
        keys, values = get_args(kind)
        return {_value(keys, name): _value(values, part) for name, part in content.items()}
    if is_dataclass(kind):
        types = get_type_hints(kind)
        return kind(**{f.name: _value(types[f.name], content[f.name]) for f in fields(kind)})  # type: ignore[operator]
    if issubclass(kind, Enum):
        return kind(content)
    if kind is date:
        return date.fromisoformat(content)
    if not isinstance(content, kind):
        raise TypeError(content)
    return content
