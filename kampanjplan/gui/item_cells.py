"""What cells of the programme's tables show, and what is meant by what is typed in them, of people too."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from kampanjplan.domain.contacts import Contact, Role, RoleKind
from kampanjplan.domain.errors import EmptyError, Expected, UnreadableError
from kampanjplan.domain.organisations import Organisation
from kampanjplan.domain.programme import Item, ItemKind, Speaker
from kampanjplan.domain.reading import read_minutes, read_time
from kampanjplan.domain.remarks import Remark
from kampanjplan.domain.stops import Stop, Supply
from kampanjplan.gui.cells import remarks_text
from kampanjplan.gui.table import Column
from kampanjplan.services.programmes import Voice
from kampanjplan.services.sheets import voice_text
from kampanjplan.wording import _
from kampanjplan.wording.dates import time_text
from kampanjplan.wording.labels import contact_text, label, read_choice, unnamed_speaker_text


@dataclass(frozen=True, slots=True)
class People:
    """Who can be named as a speaker or a contact."""

    contacts: dict[UUID, Contact]
    organisations: dict[UUID, Organisation]

    def suggestions(self) -> list[str]:
        """What may be typed for a speaker."""
        return [self.contact_text(c) for c in self.contacts.values()] + [
            unnamed_speaker_text(o) for o in self.organisations.values()
        ]

    def contact_text(self, contact: Contact) -> str:
        body = self.organisations.get(contact.organisation_id) if contact.organisation_id else None
        return contact_text(contact, body)

    def read_voices(self, text: str) -> list[Voice]:
        """Speakers with semicolons or line breaks between; UnreadableError names the one that is unknown."""
        parts = [part.strip() for part in text.replace("\n", ";").split(";")]
        return [self._voice(part) for part in parts if part]

    def read_roles(self, text: str) -> list[tuple[UUID, RoleKind]]:
        """ "Namn: roll" a line; a name alone is the host."""
        return [self._role(line) for line in _lines(text)]

    def _role(self, line: str) -> tuple[UUID, RoleKind]:
        name, _colon, role = line.rpartition(":") if ":" in line else (line, "", "")
        contact = self._contact(name.strip())
        if contact is None:
            raise UnreadableError(name.strip(), Expected.CONTACT)
        return contact.id, read_choice(RoleKind, role) if role.strip() else RoleKind.HOST

    def roles_text(self, roles: Sequence[Role]) -> str:
        """What `read_roles` reads."""
        return "\n".join(
            sorted(f"{self.contact_text(self.contacts[r.contact_id])}: {label(r.kind)}" for r in roles)
        )

    def _contact(self, name: str) -> Contact | None:
        wanted = name.casefold()
        for contact in self.contacts.values():
            if wanted in (contact.name.casefold(), self.contact_text(contact).casefold()):
                return contact
        return None

    def _voice(self, text: str) -> Voice:
        wanted = text.casefold()
        if (contact := self._contact(text)) is not None:
            return Voice(contact_id=contact.id)
        for body in self.organisations.values():
            names = (body.short, body.name, body.former_short, unnamed_speaker_text(body))
            if wanted in (name.casefold() for name in names if name):
                return Voice(organisation_id=body.id)
        raise UnreadableError(text, Expected.CONTACT)


@dataclass(frozen=True, slots=True)
class ItemRow:
    """A programme item as its table shows it."""

    item: Item
    speakers: tuple[Speaker, ...]
    remarks: tuple[Remark, ...]


def item_columns(people: People) -> list[Column]:
    """The columns of a list of ItemRow. A cell of speakers means `voices`, which is no field of the item."""
    return [
        Column(_("Start"), lambda r: time_text(r.item.start), _read_start, width=60),
        Column(_("Minuter"), lambda r: str(r.item.minutes), _read_minutes, width=70),
        Column(_("Slut"), lambda r: time_text(r.item.end), width=60),
        Column(
            _("Typ"),
            lambda r: label(r.item.kind),
            lambda text: {"kind": read_choice(ItemKind, text)} if text.strip() else {},
            tuple(label(kind) for kind in ItemKind),
            110,
        ),
        Column(_("Programpunkt"), lambda r: r.item.title, lambda text: {"title": text}, width=270),
        Column(
            _("Talare"),
            lambda r: "; ".join(voice_text(s, people.contacts, people.organisations) for s in r.speakers),
            lambda text: {"voices": people.read_voices(text)},
            width=190,
        ),
        Column(_("Att se över"), lambda r: remarks_text(r.remarks), width=125),
        Column(_("Sal"), lambda r: r.item.room, lambda text: {"room": text}, width=100),
        Column(_("Material"), lambda r: r.item.material, lambda text: {"material": text}, width=110),
        Column(
            _("Länk eller fil"),
            lambda r: r.item.material_link,
            lambda text: {"material_link": text},
            width=110,
        ),
    ]


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def read_supplies(text: str) -> dict[str, Any]:
    """ "Sak: vem" a line. A colon without a space after it, as in a time or a link, is part of the thing."""
    parts = [line.partition(": ") for line in _lines(text)]
    return {"supplies": tuple(Supply(what.strip(), who.strip()) for what, _colon, who in parts)}


def supplies_text(stop: Stop) -> str:
    """What `read_supplies` reads."""
    return "\n".join(f"{s.what}: {s.who}" if s.who else s.what for s in stop.supplies)


def _read_start(text: str) -> dict[str, Any]:
    start = read_time(text)
    if start is None:
        raise EmptyError("start")
    return {"start": start}


def _read_minutes(text: str) -> dict[str, Any]:
    minutes = read_minutes(text)
    if minutes is None:
        raise EmptyError("minutes")
    return {"minutes": minutes}
