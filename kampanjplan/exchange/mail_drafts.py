"""Letters begun (.eml): opened in Outlook and Thunderbird, looked over by a person and sent from there."""

import re
from base64 import b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from kampanjplan.domain.fields import tidy
from kampanjplan.domain.reaching import email_flaw, email_key
from kampanjplan.exchange.files import write_pieces

_KINDS = {
    ".pdf": ("application", "pdf"),
    ".ics": ("text", "calendar"),
    ".xlsx": ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
_PLAIN = re.compile(r"[A-Za-z0-9 .,:;'()/_-]{0,60}")
_WORD = 45  # octets of text in an encoded word, which may be no longer than 75 itself
_NO_FILE_NAME = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]')


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whom a letter goes to. `email` is in ASCII letters alone, as `addressees` makes it."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a letter; the end of its name tells its kind."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter to be sent by hand; those in `bcc` do not see one another."""

    subject: str
    text: str
    to: tuple[Addressee, ...] = ()
    bcc: tuple[Addressee, ...] = ()
    attachments: tuple[Attachment, ...] = ()


def addressees(people: Iterable[tuple[str, str]]) -> tuple[tuple[Addressee, ...], tuple[str, ...]]:
    """Of names and addresses those who can be written to, each once; and the names of the others."""
    reached: dict[str, Addressee] = {}
    unreached: list[str] = []
    for name, email in people:
        address = _address(email)
        if address:
            reached.setdefault(email_key(address), Addressee(name, address))
        else:
            unreached.append(name)
    return tuple(reached.values()), tuple(dict.fromkeys(unreached))


def _address(email: str) -> str:
    """The address as every mail program takes it; empty where it is none."""
    email = email.strip()
    name, _at, domain = email.rpartition("@")
    if not email or email_flaw(email) is not None or not name.isascii():
        return ""
    try:
        return f"{name}@{domain.encode('idna').decode('ascii')}"
    except UnicodeError:  # a name that nobody could have registered
        return ""


def write_draft(draft: Draft, path: Path) -> None:
    """Writes the whole letter or nothing; FileError where it cannot be."""
    write_pieces(path, [draft_bytes(draft)])


def draft_bytes(draft: Draft) -> bytes:
    """The letter as a file.

    The lines that name people are our own: the standard library cuts some names so that a part of them is
    read as somebody else's address.
    """
    lines = ["X-Unsent: 1"]  # Outlook opens it to be written on
    lines += _people("To", draft.to) + _people("Bcc", draft.bcc)
    lines.append("Subject: " + "\r\n ".join(_words(tidy(draft.subject))))
    body = EmailMessage(policy=SMTP)
    body.set_content(draft.text, cte="quoted-printable")
    for attachment in draft.attachments:
        _attach(body, attachment)
    return "\r\n".join(lines).encode("ascii") + b"\r\n" + body.as_bytes()


def _attach(body: EmailMessage, attachment: Attachment) -> None:
    path = Path(_NO_FILE_NAME.sub("_", attachment.name).strip(". ") or "fil")
    name = path.stem[:80] + path.suffix[:10]
    kind, part = _KINDS.get(path.suffix.lower(), ("application", "octet-stream"))
    params = {"charset": "utf-8"} if kind == "text" else {}
    body.add_attachment(attachment.data, kind, part, filename=name, params=params)


def _people(head: str, people: Sequence[Addressee]) -> list[str]:
    """The header with one of them a line; none where there is nobody."""
    if not people:
        return []
    return [f"{head}: " + ",\r\n ".join(_person(person) for person in people)]


def _person(person: Addressee) -> str:
    called = tidy(person.name)
    words = _words(called)
    name = f'"{called}"' if words == [called] else "\r\n ".join(words)
    return f"{name} <{person.email}>" if len(words) == 1 else f"{name}\r\n <{person.email}>"


def _words(text: str) -> list[str]:
    """A text as it may stand in a header: as it is where it is short and plain, else in encoded words."""
    if _PLAIN.fullmatch(text):
        return [text]
    pieces = [""]
    for letter in text:
        if len((pieces[-1] + letter).encode("utf-8")) > _WORD:
            pieces.append("")
        pieces[-1] += letter
    return [f"=?utf-8?B?{b64encode(piece.encode('utf-8')).decode('ascii')}?=" for piece in pieces]
