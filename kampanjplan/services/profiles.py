"""What papers and other forms show to whom, and what papers may be without: tables that each obeys."""

from collections.abc import Iterable
from dataclasses import MISSING, Field, fields, is_dataclass, replace
from typing import Any

from kampanjplan.domain.paper import Part
from kampanjplan.domain.profiles import Profile

_LETTERS = {"I": Profile.INTERNAL, "H": Profile.HOST, "T": Profile.TAKING_PART, "O": Profile.OPEN}

# For each field of what is printed, who sees it: I the authorities themselves, H the host county, T those who
# take part, O everybody. What is not for them is taken out before a document is given it.
SEEN_BY = {
    "Tour.id": "IHTO",
    "Tour.version": "IHTO",
    "Tour.name": "IHTO",
    "Tour.themes": "IHTO",
    "Tour.first_day": "IHTO",
    "Tour.last_day": "IHTO",
    "Tour.wanted_stops": "IHTO",
    "Tour.status": "IHTO",
    "Tour.follows_id": "IHTO",
    "Tour.notes": "I",
    "Stop.id": "IHTO",
    "Stop.version": "IHTO",
    "Stop.tour_id": "IHTO",
    "Stop.county_code": "IHTO",
    "Stop.town": "IHTO",
    "Stop.venue": "IHTO",
    "Stop.address": "IHTO",
    "Stop.first_day": "IHTO",
    "Stop.last_day": "IHTO",
    "Stop.starts": "IHTO",
    "Stop.ends": "IHTO",
    "Stop.status": "IHT",  # StopSheet.standing says to all what they must know
    "Stop.hold_rank": "IH",
    "Stop.hold_until": "IH",
    "Stop.host_id": "IHTO",
    "Stop.capacity": "IHT",
    "Stop.expected": "IH",
    "Stop.audience": "IHTO",
    "Stop.description": "IHTO",
    "Stop.registration_link": "IHTO",
    "Stop.registration_until": "IHTO",
    "Stop.online_link": "IHT",  # whoever registers gets it; printed openly it lets anybody in
    "Stop.supplies": "IHT",
    "Stop.notes": "I",
    "Supply.what": "IHT",
    "Supply.who": "IHT",
    "Item.id": "IHTO",
    "Item.version": "IHTO",
    "Item.stop_id": "IHTO",
    "Item.position": "IHTO",
    "Item.start": "IHTO",
    "Item.minutes": "IHTO",
    "Item.kind": "IHTO",
    "Item.title": "IHTO",
    "Item.room": "IHTO",
    "Item.material": "IHT",
    "Item.material_link": "IHT",
    "ItemSheet.item": "IHTO",
    "ItemSheet.speakers": "IHTO",
    "ContactSheet.roles": "IHT",
    "ContactSheet.name": "IHT",
    "ContactSheet.title": "IHT",
    "ContactSheet.organisation": "IHT",
    "ContactSheet.phone": "IHT",
    "ContactSheet.email": "IH",
    "StopSheet.stop": "IHTO",
    "StopSheet.county": "IHTO",
    "StopSheet.host": "IHTO",
    "StopSheet.items": "IHTO",
    "StopSheet.contacts": "IHT",
    "StopSheet.standing": "IHTO",
    "StopSheet.status": "IHT",
    "StopSheet.hold": "IH",
    "ScheduleSheet.tour": "IHTO",
    "ScheduleSheet.stops": "IHTO",
    "DaySheet.tour": "IHTO",
    "DaySheet.day": "IHTO",
    "BookSheet.schedule": "IHTO",
    "BookSheet.contacts": "IHT",
    "BookSheet.has_map": "IHTO",
    "ListedContact.roles": "IHT",
    "ListedContact.name": "IHT",
    "ListedContact.title": "IHT",
    "ListedContact.organisation": "IHT",
    "ListedContact.phones": "IHT",
    "ListedContact.emails": "IH",
    "ContactGroup.heading": "IHT",
    "ContactGroup.contacts": "IHT",
    "ContactListSheet.title": "IHTO",
    "ContactListSheet.facts": "IHTO",
    "ContactListSheet.groups": "IHT",
    "ItinerarySheet.tour": "IHTO",
    "ItinerarySheet.name": "IHTO",
    "ItinerarySheet.organisation": "IHTO",
    "ItinerarySheet.tasks": "IHT",
    "ItinerarySheet.parts": "IHTO",
    "Part.day": "IHTO",
    "Part.tasks": "IHT",
    "Part.brings": "IHT",
    "CalendarEvent.id": "IHTO",
    "CalendarEvent.tour": "IHTO",
    "CalendarEvent.day": "IHTO",
    "CalendarEvent.number": "IHTO",
    "CalendarEvent.changed": "IHTO",
    "CalendarEvent.tasks": "IHT",
    "CalendarEvent.items": "IHTO",
    "CalendarSheet.name": "IHTO",
    "CalendarSheet.events": "IHTO",
    "CalendarSheet.undated": "IHTO",
    "CalendarSheet.called_off": "IHTO",
    "StopLine.day": "IO",
    "StopLine.week": "IO",
    "StopLine.place": "IO",
    "StopLine.trip": "IO",
    "StopLine.theme": "IO",
    "StopLine.crew": "I",  # people's names
    "StopLine.gives": "IO",
    "StopLine.costs": "IO",
    "StopLine.points": "IO",
    "StopLine.lacking": "I",
    "StopLine.now": "I",  # how far each stop has come
    "FigureLine.what": "IO",
    "FigureLine.chosen": "IO",
    "FigureLine.others": "IO",
    "ChoiceLine.counties": "IO",
    "ChoiceLine.points": "IO",
    "ChoiceLine.difference": "IO",
    "ChoiceLine.km": "IO",
    "CostLine.county": "IO",
    "CostLine.cost": "IO",
    "CostLine.heaviest": "I",  # may say who said no
    "NumberLine.stops": "IO",
    "NumberLine.points": "IO",
    "NumberLine.difference": "IO",
    "CountyLine.county": "IO",
    "CountyLine.towns": "IO",
    "CountyLine.interest": "IO",
    "CountyLine.participants": "IO",
    "CountyLine.missed": "IO",
    "CountyLine.wishes": "IO",
    "CountyLine.demand": "IO",
    "MemoSheet.tour": "IO",
    "MemoSheet.number": "IO",
    "MemoSheet.facts": "IO",
    "MemoSheet.verdict": "IO",
    "MemoSheet.reason": "I",  # written for those who decide
    "MemoSheet.stops": "IO",
    "MemoSheet.figures": "IO",
    "MemoSheet.load": "I",
    "MemoSheet.choices": "IO",
    "MemoSheet.frontier": "IO",
    "MemoSheet.numbers": "IO",
    "MemoSheet.inclusions": "IO",
    "MemoSheet.omissions": "IO",
    "MemoSheet.compared": "IO",
    "MemoSheet.changes": "IO",
    "MemoSheet.rules": "IO",
    "MemoSheet.weights": "IO",
    "MemoSheet.speakers": "I",
    "MemoSheet.themes": "IO",
    "MemoSheet.counties": "IO",
    "MemoSheet.unknown": "IO",
}

