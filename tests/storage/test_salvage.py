"""What is salvaged says what the damaged file said, and is a sound plan whatever was lost."""

import gzip
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from kampanjplan.domain.contacts import Contact, Role
from kampanjplan.domain.damage import DamageKind, StoppedError
from kampanjplan.domain.errors import FileError, FileTrouble
from kampanjplan.domain.kinds import KINDS
from kampanjplan.domain.programme import Speaker
from kampanjplan.domain.stops import Stop
from kampanjplan.domain.tours import Tour
from kampanjplan.plans import check_plan, open_plan, salvage_plan
from kampanjplan.services.conflicts import give_up, settle
from kampanjplan.services.contacts import delete_contacts
from kampanjplan.services.editing import change
from kampanjplan.storage.mapper import mapper
from kampanjplan.storage.mending import mended, raw_row, stand_in, unreadable
from kampanjplan.storage.rows import Rows, layouts
from kampanjplan.storage.salvage import empty_at, tables_at
from kampanjplan.storage.tables import SCHEMA_VERSION, TABLE_OF
from tests.damage import page_over, pages_of, rows_in
from tests.things import content

RELEASED = sorted((Path(__file__).parents[1] / "data" / "released").glob("*.gz"))


def spoil(path: Path, *statements: str) -> None:
    """Writes what the program never would, ties and all."""
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def salvaged(path: Path):
    """The report, and all that the new plan says; it is sound."""
    before = path.read_bytes()
    new = path.with_name("räddad.kampanjplan")
    report = salvage_plan(path, new, lambda _done, _all: None)
    assert path.read_bytes() == before
    assert new.stat().st_mode & 0o777 == 0o600
    assert check_plan(new) == ((), (), False)
    door = open_plan(new, "prov")
    said = content(door)
    door.store.close()
    return report, said


def test_a_sound_plan_comes_back_row_for_row(example: Path) -> None:
    report, _said = salvaged(example)
    assert report.damages == ()
    assert rows_in(report.path) == rows_in(example)


@pytest.mark.parametrize("released", RELEASED, ids=lambda path: path.name[:4])
def test_a_plan_of_every_schema_comes_back(tmp_path: Path, released: Path) -> None:
    path = tmp_path / "gammal.kampanjplan"
    path.write_bytes(gzip.decompress(released.read_bytes()))
    report, said = salvaged(path)
    assert report.damages == ()
    door = open_plan(path, "prov")  # the migrations' way
    assert said == content(door)
    door.store.close()


def test_the_migrations_order_columns_as_a_new_file_does() -> None:
    migrated = empty_at(1)
    from kampanjplan.storage.upgrade import migrate

    migrate(migrated)
    assert layouts(migrated) == layouts(empty_at(SCHEMA_VERSION))


def test_pages_that_no_tree_holds_are_told_by_what_they_say(example: Path) -> None:
    """Also kinds with as many columns: roles and visits to counties, organisations and tours."""
    spoil(
        example,
        "INSERT INTO county_visit SELECT hex(randomblob(16)), 1, id, '25', 'yes' FROM tour",
    )
    whole = rows_in(example)
    data = bytearray(example.read_bytes())
    schema = [n for n, owner in Rows(bytes(data), tables_at(SCHEMA_VERSION))._owner.items() if owner == ""]
    for number in schema:
        if number != 1:
            data[(number - 1) * 4096 : number * 4096] = bytes(4096)
    example.write_bytes(data)
    report, _said = salvaged(example)
    saved = rows_in(report.path)
    assert {key: row for key, row in saved.items() if key[0] != "county_visit"} == {
        key: row for key, row in whole.items() if key[0] != "county_visit"
    }
    assert sum(key[0] == "county_visit" for key in saved) == 2


def test_lost_things_are_made_anew_of_the_history(example: Path) -> None:
    door = open_plan(example, "prov")
    before = content(door)
    door.store.close()
    data = example.read_bytes()
    (page,) = {min(where) for key, where in pages_of(data).items() if key[0] == "contact"}
    example.write_bytes(page_over(data, page, Random(1)))
    report, said = salvaged(example)
    assert said == before
    kinds = [damage.kind for damage in report.damages]
    assert kinds.count(DamageKind.FROM_HISTORY) == len(before[Contact])


def test_nothing_is_thrown_away_because_its_parent_is_gone(example: Path) -> None:
    with closing(sqlite3.connect(example)) as connection, connection:
        roles = connection.execute("SELECT count(*) FROM role").fetchone()[0]
        speakers = connection.execute("SELECT count(*) FROM speaker").fetchone()[0]
    spoil(
        example,
        "DELETE FROM journal_change",
        "DELETE FROM tour",
        "DELETE FROM contact",
        "DELETE FROM organisation WHERE short = 'SKR'",
        "DELETE FROM stop WHERE town = 'Kalmar' AND first_day > '2027'",
    )
    report, said = salvaged(example)
    assert len(said[Role]) == roles
    assert len(said[Speaker]) == speakers
    assert {tour.name for tour in said[Tour].values()} == {"Räddad turné"}
    assert {contact.name for contact in said[Contact].values()} == {"Räddad kontakt"}
    assert sum(stop.town == "Räddat stopp" for stop in said[Stop].values()) == 1
    assert any(
        body.short == "SKR" for body in said[next(k for k in said if k.__name__ == "Organisation")].values()
    )
    placed = [d for d in report.damages if d.kind is DamageKind.PLACEHOLDER]
    assert {d.table for d in placed} == {"tour", "contact", "stop"}


