"""Kontakter: the people and the bodies, found as you type."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QTabWidget

from kampanjplan.domain.contacts import Contact
from kampanjplan.domain.errors import PlanError
from kampanjplan.domain.organisations import Organisation
from kampanjplan.gui.contact_card import ContactCard
from kampanjplan.gui.contact_exchange import ContactExchange
from kampanjplan.gui.contact_list import ContactList
from kampanjplan.gui.county_contacts import CountyContacts
from kampanjplan.gui.finder import Finder
from kampanjplan.gui.follow_ups import FollowUps
from kampanjplan.gui.history import About, HistoryPanel
from kampanjplan.gui.organisation_card import OrganisationCard
from kampanjplan.gui.organisation_list import OrganisationList
from kampanjplan.gui.page import Page, framed, offer, side_by_side
from kampanjplan.gui.settings import today
from kampanjplan.gui.table import TableView
from kampanjplan.gui.timeline import Subject, guess_of
from kampanjplan.gui.workspace import Workspace
from kampanjplan.services.activities import guess_with
from kampanjplan.services.conflicts import having_seen
from kampanjplan.services.contacts import add_contacts, delete_contacts, delete_organisation
from kampanjplan.services.editing import add
from kampanjplan.services.ports import Reading
from kampanjplan.wording import _, count_text
from kampanjplan.wording.labels import sort_key

SEVERAL = 20  # contacts from which on they are removed off the window's thread
PAUSE = 150  # milliseconds without a key after which the form follows


class ContactsPage(Page):
    """Two lists, people and bodies, with the chosen one's form beside."""

    def __init__(self, workspace: Workspace) -> None:
        finder = Finder(workspace)  # hears of changes before the page does
        super().__init__(workspace, _("Kontakter"))
        self.finder = finder
        finder.ready.connect(self._look_again)
        self._bodies: dict[UUID, Organisation] = {}
        self._picking = False
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Sök namn, organisation, ort, nummer, anteckning …"))
        self.search.setAccessibleName(_("Sök kontakt"))
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(300)
        self.search.textChanged.connect(lambda _text: self._typed())
        self.search.editingFinished.connect(self._settle)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._settle)
        self.list = ContactList(workspace, finder, self.search.text)
        self.filters, self.contacts = self.list.filters, self.list.table
        self.filters.changed.connect(self._filter)
        self.filters.chosen.connect(self.search.setText)
        self.bar.insertWidget(2, self.search)
        self.add_button(_("Ny kontakt"), "user", self.new_contact, QKeySequence.StandardKey.New)
        self.add_button(_("Ny organisation"), "building", self.new_organisation, "Ctrl+Shift+N")
        self._merge = self.add_button(_("Slå ihop …"), "users", self.merge_picked, "Ctrl+Shift+D")
        self._remove = self.add_button(_("Ta bort"), "trash", self.delete_picked)
        self.contacts.picked.connect(self._show_contact)
        self.contacts.picked.connect(self._offer_acts)
        self.contacts.delete_pressed.connect(self.delete_picked)
        self.contact_card = ContactCard(workspace, lambda: self._guess_with(self.contacts.picked_ids()[:1]))
        self.contact_form = self.contact_card.form
        self.organisation_list = OrganisationList(workspace, finder, self.search.text)
        self.organisation_list.ready.connect(self._show_bodies)
        self.organisations = self.organisation_list.table
        self.organisations.picked.connect(self._show_organisation)
        self.organisations.delete_pressed.connect(self.delete_picked)
        self.organisation_card = OrganisationCard(workspace, lambda id: self.reveal(Contact.__name__, id))
        self.organisation_form = self.organisation_card.form
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName(_("Kontakter och organisationer"))
        self.tabs.tabBar().setAccessibleName(_("Kontakter och organisationer"))
        self.tabs.addTab(
            side_by_side(self.list, framed(self.contact_card), name="contacts", shares=(3, 2)),
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
        for key, act in ((Qt.Key.Key_Escape, self._clear), (Qt.Key.Key_Down, self._enter_list)):
            shortcut = QShortcut(QKeySequence(key), self.search, act)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)

    def _clear(self) -> None:
        """Escape: first the words go, then the filters."""
        if self.search.text():
            self.search.clear()
        else:
            self.filters.clear()

    def _enter_list(self) -> None:
        """Down: from the words to what they found."""
        table = self.contacts if self.tabs.currentIndex() == 0 else self.organisations
        table.setFocus()

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

    def refresh(self) -> None:
        bodies = {body.id: body for body in self.workspace.read(organisations)}
        self._bodies = bodies
        in_order = sorted(bodies.values(), key=lambda body: sort_key(body.name))
        self.contact_card.offer_bodies(in_order)
        self.organisation_card.offer_bodies(in_order)
        if self.tabs.currentWidget() is self.follow_ups:
            self.follow_ups.refresh()
        self.list.know(bodies)
        self.organisation_list.know(bodies)
        waiting = self._pause.isActive()
        self._show_found()
        if waiting:  # a save may come before typing, or the opening, has been quiet for long enough
            self._show_picked()
        self._pause.start()

    def _settle(self) -> None:
        """When typing pauses, or the list has been painted: what may wait is shown, counted and read."""
        self._pause.stop()
        if self.workspace.door is not None and not self._stale:
            self._try(self._show_what_waited)

    def _try(self, act: Callable[[], None]) -> None:
        """Reads for the list; a file that is busy for long, or was damaged while open, is told of."""
        try:
            act()
        except PlanError as error:
            self.workspace.refuse(error)

    def _show_what_waited(self) -> None:
        self._show_picked()
        self.list.settle()
        self._show_bodies()

    def _show_bodies(self) -> None:
        """Organisations that fit, also where the contacts are looked at: there it is told that there are."""
        self._picking = True
        try:
            self._find_bodies()
        finally:
            self._picking = False
        self._show_organisation()
        self._offer_acts()
        hits, bodies = self.contacts.rows.hits, len(self.organisations.rows.rows)
        if self.search.text().strip() and hits.complete and not hits.found and not hits.waiting and bodies:
            self.contacts.say_when_empty(
                count_text(
                    "Ingen kontakt passar, men {n} organisation.",
                    "Ingen kontakt passar, men {n} organisationer.",
                    bodies,
                )
            )

    def reveal(self, kind: str, id: UUID) -> None:
        """Shows the form of a contact or an organisation, where it is one."""
        for tab, (name, table) in enumerate(
            ((Contact.__name__, self.contacts), (Organisation.__name__, self.organisations))
        ):
            if kind == name:
                self.tabs.setCurrentIndex(tab)
                self._bring(table, id)
                table.pick([id])
                self._settle()
                (self.contact_card, self.organisation_card)[tab].setCurrentIndex(0)

    def _bring(self, table: TableView, id: UUID) -> None:
        """Has a thing among the rows, wherever in the list it is and whatever is searched for."""
        if not any(table.rows.key(row) == id for row in table.rows.rows):
            self.search.clear()
            self.filters.clear()
        if table is self.contacts and self._contact_of(id) is not None:
            self.list.bring(id)

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

    def _typed(self) -> None:
        """The rows follow each key; the form beside them follows when typing pauses."""
        self._pause.start()
        self._filter()

    def _filter(self) -> None:
        """Shows those that fit what is asked now."""
        if self.workspace.door is not None:
            self._try(self._show_found)

    def _show_found(self) -> None:
        self._picking = True  # what is picked meanwhile is shown once, below
        try:
            self.list.find()
            _pick_first(self.contacts)
            if self.tabs.currentIndex() == 1:
                self._find_bodies()
        finally:
            self._picking = False
        if not self._pause.isActive():
            self._show_picked()
            self.list.count_soon()

    def _show_picked(self) -> None:
        self._show_contact()
        self._show_organisation()
        self._offer_acts()

    def _find_bodies(self) -> None:
        self.organisation_list.find()
        _pick_first(self.organisations)

    def _offer_acts(self) -> None:
        """Greys what would do nothing now."""
        two = self.tabs.currentIndex() == 0 and len(self.contacts.picked_ids()) == 2
        offer([self._merge], two)
        shown = {0: self.contacts, 1: self.organisations}.get(self.tabs.currentIndex())
        offer([self._remove], shown is not None and bool(shown.rows.rows))

    def _show_contact(self) -> None:
        if self._picking:
            return
        picked = self.contacts.picked_ids()
        self.contact_card.show_contact(self._contact_of(picked[0]) if picked else None)

    def _contact_of(self, id: UUID) -> Contact | None:
        found = self.workspace.read(lambda reading: reading.find(Contact, id=id))
        return found[0] if found else None

    def _show_organisation(self) -> None:
        if self._picking:
            return
        picked = self.organisations.picked_ids()
        body = self._bodies.get(picked[0]) if picked else None
        self.organisation_card.show_organisation(body)

    def _show_tab(self) -> None:
        if self.tabs.currentWidget() is self.follow_ups:
            self.follow_ups.refresh()
        if self.tabs.currentIndex() == 1 and self.workspace.door is not None and not self._stale:
            self._try(self._show_bodies)
        self._offer_acts()

    def new_contact(self) -> None:
        """Adds a contact and puts the cursor in its name."""
        self.tabs.setCurrentIndex(0)
        self.search.clear()
        self.filters.clear()
        contact = Contact(id=uuid4(), name=_("Ny kontakt"))
        if self.workspace.do(_("Ny kontakt"), add_contacts, [contact], today()):
            self._bring(self.contacts, contact.id)
            self.contacts.pick([contact.id])
            self._settle()
            self.contact_card.edit_name()

    def new_organisation(self) -> None:
        """Adds an organisation and puts the cursor in its short name."""
        self.tabs.setCurrentIndex(1)
        self.search.clear()
        body = Organisation(id=uuid4(), short=_("Ny"), name=_("Ny organisation"))
        if self.workspace.do(_("Ny organisation"), add, body):
            self.organisations.pick([body.id])
            self.organisation_card.edit_name()

    def merge_picked(self) -> None:
        """Shows the two that are picked side by side to be made one."""
        ids = self.contacts.picked_ids()
        if len(ids) == 2 and self.commit_all():  # what is typed is part of what is merged
            from kampanjplan.gui.dialogs.duplicates import merge_contacts

            merge_contacts(self, self.workspace, *ids)

    def delete_picked(self) -> None:
        ids = self.contacts.picked_ids()
        if self.tabs.currentIndex() == 0 and ids:
            self._delete_contacts(ids)
        elif self.tabs.currentIndex() == 1 and self.organisations.picked_ids():
            self.workspace.do(
                _("Ta bort organisation"), delete_organisation, self.organisations.picked_ids()[0]
            )

    def _delete_contacts(self, ids: list[UUID]) -> None:
        # As it was seen; others may have changed it since.
        seen = {one.id: one for one in (self.contact_form.thing,) if one is not None and one.id in ids}
        if len(ids) > SEVERAL:
            told = _("Ta bort kontakter"), having_seen, [*seen.values()], delete_contacts, ids
            self.workspace.attempt_aside(*told)
            return
        found = self.workspace.read(lambda reading: reading.find(Contact, id=ids))
        seen = {contact.id: contact for contact in found} | seen
        self.workspace.do(_("Ta bort kontakt"), having_seen, [*seen.values()], delete_contacts, ids)

    def copy(self) -> None:
        shown = (self.contacts, self.organisations, self.county_contacts, self.follow_ups.table)
        if self.tabs.currentIndex() < len(shown):
            shown[self.tabs.currentIndex()].copy()


def organisations(reading: Reading) -> list[Organisation]:
    return reading.find(Organisation)


def _pick_first(table: TableView) -> None:
    """Something is always chosen, where there is anything."""
    if not table.picked_ids() and table.rows.rows:
        table.pick([table.rows.key(table.rows.rows[0])])
