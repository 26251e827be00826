"""The line on Översikt that says that it is time to forget somebody."""

from datetime import date
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from kampanjplan.gui.settings import today
from kampanjplan.gui.workspace import Workspace
from kampanjplan.services.ports import Reading
from kampanjplan.wording import _, count_text


def count(reading: Reading, day: date) -> int:
    """How many contacts should have been erased before a day."""
    return len(reading.overdue(day))


class OverdueNotice(QWidget):
    """Hidden while nobody is overdue."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._asked = 0
        self.text = QLabel()
        self.button = QPushButton(_("Gallra …"))
        self.button.clicked.connect(self.open)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.text)
        row.addWidget(self.button)
        row.addStretch(1)
        self.hide()

    def refresh(self) -> None:
        """Counts them off the window's thread."""
        self._asked += 1
        self._workspace.read_aside(count, today(), done=partial(self._show, self._asked))

    def _show(self, number: int, found: int) -> None:
        if number == self._asked:  # an older answer would show what is no longer so
            self.text.setText(count_text("{n} kontakt ska gallras.", "{n} kontakter ska gallras.", found))
            self.setVisible(found > 0)

    def open(self) -> None:
        from kampanjplan.gui.privacy_acts import erase_overdue

        erase_overdue(self, self._workspace)
