"""An undo of thousands of things is done beside the window; one that is refused leaves the stack whole."""

from uuid import uuid4

from PySide6.QtWidgets import QApplication

from kampanjplan.domain.contacts import Contact
from kampanjplan.gui.dialogs.working import WorkingDialog
from kampanjplan.gui.recorded import MANY
from kampanjplan.services.editing import add, change


def people(window) -> int:
    return len(window.workspace.read(lambda r: r.find(Contact)))


def added(window) -> list[Contact]:
    new = [Contact(id=uuid4(), name=f"Exempel {n}") for n in range(MANY + 1)]
    assert window.workspace.do("Många", add, *new)
    return new


def test_it_is_undone_and_done_again_while_the_window_waits(window, qtbot) -> None:
    stack, before = window.workspace.stack, people(window)
    added(window)
    stack.undo()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, WorkingDialog)
    dialog.reject()  # Escape
    assert dialog.isVisible()
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    assert people(window) == before
    assert (stack.index(), stack.count()) == (0, 1)
    stack.redo()
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    assert people(window) == before + MANY + 1
    assert stack.index() == 1


def test_one_that_is_refused_is_forgotten_and_those_before_it_stay(window, qtbot) -> None:
    stack = window.workspace.stack
    first = Contact(id=uuid4(), name="Exempel Först")
    window.workspace.do("Först", add, first)
    new = added(window)
    window.workspace.door.do("Någon annan", change, Contact, new[5].id, notes="annat")
    before = people(window)
    stack.undo()
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    assert window.message.text.text()
    assert people(window) == before
    assert (stack.index(), stack.count(), stack.undoText()) == (1, 1, "Först")
    stack.undo()
    assert people(window) == before - 1
