"""Faults of ours: one dialog, a log of nothing that anybody typed, and the program goes on."""

import gc
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer, qCritical
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton

from kampanjplan.folders import own_folder
from kampanjplan.gui import faults as module
from kampanjplan.gui.faults import Faults, fault_text, log, log_last_crash

SECRET = "Anna Andersson, 070-1234567"
ROOT = Path(__file__).parents[2]


def entries() -> str:
    file = own_folder("log") / "kampanjplan.log"
    return file.read_text("utf-8") if file.exists() else ""


@pytest.fixture
def faults(window, monkeypatch):
    """The hooks, in place of the tests' own, which would fail the test."""
    monkeypatch.setattr(sys, "excepthook", lambda *_: None)
    monkeypatch.setattr(threading, "excepthook", lambda *_: None)
    monkeypatch.setattr(sys, "unraisablehook", lambda *_: None)
    window.faults = Faults(window)
    window.faults.install()
    yield window.faults
    window.faults.uninstall()


def fail(secret: str = SECRET) -> None:
    raise RuntimeError(f"{secret} i {Path.home()}/{secret}.kampanjplan")


def fail_otherwise() -> None:
    try:
        fail()
    except RuntimeError as error:
        raise KeyError(SECRET) from error


def test_a_fault_in_a_slot_is_told_logged_and_survived(window, faults, qtbot) -> None:
    QTimer.singleShot(0, window, fail)
    qtbot.waitUntil(lambda: faults.dialog is not None)
    dialog = faults.dialog
    assert "Allt som är sparat finns kvar" in dialog.text.text()
    qtbot.mouseClick(dialog.show_button, Qt.MouseButton.LeftButton)
    assert dialog.details.isVisible()
    qtbot.mouseClick(dialog.copy_button, Qt.MouseButton.LeftButton)
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("RuntimeError\n")
    assert "test_faults.py:" in copied
    assert " fail\n" in copied
    for version in ("Kampanjplan ", "Python ", "Qt ", "SQLite "):
        assert version in copied
    assert copied in entries()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert faults.dialog is None
    window.go_to(3)  # the program goes on
    window.page.new_contact()
    assert window.workspace.stack.canUndo()


def test_nothing_typed_and_no_folder_of_the_user_is_kept(window, faults, qtbot) -> None:
    QTimer.singleShot(0, window, fail_otherwise)
    qtbot.waitUntil(lambda: faults.dialog is not None)
    for text in (entries(), faults.dialog.details.toPlainText()):
        assert "KeyError" in text
        assert "RuntimeError" in text
        for secret in ("Anna", "070", str(Path.home()), str(ROOT), ".kampanjplan", "/tmp", "i /"):
            assert secret not in text, secret
    log_file = own_folder("log") / "kampanjplan.log"
    assert stat.S_IMODE(log_file.stat().st_mode) == 0o600


def test_never_two_dialogs_and_the_same_fault_is_counted(window, faults, qtbot) -> None:
    for _ in range(12):
        QTimer.singleShot(0, window, fail)
    QTimer.singleShot(0, window, fail_otherwise)
    qtbot.waitUntil(lambda: faults.dialog is not None and len(faults.dialog._texts) == 2)
    shown = [w for w in QApplication.topLevelWidgets() if type(w).__name__ == "FaultDialog" and w.isVisible()]
    assert shown == [faults.dialog]
    qtbot.waitUntil(lambda: faults.dialog.counted.text() != "")
    assert faults.dialog.counted.text() == "Har inträffat 13 gånger."
    assert entries().count("RuntimeError") == 3  # the first, the tenth, and the cause of the other
    faults.dialog.reject()
    QTimer.singleShot(0, window, fail)
    qtbot.waitUntil(window.message.isVisible)
    assert faults.dialog is None
    assert window.message.text.text().startswith("Samma fel igen, 13 gånger.")
    qtbot.mouseClick(window.message.button, Qt.MouseButton.LeftButton)
    assert faults.dialog.isVisible()
    faults.dialog.reject()


def test_threads_and_what_cannot_be_raised(window, faults, qtbot) -> None:
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: faults.dialog is not None)

    class Bad:
        def __del__(self) -> None:
            raise ValueError(SECRET)

    Bad()
    gc.collect()
    qtbot.waitUntil(lambda: len(faults.dialog._texts) == 2)
    assert "ValueError" in entries()
    assert "Anna" not in entries()
    faults.dialog.reject()


