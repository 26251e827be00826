"""The schedule of one who takes part, a person or an organisation: their stops, and their parts there."""

from kampanjplan.documents.kinds import Kind
from kampanjplan.documents.page import GRID, HEADING, SUBHEADING, TEXT, TITLE, write_facts
from kampanjplan.documents.stop_parts import place_facts, status_fact, write_contacts, write_items
from kampanjplan.documents.tagged.section import Section
from kampanjplan.domain.paper import Part
from kampanjplan.domain.profiles import Profile
from kampanjplan.domain.tours import Tour
from kampanjplan.services.itineraries import ItinerarySheet, itinerary_sheet
from kampanjplan.services.itineraries import Part as PartSheet
from kampanjplan.services.papers import Subject
from kampanjplan.wording import _
from kampanjplan.wording.dates import hours_text, period_text, when_text
from kampanjplan.wording.labels import stop_text
from kampanjplan.wording.language import N_


def _heading(sheet: ItinerarySheet) -> str:
    return _("Schema för {name}: {tour}").format(name=sheet.name, tour=sheet.tour.name)


def _tell(section: Section, sheet: ItinerarySheet) -> None:
    tour = sheet.tour
    section.heading(1, _("Schema för {name}").format(name=sheet.name), TITLE)
    facts = [
        (_("Organisation"), sheet.organisation),
        (_("Turné"), tour.name),
        (_("Period"), period_text(tour)),
        (_("I hela turnén"), "\n".join(sheet.tasks)),
    ]
    write_facts(section, facts)
    section.space(8)
    if not sheet.parts:
        section.text(_("Inget uppdrag vid något stopp ännu."), TEXT)
    heads = (_("Datum"), _("Tid"), _("Stopp"), _("Lokal"), _("Status"))
    section.table(heads, [_row(part, tour) for part in sheet.parts], (24, 16, 34, 28, 16), GRID)
    for part in sheet.parts:
        section.space(10)
        _write_part(section.section(), part, tour)


def _row(part: PartSheet, tour: Tour) -> tuple[str, ...]:
    stop = part.day.stop
    hours = hours_text(stop.starts, stop.ends)
    return when_text(stop, tour), hours, stop_text(stop), stop.venue, part.day.status or part.day.standing


def _write_part(section: Section, part: PartSheet, tour: Tour) -> None:
    section.heading(2, stop_text(part.day.stop), HEADING)
    facts = [*place_facts(part.day, tour), status_fact(part.day)]
    facts += [(_("Uppdrag"), "\n".join(part.tasks)), (_("Tar med"), "\n".join(part.brings))]
    write_facts(section, facts)
    if part.day.items:
        section.heading(3, _("Programpunkter"), SUBHEADING)
        write_items(section, part.day.items)
    if part.day.contacts is not None:
        write_contacts(section, 3, _("Kontakter på plats"), part.day.contacts)


KIND = Kind(
    "itinerary",
    N_("Schema för medverkande"),
    Subject.SOMEBODY,
    (Profile.TAKING_PART, Profile.HOST, Profile.INTERNAL),
    lambda reading, wanted: itinerary_sheet(reading, wanted.tour, wanted.whom),
    _heading,
    _tell,
    (Part.PROGRAMME, Part.CONTACTS, Part.SUPPLIES),
)
