"""R24: a paper that cannot be written leaves the old one as it was, and nothing that others can read."""

import errno
import os
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kampanjplan.domain.errors import FileError, FileTrouble
from kampanjplan.exchange.files import free_name, safe_name, same_name, write_whole
from kampanjplan.wording.sentences import error_text

OLD = b"%PDF-old"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    folder = tmp_path / "papper"
    folder.mkdir()
    path = folder / "schema.pdf"
    path.write_bytes(OLD)
    return path


def write_new(to: Path) -> None:
    to.write_bytes(b"%PDF-new")


def refused(path: Path, write=write_new) -> FileError:
    with pytest.raises(FileError) as caught:
        write_whole(path, write)
    return caught.value


def assert_as_it_was(old: Path) -> None:
    assert old.read_bytes() == OLD
    assert list(old.parent.iterdir()) == [old]


@pytest.fixture
def mounted(tmp_path: Path) -> Iterator[Path]:
    """A disk of 64 kB; skipped where nobody may mount one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if done.returncode:
        pytest.skip("only root may mount")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk(mounted: Path) -> None:
    old = mounted / "schema.pdf"
    old.write_bytes(OLD)
    error = refused(old, lambda to: to.write_bytes(b"x" * 100_000))
    assert error.trouble is FileTrouble.FULL
    assert error_text(error).startswith(f"Disken med ”{mounted}” är full: ")
    assert error.free is not None
    assert error.free < 65_536
    assert_as_it_was(old)


def test_a_full_disk_without_a_disk(old: Path) -> None:
    def full(to: Path) -> None:
        to.write_bytes(b"half")
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    assert refused(old, full).trouble is FileTrouble.FULL
    assert_as_it_was(old)


def test_a_folder_that_may_only_be_read(old: Path, monkeypatch) -> None:
    if os.name == "posix" and os.geteuid():
        old.parent.chmod(0o555)
    else:  # root and Windows are not held by modes

        def forbid(*_given, **_more) -> None:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

        monkeypatch.setattr(os, "open", forbid)
    error = refused(old)
    monkeypatch.undo()
    old.parent.chmod(0o755)
    assert error.trouble is FileTrouble.NO_PERMISSION
    assert "behörighet" in error_text(error)
    assert_as_it_was(old)


def test_a_disk_that_may_only_be_read(mounted: Path) -> None:
    old = mounted / "schema.pdf"
    old.write_bytes(OLD)
    subprocess.run(["mount", "-o", "remount,ro", str(mounted)], check=True)
    error = refused(old)
    assert error.trouble is FileTrouble.READ_ONLY
    assert "skrivskyddad" in error_text(error)
    assert_as_it_was(old)


def test_a_folder_of_that_name(old: Path) -> None:
    folder = old.with_name("mapp.pdf")
    folder.mkdir()
    (folder / "x").touch()
    assert refused(folder).trouble is FileTrouble.FOLDER
    assert [p.name for p in folder.iterdir()] == ["x"]
    folder.joinpath("x").unlink()
    folder.rmdir()
    assert_as_it_was(old)


def test_a_name_too_long(old: Path) -> None:
    error = refused(old.with_name("å" * 200 + ".pdf"))
    assert error.trouble is FileTrouble.LONG_NAME
    assert "för långt" in error_text(error)
    assert_as_it_was(old)


def test_a_paper_open_in_another_program(old: Path, monkeypatch) -> None:
    def held(*_given) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    with monkeypatch.context() as windows:
        windows.setattr(Path, "replace", held)
        error = refused(old)
    assert error.trouble is FileTrouble.OPEN_ELSEWHERE
    assert "öppen i ett annat program" in error_text(error)
    assert_as_it_was(old)


def test_a_folder_that_is_gone(old: Path) -> None:
    error = refused(old.parent / "borta" / "schema.pdf")
    assert error.trouble is FileTrouble.NO_FOLDER
    assert "finns inte" in error_text(error)
    assert_as_it_was(old)


def test_a_write_error_in_the_middle(old: Path) -> None:
    def break_off(to: Path) -> None:
        to.write_bytes(b"half")
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    error = refused(old, break_off)
    assert error.trouble is FileTrouble.NOT_WRITABLE
    assert "Kontrollera att disken är ansluten" in error_text(error)
    assert_as_it_was(old)


def test_a_fault_of_ours_in_the_middle(old: Path) -> None:
    def fail(to: Path) -> None:
        to.write_bytes(b"half")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_whole(old, fail)
    assert_as_it_was(old)


def test_killed_in_the_middle(old: Path) -> None:
    script = (
        "import sys, time\nfrom pathlib import Path\nfrom kampanjplan.exchange.files import write_whole\n"
        "def slow(to):\n"
        "    to.write_bytes(b'half')\n"
        "    print('half', flush=True)\n"
        "    time.sleep(60)\n"
        "write_whole(Path(sys.argv[1]), slow)\n"
    )
    child = subprocess.Popen([sys.executable, "-c", script, str(old)], stdout=subprocess.PIPE)
    child.stdout.readline()
    child.send_signal(signal.SIGKILL)
    child.wait()
    child.stdout.close()
    assert old.read_bytes() == OLD
    (left,) = (path for path in old.parent.iterdir() if path != old)
    assert stat.S_IMODE(left.stat().st_mode) == 0o600
    yesterday = time.time() - 86_400
    os.utime(left, (yesterday, yesterday))
    write_whole(old, write_new)  # the next paper in the folder sweeps it away
    assert [(p.name, p.read_bytes()) for p in old.parent.iterdir()] == [("schema.pdf", b"%PDF-new")]


@pytest.mark.parametrize(("mask", "mode"), [(0o022, 0o644), (0o077, 0o600), (0o002, 0o664), (0o027, 0o640)])
def test_a_paper_has_the_users_own_mask(old: Path, mask: int, mode: int) -> None:
    before = os.umask(mask)
    try:
        write_whole(old, write_new)
    finally:
        os.umask(before)
    assert stat.S_IMODE(old.stat().st_mode) == mode


def test_no_thread_sees_another_mask_meanwhile(tmp_path: Path) -> None:
    """Setting the mask to read it, however shortly, lets another thread make a file for everybody."""
    stop, modes = threading.Event(), set()

    def make_files() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            handle = os.open(tmp_path / f"{number}.x", os.O_CREAT | os.O_WRONLY, 0o666)
            modes.add(stat.S_IMODE(os.fstat(handle).st_mode))
            os.close(handle)

    before = os.umask(0o077)
    thread = threading.Thread(target=make_files)
    thread.start()
    try:
        folder = tmp_path / "p"
        folder.mkdir()
        for _ in range(200):
            write_whole(folder / "schema.pdf", write_new)
    finally:
        stop.set()
        thread.join()
        os.umask(before)
    assert modes == {0o600}


def test_a_free_name(old: Path) -> None:
    assert free_name(old).name == "schema (2).pdf"
    old.with_name("schema (2).pdf").touch()
    assert free_name(old).name == "schema (3).pdf"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Körschema: Kalmar, tis 14 sep", "Körschema Kalmar, tis 14 sep.pdf"),
        ('a/b\\c:d*e?f"g<h>i|j', "a-b-c-d-e-f-g-h-i-j.pdf"),
        ("..", "_.pdf"),
        ("", "_.pdf"),
        (" .x. ", "x.pdf"),
        ("con", "_con.pdf"),
        ("Aux. Svensson", "_Aux. Svensson.pdf"),
        ("Com1", "_Com1.pdf"),
        ("Contact", "Contact.pdf"),
        ("a\u202eb\x00c\ud800\nd", "abcd.pdf"),
        ("A\u030a", "Å.pdf"),
        ("å" * 300, "å" * 100 + ".pdf"),
    ],
)
def test_a_name_that_every_file_system_takes(text: str, name: str, tmp_path: Path) -> None:
    assert safe_name(text, ".pdf") == name
    (tmp_path / name).touch()
    assert same_name(name.upper()) == same_name(name)
