"""The window's offer for a damaged plan: stopped half-way, with rows lost, and with nothing to copy."""

import time
from pathlib import Path
from random import Random

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QProgressDialog, QPushButton

from kampanjplan.domain.damage import StoppedError
from kampanjplan.gui.dialogs.recovery import DamagedDialog, SalvagedDialog, Way
from tests.damage import page_over


@pytest.fixture
def damaged(example: Path) -> Path:
    """The example with the page of its organisations written over."""
    example.write_bytes(page_over(example.read_bytes(), 5, Random(1)))
    return example


def shown(window, qtbot, kind):
    """The dialog of that kind, once it is there."""
    found = []
    qtbot.waitUntil(
        lambda: bool(found.extend(d for d in window.findChildren(kind) if d.isVisible()) or found)
    )
    return found[0]


def test_without_a_backup_only_salvage_is_offered(empty_window, damaged: Path, qtbot) -> None:
    empty_window.open_path(damaged)
    dialog = shown(empty_window, qtbot, DamagedDialog)
    assert not dialog.backup.isEnabled()
    assert "ingen hel säkerhetskopia" in dialog.backup.description()
    assert dialog.salvage.isEnabled()
    assert damaged.name in dialog.findChildren(type(dialog.reason))[0].text()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.way is None
    assert empty_window.workspace.door is None


def test_the_list_of_what_was_lost_is_copied_and_read_by_keys(
    empty_window, damaged: Path, qtbot, monkeypatch, tmp_path: Path
) -> None:
    new = tmp_path / "ny.kampanjplan"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a, **k: (str(new), ""))
    empty_window.open_path(damaged)
    qtbot.mouseClick(shown(empty_window, qtbot, DamagedDialog).salvage, Qt.MouseButton.LeftButton)
    report = shown(empty_window, qtbot, SalvagedDialog)
    assert "Organisation ”Kemi" in report.list.toPlainText() or "Kemikalie" in report.list.toPlainText()
    qtbot.mouseClick(report.copy_button, Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().text() == report.list.toPlainText()
    assert not [d for d in empty_window.findChildren(QProgressDialog) if d.isVisible()]
    report.reject()
    assert empty_window.workspace.door is None
    assert new.exists()


def test_a_salvage_can_be_stopped(empty_window, damaged: Path, qtbot, monkeypatch, tmp_path: Path) -> None:
    new = tmp_path / "ny.kampanjplan"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a, **k: (str(new), ""))
    stopped = []

    def endless(_path: Path, _new: Path, progress) -> None:
        try:
            for _turn in range(10_000):  # bounded, so that a stop that fails ends the test
                progress(1, 2)
                time.sleep(0.001)
        except StoppedError:
            stopped.append(True)
            raise

    monkeypatch.setattr(empty_window.plans, "salvage", endless)
    empty_window.open_path(damaged)
    dialog = shown(empty_window, qtbot, DamagedDialog)
    dialog._choose(Way.SALVAGE)
    progress = shown(empty_window, qtbot, QProgressDialog)
    qtbot.waitUntil(lambda: progress.value() == 50)
    qtbot.mouseClick(progress.findChild(QPushButton), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not empty_window.jobs.busy)
    assert stopped
    assert not empty_window.message.isVisible()
    assert not new.exists()


def test_what_cannot_be_salvaged_is_told(
    empty_window, damaged: Path, qtbot, monkeypatch, tmp_path: Path
) -> None:
    taken = tmp_path / "finns.kampanjplan"
    taken.write_text("x", encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a, **k: (str(taken), ""))
    empty_window.open_path(damaged)
    shown(empty_window, qtbot, DamagedDialog)._choose(Way.SALVAGE)
    qtbot.waitUntil(empty_window.message.isVisible)
    assert "finns redan" in empty_window.message.text.text()
    assert taken.read_text(encoding="utf-8") == "x"
