"""R13: hostile texts in every field go through every export and are found again."""

import json
from dataclasses import replace
from datetime import date, datetime
from email.utils import getaddresses
from functools import partial
from io import BytesIO
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from uuid import UUID, uuid4

import pypdfium2
import pytest

from kampanjplan.documents.erasure_record import write_protocol
from kampanjplan.documents.fonts import BODY
from kampanjplan.documents.register_extract import write_extract
from kampanjplan.documents.tagged.fonts import printable
from kampanjplan.domain.cards import Card, Place
from kampanjplan.domain.contacts import Contact, LegalBasis, Membership, Role
from kampanjplan.domain.fields import tidy
from kampanjplan.domain.organisations import Organisation
from kampanjplan.domain.stops import Stop
from kampanjplan.domain.tours import Tour
from kampanjplan.exchange.contact_files import FORMATS, read_contacts, write_contacts
from kampanjplan.exchange.contact_tables import write_csv
from kampanjplan.exchange.register_extract import extract_json
from kampanjplan.exchange.tables import SEPARATORS
from kampanjplan.exchange.vcard import read_vcards, write_vcards
from kampanjplan.gui.contact_exchange import mail_links
from kampanjplan.services.cards import address_text, cards_of_contacts
from kampanjplan.services.contact_sheets import organisation_sheet, tour_contacts_sheet
from kampanjplan.services.door import Door
from kampanjplan.services.editing import add
from kampanjplan.services.erasing import preview
from kampanjplan.services.extracts import extract
from kampanjplan.services.importing import RowState, import_contacts, preview_import
from kampanjplan.services.sheets import schedule_sheet
from kampanjplan.storage.store import memory_store
from kampanjplan.wording.erasing import Record, protocol_text
from tests.exchange.cards import VERSIONS, unlined
from tests.exchange.hostile import TEXTS
from tests.papers import write_sheet
from tests.things import TODAY, content

SAID = [text for text in (tidy(text, lines=False) for text in TEXTS) if text]
assert len(SAID) >= 60


def hostile(text: str) -> Card:
    """A card with the text wherever a text may stand."""
    return Card(
        id=uuid4(), name=text, title=text, organisation=text, organisation_id=uuid4(), emails=(text, text),
        phones=(text, f"{text[:190]} 2"), notes=f"{text}\n{text}", county_code="08",
        tags=(text[:60].strip(), "x"),
        purpose=text, basis=LegalBasis.VITAL, source=text, collected=date(1900, 1, 1), decision=text,
        keep_until=date(2199, 12, 31), memberships=(Place(text, text),),
    )  # fmt: skip


MADE = [hostile(text) for text in SAID]


@pytest.mark.parametrize("version", VERSIONS)
def test_through_vcards(tmp_path: Path, version: str) -> None:
    write_vcards(MADE, tmp_path / "k.vcf", version)
    assert [unlined(card) for card in read_vcards(tmp_path / "k.vcf")] == MADE


@pytest.mark.parametrize("separator", SEPARATORS)
def test_through_csv(tmp_path: Path, separator: str) -> None:
    write_csv(MADE, tmp_path / "k.csv", separator)
    assert [unlined(card) for card in read_contacts(tmp_path / "k.csv").cards] == MADE


def test_through_a_workbook(tmp_path: Path) -> None:
    write_contacts(MADE, tmp_path / "k.xlsx", "xlsx")
    assert [unlined(card) for card in read_contacts(tmp_path / "k.xlsx").cards] == MADE


@pytest.mark.parametrize("kind", FORMATS)
def test_into_a_plan_and_out_of_it_and_in_again(tmp_path: Path, kind: str) -> None:
    door = Door(memory_store(), "prov")
    preview = door.read(preview_import, MADE, "k", TODAY)
    assert preview.count(RowState.REFUSED) == 0
    door.do("Läs in", import_contacts, preview)
    before = content(door)
    cards = door.read(cards_of_contacts).cards
    write_contacts(cards, tmp_path / f"k.{kind}", kind)
    read = [unlined(card) for card in read_contacts(tmp_path / f"k.{kind}").cards]
    assert read == list(cards)
    again = door.read(preview_import, read, "k", TODAY)
    assert not again.does_something
    assert content(door) == before


def pdf_text(write, sheet) -> str:
    """All letters on the pages, blanks and breaks of lines aside."""
    paper = BytesIO()
    write(sheet, paper, datetime(2027, 9, 1, 12, 30))
    document = pypdfium2.PdfDocument(paper.getvalue())
    text = "".join(page.get_textpage().get_text_range() for page in document)
    images = [o for page in document for o in page.get_objects() if o.type == 3]
    document.close()
    assert images == []
    return bare(text)


