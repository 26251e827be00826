"""R23: a seminar's times are wall times, as typed, also where the clock leaps; the journal's are UTC."""

import importlib.util
import sqlite3
import time as clocks
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, time, timedelta
from importlib import import_module
from pathlib import Path
from uuid import uuid4
from zoneinfo import ZoneInfo

import pypdfium2
import pytest

from kampanjplan.domain.contacts import Contact
from kampanjplan.domain.programme import Item
from kampanjplan.domain.reading import read_time
from kampanjplan.domain.stops import Stop
from kampanjplan.domain.tours import Tour
from kampanjplan.exchange.files import write_whole
from kampanjplan.plans import create_plan, open_plan
from kampanjplan.services.editing import add, change
from kampanjplan.services.history import replay
from kampanjplan.services.sheets import schedule_sheet
from kampanjplan.wording.dates import hours_text
from tests.reliability.soundness import examine

STOCKHOLM = ZoneInfo("Europe/Stockholm")
YEARS = range(2019, 2031)

# From, minutes, until: around the hour that spring leaps over and autumn has twice, and around midnight.
TYPED = (
    ("0:00", 60, "01:00"),
    ("01.59", 1, "02:00"),
    ("02:00", 30, "02:30"),
    ("0230", 45, "03:15"),
    ("2:59", 1, "03:00"),
    ("03:00", 60, "04:00"),
    ("kl 9", 105, "10:45"),
    ("23:00", 60, "00:00"),
)


