"""A new plan's organisations, and the example plan: the first tour and a follow-up made up for show."""

import csv
from datetime import date, time, timedelta
from io import StringIO
from uuid import UUID, uuid4

from kampanjplan.domain.activities import Activity, ActivityKind, Direction, Outcome
from kampanjplan.domain.calendar import monday
from kampanjplan.domain.contacts import Appointment, Contact, Role, RoleKind
from kampanjplan.domain.organisations import board_id, known_organisations, organisation_id
from kampanjplan.domain.programme import Item, ItemKind, Speaker, clock
from kampanjplan.domain.searches import SavedSearch, SoughtRole
from kampanjplan.domain.stops import Audience, Stop, StopStatus, Supply
from kampanjplan.domain.tours import Tour, TourStatus
from kampanjplan.services.contacts import add_contacts
from kampanjplan.services.ports import Unit
from kampanjplan.services.sample_inputs import add_inputs

FIRST_TOUR = "Upphandlingsturnén 2017–2018"
FOLLOW_UP = "Uppföljningsturnén"
FIRST_WEEK, LAST_WEEK = 36, 50
_AUDIENCE = (Audience.DECISION_MAKERS, Audience.ORDERERS, Audience.PROCURERS, Audience.EXPERTS)


def add_known_organisations(unit: Unit) -> None:
    """What every new plan holds: the national bodies and the county boards."""
    unit.put(*known_organisations())


def add_example(unit: Unit, first_tour: str, today: date) -> None:
    """The first tour from the text of resources/facts/first_tour.csv, and an example of a follow-up.

    The follow-up lies in weeks 36-50 of the next autumn that begins after `today`.
    """
    first = _first_tour(unit, first_tour)
    contacts = _contacts(unit, today)
    tour = _follow_up(unit, first, contacts, today)
    add_inputs(unit, tour, first, contacts, today)
    _contact_log(unit, contacts, today)


def _first_tour(unit: Unit, text: str) -> UUID:
    """Twelve of its twenty days are known; of nine counties nothing is said, which means unknown."""
    tour = Tour(
        id=uuid4(),
        name=FIRST_TOUR,
        themes=("Upphandling som verktyg för en giftfri vardag",),
        first_day=date(2017, 3, 8),
        wanted_stops=21,
        status=TourStatus.DONE,
        notes="Cirka 750 deltagare i 20 län (myndigheternas egna nyheter). Tolv av dagarna är kända av "
        "öppna sidor; för övriga nio län är det okänt vilka som besöktes och när.",
    )
    unit.put(tour)
    for row in csv.DictReader(StringIO(text), delimiter=";"):
        day = date.fromisoformat(row["date"])
        unit.put(
            Stop(
                id=uuid4(),
                tour_id=tour.id,
                county_code=row["county_code"],
                town=row["town"],
                first_day=day,
                last_day=day,
                status=StopStatus.DONE,
                host_id=board_id(row["county_code"]),
                notes=f"Källa: {row['source']}",
            )
        )
    return tour.id


def _contacts(unit: Unit, today: date) -> dict[str, UUID]:
    """Nobody real: roles for names, example.org, and numbers that are kept for fiction in Sweden."""
    people = (
        ("rus", "Exempel Samordnare RUS", "Samordnare", organisation_id("RUS"), "08-465 004 01"),
        (
            "kemi",
            "Exempel Talare Kemi",
            "Föreläsare, kemikalielagstiftning",
            organisation_id("Kemi"),
            "08-465 004 02",
        ),
        (
            "uhm",
            "Exempel Talare UHM",
            "Föreläsare, hållbarhetskriterier",
            organisation_id("UHM"),
            "08-465 004 03",
        ),
        ("uhm2", "Exempel Workshopledare UHM", "Leder workshop", organisation_id("UHM"), "08-465 004 04"),
        ("skr", "Exempel Kontakt SKR", "Miljö och upphandling", organisation_id("SKR"), "08-465 004 05"),
        *(
            (code, f"Exempel Värd {town}", "Värd vid länsstyrelsen", board_id(code), f"070-174 06 {10 + n}")
            for n, (code, town, *_) in enumerate(_STOPS)
        ),
    )
    contacts = {
        key: Contact(
            id=uuid4(),
            name=name,
            title=title,
            organisation_id=organisation,
            email=f"{key if not key.isdigit() else 'vard' + key}@example.org",
            phone=phone,
            notes="Exempel, ingen verklig person.",
            tags=("värd",) if key.isdigit() else ("talare",),
            source="Påhittad för exemplet",
        )
        for key, name, title, organisation, phone in people
    }
    add_contacts(unit, list(contacts.values()), today)
    return {key: contact.id for key, contact in contacts.items()}


