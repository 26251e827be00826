"""Papers in other forms, and all of them at once, by clicks and keys."""

from email import message_from_bytes
from email.policy import default
from pathlib import Path
from threading import Event

import icalendar
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QToolButton
from python_calamine import CalamineWorkbook

from kampanjplan import handouts
from kampanjplan.domain.calendar import is_loaded
from kampanjplan.domain.errors import FileError, FileTrouble
from kampanjplan.domain.stops import Stop
from kampanjplan.gui.dialogs.save_all import SaveAllDialog
from kampanjplan.gui.paper_view import page_sizes
from kampanjplan.services.tours import delete_stops


@pytest.fixture
def prints(window, qtbot):
    """The page, with the day sheet of Kalmar on it."""
    window.go_to(4)
    qtbot.waitUntil(is_loaded)
    settle(window, qtbot)
    page = window.page
    choose_kind(page, "day")
    settle(window, qtbot)
    assert page.choice.which.currentText().startswith("Kalmar")
    return page


@pytest.fixture
def named(monkeypatch, tmp_path: Path):
    """The system's dialogs choose a file of that name, or a folder; what was proposed is kept."""
    proposed: list[str] = []
    answer = {"file": "", "folder": str(tmp_path / "ut")}
    (tmp_path / "ut").mkdir()

    def file(_parent, _title, name, _kinds):
        proposed.append(Path(name).name)
        return (str(tmp_path / (answer["file"] or Path(name).name)), "")

    monkeypatch.setattr(QFileDialog, "getSaveFileName", file)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *a, **k: answer["folder"])
    return proposed, answer


def settle(window, qtbot) -> None:
    qtbot.waitUntil(lambda: not window.jobs.busy and window.page.preview.is_drawn)


def choose_kind(page, name: str) -> None:
    page.paper.setCurrentIndex(page.paper.findData(name))
    page.paper.activated.emit(page.paper.currentIndex())


def pick(page, begin: str, qtbot) -> str:
    """Opens the menu by key and takes the entry that begins so; what it said."""
    button = next(b for b in page.findChildren(QToolButton) if b.accessibleName() == "Andra format")
    said: list[str] = []

    def look() -> None:
        menu = QApplication.activePopupWidget()
        if menu is None:
            QTimer.singleShot(10, look)
            return
        texts = [action.text() for action in menu.actions()]
        said.append(next(text for text in texts if text.startswith(begin)))
        for _n in range(texts.index(said[0]) + (menu.activeAction() is None)):
            QTest.keyClick(menu, Qt.Key.Key_Down)
        QTest.keyClick(menu, Qt.Key.Key_Return)

    page.state.setText("")
    button.setFocus()
    QTimer.singleShot(0, look)
    QTest.keyClick(button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bool(said))
    return said[0]


def when_asked(act, kind: type = SaveAllDialog) -> None:
    """Does something with the dialog of the kind that will be shown."""

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, kind) and dialog.isVisible():
            act(dialog)
        else:
            QTimer.singleShot(10, look)

    QTimer.singleShot(0, look)


def press(name: str):
    """Presses the button of a question."""

    def act(box) -> None:
        next(button for button in box.buttons() if button.text().replace("&", "") == name).click()

    return act


def accept(dialog) -> None:
    QTest.keyClick(dialog, Qt.Key.Key_Return)


def begin_saving(page) -> None:
    """By keys, which go to the active window: without a screen it is not active again after a dialog."""
    page.state.setText("")
    page.paper.setFocus()
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(page.paper, Qt.Key.Key_E, keys)


def click_save_all(page) -> None:
    page.state.setText("")
    button = next(b for b in page.findChildren(QToolButton) if b.accessibleName() == "Spara alla …")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def asked_and_answered(page, button: str) -> list[str]:
    """Saves all once more, and presses a button of the question that comes then; what the question was."""
    told: list[str] = []
    when_asked(accept)
    when_asked(lambda box: (told.append(box.text()), press(button)(box)), QMessageBox)
    click_save_all(page)
    return told


def ended(page) -> bool:
    return "sparad" in page.state.text().lower() and "Sparar" not in page.state.text()


