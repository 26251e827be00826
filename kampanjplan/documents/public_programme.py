"""The programme of a stop for everybody: what happens, where and when, and how one registers."""

from kampanjplan.documents.kinds import Kind
from kampanjplan.documents.page import HEADING, TEXT, TITLE, write_facts
from kampanjplan.documents.stop_parts import audience_facts, place_facts, write_programme
from kampanjplan.documents.tagged.section import Section
from kampanjplan.domain.profiles import Profile
from kampanjplan.services.papers import Subject
from kampanjplan.services.sheets import DaySheet, day_sheet
from kampanjplan.wording import _
from kampanjplan.wording.dates import when_text
from kampanjplan.wording.labels import stop_text
from kampanjplan.wording.language import N_


def _heading(sheet: DaySheet) -> str:
    stop = sheet.day.stop
    return _("Program: {stop}, {when}").format(stop=stop_text(stop), when=when_text(stop, sheet.tour))


def _tell(section: Section, sheet: DaySheet) -> None:
    day, stop = sheet.day, sheet.day.stop
    section.heading(1, sheet.tour.name, TITLE)
    section.text(" · ".join(sheet.tour.themes), TEXT)
    section.space(6)
    section.heading(2, f"{day.standing}: {stop_text(stop)}" if day.standing else stop_text(stop), HEADING)
    section.text(stop.description, TEXT)
    section.space(4)
    write_facts(section, [*place_facts(day, sheet.tour), *audience_facts(day)])
    write_programme(section, 3, day.items)


KIND = Kind(
    "programme",
    N_("Program"),
    Subject.STOP,
    (Profile.OPEN,),
    lambda reading, wanted: day_sheet(reading, wanted.stop),
    _heading,
    _tell,
)
