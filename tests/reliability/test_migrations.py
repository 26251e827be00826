"""R7: a migration that is killed leaves the file whole, at one schema or the next."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from random import Random

import pytest

from kampanjplan.plans import open_plan
from kampanjplan.storage.backups import Backups
from kampanjplan.storage.tables import SCHEMA_VERSION
from tests.reliability.tally import rounds, tally
from tests.storage.released import SCHEMAS, counts_of, released, tables_of, texts_of

# Loads what is slow to load once; each migration is a process of its own, which can be killed.
FORKS = """
import os, sys
from pathlib import Path
from kampanjplan.storage.upgrade import upgrade
upgrade(Path(sys.argv[1]))
print("begun", flush=True)
for line in sys.stdin:
    child = os.fork()
    if not child:
        print(os.getpid(), flush=True)
        upgrade(Path(line.rstrip("\\n")))
        os._exit(0)
    print(os.waitpid(child, 0)[1], flush=True)
"""
OLDER = [schema for schema in SCHEMAS if schema < SCHEMA_VERSION]


def shape_of(path: Path) -> tuple[int, str, frozenset[str]]:
    """The schema in the header, the migrations' own mark, and the tables; the file must be sound."""
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        (schema,) = connection.execute("PRAGMA user_version").fetchone()
        (mark,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        return schema, mark, frozenset(tables_of(connection))


@contextmanager
def migrations(first: Path) -> Iterator[Callable[[Path, float | None], bool]]:
    """Migrates a file in another process; whether that had come to its end before it was killed."""
    pipe = subprocess.PIPE
    with subprocess.Popen(
        [sys.executable, "-c", FORKS, str(first)], stdin=pipe, stdout=pipe, text=True
    ) as forks:
        assert forks.stdout.readline() == "begun\n"

        def killed_after(path: Path, seconds: float | None) -> bool:
            forks.stdin.write(f"{path}\n")
            forks.stdin.flush()
            child = int(forks.stdout.readline())
            if seconds is not None:
                time.sleep(seconds)
                with suppress(ProcessLookupError):
                    os.kill(child, signal.SIGKILL)
            return int(forks.stdout.readline()) == 0

        yield killed_after
        forks.stdin.close()


@pytest.mark.parametrize("rounds", rounds(10, 200))
def test_killed_while_migrating(tmp_path: Path, rounds: int, request) -> None:
    counting = tally("migrations-killed", rounds, request)
    whole = {schema: shape_of(released(schema, tmp_path / "hel.kampanjplan")) for schema in SCHEMAS}
    with migrations(released(OLDER[0], tmp_path / "varm.kampanjplan")) as killed_after:
        took = {}
        for schema in OLDER:
            path = released(schema, tmp_path / "tid.kampanjplan")
            began = time.monotonic()
            assert killed_after(path, None)
            took[schema] = time.monotonic() - began
        dice = Random(7)
        for number in counting:
            schema = OLDER[number % len(OLDER)]
            path, done = tmp_path / f"{number}.kampanjplan", True
            while done:  # a kill that came too late says nothing
                released(schema, path)
                texts = texts_of(path)
                done = killed_after(path, dice.random() * took[schema])
            journal = path.with_name(f"{path.name}-journal")
            midway = journal.exists() and journal.stat().st_size > 0
            shape = shape_of(path)
            assert shape in whole.values()
            assert not texts - texts_of(path)
            for backup in Backups(path).all():
                Backups(path).verify(backup)
            open_plan(path, "test").store.close()
            assert shape_of(path) == whole[SCHEMA_VERSION]
            assert counts_of(path)
            counting.add(half=0, midway=int(midway), still_old=int(shape[0] == schema))
    assert rounds < 50 or counting.counts["midway"] > rounds / 20
