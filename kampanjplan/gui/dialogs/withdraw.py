"""Asks for the rule or decision by which an edition is withdrawn, and says what that means."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from kampanjplan.domain.fields import NAME
from kampanjplan.gui.page import heading
from kampanjplan.wording import _
from kampanjplan.wording.editions import withdrawal_warning


class WithdrawDialog(QDialog):
    """`decision` is what was answered."""

    def __init__(self, parent: QWidget, number: int) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Återkalla utgåva"))
        self.setMinimumWidth(520)
        what = QLabel(withdrawal_warning())
        what.setWordWrap(True)
        self.line = QLineEdit()
        self.line.setMaxLength(NAME)
        self.line.setAccessibleName(_("Regel eller beslut"))
        self.line.setPlaceholderText(_("t.ex. dokumenthanteringsplan 4.2 eller dnr 2026-117"))
        name = QLabel(_("&Regel eller beslut"))
        name.setBuddy(self.line)
        self.state = QLabel()
        self.yes, self.no = QPushButton(_("Åter&kalla utgåvan")), QPushButton(_("A&vbryt"))
        self.no.setDefault(True)
        self.yes.clicked.connect(self.accept)
        self.no.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.yes)
        buttons.addWidget(self.no)
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        layout.addWidget(heading(_("Ska utgåva {number} återkallas?").format(number=number)))
        for part in (what, name, self.line, self.state):
            layout.addWidget(part)
        layout.addLayout(buttons)
        self.line.setFocus()

    @property
    def decision(self) -> str:
        return self.line.text().strip()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in the field goes on to the button: it withdraws nothing, nor is what was typed dropped."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or self.focusWidget() is not self.line:
            super().keyPressEvent(event)
        elif self.decision:
            self.yes.setFocus()
        else:
            self.accept()

    def accept(self) -> None:
        if self.decision:
            super().accept()
            return
        self.state.setText(_("Ange den regel eller det beslut som utgåvan återkallas efter."))
        self.line.setFocus()


def ask_decision(parent: QWidget, number: int) -> str | None:
    """The rule or decision, or None where nothing is to be withdrawn."""
    dialog = WithdrawDialog(parent, number)
    answer = dialog.decision if dialog.exec() else None
    dialog.deleteLater()
    return answer
