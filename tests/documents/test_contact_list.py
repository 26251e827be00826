"""Who is on the list of a tour and of an organisation, and how it looks on paper."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from uuid import uuid4

import pypdfium2
import pytest

from kampanjplan.domain.contacts import Appointment, Contact, Membership, Role, RoleKind
from kampanjplan.domain.organisations import Organisation, organisation_id
from kampanjplan.services.contact_sheets import (
    ContactGroup,
    ContactListSheet,
    ListedContact,
    organisation_sheet,
    tour_contacts_sheet,
)
from kampanjplan.services.door import Door
from kampanjplan.services.editing import add
from tests.papers import write_sheet
from tests.things import example_door, follow_up

PRINTED = datetime(2027, 9, 1, 12, 30)


@pytest.fixture
def door() -> Door:
    return example_door()


def names(sheet: ContactListSheet) -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    return {group.heading: [(c.name, c.roles) for c in group.contacts] for group in sheet.groups}


def pages(sheet: ContactListSheet, folder: Path) -> list[str]:
    write_sheet("contacts", sheet, folder / "x.pdf", PRINTED)
    document = pypdfium2.PdfDocument(folder / "x.pdf")
    texts = [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]
    document.close()
    return texts


def test_a_tour_lists_its_own_each_stops_and_each_countys(door: Door) -> None:
    tour = follow_up(door)
    person = Contact(id=uuid4(), name="Åsa Öberg")
    gone = Contact(id=uuid4(), name="Person 1", anonymised=date(2026, 1, 1))
    door.do("x", add, person, gone)
    press = [Role(id=uuid4(), tour_id=tour.id, contact_id=c.id, kind=RoleKind.PRESS) for c in (person, gone)]
    named = [
        Appointment(id=uuid4(), tour_id=tour.id, county_code=code, contact_id=person.id)
        for code in ("03", "25")
    ]
    door.do("x", add, *press, *named)
    found = names(door.read(tour_contacts_sheet, tour.id))
    assert ("Åsa Öberg", ("press",)) in found["Hela turnén"]
    assert ("Åsa Öberg", ("Uppsala län", "Norrbottens län")) in found["Länens kontaktpersoner"]
    kalmar = next(
        people for heading, people in found.items() if heading.startswith("Kalmar, Kalmar län, tis")
    )
    assert ("Exempel Värd Kalmar", ("värd",)) in kalmar
    assert ("Exempel Talare Kemi", ("talare",)) in kalmar
    assert "Person 1" not in str(found)


def test_an_organisation_lists_those_who_are_there_now_and_at_its_parts(door: Door) -> None:
    uhm = organisation_id("UHM")
    part = Organisation(id=uuid4(), short="UHM Syd", name="UHM Syd", parent_id=uhm)
    people = [Contact(id=uuid4(), name=name) for name in ("Är här", "Var här", "I söder")]
    people[2] = replace(people[2], organisation_id=part.id)
    door.do("x", add, part, *people)
    door.do(
        "x",
        add,
        Membership(id=uuid4(), contact_id=people[0].id, organisation_id=uhm, title="Jurist"),
        Membership(id=uuid4(), contact_id=people[1].id, organisation_id=uhm, last_day=date(2020, 1, 1)),
    )
    found = names(door.read(organisation_sheet, uhm))
    assert list(found) == ["Upphandlingsmyndigheten", "UHM Syd"]
    assert ("Är här", ("Jurist",)) in found["Upphandlingsmyndigheten"]
    assert found["UHM Syd"] == [("I söder", ())]
    assert "Var här" not in str(found)


def test_a_tour_of_nobody_says_so(tmp_path: Path) -> None:
    (text,) = pages(ContactListSheet("Tom", (), ()), tmp_path)
    assert "Inga kontakter ännu." in text


def test_five_hundred_people_on_numbered_pages_with_their_heads(tmp_path: Path) -> None:
    people = tuple(
        ListedContact(
            ("värd",), f"Exempel {n:03}.", "Roll", "Kommun", ("08-465 004 00",), (f"e{n}@example.org",)
        )
        for n in range(500)
    )
    texts = pages(ContactListSheet("Stor", (), (ContactGroup("Alla", people),)), tmp_path)
    whole = " ".join(texts)
    assert [n for n in range(500) if f"Exempel {n:03}." not in whole] == []
    for number, text in enumerate(texts, start=1):
        assert f"sida {number} av {len(texts)}" in text
        assert "Telefon och e-post" in text
