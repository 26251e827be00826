"""The real program, in which somebody types until it is killed. Each key is told on the way out.

Arguments: the plan file, the place, the form, the field and the tab that the form is in.
"""

import sys
import time
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kampanjplan.app import _Plans
from kampanjplan.gui import application
from kampanjplan.gui.main_window import MainWindow
from kampanjplan.gui.settings import Settings

KEY = 20  # milliseconds from key to key: four hundred words a minute


def typed(length: int) -> str:
    """The first letters of what is typed: numbers, so that a lost piece shows."""
    return "".join(f"{number} " for number in range(length))[:length]


class Typist:
    def __init__(self, place: int, form: str, field: str, tab: int) -> None:
        self.place, self.form, self.field, self.tab = place, form, field, tab
        self.length = 0
        self.timer = QTimer()
        self.timer.timeout.connect(self.step)
        self.timer.start(KEY)
        self.editor = None

    def step(self) -> None:
        if self.editor is None:
            self.editor = self.find()
            return
        self.length += 1
        QTest.keyClicks(self.editor, typed(self.length)[-1])
        print(f"{time.monotonic()} {self.length}", flush=True)

    def find(self):
        """The field's editor, emptied and with the cursor in it, once the plan is open."""
        window = next(w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow))
        if window.workspace.door is None or not window.furnished:
            return None
        window.go_to(self.place)
        window.page.tabs.setCurrentIndex(self.tab)
        editor = getattr(window.page, self.form).field(self.field).editor
        editor.setFocus()
        editor.selectAll()
        return editor


if __name__ == "__main__":
    plan, place, form, field, tab = sys.argv[1:]
    application.prepare(Settings())
    typist = Typist(int(place), form, field, int(tab))
    sys.exit(application.run_window(Path(plan), _Plans()))
