"""Writers that start in a moment: a process that has loaded everything forks one for each that is asked for.

Run as a module it is that process; the class starts and speaks with it.
"""

import json
import os
import select
import signal
import subprocess
import sys
import time
from itertools import count
from pathlib import Path
from typing import Any

from kampanjplan.plans import open_plan
from tests.reliability.acts import Coordinator, left
from tests.things import example_door

ROOT = Path(__file__).parents[2]


class Nursery:
    """Forks writers of a plan file and kills them. A context manager."""

    def __enter__(self) -> "Nursery":
        self._said, theirs = os.pipe()
        os.set_blocking(self._said, False)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.reliability.nursery", str(theirs)],
            cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, pass_fds=[theirs],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1,
        )  # fmt: skip
        os.close(theirs)
        assert self._process.stdout.readline() == "ready\n"
        return self

    def __exit__(self, *_error: object) -> None:
        self._process.stdin.close()
        self._process.wait(10)
        self._process.stdout.close()
        os.close(self._said)

    def killed_writer(self, path: Path, seed: int, begun: int, seconds: float) -> list[dict[str, Any]]:
        """What a writer said until it was killed, so many seconds after it began its `begun`th deed."""
        self._process.stdin.write(json.dumps([str(path), seed]) + "\n")
        child = int(self._process.stdout.readline())
        said = b""
        while said.count(b'"begun"') < begun:
            heard = self._listen(60)
            assert heard, "the writer fell silent"
            said += heard
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
        assert self._process.stdout.readline() == f"{signal.SIGKILL}\n"  # how it ended
        while more := self._listen(0):
            said += more
        lines = said.split(b"\n")
        return [json.loads(line) for line in lines[:-1]]  # what was not said to its end was not said

    def _listen(self, seconds: float) -> bytes:
        """What there is to hear; waits so long for the first word."""
        ready, _, _ = select.select([self._said], [], [], seconds)
        return os.read(self._said, 1 << 20) if ready else b""


def _write_until_killed(path: Path, seed: int, acks: int) -> None:
    """Does acts for ever. Says which is begun, and what it left behind once the door has returned."""

    def say(**facts: object) -> None:
        line = json.dumps(facts).encode() + b"\n"
        while line:
            line = line[os.write(acks, line) :]

    say(begun="open")
    coordinator = Coordinator(open_plan(path, "skrivare"), seed)
    for _ in count():
        kind = "copy" if coordinator.random.random() < 0.15 else coordinator.kind()
        say(begun=kind)
        if kind == "copy":
            say(copied=coordinator.copy(path.parent).name)
        else:
            say(**left(coordinator.act(kind)))


def _main() -> None:
    example_door().store.close()  # loads all that a writer needs
    print("ready", flush=True)
    for line in sys.stdin:
        path, seed = json.loads(line)
        child = os.fork()
        if child == 0:
            try:
                _write_until_killed(Path(path), seed, int(sys.argv[1]))
            finally:
                sys.excepthook(*sys.exc_info())  # a writer only ends by being killed
                os._exit(1)
        print(child, flush=True)
        print(os.WTERMSIG(os.waitpid(child, 0)[1]), flush=True)


if __name__ == "__main__":
    _main()
