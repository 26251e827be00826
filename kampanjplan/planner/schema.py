"""The JSON Schema of a problem, made of the same fields that are read, with their meanings and units."""

from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import Enum
from types import NoneType
from typing import Any, get_args, get_type_hints

from kampanjplan.planner.problem import OBJECTIVE, Problem
from kampanjplan.planner.reading import plain

RULES = (
    "A plan is a list of trips; a trip is 1 to longest_trip stops on consecutive calendar days, all of "
    "them in days, with one theme and a crew: for each competence of the theme one speaker who has it, no "
    "speaker for two. No two stops on one day; each county at most once; after a trip rest_days calendar "
    "days before the next. No stop on a day on which its county or a party said no, in a town that cannot "
    "host, or in a forbidden county; no speaker on a trip of which the speaker refused a day, nor in more "
    "stops than most_days. Each pin and each required county is visited; the stops number fewest_stops to "
    "most_stops and lie in at least `parts` different parts."
)


def schema() -> dict[str, Any]:
    """A JSON Schema (2020-12) with the rules and the objective in words."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Kampanjplan: which counties, when, in what order",
        "description": f"{RULES} {OBJECTIVE}",
        **_object(Problem),
    }


def _object(kind: Any) -> dict[str, Any]:
    types = get_type_hints(kind)
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [f.name for f in fields(kind) if f.default is MISSING],
        "properties": {f.name: _described(f, types[f.name]) for f in fields(kind)},
    }


def _described(f: Any, kind: Any) -> dict[str, Any]:
    unit = f.metadata["unit"]
    told = _of(kind, f.metadata)
    told["description"] = f"{f.metadata['meaning']} ({unit})" if unit else f.metadata["meaning"]
    if f.default is not MISSING:
        told["default"] = plain(f.default)
    return told


def _of(kind: Any, limits: Any) -> dict[str, Any]:
    options = get_args(kind)
    if NoneType in options:
        inner = _of(options[0], limits)
        return {**inner, "type": [inner["type"], "null"]}
    if options:
        return {"type": "array", "items": _of(options[0], limits)}
    if is_dataclass(kind):
        return _object(kind)
    if kind is int:
        most = {} if limits["most"] is None else {"maximum": limits["most"]}
        return {"type": "integer", "minimum": limits["least"], **most}
    if kind is date:
        return {"type": "string", "format": "date"}
    if issubclass(kind, Enum):
        return {"type": "string", "enum": [choice.value for choice in kind]}
    return {"type": "string"}
