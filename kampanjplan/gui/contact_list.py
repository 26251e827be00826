"""The contacts as a long list: what narrows it, the rows that fit, how many they are, when each was heard."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kampanjplan.domain.errors import PlanError
from kampanjplan.domain.listing import Listed
from kampanjplan.domain.organisations import Organisation
from kampanjplan.domain.reaching import phone_text
from kampanjplan.domain.searches import SavedSearch
from kampanjplan.gui.filters import Filters
from kampanjplan.gui.finder import Finder
from kampanjplan.gui.long_list import PAGE, Hits, LongRows
from kampanjplan.gui.settings import today
from kampanjplan.gui.table import Column, TableView
from kampanjplan.gui.workspace import Workspace
from kampanjplan.services.activities import last_contact
from kampanjplan.wording import _, count_text
from kampanjplan.wording.dates import day_text
from kampanjplan.wording.labels import organisation_text
from kampanjplan.wording.reaching import email_mark, marked, phone_mark

COUNTING = 0.008  # seconds of counting at a time, so that no key waits


class ContactList(QWidget):
    """`words` tells what is typed; the page says when to look."""

    def __init__(self, workspace: Workspace, finder: Finder, words: Callable[[], str]) -> None:
        super().__init__()
        self._workspace, self._finder, self._words = workspace, finder, words
        self._bodies: dict[UUID, Organisation] = {}
        self._last: dict[UUID, date] = {}
        self._last_of: object = None  # the plan, the state of its log and the day that it was read of
        self._asked: tuple[str, SavedSearch] | None = None  # what the rows shown are the answer to
        self._counting = QTimer(self, singleShot=True, interval=0)
        self._counting.timeout.connect(self._count_on)
        self.filters = Filters(workspace)
        self.filters.words = words
        self.table = TableView(LongRows(self._columns(), lambda c: c.id), _("Kontakter"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.filters)
        column.addWidget(self.table, 1)

    def _columns(self) -> list[Column]:
        def body(contact: Listed) -> str:
            found = self._bodies.get(contact.organisation_id) if contact.organisation_id else None
            return organisation_text(found) if found else ""

        def last(contact: Listed) -> str:
            day = self._last.get(contact.id)
            return day_text(day) if day else ""

        return [
            Column(_("Namn"), lambda c: c.name, width=190),
            Column(_("Organisation"), body, width=150),
            Column(_("Senast kontakt"), last, width=124),
            Column(_("Titel"), lambda c: c.title, width=190),
            Column(_("E-post"), lambda c: marked(c.email, email_mark(c.email)), width=180),
            Column(_("Telefon"), lambda c: marked(phone_text(c.phone), phone_mark(c.phone)), width=120),
        ]

    def know(self, bodies: dict[UUID, Organisation]) -> None:
        """The organisations there are now; and, of a plan that is quickly read, when each was heard."""
        self._bodies = bodies
        self.filters.know(bodies)
        if self._finder.small:
            self._last = self._workspace.read(last_contact, today())

    def find(self) -> None:
        """Shows those that fit what is asked now."""
        typed, asked = self._words(), self.filters.asked
        rows: LongRows = self.table.rows
        if asked.narrows or typed.strip():
            source = self._finder.find(typed, asked, today())
            hits = Hits(source)
            self.table.say_when_empty(_("Söker …") if source is None else _("Inget passar det du söker."))
        else:
            hits = Hits(self._all(), lambda: int(self._workspace.read(lambda r: r.contact_count())))
            self.table.say_when_empty(_("Inga kontakter än. Lägg till en med Ny kontakt."))
        same = (typed, asked) == self._asked
        self._asked = typed, asked
        rows.show_hits(hits)
        self.table.show_rows(hits.reach(max(PAGE, len(rows.rows)) if same else PAGE))
        if not same:
            self.table.scrollToTop()
        self._tell_count()

    def _all(self) -> Iterator[Listed]:
        """Every contact by name, read a page at a time as it is asked for."""
        rows: list[Listed] | None = None
        first = 0
        while rows is None or len(rows) == PAGE:
            try:
                rows = self._workspace.read(lambda r, first=first: r.listed(first, PAGE))
            except PlanError as error:
                self._workspace.refuse(error)
                return
            yield from rows
            first += PAGE

    def bring(self, id: UUID) -> None:
        """Has a contact among the rows, however far down the list it is."""
        hits = self.table.rows.hits
        while not any(one.id == id for one in hits.found) and not hits.complete:
            hits.reach(2 * len(hits.found) + PAGE)
        if len(hits.found) > len(self.table.rows.rows):
            self.table.show_rows(list(hits.found))

    @property
    def asks_nothing(self) -> bool:
        """Whether everybody is shown."""
        return not self.filters.asked.narrows and not self._words().strip()

    def count_all(self) -> int:
        """How many fit. Where everybody does they are counted, not read."""
        hits = self.table.rows.hits
        if hits.total is None and hits.count is not None:
            hits.count_on(0)
        return hits.total if hits.total is not None else len(list(self.all_found()))

    def all_found(self) -> Iterable[Listed]:
        """All that fit, also those that nobody has scrolled to."""
        hits = self.table.rows.hits
        while not hits.complete:
            hits.reach(2 * len(hits.found) + 5 * PAGE)
        return hits.found

    # -- what may wait until the rows are painted ---------------------------------------------------

    def settle(self) -> None:
        """Counts what was found, and reads what a long log and the next search need."""
        if not self._finder.small:
            self._read_last()
            self._finder.prepare()
        self._counting.start()

    def count_soon(self) -> None:
        self._counting.start()

    def _read_last(self) -> None:
        """The last contact of each, once it has been read; the whole log is looked through."""
        if self._last_of != (state := (self._workspace.door, self._finder.log_state, today())):
            self._last_of = state
            self._workspace.read_aside(last_contact, today(), done=self._show_last)

    def _show_last(self, last: dict[UUID, date]) -> None:
        self._last = last
        self.table.viewport().update()

    def _count_on(self) -> None:
        """Counts what was found, a little at a time."""
        hits = self.table.rows.hits
        if self._workspace.door is None:
            return
        if hits.total is None:
            try:
                hits.count_on(COUNTING)
            except PlanError as error:
                self._workspace.refuse(error)
            if hits.count is None:
                self._counting.start()
        self._tell_count()

    def _tell_count(self) -> None:
        hits = self.table.rows.hits
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
