"""A typed cell that is refused is not lost: its editor stands with the text, until Escape."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit

from kampanjplan.domain.errors import FileError, FileTrouble


def editor_of(table) -> QLineEdit | None:
    found = [e for e in table.viewport().findChildren(QLineEdit) if e.isVisible()]
    return found[-1] if found else None


def type_cell(qtbot, table, row: int, column: int, text: str, key=Qt.Key.Key_Return) -> None:
    table.setFocus()
    table.setCurrentIndex(table.rows.index(row, column))
    qtbot.keyClick(table, Qt.Key.Key_F2)
    editor = editor_of(table)
    editor.selectAll()
    qtbot.keyClicks(editor, text)
    leave(qtbot, table, key)


def leave(qtbot, table, key=Qt.Key.Key_Return) -> None:
    """Presses a key in the editor, and lets Qt save what it holds, which it does a little later."""
    qtbot.keyClick(editor_of(table), key)
    qtbot.wait(30)


def opened_with(qtbot, table, text: str) -> QLineEdit:
    qtbot.waitUntil(lambda: editor_of(table) is not None and editor_of(table).text() == text)
    return editor_of(table)


@pytest.fixture
def items(window):
    window.go_to(2)
    return window.page.items


def test_the_text_stands_in_its_editor_and_the_reason_over_the_page(window, items, qtbot) -> None:
    before = items.rows.rows[1].item
    type_cell(qtbot, items, 1, 0, "25.70")
    opened_with(qtbot, items, "25.70")
    assert "inget klockslag" in window.message.text.text()
    assert items.rows.rows[1].item == before
    editor = editor_of(items)
    assert editor.hasFocus()
    editor.selectAll()
    qtbot.keyClicks(editor, "9.45")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: f"{items.rows.rows[1].item.start:%H.%M}" == "09.45")
    qtbot.wait(10)
    assert editor_of(items) is None


def test_escape_drops_it(items, qtbot) -> None:
    type_cell(qtbot, items, 1, 1, "många")
    opened_with(qtbot, items, "många")
    qtbot.keyClick(editor_of(items), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: editor_of(items) is None)
    qtbot.keyClick(items, Qt.Key.Key_F2)
    assert editor_of(items).text() == items.rows.columns[1].text(items.rows.rows[1])


@pytest.mark.parametrize("trouble", [FileTrouble.FULL, FileTrouble.MOVED, FileTrouble.READ_ONLY])
def test_a_store_that_refuses_gets_the_same_text_once_more_at_return(
    window, items, qtbot, monkeypatch, trouble
) -> None:
    def refuse(*_given, **_more) -> None:
        raise FileError(trouble, window.workspace.door.store.path)

    with monkeypatch.context() as broken:
        broken.setattr(window.workspace.door, "do", refuse)
        type_cell(qtbot, items, 1, 4, "Om varor")
        for _ in range(3):  # however often it is tried in vain
            opened_with(qtbot, items, "Om varor")
            assert window.message.isVisible()
            leave(qtbot, items)
    opened_with(qtbot, items, "Om varor")
    qtbot.keyClick(editor_of(items), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: items.rows.rows[1].item.title == "Om varor")


def test_a_stop_cell_and_tab_too(window, qtbot) -> None:
    window.go_to(1)
    table = window.page.stops
    type_cell(qtbot, table, 0, 0, "v 54", Qt.Key.Key_Tab)
    opened_with(qtbot, table, "v 54")
    assert table.currentIndex().row() == 0
    assert window.message.text.text() == "Det finns ingen vecka 54."


def test_a_refused_choice_stands_too(window, qtbot, monkeypatch) -> None:
    window.go_to(2)
    table = window.page.items

    def refuse(*_given, **_more) -> None:
        raise FileError(FileTrouble.FULL, window.workspace.door.store.path)

    monkeypatch.setattr(window.workspace.door, "do", refuse)
    table.setFocus()
    table.setCurrentIndex(table.rows.index(1, 3))
    qtbot.keyClick(table, Qt.Key.Key_F2)
    box = table.viewport().findChild(QComboBox)
    box.setCurrentText("workshop")
    qtbot.keyClick(box, Qt.Key.Key_Return)

    def again() -> bool:
        boxes = [b for b in table.viewport().findChildren(QComboBox) if b.isVisible()]
        return bool(boxes) and boxes[-1].currentText() == "workshop"

    qtbot.waitUntil(again)


def test_a_full_disk_in_earnest(window, items, qtbot) -> None:
    from sqlalchemy import event

    pages = [1]
    event.listen(
        window.workspace.door.store._engine,
        "checkout",
        lambda connection, *_: connection.execute(f"PRAGMA max_page_count={pages[0]}"),
    )
    text = "å" * 190
    for row in range(3):  # until a page more is needed
        type_cell(qtbot, items, row, 4, text + str(row))
        if window.message.isVisible():
            break
    assert window.message.text.text().startswith("Disken med ”")
    opened_with(qtbot, items, text + str(row))
    pages[0] = 1_000_000
    QTest.keyClick(editor_of(items), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: items.rows.rows[row].item.title == text + str(row))
