"""A line over the page that says what was refused and why, until it is read."""

from collections.abc import Callable

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton

from kampanjplan.gui.icons import icon
from kampanjplan.wording import _


class MessageBar(QFrame):
    """Hidden while there is nothing to say. May offer one act, on a button that Tab reaches."""

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.button = QPushButton()
        self.button.setAccessibleName(_("Gör det som föreslås"))
        self.button.clicked.connect(self._act)
        self.close_button = QToolButton()
        self.close_button.setAutoRaise(True)
        self.close_button.setAccessibleName(_("Stäng meddelandet"))
        self.close_button.clicked.connect(self.clear)
        self.sign = QLabel()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(20, 6, 12, 6)
        layout.addWidget(self.sign)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.button)
        layout.addWidget(self.close_button)
        self._offer: Callable[[], object] | None = None
        self._passing = False
        self.button.hide()
        self.hide()

    def refuse(self, sentence: str) -> None:
        """Says why something was refused, until the next thing succeeds."""
        self.tell(sentence)
        self._passing = True

    def report(self, sentence: str, button_text: str = "", act: Callable[[], object] | None = None) -> None:
        """Says what an act came to, until the next one: undone, it would no longer be true."""
        self.tell(sentence, button_text, act)
        self._passing = True
        self.sign.setPixmap(icon("info-circle").pixmap(20, 20))

    def relent(self) -> None:
        """Something succeeded: what was said of the thing before is no longer of interest."""
        if self._passing:
            self.clear()

    def tell(self, sentence: str, button_text: str = "", act: Callable[[], object] | None = None) -> None:
        """Says something until it is closed; with a button's text, its act may be done at once."""
        from PySide6.QtCore import Qt  # dear, as the next, and not for the first paint
        from PySide6.QtGui import QAccessible, QAccessibleEvent

        self._passing = False
        self.close_button.setIcon(icon("x"))
        self.sign.setPixmap(icon("alert-triangle").pixmap(20, 20))
        self.text.setTextFormat(Qt.TextFormat.PlainText)  # it may hold what somebody wrote
        self.text.setText(sentence)
        self.setAccessibleName(sentence)
        self._offer = act
        self.button.setText(button_text.replace("&", "&&"))
        self.button.setAccessibleName(button_text)
        self.button.setVisible(bool(button_text))
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def clear(self) -> None:
        self.hide()
        self._offer = None
        self.button.hide()
        self.text.clear()

    def _act(self) -> None:
        """What is offered is done once; it may say something new."""
        act = self._offer
        self.clear()
        if act:
            act()
