"""The day sheet of a stop: what whoever is there needs at hand."""

from kampanjplan.documents.kinds import Kind
from kampanjplan.documents.page import TITLE, write_facts
from kampanjplan.documents.stop_parts import (
    audience_facts,
    place_facts,
    status_fact,
    write_contacts,
    write_programme,
    write_supplies,
    write_told,
)
from kampanjplan.documents.tagged.section import Section
from kampanjplan.domain.paper import Part
from kampanjplan.domain.profiles import Profile
from kampanjplan.services.papers import Subject
from kampanjplan.services.sheets import DaySheet, day_sheet
from kampanjplan.wording import _
from kampanjplan.wording.dates import when_text
from kampanjplan.wording.labels import stop_text
from kampanjplan.wording.language import N_


def _heading(sheet: DaySheet) -> str:
    stop = sheet.day.stop
    return _("Körschema: {stop}, {when}").format(stop=stop_text(stop), when=when_text(stop, sheet.tour))


def _tell(section: Section, sheet: DaySheet) -> None:
    day, stop = sheet.day, sheet.day.stop
    section.heading(1, _("Körschema: {stop}").format(stop=stop_text(stop)), TITLE)
    facts = [(_("Turné"), sheet.tour.name), *place_facts(day, sheet.tour), status_fact(day)]
    write_facts(section, [*facts, *audience_facts(day)])
    write_programme(section, 2, day.items)
    write_supplies(section, 2, stop)
    if day.contacts is not None:
        write_contacts(section, 2, _("Kontakter"), day.contacts)
    write_told(section, 2, _("Om dagen"), stop.description)
    write_told(section, 2, _("Anteckningar"), stop.notes)


KIND = Kind(
    "day",
    N_("Körschema"),
    Subject.STOP,
    (Profile.INTERNAL, Profile.HOST, Profile.TAKING_PART),
    lambda reading, wanted: day_sheet(reading, wanted.stop),
    _heading,
    _tell,
    (Part.PROGRAMME, Part.CONTACTS, Part.SUPPLIES, Part.NOTES),
)
