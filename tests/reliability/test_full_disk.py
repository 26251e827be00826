"""R4: on a full disk the act is refused whole and says where; with room again the same act is kept."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from kampanjplan.domain.errors import FileError, FileTrouble
from kampanjplan.exchange.files import write_whole
from kampanjplan.plans import create_plan, open_plan
from kampanjplan.services.door import Door
from kampanjplan.storage.store import open_store
from kampanjplan.wording.sentences import error_text
from tests.reliability.acts import Coordinator, left
from tests.reliability.soundness import examine
from tests.reliability.tally import rounds, tally
from tests.things import TODAY, content

MEGABYTE = 1 << 20


@dataclass(frozen=True)
class Refused:
    """What kind of act was refused, and how."""

    kind: str
    error: FileError


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of two megabytes."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("a disk is mounted by root, on Linux")
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)], check=False, capture_output=True
    )
    if mounted.returncode != 0:
        pytest.skip(f"no disk may be mounted here: {mounted.stderr.decode().strip()}")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill(coordinator: Coordinator, kinds: tuple[str, ...]) -> tuple[list[dict[str, Any]], Refused]:
    """Acts until one is refused: what those before it left behind, and the refusal."""
    done = []
    for kind in cycle(kinds):
        state = coordinator.random.getstate()
        try:
            done.append(left(coordinator.act(kind)))
        except FileError as error:
            coordinator.random.setstate(state)  # so that the next is the same
            return done, Refused(kind, error)
    raise AssertionError


KINDS = ("import", "edit", "add", "undo", "delete", "import", "move")


@pytest.mark.parametrize("rounds", rounds(3, 100))
def test_a_full_disk_refuses_an_act_whole(rounds: int, small_disk: Path, request) -> None:
    refusals = tally("full", rounds, request)
    for number in refusals:
        filler, plan = small_disk / "filler", small_disk / "plan.kampanjplan"
        filler.write_bytes(bytes(MEGABYTE + number % 50 * 4096))
        create_plan(plan, "prov", example_from=TODAY).store.close()
        before = examine(plan)
        door = open_plan(plan, "prov")
        coordinator = Coordinator(door, number, imported=50 + number)
        done, refused = fill(coordinator, KINDS[number % 4 :])
        assert_told_as_full(refused.error, plan)
        assert content(door)  # it can still be read
        now = examine(plan)
        assert (now.lacks(before, done), now.unsaid(before, done)) == ([], [])
        filler.unlink()
        done.append(left(coordinator.act(refused.kind)))
        door.store.close()
        now = examine(plan)
        assert (now.lacks(before, done), now.unsaid(before, done)) == ([], [])
        for path in small_disk.iterdir():
            path.unlink()
        refusals.add(refused=1, acts=len(done), unsound=0, **{f"refused_{refused.kind}": 1})


def assert_told_as_full(error: FileError, place: Path) -> None:
    assert error.trouble is FileTrouble.FULL
    assert error.path == place
    assert f"”{place.parent}”" in error_text(error)
    assert "full" in error_text(error)


def test_a_copy_that_finds_no_room_leaves_none(small_disk: Path, example: Path) -> None:
    (small_disk / "filler").write_bytes(bytes(2 * MEGABYTE - 100_000))
    door, copy = open_plan(example, "prov"), small_disk / "kopia.kampanjplan"
    with pytest.raises(FileError) as refused:
        door.store.copy_to(copy)
    assert_told_as_full(refused.value, copy)
    assert [path.name for path in small_disk.iterdir()] == ["filler"]
    (small_disk / "filler").unlink()
    door.store.copy_to(copy)
    door.store.close()
    assert examine(copy) == examine(example)


def test_a_paper_that_finds_no_room_leaves_the_old_one(small_disk: Path) -> None:
    paper = small_disk / "schema.pdf"
    paper.write_bytes(b"%PDF- the one before")

    def write(path: Path) -> None:
        path.write_bytes(bytes(3 * MEGABYTE))

    with pytest.raises(FileError) as refused:
        write_whole(paper, write)
    assert_told_as_full(refused.value, paper)
    assert paper.read_bytes() == b"%PDF- the one before"
    assert list(small_disk.iterdir()) == [paper]


def test_a_file_that_may_not_grow_refuses_an_act_whole(example: Path) -> None:
    """The same without a disk: SQLite says that one is full where a file has all the pages it may have."""
    before, most = examine(example), example.stat().st_size // 4096 + 20
    store = open_store(example)

    @event.listens_for(store._engine, "connect")
    def _small(connection, _record) -> None:
        connection.execute(f"PRAGMA max_page_count={most}")

    store._engine.dispose()
    coordinator = Coordinator(Door(store, "prov"), 1, imported=50)
    done, refused = fill(coordinator, KINDS)
    assert_told_as_full(refused.error, example)
    now = examine(example)
    assert (now.lacks(before, done), now.unsaid(before, done)) == ([], [])
    event.remove(store._engine, "connect", _small)
    store._engine.dispose()
    done.append(left(coordinator.act(refused.kind)))
    store.close()
    now = examine(example)
    assert (now.lacks(before, done), now.unsaid(before, done)) == ([], [])
