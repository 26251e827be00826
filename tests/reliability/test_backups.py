"""R12 and the backups' part of R1 and R6: made while others write, killed half-way, spoilt bit by bit."""

import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest

from kampanjplan.domain.contacts import Contact
from kampanjplan.domain.errors import FileError, FileTrouble
from kampanjplan.domain.tours import Tour
from kampanjplan.plans import open_plan
from kampanjplan.services.editing import change
from kampanjplan.services.overview import tours_in_order
from kampanjplan.storage.backups import Backups, seal_of
from tests.reliability.tally import rounds, tally

# Acts each of which would show if only half of it were in a copy: a contact more, or less, and their number.
WRITER = """
import sys, time, uuid
from dataclasses import replace
from kampanjplan.domain.contacts import Contact
from kampanjplan.plans import open_plan
from kampanjplan.services.overview import tours_in_order
from kampanjplan.storage.backups import Backups
from pathlib import Path

def act(unit):
    tour, contacts = tours_in_order(unit)[0], unit.find(Contact)
    if len(contacts) < 300:
        unit.put(Contact(id=uuid.uuid4(), name="Prov"))
        count = len(contacts) + 1
    else:
        unit.remove(*contacts[50:])
        count = 50
    unit.put(replace(tour, notes=f"{count} {int(tour.notes.split()[1]) + 1}"))

path = Path(sys.argv[1])
door = open_plan(path, "skrivare")
backups = Backups(path)
print("begun", flush=True)
while True:
    door.do("Akt", act)
    time.sleep(0.01)
    if sys.argv[2] == "backing up":
        backups.make()
"""


@contextmanager
def writer(path: Path, what: str):
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), what], stdout=subprocess.PIPE, text=True
    ) as child:
        try:
            assert child.stdout.readline() == "begun\n"
            yield child
        finally:
            child.kill()


@pytest.fixture
def plan(example: Path) -> Path:
    """The example, where a tour's notes tell how many contacts and acts there are."""
    door = open_plan(example, "test")
    contacts = door.read(lambda reading: reading.find(Contact))
    door.do("Räkna", change, Tour, door.read(tours_in_order)[0].id, notes=f"{len(contacts)} 0")
    door.store.close()
    return example


def said(path: Path) -> tuple[int, int]:
    """How many contacts and acts the plan has; the contacts must be as many as the last act says."""
    door = open_plan(path, "test")
    tour, contacts = door.read(lambda reading: (tours_in_order(reading)[0], reading.find(Contact)))
    door.store.close()
    count, acts = map(int, tour.notes.split())
    assert count == len(contacts)
    return count, acts


@pytest.mark.parametrize("rounds", rounds(20, 500))
def test_backups_while_another_program_writes(plan: Path, tmp_path: Path, rounds: int, request) -> None:
    counting = tally("backups-while-writing", rounds, request)
    backups, path = Backups(plan), tmp_path / "åter.kampanjplan"
    with writer(plan, "writing"):
        for _number in counting:
            _contacts, known = said(plan)  # saved before the backup began, so it must be in it
            while (made := backups.make()) is None:
                time.sleep(0.01)
            backups.verify(made)
            backups.restore_as(made, path)
            _contacts, acts = said(path)
            assert acts >= known
            path.unlink()
            made.path.unlink()
            seal_of(made.path).unlink()
            counting.add(bad=0, acts_meanwhile=said(plan)[1] - known)
    assert counting.counts["acts_meanwhile"] > rounds / 2  # it did write


@pytest.mark.parametrize("rounds", rounds(5, 100))
def test_killed_while_backing_up(plan: Path, rounds: int, request) -> None:
    counting = tally("backups-killed", rounds, request)
    backups, dice = Backups(plan), Random(7)
    for _number in counting:
        before = len(backups.all())
        with writer(plan, "backing up"):
            time.sleep(dice.random() * 0.3)
        listed = backups.all()
        for backup in listed[: len(listed) - before + 1]:
            backups.verify(backup)
        contacts, _acts = said(plan)
        made = backups.make()
        assert made is None or len(backups.things(made)) > contacts
        names = [path.name for path in backups.folder.iterdir()]
        half = sum(name.endswith(".new") for name in names)
        lone = sum(name.endswith(".sha256") for name in names) - len(backups.all())
        for backup in backups.all()[3:]:
            backup.path.unlink()
            seal_of(backup.path).unlink()
        for path in backups.folder.iterdir():
            if path.suffix == ".new" or (path.suffix == ".sha256" and not path.with_suffix("").exists()):
                path.unlink()
        counting.add(half_listed=0, killed_inside=int(half + lone > 0))
    assert rounds < 50 or counting.counts["killed_inside"] > rounds / 10


@pytest.mark.parametrize("rounds", rounds(20, 200))
def test_every_flipped_bit_is_found(plan: Path, rounds: int, request) -> None:
    counting = tally("backups-flipped", rounds, request)
    backups = Backups(plan)
    made = backups.make()
    whole = made.path.read_bytes()
    for number in counting:
        place = Random(number).randrange(len(whole) * 8)
        flipped = bytearray(whole)
        flipped[place // 8] ^= 1 << place % 8
        made.path.write_bytes(flipped)
        with pytest.raises(FileError) as refused:
            backups.verify(made)
        assert refused.value.trouble is FileTrouble.DAMAGED
        assert backups.newest_good() is None
        counting.add(found=1)
    made.path.write_bytes(whole)
    backups.verify(made)
    assert counting.counts["found"] == rounds
