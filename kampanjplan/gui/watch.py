"""Work on another thread, watched from the window: how far it has come, and a way to stop it."""

from threading import Event

from PySide6.QtCore import QObject, Signal

from kampanjplan.domain.damage import StoppedError

STEPS = 100


class Watch(QObject):
    """Tells how far work on another thread has come, and lets it be stopped."""

    moved = Signal(int)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.stopped = Event()
        self._said = -1

    def moment(self) -> None:
        """Called by work that does not know how far it has come; StoppedError once it is not wanted."""
        if self.stopped.is_set():
            raise StoppedError

    def progress(self, done: int, steps: int) -> None:
        """Called by the work; StoppedError once it is not wanted any longer."""
        self.moment()
        part = done * STEPS // max(steps, 1)
        if part != self._said:
            self._said = part
            self.moved.emit(part)
