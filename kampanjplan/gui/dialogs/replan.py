"""Asks what happened to a stop, before its tour is planned anew."""

from enum import Enum

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QRadioButton, QVBoxLayout, QWidget

from kampanjplan.domain.stops import Stop, StopStatus
from kampanjplan.gui.page import heading
from kampanjplan.wording import _
from kampanjplan.wording.dates import span_text
from kampanjplan.wording.labels import stop_text


class Refusal(Enum):
    """What happened to a stop."""

    DAY = "day"
    CANCELLED = "cancelled"
    OTHER = "other"


class ReplanDialog(QDialog):
    """`refusal` is what was answered."""

    def __init__(self, parent: QWidget, stop: Stop) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Planera om"))
        self.setMinimumWidth(460)
        when = span_text(stop.first_day, stop.last_day)
        head = heading(" · ".join(filter(None, (stop_text(stop), when))))
        head.setTextFormat(Qt.TextFormat.PlainText)
        self.choices = {
            Refusal.DAY: QRadioButton(_("Länet sa nej till dagen")),
            Refusal.CANCELLED: QRadioButton(_("Stoppet ställs in")),
            Refusal.OTHER: QRadioButton(_("Någon annan sa nej, och svaret står redan i planen")),
        }
        notes = {
            Refusal.DAY: _("Svaret sparas, och stoppet blir en idé igen."),
            Refusal.CANCELLED: _("Länet är inte med i den nya planen om inget annat kräver det."),
        }
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 12)
        layout.addWidget(head)
        layout.addSpacing(4)
        for refusal, choice in self.choices.items():
            choice.setAccessibleName(choice.text())
            layout.addWidget(choice)
            if refusal in notes:
                layout.addWidget(_note(notes[refusal]))
        self._choose(stop)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.button(QDialogButtonBox.StandardButton.Ok).setText(_("Planera om"))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout.addSpacing(8)
        layout.addWidget(buttons)

    def _choose(self, stop: Stop) -> None:
        cancelled = stop.status is StopStatus.CANCELLED
        self.choices[Refusal.DAY].setEnabled(stop.day is not None and not cancelled)
        likely = Refusal.CANCELLED if cancelled or stop.day is None else Refusal.DAY
        self.choices[likely].setChecked(True)
        self.choices[likely].setFocus()

    @property
    def refusal(self) -> Refusal:
        return next(refusal for refusal, choice in self.choices.items() if choice.isChecked())


def _note(text: str) -> QLabel:
    note = QLabel(text)
    note.setWordWrap(True)
    note.setIndent(24)
    note.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    return note


def ask_refusal(parent: QWidget, stop: Stop) -> Refusal | None:
    """What happened, or None where nothing is to be planned anew."""
    dialog = ReplanDialog(parent.window(), stop)
    return dialog.refusal if dialog.exec() else None
