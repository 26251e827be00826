"""Counts of a long hardship, kept on disk so that a run that was stopped goes on where it was."""

import json
from collections import Counter
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "build" / "reliability"


def rounds(short: int, full: int) -> list[object]:
    """The two forms of a hardship, for `pytest.mark.parametrize("rounds", rounds(30, 2500))`."""
    return [short, pytest.param(full, marks=pytest.mark.reliability)]


class Tally:
    """How many rounds are done, and what was counted in them. The short form keeps nothing."""

    def __init__(self, name: str, rounds: int, *, kept: bool) -> None:
        self.rounds = rounds
        self._file = FOLDER / f"{name}-{rounds}.json" if kept else None
        known = json.loads(self._file.read_text("utf-8")) if self._file and self._file.exists() else {}
        self.counts: Counter[str] = Counter(known)

    def __iter__(self) -> "Tally":
        return self

    def __next__(self) -> int:
        """The number of the next round, from 0; those done in an earlier run are not done again."""
        if self.counts["rounds"] >= self.rounds:
            self._say()
            raise StopIteration
        return self.counts["rounds"]

    def add(self, **counts: int) -> None:
        """A round is done: keeps its counts. Call it once a round, when nothing was found wrong."""
        self.counts.update({"rounds": 1, **counts})
        if self._file:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            new = self._file.with_suffix(".new")  # a run may be stopped at any moment
            new.write_text(json.dumps(self.counts), "utf-8")
            new.replace(self._file)

    def _say(self) -> None:
        print(", ".join(f"{name} {count}" for name, count in sorted(self.counts.items())))


def tally(name: str, rounds: int, request: pytest.FixtureRequest) -> Tally:
    """The tally of a hardship; the full form is kept, and starts anew when its file is deleted."""
    return Tally(name, rounds, kept=request.node.get_closest_marker("reliability") is not None)