@pytest.fixture
def in_sweden(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The machine's clock is Swedish."""
    if not hasattr(clocks, "tzset"):
        pytest.skip("the zone can only be set where there is tzset")
    monkeypatch.setenv("TZ", "Europe/Stockholm")
    clocks.tzset()
    assert clocks.tzname == ("CET", "CEST")
    yield
    monkeypatch.undo()
    clocks.tzset()


def change_days() -> list[date]:
    """Every Swedish day that is not 24 hours long."""
    days = [date(YEARS[0], 1, 1) + timedelta(days=n) for n in range(366 * len(YEARS))]

    def offset(day: date) -> timedelta | None:
        return datetime.combine(day, time(0)).replace(tzinfo=STOCKHOLM).utcoffset()

    return [day for day in days if day.year in YEARS and offset(day) != offset(day + timedelta(days=1))]


def odd_days() -> list[date]:
    """Those, the days beside them, and the last and first day of each year."""
    beside = [day + timedelta(days=n) for day in change_days() for n in (-1, 0, 1)]
    return sorted(beside + [date(year, *day) for year in YEARS for day in ((1, 1), (12, 31))])


def test_the_clock_changes_twice_a_year() -> None:
    assert [(day.month, day.weekday()) for day in change_days()] == [(3, 6), (10, 6)] * len(YEARS)


@pytest.mark.usefixtures("in_sweden")
def test_times_come_back_and_print_as_typed(tmp_path: Path) -> None:
    plan, paper = tmp_path / "plan.kampanjplan", tmp_path / "schema.pdf"
    tour = Tour(id=uuid4(), name="Turné")
    stops = [
        Stop(
            id=uuid4(), tour_id=tour.id, county_code="08", town=f"Ort {day}", first_day=day, last_day=day,
            starts=read_time("02:30"), ends=read_time("23.59"),
        )
        for day in odd_days()
    ]  # fmt: skip
    items = [
        Item(
            id=uuid4(),
            stop_id=stop.id,
            position=n,
            start=read_time(typed),
            minutes=minutes,
            title=f"Punkt {n}",
        )
        for stop in stops
        for n, (typed, minutes, _until) in enumerate(TYPED)
    ]
    door = create_plan(plan, "prov")
    door.do("Program", add, tour, *stops, *items)
    door.store.close()

    door = open_plan(plan, "prov")
    assert {stop.id: stop for stop in door.read(lambda r: r.find(Stop))} == {stop.id: stop for stop in stops}
    assert {item.id: item for item in door.read(lambda r: r.find(Item))} == {item.id: item for item in items}
    sheet = door.read(schedule_sheet, tour.id)
    door.store.close()
    assert [page.stop.first_day for page in sheet.stops] == odd_days()
    pages = printed(sheet, paper)[-len(stops) :]
    for page, stop in zip(pages, sheet.stops, strict=True):
        assert str(stop.stop.first_day) in page
        assert hours_text(stop.stop.starts, stop.stop.ends) == "02:30–23:59"
        assert "02:30–23:59" in page
        for number, (typed, _minutes, until) in enumerate(TYPED):
            assert f"{read_time(typed):%H:%M}–{until} Punkt {number} " in page


def printed(sheet, path: Path) -> list[str]:
    """The text of each page of the schedule."""
    from tests.papers import write_sheet

    at = datetime(2026, 10, 25, 2, 30, fold=1)
    write_whole(path, lambda to: write_sheet("schedule", sheet, to, at))
    document = pypdfium2.PdfDocument(path)
    texts = [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]
    document.close()
    assert all("02:30" in text for text in texts)
    return texts


def journal_times(plan: Path) -> list[datetime]:
    with closing(sqlite3.connect(plan)) as connection:
        rows = connection.execute("SELECT at FROM journal ORDER BY number").fetchall()
    return [datetime.fromisoformat(row[0]) for row in rows]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """What the clock will say, one moment an act."""
    moments: list[datetime] = []

    class Told(datetime):
        @classmethod
        def now(cls, tz=None) -> datetime:
            return moments.pop(0).astimezone(tz)

    for name in ("kampanjplan.storage.units", "kampanjplan.storage.journal"):
        if importlib.util.find_spec(name):
            monkeypatch.setattr(import_module(name), "datetime", Told, raising=False)
    return moments


@pytest.mark.usefixtures("in_sweden")
def test_the_journal_tells_in_utc(tmp_path: Path) -> None:
    plan = tmp_path / "plan.kampanjplan"
    before = datetime.now(UTC).replace(tzinfo=None)
    create_plan(plan, "prov").store.close()
    assert before <= journal_times(plan)[0] <= datetime.now(UTC).replace(tzinfo=None)


@pytest.mark.usefixtures("in_sweden")
def test_the_journal_is_in_order_over_each_change(tmp_path: Path, clock: list[datetime]) -> None:
    plan, contact = tmp_path / "plan.kampanjplan", Contact(id=uuid4(), name="Exempel")
    midnights = [datetime(day.year, day.month, day.day, tzinfo=UTC) for day in change_days()]
    # From 00:15 to 02:00 UTC each of those days; the clock leaps at 01:00.
    told = [night + timedelta(minutes=15 * n) for night in midnights for n in range(1, 9)]
    clock[:] = [told[0] - timedelta(days=1), *told]
    door = create_plan(plan, "prov")
    door.do("Ny", add, contact)
    for number in range(1, len(told)):
        door.do(f"Ändra {number}", change, Contact, contact.id, notes=f"{number}")
    door.store.close()
    times = journal_times(plan)[1:]
    assert times == sorted(set(times)) == [moment.replace(tzinfo=None) for moment in told]
    for night in range(len(midnights)):
        its = [
            moment.replace(tzinfo=UTC).astimezone(STOCKHOLM) for moment in times[night * 8 : night * 8 + 8]
        ]
        walls = [moment.replace(tzinfo=None) for moment in its]
        assert (walls == sorted(walls)) == (its[0].month == 3)  # in autumn the wall clock's order is another


@pytest.mark.usefixtures("in_sweden")
def test_a_clock_set_back_changes_no_order(tmp_path: Path, clock: list[datetime]) -> None:
    plan = tmp_path / "plan.kampanjplan"
    now = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    clock[:] = [now, now, now - timedelta(hours=1), now - timedelta(days=400), now + timedelta(days=4000)]
    door, contact = create_plan(plan, "prov"), Contact(id=uuid4(), name="Exempel")
    door.do("Ny", add, contact)
    door.do("En timme åter", change, Contact, contact.id, notes="ett")
    last = door.do("Ett år åter", change, Contact, contact.id, notes="två")
    door.do("Ångra", replay, last.inverse())
    assert door.read(lambda reading: reading.get(Contact, contact.id)).notes == "ett"
    door.store.close()
    assert list(examine(plan).acts)[1:] == ["Ny", "En timme åter", "Ett år åter", "Ångra"]
