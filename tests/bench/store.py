"""Store: acts through the door with journal against bare SQLAlchemy Core, synchronous off on both sides."""

import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from uuid import uuid4

from sqlalchemy import event, insert, update

from kampanjplan.domain.contacts import Contact
from kampanjplan.services.door import Door
from kampanjplan.services.editing import add, change
from kampanjplan.services.history import replay
from kampanjplan.storage.mapper import mapper
from kampanjplan.storage.store import SqliteStore, create_store
from kampanjplan.storage.tables import contact
from tests.bench.harness import cpu, ratio

ROWS, EDITS = 20_000, 200


def _contacts() -> list[Contact]:
    return [
        Contact(
            id=uuid4(), name=f"Exempel {n}", title="Roll", email=f"e{n}@example.org", phone="08-465 004 00"
        )
        for n in range(ROWS)
    ]


def _store(folder: Path, numbers: Iterator[int]) -> SqliteStore:
    store = create_store(folder / f"{next(numbers)}.kampanjplan")

    @event.listens_for(store._engine, "connect")
    def _hasty(connection, _record) -> None:
        connection.execute("PRAGMA synchronous=OFF")

    store._engine.dispose()
    return store


def run() -> bool:
    with tempfile.TemporaryDirectory() as name:
        folder, numbers = Path(name), count()
        store = _store(folder, numbers)
        door = Door(store, "bench")
        one = _contacts()[0]
        door.do("ny", add, one)
        texts = count()

        def ours() -> float:
            return cpu(
                lambda: [
                    door.do("Ändra", change, Contact, one.id, notes=f"{next(texts)}") for _ in range(EDITS)
                ]
            )

        def bare_edit() -> None:
            with store._engine.connect().execution_options(writes=True) as connection:
                row = {**mapper(Contact).row(one), "notes": f"{next(texts)}", "version": next(texts)}
                connection.execute(update(contact).where(contact.c.id == one.id).values(**row))
                connection.commit()

        def bare() -> float:
            return cpu(lambda: [bare_edit() for _ in range(EDITS)])

        return all([ratio("store, one edit / bare update", ours, bare, 5, 3), _import(folder, numbers)])


def _import(folder: Path, numbers: Iterator[int]) -> bool:
    undone: list[float] = []

    def ours() -> float:
        door, people = Door(_store(folder, numbers), "bench"), _contacts()
        done = []
        seconds = cpu(lambda: done.append(door.do("Import", add, *people)))
        undone.append(cpu(lambda: door.do("Ångra", replay, done[0].inverse())))
        door.store.close()
        return seconds

    def bare() -> float:
        store, how = _store(folder, numbers), mapper(Contact)
        rows = [how.row(person) for person in _contacts()]

        def write() -> None:
            with store._engine.connect().execution_options(writes=True) as connection:
                connection.execute(insert(contact), rows)
                connection.commit()

        seconds = cpu(write)
        store.close()
        return seconds

    within = ratio(f"store, import of {ROWS} rows / bare executemany", ours, bare, 3, 5)
    times = iter(undone)
    return ratio("store, undo of it / the import", lambda: next(times), ours, 3, 1.5) and within
