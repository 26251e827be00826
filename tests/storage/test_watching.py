"""What others write is noticed, and a file that went elsewhere while open is neither written nor lost."""

import shutil
import sqlite3
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Barrier
from uuid import uuid4

import pytest
from sqlalchemy import Engine

from kampanjplan import plans
from kampanjplan.domain.contacts import Contact
from kampanjplan.domain.errors import FileError, FileTrouble
from kampanjplan.domain.tours import Tour
from kampanjplan.plans import open_plan
from kampanjplan.services.door import Door
from kampanjplan.services.editing import change
from kampanjplan.services.history import as_changes
from kampanjplan.services.overview import tours_in_order
from kampanjplan.storage import store
from kampanjplan.storage.tables import SCHEMA_VERSION
from kampanjplan.storage.watching import Watch
from tests.things import content


@pytest.fixture
def mine(example: Path):
    door = open_plan(example, "jag")
    yield door
    door.store.close()


@pytest.fixture
def theirs(example: Path):
    door = open_plan(example, "Anna")
    yield door
    door.store.close()


def rename(door: Door, name: str) -> None:
    door.do("Ändra namn", change, Tour, door.read(tours_in_order)[0].id, name=name)


def test_only_what_others_wrote_is_news(mine: Door, theirs: Door) -> None:
    assert mine.store.news() == []
    rename(mine, "Min")
    assert mine.store.news() == []
    rename(theirs, "Deras")
    rename(mine, "Min igen")
    rename(theirs, "Deras igen")
    news = mine.store.news()
    assert [(e.who, e.steps[0].after) for e in news] == [
        ("Anna", {"name": "Deras"}),
        ("Anna", {"name": "Deras igen"}),
    ]
    assert mine.store.news() == []
    assert [e.who for e in theirs.store.news()] == ["jag", "jag"]


def test_news_tell_what_a_view_needs(mine: Door, theirs: Door) -> None:
    rename(theirs, "Deras")
    (entry,) = mine.store.news()
    ((before, after),) = mine.read(as_changes, entry).of(Tour)
    assert before is not None
    assert after is not None
    assert (before.name, after.name) == ("Uppföljningsturnén", "Deras")


def test_a_busy_file_is_asked_again(mine: Door, theirs: Door) -> None:
    rename(theirs, "Deras")
    with theirs.store._engine.connect() as holder:
        driver = holder.connection.driver_connection
        driver.execute("BEGIN EXCLUSIVE")
        assert mine.store.news() == []
        driver.execute("ROLLBACK")
    assert len(mine.store.news()) == 1


GONE = {
    "moved": (lambda path: path.rename(path.with_name("annan")), FileTrouble.MOVED),
    "deleted": (
        lambda path: path.unlink(),
        FileTrouble.DELETED if sys.platform == "linux" else FileTrouble.MOVED,
    ),
    "replaced": (
        lambda path: shutil.copy(path, path.with_name("x")) and path.with_name("x").replace(path),
        FileTrouble.REPLACED,
    ),
}


@pytest.mark.parametrize("how", GONE)
def test_a_file_that_went_elsewhere_is_not_written_and_can_be_saved(
    mine: Door, example: Path, how: str, tmp_path: Path
) -> None:
    rename(mine, "Sparat")
    before = content(mine)
    act, trouble = GONE[how]
    act(example)
    now = example.read_bytes() if example.exists() else None
    with pytest.raises(FileError) as refused:
        rename(mine, "Försök")
    assert refused.value.trouble is trouble
    assert content(mine) == before  # still read, from the file that was opened
    assert mine.store.news() == []
    rescued = tmp_path / "räddad.kampanjplan"
    mine.store.copy_to(rescued)
    other = open_plan(rescued, "jag")
    assert content(other) == before
    assert list(other.store.check()) == []
    rename(other, "Går igen")
    other.store.close()
    assert (example.read_bytes() if example.exists() else None) == now


def test_put_back_it_is_written_again(mine: Door, example: Path) -> None:
    away = example.with_name("undan")
    example.rename(away)
    with pytest.raises(FileError):
        rename(mine, "Försök")
    away.rename(example)
    rename(mine, "Går igen")
    assert mine.read(tours_in_order)[0].name == "Går igen"


def test_what_is_written_while_the_watch_begins_is_no_news_missed(
    mine: Door, theirs: Door, monkeypatch
) -> None:
    def late(engine: Engine) -> Watch:
        rename(theirs, "Just då")
        return Watch(engine)

    monkeypatch.setattr(store, "Watch", late)
    mine.store.watch()
    missed = [entry.number for entry in mine.store.news()]
    assert mine.store._seen == theirs.read(lambda r: r.newest_entry())
    assert missed == []


def test_nothing_of_much_news_is_left_out(mine: Door, theirs: Door) -> None:
    for number in range(205):
        rename(theirs, str(number))
    news = [entry.steps[0].after for entry in mine.store.news()]
    assert news == [{"name": str(number)} for number in range(205)]


def test_a_file_that_went_elsewhere_is_read_by_several_threads(mine: Door, example: Path) -> None:
    example.rename(example.with_name("annan"))
    before = content(mine)
    together = Barrier(4)

    def read(_number: int) -> object:
        together.wait()
        return [content(mine) for _time in range(5)]

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(read, range(4))) == [[before] * 5] * 4


def test_the_plan_is_not_copied_over_itself(mine: Door, example: Path, tmp_path: Path) -> None:
    before = content(mine)
    (tmp_path / "genväg").symlink_to(example)
    (tmp_path / "under").mkdir()
    for same in (example, tmp_path / "under" / ".." / example.name, tmp_path / "genväg"):
        with pytest.raises(FileError) as refused:
            mine.store.copy_to(same)
        assert refused.value.trouble is FileTrouble.EXISTS
    rename(mine, "Går igen")
    assert content(mine) != before


def test_a_plan_that_a_newer_program_migrated_while_open_is_not_written(mine: Door, example: Path) -> None:
    before = content(mine)
    with closing(sqlite3.connect(example)) as newer, newer:
        newer.execute("UPDATE program SET needed = '9.1.0'")
        newer.execute(f"PRAGMA user_version={SCHEMA_VERSION + 1}")
    with pytest.raises(FileError) as refused:
        rename(mine, "Försök")
    assert (refused.value.trouble, refused.value.detail) == (FileTrouble.NEWER, "Kampanjplan 9.1.0")
    assert content(mine) == before


def test_a_long_act_shuts_no_reader_out(mine: Door, theirs: Door) -> None:
    before = content(theirs)
    with mine.store.writing() as unit:
        unit.put(*(Contact(id=uuid4(), name=f"Namn {n}", notes="x" * 1000) for n in range(5000)))
        assert len(unit.changes) == 5000  # written, and not yet kept
        assert content(theirs) == before


def test_a_plan_that_could_not_be_filled_leaves_nothing(tmp_path: Path, monkeypatch) -> None:
    def fail(_unit: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("kampanjplan.services.sample.add_known_organisations", fail)
    with pytest.raises(FileError) as refused:
        plans.create_plan(tmp_path / "ny.kampanjplan", "jag")
    assert refused.value.trouble is FileTrouble.FULL
    assert list(tmp_path.iterdir()) == []
