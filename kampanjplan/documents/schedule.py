"""The schedule of a tour: an overview of its stops, then a page for each."""

from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from reportlab.platypus import Flowable, PageBreak, Spacer

from kampanjplan.documents.page import HEADING, SUBHEADING, TITLE, facts_table, paragraph, table, write_pdf
from kampanjplan.domain.calendar import day_remarks
from kampanjplan.domain.stops import Stop
from kampanjplan.domain.tours import Tour
from kampanjplan.services.sheets import ItemSheet, ScheduleSheet, StopSheet
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


def write_schedule(sheet: ScheduleSheet, to: Path | BinaryIO, printed: datetime) -> None:
    """Writes the schedule as a PDF to a path or an open file; OSError where that cannot be done."""
    story: list[Flowable] = [*_overview(sheet)]
    for stop in sheet.stops:
        story += [PageBreak(), *_stop_page(stop, sheet.tour)]
    write_pdf(to, _("Schema: {tour}").format(tour=sheet.tour.name), story, printed)


def _overview(sheet: ScheduleSheet) -> list[Flowable]:
    tour = sheet.tour
    facts = [
        (_("Period"), period_text(tour)),
        (_("Tema"), "\n".join(tour.themes)),
        (_("Status"), label(tour.status)),
        (_("Antal stopp"), _("{n} av {wanted} önskade").format(n=len(sheet.stops), wanted=tour.wanted_stops)),
    ]
    story: list[Flowable] = [paragraph(tour.name, TITLE), *_facts(facts), Spacer(0, 8)]
    if not sheet.stops:
        return [*story, paragraph(_("Turnén har inga stopp ännu."))]
    head = (_("Datum"), _("Vecka"), _("Län"), _("Ort"), _("Lokal"), _("Värd"), _("Status"))
    rows = [
        (
            when_text(s.stop, tour),
            week_text(s.stop.first_day, s.stop.last_day) if s.stop.day else "",
            s.county,
            s.stop.town,
            s.stop.venue,
            s.host,
            label(s.stop.status),
        )
        for s in sheet.stops
    ]
    return [*story, table(head, rows, (22, 9, 18, 15, 22, 24, 15))]


def _stop_page(sheet: StopSheet, tour: Tour) -> list[Flowable]:
    stop = sheet.stop
    story: list[Flowable] = [paragraph(stop_text(stop), HEADING), *_facts(_stop_facts(sheet, tour))]
    story += _texts((_("Om dagen"), stop.description))
    story.append(paragraph(_("Program"), SUBHEADING))
    if sheet.items:
        head = (_("Tid"), _("Programpunkt"), _("Talare"), _("Sal"))
        story.append(table(head, [_item_row(item) for item in sheet.items], (15, 48, 36, 17)))
    else:
        story.append(paragraph(_("Inget program ännu.")))
    story.append(paragraph(_("Kontakter"), SUBHEADING))
    if sheet.contacts:
        rows = [
            (
                ", ".join(c.roles),
                f"{c.name}\n{c.title}" if c.title else c.name,
                c.organisation,
                "\n".join(filter(None, (c.phone, c.email))),
            )
            for c in sheet.contacts
        ]
        head = (_("Roll"), _("Namn"), _("Organisation"), _("Telefon och e-post"))
        story.append(table(head, rows, (18, 32, 32, 34)))
    else:
        story.append(paragraph(_("Inga kontakter ännu.")))
    if stop.supplies:
        story.append(paragraph(_("Vem tar med vad"), SUBHEADING))
        story.append(table((_("Vad"), _("Vem")), [(s.what, s.who) for s in stop.supplies], (60, 56)))
    return story + _texts((_("Anteckningar"), stop.notes))


def _texts(*told: tuple[str, str]) -> list[Flowable]:
    return [p for title, text in told if text for p in (paragraph(title, SUBHEADING), paragraph(text))]


def _stop_facts(sheet: StopSheet, tour: Tour) -> list[tuple[str, str]]:
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
        (_("Anmälan"), stop.registration_link),
        (_("Sista anmälningsdag"), day_text(stop.registration_until) if stop.registration_until else ""),
        (_("Länk för deltagande på distans"), stop.online_link),
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


def _item_row(sheet: ItemSheet) -> tuple[str, str, str, str]:
    item = sheet.item
    kind = label(item.kind)
    said = not item.title or kind.casefold() in item.title.casefold()
    title = item.title or kind
    if not said:
        title = f"{title} ({kind})"
    lines = [title, item.material, item.material_link]
    time = f"{time_text(item.start)}–{time_text(item.end)}"
    return time, "\n".join(filter(None, lines)), "\n".join(sheet.speakers), item.room


def _facts(facts: list[tuple[str, str]]) -> list[Flowable]:
    return [facts_table([fact for fact in facts if fact[1]])]
