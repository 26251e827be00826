"""What letters begun say, and to whom."""

from dataclasses import replace

import pytest

from kampanjplan.domain.contacts import Contact
from kampanjplan.domain.stops import StopStatus
from kampanjplan.exchange.letters import personal_letter, stop_letter, tour_letter
from kampanjplan.exchange.mail_drafts import Addressee, addressees
from kampanjplan.services.calendar_sheets import CalendarSheet, personal_calendar
from kampanjplan.services.door import Door
from kampanjplan.services.sheets import ScheduleSheet, schedule_sheet
from tests.things import example_door, follow_up


@pytest.fixture(scope="module")
def door() -> Door:
    return example_door()


@pytest.fixture
def schedule(door: Door) -> ScheduleSheet:
    return door.read(schedule_sheet, follow_up(door).id)


def test_all_about_a_stop(schedule: ScheduleSheet) -> None:
    kalmar, tour = schedule.stops[0], schedule.tour
    letter = stop_letter(kalmar, tour)
    assert letter.subject == "Uppföljningsturnén (Kalmar), tis 14 sep 2027, 09:00–15:30"
    assert letter.text.startswith(
        "Hej!\n\nUppföljningsturnén (Kalmar)\nDatum: tis 14 sep 2027, 09:00–15:30\n"
    )
    assert "Plats: Exempellokalen, Kalmar, Exempelgatan 1, Kalmar\nStatus: idé\n\n" in letter.text
    assert (
        "\n10:15–11:15 Fördjupning i UHM:s verktyg: ställa och följa upp krav – Exempel Talare UHM, UHM ("
        in (letter.text)
    )
    assert "@example.org" not in letter.text
    assert "070-174 06 10, vard08@example.org" in stop_letter(kalmar, tour, contacts=True).text


def test_a_stop_that_is_off_or_has_no_day(schedule: ScheduleSheet) -> None:
    kalmar, gavle = schedule.stops[:2]
    off = replace(kalmar, stop=replace(kalmar.stop, status=StopStatus.CANCELLED))
    assert stop_letter(off, schedule.tour).text.startswith("Hej!\n\nDagen är inställd.\n\n")
    assert "ej bestämt (v. 38–46)" in stop_letter(gavle, schedule.tour).subject


def test_the_days_and_places_of_a_tour(schedule: ScheduleSheet) -> None:
    kalmar, gavle = schedule.stops[:2]
    off = replace(gavle, stop=replace(gavle.stop, status=StopStatus.CANCELLED))
    letter = tour_letter(replace(schedule, stops=(kalmar, off)))
    assert letter.subject == "Uppföljningsturnén: datum och orter"
    assert letter.text.split("\n\n")[2].splitlines() == [
        "Kalmar, Kalmar län: tis 14 sep 2027, 09:00–15:30 (idé)",
        "INSTÄLLT: Gävle, Gävleborgs län: ej bestämt (v. 38–46), 09:00–15:30",
    ]
    assert tour_letter(replace(schedule, stops=())).text.endswith("Turnén har inga stopp ännu.")


def test_somebodys_own_stops(door: Door) -> None:
    (kemi,) = door.read(lambda r: r.find(Contact, name="Exempel Talare Kemi"))
    letter = personal_letter(door.read(personal_calendar, kemi.id))
    assert letter.subject == "Schema för Exempel Talare Kemi"
    hello, intro, kalmar, karlstad, undated = letter.text.split("\n\n")
    assert (hello, intro) == ("Hej!", "Det här är dina stopp:")
    assert kalmar.splitlines()[0] == "Uppföljningsturnén: Kalmar, Kalmar län, tis 14 sep 2027, 09:00–15:30"
    assert kalmar.splitlines()[2] == "Uppdrag: talare"
    assert len(kalmar.splitlines()) == 6
    assert "Karlstad" in karlstad
    assert undated.splitlines()[0] == "Utan bestämd dag:"
    assert len(undated.splitlines()) == 4
    assert personal_letter(CalendarSheet("Ingen", (), ())).text == "Hej!"


def test_whom_a_stops_letter_goes_to(schedule: ScheduleSheet) -> None:
    kalmar = schedule.stops[0]
    reached, unreached = addressees((c.name, c.email) for c in (*kalmar.contacts, *kalmar.contacts))
    assert Addressee("Exempel Värd Kalmar", "vard08@example.org") in reached
    assert len(reached) == len(kalmar.contacts)
    assert unreached == ()
