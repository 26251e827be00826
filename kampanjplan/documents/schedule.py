"""The schedule of a tour: an overview of its stops, then a page for each."""

from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from kampanjplan.documents.links import address_link, mail_link
from kampanjplan.documents.page import (
    GRID,
    HEADING,
    SUBHEADING,
    TEXT,
    TITLE,
    new_document,
    write_document,
    write_facts,
)
from kampanjplan.documents.tagged.document import Report
from kampanjplan.documents.tagged.lines import Content, Link
from kampanjplan.documents.tagged.section import Section
from kampanjplan.domain.calendar import day_remarks
from kampanjplan.domain.stops import Stop
from kampanjplan.domain.tours import Tour
from kampanjplan.services.sheets import ContactSheet, ItemSheet, ScheduleSheet, StopSheet
from kampanjplan.wording import _
from kampanjplan.wording.dates import (
    day_remark_text,
    day_text,
    hours_text,
    period_text,
    time_text,
    week_text,
    when_text,
)
from kampanjplan.wording.labels import label, stop_text


def write_schedule(sheet: ScheduleSheet, to: Path | BinaryIO, printed: datetime) -> Report:
    """Writes the schedule as a PDF to a path or an open file; OSError where that cannot be done."""
    document = new_document(_("Schema: {tour}").format(tour=sheet.tour.name))
    _write_overview(document.body, sheet)
    for stop in sheet.stops:
        document.body.new_page()
        _write_stop(document.body.section(), stop, sheet.tour)
    return write_document(document, to, printed)


def _write_overview(section: Section, sheet: ScheduleSheet) -> None:
    tour = sheet.tour
    facts: list[tuple[str, Content]] = [
        (_("Period"), period_text(tour)),
        (_("Tema"), "\n".join(tour.themes)),
        (_("Status"), label(tour.status)),
        (_("Antal stopp"), _("{n} av {wanted} önskade").format(n=len(sheet.stops), wanted=tour.wanted_stops)),
    ]
    section.heading(1, tour.name, TITLE)
    write_facts(section, facts)
    section.space(8)
    if not sheet.stops:
        section.text(_("Turnén har inga stopp ännu."), TEXT)
    heads = (_("Datum"), _("Vecka"), _("Län"), _("Ort"), _("Lokal"), _("Värd"), _("Status"))
    rows = [_overview_row(stop, tour) for stop in sheet.stops]
    section.table(heads, rows, (22, 9, 18, 15, 22, 24, 15), GRID)


def _overview_row(sheet: StopSheet, tour: Tour) -> tuple[str, ...]:
    stop = sheet.stop
    week = week_text(stop.first_day, stop.last_day) if stop.day else ""
    return when_text(stop, tour), week, sheet.county, stop.town, stop.venue, sheet.host, label(stop.status)


def _write_stop(section: Section, sheet: StopSheet, tour: Tour) -> None:
    stop = sheet.stop
    section.heading(2, stop_text(stop), HEADING)
    write_facts(section, _stop_facts(sheet, tour))
    _write_text(section, _("Om dagen"), stop.description)
    section.heading(3, _("Program"), SUBHEADING)
    if not sheet.items:
        section.text(_("Inget program ännu."), TEXT)
    heads = (_("Tid"), _("Programpunkt"), _("Talare"), _("Sal"))
    section.table(heads, [_item_row(item) for item in sheet.items], (15, 48, 36, 17), GRID)
    section.heading(3, _("Kontakter"), SUBHEADING)
    if not sheet.contacts:
        section.text(_("Inga kontakter ännu."), TEXT)
    heads = (_("Namn"), _("Roll"), _("Organisation"), _("Telefon och e-post"))
    section.table(heads, [_contact_row(contact) for contact in sheet.contacts], (32, 18, 32, 34), GRID)
    if stop.supplies:
        section.heading(3, _("Vem tar med vad"), SUBHEADING)
        section.table((_("Vad"), _("Vem")), [(s.what, s.who) for s in stop.supplies], (60, 56), GRID)
    _write_text(section, _("Anteckningar"), stop.notes)


def _contact_row(contact: ContactSheet) -> tuple[Content, ...]:
    name = f"{contact.name}\n{contact.title}" if contact.title else contact.name
    reach: list[str | Link] = [contact.phone, "\n"] if contact.phone and contact.email else [contact.phone]
    return name, ", ".join(contact.roles), contact.organisation, [*reach, mail_link(contact.email)]


def _write_text(section: Section, title: str, text: str) -> None:
    if text:
        section.heading(3, title, SUBHEADING)
        section.text(text, TEXT)


def _stop_facts(sheet: StopSheet, tour: Tour) -> list[tuple[str, Content]]:
    stop = sheet.stop
    return [
        (_("Datum"), _date_line(stop, tour)),
        (_("Tid"), hours_text(stop.starts, stop.ends)),
        (_("Lokal"), stop.venue),
        (_("Adress"), stop.address),
        (_("Värd"), sheet.host),
        (_("Status"), _status_line(stop)),
        (_("Målgrupp"), ", ".join(label(audience) for audience in stop.audience)),
        (_("Platser"), str(stop.capacity) if stop.capacity is not None else ""),
        (_("Väntat antal"), str(stop.expected) if stop.expected is not None else ""),
        (_("Anmälan"), address_link(stop.registration_link)),
        (_("Sista anmälningsdag"), day_text(stop.registration_until) if stop.registration_until else ""),
        (_("Länk för deltagande på distans"), address_link(stop.online_link)),
    ]


def _date_line(stop: Stop, tour: Tour) -> str:
    parts = [when_text(stop, tour)]
    if stop.day:
        parts.append(_("v. {week}").format(week=week_text(stop.day, stop.day)))
        parts += [day_remark_text(remark) for remark in day_remarks(stop.day)]
    return ", ".join(parts)


def _status_line(stop: Stop) -> str:
    text = label(stop.status)
    if stop.hold_rank is not None:
        text += _(", rang {rank}").format(rank=stop.hold_rank)
    if stop.hold_until is not None:
        text += _(", till och med {day}").format(day=day_text(stop.hold_until))
    return text


def _item_row(sheet: ItemSheet) -> tuple[Content, ...]:
    item = sheet.item
    kind = label(item.kind)
    said = not item.title or kind.casefold() in item.title.casefold()
    title = item.title or kind
    if not said:
        title = f"{title} ({kind})"
    told: list[str | Link] = ["\n".join(filter(None, (title, item.material)))]
    if item.material_link:
        told += ["\n", address_link(item.material_link)]
    time = f"{time_text(item.start)}–{time_text(item.end)}"
    return time, told, "\n".join(sheet.speakers), item.room
