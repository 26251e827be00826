"""The chosen contact: who they are, what they do, what was said, and why the plan knows them."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTabWidget, QVBoxLayout, QWidget

from kampanjplan.domain.contacts import Contact, LegalBasis
from kampanjplan.domain.counties import COUNTIES
from kampanjplan.domain.organisations import Organisation
from kampanjplan.gui.dates import day_field
from kampanjplan.gui.duties import Duties
from kampanjplan.gui.fields import AreaField, ChoiceField, Field, LineField, notes_field, text_field
from kampanjplan.gui.form import Form
from kampanjplan.gui.settings import today
from kampanjplan.gui.timeline import Subject, Timeline
from kampanjplan.gui.workspace import Workspace
from kampanjplan.services.editing import change
from kampanjplan.services.roles import leave_behind
from kampanjplan.wording import _
from kampanjplan.wording.labels import label, sort_key
from kampanjplan.wording.reaching import email_hint, phone_hint


class ContactCard(QTabWidget):
    """`guess` is what a contact that is logged from here begins with."""

    def __init__(self, workspace: Workspace, guess: Callable[[], dict[str, Any]]) -> None:
        super().__init__()
        self._workspace = workspace
        self.setDocumentMode(True)
        self.setAccessibleName(_("Uppgifter om"))
        self.tabBar().setAccessibleName(_("Uppgifter om"))
        self.organisation = ChoiceField("organisation_id", _("Organisation"))
        self.form = Form(self._rows(), self._save, workspace.drafts)
        self.duties = Duties(workspace, self.contact)
        self.log = Timeline(workspace, self._subject, guess)
        self.privacy = Form(_privacy_rows(), self._save, workspace.drafts)
        for part, title in (
            (self.form, _("Uppgifter")),
            (self.duties, _("Roller")),
            (self.log, _("Kontaktlogg")),
            (self._with_acts(), _("Personuppgifter")),
        ):
            self.addTab(part, title)
        self.setMinimumWidth(self.tabBar().sizeHint().width())  # no tab is scrolled out of sight

    def _with_acts(self) -> QWidget:
        """Why the contact is known, and below it what a person may ask of us."""
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 8)
        column.addWidget(self.privacy, 1)
        row = QHBoxLayout()
        row.setContentsMargins(16, 0, 16, 0)
        self.extract = QPushButton(_("Registerutdrag …"))
        self.erase = QPushButton(_("Anonymisera …"))
        for button, act in ((self.extract, "extract_contact"), (self.erase, "anonymise_contact")):
            button.clicked.connect(lambda _checked=False, act=act: self._ask(act))
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        return part

    def _ask(self, act: str) -> None:
        from kampanjplan.gui import privacy_acts  # seldom needed

        contact = self.contact()
        if contact is not None:
            getattr(privacy_acts, act)(self, self._workspace, contact)

    def _rows(self) -> list[str | Field | tuple[Field, ...]]:
        counties = [(_("organisationens"), None), *((county.name, county.code) for county in COUNTIES)]
        return [
            text_field("name", _("Namn")),
            (text_field("title", _("Titel")), self.organisation),
            (
                _several_field("email", "more_emails", _("E-post"), email_hint),
                _several_field("phone", "more_phones", _("Telefon"), phone_hint),
            ),
            (ChoiceField("county_code", _("Län"), counties), _tags_field()),
            notes_field("notes", _("Anteckningar"), 6),
        ]

    def contact(self) -> Contact | None:
        """The one shown."""
        return self.form.thing

    def _subject(self) -> Subject:
        contact = self.contact()
        return (Contact, contact.id) if contact else None

    def offer_bodies(self, bodies: list[Organisation]) -> None:
        """The organisations to choose from, in the order of the alphabet."""
        bodies = sorted(bodies, key=lambda body: sort_key(body.name))
        self.organisation.offer([(_("ingen"), None), *((body.name, body.id) for body in bodies)])
        self.duties.bodies = bodies

    def show_contact(self, contact: Contact | None) -> None:
        self.form.show_thing(contact)
        self.privacy.show_thing(contact)
        for button in (self.extract, self.erase):
            button.setEnabled(contact is not None)
        self.duties.look_again()
        self.log.look_again()

    def edit_name(self) -> None:
        """Puts the cursor in the name, all of it chosen."""
        self.setCurrentIndex(0)
        line = self.form.field("name").editor
        line.setFocus()
        line.selectAll()  # type: ignore[attr-defined]

    def _save(self, contact: Contact, facts: dict[str, Any], title: str) -> None:
        text = _("Ändra {field}").format(field=title.lower())
        self._workspace.edit(text, contact, change, Contact, contact.id, **facts)
        if facts.get("organisation_id", contact.organisation_id) != contact.organisation_id:
            self._offer_to_remember(contact)

    def _offer_to_remember(self, contact: Contact) -> None:
        """Whoever changed bodies may have been at the former one: a correction is left as it is."""
        body = next((b for b in self.duties.bodies if b.id == contact.organisation_id), None)
        if body is not None:
            text = _("{name} hörde till {body}. Ska det stå kvar som tidigare organisation?").format(
                name=contact.name, body=body.short
            )
            act = partial(self._workspace.do, _("Ny tillhörighet"), leave_behind, contact, today())
            self._workspace.offered.emit(text, _("Spara som tidigare"), act)


def _several_field(first: str, more: str, title: str, hint: Callable[[Contact], str]) -> AreaField:
    """Addresses or numbers, one a line; the first is the one that is used first."""

    def read(text: str) -> dict[str, Any]:
        lines = list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))
        return {first: lines[0] if lines else "", more: tuple(lines[1:])}

    def write(contact: Any) -> str:
        return "\n".join(filter(None, (getattr(contact, first), *getattr(contact, more))))

    return AreaField([first, more], title, read, write, _("en per rad; den viktigaste först"), 2, hint)


def _tags_field() -> LineField:
    def read(text: str) -> dict[str, Any]:
        parts = (part.strip() for part in text.replace(";", ",").split(","))
        return {"tags": tuple(dict.fromkeys(part for part in parts if part))}

    def write(contact: Any) -> str:
        return ", ".join(contact.tags)

    return LineField(["tags"], _("Etiketter"), read, write, None, _("med komma emellan"))


def _privacy_rows() -> list[str | Field | tuple[Field, ...]]:
    bases = [(label(basis), basis) for basis in LegalBasis]
    return [
        text_field("purpose", _("Ändamål")),
        ChoiceField("basis", _("Rättslig grund"), bases),
        (text_field("source", _("Källa")), day_field("collected", _("Insamlad"))),
        (text_field("decision", _("Regel eller beslut")), day_field("keep_until", _("Gallras efter"))),
    ]
