"""The line over the page: a sentence, and one act that keys reach."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication


def test_its_button_is_reached_by_tab_and_done_by_space(window, qtbot) -> None:
    done = []
    window.workspace.offered.emit("Filen är borta.", "Spara som …", lambda: done.append(1))
    assert window.message.text.text() == "Filen är borta."
    window.navigation.setFocus()
    for _ in range(60):
        if QApplication.focusWidget() is window.message.button:
            break
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is window.message.button
    qtbot.keyClick(window.message.button, Qt.Key.Key_Space)
    assert done == [1]
    assert not window.message.isVisible()


def test_a_plain_sentence_has_no_button(window) -> None:
    window.workspace.offered.emit("Filen är borta.", "Spara som …", lambda: None)
    window.workspace.failed.emit("Disken är full.")
    assert window.message.text.text() == "Disken är full."
    assert not window.message.button.isVisible()


def test_what_somebody_wrote_is_no_markup(window) -> None:
    window.workspace.failed.emit("”<b>x</b>” är inget datum.")
    assert window.message.text.textFormat() is Qt.TextFormat.PlainText


def test_what_the_act_says_stands(window) -> None:
    window.message.tell("Ett", "Gör", lambda: window.message.tell("Två"))
    window.message.button.click()
    assert window.message.isVisible()
    assert window.message.text.text() == "Två"
