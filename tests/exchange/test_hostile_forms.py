"""R13: hostile texts in every field go through every form that is not paper, and are found again."""

import email
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from email.policy import default
from html import unescape
from pathlib import Path
from uuid import uuid4

import icalendar
import pytest
from python_calamine import CalamineWorkbook

from kampanjplan.domain.contacts import Contact, Role
from kampanjplan.domain.fields import tidy
from kampanjplan.domain.organisations import Organisation
from kampanjplan.domain.programme import Item, Speaker
from kampanjplan.domain.stops import Stop, Supply
from kampanjplan.domain.tours import Tour
from kampanjplan.exchange.calendars import calendar_bytes
from kampanjplan.exchange.letters import stop_letter
from kampanjplan.exchange.mail_drafts import Draft, draft_bytes
from kampanjplan.exchange.schedule_workbook import write_schedule_workbook
from kampanjplan.exchange.web_text import stop_page
from kampanjplan.services.calendar_sheets import tour_calendar
from kampanjplan.services.door import Door
from kampanjplan.services.editing import add
from kampanjplan.services.sheets import schedule_sheet
from kampanjplan.storage.store import memory_store
from tests.exchange.hostile import TEXTS

SAID = [text for text in (tidy(text) for text in TEXTS) if text]
MADE = datetime(2027, 9, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def plan() -> Door:
    """A tour with a stop for each hostile text, wherever a text may stand."""
    door = Door(memory_store(), "prov")
    tour = Tour(id=uuid4(), name="Turné")
    door.do("x", add, tour)
    for text in SAID:
        body = Organisation(id=uuid4(), short=tidy(text[:40]) or "x", name=text)
        person = Contact(id=uuid4(), name=text, title=text, organisation_id=body.id, email=text, phone=text)
        stop = Stop(
            id=uuid4(), tour_id=tour.id, county_code="08", town=text, venue=text, address=text, notes=text,
            first_day=date(2027, 9, 14), last_day=date(2027, 9, 14), starts=time(9), host_id=body.id,
            description=f"{text}\n\n{text}", registration_link=text, online_link=text,
            supplies=(Supply(text, text),),
        )  # fmt: skip
        item = Item(id=uuid4(), stop_id=stop.id, title=text, room=text, material=text, material_link=text)
        voice = Speaker(id=uuid4(), item_id=item.id, contact_id=person.id)
        role = Role(id=uuid4(), stop_id=stop.id, contact_id=person.id)
        door.do("x", add, body, person, stop, item, voice, role)
    return door


def of_calendar(plan: Door, _folder: Path) -> list[str]:
    (tour,) = plan.read(lambda r: r.find(Tour))
    data = calendar_bytes(plan.read(tour_calendar, tour.id), MADE, contacts=True)
    events = icalendar.Calendar.from_ical(data).walk("VEVENT")
    return ["\n".join(str(e.get(key, "")) for key in ("SUMMARY", "LOCATION", "DESCRIPTION")) for e in events]


def of_pages(plan: Door, _folder: Path) -> list[str]:
    (tour,) = plan.read(lambda r: r.find(Tour))
    sheet = plan.read(schedule_sheet, tour.id)
    return [unescape(stop_page(day, tour)) for day in sheet.stops]


def of_workbook(plan: Door, folder: Path) -> list[str]:
    (tour,) = plan.read(lambda r: r.find(Tour))
    write_schedule_workbook(plan.read(schedule_sheet, tour.id), folder / "s.xlsx", contacts=True)
    book = CalamineWorkbook.from_path(str(folder / "s.xlsx"))
    rows = zip(*(book.get_sheet_by_name(name).to_python()[1:] for name in book.sheet_names), strict=True)
    return ["\n".join(str(cell) for part in parts for cell in part) for parts in rows]


def of_letters(plan: Door, _folder: Path) -> list[str]:
    (tour,) = plan.read(lambda r: r.find(Tour))
    found = []
    for day in plan.read(schedule_sheet, tour.id).stops:
        letter = stop_letter(day, tour, contacts=True)
        message = email.message_from_bytes(draft_bytes(Draft(letter.subject, letter.text)), policy=default)
        found.append(message["Subject"] + message.get_content().replace("\r\n", "\n"))
    return found


@pytest.mark.parametrize(
    ("form", "times"), [(of_calendar, 8), (of_pages, 10), (of_workbook, 14), (of_letters, 9)]
)
def test_every_text_is_found_again(
    plan: Door, tmp_path: Path, form: Callable[[Door, Path], list[str]], times: int
) -> None:
    by_town = {day.stop.town: n for n, day in enumerate(_days(plan))}
    found = form(plan, tmp_path)
    assert len(found) == len(SAID)
    assert [text for text in SAID if found[by_town[text]].count(text) < times] == []


def _days(plan: Door):
    (tour,) = plan.read(lambda r: r.find(Tour))
    return plan.read(schedule_sheet, tour.id).stops
