"""What others write is noticed, and a file that went elsewhere while open is neither written nor lost."""

import shutil
from pathlib import Path

import pytest

from kampanjplan.domain.errors import FileError, FileTrouble
from kampanjplan.domain.tours import Tour
from kampanjplan.plans import open_plan
from kampanjplan.services.door import Door
from kampanjplan.services.editing import change
from kampanjplan.services.history import as_changes
from kampanjplan.services.overview import tours_in_order
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
    "deleted": (lambda path: path.unlink(), FileTrouble.MOVED),
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
