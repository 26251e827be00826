"""Asks why a proposal is kept."""

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from kampanjplan.gui.fields import notes_field
from kampanjplan.wording import _


class KeepDialog(QDialog):
    """A reason may be left out."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Spara förslaget"))
        self.setMinimumWidth(440)
        self.reason = notes_field("reason", _("Varför (kan läsas av alla som har planen)"), 5)
        self.reason.revert = self.reject  # type: ignore[method-assign]
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self.reason)
        layout.addWidget(buttons)
        self.reason.area.setFocus()


def ask_reason(parent: QWidget) -> str | None:
    """The reason, or None where nothing is to be kept."""
    dialog = KeepDialog(parent.window())
    return dialog.reason.facts()["reason"] if dialog.exec() else None
