"""The programme of a stop: items laid in order, with their speakers."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID, uuid4

from kampanjplan.domain.errors import ConflictError
from kampanjplan.domain.fields import checked
from kampanjplan.domain.programme import Item, Speaker, closed_up, in_order, lengthened, moved
from kampanjplan.services.ports import Unit
from kampanjplan.services.tours import copy_items


@dataclass(frozen=True, slots=True)
class Voice:
    """Who is to speak: a contact, or an organisation that has yet to name somebody."""

    contact_id: UUID | None = None
    organisation_id: UUID | None = None


def add_items(unit: Unit, items: Sequence[tuple[Item, Sequence[Voice]]]) -> None:
    """Puts new items in a programme, after those that begin at the same time."""
    free = {
        stop_id: max((old.position + 1 for old in unit.find(Item, stop_id=stop_id)), default=0)
        for stop_id in {item.stop_id for item, _ in items}
    }
    for item, voices in items:
        unit.put(checked(replace(item, position=free[item.stop_id])))
        free[item.stop_id] += 1
        _put_voices(unit, item.id, voices)


def change_item(unit: Unit, item_id: UUID, **facts: Any) -> None:
    """Changes fields of an item. A new length moves the items that follow it."""
    item = unit.get(Item, item_id)
    minutes = facts.pop("minutes", item.minutes)
    unit.put(checked(replace(item, **facts)))
    if minutes != item.minutes:
        checked(replace(unit.get(Item, item_id), minutes=minutes))
        unit.put(*(checked(i) for i in lengthened(unit.find(Item, stop_id=item.stop_id), item_id, minutes)))


def move_items(unit: Unit, stop_id: UUID, ids: Sequence[UUID], to: int) -> None:
    """Puts items, in their order, before the one that is number `to` now; times flow on."""
    unit.put(*(checked(item) for item in moved(unit.find(Item, stop_id=stop_id), ids, to)))


def close_up(unit: Unit, stop_id: UUID) -> None:
    """Lets every item begin where the one before it ends."""
    unit.put(*(checked(item) for item in closed_up(unit.find(Item, stop_id=stop_id))))


def delete_items(unit: Unit, ids: Sequence[UUID]) -> None:
    """Takes items and their speakers out of the programme."""
    unit.remove(*unit.find(Speaker, item_id=list(ids)))
    unit.remove(*(unit.get(Item, id) for id in ids))


def set_speakers(
    unit: Unit, item_id: UUID, voices: Sequence[Voice], shown: Sequence[Speaker] | None = None
) -> None:
    """These speak at the item, in this order, and nobody else.

    ConflictError where those `shown` before are no longer those that speak; None asks for no such look.
    """
    unit.get(Item, item_id)
    old = sorted(unit.find(Speaker, item_id=item_id), key=lambda s: s.position)
    if shown is not None and set(shown) != set(old):
        raise ConflictError(Speaker.__name__, item_id)
    if [Voice(s.contact_id, s.organisation_id) for s in old] != list(voices):
        unit.remove(*old)
        _put_voices(unit, item_id, voices)


def copy_programme(unit: Unit, from_stop: UUID, to_stops: Sequence[UUID], *, replacing: bool) -> None:
    """Copies a programme with its speakers to other stops, in place of theirs or after it."""
    for stop_id in to_stops:
        if stop_id == from_stop:
            continue
        if replacing:
            delete_items(unit, [item.id for item in unit.find(Item, stop_id=stop_id)])
        copy_items(unit, from_stop, stop_id, speakers=True)
        ordered = in_order(unit.find(Item, stop_id=stop_id))
        unit.put(*(replace(item, position=number) for number, item in enumerate(ordered)))


def _put_voices(unit: Unit, item_id: UUID, voices: Sequence[Voice]) -> None:
    unit.put(
        *(
            Speaker(
                id=uuid4(),
                item_id=item_id,
                position=number,
                contact_id=voice.contact_id,
                organisation_id=voice.organisation_id,
            )
            for number, voice in enumerate(voices)
        )
    )
