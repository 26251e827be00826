"""Backups: one way to make them, and nothing but a good one is ever given back."""

import hashlib
import os
import sqlite3
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kampanjplan.domain.errors import FileError, FileTrouble
from kampanjplan.domain.tours import Tour
from kampanjplan.plans import open_plan
from kampanjplan.services.door import Door
from kampanjplan.services.editing import change
from kampanjplan.services.overview import tours_in_order
from kampanjplan.storage import copying
from kampanjplan.storage.backups import Backups, seal_of
from tests.things import content

LONG_AGO = time.time() - 7200


@pytest.fixture
def door(example: Path):
    door = open_plan(example, "test")
    yield door
    door.store.close()


@pytest.fixture
def backups(example: Path) -> Backups:
    return Backups(example)


def rename(door: Door, name: str) -> None:
    door.do("Byt namn", change, Tour, door.read(tours_in_order)[0].id, name=name)


def test_a_backup_is_sealed_and_its_owners_alone(door: Door, backups: Backups) -> None:
    made = backups.make()
    assert backups.all() == [made]
    assert abs(datetime.now(UTC) - made.made) < timedelta(seconds=5)
    assert made.size == made.path.stat().st_size
    digest = hashlib.sha256(made.path.read_bytes()).hexdigest()
    assert seal_of(made.path).read_text("utf-8") == f"{digest}  {made.path.name}\n"
    for path in backups.folder.iterdir():
        assert path.stat().st_mode & 0o777 == 0o600
    assert backups.folder.stat().st_mode & 0o777 == 0o700
    assert len(list(backups.folder.iterdir())) == 2


def test_a_plan_that_says_nothing_new_needs_no_other(door: Door, backups: Backups) -> None:
    assert backups.make()
    assert backups.make() is None
    rename(door, "Ett")
    second = backups.make()
    assert backups.newest_good() == second
    assert backups.make() is None
    assert len(backups.all()) == 2


def test_two_of_the_same_second_have_names_of_their_own_in_order(door: Door, backups: Backups) -> None:
    now, made = datetime(2026, 11, 20, 8, tzinfo=UTC), []
    for n in range(12):
        rename(door, f"Namn {n}")
        made.append(backups.make(now))
    assert backups.all() == made[::-1]


def test_another_plan_put_in_its_place_is_news(door: Door, backups: Backups, tmp_path: Path) -> None:
    """Though as many acts are told of in both."""
    copy = tmp_path / "kopia.kampanjplan"
    door.store.copy_to(copy)
    other = open_plan(copy, "annan")
    rename(other, "Andra")
    other.store.close()
    rename(door, "Första")
    assert backups.make()
    door.store.close()
    copy.replace(door.store.path)
    assert backups.make()


