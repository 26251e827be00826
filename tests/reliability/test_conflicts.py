"""R9: two and three programs write the same; nothing is overwritten unseen, and what is given up is told."""

import json
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest

from kampanjplan.domain.contacts import Contact
from kampanjplan.domain.journal import Entry, Question
from kampanjplan.plans import create_plan, open_plan
from kampanjplan.services.editing import add
from tests.reliability.tally import rounds, tally

ROOT = Path(__file__).parents[2]
CONFLICTS = 12  # that one program has before a round ends


@pytest.mark.parametrize("rounds", rounds(2, 420))
def test_nothing_is_overwritten_unseen(tmp_path: Path, rounds: int, request) -> None:
    count = tally("conflicts", rounds, request)
    for number in count:
        plan = tmp_path / f"{number}.kampanjplan"
        door = create_plan(plan, "prov")
        door.do("Nya", add, *(Contact(id=uuid4(), name=f"Exempel {n}") for n in range(2)))
        door.store.close()
        rivals = [f"r{number}{letter}" for letter in "abc"[: 2 + number % 2]]
        said = run_rivals(plan, rivals)
        told = history(plan)
        assert lost_or_unseen(said, told) == []
        conflicts = sum(line.get("conflicts", 0) for line in said)
        assert conflicts >= CONFLICTS
        count.add(conflicts=conflicts, edits=len(said), silent=0)
        plan.unlink()


def run_rivals(plan: Path, names: list[str]) -> list[dict]:
    running = []
    for name in names:
        command = [sys.executable, "-m", "tests.reliability.rival", str(plan), name, str(CONFLICTS)]
        with plan.with_name(name).open("w") as out:  # a pipe that nobody empties would stop its writer
            running.append(subprocess.Popen(command, cwd=ROOT, stdout=out))
    assert [process.wait(timeout=300) for process in running] == [0] * len(names)
    return [json.loads(line) for name in names for line in plan.with_name(name).read_text().splitlines()]


def history(plan: Path) -> list[Entry]:
    door = open_plan(plan, "prov")
    entries = door.read(lambda r: r.journal(Question(kinds=(Contact,), most=100_000, steps=None)))
    assert list(door.store.check()) == []
    door.store.close()
    return entries


def lost_or_unseen(said: list[dict], told: list[Entry]) -> list[object]:
    """Words that the history does not hold, and writes over something that their author had not seen."""
    kept: dict[str, tuple[str, str]] = {}
    lost: Counter[str] = Counter()
    for entry in told:
        for step in entry.steps:
            for field, value in (step.after or {}).items():
                if step.lost:
                    lost[value] += 1
                elif step.before is not None:
                    kept[value] = field, step.before[field]
    wrong: list[object] = []
    for line in said:
        for field, (seen, value) in line.get("kept", {}).items():
            if kept.get(value) != (field, seen):
                wrong.append((line, kept.get(value)))
        wrong += [line for value in line.get("lost", {}).values() if not lost[value]]
    return wrong


def test_the_check_finds_a_write_over_something_unseen(tmp_path: Path) -> None:
    door = create_plan(tmp_path / "p.kampanjplan", "prov")
    contact = Contact(id=uuid4(), name="x")
    door.do("Ny", add, contact)

    door.do("a", lambda unit: unit.put(replace(contact, title="theirs")))
    door.do("b", lambda unit: unit.put(replace(contact, title="mine")))
    door.store.close()
    told = history(tmp_path / "p.kampanjplan")
    assert lost_or_unseen([{"kept": {"title": ["", "mine"]}}], told)
    assert lost_or_unseen([{"lost": {"title": "mine"}}], told)
    assert not lost_or_unseen([{"kept": {"title": ["theirs", "mine"]}}], told)
