"""Forms save what is left, refuse with a reason at the field, and never lose what was typed."""

from datetime import date

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QApplication

from kampanjplan.domain.stops import Stop, StopStatus
from kampanjplan.gui.dates import Calendar


def stop_of(window) -> Stop:
    return window.workspace.read(lambda r: r.get(Stop, window.workspace.stop_id))


def test_a_field_is_saved_when_it_is_left(window, qtbot) -> None:
    window.go_to(1)
    line = window.page.stop_form.field("venue").line
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, "Rådhuset <b>&")
    qtbot.keyClick(line, Qt.Key.Key_Tab)
    assert stop_of(window).venue == "Rådhuset <b>&"
    assert window.saved.text().startswith("Sparat ")
    window.workspace.stack.undo()
    assert line.text() == "Exempellokalen, Kalmar"


def test_an_unknown_week_is_refused_at_the_field_and_the_draft_stays(window, qtbot) -> None:
    window.go_to(1)
    page = window.page
    before = stop_of(window)
    page.when.line.setFocus()
    page.when.line.selectAll()
    qtbot.keyClicks(page.when.line, "v 54")
    qtbot.keyClick(page.when.line, Qt.Key.Key_Return)
    assert page.when.note.text() == "Det finns ingen vecka 54."
    other = page.stops.rows.rows[1].stop.id
    window.workspace.choose_stop(other)
    assert page.when.line.text() != "v 54"
    window.workspace.choose_stop(before.id)
    assert page.when.line.text() == "v 54"
    assert stop_of(window) == before
    qtbot.keyClick(page.when.line, Qt.Key.Key_Escape)
    assert page.when.line.text().startswith("tis 14 sep")


def test_end_before_start_is_refused(window, qtbot) -> None:
    window.go_to(1)
    field = window.page.stop_form.field("ends")
    field.line.setFocus()
    field.line.selectAll()
    qtbot.keyClicks(field.line, "8")
    qtbot.keyClick(field.line, Qt.Key.Key_Return)
    assert field.note.text() == "Slutet kommer före början."


def test_an_empty_name_is_refused(window, qtbot) -> None:
    window.go_to(3)
    field = window.page.contact_form.field("name")
    field.line.setFocus()
    field.line.clear()
    qtbot.keyClick(field.line, Qt.Key.Key_Return)
    assert field.note.text() == "Fältet får inte vara tomt."
    assert window.close() is False


def test_a_choice_is_saved_when_chosen(window, qtbot) -> None:
    window.go_to(1)
    box = window.page.stop_form.field("status").box
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert stop_of(window).status is StopStatus.ASKED


def test_the_wheel_over_a_field_without_focus_changes_nothing(window, qtbot) -> None:
    from PySide6.QtCore import QPoint, QPointF
    from PySide6.QtGui import QWheelEvent

    window.go_to(1)
    box = window.page.stop_form.field("status").box
    window.page.stops.setFocus()
    before = stop_of(window)
    turn = QWheelEvent(
        QPointF(5, 5), box.mapToGlobal(QPointF(5, 5)), QPoint(0, -120), QPoint(0, -120),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(box, turn)
    assert stop_of(window) == before
    assert box.currentText() == "idé"


def test_dates_outside_the_period_are_taken_and_marked(window, qtbot) -> None:
    window.go_to(1)
    page = window.page
    page.when.line.setFocus()
    page.when.line.selectAll()
    qtbot.keyClicks(page.when.line, "2027-06-06")
    qtbot.keyClick(page.when.line, Qt.Key.Key_Return)
    state = next(s for s in page.stops.rows.rows if s.stop.id == window.workspace.stop_id)
    texts = page.stops.rows.columns[6].text(state)
    assert "utanför turnéns period" in texts
    assert "röd dag" in texts


def test_undo_belongs_to_the_typing_first_and_then_to_the_plan(window, qtbot) -> None:
    window.go_to(1)
    line = window.page.stop_form.field("venue").line
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, "Slottet")
    qtbot.keyClick(line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert line.text() == "Exempellokalen, Kalmar"
    line.selectAll()
    qtbot.keyClicks(line, "Slottet")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert stop_of(window).venue == "Slottet"
    qtbot.keyClick(line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert stop_of(window).venue == "Exempellokalen, Kalmar"
    assert line.text() == "Exempellokalen, Kalmar"


def test_a_clash_of_dates_is_told_at_the_date(window, qtbot) -> None:
    window.go_to(1)
    page = window.page
    page.when.line.setFocus()
    page.when.line.selectAll()
    qtbot.keyClicks(page.when.line, "29 sep 2030")
    qtbot.keyClick(page.when.line, Qt.Key.Key_Return)
    assert "utanför turnéns period" in page.when.note.text()
    page.when.line.selectAll()
    qtbot.keyClicks(page.when.line, "29 sep 2027")
    qtbot.keyClick(page.when.line, Qt.Key.Key_Return)
    assert "två stopp samma dag" in page.when.note.text()


def test_alt_and_down_opens_the_calendar_of_the_field_that_has_the_cursor(window, qtbot) -> None:
    window.go_to(1)
    for name in ("first_day", "registration_until"):
        field = window.page.stop_form.field(name)
        field.line.setFocus()
        qtbot.keyClick(field.line, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
        menu = QApplication.activePopupWidget()
        assert menu.parent() is field
        calendar = menu.findChild(Calendar)
        calendar.setSelectedDate(QDate(2027, 9, 16))
        calendar.activated.emit(calendar.selectedDate())
    stop = stop_of(window)
    assert (stop.day, stop.registration_until) == (date(2027, 9, 16), date(2027, 9, 16))


def test_lines_of_contacts_and_things_are_kept_as_typed(window, qtbot) -> None:
    window.go_to(1)
    things = window.page.stop_form.field("supplies")
    things.area.setFocus()
    things.area.setPlainText("Kaffe kl 9:30: Lst\nhttps://example.org/a\nSkyltar")
    qtbot.keyClick(things.area, Qt.Key.Key_Tab)
    assert [(s.what, s.who) for s in stop_of(window).supplies] == [
        ("Kaffe kl 9:30", "Lst"),
        ("https://example.org/a", ""),
        ("Skyltar", ""),
    ]
    assert things.area.toPlainText() == "Kaffe kl 9:30: Lst\nhttps://example.org/a\nSkyltar"
    roles = window.page.contacts
    roles.area.setFocus()
    roles.area.setPlainText("Exempel Talare UHM")
    qtbot.keyClick(roles.area, Qt.Key.Key_Tab)
    assert roles.area.toPlainText() == "Exempel Talare UHM, UHM: värd"
    roles.area.setFocus()
    roles.area.setPlainText("Exempel Talare UHM: trollkarl")
    qtbot.keyClick(roles.area, Qt.Key.Key_Tab)
    assert roles.note.text().startswith("”trollkarl” går inte att välja här.")
    assert roles.area.toPlainText() == "Exempel Talare UHM: trollkarl"


def test_another_tour_does_not_turn_the_leaf(window) -> None:
    window.go_to(1)
    window.page.tabs.setCurrentIndex(2)
    window.workspace.choose_tour(window.workspace.tours()[1].id)
    assert window.page.tabs.currentIndex() == 2
    window.page.stops.setFocus()
    window.page.stops.selectRow(3)
    assert window.page.tabs.currentIndex() == 0
