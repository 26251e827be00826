"""Asks for one thing: a line with OK and Cancel, refused with the reason until it holds."""

from typing import Any

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from kampanjplan.domain.errors import FieldError
from kampanjplan.gui.dialogs.answers import ok_and_cancel
from kampanjplan.gui.fields import LineField
from kampanjplan.wording.sentences import error_text


class OneFieldDialog(QDialog):
    """`facts` is what was answered, once it is accepted."""

    def __init__(self, parent: QWidget, title: str, field: LineField) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(420)
        self.field = field
        self.facts: dict[str, Any] = {}
        field.revert = self.reject  # type: ignore[method-assign]
        buttons = ok_and_cancel(self)
        layout = QVBoxLayout(self)
        layout.addWidget(field)
        layout.addStretch(1)
        layout.addWidget(buttons)
        field.line.selectAll()
        field.line.setFocus()

    def accept(self) -> None:
        try:
            self.facts = self.field.facts()
        except FieldError as error:
            self.field.tell(error_text(error), error=True)
            self.field.line.setFocus()
            return
        super().accept()


def ask(parent: QWidget, title: str, field: LineField) -> dict[str, Any] | None:
    """What was answered, or None."""
    dialog = OneFieldDialog(parent.window(), title, field)
    return dialog.facts if dialog.exec() else None
