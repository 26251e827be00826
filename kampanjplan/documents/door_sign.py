"""Signs for the doors of a stop: one for the entrance, one for each room."""

from dataclasses import replace

from kampanjplan.documents.fonts import BODY, BOLD
from kampanjplan.documents.kinds import Kind
from kampanjplan.documents.page import GRID, INK
from kampanjplan.documents.tagged.lines import Style
from kampanjplan.documents.tagged.section import Section
from kampanjplan.domain.profiles import Profile
from kampanjplan.services.papers import Subject
from kampanjplan.services.sheets import DaySheet, ItemSheet, day_sheet
from kampanjplan.wording import _
from kampanjplan.wording.dates import hours_text, long_when_text, time_text, when_text
from kampanjplan.wording.labels import label, off_text, stop_text
from kampanjplan.wording.language import N_

_BIG, _FACT = Style(BODY, 24, 31, INK, before=10), Style(BOLD, 16, 21, INK)
_LOOK = replace(GRID, head=Style(BOLD, 13, 17, INK), row_head=_FACT, cell=Style(BODY, 16, 21, INK))
_SIZES = ((24, 52.0), (60, 38.0), (120, 28.0))  # points that a name of up to so many characters gets


def _heading(sheet: DaySheet) -> str:
    stop = sheet.day.stop
    return _("Dörrskylt: {stop}, {when}").format(stop=stop_text(stop), when=when_text(stop, sheet.tour))


def _tell(section: Section, sheet: DaySheet) -> None:
    stop = sheet.day.stop
    section.space(60)
    section.heading(1, sheet.tour.name, _name_style(sheet.tour.name))
    section.space(24)
    for text in (
        _off(sheet),
        long_when_text(sheet.day.stop, sheet.tour),
        hours_text(stop.starts, stop.ends),
        stop.venue,
    ):
        section.text(text, _BIG)
    section.space(24)
    section.text(sheet.day.host, _FACT)
    for room in dict.fromkeys(item.item.room for item in sheet.day.items or () if item.item.room):
        section.new_page()
        _write_room(section.section(), room, sheet)


def _write_room(section: Section, room: str, sheet: DaySheet) -> None:
    section.space(30)
    section.heading(2, room, _name_style(room))
    section.text(sheet.tour.name, _FACT)
    section.text(_off(sheet), _FACT)
    section.text(long_when_text(sheet.day.stop, sheet.tour), _FACT)
    section.space(16)
    rows = [_row(item) for item in sheet.day.items or () if item.item.room == room]
    section.table((_("Tid"), _("Programpunkt")), rows, (30, 86), _LOOK)


def _row(sheet: ItemSheet) -> tuple[str, str]:
    item = sheet.item
    return f"{time_text(item.start)}–{time_text(item.end)}", item.title or label(item.kind)


def _off(sheet: DaySheet) -> str:
    """That the day is off; that it is not settled yet is of no use on a door."""
    return sheet.day.standing if sheet.day.standing == off_text() else ""


def _name_style(name: str) -> Style:
    """As big as there is room for."""
    size = next((size for most, size in _SIZES if len(name) <= most), 20.0)
    return Style(BOLD, size, size * 1.2, INK, after=6)


KIND = Kind(
    "sign",
    N_("Dörrskylt"),
    Subject.STOP,
    (Profile.OPEN,),
    lambda reading, wanted: day_sheet(reading, wanted.stop),
    _heading,
    _tell,
)
