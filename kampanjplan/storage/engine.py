"""Opens a plan file so that what is told as saved is saved.

The settings are those that lost nothing in simulated power cuts, notice a file that was moved away,
and leave no erased names on the disk: a truncated rollback journal, synced beyond the full.
"""

import json
import sqlite3
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, StaticPool, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection

BUSY_SECONDS = 5.0
as_json = json.JSONEncoder(ensure_ascii=False).encode  # å stays å, so that text can be found in the file


def open_engine(path: Path, *, read_only: bool = False) -> Engine:
    """An engine on an existing file; it never creates one."""
    query = {"uri": "true", "mode": "ro" if read_only else "rw"}
    url = URL.create("sqlite", database=path.absolute().as_uri(), query=query)
    return _prepared(
        create_engine(
            url, connect_args={"timeout": BUSY_SECONDS, "isolation_level": None}, json_serializer=as_json
        )
    )


def memory_engine() -> Engine:
    """An engine on a database that lives as long as it, for tests and trials."""
    return _prepared(
        create_engine(
            URL.create("sqlite"),
            connect_args={"check_same_thread": False, "isolation_level": None},
            poolclass=StaticPool,
            json_serializer=as_json,
        )
    )


def connected(path: Path, mode: str = "ro") -> sqlite3.Connection:
    """SQLite's own connection to an existing file, for what needs no engine; it begins nothing by itself."""
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    return sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None)


def journal_of(path: Path) -> Path:
    """Where SQLite keeps what an act has overwritten, until it ends."""
    return path.with_name(path.name + "-journal")


def has_journal(path: Path) -> bool:
    """Whether an act on the file was begun and not ended."""
    journal = journal_of(path)
    return journal.exists() and journal.stat().st_size > 0


def driver_of(connection: Connection) -> sqlite3.Connection:
    """SQLite's own connection below SQLAlchemy's, for what must not begin a transaction."""
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    return driver


def _prepared(engine: Engine) -> Engine:
    event.listen(engine, "connect", _set_pragmas)
    event.listen(engine, "begin", _begin)
    return engine


def _set_pragmas(connection: DBAPIConnection, _record: object) -> None:
    cursor = connection.cursor()
    for pragma in (
        "foreign_keys=ON",
        "journal_mode=TRUNCATE",
        "synchronous=EXTRA",
        "secure_delete=ON",
        "trusted_schema=OFF",
        "cache_spill=OFF",  # a long act would else shut every reader out until it ends
    ):
        try:
            cursor.execute(f"PRAGMA {pragma}")
        except sqlite3.OperationalError:
            # A file that may only be read keeps the journal mode it has.
            if not pragma.startswith("journal_mode"):
                raise
    cursor.close()


def _begin(connection: Connection) -> None:
    """A unit that will write takes the lock at once, so that it cannot fail half-way for want of it."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
