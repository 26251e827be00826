"""How far work that takes long has come, and a button that stops it; work that is soon done shows nothing."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from kampanjplan.gui.watch import STEPS, Watch
from kampanjplan.wording import _

SOON = 500  # milliseconds after which waiting is shown


class Waiting(QWidget):
    """A bar for the work begun last; its button stops all that is under way."""

    def __init__(self) -> None:
        super().__init__()
        self._watches: list[Watch] = []
        self.bar, self.stop = QProgressBar(), QPushButton(_("Avbryt"))
        self.bar.setAccessibleName(_("Dokumentet görs"))
        self.bar.setFixedWidth(160)
        self.bar.setTextVisible(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.bar)
        row.addWidget(self.stop)
        self.stop.clicked.connect(self._stop_all)
        self._soon = QTimer(self, singleShot=True, interval=SOON)
        self._soon.timeout.connect(self.show)
        self.hide()

    def begin(self) -> Watch:
        """Watches one more piece of work, until `end`."""
        watch = Watch(self)
        watch.moved.connect(self._show_part)
        self._watches.append(watch)
        self.bar.setRange(0, 0)
        if not self.isVisible():
            self._soon.start()
        return watch

    def end(self, watch: Watch) -> None:
        """That work is done, or was stopped."""
        self._watches.remove(watch)
        watch.deleteLater()
        if not self._watches:
            self._soon.stop()
            self.hide()

    def _show_part(self, part: int) -> None:
        if self._watches and self.sender() is self._watches[-1]:
            self.bar.setRange(0, STEPS)
            self.bar.setValue(part)

    def _stop_all(self) -> None:
        for watch in self._watches:
            watch.stopped.set()
