"""The parts that papers of a stop are made of."""

from collections.abc import Sequence

from kampanjplan.documents.links import address_link, mail_link
from kampanjplan.documents.page import GRID, SUBHEADING, TEXT
from kampanjplan.documents.tagged.lines import Content, Link
from kampanjplan.documents.tagged.section import Section
from kampanjplan.domain.calendar import day_remarks
from kampanjplan.domain.stops import Stop
from kampanjplan.domain.tours import Tour
from kampanjplan.services.sheets import ContactSheet, ItemSheet, StopSheet
from kampanjplan.wording import _
from kampanjplan.wording.dates import day_remark_text, day_text, hours_text, time_text, week_text, when_text
from kampanjplan.wording.labels import label

Facts = list[tuple[str, Content]]


def place_facts(sheet: StopSheet, tour: Tour) -> Facts:
    """When and where it is, and who invites."""
    stop = sheet.stop
    return [
        (_("Datum"), _date_line(stop, tour)),
        (_("Tid"), hours_text(stop.starts, stop.ends)),
        (_("Lokal"), stop.venue),
        (_("Adress"), stop.address),
        (_("Värd"), sheet.host),
    ]


def status_fact(sheet: StopSheet) -> tuple[str, Content]:
    """How settled it is, as far as may be told."""
    told = sheet.status or sheet.standing
    return _("Status"), f"{told}, {sheet.hold}" if sheet.hold else told


def audience_facts(sheet: StopSheet) -> Facts:
    """For whom it is, how many, and how they register."""
    stop = sheet.stop
    return [
        (_("Målgrupp"), ", ".join(label(audience) for audience in stop.audience)),
        (_("Platser"), str(stop.capacity) if stop.capacity is not None else ""),
        (_("Väntat antal"), str(stop.expected) if stop.expected is not None else ""),
        (_("Anmälan"), address_link(stop.registration_link)),
        (_("Sista anmälningsdag"), day_text(stop.registration_until) if stop.registration_until else ""),
        (_("Länk för deltagande på distans"), address_link(stop.online_link)),
    ]


def write_programme(section: Section, level: int, items: Sequence[ItemSheet] | None) -> None:
    """The day's items, or that there are none yet; nothing where they are not to be told."""
    if items is None:
        return
    section.heading(level, _("Program"), SUBHEADING)
    if not items:
        section.text(_("Inget program ännu."), TEXT)
    write_items(section, items)


def write_items(section: Section, items: Sequence[ItemSheet]) -> None:
    """Items with times, speakers and rooms."""
    heads = (_("Tid"), _("Programpunkt"), _("Talare"), _("Sal"))
    section.table(heads, [_item_row(item) for item in items], (15, 48, 36, 17), GRID)


def write_contacts(section: Section, level: int, title: str, contacts: Sequence[ContactSheet]) -> None:
    """Who does what and where they are reached, or that there is nobody yet."""
    section.heading(level, title, SUBHEADING)
    if not contacts:
        section.text(_("Inga kontakter ännu."), TEXT)
    heads = (_("Namn"), _("Roll"), _("Organisation"), _("Telefon och e-post"))
    section.table(heads, [_contact_row(contact) for contact in contacts], (32, 18, 32, 34), GRID)


def write_supplies(section: Section, level: int, stop: Stop) -> None:
    """Who brings what; nothing where nobody brings anything."""
    if stop.supplies:
        section.heading(level, _("Vem tar med vad"), SUBHEADING)
        section.table((_("Vad"), _("Vem")), [(s.what, s.who) for s in stop.supplies], (60, 56), GRID)


def write_told(section: Section, level: int, title: str, text: str) -> None:
    """A text under a heading; nothing where it is empty."""
    if text:
        section.heading(level, title, SUBHEADING)
        section.text(text, TEXT)


def _date_line(stop: Stop, tour: Tour) -> str:
    parts = [when_text(stop, tour)]
    if stop.day:
        parts.append(_("v. {week}").format(week=week_text(stop.day, stop.day)))
        parts += [day_remark_text(remark) for remark in day_remarks(stop.day)]
    return ", ".join(parts)


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


def _contact_row(contact: ContactSheet) -> tuple[Content, ...]:
    name = f"{contact.name}\n{contact.title}" if contact.title else contact.name
    reach: list[str | Link] = [contact.phone, "\n"] if contact.phone and contact.email else [contact.phone]
    return name, ", ".join(contact.roles), contact.organisation, [*reach, mail_link(contact.email)]
