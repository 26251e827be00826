"""Sheets to print, made up to be hard: many stops, tall cells, long names, letters that no font has."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO
from uuid import UUID, uuid5

from kampanjplan.domain.profiles import Profile
from kampanjplan.domain.programme import Item, ItemKind
from kampanjplan.domain.stops import Stop, Supply
from kampanjplan.domain.tours import Tour
from kampanjplan.services.contact_sheets import ContactGroup, ContactListSheet, ListedContact
from kampanjplan.services.itineraries import ItinerarySheet, Part
from kampanjplan.services.memo_alternatives import ChoiceLine, CostLine, FigureLine, NumberLine
from kampanjplan.services.memo_questions import CountyLine
from kampanjplan.services.memo_stops import StopLine
from kampanjplan.services.memos import MemoSheet
from kampanjplan.services.papers import BookSheet, Wanted, choices
from kampanjplan.services.sheets import ContactSheet, DaySheet, ItemSheet, ScheduleSheet, StopSheet
from kampanjplan.wording import current_language

if TYPE_CHECKING:  # who measures the memory that paper takes waits for none of it
    from kampanjplan.documents.tagged.document import Report

PRINTED = datetime(2027, 9, 1, 12, 30)
ODD = "Åsa <b>& Öberg</b> \U0001f600 مرحبا 漢字 \U0001f469‍\U0001f3eb &amp; “citat” – €"
_SPACE = UUID(int=8)
_TITLES = (
    "Registrering och kaffe",
    "Fördjupning i myndighetens verktyg: ställa och följa upp krav",
    "Paus",
    "Workshop: samverkan och roller i upphandlingen",
    "Lunch",
    "Lokalt exempel: kemikalieplan i förskolan, så gjorde kommunen",
    "Workshop: exponering i offentliga miljöer",
    "Frågor till panelen",
    "Sammanfattning och nästa steg",
)


def _id(*what: object) -> UUID:
    return uuid5(_SPACE, repr(what))


def tour(name: str = "Upphandlingsturnén") -> Tour:
    return Tour(id=_id("tour"), name=name, first_day=date(2027, 9, 20), last_day=date(2028, 6, 21))


def _item(
    stop: int, number: int, title: str, speakers: tuple[str, ...], room: str = "Stora salen"
) -> ItemSheet:
    item = Item(
        id=_id(stop, number),
        stop_id=_id(stop),
        start=time(8 + number * 45 // 60 % 15, number * 45 % 60),
        minutes=45,
        title=title,
        kind=ItemKind.LECTURE,
        room=room,
        material="Arbetsblad" if number % 3 == 0 else "",
    )
    return ItemSheet(item, speakers)


def _contact(number: int) -> ContactSheet:
    names = ("Exempel Värd", "Exempel Samordnare", "Exempel Talare", "Exempel Föreläsare", "Exempel Tekniker")
    return ContactSheet(
        ("värd",) if number % 5 == 0 else ("talare",),
        f"{names[number % 5]} {number}",
        "Hållbarhetsstrateg",
        "Länsstyrelsen i Kalmar län",
        f"08-465 004 {number % 100:02}",
        f"exempel{number}@example.org",
    )


def many_stops(count: int = 200) -> ScheduleSheet:
    """A tour of many full stops."""
    return ScheduleSheet(tour(), tuple(_full_stop(number) for number in range(count)))


def _full_stop(number: int) -> StopSheet:
    day = date(2027, 9, 20) + timedelta(days=number)
    stop = Stop(
        id=_id(number), tour_id=_id("tour"), county_code="08", town=f"Orten {number}",
        first_day=day, last_day=day, starts=time(9), ends=time(15, 30),
        venue="Exempellokalen", address="Exempelgatan 1, 392 33 Kalmar",
        description="En dag om hur kommuner och regioner ställer och följer upp kemikaliekrav. " * 3,
        supplies=(Supply("Projektor och ljud", "Länsstyrelsen"), Supply("Arbetsblad", "UHM")),
        notes="Parkera på gården.\nKom en halvtimme före.",
        registration_link=f"https://example.org/anmalan/{number}",
    )  # fmt: skip
    speakers = (f"Exempel Talare {number}, Upphandlingsmyndigheten", "Exempel Samordnare, RUS")
    items = tuple(_item(number, n, title, speakers[: n % 3]) for n, title in enumerate(_TITLES))
    contacts = tuple(_contact(number * 7 + n) for n in range(5))
    return StopSheet(
        stop, "Kalmar län", "Länsstyrelsen i Kalmar län", items, contacts, "Preliminärt", "idé", "rang 1"
    )


def crowded_stop() -> ScheduleSheet:
    """A programme of 60 items, one of which has more speakers than a page has lines."""
    names = tuple(f"Talare nummer {n}" for n in range(120))
    items = tuple(_item(0, n, f"Punkt {n:02}", names if n == 30 else ()) for n in range(60))
    stop = Stop(id=_id(0), tour_id=_id("tour"), county_code="08", town="Kalmar")
    return ScheduleSheet(tour(), (StopSheet(stop, "Kalmar län", "Länsstyrelsen", items, ()),))


def filled_with(text: str) -> ScheduleSheet:
    """One stop, whose every field says the same."""
    stop = Stop(
        id=_id(0), tour_id=_id("tour"), county_code="08", town=text, venue=text, address=text,
        description=text, notes=text, supplies=(Supply(text, text),),
        registration_link=text, online_link=text,
    )  # fmt: skip
    items = (_item(0, 0, text, (text, text), text),)
    contacts = (ContactSheet((text,), text, text, text, text, text),)
    return ScheduleSheet(tour(text), (StopSheet(stop, text, text, items, contacts, text, text, text),))


LONG = ("Förvaltningsnamn på tvåhundra tecken " * 8)[:199] + "!"
HARD = {
    "many stops": lambda: many_stops(12),
    "crowded": crowded_stop,
    "long names": lambda: filled_with(LONG),
    "long words": lambda: filled_with("Å" * 200),
    "odd letters": lambda: filled_with(ODD),
    "an empty tour": lambda: ScheduleSheet(tour(), ()),
}


def contact_list(sheet: ScheduleSheet) -> ContactListSheet:
    """All contacts of a schedule as a list."""
    groups = []
    for stop in sheet.stops:
        people = [
            ListedContact(c.roles, c.name, c.title, c.organisation, (c.phone, c.phone), (c.email, c.email))
            for c in stop.contacts or ()
        ]
        groups.append(ContactGroup(stop.stop.town, tuple(people)))
    facts = (("Period", ""), ("Tema", sheet.tour.name))
    return ContactListSheet(sheet.tour.name, facts, tuple(group for group in groups if group.contacts))


def memo(sheet: ScheduleSheet) -> MemoSheet:
    """A decision memo of as many stops, each of whose texts is the tour's name."""
    text = sheet.tour.name
    two, facts = (text, text), ((text, text),)
    stops = tuple(
        StopLine(one.stop.town, "38", text, str(n), text, two, two, two, text, two, text)
        for n, one in enumerate(sheet.stops)
    )
    cost = CostLine(text, text, text)
    return MemoSheet(
        tour=text, number="1", facts=facts, verdict=text, reason=text, stops=stops,
        figures=(FigureLine(text, text, (text, "1", "2")),) * 2, load=facts,
        choices=(ChoiceLine(text, text, text, text),) * 2, frontier=(ChoiceLine(text, text, "", text),),
        numbers=(NumberLine(text, text, text),), inclusions=(cost, cost), omissions=(CostLine(text, text),),
        compared=text, changes=two, rules=facts, weights=facts, speakers=facts, themes=two,
        counties=(CountyLine(text, text, text, text, text, two, text),) * 2, unknown=two,
    )  # fmt: skip


