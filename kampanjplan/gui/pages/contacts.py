"""Kontakter: the people and the bodies, found as you type."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QTabWidget, QVBoxLayout, QWidget

from kampanjplan.domain.contacts import Contact
from kampanjplan.domain.errors import PlanError
from kampanjplan.domain.listing import Listed
from kampanjplan.domain.organisations import Organisation, OrganisationKind
from kampanjplan.domain.searches import SavedSearch
from kampanjplan.gui.cells import People
from kampanjplan.gui.contact_card import ContactCard
from kampanjplan.gui.contact_exchange import ContactExchange
from kampanjplan.gui.county_contacts import CountyContacts
from kampanjplan.gui.filters import Filters
from kampanjplan.gui.finder import Finder
from kampanjplan.gui.follow_ups import FollowUps
from kampanjplan.gui.history import About, HistoryPanel
from kampanjplan.gui.long_list import PAGE, Hits, LongRows
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
from kampanjplan.services.finding import body_words
from kampanjplan.services.ports import Reading
from kampanjplan.wording import _, count_text
from kampanjplan.wording.dates import day_text
from kampanjplan.wording.labels import label, organisation_text, sort_key

PAUSE = 150  # milliseconds without a key after which the form follows
COUNTING = 0.008  # seconds of counting at a time, so that no key waits


class ContactsPage(Page):
    """Two lists, people and bodies, with the chosen one's form beside."""

    def __init__(self, workspace: Workspace) -> None:
        finder = Finder(workspace)  # hears of changes before the page does
        super().__init__(workspace, _("Kontakter"))
        self.finder = finder
        finder.ready.connect(self._look_again)
        self.people = People({}, {})  # the organisations; contacts are read as they are shown
        self._last: dict[UUID, date] = {}
        self._picking = False
        self._last_of: object = None  # the plan, the state of its log and the day that it was read of
        self._asked: tuple[str, SavedSearch] | None = None  # what the rows shown are the answer to
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Sök namn, organisation, ort, nummer, anteckning …"))
        self.search.setAccessibleName(_("Sök kontakt"))
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(300)
        self.search.textChanged.connect(lambda _text: self._typed())
        self.search.editingFinished.connect(self._settle)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._settle)
        self._counting = QTimer(self, singleShot=True, interval=0)
        self._counting.timeout.connect(self._count_on)
        self.filters = Filters(workspace)
        self.filters.words = self.search.text
        self.filters.changed.connect(self._filter)
        self.filters.chosen.connect(self.search.setText)
        self.bar.insertWidget(2, self.search)
        self.add_button(_("Ny kontakt"), "user", self.new_contact, QKeySequence.StandardKey.New)
        self.add_button(_("Ny organisation"), "building", self.new_organisation, "Ctrl+Shift+N")
        self._remove = self.add_button(_("Ta bort"), "trash", self.delete_picked)
        self.contacts = TableView(LongRows(self._columns(), lambda c: c.id), _("Kontakter"))
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
            side_by_side(self._list(), framed(self.contact_card), name="contacts", shares=(3, 2)),
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

    def _list(self) -> QWidget:
        """The contacts, with what narrows them above."""
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.filters)
        column.addWidget(self.contacts, 1)
        return part

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

    def _columns(self) -> list[Column]:
        def body(contact: Listed) -> str:
            found = (
                self.people.organisations.get(contact.organisation_id) if contact.organisation_id else None
            )
            return organisation_text(found) if found else ""

        def last(contact: Listed) -> str:
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
        bodies = {body.id: body for body in self.workspace.read(organisations)}
        self.people = People({}, bodies)
        in_order = sorted(bodies.values(), key=lambda body: sort_key(body.name))
        self.contact_card.offer_bodies(in_order)
        self.organisation_card.offer_bodies(in_order)
        if self.tabs.currentWidget() is self.follow_ups:
            self.follow_ups.refresh()
        self.filters.know(bodies)
        if self.finder.small:
            self._last = self.workspace.read(last_contact, today())
        self._show_found()
        self._pause.start()

    def _read_last(self) -> None:
        """The last contact of each, once it has been read; the whole log is looked through."""
        if self._last_of != (state := (self.workspace.door, self.finder.log_state, today())):
            self._last_of = state
            self.workspace.read_aside(last_contact, today(), done=self._show_last)

    def _show_last(self, last: dict[UUID, date]) -> None:
        self._last = last
        self.contacts.viewport().update()

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
        if not self.finder.small:
            self._read_last()
            self.finder.prepare()
        self._counting.start()

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
            hits = table.rows.hits
            while not any(one.id == id for one in hits.found) and not hits.complete:
                hits.reach(2 * len(hits.found) + PAGE)
            if len(hits.found) > len(table.rows.rows):
                table.show_rows(list(hits.found))

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
            self._find_contacts()
            self._find_bodies()
            for table in (self.contacts, self.organisations):
                if not table.picked_ids() and table.rows.rows:
                    table.pick([table.rows.key(table.rows.rows[0])])
        finally:
            self._picking = False
        if not self._pause.isActive():
            self._show_picked()
            self._counting.start()

    def _show_picked(self) -> None:
        self._show_contact()
        self._show_organisation()
        self._offer_removal()

    def _find_contacts(self) -> None:
        typed, asked = self.search.text(), self.filters.asked
        searching = asked.narrows or bool(typed.strip())
        rows: LongRows = self.contacts.rows
        if searching:
            source = self.finder.find(typed, asked, today())
            hits = Hits(source)
            self.contacts.say_when_empty(_("Söker …") if source is None else _("Inget passar det du söker."))
        else:
            hits = Hits(self._all(), lambda: int(self.workspace.read(contact_count)))
            self.contacts.say_when_empty(_("Inga kontakter än. Lägg till en med Ny kontakt."))
        same = (typed, asked) == self._asked
        self._asked = typed, asked
        rows.show_hits(hits)
        self.contacts.show_rows(hits.reach(max(PAGE, len(rows.rows)) if same else PAGE))
        if not same:
            self.contacts.scrollToTop()
        self._tell_count()

    def _all(self) -> Iterator[Listed]:
        """Every contact by name, read a page at a time as it is asked for."""
        rows: list[Listed] | None = None
        first = 0
        while rows is None or len(rows) == PAGE:
            try:
                rows = self.workspace.read(listed, first, PAGE)
            except PlanError as error:
                self.workspace.refuse(error)
                return
            yield from rows
            first += PAGE

    def _count_on(self) -> None:
        """Counts what was found, a little at a time."""
        hits = self.contacts.rows.hits
        if self.workspace.door is None:
            return
        if hits.total is None:
            self._try(lambda: hits.count_on(COUNTING))
            if hits.count is None:
                self._counting.start()
        self._tell_count()

    def _tell_count(self) -> None:
        hits = self.contacts.rows.hits
        if hits.waiting or (hits.total is None and hits.count is not None):
            self.filters.count.clear()
            return
        if hits.total is None:
            count = len(hits.found)
            text = count_text("fler än {n} kontakt", "fler än {n} kontakter", count)
        else:
            count = hits.total
            text = count_text("{n} kontakt", "{n} kontakter", count)
        self.filters.count.setText(text.replace(str(count), f"{count:,}".replace(",", "\u00a0")))

    def _find_bodies(self) -> None:
        words = self.search.text().casefold().split()
        order = list(OrganisationKind)
        bodies = sorted(
            self.people.organisations.values(),
            key=lambda body: (order.index(body.kind), sort_key(body.short)),
        )
        said = [(body, self._said(body)) for body in bodies] if words else [(body, "") for body in bodies]
        self.organisations.show_rows([body for body, text in said if _holds(text, words)])
        self.organisations.say_when_empty(
            _("Inget passar det du söker.")
            if words
            else _("Inga organisationer än. Lägg till en med Ny organisation.")
        )

    def _said(self, body: Organisation) -> str:
        """What an organisation is found by: its names now and before, its town, and what it is part of."""
        parent = self.people.organisations.get(body.parent_id) if body.parent_id else None
        return " ".join((body_words(body), body_words(parent) if parent else ""))

    def _offer_removal(self) -> None:
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

    def delete_picked(self) -> None:
        if self.tabs.currentIndex() == 0 and self.contacts.picked_ids():
            ids = self.contacts.picked_ids()
            shown = self.contact_form.thing
            seen = [shown if shown and shown.id == id else self._contact_of(id) for id in ids]
            seen = [contact for contact in seen if contact is not None]
            self.workspace.do(_("Ta bort kontakt"), having_seen, seen, delete_contacts, ids)
        elif self.tabs.currentIndex() == 1 and self.organisations.picked_ids():
            self.workspace.do(
                _("Ta bort organisation"), delete_organisation, self.organisations.picked_ids()[0]
            )

    def copy(self) -> None:
        shown = (self.contacts, self.organisations, self.county_contacts, self.follow_ups.table)
        if self.tabs.currentIndex() < len(shown):
            shown[self.tabs.currentIndex()].copy()


def organisations(reading: Reading) -> list[Organisation]:
    return reading.find(Organisation)


def contact_count(reading: Reading) -> int:
    return reading.contact_count()


def listed(reading: Reading, first: int, most: int) -> list[Listed]:
    return reading.listed(first, most)


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
