"""What cells of the stops' and the programme's tables show, and what is meant by what is typed in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from kampanjplan.domain.contacts import Contact, Role, RoleKind
from kampanjplan.domain.counties import county, find_county
from kampanjplan.domain.errors import EmptyError, Expected, PlanError, UnreadableError
from kampanjplan.domain.organisations import Organisation
from kampanjplan.domain.programme import Item, ItemKind, Speaker
from kampanjplan.domain.reading import read_minutes, read_number, read_span, read_time
from kampanjplan.domain.remarks import Remark
from kampanjplan.domain.stops import Stop, StopStatus, Supply
from kampanjplan.domain.tours import Tour
from kampanjplan.gui.table import Column
from kampanjplan.services.overview import StopState
from kampanjplan.services.programmes import Voice
from kampanjplan.services.sheets import voice_text
from kampanjplan.wording import _
from kampanjplan.wording.dates import span_text, time_text, week_text
from kampanjplan.wording.labels import contact_text, label, read_choice, unnamed_speaker_text
from kampanjplan.wording.sentences import error_text, lacks_text, remark_text


def near(tour: Tour | None, today: date) -> date:
    """The day that a date without a year should come closest to: the middle of the tour's period."""
    if tour and tour.first_day and tour.last_day:
        return tour.first_day + (tour.last_day - tour.first_day) / 2
    known = tour and (tour.first_day or tour.last_day)
    return known or today + timedelta(days=120)  # plans look ahead


def read_when(text: str, around: date) -> dict[str, Any]:
    """The two fields that bound when a stop is."""
    span = read_span(text, around)
    return {"first_day": span[0] if span else None, "last_day": span[1] if span else None}


def read_county(text: str) -> dict[str, Any]:
    if not text.strip():
        raise EmptyError("county_code")
    found = find_county(text)
    if found is None:
        raise UnreadableError(text, Expected.COUNTY, "county_code")
    return {"county_code": found.code}


def remarks_text(remarks: Sequence[Remark]) -> str:
    return "; ".join(dict.fromkeys(remark_text(remark) for remark in remarks))


def stop_columns(tour: Tour | None, today: date) -> list[Column]:
    """The columns of a list of StopState."""
    around = near(tour, today)
    return [
        Column(_("Datum"), _when, lambda text: read_when(text, around), width=132),
        Column(_("Vecka"), lambda s: week_text(s.stop.first_day, s.stop.last_day), width=58),
        Column(_("Län"), lambda s: county(s.stop.county_code).short_name, read_county, width=104),
        Column(_("Ort"), lambda s: s.stop.town, lambda text: {"town": text}, width=96),
        Column(
            _("Status"),
            lambda s: label(s.stop.status),
            lambda text: {"status": read_choice(StopStatus, text) if text.strip() else StopStatus.IDEA},
            tuple(label(status) for status in StopStatus),
            86,
        ),
        Column(_("Saknas"), lambda s: lacks_text(s.lacks), width=150),
        Column(_("Att se över"), lambda s: remarks_text(s.remarks), width=180),
        Column(_("Lokal"), lambda s: s.stop.venue, lambda text: {"venue": text}, width=150),
        Column(
            _("Väntat antal"),
            lambda s: "" if s.stop.expected is None else str(s.stop.expected),
            lambda text: {"expected": read_number(text, 0, 100_000)},
            width=95,
        ),
    ]


def _when(state: StopState) -> str:
    return span_text(state.stop.first_day, state.stop.last_day) or "–"


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


class PasteError(Exception):
    """A pasted cell that could not be read; `error` says why, row and column where."""

    def __init__(self, row: int, column: str, error: PlanError) -> None:
        super().__init__(row, column, error)
        self.row, self.column, self.error = row, column, error


def read_pasted(
    columns: Sequence[Column], rows: Sequence[Sequence[str]], needed: Column | None = None
) -> list[dict[str, Any]]:
    """The facts of each pasted row. A first row of titles says which column is which.

    Columns for looking only and empty rows are passed over. PasteError where a cell means nothing, or
    the needed one is empty.
    """
    by_title = {column.title.casefold(): column for column in columns}
    layout: list[Column | None] = list(columns)
    rows = list(rows)
    if rows and rows[0] and rows[0][0].casefold() in by_title:
        layout = [by_title.get(cell.casefold()) for cell in rows.pop(0)]
    result = []
    for number, row in enumerate(rows, start=1):
        if not any(row):
            continue
        facts: dict[str, Any] = {}
        cells = {column.title: cell for column, cell in zip(layout, row, strict=False) if column}
        for column in columns:
            cell = cells.get(column.title, "")
            if column.read is None or not (cell or column is needed):
                continue
            try:
                facts |= column.read(cell)
            except PlanError as error:
                raise PasteError(number, column.title, error) from error
        result.append(facts)
    return result


def paste_text(error: PasteError) -> str:
    """Where a paste was refused, and why; nothing was added."""
    return _("Inget klistrades in. Rad {row}, {column}: {reason}").format(
        row=error.row, column=error.column, reason=error_text(error.error)
    )


def left_out_text(titles: Sequence[str]) -> str:
    """Which of the pasted columns were passed over; the others were pasted."""
    return _("Klistrades inte in, för rutnätet har ingen sådan kolumn: {titles}.").format(
        titles=", ".join(titles)
    )


def fill_text(error: PasteError) -> str:
    """Why cells were not filled with what stands above them; none was."""
    return _("Inget fylldes nedåt. {column}: {reason}").format(
        column=error.column, reason=error_text(error.error)
    )
