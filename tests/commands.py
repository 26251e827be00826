"""The program's commands: in this process, which takes a tenth of the time, or in one of their own."""

import io
import sys
from contextlib import redirect_stderr, redirect_stdout
from subprocess import CompletedProcess
from subprocess import run as run_process

from kampanjplan import cli


def run(*arguments: object) -> CompletedProcess[str]:
    """As in a process of its own, without waiting for one to start."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        try:
            code = cli.run([str(one) for one in arguments])
        except SystemExit as error:
            code = int(error.code or 0)
    return CompletedProcess(arguments, code, out.getvalue(), err.getvalue())


def run_apart(*arguments: object) -> CompletedProcess[str]:
    """As a user runs it."""
    command = [sys.executable, "-m", "kampanjplan", *map(str, arguments)]
    done = run_process(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert "Traceback" not in done.stderr
    return done
