"""Who was erased and what was withdrawn, kept beside the backups too: one made before says them again.

The plan says it itself, in its own table; but a backup is taken when the plan is lost or damaged. The ledger
names nobody: it holds marks of the keys, by which those whom a backup holds are known again.
"""

import json
import sqlite3
from collections.abc import Iterable
from contextlib import closing, suppress
from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

from kampanjplan.domain.contacts import Erasure
from kampanjplan.domain.erasing import erased_by
from kampanjplan.domain.errors import FileError
from kampanjplan.folders import write_private
from kampanjplan.storage.engine import connected, open_engine
from kampanjplan.storage.header import schema_of
from kampanjplan.storage.tables import SCHEMA_VERSION

NAME = "erased.json"
FIRST_SCHEMA = 4  # that knows of erasures
EDITIONS = 6  # the first schema that knows of editions

_KEPT = "SELECT day, decision, salt, mark FROM erasure"


def erasures_in(path: Path) -> list[Erasure]:
    """What a plan file says of those erased; nothing where it is gone, damaged or too old to say so."""
    with suppress(FileError, OSError, sqlite3.Error, UnicodeDecodeError):
        if schema_of(path) >= FIRST_SCHEMA:
            with closing(connected(path)) as connection:
                return [_erasure(*row) for row in connection.execute(_KEPT)]
    return []


def labels_in(path: Path) -> dict[UUID, str]:
    """What a plan file calls those erased."""
    with suppress(FileError, OSError, sqlite3.Error, UnicodeDecodeError):
        if schema_of(path) >= FIRST_SCHEMA:
            with closing(connected(path)) as connection:
                rows = connection.execute("SELECT id, name FROM contact WHERE anonymised IS NOT NULL")
                return {UUID(id): name for id, name in rows}
    return {}


def kept_in(folder: Path) -> list[Erasure]:
    """The ledger in a folder of backups; nothing where there is none."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        known = json.loads((folder / NAME).read_text(encoding="utf-8"))
        return [_erasure(e["day"], e["decision"], e["salt"], e["mark"]) for e in known]
    return []


def keep_in(folder: Path, erasures: Iterable[Erasure]) -> None:
    """Adds what the ledger in a folder does not have yet; OSError where it cannot be written."""
    known = {erasure.mark: erasure for erasure in kept_in(folder)}
    new = {erasure.mark: erasure for erasure in erasures if erasure.mark not in known}
    if new:
        facts = [
            {"day": e.day.isoformat(), "decision": e.decision, "salt": e.salt, "mark": e.mark}
            for e in (known | new).values()
        ]
        write_private(folder / NAME, json.dumps(facts, ensure_ascii=False, indent=1))


def holds_erased(path: Path, ledger: Iterable[Erasure]) -> bool:
    """Whether a sound plan file, of any schema, says anybody who was erased, or holds what was withdrawn."""
    schema = schema_of(path)
    with closing(connected(path)) as connection:
        rows = connection.execute(
            "SELECT id FROM contact WHERE anonymised IS NULL"
            if schema >= FIRST_SCHEMA
            else "SELECT id FROM contact"
        ).fetchall()
        if schema >= EDITIONS:
            rows += connection.execute("SELECT id FROM edition WHERE withdrawn IS NULL").fetchall()
        return bool(erased_by([UUID(id) for (id,) in rows], ledger))


def erase_again(path: Path, ledger: Iterable[Erasure], labels: dict[UUID, str]) -> None:
    """Erases those again whom a plan file of our own, that nobody else has open, says in spite of it."""
    from kampanjplan.services.door import Door
    from kampanjplan.services.erasing import anonymise_again
    from kampanjplan.storage.store import SqliteStore
    from kampanjplan.wording import _

    ledger = list({erasure.mark: erasure for erasure in [*ledger, *erasures_in(path)]}.values())
    if not ledger or not holds_erased(path, ledger):
        return
    engine = open_engine(path)
    if schema_of(path) < SCHEMA_VERSION:
        from kampanjplan.storage.upgrade import migrate  # Alembic is dear to import and seldom needed

        migrate(engine)
    store = SqliteStore(engine, path)
    try:
        Door(store, "").do(_("Gallrade personer gallrade på nytt"), anonymise_again, ledger, labels)
    finally:
        store.close()


def _erasure(day: str, decision: str, salt: str, mark: str) -> Erasure:
    return Erasure(id=uuid4(), day=date.fromisoformat(day), decision=decision, salt=salt, mark=mark)
