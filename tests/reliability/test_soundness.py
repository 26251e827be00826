"""The hardships' own judge sees half an act and a lost one."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from kampanjplan.domain.errors import FileError
from kampanjplan.plans import open_plan
from tests.reliability.acts import Coordinator, left
from tests.reliability.soundness import UnsoundError, examine


def write(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE contact SET notes = 'annat' WHERE id = (SELECT min(id) FROM contact)",
        "DELETE FROM speaker WHERE id = (SELECT min(id) FROM speaker)",
        "DELETE FROM journal_change WHERE number = (SELECT max(number) FROM journal_change)",
        "DELETE FROM journal WHERE number = 2",
        "INSERT INTO role SELECT 'x', 1, stop_id, tour_id, contact_id, kind FROM role LIMIT 1",
        "UPDATE stop SET tour_id = '00000000000000000000000000000000'",
    ],
)
def test_half_an_act_is_seen(example: Path, statement: str) -> None:
    examine(example)
    write(example, statement)
    with pytest.raises((UnsoundError, FileError)):
        examine(example)


def test_a_lost_act_is_seen(example: Path) -> None:
    before, old = examine(example), example.read_bytes()
    door = open_plan(example, "prov")
    coordinator = Coordinator(door, 1)
    said = [left(coordinator.act(kind)) for kind in ("add", "edit", "import", "delete", "undo", "move")]
    door.store.close()
    assert examine(example).lacks(before, said) == []
    assert examine(example).unsaid(before, said[:-1]) == [said[-1]["text"]]
    example.write_bytes(old)
    assert len(examine(example).lacks(before, said)) > len(said)


def test_what_was_given_up_in_a_conflict_is_no_part_of_the_plan(example: Path) -> None:
    before = examine(example)
    write(
        example,
        "INSERT INTO journal_change (journal_number, kind, thing_id, before, after, lost)"
        ' SELECT journal_number, kind, thing_id, after, \'{"notes": "mitt"}\', 1 FROM journal_change',
    )
    assert examine(example) == before
