"""A plan file: made, opened, copied and checked."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from sqlalchemy import Engine, text

from kampanjplan.domain.errors import FileError, FileTrouble
from kampanjplan.domain.journal import Entry, Question
from kampanjplan.storage.contents import lost_contents
from kampanjplan.storage.copying import copy_database, written_whole
from kampanjplan.storage.engine import (
    BUSY_SECONDS,
    connected,
    driver_of,
    has_journal,
    memory_engine,
    open_engine,
)
from kampanjplan.storage.header import is_read_only, needed_program, schema_of
from kampanjplan.storage.keys import loose_keys
from kampanjplan.storage.tables import (
    APPLICATION_ID,
    NEEDED_PROGRAM,
    SCHEMA_VERSION,
    TABLE_OF,
    metadata,
    program,
)
from kampanjplan.storage.trouble import readable, sound, told
from kampanjplan.storage.units import ReadingUnit, UnitOfWork
from kampanjplan.storage.watching import Watch, identity, is_deleted

MEMORY = Path(":memory:")
_IN_ONE_LOOK = 200  # entries of the journal that are asked for by their numbers


class SqliteStore:
    """A plan in one SQLite file. One connection a unit, given back when the unit ends."""

    def __init__(self, engine: Engine, path: Path, *, read_only: bool = False) -> None:
        self._engine = engine
        self.path = path
        self.read_only = read_only
        self.patience = BUSY_SECONDS
        self._identity = identity(path)
        self._watch: Watch | None = None
        self._seen = 0  # the newest entry of the journal that is known here
        self._own: set[int] = set()  # entries written here since

    def watch(self) -> None:
        """From now on `news` tells what others write."""
        self._watch = Watch(self._engine)  # before the look at the journal, so that nothing falls between
        with self.reading() as reading:
            self._seen = reading.newest_entry()

    @contextmanager
    def reading(self) -> Iterator[ReadingUnit]:
        if self._watch and self._trouble():  # only the connection held since then knows the file
            with told(self.path), self._watch.reading() as connection:
                yield ReadingUnit(connection)
            return
        with told(self.path), self._engine.connect() as connection, connection.begin():
            yield ReadingUnit(connection)

    @contextmanager
    def writing(self) -> Iterator[UnitOfWork]:
        if self.read_only:
            raise FileError(FileTrouble.READ_ONLY, self.path)
        if trouble := self._trouble():
            raise FileError(trouble, self.path)
        with told(self.path), self._engine.connect() as connection:
            driver = driver_of(connection)
            driver.execute(f"PRAGMA busy_timeout={int(self.patience * 1000)}")
            unit = UnitOfWork(connection.execution_options(writes=True))
            connection.begin()
            (schema,) = driver.execute("PRAGMA user_version").fetchone()
            if schema != SCHEMA_VERSION:  # a newer program migrated it while it was open here
                raise FileError(FileTrouble.NEWER, self.path, needed_program(self.path, schema))
            yield unit
            if unit.number is not None:
                self._own.add(unit.number)
                if unit.erases:
                    self._leave_nothing(driver)

    def _leave_nothing(self, driver: sqlite3.Connection) -> None:
        """Takes what old pages may still hold of those erased, and tells of them beside the backups.

        SQLite zeroes what it frees; the file of a program that did not is made anew by this. The act is
        kept already: where others read the file, or the disk is full, it stays as it is.
        """
        with suppress(sqlite3.Error):
            driver.execute("VACUUM")
        if self._watch:  # a plan that somebody works in, not a copy that is being made
            from kampanjplan.storage.backups import Backups

            with suppress(FileError, OSError):
                Backups(self.path).remember_erased()

    def _trouble(self) -> FileTrouble | None:
        """What has become of the file since it was opened."""
        if self.path == MEMORY or (now := identity(self.path)) == self._identity:
            return None
        if now:
            return FileTrouble.REPLACED
        return FileTrouble.DELETED if self._identity and is_deleted(self._identity) else FileTrouble.MOVED

    def news(self) -> list[Entry]:
        if self._watch is None or self._trouble() or (mark := self._watch.stirred()) is None:
            return []
        with self.reading() as reading:
            newest = reading.newest_entry()
            numbers = [number for number in range(self._seen + 1, newest + 1) if number not in self._own]
            theirs: list[Entry] = []
            for first in range(0, len(numbers), _IN_ONE_LOOK):
                part = tuple(numbers[first : first + _IN_ONE_LOOK])
                theirs += reversed(reading.journal(Question(numbers=part, most=len(part), steps=None)))
        self._watch.settled(mark)
        self._own.difference_update(range(self._seen + 1, newest + 1))  # another thread may be adding to it
        self._seen = max(self._seen, newest)
        return theirs

    def check(self) -> list[str]:
        """Findings of SQLite's integrity and foreign key checks, and keys that only we can check."""
        with sound(self.path), self._engine.connect() as connection:
            found = [str(row[0]) for row in connection.execute(text("PRAGMA integrity_check"))]
            orphans = connection.execute(text("PRAGMA foreign_key_check")).all()
            loose = loose_keys(connection)
            lost = list(lost_contents(connection))
        return [line for line in found if line != "ok"] + [
            f"{row[0]}: {row[1]} -> {row[2]}"
            for row in [*orphans, *loose, *(("edition_file", id, "content") for id, _checksum in lost)]
        ]

    def copy_to(self, path: Path) -> None:
        """`path` is not the plan itself, whatever it is called there: what holds it would lose it."""
        if identity(path) == self._identity:
            raise FileError(FileTrouble.EXISTS, path)
        with told(path), self._driver() as driver:
            copy_database(driver, path)

    @contextmanager
    def _driver(self) -> Iterator[sqlite3.Connection]:
        """A connection of SQLite's own to the file that was opened, wherever it is now."""
        if self._watch and self._trouble():
            yield self._watch.driver
            return
        with self._engine.connect() as connection:
            yield driver_of(connection)

    def close(self) -> None:
        if self._watch:
            self._watch.close()
        self._engine.dispose()


