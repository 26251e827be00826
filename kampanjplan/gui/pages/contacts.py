"""Kontakter: the people and the bodies, found as you type."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QTabWidget

from kampanjplan.domain.contacts import Contact
from kampanjplan.domain.organisations import Organisation, OrganisationKind
from kampanjplan.gui.cells import People
from kampanjplan.gui.contact_card import ContactCard
from kampanjplan.gui.contact_exchange import ContactExchange
from kampanjplan.gui.county_contacts import CountyContacts
from kampanjplan.gui.follow_ups import FollowUps
from kampanjplan.gui.history import About, HistoryPanel
from kampanjplan.gui.organisation_card import OrganisationCard
from kampanjplan.gui.page import Page, framed, offer, side_by_side
from kampanjplan.gui.settings import today
from kampanjplan.gui.table import Column, RowsModel, TableView
from kampanjplan.gui.timeline import Subject, guess_of
from kampanjplan.gui.workspace import Workspace
from kampanjplan.services.activities import guess_with, last_contact
from kampanjplan.services.conflicts import having_seen
from kampanjplan.services.contacts import add_contacts, delete_contacts, delete_organisation
from kampanjplan.services.editing import add
from kampanjplan.wording import _
from kampanjplan.wording.dates import day_text
from kampanjplan.wording.labels import label, organisation_text, sort_key


class ContactsPage(Page):
    """Two lists, people and bodies, with the chosen one's form beside."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, _("Kontakter"))
        self.people = People({}, {})
        self._last: dict[UUID, date] = {}
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
        self.contact_card = ContactCard(workspace, lambda: self._guess_with(self.contacts.picked_ids()[:1]))
        self.contact_form = self.contact_card.form
        self.organisations = TableView(
            RowsModel(_organisation_columns(), lambda body: body.id), _("Organisationer")
        )
        self.organisations.picked.connect(self._show_organisation)
        self.organisations.delete_pressed.connect(self.delete_picked)
        self.organisation_card = OrganisationCard(workspace, lambda id: self.reveal(Contact.__name__, id))
        self.organisation_form = self.organisation_card.form
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName(_("Kontakter och organisationer"))
        self.tabs.tabBar().setAccessibleName(_("Kontakter och organisationer"))
        self.tabs.addTab(
            side_by_side(self.contacts, framed(self.contact_card), name="contacts", shares=(3, 2)),
            _("Kontakter"),
        )
        self.tabs.addTab(
            side_by_side(
                self.organisations,
                framed(self.organisation_card),
                name="organisations",
                shares=(3, 2),
            ),
            _("Organisationer"),
        )
        self.county_contacts = CountyContacts(workspace)
        self.tabs.addTab(self.county_contacts, _("Länens kontakter"))
        self.follow_ups = FollowUps(workspace, whole=True)
        self.tabs.addTab(self.follow_ups, _("Att följa upp"))
        self.history = HistoryPanel(workspace, self._told_of)
        self.tabs.addTab(self.history, _("Historik"))
        self.tabs.currentChanged.connect(lambda _tab: self._show_tab())
        self.column.addWidget(self.tabs, 1)
        self.exchange = ContactExchange(self)
        clear = QShortcut(QKeySequence(Qt.Key.Key_Escape), self.search, self.search.clear)
        clear.setContext(Qt.ShortcutContext.WidgetShortcut)

    def _body(self) -> Subject:
        body = self.organisation_form.thing
        return (Organisation, body.id) if body else None

    def guess(self) -> dict[str, Any]:
        """What a contact that is logged now is likely to be with: those picked in the list shown."""
        shown = self.tabs.currentWidget()
        if shown is self.follow_ups:
            return self.follow_ups.guess()
        if self.tabs.currentIndex() == 1:
            return guess_of(self._body())
        return self._guess_with(self.contacts.picked_ids())

    def _guess_with(self, ids: list[UUID]) -> dict[str, Any]:
        return self.workspace.read(guess_with, ids, self.workspace.tour_id)

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

    def refresh(self) -> None:
        self.people = self.workspace.people.now()
        self._last = self.workspace.read(last_contact, today())
        bodies = list(self.people.organisations.values())
        self.contact_card.offer_bodies(bodies)
        self.organisation_card.offer_bodies(bodies)
        if self.tabs.currentWidget() is self.follow_ups:
            self.follow_ups.refresh()
        self._filter()

    def reveal(self, kind: str, id: UUID) -> None:
        """Shows the form of a contact or an organisation, where it is one."""
        for tab, (name, table) in enumerate(
            ((Contact.__name__, self.contacts), (Organisation.__name__, self.organisations))
        ):
            if kind == name:
                self.tabs.setCurrentIndex(tab)
                table.pick([id])
                (self.contact_card, self.organisation_card)[tab].setCurrentIndex(0)

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
        shown = {0: self.contacts, 1: self.organisations}.get(self.tabs.currentIndex())
        offer([self._remove], shown is not None and bool(shown.rows.rows))

    def _said(self, contact: Contact) -> str:
        body = self.people.organisations.get(contact.organisation_id) if contact.organisation_id else None
        of = f"{body.short} {body.name} {body.former_short}" if body else ""
        digits = "".join(c for c in contact.phone if c.isdigit())
        return f"{contact.name} {contact.title} {contact.email} {contact.phone} {digits} {of}"

    def _show_contact(self) -> None:
        picked = self.contacts.picked_ids()
        self.contact_card.show_contact(self.people.contacts.get(picked[0]) if picked else None)

    def _show_organisation(self) -> None:
        picked = self.organisations.picked_ids()
        body = self.people.organisations.get(picked[0]) if picked else None
        self.organisation_card.show_organisation(body)

    def _show_tab(self) -> None:
        if self.tabs.currentWidget() is self.follow_ups:
            self.follow_ups.refresh()
        self._offer_removal()

    def new_contact(self) -> None:
        """Adds a contact and puts the cursor in its name."""
        self.tabs.setCurrentIndex(0)
        self.search.clear()
        contact = Contact(id=uuid4(), name=_("Ny kontakt"))
        if self.workspace.do(_("Ny kontakt"), add_contacts, [contact], today()):
            self.contacts.pick([contact.id])
            self.contact_card.edit_name()

    def new_organisation(self) -> None:
        """Adds an organisation and puts the cursor in its short name."""
        self.tabs.setCurrentIndex(1)
        self.search.clear()
        body = Organisation(id=uuid4(), short=_("Ny"), name=_("Ny organisation"))
        if self.workspace.do(_("Ny organisation"), add, body):
            self.organisations.pick([body.id])
            self.organisation_card.edit_name()

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
        shown = (self.contacts, self.organisations, self.county_contacts, self.follow_ups.table)
        if self.tabs.currentIndex() < len(shown):
            shown[self.tabs.currentIndex()].copy()


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
