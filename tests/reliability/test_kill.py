"""R1: a writer is killed at any moment; what it had acknowledged is there, and no act by half."""

import os
from datetime import date
from pathlib import Path
from random import Random

import pytest

from kampanjplan.plans import create_plan
from tests.reliability.nursery import Nursery
from tests.reliability.soundness import examine
from tests.reliability.tally import rounds, tally

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="writers are forked")

KILLS_A_FILE = 20  # then a new one: a file outlives many kills, but not more rows than there is time for
DEEDS = 6  # to open the file is the first; most take a few milliseconds
LONGEST = 0.01  # seconds from the beginning of a deed to the kill


@pytest.mark.parametrize("rounds", rounds(30, 2500))
def test_what_was_acknowledged_outlives_a_kill(rounds: int, tmp_path: Path, request) -> None:
    kills = tally("kill", rounds, request)
    path = None
    with Nursery() as nursery:
        for number in kills:
            if path is None or number % KILLS_A_FILE == 0:
                path = _new_plan(tmp_path / str(number))
                before = examine(path)
            when = Random(number)
            said = nursery.killed_writer(path, number, when.randint(1, DEEDS), when.uniform(0.0, LONGEST))
            kept = [line for line in said if "text" in line]
            journal = path.with_name(path.name + "-journal")
            hot = journal.exists() and journal.stat().st_size > 0
            now = examine(path)
            assert now.lacks(before, kept) == [], f"kill {number}"
            unsaid = now.unsaid(before, kept)
            assert len(unsaid) <= 1, f"kill {number}"
            last = next((line["begun"] for line in reversed(said) if "begun" in line), "")
            assert all(text.startswith(last) for text in unsaid), f"kill {number}"
            copies = [path.parent / line["copied"] for line in said if "copied" in line]
            assert all(examine(copy).acts for copy in copies)
            during = {} if not said or "begun" not in said[-1] else {f"during_{last}": 1}
            kills.add(
                acts=len(kept), copies=len(copies), lost=0, torn=0, unsaid=len(unsaid), hot=hot, **during
            )
            before = now


def _new_plan(folder: Path) -> Path:
    folder.mkdir()
    path = folder / "plan.kampanjplan"
    create_plan(path, "prov", example_from=date(2026, 11, 24)).store.close()
    return path
