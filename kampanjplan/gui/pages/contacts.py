"""Kontakter: the people and the bodies, found as you type."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QLineEdit, QTabWidget, QVBoxLayout, QWidget

from kampanjplan.domain.contacts import Contact
from kampanjplan.domain.counties import COUNTIES
from kampanjplan.domain.organisations import Organisation, OrganisationKind
from kampanjplan.gui.cells import People
from kampanjplan.gui.fields import ChoiceField, Field, notes_field, text_field
from kampanjplan.gui.form import Form
from kampanjplan.gui.history import About, HistoryPanel
from kampanjplan.gui.page import Page, framed, offer, side_by_side
from kampanjplan.gui.pages.tours import people
from kampanjplan.gui.settings import today
from kampanjplan.gui.table import Column, RowsModel, TableView
from kampanjplan.gui.timeline import Subject, Timeline, guess_of
from kampanjplan.gui.workspace import Workspace
from kampanjplan.services.activities import guess_with, last_contact
from kampanjplan.services.conflicts import having_seen
from kampanjplan.services.contacts import delete_contacts, delete_organisation, stops_of_contact
from kampanjplan.services.editing import add, change
from kampanjplan.wording import _
from kampanjplan.wording.dates import day_text, span_text
from kampanjplan.wording.labels import label, organisation_text, sort_key, stop_text


class ContactsPage(Page):
    """Two lists, people and bodies, with the chosen one's form beside."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, _("Kontakter"))
        self.people = People({}, {})
        self._last: dict[UUID, date] = {}
        self._parts: list[QTabWidget] = []
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Sök namn, roll, organisation, e-post eller telefon"))
        self.search.setAccessibleName(_("Sök kontakt"))
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(300)
        self.search.textChanged.connect(lambda _text: self._filter())
        self.bar.insertWidget(2, self.search)
        self.add_button(_("Ny kontakt"), "user", self.new_contact, QKeySequence.StandardKey.New)
        self.add_button(_("Ny organisation"), "building", self.new_organisation, "Ctrl+Shift+N")
        self._remove = self.add_button(_("Ta bort"), "trash", self.delete_picked)
        self.contacts = TableView(RowsModel(self._columns(), lambda c: c.id), _("Kontakter"))
        self.contacts.picked.connect(self._show_contact)
        self.contacts.delete_pressed.connect(self.delete_picked)
        self.contact_form = Form(self._contact_rows(), self._save_contact, workspace.drafts)
        self.stops = QLabel()
        self.stops.setWordWrap(True)
        self.stops.setContentsMargins(16, 0, 16, 12)
        self.organisations = TableView(
            RowsModel(_organisation_columns(), lambda body: body.id), _("Organisationer")
        )
        self.organisations.picked.connect(self._show_organisation)
        self.organisations.delete_pressed.connect(self.delete_picked)
        self.organisation_form = Form(_organisation_rows(), self._save_organisation, workspace.drafts)
        self.contact_log = Timeline(
            workspace, self._contact, lambda: self._guess_with(self.contacts.picked_ids()[:1])
        )
        self.organisation_log = Timeline(workspace, self._body, lambda: guess_of(self._body()))
        card = QWidget()
        layout = QVBoxLayout(card)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.contact_form, 1)
        layout.addWidget(self.stops)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName(_("Kontakter och organisationer"))
        self.tabs.tabBar().setAccessibleName(_("Kontakter och organisationer"))
        self.tabs.addTab(
            side_by_side(
                self.contacts, self._with_log(card, self.contact_log), name="contacts", shares=(3, 2)
            ),
            _("Kontakter"),
        )
        self.tabs.addTab(
            side_by_side(
                self.organisations,
                self._with_log(self.organisation_form, self.organisation_log),
                name="organisations",
                shares=(3, 2),
            ),
            _("Organisationer"),
        )
        self.history = HistoryPanel(workspace, self._told_of)
        self.tabs.addTab(self.history, _("Historik"))
        self.tabs.currentChanged.connect(lambda _tab: self._offer_removal())
        self.column.addWidget(self.tabs, 1)
        clear = QShortcut(QKeySequence(Qt.Key.Key_Escape), self.search, self.search.clear)
        clear.setContext(Qt.ShortcutContext.WidgetShortcut)

    def _with_log(self, form: QWidget, log: Timeline) -> QWidget:
        """The form of what is chosen, and behind it the log of contacts."""
        tabs = QTabWidget()
        tabs.setDocumentMode(True)
        tabs.setAccessibleName(_("Uppgifter om"))
        tabs.tabBar().setAccessibleName(_("Uppgifter om"))
        tabs.addTab(form, _("Uppgifter"))
        tabs.addTab(log, _("Kontaktlogg"))
        self._parts.append(tabs)
        return framed(tabs)

    def _contact(self) -> Subject:
        contact = self.contact_form.thing
        return (Contact, contact.id) if contact else None

    def _body(self) -> Subject:
        body = self.organisation_form.thing
        return (Organisation, body.id) if body else None

    def guess(self) -> dict[str, Any]:
        """What a contact that is logged now is likely to be with: those picked in the list shown."""
        if self.tabs.currentIndex() == 1:
            return guess_of(self._body())
        return self._guess_with_contact()

    def _guess_with_contact(self) -> dict[str, Any]:
        return self.workspace.read(guess_with, self.contacts.picked_ids(), self.workspace.tour_id)

    def _columns(self) -> list[Column]:
        def body(contact: Contact) -> str:
            found = (
                self.people.organisations.get(contact.organisation_id) if contact.organisation_id else None
            )
            return organisation_text(found) if found else ""

        def last(contact: Contact) -> str:
            day = self._last.get(contact.id)
            return day_text(day) if day else ""

        return [
            Column(_("Namn"), lambda c: c.name, width=190),
            Column(_("Organisation"), body, width=150),
            Column(_("Senast kontakt"), last, width=124),
            Column(_("Roll"), lambda c: c.title, width=190),
            Column(_("E-post"), lambda c: c.email, width=180),
            Column(_("Telefon"), lambda c: c.phone, width=120),
        ]

    def _contact_rows(self) -> list[str | Field | tuple[Field, ...]]:
        self.organisation = ChoiceField("organisation_id", _("Organisation"))
        return [
            text_field("name", _("Namn")),
            text_field("title", _("Roll")),
            self.organisation,
            (text_field("email", _("E-post")), text_field("phone", _("Telefon"))),
            notes_field("notes", _("Anteckningar"), 6),
        ]

    def refresh(self) -> None:
        self.people = self.workspace.read(people)
        self._last = self.workspace.read(last_contact, today())
        bodies = sorted(self.people.organisations.values(), key=lambda body: sort_key(body.name))
        self.organisation.offer([(_("ingen"), None), *((body.name, body.id) for body in bodies)])
        self._filter()

    def reveal(self, kind: str, id: UUID) -> None:
        """Shows the form of a contact or an organisation, where it is one."""
        for tab, (name, table) in enumerate(
            ((Contact.__name__, self.contacts), (Organisation.__name__, self.organisations))
        ):
            if kind == name:
                self.tabs.setCurrentIndex(tab)
                table.pick([id])
                self._parts[tab].setCurrentIndex(0)

    def _told_of(self) -> list[tuple[str, About]]:
        """What the history can be of: the chosen contact, the chosen organisation, the whole plan."""
        contact, body = self.contact_form.thing, self.organisation_form.thing
        subjects: list[tuple[str, About]] = [(contact.name, (Contact, contact.id))] if contact else []
        subjects += [(body.short, (Organisation, body.id))] if body else []
        return [*subjects, (_("Hela planen"), None)]

    def show_history(self) -> None:
        self.tabs.setCurrentWidget(self.history)
        self.history.entries.setFocus()

    def focus_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _filter(self) -> None:
        """Shows those that hold every word typed."""
        words = self.search.text().casefold().split()
        self.contacts.show_rows([c for c in self.people.contacts.values() if _holds(self._said(c), words)])
        order = list(OrganisationKind)
        bodies = sorted(
            self.people.organisations.values(),
            key=lambda body: (order.index(body.kind), sort_key(body.short)),
        )
        said = [(b, f"{b.short} {b.name} {b.former_short} {b.former_name} {b.town}") for b in bodies]
        self.organisations.show_rows([body for body, text in said if _holds(text, words)])
        for table in (self.contacts, self.organisations):
            if not table.picked_ids() and table.rows.rows:
                table.pick([table.rows.key(table.rows.rows[0])])
        found_none = _("Inget passar det du söker.") if words else ""
        self.contacts.say_when_empty(found_none or _("Inga kontakter än. Lägg till en med Ny kontakt."))
        self.organisations.say_when_empty(
            found_none or _("Inga organisationer än. Lägg till en med Ny organisation.")
        )
        self._show_contact()
        self._show_organisation()
        self._offer_removal()

    def _offer_removal(self) -> None:
        shown = self.contacts if self.tabs.currentIndex() == 0 else self.organisations
        offer([self._remove], bool(shown.rows.rows))

    def _said(self, contact: Contact) -> str:
        body = self.people.organisations.get(contact.organisation_id) if contact.organisation_id else None
        of = f"{body.short} {body.name} {body.former_short}" if body else ""
        digits = "".join(c for c in contact.phone if c.isdigit())
        return f"{contact.name} {contact.title} {contact.email} {contact.phone} {digits} {of}"

    def _show_contact(self) -> None:
        picked = self.contacts.picked_ids()
        contact = self.people.contacts.get(picked[0]) if picked else None
        self.contact_form.show_thing(contact)
        self.stops.setText(self._stops_text(contact.id) if contact else "")
        self.contact_log.look_again()

    def _stops_text(self, id: UUID) -> str:
        lines = []
        for stop, role in self.workspace.read(stops_of_contact, id):
            when = span_text(stop.first_day, stop.last_day) or _("ej bestämt")
            lines.append(f"{stop_text(stop)}, {when}: {label(role) if role else _('talare')}")
        return _("Stopp:") + "\n" + "\n".join(lines) if lines else _("Inga stopp.")

    def _show_organisation(self) -> None:
        picked = self.organisations.picked_ids()
        self.organisation_form.show_thing(self.people.organisations.get(picked[0]) if picked else None)
        self.organisation_log.look_again()

    def _save_contact(self, contact: Contact, facts: dict[str, Any], title: str) -> None:
        text = _("Ändra {field}").format(field=title.lower())
        self.workspace.edit(text, contact, change, Contact, contact.id, **facts)

    def _save_organisation(self, body: Organisation, facts: dict[str, Any], title: str) -> None:
        text = _("Ändra {field}").format(field=title.lower())
        self.workspace.edit(text, body, change, Organisation, body.id, **facts)

    def new_contact(self) -> None:
        """Adds a contact and puts the cursor in its name."""
        self.tabs.setCurrentIndex(0)
        self.search.clear()
        contact = Contact(id=uuid4(), name=_("Ny kontakt"))
        if self.workspace.do(_("Ny kontakt"), add, contact):
            self.contacts.pick([contact.id])
            self._edit_name(self.contact_form, "name")

    def new_organisation(self) -> None:
        """Adds an organisation and puts the cursor in its short name."""
        self.tabs.setCurrentIndex(1)
        self.search.clear()
        body = Organisation(id=uuid4(), short=_("Ny"), name=_("Ny organisation"))
        if self.workspace.do(_("Ny organisation"), add, body):
            self.organisations.pick([body.id])
            self._edit_name(self.organisation_form, "short")

    def _edit_name(self, form: Form, name: str) -> None:
        for tabs in self._parts:
            tabs.setCurrentIndex(0)
        line = form.field(name).editor
        line.setFocus()
        line.selectAll()  # type: ignore[attr-defined]

    def delete_picked(self) -> None:
        if self.tabs.currentIndex() == 0 and self.contacts.picked_ids():
            ids = self.contacts.picked_ids()
            seen = [self.people.contacts[id] for id in ids]
            self.workspace.do(_("Ta bort kontakt"), having_seen, seen, delete_contacts, ids)
        elif self.tabs.currentIndex() == 1 and self.organisations.picked_ids():
            self.workspace.do(
                _("Ta bort organisation"), delete_organisation, self.organisations.picked_ids()[0]
            )

    def copy(self) -> None:
        (self.contacts if self.tabs.currentIndex() == 0 else self.organisations).copy()


def _holds(text: str, words: list[str]) -> bool:
    folded = text.casefold()
    return all(word in folded for word in words)


def _organisation_columns() -> list[Column]:
    return [
        Column(_("Kort namn"), organisation_text, width=170),
        Column(_("Namn"), lambda body: body.name, width=280),
        Column(_("Slag"), lambda body: label(body.kind), width=140),
        Column(_("Ort"), lambda body: body.town, width=110),
    ]


def _organisation_rows() -> list[str | Field | tuple[Field, ...]]:
    counties = [(_("inget"), None), *((county.name, county.code) for county in COUNTIES)]
    return [
        (text_field("short", _("Kort namn")), text_field("former_short", _("Tidigare kort namn"))),
        text_field("name", _("Namn")),
        text_field("former_name", _("Tidigare namn")),
        (
            ChoiceField("kind", _("Slag"), [(label(kind), kind) for kind in OrganisationKind]),
            ChoiceField("county_code", _("Län"), counties),
        ),
        text_field("town", _("Ort")),
        notes_field("notes", _("Anteckningar"), 6),
    ]
