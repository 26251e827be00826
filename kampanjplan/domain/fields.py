"""Limits of a dataclass's fields, stated where the field is, and the one check of them."""

import unicodedata
from collections.abc import Mapping
from dataclasses import field, fields, replace
from functools import cache
from typing import Any, Protocol, TypeVar, cast

from kampanjplan.domain.errors import EmptyError, FieldError, OutOfRangeError, TooLongError

NAME = 200  # characters in a name, a title, an address line
NOTE = 20_000  # characters in notes and descriptions


def text(limit: int = NAME, *, default: str = "", required: bool = False, lines: bool = False) -> Any:
    """A text field of at most `limit` characters; `lines` keeps its line breaks."""
    return field(default=default, metadata={"limit": limit, "required": required, "lines": lines})


def number(default: int | None, least: int, most: int) -> Any:
    """A whole number between `least` and `most`, both allowed."""
    return field(default=default, metadata={"least": least, "most": most})


def several(limit: int = NAME) -> Any:
    """Any number of texts of at most `limit` characters, or of values that have limits of their own."""
    return field(default=(), metadata={"limit": limit, "required": False, "lines": False})


def version() -> Any:
    """Counts the times the thing was saved; the store's own, and no part of what it says."""
    return field(default=0, compare=False, repr=False)


class Checked(Protocol):
    """A value with rules of its own beside those of its fields."""

    def refuse_nonsense(self) -> None:
        """Raise a FieldError where fields contradict one another."""


T = TypeVar("T")


def checked(value: T) -> T:
    """The value with its texts tidied, or a FieldError naming the field that cannot stand."""
    tidy: dict[str, Any] = {}
    for name, limits in _limits(type(value)):  # type: ignore[arg-type]
        content = getattr(value, name)
        if isinstance(content, str | tuple):
            clean: Any = (
                _tidy_text(name, content, limits)
                if isinstance(content, str)
                else tuple(_tidy_part(name, part, limits) for part in content)
            )
            if clean != content:
                tidy[name] = clean
        elif isinstance(content, int):
            _refuse_outside(name, content, limits["least"], limits["most"])
    result = replace(value, **tidy) if tidy else value  # type: ignore[type-var]
    if hasattr(result, "refuse_nonsense"):
        cast(Checked, result).refuse_nonsense()
    return result


def _tidy_text(name: str, content: str, limits: Mapping[str, Any]) -> str:
    clean = _clean(content, lines=limits["lines"])
    if limits["required"] and not clean:
        raise EmptyError(name)
    if len(clean) > limits["limit"]:
        raise TooLongError(name, limits["limit"], len(clean))
    return clean


def _tidy_part(name: str, part: Any, limits: Mapping[str, Any]) -> Any:
    """One of a field's several texts or values; a refusal names the field that a form knows."""
    if isinstance(part, str):
        return _tidy_text(name, part, limits)
    try:
        return checked(part)
    except FieldError as error:
        error.field = name
        raise


@cache
def _limits(kind: type) -> tuple[tuple[str, Mapping[str, Any]], ...]:
    """The fields that have limits; found once a kind, for an import asks it of every thing."""
    return tuple((f.name, f.metadata) for f in fields(kind) if "limit" in f.metadata or "least" in f.metadata)


def _refuse_outside(name: str, content: int, least: int, most: int) -> None:
    if not least <= content <= most:
        raise OutOfRangeError(name, least, most)


def tidy(content: str, *, lines: bool = False) -> str:
    """A text as `checked` would keep it, of one line or several."""
    return _clean(content, lines=lines)


def _clean(content: str, *, lines: bool) -> str:
    """Composed letters, no control characters or lone surrogates, no white space at the ends.

    A database may refuse NUL and lone surrogates, XML cannot hold the two that are no characters, and two
    spellings of å would not be found alike.
    """
    if content.isascii() and content.isprintable():
        return content.strip()
    content = content.replace("\r\n", "\n").replace("\r", "\n")
    if not lines:
        content = content.replace("\n", " ").replace("\t", " ")
    kept = ("\n\t" if lines else "") + "\u200d\ufe0f"  # joiners that emoji are made with
    content = "".join(
        c
        for c in content
        if c in kept or (unicodedata.category(c) not in ("Cc", "Cs") and c not in "\ufffe\uffff")
    )
    # Composed last: what stood between a letter and its mark may have gone.
    return unicodedata.normalize("NFC", content).strip()
