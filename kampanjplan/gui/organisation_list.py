"""The organisations as a list, found by the same rule as the contacts."""

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from kampanjplan.domain.activities import Activity
from kampanjplan.domain.changes import ChangeSet
from kampanjplan.domain.organisations import Organisation, OrganisationKind
from kampanjplan.gui.finder import Finder, erased
from kampanjplan.gui.table import Column, RowsModel, TableView
from kampanjplan.gui.workspace import Workspace
from kampanjplan.services.finding import read_body_index
from kampanjplan.services.search_index import Index
from kampanjplan.services.words import words_of
from kampanjplan.wording import _
from kampanjplan.wording.labels import label, organisation_text, sort_key


class OrganisationList(QObject):
    """`words` tells what is typed; `ready` that what could not be answered before can be now."""

    ready = Signal()

    def __init__(self, workspace: Workspace, finder: Finder, words: Callable[[], str]) -> None:
        super().__init__()
        self._workspace, self._finder, self._words = workspace, finder, words
        self._bodies: dict[UUID, Organisation] = {}
        self._index: Index | None = None
        self._changes = 0  # to organisations and to what was logged with them alone
        self._read_after: int | None = None  # how many of them the index has, or is being read with
        self.table = TableView(RowsModel(_columns(), lambda body: body.id), _("Organisationer"))
        workspace.opened.connect(self._drop)
        workspace.changed.connect(self._follow)

    def know(self, bodies: dict[UUID, Organisation]) -> None:
        """The organisations there are now."""
        self._bodies = bodies

    def find(self) -> None:
        """Shows those that fit what is typed: the best first, all of them by kind."""
        if not self._words().strip():
            order = list(OrganisationKind)
            rows = sorted(
                self._bodies.values(), key=lambda body: (order.index(body.kind), sort_key(body.short))
            )
            self.table.say_when_empty(_("Inga organisationer än. Lägg till en med Ny organisation."))
        else:
            found = self.found()
            rows = [self._bodies[id] for id in found or () if id in self._bodies]
            self.table.say_when_empty(_("Söker …") if found is None else _("Inget passar det du söker."))
        self.table.show_rows(rows)

    def found(self) -> list[UUID] | None:
        """Those that hold every word typed, the best first; None where it is not known yet.

        While the index is read again the one from before answers, so that what is chosen stays so.
        """
        if self._read_after != self._changes:
            self._read_after = self._changes
            self._read()
        return None if self._index is None else [one.id for one in self._index.find(words_of(self._words()))]

    def _read(self) -> None:
        """Reads the index: off the window's thread where there is much of a log to look through."""
        if self._finder.small:
            self._index = self._workspace.read(read_body_index)
        else:
            number = self._changes
            self._workspace.read_aside(
                read_body_index, done=lambda index: self._take(number, index), refused=self._drop
            )

    def _take(self, number: int, index: Index) -> None:
        if number == self._changes:  # else it is read again when it is asked for
            self._index = index
        self.ready.emit()

    def _drop(self) -> None:
        self._index, self._read_after = None, None
        self._changes += 1

    def _follow(self, changes: ChangeSet) -> None:
        """What is found may be another after a change of an organisation, or of what was logged with one."""
        if erased(changes):
            self._drop()  # what was logged with them is held no longer
        elif any(_is_of_bodies(side) for change in changes.changes for side in (change.before, change.after)):
            self._changes += 1


def _is_of_bodies(thing: object) -> bool:
    if isinstance(thing, Activity):
        return thing.organisation_id is not None and not thing.contact_ids
    return isinstance(thing, Organisation)


def _columns() -> list[Column]:
    return [
        Column(_("Kort namn"), organisation_text, width=170),
        Column(_("Namn"), lambda body: body.name, width=280),
        Column(_("Slag"), lambda body: label(body.kind), width=140),
        Column(_("Ort"), lambda body: body.town, width=110),
    ]
