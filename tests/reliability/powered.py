"""A writer to be traced: so many acts on a plan file, each acknowledged in another file.

Arguments: the plan file, the file of acknowledgements, how many acts, and the mode of PRAGMA synchronous
where it is not to be the program's own.
"""

import json
import os
import sys
from pathlib import Path

from sqlalchemy import event

from kampanjplan.services.door import Door
from kampanjplan.storage.store import SqliteStore, open_store
from tests.reliability.acts import Coordinator, left


def _plan(path: Path, synchronous: str) -> SqliteStore:
    store = open_store(path)
    if synchronous:

        @event.listens_for(store._engine, "connect")
        def _less_careful(connection, _record) -> None:
            connection.execute(f"PRAGMA synchronous={synchronous}")

        store._engine.dispose()
    return store


def _main(plan: str, acks: str, acts: str, synchronous: str = "") -> None:
    coordinator = Coordinator(Door(_plan(Path(plan), synchronous), "skrivare"), seed=1, imported=20)
    said = os.open(acks, os.O_WRONLY | os.O_APPEND)
    for _ in range(int(acts)):
        done = coordinator.act(coordinator.kind())
        os.write(said, json.dumps(left(done)).encode() + b"\n")


if __name__ == "__main__":
    _main(*sys.argv[1:])
