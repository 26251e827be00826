"""The contacts of a tour or of an organisation on paper."""

from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import CondPageBreak, Flowable, Spacer

from kampanjplan.documents.page import SUBHEADING, TITLE, facts_table, paragraph, table, write_pdf
from kampanjplan.services.contact_sheets import ContactListSheet, ListedContact
from kampanjplan.wording import _, count_text

# A heading held together with a table longer than a page would leave the page before it empty.
GROUP = ParagraphStyle("group", SUBHEADING, keepWithNext=0)
NEEDED = 90  # points below a heading, for the table's heads and a person


def write_contact_list(sheet: ContactListSheet, to: Path | BinaryIO, printed: datetime) -> None:
    """Writes the list as a PDF to a path or an open file; OSError where that cannot be done."""
    facts = [fact for fact in sheet.facts if fact[1]]
    story: list[Flowable] = [paragraph(_("Kontaktlista: {name}").format(name=sheet.title), TITLE)]
    if facts:
        story += [facts_table(facts), Spacer(0, 4)]
    for group in sheet.groups:
        many = count_text("{n} person", "{n} personer", len(group.contacts))
        story += [CondPageBreak(NEEDED), paragraph(f"{group.heading} ({many})", GROUP)]
        head = (_("Namn"), _("Organisation"), _("Roll"), _("Telefon och e-post"))
        story.append(table(head, [_row(contact) for contact in group.contacts], (34, 30, 18, 36)))
    if not sheet.groups:
        story.append(paragraph(_("Inga kontakter ännu.")))
    write_pdf(to, _("Kontaktlista: {name}").format(name=sheet.title), story, printed)


def _row(contact: ListedContact) -> tuple[str, str, str, str]:
    return (
        f"{contact.name}\n{contact.title}" if contact.title else contact.name,
        contact.organisation,
        ", ".join(contact.roles),
        "\n".join([*contact.phones, *contact.emails]),
    )
