"""The contacts of a tour or of an organisation on paper."""

from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from kampanjplan.documents.links import mail_link
from kampanjplan.documents.page import (
    GRID,
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
from kampanjplan.services.contact_sheets import ContactListSheet, ListedContact
from kampanjplan.wording import _, count_text


def write_contact_list(sheet: ContactListSheet, to: Path | BinaryIO, printed: datetime) -> Report:
    """Writes the list as a PDF to a path or an open file; OSError where that cannot be done."""
    document = new_document(_("Kontaktlista: {name}").format(name=sheet.title))
    _write_list(document.body, sheet)
    return write_document(document, to, printed)


def _write_list(section: Section, sheet: ContactListSheet) -> None:
    section.heading(1, _("Kontaktlista: {name}").format(name=sheet.title), TITLE)
    write_facts(section, sheet.facts)
    heads = (_("Namn"), _("Organisation"), _("Roll"), _("Telefon och e-post"))
    for group in sheet.groups:
        many = count_text("{n} person", "{n} personer", len(group.contacts))
        section.heading(2, f"{group.heading} ({many})", SUBHEADING)
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
