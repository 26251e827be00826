"""What others wrote to a plan file, and names that no disk takes, are refused in words."""

import errno
import gzip
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import pytest

from kampanjplan.domain.contacts import RoleKind
from kampanjplan.domain.errors import FileError, FileTrouble, MissingError
from kampanjplan.domain.journal import Entry, Question
from kampanjplan.exchange.files import write_whole
from kampanjplan.plans import create_plan, open_plan, salvage_plan
from kampanjplan.services.contacts import set_roles
from kampanjplan.services.overview import stop_states, tours_in_order
from kampanjplan.storage.header import schema_of
from kampanjplan.storage.store import create_store
from kampanjplan.storage.tables import SCHEMA_VERSION
from kampanjplan.storage.trouble import told
from tests.things import content

RELEASED = Path(__file__).parents[1] / "data" / "released"


def spoil(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE tour SET status = 'sjunken'",
        "UPDATE stop SET first_day = 'igår'",
        "UPDATE stop SET audience = 'inte JSON'",
        "UPDATE stop SET audience = 'null'",
        "UPDATE stop SET supplies = '[{\"vad\": 1}]'",
        "UPDATE contact SET id = 'x' WHERE email LIKE 'rus%'",
        "UPDATE journal SET at = 'nyss'",
    ],
)
def test_a_row_that_cannot_be_read_is_damage(example: Path, statement: str) -> None:
    spoil(example, statement)
    with pytest.raises(FileError) as refused:
        read_all(example)
    assert refused.value.trouble is FileTrouble.DAMAGED


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal_change SET kind = 'okänd'",
        "UPDATE journal_change SET after = '[1]'",
        "UPDATE journal_change SET after = '{\"status\": 7}' WHERE kind = 'tour'",
        "UPDATE journal_change SET after = '{\"first_day\": 7}' WHERE kind = 'stop'",
        "UPDATE journal_change SET after = '{\"supplies\": [3]}' WHERE kind = 'stop'",
    ],
)
def test_history_that_cannot_be_read_is_damage(example: Path, statement: str) -> None:
    spoil(example, statement)
    with pytest.raises(FileError) as refused:
        read_history(example)
    assert refused.value.trouble is FileTrouble.DAMAGED


def read_history(path: Path) -> list[Entry]:
    door = open_plan(path, "prov")
    try:
        return door.read(lambda reading: reading.journal(Question(steps=None)))
    finally:
        door.store.close()


def read_all(path: Path) -> list[str]:
    """Reads every kind of thing; what the store itself finds."""
    door = open_plan(path, "prov")
    try:
        content(door)
        return list(door.store.check())
    finally:
        door.store.close()


def test_pages_written_over_are_noticed(example: Path) -> None:
    whole = bytearray(example.read_bytes())
    whole[4096 * 3 : 4096 * 9] = b"\xff" * 4096 * 6
    example.write_bytes(whole)
    try:
        found: object = read_all(example)
    except FileError as error:
        found = error.trouble is FileTrouble.DAMAGED
    assert found


def test_a_refused_commit_gives_the_file_back(example: Path) -> None:
    door, other = open_plan(example, "a"), open_plan(example, "b")
    stop = door.read(stop_states, door.read(tours_in_order)[0].id)[0].stop
    with pytest.raises(MissingError):
        door.do("Roll", set_roles, stop.id, [(uuid4(), RoleKind.PRESS)])
    for each in (other, door):  # neither finds the file locked
        each.do("Ta bort roller", set_roles, stop.id, [])
        each.do("Ingen", set_roles, stop.id, [])
    door.store.close()
    other.store.close()


def test_a_name_too_long_is_refused(tmp_path: Path) -> None:
    path = tmp_path / ("å" * 300)
    for act in (lambda: create_store(path), lambda: write_whole(path, lambda _to: None)):
        with pytest.raises(FileError):
            act()
    assert list(tmp_path.iterdir()) == []


def test_a_long_name_of_emoji_is_taken(tmp_path: Path) -> None:
    path = tmp_path / ("🙂" * 60)
    create_store(path).close()
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_is_there_is_not_told_as_missing(example: Path) -> None:
    resource = pytest.importorskip("resource")
    door = open_plan(example, "prov")
    content(door)  # all that is needed has been loaded
    door.store.close()
    free, before = os.dup(0), resource.getrlimit(resource.RLIMIT_NOFILE)
    os.close(free)
    resource.setrlimit(resource.RLIMIT_NOFILE, (free, before[1]))  # no file more may be opened
    try:
        with pytest.raises(FileError) as refused:
            content(door)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)
    assert refused.value.trouble is FileTrouble.NOT_WRITABLE
    assert content(door)
    door.store.close()


