"""What others wrote to a plan file, and names that no disk takes, are refused in words."""

import sqlite3
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import pytest

from kampanjplan.domain.contacts import RoleKind
from kampanjplan.domain.errors import FileError, FileTrouble, MissingError
from kampanjplan.exchange.files import write_whole
from kampanjplan.plans import open_plan
from kampanjplan.services.contacts import set_roles
from kampanjplan.services.overview import stop_states, tours_in_order
from kampanjplan.storage.store import create_store
from tests.things import content


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
