"""R3: each system call by which a task writes fails in turn; the files are as before or after, as told."""

import gzip
import shutil
import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

from kampanjplan.plans import create_plan
from kampanjplan.storage.tables import SCHEMA_VERSION
from tests.reliability.soundness import examine
from tests.reliability.strace import Call, calls, needs_strace, run
from tests.reliability.tally import rounds, tally
from tests.reliability.tasks import AFTER, COPY, PDF, PLAN, TASKS
from tests.things import TODAY

pytestmark = needs_strace
RELEASED = Path(__file__).parents[1] / "data" / "released"
REFUSED = (
    "openat",
    "pwrite64",
    "write",
    "fsync",
    "fdatasync",
    "ftruncate",
    "unlink",
    "rename",
    "link",
    "linkat",
    "chmod",
)
EVERY = 10_000  # more calls than any task makes


@dataclass(frozen=True)
class Refusal:
    """Which call fails, counted from 1 among those of its name; `on` from then on, as a full disk does."""

    name: str
    number: int
    error: str
    on: bool


class Trial:
    """A task, and a folder as it was before it."""

    def __init__(self, task: str, folder: Path) -> None:
        self.task = task
        self.folder = folder / "trial" / "files"
        self._kept = folder / "kept"
        self._trace = folder / "trace"
        self.folder.mkdir(parents=True)
        self._furnish()
        shutil.copytree(self.folder.parent, self._kept)
        self.before = None if task == "pdf" else examine(self._copy_of_plan(folder))

    def _furnish(self) -> None:
        plan = (self.folder.parent if self.task == "pdf" else self.folder) / PLAN
        if self.task == "migrate":
            plan.write_bytes(gzip.decompress((RELEASED / "0001.kampanjplan.gz").read_bytes()))
        else:
            create_plan(plan, "prov", example_from=TODAY).store.close()
        if self.task == "copy":
            create_plan(self.folder / COPY, "prov").store.close()
        if self.task == "pdf":
            (self.folder / PDF).write_bytes(b"%PDF- the one before")

    def _copy_of_plan(self, folder: Path) -> Path:
        (folder / "whole").mkdir()
        return Path(shutil.copy(self.folder / PLAN, folder / "whole" / PLAN))

    def refusals(self) -> list[Refusal]:
        """Every way to refuse one of the calls that the task makes in its folder."""
        self.run(None)  # the first run also compiles what later ones only load
        _said, made = self.run(None)
        assert len(made) > 3
        counted: Counter[str] = Counter()
        ways = []
        for call in made:
            counted[call.name] += 1
            if self._is_ours(call):
                ways += [
                    Refusal(call.name, counted[call.name], error, on)
                    for error in ("ENOSPC", "EIO")
                    for on in (False, True)
                ]
        return ways

    def _is_ours(self, call: Call) -> bool:
        return f"{self.folder}/" in call.arguments or f"<{self.folder}>" in call.arguments

    def run(self, refusal: Refusal | None) -> tuple[str, list[Call]]:
        """What the task said at its end, done in the folder as it was before, and its calls."""
        shutil.rmtree(self.folder.parent)
        shutil.copytree(self._kept, self.folder.parent)
        options = ["-y", "-e", "trace=" + ",".join(REFUSED)]
        if refusal:
            when = f"{refusal.number}{'+' if refusal.on else ''}"
            options += ["-e", f"inject={refusal.name}:error={refusal.error}:when={when}"]
        done = run("tests.reliability.tasks", self.task, self.folder, options=options, to=self._trace)
        assert done.returncode == 0, f"{refusal}: {done.stderr}"
        return done.stdout, calls(self._trace)

    def refuse(self, refusal: Refusal) -> str:
        """What came of it: "done", "refused", or "in doubt"; a fault where what is found does not fit."""
        said, made = self.run(refusal)
        refused = [call for call in made if call.injected]
        assert refused, f"{refusal} did not come to pass"
        assert self._is_ours(refused[0]), f"{refusal} hit another call"
        assert said == "done" or said.endswith((".", "?")), f"{refusal}: {said!r}"
        assert f"{PLAN}” finns inte" not in said, f"{refusal}: {said!r}"  # it was there
        outcome = "done" if said == "done" else "refused"
        if refusal.name != "unlink":
            assert {path.name for path in self.folder.iterdir()} <= self._names(), refusal
        found = getattr(self, f"_{self.task}")()
        if found == "done" and outcome == "refused" and self._may_be_in_doubt(refused[0]):
            return "in doubt"
        assert found == outcome, f"{refusal}: said {said!r}, but found it {found}"
        return outcome

    def _may_be_in_doubt(self, refused: Call) -> bool:
        """SQLite's last step of a commit is to sync the journal that it has cut off. Where that fails it
        says so, but can no longer go back. And a file may be migrated and then not be opened."""
        of_journal = refused.name in ("fsync", "fdatasync") and f"{PLAN}-journal>" in refused.arguments
        return self.task == "migrate" or (self.task == "save" and of_journal)

    def _names(self) -> set[str]:
        kept = {path.name for path in (self._kept / self.folder.name).iterdir()}
        return kept | {f"{PLAN}-journal", f"{PLAN}.v1"}

    def _save(self) -> str:
        now = examine(self.folder / PLAN)
        changed = [said for id, said in now.things.items() if self.before.things[id] != said]
        assert changed in ([], [AFTER])
        TASKS["save"](self.folder)  # once more, as a person would
        again = examine(self.folder / PLAN)
        assert AFTER in again.things.values()
        assert len(again.acts) == len(self.before.acts) + 1  # and not twice, where it was kept before
        return "done" if changed else "refused"

    def _copy(self) -> str:
        assert examine(self.folder / PLAN) == self.before
        old = (self._kept / self.folder.name / COPY).read_bytes()
        if (self.folder / COPY).read_bytes() == old:
            return "refused"
        assert examine(self.folder / COPY) == self.before
        return "done"

    def _pdf(self) -> str:
        found, old = (self.folder / PDF).read_bytes(), (self._kept / self.folder.name / PDF).read_bytes()
        if found == old:
            return "refused"
        assert found.startswith(b"%PDF-")
        assert found.rstrip().endswith(b"%%EOF")
        return "done"

    def _migrate(self) -> str:
        # Asked of SQLite: a header may be of an upgrade that it is about to take back.
        with closing(sqlite3.connect(self.folder / PLAN)) as connection:
            (schema,) = connection.execute("PRAGMA user_version").fetchone()
        assert examine(self.folder / PLAN) == self.before  # opened once more, and nothing is refused
        return "done" if schema == SCHEMA_VERSION else "refused"


@pytest.mark.parametrize("rounds", rounds(3, EVERY))
@pytest.mark.parametrize("task", TASKS)
def test_a_refused_call_leaves_all_sound(task: str, rounds: int, tmp_path: Path, request) -> None:
    trial = Trial(task, tmp_path)
    ways = trial.refusals()
    last = ways.pop()  # to clean up or to sync what is done already: most easily told wrongly
    Random(task).shuffle(ways)  # so that a run that is stopped has tried a little of all
    chosen = [last, *ways][:rounds]
    for number in (tried := tally(f"calls-{task}", len(chosen), request)):
        outcome = trial.refuse(chosen[number])
        tried.add(unsound=0, **{outcome: 1, chosen[number].name: 1})
