"""Asks which county a new stop is in."""

from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from kampanjplan.domain.counties import COUNTIES
from kampanjplan.gui.dialogs.answers import ok_and_cancel
from kampanjplan.wording import _

_CODE = 256  # Qt.UserRole


class CountyDialog(QDialog):
    """The 21 counties, those that the tour has already marked; typing finds one."""

    def __init__(self, parent: QWidget, taken: set[str]) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Nytt stopp"))
        self.resize(360, 560)
        self.list = QListWidget()
        self.list.setSpacing(2)
        self.list.setAccessibleName(_("Län"))
        for county in COUNTIES:
            text = _("{county} (finns i turnén)") if county.code in taken else "{county}"
            item = QListWidgetItem(text.format(county=county.name))
            item.setData(_CODE, county.code)
            self.list.addItem(item)
        free = [row for row, county in enumerate(COUNTIES) if county.code not in taken]
        self.list.setCurrentRow(free[0] if free else 0)
        buttons = ok_and_cancel(self)
        self.list.itemActivated.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.addWidget(QLabel(_("Vilket län?")))
        layout.addWidget(self.list)
        layout.addWidget(buttons)
        self.list.setFocus()

    @property
    def code(self) -> str:
        return str(self.list.currentItem().data(_CODE))


def ask_county(parent: QWidget, taken: set[str]) -> str | None:
    """The code of the county chosen, or None."""
    dialog = CountyDialog(parent, taken)
    return dialog.code if dialog.exec() else None