def bare(text: str) -> str:
    left_out = "\u0002\ufffe\ufeff\u00ad\u200b\u200d\ufe0f"
    return "".join(c for c in text if not c.isspace() and c not in left_out)


def shown(text: str) -> str:
    """How the paper shows it: what the font lacks as a box."""
    return bare(printable(text, BODY)[0])


# Keys that are always the same: where a page ends, and so a text may be cut, is then so too.
PART, TOUR, STOP = (UUID(int=number) for number in (1, 2, 3))


@pytest.fixture(scope="module")
def plan() -> Door:
    """A tour of one stop, where each hostile text is a contact with a role."""
    door = Door(memory_store(), "prov")
    stop = Stop(id=STOP, tour_id=TOUR, county_code="08")
    door.do("x", add, Organisation(id=PART, short="P", name="Part"), Tour(id=TOUR, name="Turné"), stop)
    for number, text in enumerate(SAID):
        ids = [UUID(int=1000 + 10 * number + n) for n in range(4)]
        body = Organisation(id=ids[0], short=text[:40].strip() or "x", name=text, notes=text)
        person = Contact(id=ids[1], name=text, title=text, organisation_id=body.id, email=text, phone=text)
        place = Membership(id=ids[2], contact_id=person.id, organisation_id=PART, title=text)
        door.do("x", add, body, person, place, Role(id=ids[3], stop_id=STOP, contact_id=person.id))
    return door


def test_on_the_schedule_and_on_the_tours_list(plan: Door) -> None:
    for write, sheet in (
        (partial(write_sheet, "schedule"), plan.read(schedule_sheet, TOUR)),
        (partial(write_sheet, "contacts"), plan.read(tour_contacts_sheet, TOUR)),
    ):
        text = pdf_text(write, sheet)
        assert [said for said in SAID if text.count(shown(said)) < 4] == []  # name, title, phone, e-mail


def test_on_the_list_of_an_organisation(plan: Door) -> None:
    text = pdf_text(partial(write_sheet, "contacts"), plan.read(organisation_sheet, PART))
    assert [said for said in SAID if text.count(shown(said)) < 4] == []


@pytest.mark.parametrize("number", range(len(SAID)))
def test_in_the_register_extract_on_paper_and_as_json(plan: Door, number: int) -> None:
    said, id = SAID[number], UUID(int=1000 + 10 * number + 1)
    found = plan.read(extract, id, "p.kampanjplan", (), 90)
    paper = pdf_text(lambda sheet, file, printed: write_extract(sheet, file, printed=printed), found)
    assert paper.count(shown(said)) >= 4
    person = json.loads(extract_json(found, datetime(2027, 9, 1, 12, 30)))
    facts = {fact["falt"]: fact["varde"] for fact in person["uppgifter"]}
    assert [facts[name] for name in ("name", "title", "email")] == [said] * 3


def test_in_the_protocol(plan: Door) -> None:
    seen = plan.read(preview, [UUID(int=1001)])
    for said in SAID:
        record = Record(datetime(2027, 9, 1, 12, 30), said, said, said, seen, 0)
        assert protocol_text(record).count(said) >= 3  # who, plan and decision
        assert (
            pdf_text(lambda r, file, printed: write_protocol(r, file, printed=printed), record).count(
                shown(said)
            )
            >= 3
        )


def test_addresses_to_copy_and_to_write_to_are_each_one() -> None:
    """A name never makes two addresses of one, nor adds a field to a message."""
    for card in MADE:
        card = replace(card, emails=("a@example.org",))
        ((_name, address),) = getaddresses([address_text(card)])
        assert address == "a@example.org"
    for said in SAID:
        (link,) = mail_links([said])
        fields = parse_qs(urlsplit(link).query, keep_blank_values=True, strict_parsing=True)
        assert fields == {"bcc": [said.removeprefix("\ufeff")]}  # a mark that nobody sees


def test_an_anonymised_person_is_on_no_list(plan: Door) -> None:
    (one, *_others) = plan.read(lambda r: r.find(Contact))
    plan.do("x", add, replace(one, name="Person 17", anonymised=date(2026, 1, 1)))
    for sheet in (plan.read(tour_contacts_sheet, TOUR), plan.read(organisation_sheet, PART)):
        assert "Person 17" not in pdf_text(partial(write_sheet, "contacts"), sheet)
    assert one.id not in [card.id for card in plan.read(cards_of_contacts).cards]
    assert plan.read(cards_of_contacts).left_out == 1