def sheets_of(sheet: ScheduleSheet) -> dict[str, Any]:
    """What each kind of paper says of a schedule, by the kind's name; those of a stop say it of the first."""
    name = sheet.tour.name
    parts = tuple(Part(stop, (name, "talare"), (name,)) for stop in sheet.stops)
    found = {
        "schedule": sheet,
        "book": BookSheet(sheet, contact_list(sheet), has_map=True),
        "contacts": contact_list(sheet),
        "memo": memo(sheet),
        "itinerary": ItinerarySheet(sheet.tour, name, name, (name,), parts),
    }
    if sheet.stops:
        found |= dict.fromkeys(("day", "programme", "sign"), DaySheet(sheet.tour, sheet.stops[0]))
    return found


def example_sheets() -> dict[str, Any]:
    """What each kind of paper says of the example, gathered from the plan, for one stop and one person."""
    from kampanjplan.documents.kinds import kinds
    from tests.kept import keep  # none of these is for who measures the memory that paper takes
    from tests.things import example_door, follow_up

    door = example_door()
    tour_id = follow_up(door).id
    keep(door, tour_id, "Nära för många.\nFå nätter.", number=1)
    found = {}
    for kind in kinds().values():
        ids = [choice.id for choice in door.read(choices, kind.subject, tour_id)]
        wanted = Wanted(tour_id, *(ids[:1] * 3)) if kind.name != "contacts" else Wanted(tour_id)
        found[kind.name] = door.read(kind.gather, wanted)
    return found


def write_sheet(kind: str, sheet: Any, to: Path | BinaryIO, printed: datetime = PRINTED) -> "Report":
    """A paper of that kind, internal and in the language that is spoken, as the program writes it."""
    from kampanjplan.documents.kinds import Printout, kinds, write_printout

    return write_printout(Printout(kinds()[kind], sheet, Profile.INTERNAL, current_language()), to, printed)


PLANS: dict[str, Callable[[], dict[str, Any]]] = {"example": example_sheets}
for _name, _make in HARD.items():
    PLANS[_name] = lambda make=_make: sheets_of(make())
