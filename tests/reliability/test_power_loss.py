"""R2: the power goes at any moment of sixty acts; no acknowledged act is lost and the file is whole."""

import json
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

from kampanjplan.domain.errors import FileError
from tests.reliability.disk import TRACED, Disk
from tests.reliability.soundness import Sound, UnsoundError, examine
from tests.reliability.strace import Call, calls, needs_strace, run
from tests.reliability.tally import rounds, tally

pytestmark = needs_strace
ACTS = 60


@dataclass(frozen=True)
class Writing:
    """All that a writer asked of the disk, on a plan file that was synced before."""

    plan: Path
    acks: Path
    files: dict[str, bytes]
    before: Sound
    calls: list[Call]


def trace(plan: Path, synchronous: str = "") -> Writing:
    folder = plan.parent
    acks = folder.parent / "acks"
    acks.write_bytes(b"")
    before, files = examine(plan), {str(path): path.read_bytes() for path in folder.iterdir()}
    paths = (plan, f"{plan}-journal", folder, acks)
    options = ["-xx", "-s", "100000000", "-e", "trace=" + ",".join(TRACED)]
    options += [word for path in paths for word in ("-P", str(path))]
    to = folder.parent / "trace"
    done = run(
        "tests.reliability.powered", plan, acks, ACTS, *filter(None, [synchronous]), options=options, to=to
    )
    assert done.returncode == 0, done.stderr
    return Writing(plan, acks, files, before, calls(to))


def cut(writing: Writing, random: Random) -> tuple[str, int]:
    """What comes of a power cut at a random moment: "kept", "lost" or "unsound"; how many acts were told."""
    disk = Disk(writing.files, str(writing.acks))
    for call in writing.calls[: random.randint(0, len(writing.calls))]:
        disk.do(call)
    for path in writing.plan.parent.iterdir():
        path.unlink()
    for name, content in disk.after_the_cut(random).items():
        Path(name).write_bytes(content)
    told = [json.loads(line) for line in disk.acknowledged.splitlines()]
    try:
        now = examine(writing.plan)
    except (FileError, UnsoundError):
        return "unsound", len(told)
    if now.lacks(writing.before, told) or len(now.unsaid(writing.before, told)) > 1:
        return "lost", len(told)
    return "kept", len(told)


@pytest.fixture
def plan(example: Path) -> Path:
    """A plan alone in its folder."""
    folder = example.parent / "plan"
    folder.mkdir()
    return example.rename(folder / "plan.kampanjplan")


@pytest.mark.parametrize("rounds", rounds(150, 10_000))
def test_what_was_acknowledged_outlives_a_power_cut(rounds: int, plan: Path, request) -> None:
    cuts, writing = tally("power", rounds, request), trace(plan)
    for number in cuts:
        outcome, acts = cut(writing, Random(number))
        assert outcome == "kept", f"cut {number}"
        cuts.add(kept=1, lost=0, unsound=0, acts=acts)


@pytest.mark.parametrize("rounds", rounds(20, 1000))
def test_without_syncs_most_cuts_do_harm(rounds: int, plan: Path, request) -> None:
    """The control: a disk that could do no harm would prove nothing above."""
    cuts, writing = tally("power-off", rounds, request), trace(plan, "OFF")
    examine(plan)  # as long as the power stays, nothing is wrong
    for number in cuts:
        outcome, acts = cut(writing, Random(number))
        cuts.add(acts=acts, **{outcome: 1})
    assert cuts.counts["lost"] + cuts.counts["unsound"] > rounds / 2


def test_every_way_to_write_is_traced(plan: Path) -> None:
    writing = trace(plan)
    names = [call.name for call in writing.calls]
    assert names.count("write") == ACTS
    assert names.count("pwrite64") > 3 * ACTS
    assert names.count("fsync") + names.count("fdatasync") >= 3 * ACTS  # journal, plan, journal again
    assert names.count("ftruncate") >= ACTS
    disk = Disk(writing.files, str(writing.acks))
    for call in writing.calls:
        disk.do(call)
    left = plan.read_bytes(), writing.acks.read_bytes()
    assert (disk.after_the_cut(Random(1))[str(plan)], disk.acknowledged) == left
