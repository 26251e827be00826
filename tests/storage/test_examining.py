"""The check finds what is wrong, names it, and touches nothing."""

import gzip
import sqlite3
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from kampanjplan.domain.damage import DamageKind
from kampanjplan.plans import check_plan
from kampanjplan.wording.damage import damage_text
from tests.damage import page_over
from tests.storage.test_salvage import RELEASED, spoil


@pytest.mark.parametrize("released", RELEASED, ids=lambda path: path.name[:4])
def test_an_older_plan_is_checked_and_not_migrated(tmp_path: Path, released: Path) -> None:
    path = tmp_path / "gammal.kampanjplan"
    before = gzip.decompress(released.read_bytes())
    path.write_bytes(before)
    assert check_plan(path) == ((), (), released.name < RELEASED[-1].name)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("statement", "table", "column"),
    [
        ("UPDATE tour SET status = 'sjunken'", "tour", "status"),
        ("UPDATE stop SET first_day = 'igår'", "stop", "first_day"),
        ("UPDATE stop SET audience = 'inte JSON'", "stop", "audience"),
        ("UPDATE stop SET supplies = '[{\"vad\": 1}]'", "stop", "supplies"),
        ("UPDATE contact SET name = x'3132'", "contact", "name"),
        ("UPDATE contact SET phone = CAST(x'ff' AS TEXT)", "contact", "phone"),
        ("UPDATE item SET start = 'nio'", "item", "start"),
        ("UPDATE journal SET at = 'nyss'", "journal", "at"),
        ("UPDATE journal_change SET after = '{'", "journal_change", "after"),
    ],
)
def test_what_cannot_be_read_is_named(example: Path, statement: str, table: str, column: str) -> None:
    spoil(example, statement)
    with closing(sqlite3.connect(example)) as connection:
        rows = connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    damages, _broken, _older = check_plan(example)
    assert {(d.kind, d.table, d.column) for d in damages} == {(DamageKind.VALUE, table, column)}
    assert len({d.key for d in damages}) == len(damages) == rows
    assert damages[0].key in damage_text(damages[0])


def test_a_tie_to_nothing_is_named(example: Path) -> None:
    spoil(example, "UPDATE stop SET host_id = '00000000000000000000000000000000' WHERE town = 'Falun'")
    damages, _broken, _older = check_plan(example)
    assert {(d.kind, d.table, d.column, d.name) for d in damages} == {
        (DamageKind.TIE, "stop", "host_id", "Falun")
    }
    assert "organisation" in damage_text(damages[0])


def test_rules_are_asked_of_what_can_be_read(example: Path) -> None:
    spoil(
        example,
        "UPDATE contact SET name = '' WHERE name LIKE '%Falun'",
        "UPDATE tour SET status = 'sjunken'",
    )
    damages, broken, _older = check_plan(example)
    assert {d.table for d in damages} == {"tour"}
    assert [type(finding.thing).__name__ for finding in broken] == ["Contact"]


def test_every_page_written_over_is_found(example: Path) -> None:
    whole = example.read_bytes()
    for number in range(1, 1 + len(whole) // 4096):
        bad = page_over(whole, number, Random(number))
        example.write_bytes(bad)
        damages, broken, _older = check_plan(example)
        assert damages or broken, number
        assert example.read_bytes() == bad
