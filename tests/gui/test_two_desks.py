"""Two programs on one plan file: each sees the other's changes, and nobody is overwritten unasked."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QApplication,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QRadioButton,
)

from kampanjplan.domain.journal import Question
from kampanjplan.domain.stops import Stop
from kampanjplan.gui.dialogs.conflict import ConflictDialog
from kampanjplan.plans import open_plan
from kampanjplan.services.editing import change
from kampanjplan.services.tours import delete_stops


@pytest.fixture
def anna(example: Path):
    door = open_plan(example, "Anna")
    yield door
    door.store.close()


@pytest.fixture
def venue(window, qtbot):
    """The field of the venue, where somebody has begun to type."""
    window.go_to(1)
    field = window.page.stop_form.field("venue")
    field.line.setFocus()
    field.line.selectAll()
    qtbot.keyClicks(field.line, "Matsalen")
    return field


def stop_of(window) -> Stop:
    id = window.page.stop_form.thing.id
    return window.workspace.read(lambda r: r.get(Stop, id))


def when_asked(act) -> None:
    """Does something with the dialog that will be shown."""

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is None or not dialog.isVisible():
            QTimer.singleShot(10, look)
        else:
            act(dialog)

    QTimer.singleShot(0, look)


def answer(title: str) -> None:
    """Chooses in the conflict's dialog when it is shown; no title puts it off."""

    def choose(dialog) -> None:
        assert isinstance(dialog, ConflictDialog)
        for group in dialog._groups.values():
            for button in group.buttons():
                if button.text() == title:
                    button.click()
        role = QDialogButtonBox.ButtonRole.AcceptRole if title else QDialogButtonBox.ButtonRole.RejectRole
        (buttons,) = dialog.findChildren(QDialogButtonBox)
        next(b for b in buttons.buttons() if buttons.buttonRole(b) is role).click()

    when_asked(choose)


def test_what_another_wrote_is_shown(window, anna, qtbot) -> None:
    window.go_to(1)
    stop = window.page.stop_form.thing
    anna.do("Ändra lokal", change, Stop, stop.id, venue="Aulan")
    qtbot.waitUntil(lambda: window.page.stop_form.field("venue").draft() == "Aulan")
    qtbot.waitUntil(lambda: window.saved.text() == "Anna: Ändra lokal")


def test_other_fields_stand_beside_what_is_being_typed(window, anna, venue, qtbot) -> None:
    anna.do("Ändra adress", change, Stop, stop_of(window).id, address="Storgatan 1")
    qtbot.waitUntil(lambda: window.page.stop_form.field("address").draft() == "Storgatan 1")
    assert venue.draft() == "Matsalen"
    qtbot.keyClick(venue.line, Qt.Key.Key_Return)
    assert (stop_of(window).venue, stop_of(window).address) == ("Matsalen", "Storgatan 1")


@pytest.mark.parametrize("seen", [False, True], ids=["before the look", "after it"])
@pytest.mark.parametrize(("title", "kept"), [("Det du skrev", "Matsalen"), ("Det Anna skrev", "Aulan")])
def test_the_same_field_is_asked_about(window, anna, venue, qtbot, title, kept, seen) -> None:
    anna.do("Ändra lokal", change, Stop, stop_of(window).id, venue="Aulan")
    if seen:
        window.workspace.look_for_news()
        assert venue.draft() == "Matsalen"
    answer(title)
    qtbot.keyClick(venue.line, Qt.Key.Key_Return)
    assert stop_of(window).venue == kept
    assert venue.draft() == kept
    assert venue.note.text() == ""
    entry = window.workspace.read(lambda r: r.journal(Question(most=1)))[0]
    assert [step.lost for step in entry.steps] == [kept == "Aulan"]
    assert entry.steps[0].after == {"venue": "Matsalen"}


def test_keys_alone_choose_what_the_other_wrote(window, anna, venue, qtbot) -> None:
    anna.do("Ändra lokal", change, Stop, stop_of(window).id, venue="<b>Aulan</b>")
    shown = []

    def choose(dialog) -> None:
        shown.extend(label.textFormat() for label in dialog.findChildren(QLabel) if "<b>" in label.text())
        qtbot.wait(50)  # until it is laid out, which the arrows go by
        begun = dialog.focusWidget()
        shown.append(begun.text() if isinstance(begun, QRadioButton) else begun)
        qtbot.keyClick(begun, Qt.Key.Key_Down)
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
        if dialog.isVisible():
            dialog.reject()  # where the keys did nothing, the test goes on and fails

    when_asked(choose)
    qtbot.keyClick(venue.line, Qt.Key.Key_Return)
    venue.revert()  # where the keys did nothing, nobody is asked again
    assert stop_of(window).venue == "<b>Aulan</b>"
    entry = window.workspace.read(lambda r: r.journal(Question(most=1)))[0]
    assert entry.steps[0].lost
    assert shown == [Qt.TextFormat.PlainText, "Det du skrev"]


