"""The chosen organisation: its names and place, who is there, and what was said."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QTabWidget

from kampanjplan.domain.contacts import Contact
from kampanjplan.domain.counties import COUNTIES
from kampanjplan.domain.errors import PlanError
from kampanjplan.domain.organisations import Organisation, OrganisationKind
from kampanjplan.gui.fields import ChoiceField, Field, notes_field, text_field
from kampanjplan.gui.form import Form
from kampanjplan.gui.table import Column, RowsModel, TableView
from kampanjplan.gui.timeline import Subject, Timeline, guess_of
from kampanjplan.gui.workspace import Workspace
from kampanjplan.services.contacts import Colleague, change_organisation, colleagues
from kampanjplan.wording import _
from kampanjplan.wording.dates import day_text
from kampanjplan.wording.labels import label, sort_key


class OrganisationCard(QTabWidget):
    """`open_contact` shows a contact that is chosen among those who are there."""

    def __init__(self, workspace: Workspace, open_contact: Callable[[UUID], None]) -> None:
        super().__init__()
        self._workspace = workspace
        self.setDocumentMode(True)
        self.setAccessibleName(_("Uppgifter om"))
        self.tabBar().setAccessibleName(_("Uppgifter om"))
        self.parent_body = ChoiceField("parent_id", _("Del av"))
        self.form = Form(self._rows(), self._save, workspace.drafts)
        self.people = _Colleagues(workspace, self._subject, open_contact)
        self.log = Timeline(workspace, self._subject, lambda: guess_of(self._subject()))
        for part, title in (
            (self.form, _("Uppgifter")),
            (self.people, _("Kontakter")),
            (self.log, _("Kontaktlogg")),
        ):
            self.addTab(part, title)

    def _rows(self) -> list[str | Field | tuple[Field, ...]]:
        counties = [(_("inget"), None), *((county.name, county.code) for county in COUNTIES)]
        return [
            (text_field("short", _("Kort namn")), text_field("former_short", _("Tidigare kort namn"))),
            text_field("name", _("Namn")),
            text_field("former_name", _("Tidigare namn")),
            (
                ChoiceField("kind", _("Slag"), [(label(kind), kind) for kind in OrganisationKind]),
                self.parent_body,
            ),
            (text_field("town", _("Ort")), ChoiceField("county_code", _("Län"), counties)),
            notes_field("notes", _("Anteckningar"), 6),
        ]

    def _subject(self) -> Subject:
        body = self.form.thing
        return (Organisation, body.id) if body else None

    def offer_bodies(self, bodies: list[Organisation]) -> None:
        """The organisations that one can be part of."""
        bodies = sorted(bodies, key=lambda body: sort_key(body.name))
        self.parent_body.offer([(_("ingen"), None), *((body.name, body.id) for body in bodies)])

    def show_organisation(self, body: Organisation | None) -> None:
        self.form.show_thing(body)
        self.people.look_again()
        self.log.look_again()

    def edit_name(self) -> None:
        """Puts the cursor in the short name, all of it chosen."""
        self.setCurrentIndex(0)
        line = self.form.field("short").editor
        line.setFocus()
        line.selectAll()  # type: ignore[attr-defined]

    def _save(self, body: Organisation, facts: dict[str, Any], title: str) -> None:
        text = _("Ändra {field}").format(field=title.lower())
        self._workspace.edit(text, body, change_organisation, body.id, **facts)


class _Colleagues(TableView):
    """Who is at the organisation, and who was."""

    def __init__(
        self, workspace: Workspace, subject: Callable[[], Subject], open_contact: Callable[[UUID], None]
    ) -> None:
        super().__init__(RowsModel(_columns(), lambda one: one.contact.id), _("Kontakter"))
        self._workspace, self._subject = workspace, subject
        self.say_when_empty(_("Ingen kontakt hör till organisationen."))
        self.activated.connect(lambda index: open_contact(self.rows.rows[index.row()].contact.id))
        workspace.changed.connect(self.look_again)

    def look_again(self, *_: object) -> None:
        """Shows who is there now, if anybody looks."""
        if not self.isVisible() or self._workspace.door is None:
            return
        subject = self._subject()
        try:
            self.show_rows(self._workspace.read(colleagues, subject[1]) if subject else [])
        except PlanError as error:
            self._workspace.refuse(error)

    def showEvent(self, event: QShowEvent) -> None:
        self.look_again()
        super().showEvent(event)


def _columns() -> list[Column]:
    def contact(one: Colleague) -> Contact:
        return one.contact

    def when(one: Colleague) -> str:
        if one.membership is None:
            return ""
        first, last = one.membership.first_day, one.membership.last_day
        return f"{day_text(first) if first else ''}–{day_text(last) if last else ''}".strip("–") or _("okänt")

    return [
        Column(_("Namn"), lambda one: contact(one).name, width=170),
        Column(
            _("Titel"), lambda one: one.membership.title if one.membership else contact(one).title, width=150
        ),
        Column(_("Också eller tidigare"), when, width=160),
        Column(_("Telefon"), lambda one: contact(one).phone, width=110),
    ]
