"""Erasing people: what is left of a contact, and how every other text is rid of the names.

What is left is whom the figures need: the county, the body, the roles and how often somebody was met.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import Enum
from functools import cache
from hashlib import sha256
from types import UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints
from uuid import UUID

from kampanjplan.domain.activities import Activity
from kampanjplan.domain.changes import Thing
from kampanjplan.domain.contacts import Contact, Erasure, Membership
from kampanjplan.domain.editions import Edition, Recipient
from kampanjplan.domain.possibility import Lecturer
from kampanjplan.domain.terms import IDENTITY, Finder, Term

# The fields that are emptied of what is erased; a contact's name becomes a label.
EMPTIED: dict[type[Thing], tuple[str, ...]] = {
    Contact: ("title", "email", "phone", "notes", "source", "more_emails", "more_phones", "tags"),
    Activity: ("text", "next_step", "next_note"),
    Membership: ("title",),
    Lecturer: ("town",),
    Recipient: ("told", "changes"),
    Edition: ("note", "contact_ids"),  # of one that is withdrawn
}
_LABEL = re.compile(r"Person (\d+)")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Place:
    """A text somewhere in the plan's tables. `kind` and a UUID as `key` say which thing it is of, if any;
    `about` is the thing that a step of the history was done to.
    """

    table: str
    kind: type[Thing] | None
    key: UUID | int | None
    column: str
    text: str
    about: UUID | None = None


def free_labels(names: Iterable[str], count: int) -> list[str]:
    """ "Person 17" and so on: the lowest numbers that none of these names bears."""
    taken = {int(found[1]) for name in names if (found := _LABEL.fullmatch(name))}
    free: list[str] = []
    number = 1
    while len(free) < count:
        if number not in taken:
            free.append(f"Person {number}")
        number += 1
    return free


def is_label(name: str) -> bool:
    return _LABEL.fullmatch(name) is not None


def mark_of(id: UUID, salt: str) -> str:
    """What an erasure says of a key: tells whether it was this one, and never which it was."""
    return sha256(f"{salt}{id}".encode()).hexdigest()


def erased_by(ids: Iterable[UUID], erasures: Iterable[Erasure]) -> dict[UUID, Erasure]:
    """Which of these contacts were erased, each with the erasure."""
    by_salt: dict[str, dict[str, Erasure]] = {}
    for erasure in erasures:
        by_salt.setdefault(erasure.salt, {})[erasure.mark] = erasure
    found: dict[UUID, Erasure] = {}
    for id in ids:
        for salt, marks in by_salt.items():
            if (told := marks.get(mark_of(id, salt))) is not None:
                found[id] = told
    return found


@dataclass(frozen=True, slots=True)
class Scrub:
    """What becomes of every text of a plan, of its things and of its history, when people are erased.

    `labels` are by the contacts' keys, `emptied` the log's lines and the memberships that were theirs
    alone, `near` the terms that tell of them in a thing that hangs on them.
    """

    finder: Finder
    labels: Mapping[UUID, str]
    emptied: Collection[UUID]
    near: Mapping[UUID, tuple[Term, ...]]

    def concerns(self, id: UUID, raw: str) -> bool:
        """Whether a row about a thing must be looked at; `raw` is all its text."""
        return id in self.labels or id in self.emptied or id in self.near or self.finder.may_hold(raw)

    def text(self, text: str) -> str:
        """A text that belongs to no thing."""
        return self.finder.put_labels(text)

    def thing(self, thing: T) -> T:
        """The thing without them; within the limits of its fields."""
        kind, id = cast(type[Thing], type(thing)), cast(Thing, thing).id
        new: dict[str, Any] = {}
        for f in fields(thing):  # type: ignore[arg-type]
            if f.name in _texts(kind):
                value = getattr(thing, f.name)
                after = _cut(self._value(kind, id, f.name, value), f.metadata.get("limit"))
                if after != value:
                    new[f.name] = after
        return replace(thing, **new) if new else thing  # type: ignore[type-var]

    def facts(self, kind: type[Thing] | None, id: UUID, facts: Mapping[str, Any]) -> dict[str, Any]:
        """What the history says of a thing, in values of JSON; of a kind that is no more all is text."""
        known = {f.name for f in fields(kind)} if kind else set()  # type: ignore[arg-type]
        return {
            name: value
            if kind and name in known and name not in _texts(kind) and not self._empties(kind, id, name)
            else self._value(kind, id, name, value)
            for name, value in facts.items()
        }

    def _empties(self, kind: type[Thing] | None, id: UUID, name: str) -> bool:
        return kind is not None and id in self.emptied and name in EMPTIED.get(kind, ())

    def _value(self, kind: type[Thing] | None, id: UUID, name: str, value: Any) -> Any:
        if kind is Contact and id in self.labels:
            if name == "name":
                return self.labels[id]
            if name in EMPTIED[Contact]:
                return None if value is None else type(value)()
        elif kind is Contact and name in IDENTITY:
            return value  # another person, who may have the same name
        elif self._empties(kind, id, name):
            return None if value is None else type(value)()
        return _walked(value, lambda text: self.finder.put_labels(text, self.near.get(id, ())))


def _walked(value: Any, rewrite: Callable[[str], str]) -> Any:
    """A value with each text in it rewritten."""
    if isinstance(value, str):
        return rewrite(value)
    if isinstance(value, tuple | list):
        return type(value)(_walked(part, rewrite) for part in value)
    if isinstance(value, dict):
        return {name: _walked(part, rewrite) for name, part in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: _walked(getattr(value, f.name), rewrite) for f in fields(value)})
    return value


def _cut(value: Any, limit: int | None) -> Any:
    if limit is not None and isinstance(value, str):
        return value[:limit].strip()
    if limit is not None and isinstance(value, tuple):
        return tuple(_cut(part, limit) for part in value)
    return value


@cache
def _texts(kind: type[Thing]) -> frozenset[str]:
    """The fields of a kind that hold what somebody wrote: neither choices, keys, days nor numbers."""
    return frozenset(name for name, hint in get_type_hints(kind).items() if _is_text(hint))


def _is_text(hint: Any) -> bool:
    if get_origin(hint) in (Union, UnionType):
        return any(_is_text(part) for part in get_args(hint))
    if get_origin(hint) is tuple:
        return _is_text(get_args(hint)[0])
    if isinstance(hint, type) and issubclass(hint, Enum):
        return False
    return hint is str or (is_dataclass(hint) and isinstance(hint, type))
