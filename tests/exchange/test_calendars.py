"""Calendars, read by another library: right times, one event a stop, and news in the place of the old."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from pathlib import Path
from uuid import uuid4
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kampanjplan.domain.changes import Change
from kampanjplan.domain.contacts import Contact, Role, RoleKind
from kampanjplan.domain.organisations import Organisation, board_id, organisation_id
from kampanjplan.domain.programme import Item, Speaker
from kampanjplan.domain.stops import Stop, StopStatus
from kampanjplan.domain.tours import Tour, TourStatus
from kampanjplan.exchange.calendars import ZONE, calendar_bytes, write_calendar
from kampanjplan.exchange.plain_text import title_text
from kampanjplan.services.calendar_sheets import (
    CalendarEvent,
    CalendarSheet,
    personal_calendar,
    stop_calendar,
    tour_calendar,
)
from kampanjplan.services.door import Door
from kampanjplan.services.editing import add
from kampanjplan.services.history import replay
from kampanjplan.services.sheets import ItemSheet, StopSheet
from kampanjplan.services.tours import delete_stops
from kampanjplan.storage import journal
from tests.exchange.hostile import TEXTS
from tests.things import TODAY, an_item, anonymise, example_door, follow_up, items_of, stops_of

MADE = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
SWEDEN = ZoneInfo(ZONE)
TOUR = Tour(id=uuid4(), name="Turnén")


def a_stop(**facts) -> Stop:
    known = {"id": uuid4(), "tour_id": TOUR.id, "county_code": "08", "town": "Kalmar"}
    day = facts.pop("day", date(2027, 9, 14))
    return Stop(**{**known, "first_day": day, "last_day": day, **facts})


def an_event(stop: Stop, items: Sequence[Item] = (), tour: Tour = TOUR) -> CalendarEvent:
    sheets = tuple(ItemSheet(item, ()) for item in items)
    return CalendarEvent(stop.id, tour, StopSheet(stop, "Kalmar län", "", sheets, ()), 7, MADE)


def read(data: bytes) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(data).walk("VEVENT"))


def written(*events: CalendarEvent) -> list[icalendar.Event]:
    return read(calendar_bytes(CalendarSheet("Kalender", events, ()), MADE))


def around_the_changes(year: int) -> list[date]:
    """The days before, of and after both changes of the clocks."""
    sundays = [max(date(year, month, day) for day in range(25, 32) if date(year, month, day).weekday() == 6)
               for month in (3, 10)]  # fmt: skip
    return [sunday + timedelta(days=n) for sunday in sundays for n in (-2, -1, 0, 1)]


@pytest.mark.parametrize(
    ("spring", "autumn"),
    [
        (date(2018, 3, 25), date(2018, 10, 28)),
        (date(2019, 3, 31), date(2019, 10, 27)),
        (date(2027, 3, 28), date(2027, 10, 31)),
    ],
)
def test_local_times_are_right_around_both_clock_changes(spring: date, autumn: date) -> None:
    days = around_the_changes(spring.year)
    assert {spring, autumn} <= set(days)
    stops = [a_stop(day=day, starts=time(9, 0), ends=time(15, 30)) for day in days]
    for stop, event in zip(stops, written(*map(an_event, stops)), strict=True):
        assert event.start.replace(tzinfo=None) == datetime.combine(stop.day, time(9, 0))
        assert event.end.replace(tzinfo=None) == datetime.combine(stop.day, time(15, 30))
        assert event.start.astimezone(UTC).hour == (7 if spring <= stop.day < autumn else 8)


@pytest.mark.parametrize("year", [1996, 2019, 2026, 2027, 2037])
def test_a_reader_that_does_not_know_the_name_of_the_zone_follows_its_rules(year: int) -> None:
    hours = [time(0, 30), time(1, 59), time(3, 30), time(9, 0), time(23, 0)]
    days = around_the_changes(year) + [date(year, month, 15) for month in range(4, 13)]
    stops = [a_stop(day=day, starts=hour) for day in days for hour in hours]
    stops += [a_stop(day=days[6], starts=time(2, 30))]  # comes twice that night; the first is meant
    sheet = CalendarSheet("Kalender", tuple(map(an_event, stops)), ())
    data = calendar_bytes(sheet, MADE).replace(ZONE.encode(), b"X-Okand")
    for stop, event in zip(stops, read(data), strict=True):
        assert event.start.astimezone(UTC) == datetime.combine(stop.day, stop.starts, SWEDEN).astimezone(UTC)


def test_without_hours_it_is_the_whole_day() -> None:
    (event,) = written(an_event(a_stop()))
    assert (event.start, event.end) == (date(2027, 9, 14), date(2027, 9, 15))


def test_the_programme_tells_the_hours_that_the_stop_does_not() -> None:
    items = [an_item(540, 60), an_item(1380, 60)]
    (event,) = written(an_event(a_stop(), items))
    assert event.start == datetime(2027, 9, 14, 9, 0, tzinfo=SWEDEN)
    assert event.end == datetime(2027, 9, 15, 0, 0, tzinfo=SWEDEN)
    (event,) = written(an_event(a_stop(starts=time(8, 30)), items[:1]))
    assert (event.start.hour, event.start.minute, event.end.hour) == (8, 30, 10)
    (event,) = written(an_event(a_stop(starts=time(11, 0)), items[:1]))
    assert "DTEND" not in event
    (event,) = written(an_event(a_stop(ends=time(16, 0))))
    assert event.start == date(2027, 9, 14)
    assert "till 16:00" in event["DESCRIPTION"]


@pytest.mark.parametrize(
    ("status", "tour_status", "said", "begins"),
    [
        (StopStatus.IDEA, TourStatus.PLANNED, "TENTATIVE", "Preliminärt: "),
        (StopStatus.ASKED, TourStatus.PLANNED, "TENTATIVE", "Preliminärt: "),
        (StopStatus.HOLD, TourStatus.PLANNED, "TENTATIVE", "Preliminärt: "),
        (StopStatus.CONFIRMED, TourStatus.PLANNED, "CONFIRMED", "Turnén (Kalmar)"),
        (StopStatus.DONE, TourStatus.DONE, "CONFIRMED", "Turnén (Kalmar)"),
        (StopStatus.CANCELLED, TourStatus.PLANNED, "CANCELLED", "INSTÄLLT: "),
        (StopStatus.CONFIRMED, TourStatus.CANCELLED, "CANCELLED", "INSTÄLLT: "),
    ],
)
def test_the_status(status: StopStatus, tour_status: TourStatus, said: str, begins: str) -> None:
    (event,) = written(an_event(a_stop(status=status), tour=replace(TOUR, status=tour_status)))
    assert event["STATUS"] == said
    assert event["SUMMARY"].startswith(begins)


@settings(deadline=None)
@given(st.sampled_from(TEXTS) | st.text(st.characters(exclude_categories=("Cs", "Cc"))), st.booleans())
def test_any_text_comes_back_in_lines_that_are_short_enough(text: str, lines: bool) -> None:
    said = f"{text}\n{text}" if lines else text
    stop = a_stop(town=text, venue=text, description=said.strip(), registration_link=text)
    sheet = CalendarSheet(text, (an_event(stop, tour=replace(TOUR, name=text or "x")),), ())
    data = calendar_bytes(sheet, MADE)
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert b"\r" not in data.replace(b"\r\n", b"")
    (event,) = read(data)
    assert event["SUMMARY"] == f"Preliminärt: {title_text(sheet.events[0].day, sheet.events[0].tour)}"
    assert str(event.get("LOCATION", "")).startswith(text)
    lost = [line for line in stop.description.splitlines() if line not in event.get("DESCRIPTION", "")]
    assert lost == []


def test_what_a_text_must_not_say_is_escaped() -> None:
    data = calendar_bytes(CalendarSheet("a;b,c\\d\ne", (), ()), MADE)
    assert b"\r\nNAME:a\\;b\\,c\\\\d\\ne\r\n" in data


@pytest.fixture
def door() -> Door:
    return example_door()


def test_the_tour_leaves_out_the_undated_and_says_so(door: Door, tmp_path: Path) -> None:
    sheet = door.read(tour_calendar, follow_up(door).id)
    write_calendar(sheet, tmp_path / "k.ics", MADE)
    events = read((tmp_path / "k.ics").read_bytes())
    assert [event["SUMMARY"].split("(")[1] for event in events] == ["Kalmar)", "Karlstad)"]
    assert [text.split(",")[0] for text in sheet.undated] == ["Gävle", "Falun", "Östersund"]
    assert "v. 38–46" in sheet.undated[0]
    data = (tmp_path / "k.ics").read_text()
    assert "@example.org" not in data.replace("\r\n ", "")
    assert "Exempel Värd" not in data.replace("\r\n ", "")


def test_contacts_only_where_they_are_asked_for(door: Door) -> None:
    sheet = door.read(stop_calendar, stops_of(door)[0].id)
    (told,) = read(calendar_bytes(sheet, MADE, contacts=True))
    (quiet,) = read(calendar_bytes(sheet, MADE))
    assert "070-174 06 10, vard08@example.org" in told["DESCRIPTION"]
    assert "070-174" not in quiet["DESCRIPTION"]
    assert quiet["UID"] == told["UID"]


class Reader:
    """A calendar program: of each event it keeps the one with the highest number."""

    def __init__(self) -> None:
        self.events: dict[str, icalendar.Event] = {}
        self.renewed: set[str] = set()

    def take(self, data: bytes) -> None:
        self.renewed = set()
        for event in read(data):
            old = self.events.get(event["UID"])
            if old is None or event["SEQUENCE"] > old["SEQUENCE"]:
                self.events[event["UID"]] = event
                self.renewed.add(event["SUMMARY"].split("(")[-1].rstrip(")"))


def rewritten(old: object, **facts):
    def act(unit) -> None:
        unit.put(replace(unit.get(type(old), old.id), **facts))

    return act


def test_a_second_import_updates_and_never_doubles(door: Door) -> None:
    tour, (kalmar, karlstad) = follow_up(door), [s for s in stops_of(door) if s.day]
    reader = Reader()

    def import_again() -> set[str]:
        reader.take(calendar_bytes(door.read(tour_calendar, tour.id), MADE))
        return reader.renewed

    assert import_again() == {"Kalmar", "Karlstad"}
    assert import_again() == set()
    day = date(2027, 10, 5)
    door.do("Flytta", rewritten(kalmar, first_day=day, last_day=day, status=StopStatus.CONFIRMED))
    assert import_again() == {"Kalmar"}
    assert len(reader.events) == 2
    assert reader.events[f"{kalmar.id}@kampanjplan"].start.date() == day

    first, *_, last = items_of(door, karlstad)
    door.do("Ta bort", lambda unit: unit.remove(*unit.find(Speaker, item_id=last.id), last))
    assert import_again() == {"Karlstad"}
    door.do("Ny talare", add, Speaker(id=uuid4(), item_id=first.id, organisation_id=board_id("08")))
    assert import_again() == {"Karlstad"}
    door.do("Byt namn", rewritten(tour, name="Nya turnén"))
    assert import_again() == {"Kalmar", "Karlstad"}
    door.do("Byt värd", rewritten(karlstad, host_id=organisation_id("SKR"), venue="Ny"))
    door.do("Bort", lambda unit: unit.remove(*unit.find(Speaker, organisation_id=organisation_id("SKR"))))
    assert import_again() == {"Kalmar", "Karlstad"}
    for short, renewed in (("SKR", {"Karlstad"}), ("Kemi", {"Kalmar", "Karlstad"})):
        (body,) = door.read(lambda r, short=short: r.find(Organisation, id=organisation_id(short)))
        door.do("Byt namn", rewritten(body, short=f"Nya {short}"))
        assert import_again() == renewed
    door.do("Annat", add, Contact(id=uuid4(), name="Ingen här"))
    assert import_again() == set()
    door.do("Ställ in", rewritten(kalmar, status=StopStatus.CANCELLED))
    assert import_again() == {"Kalmar"}
    assert reader.events[f"{kalmar.id}@kampanjplan"]["STATUS"] == "CANCELLED"


def test_the_number_rises_though_the_history_is_forgotten(door: Door) -> None:
    stop = stops_of(door)[0]

    def number() -> int:
        return door.read(stop_calendar, stop.id).events[0].number

    numbers = [number()]
    door.do("Flytta", rewritten(stop, venue="Ny lokal"))
    numbers.append(number())
    door.do("Gallra", lambda unit: unit.forget_history(datetime.now(UTC) + timedelta(days=1)))
    numbers.append(number())
    door.do("Flytta", rewritten(stop, venue="Nyare lokal"))
    numbers.append(number())
    assert numbers[0] < numbers[1] <= numbers[2] < numbers[3]


def test_a_speakers_calendar_holds_their_parts_alone(door: Door) -> None:
    tour = follow_up(door)
    (kemi,) = door.read(lambda r: r.find(Contact, name="Exempel Talare Kemi"))
    karlstad = next(stop for stop in stops_of(door) if stop.town == "Karlstad")
    mine = door.read(lambda r: r.find(Speaker, contact_id=kemi.id))
    theirs = [s for s in mine if s.item_id in {item.id for item in items_of(door, karlstad)}]
    door.do("Bort", lambda unit: unit.remove(*theirs))
    sheet = door.read(personal_calendar, kemi.id, tour.id)
    (event,) = read(calendar_bytes(sheet, MADE))
    assert event["SUMMARY"] == "Preliminärt: Uppföljningsturnén (Kalmar)"
    assert event["DESCRIPTION"].startswith("Uppdrag: talare\n09:30–10:15 Kemikalielagstiftningen")
    assert sheet.name == kemi.name
    of_tour = {e["UID"] for e in read(calendar_bytes(door.read(tour_calendar, tour.id), MADE))}
    assert event["UID"] not in of_tour
    again = read(calendar_bytes(door.read(personal_calendar, kemi.id), MADE))
    assert [e["UID"] for e in again] == [event["UID"]]


def test_a_hosts_and_an_organisations_calendar(door: Door) -> None:
    kalmar = stops_of(door)[0]
    sheet = door.read(personal_calendar, board_id("08"))
    assert [e.tasks for e in sheet.events if e.day.stop.id == kalmar.id] == [("värd", "talare")]
    assert {e.day.stop.town for e in sheet.events} == {"Kalmar"}
    somebody = Contact(id=uuid4(), name="Någon Ny")
    door.do(
        "Ny", add, somebody, Role(id=uuid4(), stop_id=kalmar.id, contact_id=somebody.id, kind=RoleKind.FOOD)
    )
    (event,) = door.read(personal_calendar, somebody.id).events
    assert event.tasks == ("mat",)
    assert door.read(personal_calendar, uuid_of_nobody(door)).events == ()


def uuid_of_nobody(door: Door):
    nobody = Contact(id=uuid4(), name="Utan uppdrag")
    door.do("Ny", add, nobody)
    return nobody.id


def asked_for(door: Door) -> tuple[Tour, list[Stop]]:
    """The follow-up and its stops with a day, whose counties have been asked."""
    for stop in stops_of(door):
        if stop.day:
            door.do("Fråga", rewritten(stop, status=StopStatus.ASKED))
    return follow_up(door), [stop for stop in stops_of(door) if stop.day]


def test_an_idea_that_did_not_last_calls_nothing_off(door: Door, monkeypatch) -> None:
    """Who tries proposals makes and undoes many; one that others may have seen for long is called off."""
    tour, day = follow_up(door), date(2027, 10, 5)
    idea = Stop(id=uuid4(), tour_id=tour.id, county_code="06", town="Jönköping", first_day=day, last_day=day)
    made = door.do("Anta", add, idea)
    door.do("Ångra", replay, made.inverse())
    assert door.read(tour_calendar, tour.id).called_off == ()
    door.do("Gör om", replay, made)

    class Later(datetime):
        @classmethod
        def now(cls, zone: tzinfo | None = None) -> datetime:
            return datetime.now(zone) + timedelta(days=2)

    monkeypatch.setattr(journal, "datetime", Later)
    door.do("Ta bort", delete_stops, [idea.id])
    assert [event.id for event in door.read(tour_calendar, tour.id).called_off] == [idea.id]


def test_what_lost_its_day_is_called_off_in_calendars_sent_before(door: Door) -> None:
    """A stop that is gone, or planned back to no day, is told of until it has a day again."""
    tour, (kalmar, karlstad) = asked_for(door)
    undated = next(stop for stop in stops_of(door) if not stop.day)
    reader = Reader()
    key = f"{kalmar.id}@kampanjplan"

    def standing(stop: Stop) -> str:
        reader.take(calendar_bytes(door.read(tour_calendar, tour.id), MADE))
        return reader.events[f"{stop.id}@kampanjplan"]["STATUS"]

    held = standing(kalmar)
    assert held != "CANCELLED"
    hours = reader.events[key].start, reader.events[key].end
    gone = door.do("Ta bort", delete_stops, [kalmar.id, undated.id])
    assert standing(kalmar) == "CANCELLED"
    off = reader.events[key]
    assert (off.start, off.end) == hours
    assert off["SUMMARY"] == "INSTÄLLT: Uppföljningsturnén (Kalmar)"
    assert off["TRANSP"] == "TRANSPARENT"
    assert off["LOCATION"] == "Kalmar"
    assert not {"DESCRIPTION", "URL"} & off.keys()
    assert f"{undated.id}@kampanjplan" not in reader.events
    door.do("Ångra", replay, gone.inverse())
    assert standing(kalmar) == held
    door.do("Gör om", replay, gone)
    assert standing(kalmar) == "CANCELLED"

    plain = {"first_day": None, "last_day": None}
    door.do("Planera om", rewritten(karlstad, **plain))
    assert standing(karlstad) == "CANCELLED"
    assert reader.events[f"{karlstad.id}@kampanjplan"].start.date() == karlstad.day
    (only,) = read(calendar_bytes(door.read(stop_calendar, karlstad.id), MADE))
    assert only["STATUS"] == "CANCELLED"
    week = {"first_day": date(2027, 10, 4), "last_day": date(2027, 10, 10)}
    door.do("En vecka", rewritten(karlstad, **week))
    assert standing(karlstad) == "CANCELLED"
    assert reader.renewed == {"Karlstad"}
    door.do("En dag", rewritten(karlstad, first_day=week["last_day"], last_day=week["last_day"]))
    assert standing(karlstad) == held
    door.do("Utan dag", rewritten(karlstad, **plain))
    door.do("Bort", delete_stops, [karlstad.id])
    assert standing(karlstad) == "CANCELLED"
    assert reader.events[f"{karlstad.id}@kampanjplan"].start.date() == week["last_day"]
    assert len(door.read(tour_calendar, tour.id).called_off) == 2


def test_a_stop_is_called_off_until_its_day_is_long_past_and_never_when_it_was_held(door: Door) -> None:
    tour, (kalmar, karlstad) = asked_for(door)
    door.do("Hölls", rewritten(karlstad, status=StopStatus.DONE))
    door.do("Ta bort", delete_stops, [kalmar.id, karlstad.id])
    sheet = door.read(tour_calendar, tour.id)
    assert [event.id for event in sheet.called_off] == [kalmar.id]
    past = datetime.combine(kalmar.day, time(12), UTC)
    assert len(read(calendar_bytes(sheet, past + timedelta(days=80)))) == 1
    assert read(calendar_bytes(sheet, past + timedelta(days=100))) == []
    door.do("Gallra", lambda unit: unit.forget_history(datetime.now(UTC) + timedelta(days=1)))
    assert door.read(tour_calendar, tour.id).called_off == ()


def test_what_was_given_up_calls_nothing_off(door: Door) -> None:
    """Somebody wrote it when another had taken the day away; the plan never held it."""
    tour, gavle = follow_up(door), next(stop for stop in stops_of(door) if stop.town == "Gävle")
    day = date(2027, 10, 5)
    lost = Change(gavle, replace(gavle, first_day=day, last_day=day))
    door.do("Gav upp", lambda unit: unit.give_up(lost))
    door.do(
        "Gav upp",
        lambda unit: unit.give_up(Change(None, replace(gavle, id=uuid4(), first_day=day, last_day=day))),
    )
    assert door.read(tour_calendar, tour.id).called_off == ()


def test_those_who_did_something_at_a_stop_that_is_gone_are_told(door: Door) -> None:
    tour, (kalmar, _karlstad) = asked_for(door)
    (kemi,) = door.read(lambda r: r.find(Contact, name="Exempel Talare Kemi"))
    cook = Contact(id=uuid4(), name="Kaj Kocksson")
    food = Role(id=uuid4(), stop_id=kalmar.id, contact_id=cook.id, kind=RoleKind.FOOD)
    door.do("Ny", add, cook, food)
    whose = (kemi.id, cook.id, board_id("08"))
    before = {id: door.read(personal_calendar, id, tour.id) for id in whose}
    door.do("Ta bort", delete_stops, [kalmar.id])
    for id in whose:
        after = door.read(personal_calendar, id, tour.id)
        (held,) = (event for event in before[id].events if event.day.stop.town == "Kalmar")
        (off,) = after.called_off
        assert (off.id, off.day.stop.status) == (held.id, StopStatus.CANCELLED)
        assert off.number > held.number
        assert held.id not in {event.id for event in after.events}
    assert door.read(personal_calendar, uuid_of_nobody(door), tour.id).called_off == ()
    door.do("Anonymisera", anonymise, [cook.id], TODAY, "gallring")
    for sheet in (door.read(tour_calendar, tour.id), door.read(personal_calendar, cook.id)):
        assert b"Kocksson" not in calendar_bytes(sheet, MADE, contacts=True)
