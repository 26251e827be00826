"""Fourteen kinds of bad plan file: each its own sentence, no traceback, and not a byte changed.

A file that is moved and one that is deleted while it is open look the same from its path: where the system
does not tell them apart by what is held open, one sentence names both. File rights do not bind an
administrator, so that the file that may not be read is tried as another user where the tests run as one.
"""

import os
import sqlite3
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path
from random import Random

import pytest

from kampanjplan.gui.dialogs.recovery import DamagedDialog
from kampanjplan.storage import engine, store
from tests.commands import run
from tests.damage import page_over

# What the sentence says, by kind; of those that open at all there is none when they are opened.
KINDS = {
    "locked": "används av ett annat program",
    "read-only": "skrivskyddad",
    "moved": "flyttats eller tagits bort",
    "deleted": "har tagits bort medan" if sys.platform == "linux" else "flyttats eller tagits bort",
    "text": "en textfil",
    "zip": "ett zip-arkiv",
    "empty": "är tom",
    "other program": "ett annat program. Inget",
    "newer": "nyare version",
    "cut": "Slutet av filen",
    "page": "är skadad",
    "folder": "är en mapp",
    "missing": "finns inte. Kontrollera",
    "no rights": "inte behörighet",
}
AT_OPENING = [kind for kind in KINDS if kind not in ("read-only", "moved", "deleted", "no rights")]
DAMAGED = ("cut", "page")


def digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest() if path.is_file() else "no file"


@contextmanager
def bad_file(kind: str, example: Path) -> Iterator[tuple[Path, str]]:
    """A file of a kind that is bad when it is opened, and its digest; a locked one is so until the end.

    The digest is made before the lock: to close a file gives up every lock that the process has on it.
    """
    path, whole = example.with_name(f"{kind}.kampanjplan"), example.read_bytes()
    if kind == "folder":
        path.mkdir()
    elif kind == "zip":
        with zipfile.ZipFile(path, "w") as zipped:
            zipped.writestr("a", "b")
    elif kind == "other program":
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("CREATE TABLE x (y)")
    elif kind != "missing":
        newer = whole[:60] + (99).to_bytes(4, "big") + whole[64:]
        bad = {"text": b"Hej!", "empty": b"", "newer": newer, "cut": whole[: len(whole) // 2]}
        path.write_bytes(page_over(whole, 19, Random(1)) if kind == "page" else bad.get(kind, whole))
    before = digest(path)
    with closing(sqlite3.connect(":memory:" if kind != "locked" else path)) as connection:
        if kind == "locked":
            connection.execute("BEGIN EXCLUSIVE")
        yield path, before


@pytest.fixture(autouse=True)
def impatient(monkeypatch) -> None:
    """The program as it is, but for the seconds that it waits for a locked file."""
    for module in (engine, store):
        monkeypatch.setattr(module, "BUSY_SECONDS", 0.1)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere moved and deleted are told in one sentence")
def test_no_two_kinds_are_told_alike() -> None:
    assert len(KINDS) == len(set(KINDS.values())) == 14


@pytest.mark.parametrize("kind", AT_OPENING)
def test_on_the_command_line(kind: str, example: Path) -> None:
    with bad_file(kind, example) as (path, before):
        done = run("info", path)
        assert (done.returncode, done.stdout) == (1, "")
        (line,) = done.stderr.strip().splitlines()
        others = [words for words in KINDS.values() if words != KINDS[kind]]
        assert KINDS[kind] in line
        assert not [words for words in others if words in line]
        checked = run("check", path)
        assert checked.returncode == (3 if kind in DAMAGED else 1)
        assert bool(checked.stdout) == (kind in DAMAGED)
        assert "Traceback" not in checked.stderr
    assert digest(path) == before


@pytest.mark.parametrize("kind", AT_OPENING)
def test_in_the_window(kind: str, empty_window, example: Path, qtbot, monkeypatch) -> None:
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.1)
    window = empty_window
    with bad_file(kind, example) as (path, before):
        window.open_path(path)
        if kind in DAMAGED:
            qtbot.waitUntil(lambda: bool(window.findChildren(DamagedDialog)))
            (dialog,) = window.findChildren(DamagedDialog)
            assert path.name in dialog.findChildren(type(dialog.reason))[0].text()
            told = dialog.reason.text()
            assert ("Slutet av filen saknas" in told) == (kind == "cut")
            dialog.reject()
        else:
            qtbot.waitUntil(window.message.isVisible)
            assert KINDS[kind] in window.message.text.text()
        assert window.workspace.door is None
        assert window.stack.currentWidget() is window.start
    assert digest(path) == before


@pytest.mark.parametrize("kind", ["moved", "deleted", "read-only"])
def test_an_act_on_a_file_that_turned_bad(kind: str, empty_window, example: Path, qtbot) -> None:
    window = empty_window
    if kind == "read-only":
        example.chmod(0o444)
    before = digest(example)
    window.open_path(example)
    qtbot.waitUntil(lambda: window.workspace.door is not None)
    away = example.with_name("annanstans.kampanjplan")
    if kind == "moved":
        example.rename(away)
    elif kind == "deleted":
        example.unlink()
    window.go_to(3)
    window.page.new_contact()
    assert KINDS[kind] in window.message.text.text()
    assert not window.workspace.stack.canUndo()
    assert example.exists() == (kind == "read-only")
    if kind != "deleted":
        assert digest(away if kind == "moved" else example) == before


def test_a_read_only_plan_is_read_and_checked(example: Path) -> None:
    example.chmod(0o444)
    before = digest(example)
    assert run("info", example).returncode == 0
    assert run("check", example).returncode == 0
    assert digest(example) == before


AS_ANOTHER = """
import os, sys
import kampanjplan.cli, kampanjplan.storage.examining
if os.geteuid() == 0:  # the system refuses an administrator nothing, so be somebody else
    os.setgroups([]), os.setgid(65534), os.setuid(65534)
sys.exit(kampanjplan.cli.run(sys.argv[1:]))
"""


@pytest.mark.skipif(os.name != "posix", reason="rights are another matter there")
@pytest.mark.parametrize("command", ["info", "check"])
def test_a_file_that_may_not_be_read(command: str, example: Path) -> None:
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:  # pytest's own let nobody else in
        path = Path(folder) / "p.kampanjplan"
        path.write_bytes(example.read_bytes())
        Path(folder).chmod(0o755)
        path.chmod(0o600 if os.geteuid() == 0 else 0)
        done = subprocess.run(
            [sys.executable, "-c", AS_ANOTHER, command, str(path)],
            capture_output=True, text=True, encoding="utf-8", check=False,
        )  # fmt: skip
        assert (done.returncode, done.stdout) == (1, "")
        (line,) = done.stderr.strip().splitlines()
        assert KINDS["no rights"] in line
        path.chmod(0o600)
        assert path.read_bytes() == example.read_bytes()


def test_a_file_that_may_not_be_read_in_the_window(empty_window, example: Path, qtbot, monkeypatch) -> None:
    """The system's refusal is played here, for it binds no administrator."""
    before = digest(example)
    truly = Path.open

    def refuse(self: Path, *how: object, **more: object):
        if self == example:
            raise PermissionError(13, "Permission denied", str(self))
        return truly(self, *how, **more)

    monkeypatch.setattr(Path, "open", refuse)
    empty_window.open_path(example)
    qtbot.waitUntil(empty_window.message.isVisible)
    assert KINDS["no rights"] in empty_window.message.text.text()
    monkeypatch.undo()
    assert digest(example) == before
