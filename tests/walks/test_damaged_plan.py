"""A coordinator whose plan file was damaged: to all that could be read, and to its backup."""

from hashlib import sha256
from pathlib import Path
from random import Random

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from kampanjplan.gui.dialogs.recovery import DamagedDialog, SalvagedDialog
from kampanjplan.plans import backups_of, open_plan
from tests.damage import page_over, pages_of
from tests.gui.test_recovery import shown
from tests.walks.test_follow_up import content


def test_from_a_damaged_file_to_all_of_it_and_to_its_backup(
    window, example: Path, qtbot, monkeypatch, tmp_path: Path
) -> None:
    # A plan with a backup, and an edit after it.
    before = content(window)
    backups_of(example).make()
    window.go_to(3)
    window.page.new_contact()
    after = content(window)
    assert after != before
    window.files.close_plan()
    qtbot.waitUntil(lambda: not window.jobs.busy)

    # Something writes over the people while the program is closed.
    data = example.read_bytes()
    people = max(
        page for (table, _key), pages in pages_of(data).items() if table == "contact" for page in pages
    )
    example.write_bytes(page_over(data, people, Random(1)))
    digest = sha256(example.read_bytes()).digest()

    # All that can be read, by the keyboard.
    asked = []

    def name(*given, **_more):
        asked.append(given[2])
        return given[2], ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", name)
    window.open_path(example)
    dialog = shown(window, qtbot, DamagedDialog)
    assert dialog.backup.isEnabled()
    assert dialog.focusWidget() is dialog.backup
    qtbot.keyClick(dialog.backup, Qt.Key.Key_Tab)
    qtbot.keyClick(dialog.salvage, Qt.Key.Key_Space)
    report = shown(window, qtbot, SalvagedDialog)
    assert "Exempel Värd Kalmar" in report.list.toPlainText()
    qtbot.keyClick(report.open_button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: window.workspace.door is not None)
    assert window.workspace.door.store.path == Path(asked[0])
    assert Path(asked[0]).name == "exempel – räddad.kampanjplan"
    assert content(window) == after
    window.go_to(3)
    window.page.new_contact()  # and work goes on
    assert window.workspace.stack.canUndo()
    window.files.close_plan()

    # The backup, which was made when the plan was left.
    window.open_path(example)
    dialog = shown(window, qtbot, DamagedDialog)
    qtbot.mouseClick(dialog.backup, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.workspace.door is not None)
    assert window.workspace.door.store.path.name == "exempel – från säkerhetskopia.kampanjplan"
    assert content(window) == after
    assert sha256(example.read_bytes()).digest() == digest


def test_the_command_line_takes_the_backup_too(example: Path, tmp_path: Path, capsys) -> None:
    from kampanjplan.cli import run

    backups_of(example).make()
    example.write_bytes(page_over(example.read_bytes(), 19, Random(1)))
    new, other = tmp_path / "ny.kampanjplan", tmp_path / "annan.kampanjplan"
    assert run(["recover", str(example), "--out", str(new)]) == 0
    told = capsys.readouterr().out
    assert "17 stopp" in told
    assert "säkerhetskopian är från" in told
    assert run(["recover", str(example), "--out", str(other), "--from-backup"]) == 0
    assert "Säkerhetskopian från" in capsys.readouterr().out
    for path in (new, other):
        open_plan(path, "prov").store.close()
        assert run(["check", str(path)]) == 0
    assert run(["recover", str(example), "--out", str(other), "--from-backup"]) == 1
    assert "finns redan" in capsys.readouterr().err
    assert run(["recover", str(new), "--out", str(tmp_path / "x"), "--from-backup"]) == 1
    assert "ingen hel säkerhetskopia" in capsys.readouterr().err