def test_what_cannot_be_cleaned_up_makes_nothing_undone(example: Path, monkeypatch) -> None:
    def refuse(path: Path, missing_ok: bool = False) -> None:
        raise OSError(errno.EIO, "refused", str(path))

    door, copy, paper = open_plan(example, "prov"), example.with_name("kopia"), example.with_name("x.pdf")
    monkeypatch.setattr(Path, "unlink", refuse)
    door.store.copy_to(copy)
    write_whole(paper, lambda to: to.write_text("ny", "utf-8") and None)
    door.store.close()
    assert paper.read_text("utf-8") == "ny"
    assert read_all(copy) == []


def test_an_upgrade_that_was_cut_short_is_made_again(tmp_path: Path) -> None:
    """What a kill in the middle of one leaves: the new header is written, and the journal takes it back."""
    old, plan = tmp_path / "old", tmp_path / "plan.kampanjplan"
    old.write_bytes(gzip.decompress((RELEASED / "0001.kampanjplan.gz").read_bytes()))
    with closing(sqlite3.connect(old, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size=5")  # so few pages that some are written before the commit
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(f"PRAGMA user_version={SCHEMA_VERSION}")
        connection.execute("CREATE TABLE half AS SELECT * FROM journal_change")
        cut = bytearray(old.read_bytes())
        cut[60:64] = SCHEMA_VERSION.to_bytes(4, "big")
        plan.write_bytes(cut)
        plan.with_name(plan.name + "-journal").write_bytes(old.with_name("old-journal").read_bytes())
        connection.execute("ROLLBACK")
    assert schema_of(plan) == SCHEMA_VERSION
    assert read_all(plan) == []
    assert read_all(old) == []
    door, other = open_plan(plan, "a"), open_plan(old, "b")
    assert content(door) == content(other) != {}
    door.store.close()
    other.store.close()


def fill_and_clean_up(connection: sqlite3.Connection) -> None:
    try:
        connection.execute("CREATE TABLE x AS SELECT zeroblob(99999)")
    finally:
        connection.execute("DROP TABLE x")


def test_what_failed_first_is_told(tmp_path: Path) -> None:
    """As when a full disk has undone a migration, and its own cleaning up finds nothing there."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("PRAGMA max_page_count=2")
        with pytest.raises(FileError) as refused, told(tmp_path):
            fill_and_clean_up(connection)
    assert refused.value.trouble is FileTrouble.FULL


def cut_short(path: Path) -> None:
    """Leaves the file and what SQLite kept of it as a kill in the middle of an act does."""
    journal = path.with_name(path.name + "-journal")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size=5")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("CREATE TABLE half AS SELECT * FROM journal_change")
        connection.execute("UPDATE stop SET notes = 'half'")
        left = path.read_bytes(), journal.read_bytes()
        connection.execute("ROLLBACK")
    path.write_bytes(left[0])
    journal.write_bytes(left[1])


def test_no_file_takes_the_place_of_one_that_was_cut_short(tmp_path: Path, example: Path) -> None:
    """What SQLite kept of the old file would be rolled back into the new one."""
    folder = tmp_path / "mapp"
    folder.mkdir()
    path = folder / "plan.kampanjplan"
    shutil.copy(example, path)
    cut_short(path)
    journal = path.with_name(path.name + "-journal")
    old, kept = path.read_bytes(), journal.read_bytes()
    door = open_plan(example, "prov")
    acts = [
        lambda: door.store.copy_to(path),
        lambda: create_plan(path, "prov"),
        lambda: salvage_plan(example, path, lambda _done, _all: None),
    ]
    for act in acts[:1]:
        assert refused_for(act) == journal
    assert (path.read_bytes(), journal.read_bytes()) == (old, kept)
    path.unlink()
    for act in acts:
        assert refused_for(act) == journal
    assert list(folder.iterdir()) == [journal]
    assert journal.read_bytes() == kept
    journal.unlink()
    create_plan(path, "prov").store.close()
    assert read_all(path) == []
    door.store.close()


def refused_for(act: Callable[[], object]) -> Path:
    with pytest.raises(FileError) as refused:
        act()
    assert refused.value.trouble is FileTrouble.EXISTS
    return refused.value.path
