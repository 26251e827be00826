"""The book of a tour: contents, map, overview, a chapter for each stop, and all contacts."""

from collections.abc import Sequence

from kampanjplan.documents.contact_list import write_groups
from kampanjplan.documents.county_map import county_map
from kampanjplan.documents.kinds import Kind
from kampanjplan.documents.page import HEADING, TEXT, TITLE, write_facts
from kampanjplan.documents.schedule import tour_facts, write_overview, write_stop
from kampanjplan.documents.tagged.section import Section
from kampanjplan.domain.paper import Part
from kampanjplan.domain.profiles import Profile
from kampanjplan.domain.tours import Tour
from kampanjplan.services.papers import BookSheet, Subject, book_sheet
from kampanjplan.services.sheets import StopSheet
from kampanjplan.wording import _
from kampanjplan.wording.dates import when_text
from kampanjplan.wording.labels import stop_text
from kampanjplan.wording.language import N_

_MAP_HEIGHT, _MAP_SHARE = 340, 0.6  # points, and at most of a page, so that stops fit below
_SAID = 30  # stops at most that the words for the map name; the table below names all


def _heading(sheet: BookSheet) -> str:
    return _("Turnébok: {tour}").format(tour=sheet.schedule.tour.name)


def _tell(section: Section, sheet: BookSheet) -> None:
    schedule = sheet.schedule
    section.heading(1, schedule.tour.name, TITLE)
    write_facts(section, [*tour_facts(schedule), (_("Anteckningar"), schedule.tour.notes)])
    section.space(10)
    section.heading(2, _("Innehåll"), HEADING)
    section.contents(TEXT, deepest=2)
    section.new_page()
    _write_map(section.section(), sheet)
    for stop in schedule.stops:
        section.new_page()
        write_stop(section.section(), stop, schedule.tour)
    if sheet.contacts is not None:
        section.new_page()
        part = section.section()
        part.heading(2, _("Alla kontakter"), HEADING)
        write_groups(part, 3, sheet.contacts)


def _write_map(section: Section, sheet: BookSheet) -> None:
    stops, tour = sheet.schedule.stops, sheet.schedule.tour
    section.heading(2, _("Karta och översikt") if sheet.has_map else _("Översikt"), HEADING)
    if stops and sheet.has_map:
        section.space(6)
        size = (section.room, min(_MAP_HEIGHT, section.column * _MAP_SHARE))
        section.figure(_alt(stops, tour), size, county_map([sheet.stop for sheet in stops], size))
        section.space(8)
    write_overview(section, sheet.schedule, numbered=True)


def _alt(stops: Sequence[StopSheet], tour: Tour) -> str:
    named = [
        f"{number} {stop_text(sheet.stop)}, {when_text(sheet.stop, tour)}"
        for number, sheet in enumerate(stops[:_SAID], start=1)
    ]
    text = _("Karta över Sveriges län med stoppen numrerade i tidsordning: {stops}.").format(
        stops="; ".join(named)
    )
    return text if len(stops) <= _SAID else text + " " + _("Alla stopp står i tabellen under kartan.")


KIND = Kind(
    "book",
    N_("Turnébok"),
    Subject.TOUR,
    (Profile.INTERNAL, Profile.HOST, Profile.TAKING_PART, Profile.OPEN),
    lambda reading, wanted: book_sheet(reading, wanted.tour),
    _heading,
    _tell,
    (Part.MAP, Part.PROGRAMME, Part.CONTACTS, Part.SUPPLIES, Part.NOTES),
)
