"""A plan file of any earlier version opens in this one with all that it said."""

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from kampanjplan.domain.errors import FileError, FileTrouble
from kampanjplan.plans import open_plan
from kampanjplan.services.editing import change
from kampanjplan.services.restoring import restore
from kampanjplan.storage import copying
from kampanjplan.storage.backups import Backups
from kampanjplan.storage.header import schema_of
from kampanjplan.storage.tables import SCHEMA_VERSION, TABLE_OF
from kampanjplan.wording.sentences import error_text
from tests.storage.released import SCHEMAS, counts_of, released, texts_of
from tests.things import content

# Rows of the files, counted when each was put here; a table that came later has what it is born with.
_EXAMPLE = {
    "organisation": 25, "contact": 10, "tour": 2, "county_visit": 0, "stop": 17, "role": 10, "item": 45,
    "speaker": 40, "journal": 2, "journal_change": 149, "alembic_version": 1, "rules": 0, "program": 1,
    "activity": 0, "membership": 0, "appointment": 0, "distinct_pair": 0, "saved_search": 0, "erasure": 0,
    "travel_factor": 0, "theme": 0, "county_interest": 0, "day_answer": 0, "standing_rule": 0, "lecturer": 0,
    "party": 0, "planning": 0, "pin": 0, "kept_proposal": 0, "edition": 0, "edition_file": 0, "recipient": 0,
    "content": 0,
}  # fmt: skip
_LOGGED = {**_EXAMPLE, "journal_change": 155, "activity": 6}
_KNOWN = {
    **_LOGGED, "role": 11, "appointment": 4, "rules": 1, "membership": 1, "distinct_pair": 1,
    "saved_search": 1, "erasure": 1, "journal": 3, "journal_change": 165,
}  # fmt: skip
_PLANNED = {
    **_KNOWN, "travel_factor": 1, "theme": 1, "county_interest": 1, "day_answer": 3, "standing_rule": 2,
    "lecturer": 1, "party": 1, "planning": 1, "pin": 1, "kept_proposal": 1, "journal_change": 178,
}  # fmt: skip
_EDITED = {
    **_PLANNED, "edition": 1, "edition_file": 1, "recipient": 12, "content": 1, "journal": 5,
    "journal_change": 400,
}  # fmt: skip
GOLDEN = {1: _EXAMPLE, 2: _EXAMPLE, 3: _LOGGED, 4: _KNOWN, 5: _PLANNED, 6: _EDITED}
OLDER = [schema for schema in SCHEMAS if schema < SCHEMA_VERSION]


@pytest.fixture(params=SCHEMAS)
def old(request, tmp_path: Path) -> Path:
    return released(request.param, tmp_path / "gammal.kampanjplan")


def test_every_schema_has_its_file() -> None:
    assert list(range(1, SCHEMA_VERSION + 1)) == SCHEMAS == sorted(GOLDEN)


def test_upgraded_it_has_every_row_and_every_text(old: Path) -> None:
    schema, texts = schema_of(old), texts_of(old)
    assert texts.total() > 1000
    door = open_plan(old, "test")
    everything = content(door)
    assert list(door.store.check()) == []
    door.store.close()
    assert schema_of(old) == SCHEMA_VERSION
    assert counts_of(old) == GOLDEN[schema]
    assert {TABLE_OF[kind].name: len(things) for kind, things in everything.items()}.items() <= GOLDEN[
        schema
    ].items()
    lost = texts - texts_of(old)
    assert not lost


@pytest.mark.parametrize("schema", OLDER)
def test_before_it_is_upgraded_it_is_backed_up_as_it_was(schema: int, tmp_path: Path) -> None:
    path = released(schema, tmp_path / "gammal.kampanjplan")
    texts = texts_of(path)
    open_plan(path, "test").store.close()
    (backup,) = Backups(path).all()
    Backups(path).verify(backup)
    assert schema_of(backup.path) == schema
    assert texts_of(backup.path) == texts
    assert [p.name for p in tmp_path.iterdir() if not p.name.endswith("-journal")] == [path.name]


@pytest.mark.parametrize("schema", OLDER)
def test_without_a_backup_it_is_not_upgraded(schema: int, tmp_path: Path, monkeypatch) -> None:
    def fail(_path: Path) -> None:
        raise OSError(28, "No space left on device")

    path = released(schema, tmp_path / "gammal.kampanjplan")
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    with monkeypatch.context() as patched:
        patched.setattr(copying, "sync", fail)
        with pytest.raises(FileError) as refused:
            open_plan(path, "test")
    assert refused.value.trouble is FileTrouble.FULL
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before
    open_plan(path, "test").store.close()


def test_a_backup_of_any_version_is_restored_in_place_and_as_a_file(old: Path, tmp_path: Path) -> None:
    backups = Backups(old)
    backup = backups.make()
    before = backup.path.read_bytes()
    things = backups.things(backup)
    door = open_plan(old, "test")
    said = content(door)
    stop = next(iter(said[next(kind for kind in said if kind.__name__ == "Stop")].values()))
    door.do("Ändra", change, type(stop), stop.id, town="Annan ort")
    assert content(door) != said
    door.do("Återställ", restore, things)
    assert content(door) == said
    door.store.close()
    path = tmp_path / "åter.kampanjplan"
    backups.restore_as(backup, path)
    again = open_plan(path, "test")
    assert content(again) == said
    again.store.close()
    assert backup.path.read_bytes() == before
    assert not list(backups.folder.glob("*.new*"))


@pytest.mark.parametrize(
    ("statement", "needed"),
    [
        ("UPDATE program SET needed = '7.3.1'", "Kampanjplan 7.3.1"),
        ("DELETE FROM program", "schema 99"),
        ("DROP TABLE program", "schema 99"),
    ],
)
def test_a_newer_file_says_what_it_needs_and_is_left_alone(
    example: Path, statement: str, needed: str
) -> None:
    with closing(sqlite3.connect(example)) as connection, connection:
        connection.execute(statement)
        connection.execute("PRAGMA user_version = 99")
    before = example.read_bytes()
    with pytest.raises(FileError) as refused:
        open_plan(example, "test")
    assert refused.value.trouble is FileTrouble.NEWER
    assert f"behöver {needed}." in error_text(refused.value)
    assert example.read_bytes() == before


@pytest.mark.parametrize("schema", OLDER)
def test_an_older_one_that_nobody_may_write_is_not_told_as_damaged(schema: int, tmp_path: Path) -> None:
    path = released(schema, tmp_path / "gammal.kampanjplan")
    before = path.read_bytes()
    path.chmod(0o444)
    with pytest.raises(FileError) as refused:
        open_plan(path, "test")
    assert refused.value.trouble is FileTrouble.READ_ONLY
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]