def test_a_job_that_fails_in_a_way_nobody_foresaw(window, faults, qtbot) -> None:
    window.jobs.run(fail, print, window.files._failed)
    qtbot.waitUntil(lambda: faults.dialog is not None)
    assert "jobs.py" in faults.dialog.details.toPlainText()
    faults.dialog.reject()


@pytest.mark.qt_no_exception_capture
def test_what_qt_calls_critical_is_logged_without_its_words(window, faults, monkeypatch, capsys) -> None:
    faults._qt_before = None
    qCritical(SECRET)
    assert "QtCriticalMsg" in entries()
    assert "Anna" not in entries()
    assert SECRET in capsys.readouterr().err  # the terminal is the user's own


def test_the_log_turns_and_stays_private(window, monkeypatch) -> None:
    monkeypatch.setattr(module, "LOG_BYTES", 2000)
    for number in range(60):
        log(f"{number} " + "x" * 200)
    files = sorted(own_folder("log").glob("kampanjplan.log*"))
    assert len(files) == 3
    assert sum(file.stat().st_size for file in files) < 7000
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert "59 xxx" in entries()


def test_a_disk_that_takes_no_log_is_no_second_fault(window, faults, qtbot, monkeypatch) -> None:
    def full(*_given) -> Path:
        raise OSError(28, "full")

    monkeypatch.setattr(module, "_folder", full)
    QTimer.singleShot(0, window, fail)
    qtbot.waitUntil(lambda: faults.dialog is not None)
    faults.dialog.reject()


def test_an_interrupt_is_no_fault(window, faults, qtbot) -> None:
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    qtbot.wait(20)
    assert faults.dialog is None


def test_a_cause_that_goes_in_a_ring_ends() -> None:
    one, two = ValueError(), TypeError()
    one.__cause__, two.__cause__ = two, one
    assert fault_text(one, None).splitlines()[:2] == ["ValueError", "TypeError"]


def test_what_brought_the_interpreter_down_is_in_the_next_log(tmp_path: Path) -> None:
    script = (
        "import faulthandler, sys, ctypes\n"
        f"file = open({str(tmp_path / 'crash.txt')!r}, 'ab')\n"
        "faulthandler.enable(file)\n"
        f"sys.path.insert(0, {str(ROOT)!r})\n"
        "import kampanjplan.gui.jobs\n"
        "def anna(): ctypes.string_at(0)\n"
        "anna()\n"
    )
    home = tmp_path / "Anna Andersson"
    home.mkdir()
    (home / "prov.py").write_text(script)
    done = subprocess.run([sys.executable, str(home / "prov.py")], capture_output=True, check=False)
    assert done.returncode < 0
    log_last_crash(tmp_path / "crash.txt")
    assert (tmp_path / "crash.txt").stat().st_size == 0
    assert "Segmentation fault" in entries()
    assert "prov.py:6 anna" in entries()
    assert "Anna Andersson" not in entries()
    assert str(tmp_path) not in entries()


def test_the_dialog_is_reached_by_keys(window, faults, qtbot) -> None:
    QTimer.singleShot(0, window, fail)
    qtbot.waitUntil(lambda: faults.dialog is not None and faults.dialog.isActiveWindow())
    names = {button.accessibleName() for button in faults.dialog.findChildren(QPushButton)}
    assert {"Visa detaljer", "Kopiera detaljer"} < names
    qtbot.keyClick(faults.dialog, Qt.Key.Key_V, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(faults.dialog.details.isVisible)
    qtbot.keyClick(faults.dialog, Qt.Key.Key_Escape)
    assert faults.dialog is None


def test_a_fault_in_telling_of_a_fault_ends(window, faults, qtbot, monkeypatch) -> None:
    from kampanjplan.gui.dialogs import fault

    def broken(*_given) -> None:
        raise TypeError

    monkeypatch.setattr(fault, "FaultDialog", broken)
    QTimer.singleShot(0, window, fail)
    qtbot.waitUntil(lambda: "TypeError" in entries())
    qtbot.wait(50)
    assert entries().count("TypeError") == 1
