"""Asks which stops get a copy of a programme."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from kampanjplan.domain.stops import Stop
from kampanjplan.gui.dialogs.answers import ok_and_cancel
from kampanjplan.wording import _
from kampanjplan.wording.labels import stop_text


class CopyDialog(QDialog):
    """The tour's other stops to tick, and whether their programmes are replaced."""

    def __init__(self, parent: QWidget, stops: Sequence[Stop]) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Kopiera program"))
        self.resize(380, 360)
        self._stops = list(stops)
        self.list = QListWidget()
        self.list.setAccessibleName(_("Till dessa stopp"))
        for stop in stops:
            item = QListWidgetItem(stop_text(stop))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.setSpacing(2)
        self.list.itemChanged.connect(lambda _item: self._offer())
        self.replacing = QCheckBox(_("Ersätt det program som finns där"))
        self.replacing.setChecked(True)
        buttons = ok_and_cancel(self)
        self.ok = buttons.button(QDialogButtonBox.StandardButton.Ok)
        self._offer()
        layout = QVBoxLayout(self)
        layout.addWidget(QLabel(_("Till dessa stopp:")))
        layout.addWidget(self.list)
        layout.addWidget(self.replacing)
        layout.addWidget(buttons)

    def _offer(self) -> None:
        self.ok.setEnabled(bool(self.targets))

    @property
    def targets(self) -> list[UUID]:
        checked = Qt.CheckState.Checked
        return [s.id for n, s in enumerate(self._stops) if self.list.item(n).checkState() == checked]


def ask_targets(parent: QWidget, stops: Sequence[Stop]) -> tuple[list[UUID], bool] | None:
    """The stops chosen and whether to replace, or None."""
    dialog = CopyDialog(parent, stops)
    return (dialog.targets, dialog.replacing.isChecked()) if dialog.exec() else None
