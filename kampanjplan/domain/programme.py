"""The programme of a stop's day: its items in order, and how their times follow one another."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import time
from enum import Enum
from itertools import pairwise
from uuid import UUID

from kampanjplan.domain.errors import PastMidnightError
from kampanjplan.domain.fields import NAME, number, text, version

DAY = 24 * 60  # minutes
FIRST_START = time(9, 0)


class ItemKind(Enum):
    REGISTRATION = "registration"
    LECTURE = "lecture"
    WORKSHOP = "workshop"
    LOCAL_EXAMPLE = "local example"
    BREAK = "break"
    LUNCH = "lunch"


USUAL_MINUTES = {
    ItemKind.REGISTRATION: 30,
    ItemKind.LECTURE: 45,
    ItemKind.WORKSHOP: 60,
    ItemKind.LOCAL_EXAMPLE: 30,
    ItemKind.BREAK: 15,
    ItemKind.LUNCH: 60,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A slot of the day: `start` in local wall time, `minutes` long, ending on the same day."""

    id: UUID
    version: int = version()
    stop_id: UUID
    position: int = 0
    start: time = FIRST_START
    minutes: int = number(45, 0, DAY)
    kind: ItemKind = ItemKind.LECTURE
    title: str = text(NAME)
    room: str = text(NAME)
    material: str = text(NAME)
    material_link: str = text(2000)

    @property
    def begins(self) -> int:
        """Minutes after midnight."""
        return self.start.hour * 60 + self.start.minute

    @property
    def ends(self) -> int:
        """Minutes after midnight."""
        return self.begins + self.minutes

    @property
    def end(self) -> time:
        """Local wall time; an item to midnight ends at 00:00."""
        return clock(self.ends % DAY)

    @property
    def order(self) -> tuple[int, int]:
        return self.begins, self.position

    def refuse_nonsense(self) -> None:
        if self.ends > DAY:
            raise PastMidnightError("minutes")


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who speaks at an item: a contact, or an organisation that has yet to name somebody."""

    id: UUID
    version: int = version()
    item_id: UUID
    position: int = 0
    contact_id: UUID | None = None
    organisation_id: UUID | None = None


def clock(minutes: int) -> time:
    """The wall time so many minutes after midnight; PastMidnightError outside the day."""
    if not 0 <= minutes < DAY:
        raise PastMidnightError("start")
    return time(minutes // 60, minutes % 60)


def in_order(items: Sequence[Item]) -> list[Item]:
    """As they happen: by start, then by the order they were put in."""
    return sorted(items, key=lambda item: item.order)


def next_start(items: Sequence[Item]) -> time:
    """Where an item put last would begin."""
    return clock(min(max(item.ends for item in items), DAY - 1)) if items else FIRST_START


def moved(items: Sequence[Item], ids: Sequence[UUID], to: int) -> list[Item]:
    """The items with those of `ids` put, in their order, before the one that is now number `to`.

    Times flow on: the day starts when it did, and the pauses or overlaps between the first and the
    second, the second and the third and so on stay where they were.
    """
    old = in_order(items)
    taken = [item for item in old if item.id in ids]
    before = [item for item in old[:to] if item.id not in ids]
    after = [item for item in old[to:] if item.id not in ids]
    gaps = [b.begins - a.ends for a, b in pairwise(old)]
    return _laid(before + taken + after, old[0].begins, gaps) if old else []


def closed_up(items: Sequence[Item]) -> list[Item]:
    """The items one after another, without gaps or overlaps, from the first start."""
    old = in_order(items)
    return _laid(old, old[0].begins, [0] * len(old)) if old else []


def _laid(items: Sequence[Item], begins: int, gaps: Sequence[int]) -> list[Item]:
    laid: list[Item] = []
    for number_, item in enumerate(items):
        if laid:
            # An overlap as long as the item before would put this one first again.
            begins = max(laid[-1].ends + gaps[number_ - 1], laid[-1].begins)
        laid.append(replace(item, start=clock(begins), position=number_))
    return laid


def lengthened(items: Sequence[Item], id: UUID, minutes: int) -> list[Item]:
    """The items with one of them `minutes` long and those that began at its end or later moved on.

    Where it becomes shorter, those stop at the last item that overlapped it: none overtakes another.
    """
    old = in_order(items)
    changed = next(item for item in old if item.id == id)
    later = [item for item in old if item.begins >= changed.ends and item.order > changed.order]
    before = [item for item in old if item not in later]
    by = minutes - changed.minutes
    if later:
        by = max(by, before[-1].begins - later[0].begins)
    return [
        *(replace(item, minutes=minutes) if item.id == id else item for item in before),
        *(
            replace(item, start=clock(item.begins + by), position=max(item.position, before[-1].position + n))
            for n, item in enumerate(later, start=1)
        ),
    ]
