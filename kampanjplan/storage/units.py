"""A unit of work: one act on the plan, kept whole with its journal rows or not at all."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    and_,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.exc import DatabaseError, IntegrityError

from kampanjplan.domain.changes import AnyThing, Change, Thing
from kampanjplan.domain.errors import ConflictError, MissingError
from kampanjplan.domain.journal import Entry, Question
from kampanjplan.domain.listing import Listed, Spoken
from kampanjplan.domain.searches import SavedSearch
from kampanjplan.storage import contact_list
from kampanjplan.storage.contact_log import Last, last_of_each, open_steps, overdue
from kampanjplan.storage.contents import content_of, drop_unused_contents, has_content, keep_content
from kampanjplan.storage.journal import (
    entries,
    forget_entries,
    forget_steps,
    newest_number,
    scrub_entries,
    things_that_hung_on,
    write_entry,
)
from kampanjplan.storage.keys import holds_any, is_several, loose_key, loose_keys
from kampanjplan.storage.mapper import mapper
from kampanjplan.storage.trouble import readable

if TYPE_CHECKING:  # a start waits for what is imported
    from kampanjplan.domain.erasing import Place, Scrub

_FEW = 20  # keys that are handed over one by one


class ReadingUnit:
    """Reads the plan on one connection, inside one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, kind: type[AnyThing], id: UUID) -> AnyThing:
        found = self._rows(kind, {"id": id})
        if not found:
            raise MissingError(kind.__name__, id)
        return found[0]

    def find(self, kind: type[AnyThing], **equal: object) -> list[AnyThing]:
        return self._rows(kind, equal)

    def schema_version(self) -> int:
        return int(self._connection.exec_driver_sql("PRAGMA user_version").scalar_one())

    def journal(self, asked: Question) -> list[Entry]:
        return entries(self._connection, asked)

    def newest_entry(self) -> int:
        return newest_number(self._connection)

    def hung_on(self, kind: type[Thing], field: str, ids: Sequence[UUID]) -> list[UUID]:
        return things_that_hung_on(self._connection, kind, field, ids)

    def last_contacts(self, today: date) -> Last:
        return last_of_each(self._connection, today)

    def open_steps(self) -> list[UUID]:
        return open_steps(self._connection)

    def overdue(self, today: date) -> list[UUID]:
        return overdue(self._connection, today)

    def places(self, may_hold: Callable[[str], bool]) -> list[Place]:
        from kampanjplan.storage.places import places  # only where people are erased

        with readable():
            return list(places(self._connection, may_hold))

    def listed(self, first: int, most: int) -> list[Listed]:
        return contact_list.listed(self._connection, first, most)

    def spoken(self, ids: Sequence[UUID] | None = None) -> list[Spoken]:
        return contact_list.spoken(self._connection, ids)

    def log_words(self, ids: Sequence[UUID] | None = None) -> Iterator[tuple[UUID, str]]:
        return contact_list.log_words(self._connection, ids)

    def body_log_words(self) -> Iterator[tuple[UUID, str]]:
        return contact_list.body_log_words(self._connection)

    def fitting(self, asked: SavedSearch, today: date) -> set[UUID]:
        return contact_list.fitting(self._connection, asked, today)

    def contact_count(self) -> int:
        return contact_list.contact_count(self._connection)

    def has_more_than(self, count: int) -> bool:
        return contact_list.has_more_than(self._connection, count)

    def tags(self) -> list[str]:
        return contact_list.tags(self._connection)

    def content(self, checksum: str) -> bytes:
        return content_of(self._connection, checksum)

    def has_content(self, checksum: str) -> bool:
        return has_content(self._connection, checksum)

    def _rows(self, kind: type[AnyThing], equal: dict[str, object]) -> list[AnyThing]:
        how = mapper(kind)
        query = select(how.table)
        for name, value in equal.items():
            query = query.where(_equals(how.table.c[name], value))
        with readable():
            rows = self._connection.execute(query)
            return [how.thing(zip(how.names, row, strict=True)) for row in rows]


