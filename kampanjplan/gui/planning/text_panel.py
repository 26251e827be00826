"""Sentences that can be copied: what the tabs under a plan tell."""

from PySide6.QtWidgets import QPlainTextEdit


class TextPanel(QPlainTextEdit):
    """Read only; Tab goes on. The same text told again leaves where one was reading."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setAccessibleName(name)
        self.setFrameShape(QPlainTextEdit.Shape.NoFrame)

    def show_text(self, text: str) -> None:
        if text != self.toPlainText():
            self.setPlainText(text)