def test_a_flipped_bit_is_found_and_the_older_one_is_the_newest_good(door: Door, backups: Backups) -> None:
    first = backups.make()
    rename(door, "Ett")
    second = backups.make()
    data = bytearray(second.path.read_bytes())
    data[len(data) // 2] ^= 1
    second.path.write_bytes(data)
    for act in (
        lambda: backups.verify(second),
        lambda: backups.things(second),
        lambda: backups.restore_as(second, backups.plan.with_name("ny.kampanjplan")),
    ):
        with pytest.raises(FileError) as refused:
            act()
        assert refused.value.trouble is FileTrouble.DAMAGED
    assert not backups.plan.with_name("ny.kampanjplan").exists()
    assert backups.newest_good() == first
    assert backups.make() is not None  # for what the damaged one said is kept nowhere else


@pytest.mark.parametrize("spoilt", [b"", b"\xff\xfe", b"0" * 64 + b"  annan\n", None])
def test_without_its_seal_a_backup_is_not_trusted(backups: Backups, spoilt: bytes | None) -> None:
    made = backups.make()
    if spoilt is None:
        seal_of(made.path).unlink()
    else:
        seal_of(made.path).write_bytes(spoilt)
    with pytest.raises(FileError) as refused:
        backups.verify(made)
    assert refused.value.trouble is FileTrouble.DAMAGED
    assert backups.newest_good() is None


def test_restored_as_a_new_file_it_says_the_same(door: Door, backups: Backups, tmp_path: Path) -> None:
    before = content(door)
    made = backups.make()
    rename(door, "Nytt namn")
    path = tmp_path / "åter.kampanjplan"
    backups.restore_as(made, path)
    restored = open_plan(path, "test")
    assert content(restored) == before
    restored.store.close()
    assert path.stat().st_mode & 0o777 == 0o600


def test_restoring_takes_the_place_of_no_file(backups: Backups, tmp_path: Path, monkeypatch) -> None:
    made = backups.make()
    path = tmp_path / "brev.txt"
    path.write_text("viktigt", encoding="utf-8")
    for trusting in (False, True):  # the second time it came to be after it was looked for
        if trusting:
            monkeypatch.setattr(Path, "exists", lambda self, known=Path.exists: self != path and known(self))
        with pytest.raises(FileError) as refused:
            backups.restore_as(made, path)
        assert refused.value.trouble is FileTrouble.EXISTS
        assert path.read_text(encoding="utf-8") == "viktigt"
    with pytest.raises(FileError) as refused:
        backups.restore_as(made, tmp_path / "ingen mapp" / "ny.kampanjplan")
    assert refused.value.trouble is FileTrouble.NO_FOLDER


def test_what_was_interrupted_is_not_listed_and_goes_in_time(door: Door, backups: Backups) -> None:
    backups.make()
    half = backups.folder / ".2026-11-25 100000Z.kampanjplan.abc.new"
    lone = backups.folder / "2026-11-25 100000Z.kampanjplan.sha256"
    young = backups.folder / ".ung.new"
    for path in (half, lone, young):
        path.write_bytes(b"x")
    for path in (half, lone):
        os.utime(path, (LONG_AGO, LONG_AGO))
    assert len(backups.all()) == 1
    rename(door, "Ett")
    backups.make()
    assert not half.exists()
    assert not lone.exists()
    assert young.exists()
    assert len(backups.all()) == 2


def test_a_backup_that_fails_leaves_nothing(door: Door, backups: Backups, monkeypatch) -> None:
    def fail(_path: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(copying, "sync", fail)
    with pytest.raises(FileError) as refused:
        backups.make()
    assert refused.value.trouble is FileTrouble.FULL
    assert list(backups.folder.iterdir()) == []


def test_a_damaged_plan_is_not_backed_up_over_good_ones(door: Door, backups: Backups) -> None:
    made = backups.make()
    rename(door, "Ett")
    door.store.close()
    with closing(sqlite3.connect(backups.plan)) as connection, connection:
        connection.execute("UPDATE stop SET tour_id = ?", ("0" * 32,))
    before = backups.plan.read_bytes()
    with pytest.raises(FileError) as refused:
        backups.make()
    assert (refused.value.trouble, refused.value.path) == (FileTrouble.DAMAGED, backups.plan)
    assert backups.all() == [made]
    assert backups.plan.read_bytes() == before


def test_a_plan_held_by_another_program_is_said_to_be_locked(backups: Backups, monkeypatch) -> None:
    monkeypatch.setattr("kampanjplan.storage.engine.BUSY_SECONDS", 0.05)
    with closing(sqlite3.connect(backups.plan, isolation_level=None)) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        with pytest.raises(FileError) as refused:
            backups.make()
    assert (refused.value.trouble, refused.value.path) == (FileTrouble.LOCKED, backups.plan)
    assert list(backups.folder.iterdir()) == []


def test_a_plan_that_is_gone_has_its_backups_still(door: Door, backups: Backups) -> None:
    made = backups.make()
    door.store.close()
    backups.plan.unlink()
    again = Backups(backups.plan)
    assert again.newest_good() == made
    with pytest.raises(FileError) as refused:
        again.make()
    assert refused.value.trouble is FileTrouble.MISSING


def test_each_plan_has_a_folder_of_its_own(tmp_path: Path) -> None:
    names = ["plan.kampanjplan", "plan.annan", "å" * 120 + ".kampanjplan", "..", "a?b#c%41.kampanjplan"]
    folders = {Backups(tmp_path / name).folder for name in names}
    assert len(folders) == len(names)
    assert len({folder.parent for folder in folders}) == 1


def test_thinning_deletes_the_backup_with_its_seal(door: Door, backups: Backups) -> None:
    now, made = datetime.now(UTC), []
    for n in range(3):
        rename(door, f"Namn {n}")
        made.append(backups.make(now - timedelta(days=200 - n)))
    backups.thin(now, 90)
    assert backups.all() == [made[2]]
    assert {path.name for path in backups.folder.iterdir()} == {made[2].path.name, seal_of(made[2].path).name}


def test_those_of_a_wrong_clock_are_no_news(door: Door, backups: Backups) -> None:
    rename(door, "I framtiden")
    ahead = backups.make(datetime.now(UTC) + timedelta(days=400))
    rename(door, "Nu")
    now = backups.make()
    assert backups.all() == [now, ahead]
    assert backups.newest_good() == now
    assert backups.make() is None
    backups.thin(datetime.now(UTC), 90)
    assert backups.all() == [now, ahead]


def test_other_files_in_the_folder_are_left_alone(backups: Backups) -> None:
    made = backups.make()
    for name in ("anteckning.txt", "2026-13-45 000000Z.kampanjplan", "kopia.kampanjplan"):
        (backups.folder / name).write_text("mitt", encoding="utf-8")
    assert backups.all() == [made]
    backups.thin(datetime.now(UTC) + timedelta(days=1000), 1)
    assert (backups.folder / "2026-13-45 000000Z.kampanjplan").exists()


def test_by_whichever_way_a_plan_is_named_its_backups_are_found(
    door: Door, backups: Backups, tmp_path: Path, monkeypatch
) -> None:
    made = backups.make()
    (tmp_path / "under").mkdir()
    (tmp_path / "genväg").symlink_to(backups.plan)
    monkeypatch.chdir(tmp_path / "under")
    for name in (Path("..") / backups.plan.name, Path("../genväg")):
        assert Backups(name).all() == [made]


def test_the_newest_good_one_is_never_thinned_away(door: Door, backups: Backups) -> None:
    good = backups.make(datetime.now(UTC) - timedelta(days=200))
    rename(door, "Ett")
    bad = backups.make(datetime.now(UTC) - timedelta(days=199))
    with bad.path.open("r+b") as file:
        file.seek(5000)
        file.write(b"skadad")
    backups.thin(datetime.now(UTC), 90)
    assert good in backups.all()
    assert backups.newest_good() == good
