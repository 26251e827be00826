"""A line over the plan: what a change costs, or that the question has changed since."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton

from kampanjplan.gui.icons import icon


class Notice(QFrame):
    """Hidden while there is nothing to say; may offer one act."""

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self.sign, self.text, self.button = QLabel(), QLabel(), QPushButton()
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setWordWrap(True)
        self.button.setAccessibleName(" ")
        self.button.clicked.connect(lambda: self._act() if self._act else None)
        self._act: Callable[[], object] | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 5, 8, 5)
        row.addWidget(self.sign)
        row.addWidget(self.text, 1)
        row.addWidget(self.button)
        self.hide()

    def tell(self, text: str, button: str = "", act: Callable[[], object] | None = None) -> None:
        self._act = act
        self.sign.setPixmap(icon("info-circle").pixmap(18, 18))
        self.text.setText(text)
        self.button.setText(button)
        self.button.setAccessibleName(button or text)
        self.button.setVisible(bool(button))
        self.setAccessibleName(text)
        self.setVisible(bool(text))
        if text:
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))
