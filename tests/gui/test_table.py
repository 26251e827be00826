"""The tables' model by Qt's own tester, and copying to and pasting from a spreadsheet."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLineEdit

from kampanjplan.exchange.cells import text_to_cells
from kampanjplan.gui.table import Column, RowsModel, TableView


def test_models_keep_qts_rules(window) -> None:
    for row, name in ((0, "stops"), (1, "stops"), (2, "items"), (3, "contacts")):
        window.go_to(row)
        QAbstractItemModelTester(
            getattr(window.page, name).rows, QAbstractItemModelTester.FailureReportingMode.Fatal
        )


def test_stops_copied_are_pasted_as_new_stops(window, qtbot) -> None:
    window.go_to(1)
    page = window.page
    page.stops.selectAll()
    page.stops.setFocus()
    qtbot.keyClick(page.stops, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    cells = text_to_cells(QApplication.clipboard().text())
    assert cells[0][:3] == ["Datum", "Vecka", "Län"]
    assert len(cells) == 6
    qtbot.keyClick(page.stops, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert len(page.stops.rows.rows) == 10
    towns = [state.stop.town for state in page.stops.rows.rows]
    assert towns.count("Gävle") == 2
    assert all(s.stop.first_day for s in page.stops.rows.rows if s.stop.town == "Gävle")
    window.workspace.stack.undo()
    assert len(page.stops.rows.rows) == 5


def test_a_bad_cell_refuses_the_whole_paste_and_says_where(window) -> None:
    window.go_to(1)
    QApplication.clipboard().setText("Datum\tLän\tOrt\nv 41\tBlekinge\tRonneby\nv 54\tSkåne\tLund\n")
    window.page.paste()
    assert window.message.text.text() == "Inget klistrades in. Rad 2, Datum: Det finns ingen vecka 54."
    assert len(window.page.stops.rows.rows) == 5


def test_dragging_a_row_is_the_same_act_as_the_key(window, qtbot) -> None:
    window.go_to(2)
    page = window.page
    first = [row.item.title for row in page.items.rows.rows]
    model = page.items.rows
    data = model.mimeData([model.index(2, 0)])
    model.dropMimeData(data, Qt.DropAction.MoveAction, 1, 0, model.index(-1, -1))
    dragged = [row.item.title for row in page.items.rows.rows]
    assert dragged[1] == first[2]
    text = window.workspace.stack.undoText()
    window.workspace.stack.undo()
    page.items.pick([model.rows[2].item.id])
    page.items.setFocus()
    qtbot.keyClick(page.items, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert [row.item.title for row in page.items.rows.rows] == dragged
    assert window.workspace.stack.undoText() == text


def test_what_is_being_typed_stands_when_the_plan_is_shown_anew(window, qtbot) -> None:
    window.go_to(2)
    items = window.page.items
    items.setFocus()
    items.setCurrentIndex(items.rows.index(1, 4))
    items.edit(items.currentIndex())
    editor = items.viewport().findChild(QLineEdit)
    editor.setText("Halvskrivet")
    window.workspace.calendar_loaded.emit()
    assert editor.text() == "Halvskrivet"
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: items.rows.rows[1].item.title == "Halvskrivet")


def typed(table, qtbot, row: int, column: int, text: str) -> QLineEdit:
    """A cell opened with Enter, and what is typed there."""
    table.setFocus()
    table.setCurrentIndex(table.rows.index(row, column))
    qtbot.keyClick(table, Qt.Key.Key_Return)
    editor = table.viewport().findChild(QLineEdit)
    editor.selectAll()
    qtbot.keyClicks(editor, text)
    return editor


def test_a_refused_cell_stays_open_with_what_was_typed(window, qtbot) -> None:
    window.go_to(2)
    items = window.page.items
    before = items.rows.rows[1]
    editor = typed(items, qtbot, 1, 5, "Okand Person")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Okand Person" in window.message.text.text())
    assert editor.isVisible()
    assert editor.text() == "Okand Person"
    assert window.close() is False
    assert items.rows.rows[1].speakers == before.speakers
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: items.viewport().findChild(QLineEdit) is None)
    assert window.page.commit_all()
    editor = typed(items, qtbot, 1, 5, "UHM")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: items.rows.rows[1].speakers != before.speakers)


def test_a_refused_cell_that_is_left_stays_and_may_be_mended(window, qtbot) -> None:
    window.go_to(2)
    items = window.page.items
    editor = typed(items, qtbot, 1, 0, "25")
    window.navigation.setFocus()
    assert "klockslag" in window.message.text.text()
    assert editor.isVisible()
    editor.setFocus()
    editor.selectAll()
    qtbot.keyClicks(editor, "9.45")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: items.viewport().findChild(QLineEdit) is None)
    assert items.rows.data(items.rows.index(1, 0)) == "09:45"


def test_what_is_being_typed_in_a_cell_is_saved_before_the_plan_is_closed(window, qtbot, example) -> None:
    window.go_to(2)
    items = window.page.items
    typed(items, qtbot, 1, 4, "Halvskrivet")
    window.files.close_plan()
    window.open_path(example)
    qtbot.waitUntil(lambda: window.workspace.door is not None)
    window.go_to(2)
    assert items.rows.rows[1].item.title == "Halvskrivet"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Datum\tLän\n\n2027-10-10\t\n", "Inget klistrades in. Rad 2, Län: Fältet får inte vara tomt."),
        ("Datum\tOrt\n2027-10-10\tLund\n", "Inget klistrades in. Rad 1, Län: Fältet får inte vara tomt."),
        ("Datum\tLän\n", "Det finns inga rader att klistra in."),
    ],
)
def test_a_paste_without_a_county_says_where(window, text, sentence) -> None:
    window.go_to(1)
    QApplication.clipboard().setText(text)
    window.page.paste()
    assert window.message.text.text() == sentence
    assert len(window.page.stops.rows.rows) == 5


def test_what_to_look_over_is_seen_beside_the_items(window, qtbot) -> None:
    window.go_to(2)
    items = window.page.items
    titles = [column.title for column in items.rows.columns]
    end = items.columnViewportPosition(titles.index("Att se över")) + 100
    assert end < items.viewport().width()


class _Asked(RowsModel):
    """Counts how often Qt asks about a cell."""

    asked = 0

    def flags(self, index):
        self.asked += 1
        return super().flags(index)


def test_thousands_of_selected_rows_are_not_asked_about_one_by_one(qtbot) -> None:
    model = _Asked([Column("Namn", str), Column("Titel", str)], lambda n: n)
    table = TableView(model, "Tal")
    qtbot.addWidget(table)
    table.show_rows(range(5000))
    table.show()
    qtbot.waitExposed(table)
    QApplication.processEvents()
    model.asked = 0
    table.selectAll()
    assert table.picked_ids() == list(range(5000))
    table.repaint()
    QApplication.processEvents()
    assert model.asked < 500
    table.pick([7])
    assert table.picked_ids() == [7]
