"""Brings an older plan file to the newest schema, in one transaction, with a copy beside it first."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine

from kampanjplan.storage.engine import open_engine
from kampanjplan.storage.header import schema_of
from kampanjplan.storage.tables import APPLICATION_ID, SCHEMA_VERSION
from kampanjplan.storage.trouble import told


def upgrade(path: Path) -> None:
    """Copies the file to `NAME.v<schema>` and migrates it; the file is as it was if that fails."""
    from kampanjplan.storage.store import SqliteStore

    schema = schema_of(path)
    engine = open_engine(path)
    try:
        SqliteStore(engine, path).copy_to(path.with_name(f"{path.name}.v{schema}"))
        with told(path):
            migrate(engine)
    finally:
        engine.dispose()


def migrate(engine: Engine, revision: str = "head") -> None:
    """Runs the migrations and stamps the header last, inside the same transaction."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA_VERSION}")
