"""The plan's history: who did what when, and from what to what."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from kampanjplan.domain.changes import Thing

Facts = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Step:
    """What an act did to one thing: all of a new or removed one, else the fields that changed.

    None before is new, None after is removed. A `lost` step never happened: somebody wrote it and gave
    it up, because another had changed the same.
    """

    kind: type[Thing]
    id: UUID
    before: Facts | None
    after: Facts | None
    lost: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One act. `at` is in UTC and says so; `count` is how many things it touched, `steps` some of them."""

    number: int
    at: datetime
    who: str
    text: str
    steps: tuple[Step, ...]
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Which entries to look up; all of them where nothing is said. Times without a zone are local.

    `ids` and `kinds` bind one step each: an entry is found where one of its steps fits both, and only
    such steps come with it, at most `steps` of them.
    """

    ids: frozenset[UUID] | None = None
    kinds: tuple[type[Thing], ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    numbers: tuple[int, ...] = ()
    above: int | None = None  # numbers higher than this
    below: int | None = None  # numbers lower than this: the next page
    most: int = 200
    steps: int | None = 50
