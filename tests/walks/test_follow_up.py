"""A coordinator's first hour: the example, a new stop in week 41 with its programme, and paper."""

from datetime import date, time
from pathlib import Path

import pypdfium2
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QCommandLinkButton, QFileDialog, QLineEdit

from kampanjplan.domain.kinds import KINDS
from kampanjplan.domain.stops import Stop
from kampanjplan.gui.dialogs.stop import CountyDialog

SIX = """Start\tMinuter\tTyp\tProgrampunkt\tTalare\tSal
9\t30\tregistrering\tKaffe & registrering\t\tFoajén
9.30\t45\tföreläsning\tKrav på <b>varor</b>\tExempel Talare Kemi\tAulan
10.15\t60\tföreläsning\tUHM:s verktyg på djupet\tExempel Talare UHM, UHM; UHM (namn kommer)\tAulan
11.15\t15\tpaus\tPaus\t\t
11.30\t60\tworkshop\tVem gör vad?\tExempel Talare Kemi\tAulan
12.30\t60\tlunch\tLunch\t\tRestaurangen
"""


def content(window) -> dict[str, list[object]]:
    """All that the plan says, journal and versions aside."""
    return {
        kind.__name__: sorted(window.workspace.read(lambda r, kind=kind: r.find(kind)), key=lambda t: t.id)
        for kind in KINDS
    }


def test_plan_a_stop_undo_redo_and_print(empty_window, qtbot, monkeypatch, tmp_path: Path) -> None:
    window = empty_window
    plan, pdf = tmp_path / "min turné.kampanjplan", tmp_path / "schema.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a, **k: (str(plan), ""))
    buttons = {button.text(): button for button in window.start.findChildren(QCommandLinkButton)}
    qtbot.mouseClick(buttons["Öppna exemplet"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.workspace.door is not None)
    before = content(window)

    # A new stop: Ctrl+2 goes to the stops, Ctrl+N asks for the county.
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    page = window.page

    def choose_blekinge() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, CountyDialog)
        qtbot.keyClicks(dialog.list, "Blekinge")
        qtbot.keyClick(dialog.list, Qt.Key.Key_Return)

    QTimer.singleShot(0, choose_blekinge)
    page.stops.setFocus()
    qtbot.keyClick(page.stops, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    stop_id = window.workspace.stop_id
    window.activateWindow()  # what a window manager does when the dialog closes
    qtbot.waitUntil(page.when.line.hasFocus)
    qtbot.keyClicks(page.when.line, "v 41 tis")
    qtbot.keyClick(page.when.line, Qt.Key.Key_Return)

    def stop() -> Stop:
        return window.workspace.read(lambda r: r.get(Stop, stop_id))

    year = stop().first_day.year
    assert stop().day == date.fromisocalendar(year, 41, 2)
    assert page.when.line.text().startswith("tis ")

    # Its programme, from a spreadsheet.
    window.go_to(2)
    programme = window.page
    QApplication.clipboard().setText(SIX)
    programme.items.setFocus()
    qtbot.keyClick(programme.items, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    rows = programme.items.rows.rows
    assert [row.item.start for row in rows] == [
        time(9), time(9, 30), time(10, 15), time(11, 15), time(11, 30), time(12, 30),
    ]  # fmt: skip
    assert len(rows[2].speakers) == 2

    # A longer lecture: those after it move on.
    programme.items.setCurrentIndex(programme.items.rows.index(1, 1))
    qtbot.keyClick(programme.items, Qt.Key.Key_F2)
    editor = programme.items.viewport().findChild(QLineEdit)
    qtbot.keyClicks(editor, "60")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: programme.items.rows.rows[2].item.start == time(10, 30))

    # One item up by the keyboard.
    programme.items.pick([programme.items.rows.rows[2].item.id])
    qtbot.keyClick(programme.items, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert programme.items.rows.rows[1].item.title == "UHM:s verktyg på djupet"

    # A week later.
    window.go_to(1)
    page.when.line.setFocus()
    page.when.line.selectAll()
    qtbot.keyClicks(page.when.line, "v 42 tis")
    qtbot.keyClick(page.when.line, Qt.Key.Key_Return)
    assert stop().day == date.fromisocalendar(year, 42, 2)
    after = content(window)
    assert after != before

    # Everything undone is the start; everything redone is the end.
    page.stops.setFocus()
    while window.workspace.stack.canUndo():
        qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert content(window) == before
    while window.workspace.stack.canRedo():
        window.workspace.stack.redo()
    assert content(window) == after

    # On paper.
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a, **k: (str(pdf), ""))
    window.go_to(4)
    window.page.save()
    qtbot.waitUntil(lambda: not window.jobs.busy)
    assert not window.message.isVisible(), window.message.text.text()
    document = pypdfium2.PdfDocument(pdf)
    text = " ".join("".join(p.get_textpage().get_text_bounded() for p in document).split())
    document.close()
    for words in (
        "Karlskrona, Blekinge län",
        "Krav på <b>varor</b>",
        "Kaffe & registrering",
        "UHM (namn kommer)",
    ):
        assert words in text