def test_put_off_it_is_asked_again(window, anna, venue, qtbot) -> None:
    anna.do("Ändra lokal", change, Stop, stop_of(window).id, venue="Aulan")
    answer("")
    qtbot.keyClick(venue.line, Qt.Key.Key_Return)
    assert stop_of(window).venue == "Aulan"
    assert venue.draft() == "Matsalen"
    assert "Anna" in venue.note.text()
    window.workspace.look_for_news()
    assert venue.draft() == "Matsalen"
    answer("Det du skrev")
    qtbot.keyClick(venue.line, Qt.Key.Key_Return)
    assert stop_of(window).venue == "Matsalen"


def test_a_look_misses_nothing_that_another_thread_has_fetched(window, anna, qtbot) -> None:
    window.go_to(1)
    stop = stop_of(window)
    window.workspace._clock.stop()
    anna.do("Ta bort stopp", delete_stops, [stop.id])
    window.workspace._ask_for_news()
    window.jobs.let_finish(5000)  # it is read, and not yet given to the window
    window.workspace.look_for_news()
    assert window.page.stop_form.thing.id != stop.id
    told = []
    window.workspace.told.connect(told.append)
    qtbot.waitUntil(lambda: not window.jobs.busy)
    assert told == []  # and nobody is told twice


def test_a_page_that_is_shown_before_the_news_has_another_stop(window, anna) -> None:
    window.go_to(1)
    stop = stop_of(window)
    window.workspace._clock.stop()
    anna.do("Ta bort stopp", delete_stops, [stop.id])
    window.workspace.calendar_loaded.emit()
    assert window.page.stop_form.thing.id != stop.id
    assert window.page.stops.picked_ids() == [window.page.stop_form.thing.id]


@pytest.mark.parametrize("text", ["Ge upp det jag skrev", "Inte nu"])
def test_news_while_one_is_asked_put_what_was_typed_in_no_other_stop(
    window, anna, venue, qtbot, text
) -> None:
    stop = stop_of(window)
    anna.do("Ta bort stopp", delete_stops, [stop.id])

    def press(box) -> None:
        venue.line.clearFocus()  # as where the system gives the dialog the focus
        window.workspace.look_for_news()
        next(button for button in box.buttons() if button.text() == text).click()

    when_asked(press)
    qtbot.keyClick(venue.line, Qt.Key.Key_Return)
    if text == "Inte nu":
        assert (window.page.stop_form.thing.id, venue.draft()) == (stop.id, "Matsalen")
        assert "Anna" in venue.note.text()
        venue.revert()
    assert window.page.stop_form.thing.id != stop.id
    assert venue.draft() != "Matsalen"
    assert not venue.note.isVisible()


@pytest.mark.parametrize("seen", [False, True], ids=["before the look", "after it"])
@pytest.mark.parametrize("text", ["Lägg tillbaka och spara", "Ge upp det jag skrev", "Inte nu"])
def test_a_stop_that_was_removed_meanwhile(window, anna, venue, qtbot, text, seen) -> None:
    stop = stop_of(window)
    anna.do("Ta bort stopp", delete_stops, [stop.id])
    if seen:
        window.workspace.look_for_news()
        assert window.page.stop_form.thing.id == stop.id  # what is typed goes to no other stop
        assert venue.draft() == "Matsalen"

    def press(box) -> None:
        assert isinstance(box, QMessageBox)
        assert "Anna" in box.text()
        next(button for button in box.buttons() if button.text() == text).click()

    when_asked(press)
    qtbot.keyClick(venue.line, Qt.Key.Key_Return)
    now = window.workspace.read(lambda r: r.find(Stop, id=stop.id))
    assert [s.venue for s in now] == (["Matsalen"] if text.startswith("Lägg") else [])
    entry = window.workspace.read(lambda r: r.journal(Question(most=1)))[0]
    assert any(step.lost for step in entry.steps) == text.startswith("Ge upp")
    if text == "Inte nu":
        assert venue.draft() == "Matsalen"
        venue.revert()  # else it is asked about again when the window closes
    if text != "Lägg tillbaka och spara":
        window.workspace.look_for_news()
        assert window.page.stop_form.thing.id != stop.id
        assert venue.draft() != "Matsalen"


