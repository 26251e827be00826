"""The schedule of a tour: an overview of its stops, then a page for each."""

from kampanjplan.documents.kinds import Kind
from kampanjplan.documents.page import GRID, HEADING, TEXT, TITLE, write_facts
from kampanjplan.documents.stop_parts import (
    audience_facts,
    place_facts,
    status_fact,
    write_contacts,
    write_programme,
    write_supplies,
    write_told,
)
from kampanjplan.documents.tagged.lines import Content
from kampanjplan.documents.tagged.section import Section
from kampanjplan.domain.paper import Part
from kampanjplan.domain.profiles import Profile
from kampanjplan.domain.tours import Tour
from kampanjplan.services.papers import Subject
from kampanjplan.services.sheets import ScheduleSheet, StopSheet, schedule_sheet
from kampanjplan.wording import _
from kampanjplan.wording.dates import period_text, week_text, when_text
from kampanjplan.wording.labels import label, stop_text
from kampanjplan.wording.language import N_


def _heading(sheet: ScheduleSheet) -> str:
    return _("Schema: {tour}").format(tour=sheet.tour.name)


def _tell(section: Section, sheet: ScheduleSheet) -> None:
    section.heading(1, sheet.tour.name, TITLE)
    write_facts(section, tour_facts(sheet))
    section.space(8)
    write_overview(section, sheet)
    for stop in sheet.stops:
        section.new_page()
        write_stop(section.section(), stop, sheet.tour)


def tour_facts(sheet: ScheduleSheet) -> list[tuple[str, Content]]:
    """What is said of the tour as a whole."""
    tour = sheet.tour
    count = _("{n} av {wanted} önskade").format(n=len(sheet.stops), wanted=tour.wanted_stops)
    return [
        (_("Period"), period_text(tour)),
        (_("Tema"), "\n".join(tour.themes)),
        (_("Status"), label(tour.status)),
        (_("Antal stopp"), count),
    ]


def write_overview(section: Section, sheet: ScheduleSheet, *, numbered: bool = False) -> None:
    """The stops in a table, or that there are none yet."""
    if not sheet.stops:
        section.text(_("Turnén har inga stopp ännu."), TEXT)
    heads: tuple[str, ...] = (_("Datum"), _("Vecka"), _("Län"), _("Ort"), _("Lokal"), _("Värd"), _("Status"))
    rows = [_overview_row(stop, sheet.tour) for stop in sheet.stops]
    widths: tuple[int, ...] = (22, 9, 18, 15, 22, 24, 15)
    if numbered:
        heads = (_("Nr"), *heads)
        rows = [(str(number), *row) for number, row in enumerate(rows, start=1)]
        widths = (6, 25, 9, 18, 15, 21, 22, 12)
    section.table(heads, rows, widths, GRID)


def _overview_row(sheet: StopSheet, tour: Tour) -> tuple[str, ...]:
    stop = sheet.stop
    week = week_text(stop.first_day, stop.last_day) if stop.day else ""
    status = sheet.status or sheet.standing
    return when_text(stop, tour), week, sheet.county, stop.town, stop.venue, sheet.host, status


def write_stop(section: Section, sheet: StopSheet, tour: Tour) -> None:
    """All of a stop, under a heading of level 2."""
    section.heading(2, stop_text(sheet.stop), HEADING)
    write_facts(section, [*place_facts(sheet, tour), status_fact(sheet), *audience_facts(sheet)])
    write_told(section, 3, _("Om dagen"), sheet.stop.description)
    write_programme(section, 3, sheet.items)
    if sheet.contacts is not None:
        write_contacts(section, 3, _("Kontakter"), sheet.contacts)
    write_supplies(section, 3, sheet.stop)
    write_told(section, 3, _("Anteckningar"), sheet.stop.notes)


KIND = Kind(
    "schedule",
    N_("Schema"),
    Subject.TOUR,
    (Profile.INTERNAL, Profile.HOST, Profile.TAKING_PART, Profile.OPEN),
    lambda reading, wanted: schedule_sheet(reading, wanted.tour),
    _heading,
    _tell,
    (Part.PROGRAMME, Part.CONTACTS, Part.SUPPLIES, Part.NOTES),
)
