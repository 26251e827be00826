"""What nobody is reached by is marked at its field, in words."""

from uuid import uuid4

import pytest

from kampanjplan.domain.contacts import Contact
from kampanjplan.domain.reaching import Flaw
from kampanjplan.wording.reaching import _WHY, email_hint, email_mark, marked, phone_hint, phone_mark


def test_a_contact_that_is_reached_has_no_marks() -> None:
    contact = Contact(
        id=uuid4(), name="Exempel", email="a@example.org", phone="070-174 06 05", more_phones=("112",)
    )
    for mark, text in ((email_mark, contact.email), *((phone_mark, phone) for phone in contact.phones)):
        assert mark(text) == ""
    assert email_mark("") == phone_mark("") == email_hint(contact) == ""


def test_what_is_wrong_is_said_of_the_first_that_is() -> None:
    assert email_mark("anna") == "Ser inte ut som en e-postadress: @ saknas."
    assert phone_mark("465 004 12") == "Ser inte ut som ett telefonnummer: riktnumret saknas."
    contact = Contact(
        id=uuid4(), name="Exempel", email="a@example.org", phone="070-174 06 05",
        more_emails=("b@example.org", "@example.org", "anna"), more_phones=("08-46",),
    )  # fmt: skip
    assert email_hint(contact) == (
        "”@example.org”: Ser inte ut som en e-postadress: det saknas något före @."
    )
    assert phone_hint(contact) == "”08-46”: Ser inte ut som ett telefonnummer: för få siffror."


@pytest.mark.parametrize("flaw", Flaw)
def test_every_flaw_has_words(flaw: Flaw) -> None:
    assert _WHY[flaw]


def test_a_cell_is_marked_by_a_sign() -> None:
    assert marked("anna", email_mark("anna")) == "⚠ anna"
    assert marked("070-174 06 05", phone_mark("070-174 06 05")) == "070-174 06 05"


def test_below_a_field_stands_what_is_wrong_or_how_a_number_is_written() -> None:
    def known(**facts: object) -> Contact:
        return Contact(id=uuid4(), name="Exempel", **facts)

    assert phone_hint(known(phone="070-174 06 10")) == ""
    assert phone_hint(known(phone="+46701740610", more_phones=("08-465 004 01",))) == (
        "070-174 06 10; 08-465 004 01"
    )
    assert phone_hint(known(phone="070-174 06 10", more_phones=("12",))).startswith("”12”: ")
    assert email_hint(known(email="a@example.org", more_emails=("fel",))).startswith("”fel”: ")
    assert email_hint(known()) == phone_hint(known()) == ""
