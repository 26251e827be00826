"""The search of the open plan: its index is read off the window's thread and follows every change.

A small plan is read at once instead: that takes less than handing it over.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from kampanjplan.domain.activities import Activity
from kampanjplan.domain.changes import ChangeSet
from kampanjplan.domain.contacts import Contact, Membership
from kampanjplan.domain.errors import PlanError
from kampanjplan.domain.listing import Listed
from kampanjplan.domain.organisations import Organisation
from kampanjplan.domain.searches import SavedSearch
from kampanjplan.gui.workspace import Workspace
from kampanjplan.services.finding import News, read_index, read_news, take_in
from kampanjplan.services.search_index import Index
from kampanjplan.services.words import words_of

SMALL = 2000  # contacts and lines of the log together
MANY = 500  # changed contacts from which all is read anew


@dataclass(frozen=True, slots=True)
class _Touched:
    """What an act changed of what is searched."""

    ids: frozenset[UUID] = frozenset()
    bodies: frozenset[UUID] = frozenset()
    log: bool = False

    def __or__(self, other: _Touched) -> _Touched:
        return _Touched(self.ids | other.ids, self.bodies | other.bodies, self.log or other.log)

    def __bool__(self) -> bool:
        return bool(self.ids or self.bodies)


class Finder(QObject):
    """`ready` tells that what could not be answered before can be now, or may be answered otherwise."""

    ready = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._index: Index | None = None
        self._building = False
        self._waiting = _Touched()  # changed, and being read again
        self.log_state = 0  # another one after each change of the log
        self._number = 0  # of changes, so that an answer from before one is known
        self._small: bool | None = None
        self._among: dict[tuple[SavedSearch, date], set[UUID] | None] = {}
        workspace.opened.connect(self._drop)
        workspace.changed.connect(self._follow)

    @property
    def small(self) -> bool:
        """Whether the plan is read as fast as it is asked."""
        if self._small is None:
            self._small = not self._workspace.read(lambda reading: reading.has_more_than(SMALL))
        return self._small

    def find(self, typed: str, asked: SavedSearch, today: date) -> Iterator[Listed] | None:
        """Contacts that fit, the best first; None where that is not known yet, and `ready` will tell."""
        self.prepare()
        among = self._fitting(asked, today) if asked.narrows else None
        if self._index is None or (asked.narrows and among is None):
            return None
        return self._index.find(words_of(typed), among)

    def prepare(self) -> None:
        """Reads the index, where that is not done or under way."""
        if self._index is not None or self._building:
            return
        if self.small:
            self._index, self._waiting = self._workspace.read(read_index), _Touched()
        else:
            self._build()

    def _build(self) -> None:
        self._building = True
        self._waiting = _Touched()
        self._workspace.read_aside(read_index, done=self._built, refused=self._not_built)

    def _not_built(self) -> None:
        self._building = False
        self._index = None  # it may be behind; all is read anew when it is asked next

    def _built(self, index: Index) -> None:
        self._building = False
        self._index = index
        if self._waiting:  # the index may be from before they were erased
            self._waiting |= self._at_bodies(self._waiting) | _Touched(log=True)
            index.forget(self._waiting.ids)
            self._read_again()
        self.ready.emit()

    def _fitting(self, asked: SavedSearch, today: date) -> set[UUID] | None:
        key = replace(asked, words=""), today
        if key not in self._among:
            question = asked, today
            if self.small:
                self._among = {key: self._workspace.read(lambda r: r.fitting(*question))}
            else:
                self._among = {key: None}
                self._workspace.read_aside(_fitting, *question, done=lambda ids: self._fit(key, ids))
        return self._among[key]

    def _fit(self, key: tuple[SavedSearch, date], ids: set[UUID]) -> None:
        if key in self._among:  # else the plan, or what is asked, is another now
            self._among[key] = ids
            self.ready.emit()

    def _drop(self) -> None:
        """Another plan, or none: nothing is held of the one before."""
        self._index, self._small, self._building = None, None, False
        self._waiting = _Touched()
        self._among = {}
        self._number += 1

    def _follow(self, changes: ChangeSet) -> None:
        self._among = {}
        self._number += 1
        if len(changes.changes) > MANY:
            self._small = None
        touched = _touched(changes)
        self.log_state += touched.log
        if self._index is not None:
            self._index.forget(erased(changes))
        if self._building:
            self._waiting |= touched
        if self._building or self._index is None:
            return
        touched |= self._at_bodies(touched)
        if not touched:
            return
        try:
            self._take_in(touched)
        except PlanError:  # busy or gone: all is read anew when it is asked next
            self._index = None

    def _at_bodies(self, touched: _Touched) -> _Touched:
        """The contacts at the organisations that changed."""
        assert self._index is not None
        return _Touched(frozenset(self._index.with_bodies(touched.bodies) if touched.bodies else ()))

    def _take_in(self, touched: _Touched) -> None:
        assert self._index is not None
        if self.small:
            take_in(self._index, self._workspace.read(_news, touched))
        elif len(touched.ids) > MANY:
            self._build()
        elif touched.log or self._waiting:  # the whole log is looked through
            self._waiting |= touched
            self._read_again()
        else:
            take_in(self._index, self._workspace.read(_news, touched))

    def _read_again(self) -> None:
        number = self._number
        self._workspace.read_aside(
            _news, self._waiting, done=lambda news: self._news(number, news), refused=self._not_built
        )

    def _news(self, number: int, news: News) -> None:
        if self._index is None or self._building or not self._waiting:
            return
        if number != self._number:  # more has happened since: it may be told already that it did
            self._read_again()
            return
        self._waiting = _Touched()
        take_in(self._index, news)
        self.ready.emit()


def _fitting(reading, asked: SavedSearch, today: date) -> set[UUID]:
    return reading.fitting(asked, today)


def _news(reading, touched: _Touched) -> News:
    return read_news(reading, touched.ids, touched.bodies, log=touched.log)


def _touched(changes: ChangeSet) -> _Touched:
    ids: set[UUID] = set()
    bodies: set[UUID] = set()
    log = False
    for change in changes.changes:
        thing = change.thing
        if isinstance(thing, Contact):
            ids.add(thing.id)
            log = log or change.before is None  # brought back, maybe with what was logged
        elif isinstance(thing, Organisation):
            bodies.add(thing.id)
        elif isinstance(thing, Membership):
            ids |= {side.contact_id for side in (change.before, change.after) if isinstance(side, Membership)}
        elif isinstance(thing, Activity):
            log = True
            for side in (change.before, change.after):
                ids |= set(side.contact_ids) if isinstance(side, Activity) else set()
    return _Touched(frozenset(ids), frozenset(bodies), log)


def erased(changes: ChangeSet) -> Collection[UUID]:
    """Contacts that were removed or anonymised."""
    return [
        before.id
        for before, after in changes.of(Contact)
        if before is not None and (after is None or after.anonymised is not None)
    ]