# county, town, (week, weekday) or a window of weeks or nothing
_STOPS: tuple[tuple[str, str, int | None, int | None, int | None], ...] = (
    ("08", "Kalmar", 37, 37, 2),
    ("17", "Karlstad", 39, 39, 3),
    ("20", "Falun", 41, 41, None),
    ("21", "Gävle", 38, 46, None),
    ("23", "Östersund", None, None, None),
)


def _follow_up(unit: Unit, first: UUID, contacts: dict[str, UUID], today: date) -> Tour:
    year = today.year if today < monday(today.year, FIRST_WEEK) else today.year + 1
    tour = Tour(
        id=uuid4(),
        name=FOLLOW_UP,
        themes=("Fördjupning i UHM:s verktyg", "Repris för dem som missade"),
        first_day=monday(year, FIRST_WEEK),
        last_day=monday(year, LAST_WEEK) + timedelta(days=6),
        wanted_stops=5,
        follows_id=first,
        notes="Ett exempel: stopp, tider, personer, länens intresse och svaren om dagar är påhittade.",
    )
    unit.put(tour)
    unit.put(Role(id=uuid4(), tour_id=tour.id, contact_id=contacts["rus"], kind=RoleKind.COORDINATOR))
    unit.put(
        SavedSearch(
            id=uuid4(),
            name="Värdar ej hörda på 30 dagar",
            role=SoughtRole.HOST,
            tour_id=tour.id,
            quiet_days=30,
        )
    )
    for code, town, first_week, last_week, weekday in _STOPS:
        first_day = last_day = None
        if first_week and last_week:
            first_day = monday(year, first_week) + timedelta(days=weekday - 1 if weekday else 0)
            last_day = first_day if weekday else monday(year, last_week) + timedelta(days=6)
        stop = Stop(
            id=uuid4(),
            tour_id=tour.id,
            county_code=code,
            town=town,
            venue=f"Exempellokalen, {town}" if weekday else "",
            address=f"Exempelgatan 1, {town}" if weekday else "",
            first_day=first_day,
            last_day=last_day,
            starts=time(9, 0),
            ends=time(15, 30),
            host_id=board_id(code),
            expected=37,
            audience=_AUDIENCE,
            description="En dag om hur kommuner och regioner ställer och följer upp kemikaliekrav.",
            supplies=(Supply("Projektor och ljud", "Länsstyrelsen"), Supply("Arbetsblad", "UHM")),
        )
        unit.put(stop)
        unit.put(
            Role(id=uuid4(), stop_id=stop.id, contact_id=contacts[code], kind=RoleKind.HOST),
            Role(id=uuid4(), stop_id=stop.id, contact_id=contacts["rus"], kind=RoleKind.COORDINATOR),
        )
        if weekday or first_week:  # the others have not named anybody yet
            unit.put(Appointment(id=uuid4(), tour_id=tour.id, county_code=code, contact_id=contacts[code]))
        _programme(unit, stop, contacts, town)
    return tour