def _equals(column: Column[Any], value: object) -> ColumnElement[bool]:
    """Whether a column holds a value, or any of several."""
    several = isinstance(value, list | tuple | set | frozenset)
    values = list(cast(Iterable[object], value)) if several else [value]
    if is_several(column):  # a list of keys: it holds any of them
        return holds_any(column, [str(key) for key in values])
    if not several:
        return column == value
    if len(values) > _FEW and all(isinstance(id, UUID) for id in values):
        # One JSON text for all of them: as parameters, thousands cost more to hand over than to find.
        keys = func.json_each(json.dumps([cast(UUID, id).hex for id in values])).table_valued("value")
        return column.in_(select(keys.c.value))
    return column.in_(values)


_Key = tuple[type[Thing], int]  # the integer in a UUID: found a third sooner than by the UUID itself


def _key(thing: Thing) -> _Key:
    return type(thing), thing.id.int


class UnitOfWork(ReadingUnit):
    """Gathers what is put and removed, and writes it together. Forgetting to commit is safe."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        self._before: dict[_Key, Thing | None] = {}  # as the act found them
        self._now: dict[_Key, Thing | None] = {}
        self._waiting: dict[_Key, Thing | None] = {}  # not written yet
        self._written: dict[_Key, Thing | None] = {}
        self._versions: dict[_Key, int] = {}  # of the rows that were written
        self._changes: tuple[Change, ...] | None = None  # until more is put or removed
        self._lost: list[Change] = []
        self._forgotten = 0
        self._scrub: Scrub | None = None
        self._untold: frozenset[UUID] = frozenset()
        self.number: int | None = None

    @property
    def changes(self) -> tuple[Change, ...]:
        if self._changes is None:
            self._flush()
            self._changes = tuple(
                Change(before, self._now[key])
                for key, before in self._before.items()
                if before != self._now[key]
            )
        return self._changes

    def get(self, kind: type[AnyThing], id: UUID) -> AnyThing:
        if (kind, id.int) in self._now:
            thing = self._now[kind, id.int]
            if thing is None:
                raise MissingError(kind.__name__, id)
            return cast(AnyThing, thing)
        return super().get(kind, id)

    def find(self, kind: type[AnyThing], **equal: object) -> list[AnyThing]:
        self._flush()
        return super().find(kind, **equal)

    def put(self, *things: Thing) -> None:
        self._note(things)
        for thing in things:
            key = _key(thing)
            self._now[key] = self._waiting[key] = thing

    def remove(self, *things: Thing) -> None:
        self._note(things)
        for thing in things:
            key = _key(thing)
            self._now[key] = self._waiting[key] = None

    def give_up(self, change: Change) -> None:
        self._lost.append(change)

    def forget_history(self, before: datetime) -> int:
        count = forget_entries(self._connection, before)
        self._forgotten += count
        if count:
            drop_unused_contents(self._connection)
        return count

    def keep_content(self, data: bytes) -> str:
        return keep_content(self._connection, data)

    def scrub(self, scrub: Scrub, untold: Collection[UUID] = ()) -> None:
        self._scrub, self._untold = scrub, frozenset(untold)

    @property
    def erases(self) -> bool:
        """Whether people are erased in this act, so that nothing of them may be left in the file."""
        return self._scrub is not None

    def places(self, may_hold: Callable[[str], bool]) -> list[Place]:
        self._flush()
        return super().places(may_hold)

    def has_loose_ends(self) -> bool:
        self._flush()
        loose = self._connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None
        return loose or bool(loose_keys(self._connection))

    @property
    def says_something(self) -> bool:
        return bool(self.changes or self._lost or self._forgotten)

    def commit(self, text: str, who: str) -> None:
        changes = self.changes
        if (loose := loose_key(self._connection, changes)) is not None:
            raise MissingError(*loose)
        number = write_entry(self._connection, text, who, changes, self._lost)
        if self._scrub is not None:
            scrub_entries(self._connection, self._scrub)
            forget_steps(self._connection, self._untold)
            drop_unused_contents(self._connection)
        with self._refused_by_ties():
            try:
                self._connection.commit()
            except DatabaseError:
                # SQLite keeps a transaction open that it could not commit, and SQLAlchemy thinks it over.
                self._connection.connection.rollback()
                raise
        self.number = number

    def _note(self, things: Iterable[Thing]) -> None:
        """Remembers how things stood before the act, reading those of a kind together."""
        self._changes = None
        unknown: dict[type[Thing], list[UUID]] = {}
        for thing in things:
            if _key(thing) not in self._before:
                unknown.setdefault(type(thing), []).append(thing.id)
        for kind, ids in unknown.items():
            stored = {thing.id: thing for thing in super().find(kind, id=ids)}
            for id in ids:
                self._before[kind, id.int] = self._now[kind, id.int] = stored.get(id)

    def _flush(self) -> None:
        waiting, self._waiting = self._waiting, {}
        new: dict[type[Thing], list[Thing]] = {}
        changed: dict[type[Thing], list[Thing]] = {}
        gone: dict[type[Thing], list[Thing]] = {}
        for key, thing in waiting.items():
            kind, before = key[0], self._stored(key)
            if thing is None:
                if before is not None:
                    gone.setdefault(kind, []).append(before)
            elif before is None:
                new.setdefault(kind, []).append(thing)
            elif thing != before:
                changed.setdefault(kind, []).append(thing)
        with self._refused_by_ties():
            for kind, things in gone.items():
                self._delete(kind, things)
            for kind, things in new.items():
                self._insert(kind, things)
            for kind, things in changed.items():
                self._update(kind, things)

    @contextmanager
    def _refused_by_ties(self) -> Iterator[None]:
        """Refuses what hangs on a thing that somebody took away, or says again what is said already."""
        try:
            yield
        except IntegrityError as error:
            kind, number = next(iter(self._now))
            id = UUID(int=number)
            code = getattr(error.orig, "sqlite_errorcode", None)
            if code == sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY:
                raise MissingError(kind.__name__, id) from error
            if code == sqlite3.SQLITE_CONSTRAINT_UNIQUE:
                raise ConflictError(kind.__name__, id) from error
            raise

    def _stored(self, key: _Key) -> Thing | None:
        return self._written.get(key, self._before[key])

    def _version(self, thing: Thing) -> int:
        """The version of the row as it is now, for a thing that is stored."""
        return self._versions.get(_key(thing), thing.version)

    def _insert(self, kind: type[Thing], things: list[Thing]) -> None:
        how = mapper(kind)
        self._connection.execute(insert(how.table), [{**how.row(thing), "version": 1} for thing in things])
        self._keep(things, [1] * len(things))

    def _update(self, kind: type[Thing], things: list[Thing]) -> None:
        """Only rows of the version that the act read; the transaction holds the lock, so all are."""
        how = mapper(kind)
        columns = how.table.c
        statement = (
            update(how.table)
            .where(and_(columns.id == bindparam("key"), columns.version == bindparam("seen")))
            .values({name: bindparam(name) for name in how.names if name != "id"})
        )
        rows: list[dict[str, Any]] = []
        for thing in things:
            stored = self._stored(_key(thing))
            assert stored is not None
            seen = self._version(stored)
            row = {**how.row(thing), "key": thing.id, "seen": seen, "version": seen + 1}
            del row["id"]
            rows.append(row)
        if self._connection.execute(statement, rows).rowcount != len(things):
            raise ConflictError(kind.__name__, things[0].id)
        self._keep(things, [row["version"] for row in rows])

    def _keep(self, things: list[Thing], versions: list[int]) -> None:
        """The rows are written; their versions are held apart, as a thing's own is what it was read with."""
        for thing, version in zip(things, versions, strict=True):
            key = _key(thing)
            self._written[key] = thing
            self._versions[key] = version

    def _delete(self, kind: type[Thing], things: list[Thing]) -> None:
        columns = mapper(kind).table.c
        statement = delete(mapper(kind).table).where(
            and_(columns.id == bindparam("key"), columns.version == bindparam("seen"))
        )
        # Worded once and given the bare values: of thousands, SQLAlchemy would look at each by itself.
        words = str(statement.compile(dialect=self._connection.dialect))
        rows = [(thing.id.hex, self._version(thing)) for thing in things]
        if self._connection.exec_driver_sql(words, rows).rowcount != len(things):
            raise ConflictError(kind.__name__, things[0].id)
        for thing in things:
            self._written[_key(thing)] = None