def memory_store() -> SqliteStore:
    """An empty plan that lives as long as it, for tests and trials."""
    engine = memory_engine()
    make_schema(engine)
    return SqliteStore(engine, MEMORY)


def create_store(path: Path) -> SqliteStore:
    """A new, empty plan file, the owner's alone; FileError where something is there already."""
    with told(path):  # even to ask may be refused: a name too long, a folder of somebody else's
        if path.exists():
            raise FileError(FileTrouble.FOLDER if path.is_dir() else FileTrouble.EXISTS, path)
        if not path.parent.is_dir():
            raise FileError(FileTrouble.NO_FOLDER, path)
    with told(path), written_whole(path, replace=False) as temporary:
        engine = open_engine(temporary)
        make_schema(engine)
        engine.dispose()
    return open_store(path)


def open_store(path: Path) -> SqliteStore:
    """An existing plan file, brought to the newest schema; FileError says what is wrong with it."""
    schema = _schema_at_rest(path)
    read_only = is_read_only(path)
    if schema < SCHEMA_VERSION:
        if read_only:
            raise FileError(FileTrouble.READ_ONLY, path)  # sound, but only its upgrade could be read
        from kampanjplan.storage.upgrade import upgrade  # Alembic is dear to import and seldom needed

        with sound(path):
            upgrade(path)
    store = SqliteStore(open_engine(path, read_only=read_only), path, read_only=read_only)
    try:
        with sound(path), store.reading() as reading:
            _refuse_damaged(reading, path)
            _read_every_kind(reading)
        store.watch()
    except BaseException:
        store.close()
        raise
    return store


def _schema_at_rest(path: Path) -> int:
    """The schema number once SQLite has taken back what was cut short: the header may be of an upgrade."""
    schema = schema_of(path)
    with told(path):
        if not has_journal(path):
            return schema
        with closing(connected(path, "rw")) as connection:
            return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _refuse_damaged(reading: ReadingUnit, path: Path) -> None:
    """Asks SQLite whether every page is as it should be: 30 ms of 10 MB, and under one of the example."""
    found = reading._connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one()  # noqa: SLF001
    if found != "ok":
        raise FileError(FileTrouble.DAMAGED, path, str(found))


def _read_every_kind(reading: ReadingUnit) -> None:
    """Reads all that views show, so that a damaged file is refused when opened and not in the middle of work.

    A fifth of a second of 20,000 contacts, off the window's thread; what it compiles the views use again.
    """
    for kind in TABLE_OF:
        reading.find(kind)
    connection = reading._connection  # noqa: SLF001
    for table in metadata.sorted_tables:
        with readable():
            connection.execute(table.select().limit(1)).first()
        # Only planned, not done: refused where the table's own description or its ties are damaged.
        connection.exec_driver_sql(f"EXPLAIN INSERT INTO {table.name} DEFAULT VALUES").close()


def make_schema(engine: Engine) -> None:
    """Equals what the migrations make (a test compares them) without the cost of importing Alembic."""
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        metadata.create_all(connection)
        connection.exec_driver_sql(
            "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
            "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
        )
        connection.execute(
            text("INSERT INTO alembic_version VALUES (:number)"), {"number": f"{SCHEMA_VERSION:04d}"}
        )
        connection.execute(program.insert(), {"needed": NEEDED_PROGRAM})
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA_VERSION}")