def _programme(unit: Unit, stop: Stop, contacts: dict[str, UUID], town: str) -> None:
    rows: tuple[tuple[int, ItemKind, str, tuple[str, ...]], ...] = (
        (30, ItemKind.REGISTRATION, "Registrering och kaffe", ()),
        (45, ItemKind.LECTURE, "Kemikalielagstiftningen för varor", ("kemi",)),
        (60, ItemKind.LECTURE, "Fördjupning i UHM:s verktyg: ställa och följa upp krav", ("uhm",)),
        (15, ItemKind.BREAK, "Paus", ()),
        (60, ItemKind.WORKSHOP, "Workshop: samverkan och roller i upphandlingen", ("uhm2", "kemi")),
        (60, ItemKind.LUNCH, "Lunch", ()),
        (30, ItemKind.LOCAL_EXAMPLE, f"Lokalt exempel från {town}: kemikalieplan i förskolan", ("board",)),
        (75, ItemKind.WORKSHOP, "Workshop: exponering i offentliga miljöer", ("kemi", "SKR")),
        (15, ItemKind.LECTURE, "Sammanfattning och nästa steg", ("rus",)),
    )
    begins = 9 * 60
    for number, (minutes, kind, title, voices) in enumerate(rows):
        item = Item(
            id=uuid4(), stop_id=stop.id, position=number, start=clock(begins), minutes=minutes,
            kind=kind, title=title, room="Stora salen" if kind is not ItemKind.LUNCH else "Restaurangen",
        )  # fmt: skip
        begins += minutes
        unit.put(item)
        for place, who in enumerate(voices):
            body = board_id(stop.county_code) if who == "board" else organisation_id(who)
            unit.put(
                Speaker(
                    id=uuid4(),
                    item_id=item.id,
                    position=place,
                    contact_id=contacts.get(who),
                    organisation_id=None if who in contacts else body,
                )
            )


def _contact_log(unit: Unit, contacts: dict[str, UUID], today: date) -> None:
    """Some contacts with next steps, so that there is something late, something for today and for later."""
    people = {contact.id: contact for contact in unit.find(Contact)}
    (tour,) = unit.find(Tour, name=FOLLOW_UP)
    stops = {stop.county_code: stop for stop in unit.find(Stop, tour_id=tour.id)}
    call, mail, meeting = ActivityKind.CALL, ActivityKind.MAIL, ActivityKind.MEETING
    out, into, none = Direction.OUT, Direction.IN, Direction.NONE
    rows: tuple[tuple[int, ActivityKind, Direction, Outcome, str, str, str, int | None], ...] = (
        (60, call, out, Outcome.REACHED, "skr", "SKR vill vara med och höra av sig om talare.", "", None),
        (14, call, out, Outcome.MESSAGE, "17", "Lämnade besked på mobilsvar om dag i Karlstad.", "", None),
        (9, call, out, Outcome.PROMISED, "08", "Värden lovar lokal för 40 personer.",
         "Fråga om lokalen är bokad", -2),
        (6, meeting, none, Outcome.REACHED, "rus uhm", "Planeringsmöte om programmet.",
         "Skicka utkast till program", 2),
        (3, mail, into, Outcome.REACHED, "20", "Falun kan vecka 41 men undrar vilken dag.",
         "Föreslå en dag i vecka 41", 0),
        (1, call, out, Outcome.UNREACHABLE, "23", "Inget svar i växeln.", "Ring igen", 1),
    )  # fmt: skip
    for ago, kind, direction, outcome, who, text, step, ahead in rows:
        with_whom = tuple(contacts[key] for key in who.split())
        unit.put(
            Activity(
                id=uuid4(),
                kind=kind,
                day=today - timedelta(days=ago),
                at=time(10, 0),
                direction=direction,
                contact_ids=with_whom,
                organisation_id=people[with_whom[0]].organisation_id if len(with_whom) == 1 else None,
                stop_id=stops[who].id if who in stops else None,
                tour_id=tour.id,
                text=f"Exempel: {text}",
                outcome=outcome,
                next_step=step,
                next_day=None if ahead is None else today + timedelta(days=ahead),
            )
        )
