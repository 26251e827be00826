"""Imports in processes of their own, so that what one takes of memory and time can be measured.

Run as a module it is the process that forks one for each; the class starts and speaks with it.
"""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Ended:
    """How an import ended: its exit code, what it said, and the most memory that it held, in bytes."""

    code: int
    out: str
    err: str
    memory: int
    seconds: float  # of CPU


class Importer:
    """Runs `contacts import` of one file after another. A context manager."""

    def __enter__(self) -> "Importer":
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.reliability.importer"],
            cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1,
        )  # fmt: skip
        assert self._process.stdout.readline() == "ready\n"
        return self

    def __exit__(self, *_error: object) -> None:
        self._process.stdin.close()
        self._process.wait(10)
        self._process.stdout.close()

    def imported(self, plan: Path, file: Path) -> Ended:
        self._process.stdin.write(json.dumps([str(plan), str(file)]) + "\n")
        code, memory, seconds = json.loads(self._process.stdout.readline())
        out, err = (plan.with_suffix(end).read_text("utf-8") for end in (".out", ".err"))
        return Ended(code, out, err, memory, seconds)


def _import(plan: str, file: str) -> int:
    from kampanjplan.cli import run

    for number, end in ((1, ".out"), (2, ".err")):
        handle = os.open(Path(plan).with_suffix(end), os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
        os.dup2(handle, number)
    code = run(["contacts", "import", plan, file, "--json"])
    sys.stdout.flush()
    sys.stderr.flush()
    return code


def _main() -> None:
    import python_calamine  # noqa: F401 - loaded once, for all

    from kampanjplan.exchange import contact_files  # noqa: F401
    from kampanjplan.plans import open_plan  # noqa: F401

    print("ready", flush=True)
    for line in sys.stdin:
        plan, file = json.loads(line)
        child = os.fork()
        if child == 0:
            code = 99
            try:
                code = _import(plan, file)
            finally:
                os._exit(code)
        _pid, status, used = os.wait4(child, 0)
        code = os.waitstatus_to_exitcode(status)
        print(json.dumps([code, used.ru_maxrss * 1024, used.ru_utime + used.ru_stime]), flush=True)


if __name__ == "__main__":
    _main()
