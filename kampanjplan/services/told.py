"""What each who takes part in a tour is told of it, in plain lines that can be compared later."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from uuid import UUID

from kampanjplan.domain.editions import TITLE, Matter, Told
from kampanjplan.domain.fields import NOTE, tidy
from kampanjplan.domain.profiles import Profile
from kampanjplan.domain.tours import Tour
from kampanjplan.services.itineraries import ItinerarySheet, Part, itinerary_sheets
from kampanjplan.services.ports import Reading
from kampanjplan.services.profiles import seen_by
from kampanjplan.services.sheets import ContactSheet, ItemSheet, StopSheet, schedule_sheet
from kampanjplan.wording.dates import hours_text, time_text, when_text
from kampanjplan.wording.labels import label, stop_text
from kampanjplan.wording.language import speaking

LANGUAGE = "sv"  # whatever language the papers are in, so that two editions can be compared


def told_of(reading: Reading, tour_id: UUID, ids: Sequence[UUID]) -> dict[UUID, tuple[Told, ...]]:
    """What these contacts and organisations are told of a tour: a host also of the whole of its day."""
    with speaking(LANGUAGE):
        whole = schedule_sheet(reading, tour_id)
        sheets = itinerary_sheets(reading, tour_id, ids)
        return {id: tuple(_told(sheets[id], id, whole.stops)) for id in ids}


def _told(sheet: ItinerarySheet, id: UUID, stops: Sequence[StopSheet]) -> Iterator[Told]:
    hosted = {day.stop.id: day for day in stops if day.stop.host_id == id}
    parts = [
        replace(part, day=replace(part.day, items=hosted[part.day.stop.id].items))
        if part.day.stop.id in hosted
        else part
        for part in sheet.parts
    ]
    seen = seen_by(Profile.HOST if hosted else Profile.TAKING_PART, replace(sheet, parts=tuple(parts)))
    yield from _lines("", "", ((Matter.WHOLE, "\n".join(seen.tasks)),))
    for part in seen.parts:
        yield from _of_part(part, seen.tour)


def _of_part(part: Part, tour: Tour) -> Iterator[Told]:
    stop = part.day.stop
    place = stop_text(stop)
    facts = (
        (Matter.STOP, place),
        (Matter.DAY, when_text(stop, tour)),
        (Matter.HOURS, hours_text(stop.starts, stop.ends)),
        (Matter.STATUS, part.day.status or part.day.standing),
        (Matter.VENUE, stop.venue),
        (Matter.ADDRESS, stop.address),
        (Matter.ONLINE, stop.online_link),
        (Matter.TASKS, "\n".join(part.tasks)),
        (Matter.BRINGS, "\n".join(part.brings)),
        (Matter.CONTACTS, "\n".join(_contact(contact) for contact in part.day.contacts or ())),
    )
    yield from _lines(str(stop.id), place, facts)
    for item in part.day.items or ():
        yield Told(f"{stop.id} {item.item.id}", place[:TITLE], Matter.ITEM.value, _kept(_item(item)))


def _lines(key: str, where: str, facts: Iterable[tuple[Matter, str]]) -> Iterator[Told]:
    for matter, what in facts:
        if what:
            yield Told(f"{key} {matter.value}".strip(), where[:TITLE], matter.value, _kept(what))


def _item(sheet: ItemSheet) -> str:
    item = sheet.item
    said = ", ".join(
        filter(None, (item.title or label(item.kind), item.room, item.material, *sheet.speakers))
    )
    return f"{time_text(item.start)}–{time_text(item.end)} {said}"


def _contact(contact: ContactSheet) -> str:
    said = filter(None, (", ".join(contact.roles), contact.phone, contact.email))
    return ", ".join((contact.name, *said))


def _kept(what: str) -> str:
    """As it will be read back."""
    return tidy(what, lines=True)[:NOTE]
