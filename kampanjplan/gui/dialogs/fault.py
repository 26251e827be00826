"""Tells of a fault of ours in plain words, with details to copy."""

from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QStyle,
    QVBoxLayout,
    QWidget,
)

from kampanjplan.wording import _, count_text

SIGN = 32  # pixels


class FaultDialog(QDialog):
    """What more goes wrong while it is open is added to it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Något gick fel"))
        self.setMinimumWidth(560)
        self._texts: dict[str, int] = {}
        sign = QLabel()
        sign.setPixmap(self.style().standardIcon(QStyle.StandardPixmap.SP_MessageBoxWarning).pixmap(SIGN))
        self.text = QLabel(
            _(
                "Något gick fel i programmet, och det senaste du gjorde blev kanske inte gjort.\n\n"
                "Allt som är sparat finns kvar, och du kan arbeta vidare. Händer det igen, starta om "
                "Kampanjplan. Detaljerna hjälper den som rättar felet; de innehåller inget av det du skrivit."
            )
        )
        self.text.setWordWrap(True)
        self.counted = QLabel()
        self.counted.setVisible(False)
        self.details = QPlainTextEdit()
        self.details.setReadOnly(True)
        self.details.setTabChangesFocus(True)
        self.details.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.details.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.details.setMinimumHeight(220)
        self.details.setAccessibleName(_("Detaljer"))
        self.details.setVisible(False)
        self.show_button = QPushButton(_("&Visa detaljer"))
        self.show_button.clicked.connect(self._turn_details)
        copy = QPushButton(_("&Kopiera detaljer"))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.details.toPlainText()))
        self.copy_button = copy
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.addButton(self.show_button, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(copy, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        top = QHBoxLayout()
        top.setSpacing(16)
        top.addWidget(sign)
        top.addWidget(self.text, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(12)
        layout.addLayout(top)
        layout.addWidget(self.counted)
        layout.addWidget(self.details, 1)
        layout.addWidget(buttons)
        for button in self.findChildren(QPushButton):
            button.setAccessibleName(button.text().replace("&", ""))
        buttons.button(QDialogButtonBox.StandardButton.Close).setDefault(True)

    def add(self, details: str, count: int) -> None:
        """A fault, another one, or the same again; `count` is how often it has happened."""
        self._texts[details] = count
        self.details.setPlainText("\n\n".join(self._texts))
        times = sum(self._texts.values())
        self.counted.setText(count_text("Har inträffat {n} gång.", "Har inträffat {n} gånger.", times))
        self.counted.setVisible(times > 1)

    def _turn_details(self) -> None:
        shown = self.details.isHidden()
        self.details.setVisible(shown)
        self.show_button.setText(_("&Dölj detaljer") if shown else _("&Visa detaljer"))
        self.show_button.setAccessibleName(self.show_button.text().replace("&", ""))
        self.adjustSize()