def test_what_is_chosen_in_other_forms(prints, window, qtbot, named, tmp_path) -> None:
    proposed, answer = named
    assert pick(prints, "Kalender", qtbot) == "Kalender (.ics): Kalmar, Kalmar län, tis 14 sep 2027 …"
    qtbot.waitUntil(lambda: ended(prints))
    assert proposed == ["Kalender Uppföljningsturnén (Kalmar, Kalmar län) (internt).ics"]
    (event,) = icalendar.Calendar.from_ical((tmp_path / proposed[0]).read_bytes()).walk("VEVENT")
    assert "vard08@example.org" in event["DESCRIPTION"]  # the profile that is chosen says so
    assert pick(prints, "Schema i Excel", qtbot) == "Schema i Excel (.xlsx): hela turnén …"
    qtbot.waitUntil(lambda: (tmp_path / proposed[-1]).is_file() and ended(prints))
    assert CalamineWorkbook.from_path(str(tmp_path / proposed[-1])).sheet_names[0] == "Stopp"
    # A name made longer takes nobody's place; web text never has people.
    (tmp_path / "sida.html").write_bytes(b"min")
    answer["file"] = "sida"
    pick(prints, "Webbtext", qtbot)
    qtbot.waitUntil(lambda: "Välj ett annat namn" in window.message.text.text())
    assert (tmp_path / "sida.html").read_bytes() == b"min"
    answer["file"] = "sida.html"
    pick(prints, "Webbtext", qtbot)
    qtbot.waitUntil(lambda: ended(prints))
    page = (tmp_path / "sida.html").read_text(encoding="utf-8")
    assert "<h1>Uppföljningsturnén (Kalmar)</h1>" in page
    assert "@example.org" not in page
    # The plan's own place is refused.
    (tmp_path / "plan.ics").hardlink_to(window.workspace.door.store.path)
    before = (tmp_path / "plan.ics").read_bytes()
    answer["file"] = "plan.ics"
    pick(prints, "Kalender", qtbot)
    qtbot.waitUntil(lambda: "plan.ics" in window.message.text.text())
    assert (tmp_path / "plan.ics").read_bytes() == before


def test_a_letter_carries_the_chosen_paper_and_tells_whom_it_goes_to(
    prints, window, qtbot, named, tmp_path
) -> None:
    proposed, _answer = named

    def letter():
        return message_from_bytes((tmp_path / proposed[-1]).read_bytes(), policy=default)

    said = pick(prints, "E-postutkast", qtbot)
    assert said == "E-postutkast (.eml) med PDF och kalender: Kalmar, Kalmar län, tis 14 sep 2027 …"
    qtbot.waitUntil(lambda: ended(prints))
    assert "Brevet är internt" in window.message.text.text()
    assert (letter()["To"], letter()["Bcc"]) == (None, None)
    prints.choice.profile.setCurrentText("medverkande")
    prints.choice.profile.activated.emit(0)
    pick(prints, "E-postutkast", qtbot)  # at once: the paper is not made yet
    qtbot.waitUntil(lambda: len(proposed) == 2 and ended(prints))
    names = [part.get_filename() for part in letter().iter_attachments()]
    assert names == [
        "Körschema Kalmar, Kalmar län, tis 14 sep 2027.pdf", "Uppföljningsturnén (Kalmar, Kalmar län).ics",
    ]  # fmt: skip
    assert "kemi@example.org" in str(letter()["Bcc"])
    assert "@example.org" not in letter().get_body().get_content()


def test_an_empty_calendar_and_no_stop_are_said_in_words(prints, window, qtbot, named) -> None:
    stops = window.workspace.read(lambda r: r.find(Stop, tour_id=window.workspace.tour_id))
    row = next(n for n in range(5) if prints.choice.which.itemText(n).startswith("Gävle"))
    prints.choice.which.setCurrentIndex(row)
    prints.choice.which.activated.emit(row)
    settle(window, qtbot)
    pick(prints, "Kalender", qtbot)
    qtbot.waitUntil(lambda: "Kalendern skulle bli tom" in window.message.text.text())
    assert named[0] == []
    window.workspace.do("Bort", delete_stops, [stop.id for stop in stops])
    settle(window, qtbot)
    assert pick(prints, "Webbtext", qtbot) == "Webbtext (.html): hela turnén …"
    qtbot.waitUntil(lambda: ended(prints))
    prints.acts.menu.aboutToShow.emit()
    assert [a.isEnabled() for a in prints.acts.menu.actions()] == [True, True, True, False, True]