# The fields that each part of a paper is made of, which are taken out where the part is not wanted.
PARTS = {
    Part.MAP: ("BookSheet.has_map",),
    Part.PROGRAMME: ("StopSheet.items",),
    Part.CONTACTS: ("StopSheet.contacts", "BookSheet.contacts"),
    Part.SUPPLIES: ("Stop.supplies", "Part.brings"),
    Part.NOTES: ("Stop.notes", "Tour.notes"),
    Part.ALTERNATIVES: ("MemoSheet.choices", "MemoSheet.numbers", "MemoSheet.frontier"),
    Part.COUNTIES: ("MemoSheet.inclusions", "MemoSheet.omissions"),
    Part.QUESTION: ("MemoSheet.rules", "MemoSheet.weights", "MemoSheet.speakers", "MemoSheet.counties"),
}


def sees(profile: Profile, name: str) -> bool:
    """Whether a field, as "Stop.notes", is for them."""
    return profile in {_LETTERS[letter] for letter in SEEN_BY[name]}


def parts_for(profile: Profile, parts: Iterable[Part]) -> list[Part]:
    """Those parts of which they see anything."""
    return [part for part in parts if any(sees(profile, name) for name in PARTS[part])]


def seen_by(profile: Profile, value: Any, without: Iterable[Part] = ()) -> Any:
    """The value, and all values in it, with nothing in the fields that are not for them or not wanted."""
    return _seen(profile, value, {name for part in without for name in PARTS[part]})


def _seen(profile: Profile, value: Any, unwanted: set[str]) -> Any:
    if isinstance(value, tuple):
        return tuple(_seen(profile, part, unwanted) for part in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    shown = {}
    for field in fields(value):
        name, said = f"{type(value).__name__}.{field.name}", getattr(value, field.name)
        told = sees(profile, name) and name not in unwanted
        shown[field.name] = _seen(profile, said, unwanted) if told else _nothing(field, said)
    return replace(value, **shown)


def _nothing(field: Field[Any], value: Any) -> Any:
    """What a field holds that says nothing."""
    if field.default is not MISSING:
        return field.default
    return type(value)() if isinstance(value, str | tuple) else None
