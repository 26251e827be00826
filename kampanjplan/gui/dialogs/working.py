"""Holds back keys and clicks while something long is done that cannot be left half."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QProgressBar, QVBoxLayout, QWidget


class WorkingDialog(QDialog):
    """Says what is being done; closed by whoever opened it, by no key."""

    def __init__(self, parent: QWidget, text: str) -> None:
        super().__init__(parent)
        self.setWindowTitle("Kampanjplan")
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.setMinimumWidth(360)
        label = QLabel(text)
        label.setTextFormat(Qt.TextFormat.PlainText)  # it repeats what was typed
        label.setWordWrap(True)
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setAccessibleName(text)
        layout = QVBoxLayout(self)
        layout.addWidget(label)
        layout.addWidget(bar)

    def reject(self) -> None:
        """Escape closes nothing: the work goes on."""