def test_all_of_the_chosen_stop_then_again_beside_and_in_place(
    prints, window, qtbot, named, tmp_path
) -> None:
    out = tmp_path / "ut"
    prints.choice.options.lying.trigger()
    settle(window, qtbot)
    shown = []
    when_asked(lambda dialog: (shown.extend((dialog.what.currentText(), dialog.note.text())), accept(dialog)))
    begin_saving(prints)
    qtbot.waitUntil(lambda: ended(prints))
    assert shown[0] == "Kalmar, Kalmar län, tis 14 sep 2027"
    assert shown[1].endswith("här blir dokumenten stående och hela.")
    for pdf in out.glob("*.pdf"):
        width, height = page_sizes(pdf.read_bytes())[0]
        assert width < height
    names = sorted(path.name for path in out.iterdir())
    assert len(names) == 5
    assert prints.state.text() == f"5 filer sparade i {out}"
    assert not prints.waiting.isVisible()
    for name in names:
        (out / name).write_bytes(b"min")
    for button, count, mine in (("Avbryt", 5, 5), ("Spara bredvid", 10, 5), ("Ersätt", 10, 0)):
        told = asked_and_answered(prints, button)
        qtbot.waitUntil(lambda told=told: bool(told) and QApplication.activeModalWidget() is None)
        if button != "Avbryt":
            qtbot.waitUntil(lambda: ended(prints))
        assert told[0].startswith("5 filer finns redan i ")
        assert [path.read_bytes() for path in out.iterdir()].count(b"min") == mine
        assert len(list(out.iterdir())) == count
    assert f"{Path(names[0]).stem} (2).pdf" in [path.name for path in out.iterdir()]


def test_it_shows_how_far_it_has_come_and_what_was_not_written(
    prints, window, qtbot, named, monkeypatch, tmp_path
) -> None:
    """The third paper is held up until somebody has had enough."""
    held, seen, write, begun = Event(), Event(), handouts.write_printout, []

    def slow(paper, to, printed, progress):
        begun.append(paper)
        if len(begun) == 3:
            seen.set()
            held.wait(10)
        return write(paper, to, printed, progress)

    monkeypatch.setattr(handouts, "write_printout", slow)
    when_asked(lambda dialog: (dialog.what.setCurrentIndex(0), accept(dialog)))
    click_save_all(prints)
    qtbot.waitUntil(lambda: seen.is_set() and prints.waiting.isVisible())
    assert prints.state.text().startswith("Sparar 3 av 6")
    qtbot.mouseClick(prints.waiting.stop, Qt.MouseButton.LeftButton)
    held.set()
    qtbot.waitUntil(lambda: not window.jobs.busy)
    out = tmp_path / "ut"
    assert prints.state.text() == f"2 filer sparade i {out}"
    assert window.message.text.text().startswith("Avbruten. 6")
    assert "Turnébok (internt).pdf; " in window.message.text.text()
    assert [path.read_bytes()[:4] for path in out.iterdir()] == [b"%PDF", b"%PDF"]
    assert not prints.waiting.isVisible()


def test_one_that_is_open_elsewhere_is_named_and_the_others_written(
    prints, window, qtbot, named, monkeypatch, tmp_path
) -> None:
    write = handouts.write_whole

    def refuse_signs(path: Path, fill):
        if "Dörrskylt" in path.name:
            raise FileError(FileTrouble.OPEN_ELSEWHERE, path)
        return write(path, fill)

    monkeypatch.setattr(handouts, "write_whole", refuse_signs)
    when_asked(accept)
    begin_saving(prints)
    qtbot.waitUntil(lambda: ended(prints))
    assert prints.state.text().startswith("4 filer sparade i ")
    told = window.message.text.text()
    assert told.startswith("1 fil kunde inte sparas: 01 Kalmar 2027-09-14 – Dörrskylt.pdf. ")
    assert "är öppen i ett annat program" in told


def test_a_plan_that_is_closed_meanwhile_ends_it(prints, window, qtbot, named, monkeypatch, tmp_path) -> None:
    held, seen, write = Event(), Event(), handouts.write_printout

    def slow(*facts, **more):
        seen.set()
        held.wait(10)
        return write(*facts, **more)

    monkeypatch.setattr(handouts, "write_printout", slow)
    when_asked(accept)
    begin_saving(prints)
    qtbot.waitUntil(seen.is_set)
    window.workspace.use(None)
    held.set()
    qtbot.waitUntil(lambda: not window.jobs.busy)
    assert len(list((tmp_path / "ut").iterdir())) == 1
    assert "4 filer sparades inte" in window.message.text.text()
