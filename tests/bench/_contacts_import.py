"""Import: 20,000 contacts of a file through the real act, against a bare executemany of the same columns."""

import tempfile
from collections.abc import Iterator
from datetime import date
from itertools import count
from pathlib import Path

from sqlalchemy import insert

from kampanjplan.domain.cards import Card
from kampanjplan.exchange.contact_files import read_contacts, write_contacts
from kampanjplan.services.door import Door
from kampanjplan.services.importing import import_contacts, preview_import
from kampanjplan.services.sample import add_known_organisations
from kampanjplan.storage.mapper import mapper
from kampanjplan.storage.tables import contact
from tests.bench.harness import cpu, ratio
from tests.bench.store import _store

ROWS, ROUNDS = 20_000, 3
TODAY = date(2026, 11, 24)


def made_cards() -> list[Card]:
    return [
        Card(
            name=f"Exempel {n}",
            title="Roll",
            organisation=f"Exempelorten {n % 300}s kommun",
            emails=(f"e{n}@example.org",),
            phones=("08-465 004 00",),
            tags=("värd",),
        )
        for n in range(ROWS)
    ]


def run() -> bool:
    with tempfile.TemporaryDirectory() as name:
        folder, numbers = Path(name), count()
        file = folder / "lista.csv"
        write_contacts(made_cards(), file, "csv")
        looks: list[float] = []
        within = ratio(
            f"import of {ROWS} rows, shown before / bare executemany",
            lambda: _ours(folder, numbers, file, looks),
            lambda: _bare(folder, numbers, file),
            ROUNDS,
            5,
        )
        print(f"  reading the file and showing what it would do: {min(looks):.2f} s of CPU", flush=True)
        return within


def _ours(folder: Path, numbers: Iterator[int], file: Path, looks: list[float]) -> float:
    door = Door(_store(folder, numbers), "bench")
    door.do("Ny", add_known_organisations)
    found = []

    def look() -> None:
        found.append(door.read(preview_import, read_contacts(file).cards, file.name, TODAY))

    looks.append(cpu(look))
    seconds = cpu(lambda: door.do("Läs in", import_contacts, found[0]))
    door.store.close()
    return seconds


def _bare(folder: Path, numbers: Iterator[int], file: Path) -> float:
    store = _store(folder, numbers)
    door = Door(store, "bench")
    preview = door.read(preview_import, read_contacts(file).cards, file.name, TODAY)
    rows = [{**mapper(type(r.after)).row(r.after), "organisation_id": None} for r in preview.rows if r.after]

    def write() -> None:
        with store._engine.connect().execution_options(writes=True) as connection:
            connection.execute(insert(contact), rows)
            connection.commit()

    seconds = cpu(write)
    store.close()
    return seconds
