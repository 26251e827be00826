"""strace, where the machine has it: what a program asked of the disk, or what the disk is to refuse."""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@cache
def _why_not() -> str:
    if not shutil.which("strace"):
        return "strace is not installed (run.py --system does that)"
    tried = subprocess.run(["strace", "-o", os.devnull, "true"], check=False, capture_output=True, text=True)
    return "" if tried.returncode == 0 else f"strace may not trace here: {tried.stderr.strip()[-200:]}"


needs_strace = pytest.mark.skipif(bool(_why_not()), reason=_why_not())


def run(module: str, *arguments: object, options: list[str], to: Path) -> subprocess.CompletedProcess[str]:
    """Runs a module of the tests under strace, its trace in the file `to`."""
    python = [sys.executable, "-m", module, *map(str, arguments)]
    return subprocess.run(
        ["strace", "-f", "--seccomp-bpf", "-o", str(to), *options, *python],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        check=False, capture_output=True, text=True,
    )  # fmt: skip


@dataclass(frozen=True)
class Call:
    """One system call of a trace: its arguments as strace writes them, and what it returned."""

    name: str
    arguments: str
    texts: tuple[bytes, ...]  # those among the arguments, where strace was told to write them with -xx
    result: int
    injected: bool


_LINE = re.compile(r"(?:\d+ +)?(\w+)\((.*)\) += (-?\d+)(.*)")


def calls(trace: Path) -> list[Call]:
    """The calls of a trace, in order; those of a signal or an exit are none."""
    lines = trace.read_text("utf-8", "surrogateescape").splitlines()
    found = [match for line in lines if (match := _LINE.fullmatch(line))]
    return [Call(m[1], m[2], _texts(m[2]), int(m[3]), "(INJECTED)" in m[4]) for m in found]


def _texts(arguments: str) -> tuple[bytes, ...]:
    written = re.findall(r'"((?:\\x[0-9a-f]{2})*)"', arguments)
    return tuple(bytes.fromhex(text.replace("\\x", "")) for text in written)
