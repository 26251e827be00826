"""The backups' window: real backups of a real plan, chosen and restored by mouse and keys."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QPushButton

from kampanjplan.domain.contacts import Contact
from kampanjplan.domain.rules import Rules
from kampanjplan.domain.stops import Stop
from kampanjplan.gui.dialogs.backups import BackupsDialog
from kampanjplan.services.editing import add, change
from kampanjplan.storage import copying
from kampanjplan.storage.backups import Backups
from tests.walks.test_follow_up import content


@pytest.fixture
def backups(example: Path) -> Backups:
    """One backup, of the example as it was an hour ago."""
    backups = Backups(example)
    backups.make(datetime.now(UTC) - timedelta(hours=1))
    return backups


def upset(window) -> None:
    for stop in window.workspace.read(lambda r: r.find(Stop))[:3]:
        window.workspace.do("Ändra", change, Stop, stop.id, notes="Ring först")
    window.workspace.do("Ny kontakt", add, Contact(id=uuid4(), name="Prov Person"))


@pytest.fixture
def dialog(window, qtbot, backups) -> BackupsDialog:
    upset(window)
    dialog = BackupsDialog(window, window.workspace, window.jobs, backups)
    qtbot.addWidget(dialog)
    dialog.opening.connect(window.open_path)
    dialog.show()
    compared(dialog, qtbot)
    return dialog


def compared(dialog, qtbot) -> None:
    qtbot.waitUntil(lambda: dialog.row is not None and dialog.row.read)


def cells(dialog) -> list[list[str]]:
    model = dialog.table.rows
    return [[model.index(r, c).data() for c in range(3)] for r in range(model.rowCount())]


def answer(qtbot, wanted: str) -> None:
    """Presses a button of the question that comes next."""

    def press() -> None:
        question = QApplication.activeModalWidget()
        assert isinstance(question, QMessageBox)
        (button,) = [b for b in question.buttons() if b.text().replace("&", "") == wanted]
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    QTimer.singleShot(0, press)


def test_it_shows_when_how_large_and_what_has_happened_since(dialog, backups) -> None:
    ((made, size, since),) = cells(dialog)
    assert made.endswith(f"{backups.all()[0].made.astimezone():%H.%M}")
    assert size.endswith("kB")
    assert since == "Tillkommet: 1 kontakt. Ändrat: 3 stopp."


def test_restored_in_place_it_is_as_it_was_and_undone_as_it_is(dialog, window, qtbot, backups) -> None:
    present = content(window)
    answer(qtbot, "Återställ")
    qtbot.mouseClick(dialog.restoring, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert content(window) != present
    assert not [c for c in content(window)["Contact"] if c.name == "Prov Person"]
    newest, _older = backups.all()  # the present was kept first
    assert any(t.name == "Prov Person" for t in backups.things(newest) if isinstance(t, Contact))
    assert window.workspace.stack.undoText().startswith("Återställ säkerhetskopian från ")
    window.activateWindow()  # what a window manager does when the dialog closes
    qtbot.waitUntil(window.isActiveWindow)
    window.navigation.setFocus()
    qtbot.keyClick(window.navigation, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert content(window) == present


def test_who_says_no_keeps_the_plan(dialog, window, qtbot, backups) -> None:
    present = content(window)
    answer(qtbot, "Avbryt")
    qtbot.mouseClick(dialog.restoring, Qt.MouseButton.LeftButton)
    assert content(window) == present
    assert len(backups.all()) == 1
    assert dialog.isVisible()


def test_where_the_present_cannot_be_kept_nothing_is_restored(dialog, window, qtbot, monkeypatch) -> None:
    def fail(_path: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(copying, "sync", fail)
    present = content(window)
    answer(qtbot, "Återställ")
    qtbot.mouseClick(dialog.restoring, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "full" in dialog.state.text())
    assert content(window) == present


def test_opened_as_a_new_file(dialog, window, qtbot, monkeypatch, tmp_path: Path) -> None:
    path, taken = tmp_path / "åter.kampanjplan", tmp_path / "brev.kampanjplan"
    taken.write_text("viktigt", encoding="utf-8")
    present, example = content(window), window.workspace.door.store.path
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a, **k: (str(taken), ""))
    qtbot.mouseClick(dialog.opening_as, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Det finns redan" in dialog.state.text())
    assert taken.read_text(encoding="utf-8") == "viktigt"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a, **k: (str(path), ""))
    qtbot.mouseClick(dialog.opening_as, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.workspace.door.store.path == path)
    assert len(content(window)["Contact"]) == len(present["Contact"]) - 1
    assert example.exists()


def test_a_damaged_backup_is_named_so_and_cannot_be_used(dialog, window, qtbot, backups) -> None:
    (backup,) = backups.all()
    data = bytearray(backup.path.read_bytes())
    data[5000] ^= 1
    backup.path.write_bytes(data)
    dialog.refresh()
    qtbot.waitUntil(lambda: not dialog.row.read)
    compared(dialog, qtbot)
    assert cells(dialog)[0][2] == "Kopian är skadad och används inte."
    assert not dialog.restoring.isEnabled()
    assert not dialog.opening_as.isEnabled()


def test_back_up_now_then_nothing_new(dialog, qtbot, backups) -> None:
    qtbot.mouseClick(dialog.making, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(cells(dialog)) == 2)
    assert dialog.state.text() == "Säkerhetskopian är gjord."
    compared(dialog, qtbot)
    assert dialog.row.backup == backups.all()[0]
    assert cells(dialog)[0][2] == "Inget"
    assert not dialog.restoring.isEnabled()
    qtbot.mouseClick(dialog.making, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.state.text().startswith("Inget har ändrats"))
    assert len(backups.all()) == 2


def test_the_age_limit_is_the_plans_own_and_can_be_undone(dialog, window, qtbot) -> None:
    assert dialog.days.value() == 90
    dialog.days.setFocus()
    dialog.days.selectAll()
    qtbot.keyClicks(dialog.days, "30")
    qtbot.keyClick(dialog.days, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert window.workspace.read(lambda r: r.find(Rules)) == [Rules(backup_days=30)]
    window.workspace.stack.undo()
    assert window.workspace.read(lambda r: r.find(Rules)) == []


def test_what_another_desk_writes_meanwhile_is_seen(dialog, window, qtbot) -> None:
    window.workspace.do("Ny kontakt", add, Contact(id=uuid4(), name="Annan Person"))
    qtbot.waitUntil(lambda: cells(dialog)[0][2].startswith("Tillkommet: 2 kontakter."))


def test_the_folder_is_shown(dialog, qtbot, backups, monkeypatch) -> None:
    shown = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: shown.append(url.toLocalFile()))
    qtbot.mouseClick(dialog.folder, Qt.MouseButton.LeftButton)
    assert shown == [str(backups.folder)]


def test_keys_alone_from_the_menu_to_the_restored_plan(window, qtbot, backups) -> None:
    before = content(window)
    upset(window)

    def in_dialog() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, BackupsDialog)
        try:
            qtbot.waitUntil(dialog.isActiveWindow)
            compared(dialog, qtbot)
            assert dialog.table.hasFocus()
            looking.start(20)
            qtbot.keyClick(dialog.table, Qt.Key.Key_H, Qt.KeyboardModifier.AltModifier)
            qtbot.waitUntil(lambda: not dialog.isVisible())
        finally:
            dialog.reject()  # a test that fails must not leave it open

    def in_question() -> None:
        question = QApplication.activeModalWidget()
        if isinstance(question, QMessageBox):
            looking.stop()
            qtbot.keyClick(question, Qt.Key.Key_Return)

    looking = QTimer()
    looking.timeout.connect(in_question)
    QTimer.singleShot(50, in_dialog)
    (action,) = [a for a in window.menus[0].actions() if a.text() == "Säker&hetskopior …"]
    action.trigger()
    assert content(window) == before


def test_each_letter_is_given_once(dialog) -> None:
    texts = [b.text() for b in dialog.findChildren(QPushButton)] + ["Ta &bort kopior äldre än"]
    letters = [t[t.index("&") + 1].lower() for t in texts if "&" in t]
    assert len(letters) == len(set(letters)) == 6


def test_of_a_read_only_plan_it_only_opens_new_files(empty_window, qtbot, example: Path, backups) -> None:
    example.chmod(0o444)
    window = empty_window
    window.open_path(example)
    qtbot.waitUntil(lambda: window.workspace.door is not None)
    dialog = BackupsDialog(window, window.workspace, window.jobs, backups)
    qtbot.addWidget(dialog)
    dialog.show()
    compared(dialog, qtbot)
    assert dialog.opening_as.isEnabled()
    for widget in (dialog.restoring, dialog.making, dialog.days):
        assert not widget.isEnabled()
