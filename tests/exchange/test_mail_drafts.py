"""Letters begun: read back as they were, and no name becomes somebody's address."""

from datetime import UTC, datetime
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import default
from email.utils import getaddresses
from pathlib import Path

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kampanjplan.domain.fields import tidy
from kampanjplan.exchange.calendars import calendar_bytes
from kampanjplan.exchange.mail_drafts import (
    Addressee,
    Attachment,
    Draft,
    addressees,
    draft_bytes,
    write_draft,
)
from kampanjplan.services.calendar_sheets import tour_calendar
from tests.exchange.hostile import TEXTS
from tests.things import example_door, follow_up

ASA = Addressee("Åsa Öberg", "asa@example.org")
BO = Addressee("Ek, Bo", "bo@example.org")


def read(data: bytes) -> EmailMessage:
    message = message_from_bytes(data, policy=default)
    assert isinstance(message, EmailMessage)
    assert [part.defects for part in message.walk() if part.defects] == []
    assert [value.defects for part in message.walk() for value in part.values() if value.defects] == []
    return message


def text_of(message: EmailMessage) -> str:
    return message.get_content().replace("\r\n", "\n")


def people(message: EmailMessage, head: str) -> list[Addressee]:
    """Read as RFC 2047 has it: blanks between two encoded words are nothing. The newer parser keeps them."""
    raw = [value for name, value in message.raw_items() if name == head]
    found = getaddresses(["".join(value.splitlines()) for value in raw])
    if raw:
        assert [email for _name, email in found] == [a.addr_spec for a in message[head].addresses]
    return [Addressee(str(make_header(decode_header(name))) if name else "", email) for name, email in found]


def test_a_letter_with_all_that_goes_with_it(tmp_path: Path) -> None:
    door = example_door()
    calendar = calendar_bytes(door.read(tour_calendar, follow_up(door).id), datetime.now(UTC))
    files = (
        Attachment("Program för Östersund.pdf", b"%PDF-1.7 prov"),
        Attachment("Uppföljningsturnén.ics", calendar),
        Attachment("Schema.xlsx", b"PK"),
        Attachment("utan slag", b"\x00\xff"),
    )
    draft = Draft("Schema för Uppföljningsturnén", "Hej!\n\nVälkomna.\n.\nFrom här", (ASA,), (BO,), files)
    write_draft(draft, tmp_path / "brev.eml")
    data = (tmp_path / "brev.eml").read_bytes()
    assert data.isascii()
    assert data.startswith(b"X-Unsent: 1\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    message = read(data)
    assert message["X-Unsent"] == "1"
    assert message["MIME-Version"] == "1.0"
    assert "From" not in message
    assert message["Subject"] == draft.subject
    assert (people(message, "To"), people(message, "Bcc")) == ([ASA], [BO])
    assert message.get_content_type() == "multipart/mixed"
    body, *parts = message.iter_parts()
    assert (body.get_content_type(), body.get_content_charset()) == ("text/plain", "utf-8")
    assert text_of(body) == draft.text + "\n"
    assert [part.get_filename() for part in parts] == [file.name for file in files]
    assert [part.get_content_type() for part in parts] == [
        "application/pdf", "text/calendar",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/octet-stream",
    ]  # fmt: skip
    assert {part.get_content_disposition() for part in parts} == {"attachment"}
    assert [part.get_payload(decode=True) for part in parts] == [file.data for file in files]
    assert parts[1].get_content_charset() == "utf-8"
    assert len(icalendar.Calendar.from_ical(parts[1].get_payload(decode=True)).walk("VEVENT")) == 2


def test_without_files_it_is_text_alone() -> None:
    message = read(draft_bytes(Draft("Hej", "Text", (ASA,))))
    assert message.get_content_type() == "text/plain"
    assert "Bcc" not in message


names = st.sampled_from(TEXTS) | st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), max_size=200
)


@settings(deadline=None)
@given(names, names)
def test_a_name_stays_a_name_and_a_subject_a_subject(name: str, other: str) -> None:
    name, other = tidy(name), tidy(other)
    to = (Addressee(name, "a@example.org"), Addressee(f"{other}x", "b@example.org"))
    bcc = (Addressee(other, "c@example.org"), ASA)
    data = draft_bytes(Draft(name, other, to, bcc))
    assert data.isascii()
    assert max(len(line) for line in data.split(b"\r\n")) <= 200
    message = read(data)
    assert (people(message, "To"), people(message, "Bcc")) == (list(to), list(bcc))
    assert (message["Subject"] or "") == name
    assert set(message.keys()) <= {
        "X-Unsent", "To", "Bcc", "Subject", "MIME-Version", "Content-Type", "Content-Transfer-Encoding",
    }  # fmt: skip
    assert text_of(message) == f"{other}\n"


@pytest.mark.parametrize("breaking", ["\r\nBcc: x@example.org", "\nX: y", "\r", "\n\n", "\x00", "\u2028"])
def test_no_text_breaks_out_of_its_line(breaking: str) -> None:
    """Names are kept without these; a plan file that others wrote may have them."""
    message = read(draft_bytes(Draft(f"S{breaking}", "t", (Addressee(f"N{breaking}", "a@example.org"),))))
    assert set(message.keys()) >= {"X-Unsent", "To", "Subject"}
    assert {"Bcc", "X"}.isdisjoint(message.keys())
    raw = dict(message.raw_items())["Subject"]
    assert not set("\r\n\0") & set(str(make_header(decode_header(raw))))
    assert [a.addr_spec for a in message["To"].addresses] == ["a@example.org"]


@settings(deadline=None)
@given(names)
def test_a_file_keeps_as_much_of_its_name_as_a_disk_takes(name: str) -> None:
    (part,) = read(
        draft_bytes(Draft("s", "t", attachments=(Attachment(f"x{name}.pdf", b"x"),)))
    ).iter_attachments()
    found = part.get_filename()
    assert found.endswith(".pdf")
    assert not set('\\/:*?"<>|\r\n') & set(found)
    assert part.get_content_type() == "application/pdf"


def test_who_can_be_written_to() -> None:
    reached, unreached = addressees(
        (
            ("Åsa Öberg", "asa@example.org"),
            ("Samma Åsa", "ASA@example.org"),
            ("Utan adress", ""),
            ("Två adresser", "a@example.org, b@example.org"),
            ("Konstig", "bo@example.org\r\nBcc: x@example.org"),
            ("Hakar", "a@example.org> <b@example.org"),
            ("Bo Ek", " bo@räksmörgås.example.org "),
            ("Å-namn", "å@example.org"),
            ("Utan adress", ""),
        )
    )
    assert reached == (ASA, Addressee("Bo Ek", "bo@xn--rksmrgs-5wao1o.example.org"))
    assert unreached == ("Utan adress", "Två adresser", "Konstig", "Hakar", "Å-namn")
