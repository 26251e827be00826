"""Problems and advice from JSON and to JSON. What cannot stand is refused with the path of the field."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import Enum
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

from kampanjplan.domain.errors import ProblemError, ProblemTrouble
from kampanjplan.domain.proposals import Advice
from kampanjplan.planner.problem import Problem
from kampanjplan.planner.soundness import refuse_nonsense


def read_problem(text: str) -> Problem:
    """The problem that a JSON text states; ProblemError where it cannot stand."""
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ProblemError("", ProblemTrouble.NOT_JSON, str(error)) from error
    problem: Problem = _read(Problem, content, "", {})
    refuse_nonsense(problem)
    return problem


def read_advice(content: Any) -> Advice:
    """The advice that JSON values state, as `plain` gave them; ProblemError where they do not."""
    advice: Advice = read_value(Advice, content)
    return advice


def read_value(kind: Any, content: Any) -> Any:
    """The value of that type that JSON values state, as `plain` gave them; ProblemError where they do not."""
    return _read(kind, content, "", {})


def as_json(value: Problem | Advice) -> dict[str, Any]:
    """The problem or advice as JSON values, every field named."""
    values: dict[str, Any] = plain(value)
    return values


def digest(problem: Problem) -> str:
    """The same for the same problem, today and tomorrow: SHA-256 of its JSON with sorted names."""
    text = json.dumps(as_json(problem), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def plain(value: Any) -> Any:
    """The value as JSON knows it: names for choices, ISO dates, lists for tuples."""
    if is_dataclass(value):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Mapping):
        return {plain(name): plain(part) for name, part in value.items()}
    if isinstance(value, tuple):
        return [plain(part) for part in value]
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def _read(kind: Any, content: Any, path: str, limits: Any) -> Any:
    """The content as a value of that type."""
    options = get_args(kind)
    if NoneType in options:
        return None if content is None else _read(options[0], content, path, limits)
    if get_origin(kind) is Mapping:
        pairs = _of_type(dict, content, path).items()
        return {
            _read(options[0], name, path, limits): _read(options[1], part, f"{path}.{name}", limits)
            for name, part in pairs
        }
    if options:  # tuple[X, ...] is the only other one with arguments
        parts = _of_type(list, content, path)
        return tuple(_read(options[0], part, f"{path}[{n}]", limits) for n, part in enumerate(parts))
    if is_dataclass(kind):
        return _read_fields(kind, _of_type(dict, content, path), path)
    if kind is bool:
        return _of_type(bool, content, path)
    if kind is int:
        return _read_number(content, path, limits)
    text = _of_type(str, content, path)
    if kind is str:
        return text
    try:
        return kind(text) if issubclass(kind, Enum) else date.fromisoformat(text)
    except ValueError as error:
        raise ProblemError(path, ProblemTrouble.WRONG_TYPE, text) from error


def _read_fields(kind: Any, content: dict[str, Any], path: str) -> Any:
    below = f"{path}." if path else ""
    types = get_type_hints(kind)
    for name in content:
        if name not in types:
            raise ProblemError(f"{below}{name}", ProblemTrouble.UNKNOWN_FIELD)
    read = {}
    for f in fields(kind):
        if f.name in content:
            read[f.name] = _read(types[f.name], content[f.name], f"{below}{f.name}", f.metadata)
        elif f.default is MISSING:
            raise ProblemError(f"{below}{f.name}", ProblemTrouble.MISSING)
    return kind(**read)


def _read_number(content: Any, path: str, limits: Any) -> int:
    if isinstance(content, bool) or not isinstance(content, int):
        raise ProblemError(path, ProblemTrouble.WRONG_TYPE, str(content))
    least, most = limits.get("least"), limits.get("most")
    if (least is not None and content < least) or (most is not None and content > most):
        raise ProblemError(path, ProblemTrouble.OUT_OF_RANGE, f"{least}-{most}")
    return content


def _of_type(kind: type, content: Any, path: str) -> Any:
    if not isinstance(content, kind):
        raise ProblemError(path, ProblemTrouble.WRONG_TYPE, str(content)[:40])
    return content