@pytest.mark.parametrize(
    ("statement", "column"),
    [
        ("UPDATE stop SET status = 'sjunken' WHERE town = 'Falun' AND first_day > '2027'", "status"),
        ("UPDATE stop SET first_day = 'igår' WHERE town = 'Falun' AND first_day > '2027'", "first_day"),
        ("UPDATE stop SET supplies = '[{' WHERE town = 'Falun' AND first_day > '2027'", "supplies"),
        ("UPDATE stop SET county_code = '99' WHERE town = 'Falun' AND first_day > '2027'", "county_code"),
        (
            "UPDATE stop SET venue = CAST(x'ff41' AS TEXT) WHERE town = 'Falun' AND first_day > '2027'",
            "venue",
        ),
        ("UPDATE stop SET venue = x'3132' WHERE town = 'Falun' AND first_day > '2027'", "venue"),
    ],
)
def test_a_row_is_kept_without_the_value_that_cannot_be_read(
    example: Path, statement: str, column: str
) -> None:
    spoil(example, statement)
    report, said = salvaged(example)
    assert next((d.kind, d.table, d.name, d.column) for d in report.damages) == (
        DamageKind.VALUE, "stop", "Falun", column,
    )  # fmt: skip
    (stop,) = [
        s
        for s in said[Stop].values()
        if s.town == "Falun" and s.hold_rank is None and s.host_id and s.expected
    ]
    assert stop.description


def test_an_interrupted_act_is_taken_back_first(example: Path, tmp_path: Path) -> None:
    """The file and its journal as a crash in the middle of a long act leaves them."""
    with closing(sqlite3.connect(example, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size=1")
        connection.execute("BEGIN")
        connection.execute("UPDATE contact SET notes = 'halvvägs ' || hex(randomblob(3000))")
        connection.execute("UPDATE stop SET notes = 'halvvägs ' || hex(randomblob(3000))")
        crashed = tmp_path / "kraschad.kampanjplan"
        crashed.write_bytes(example.read_bytes())
        journal = tmp_path / "kraschad.kampanjplan-journal"
        journal.write_bytes(example.with_name(example.name + "-journal").read_bytes())
        connection.execute("ROLLBACK")
    assert b"halvv\xc3\xa4gs" in crashed.read_bytes()
    kept = journal.read_bytes()
    assert check_plan(crashed) == ((), (), False)
    report, _said = salvaged(crashed)
    assert journal.read_bytes() == kept
    assert report.damages == ()
    assert rows_in(report.path) == rows_in(example)


def test_no_file_is_taken_and_none_left_half_done(example: Path, tmp_path: Path) -> None:
    taken = tmp_path / "finns.kampanjplan"
    taken.write_text("x", encoding="utf-8")
    with pytest.raises(FileError) as refused:
        salvage_plan(example, taken, lambda _done, _all: None)
    assert refused.value.trouble is FileTrouble.EXISTS

    def stop(done: int, _all: int) -> None:
        if done > 40:
            raise StoppedError

    there = set(tmp_path.iterdir())
    with pytest.raises(StoppedError):
        salvage_plan(example, tmp_path / "ny.kampanjplan", stop)
    assert set(tmp_path.iterdir()) == there


def test_a_file_with_nothing_left_is_refused(example: Path, tmp_path: Path) -> None:
    data = example.read_bytes()
    example.write_bytes(data[:8192] + bytes(len(data) - 8192))
    with pytest.raises(FileError) as refused:
        salvage_plan(example, tmp_path / "ny.kampanjplan", lambda _done, _all: None)
    assert refused.value.trouble is FileTrouble.DAMAGED
    assert not (tmp_path / "ny.kampanjplan").exists()


def test_what_was_given_up_is_not_what_the_history_knows(example: Path) -> None:
    door = open_plan(example, "prov")
    kept, gone = door.read(lambda r: r.find(Contact))[:2]
    door.do("Konflikt", settle, kept, {"title": "Gavs upp"}, change, Contact, kept.id)
    door.do("Bort", delete_contacts, [gone.id])
    door.do("Gavs upp", give_up, gone, replace(gone, title="Gavs upp"))
    before = content(door)
    door.store.close()
    data = example.read_bytes()
    (page,) = {min(where) for key, where in pages_of(data).items() if key[0] == "contact"}
    example.write_bytes(page_over(data, page, Random(1)))
    _report, said = salvaged(example)
    assert said == before


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_row_whose_texts_are_lost_is_mended_or_left_out(kind) -> None:
    table = TABLE_OF[kind]
    whole = raw_row(table, mapper(kind).row(stand_in(kind, "x")))
    for column in table.columns:
        for lost in ("", None, b"\xff"):
            for name in ("", "Räddad"):
                row, bad = mended(table.name, {**whole, column.name: lost}, name)
                assert row is None or not unreadable(table.name, row), (column.name, lost, bad)