def test_a_list_row_changed_meanwhile_is_not_removed_unseen(window, anna, qtbot) -> None:
    window.go_to(1)
    stop = stop_of(window)
    anna.do("Ändra lokal", change, Stop, stop.id, venue="Aulan")
    window.page.stops.setFocus()
    qtbot.keyClick(window.page.stops, Qt.Key.Key_Delete)
    assert stop_of(window).venue == "Aulan"
    assert "Anna" in window.message.text.text()
    window.workspace.look_for_news()
    qtbot.keyClick(window.page.stops, Qt.Key.Key_Delete)
    assert window.workspace.read(lambda r: r.find(Stop, id=stop.id)) == []


def test_a_file_that_was_moved_is_saved_as_another(
    window, venue, example, tmp_path, qtbot, monkeypatch
) -> None:
    stop = stop_of(window)
    example.rename(example.with_name("undan"))
    qtbot.keyClick(venue.line, Qt.Key.Key_Return)
    assert "har flyttats" in window.message.text.text()
    assert venue.draft() == "Matsalen"
    new = tmp_path / "räddad.kampanjplan"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a, **k: (str(new), ""))
    assert window.message.button.text() == "Spara som …"
    qtbot.mouseClick(window.message.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.workspace.door.store.path == new)
    window.workspace.choose_stop(stop.id)
    assert window.page.stop_form.thing.id == stop.id
    assert venue.draft() == "Matsalen"  # what could not be saved came along
    venue.line.setFocus()
    qtbot.keyClick(venue.line, Qt.Key.Key_Return)
    assert stop_of(window).venue == "Matsalen"
    assert stop_of(window) != stop


def test_a_busy_file_refuses_at_once_and_the_text_stays(window, venue, anna, qtbot) -> None:
    with anna.store._engine.connect() as holder:
        driver = holder.connection.driver_connection
        driver.execute("BEGIN IMMEDIATE")
        qtbot.keyClick(venue.line, Qt.Key.Key_Return)
        assert "används av ett annat program" in venue.note.text()
        assert venue.draft() == "Matsalen"
        driver.execute("ROLLBACK")
    qtbot.keyClick(venue.line, Qt.Key.Key_Return)
    assert stop_of(window).venue == "Matsalen"


def typed_in_venue(table, qtbot) -> tuple[int, QLineEdit]:
    """Begins to type in the venue's cell of the first stop; its column and editor."""
    column = [c.title for c in table.rows.columns].index("Lokal")
    table.setFocus()
    table.setCurrentIndex(table.rows.index(0, column))
    qtbot.keyClick(table, Qt.Key.Key_F2)
    editor = table.viewport().findChild(QLineEdit)
    editor.selectAll()
    qtbot.keyClicks(editor, "Matsalen")
    return column, editor


@pytest.mark.parametrize(("title", "kept"), [("Det du skrev", "Matsalen"), ("Det Anna skrev", "Aulan")])
def test_a_cell_is_asked_about_too(window, anna, qtbot, title, kept) -> None:
    window.go_to(1)
    stop = stop_of(window)
    table = window.page.stops
    column, editor = typed_in_venue(table, qtbot)
    anna.do("Ändra lokal", change, Stop, stop.id, venue="Aulan")
    window.workspace.look_for_news()
    answer(title)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: stop_of(window).venue == kept)
    qtbot.waitUntil(lambda: not table.viewport().findChildren(QLineEdit))
    assert table.rows.columns[column].text(table.rows.rows[0]) == kept


def test_a_cell_being_typed_in_stands_where_rows_move(window, anna, qtbot) -> None:
    window.go_to(1)
    table = window.page.stops
    first, second = (row.stop for row in table.rows.rows[:2])
    _column, editor = typed_in_venue(table, qtbot)
    anna.do("Tidigare", change, Stop, second.id, first_day=date(2027, 9, 6), last_day=date(2027, 9, 6))
    window.workspace.look_for_news()
    assert editor.isVisible()
    assert editor.text() == "Matsalen"
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: [row.stop.id for row in table.rows.rows[:2]] == [second.id, first.id])
    assert window.workspace.read(lambda r: r.get(Stop, first.id)).venue == "Matsalen"
