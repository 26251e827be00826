"""Brings an older plan file to the newest schema, one transaction a schema, after a backup."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Engine

from kampanjplan.storage.backups import Backups
from kampanjplan.storage.engine import driver_of, open_engine
from kampanjplan.storage.tables import APPLICATION_ID, SCHEMA_VERSION
from kampanjplan.storage.trouble import UnreadableRowError, told


def upgrade(path: Path) -> None:
    """Backs the file up and migrates it. FileError where either fails; the file says what it did then."""
    Backups(path).make()
    engine = open_engine(path)
    try:
        with told(path):
            migrate(engine)
    finally:
        engine.dispose()


def migrate(engine: Engine, to: int = SCHEMA_VERSION) -> None:
    """Runs the missing migrations up to a schema number, each in a transaction of its own.

    The header is stamped last, inside it: a file is always whole at one schema or the next.
    """
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with engine.connect().execution_options(writes=True) as connection:
        config.attributes["connection"] = connection
        driver = driver_of(connection)
        driver.execute("PRAGMA foreign_keys=OFF")  # a table made anew is dropped first; checked below instead
        try:
            (schema,) = driver.execute("PRAGMA user_version").fetchone()
            for number in range(schema + 1, to + 1):
                with connection.begin():
                    try:
                        command.upgrade(config, f"{number:04d}")
                    except CommandError as error:  # the file names a migration that there is none of
                        raise UnreadableRowError(str(error)) from error
                    if orphans := connection.exec_driver_sql("PRAGMA foreign_key_check").all():
                        raise UnreadableRowError(f"foreign keys: {orphans[:3]}")
                    connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
                    connection.exec_driver_sql(f"PRAGMA user_version={number}")
        finally:
            driver.execute("PRAGMA foreign_keys=ON")
