"""A plan file of every schema that there has been, as a user may still have it."""

import gzip
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "data" / "released"
SCHEMAS = sorted(int(path.name[:4]) for path in FOLDER.glob("*.gz"))


def released(schema: int, path: Path) -> Path:
    """Lays the plan file of a schema at a path."""
    path.write_bytes(gzip.decompress((FOLDER / f"{schema:04d}.kampanjplan.gz").read_bytes()))
    path.chmod(0o600)
    return path


def tables_of(connection: sqlite3.Connection) -> list[str]:
    named = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
    return [name for (name,) in connection.execute(named)]


def counts_of(path: Path) -> dict[str, int]:
    """How many rows each table has."""
    with closing(sqlite3.connect(path)) as connection:
        return {
            name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0]
            for name in tables_of(connection)
        }


def texts_of(path: Path) -> Counter[str]:
    """Every text in every cell of every table, but the migrations' own mark."""
    found: Counter[str] = Counter()
    with closing(sqlite3.connect(path)) as connection:
        for name in tables_of(connection):
            if name != "alembic_version":
                for row in connection.execute(f"SELECT * FROM {name}"):
                    found.update(cell for cell in row if isinstance(cell, str))
    return found
