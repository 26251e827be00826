"""The contacts of a tour or of an organisation on paper."""

from kampanjplan.documents.kinds import Kind
from kampanjplan.documents.links import mail_link
from kampanjplan.documents.page import GRID, SUBHEADING, TEXT, TITLE, write_facts
from kampanjplan.documents.tagged.lines import Content, Link
from kampanjplan.documents.tagged.section import Section
from kampanjplan.domain.profiles import Profile
from kampanjplan.services.contact_sheets import ContactListSheet, ListedContact
from kampanjplan.services.papers import Subject, contacts_sheet
from kampanjplan.wording import _, count_text
from kampanjplan.wording.language import N_


def _heading(sheet: ContactListSheet) -> str:
    return _("Kontaktlista: {name}").format(name=sheet.title)


def _tell(section: Section, sheet: ContactListSheet) -> None:
    section.heading(1, _heading(sheet), TITLE)
    write_facts(section, sheet.facts)
    write_groups(section, 2, sheet)


def write_groups(section: Section, level: int, sheet: ContactListSheet) -> None:
    """The people of a list in groups, or that there are none yet."""
    heads = (_("Namn"), _("Organisation"), _("Roll"), _("Telefon och e-post"))
    for group in sheet.groups:
        many = count_text("{n} person", "{n} personer", len(group.contacts))
        section.heading(level, f"{group.heading} ({many})", SUBHEADING)
        section.table(heads, [_row(contact) for contact in group.contacts], (34, 30, 18, 36), GRID)
    if not sheet.groups:
        section.text(_("Inga kontakter ännu."), TEXT)


def _row(contact: ListedContact) -> tuple[Content, ...]:
    name = f"{contact.name}\n{contact.title}" if contact.title else contact.name
    return name, contact.organisation, ", ".join(contact.roles), _reach(contact)


def _reach(contact: ListedContact) -> Content:
    """Numbers and mail addresses, one a line."""
    reach: list[str | Link] = []
    for way in [*contact.phones, *(mail_link(address) for address in contact.emails)]:
        reach += [way, "\n"]
    return reach[:-1]


KIND = Kind(
    "contacts",
    N_("Kontaktlista"),
    Subject.TOUR_OR_BODY,
    (Profile.INTERNAL, Profile.HOST, Profile.TAKING_PART),
    contacts_sheet,
    _heading,
    _tell,
)
