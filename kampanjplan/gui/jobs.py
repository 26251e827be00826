"""Work that may take long, off the window's thread: plain values in, plain values out."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot


class _Answer(QObject):
    ready = Signal(object, object)


class _Job(QRunnable):
    def __init__(self, work: Callable[[], Any], answer: _Answer) -> None:
        super().__init__()
        self._work, self._answer = work, answer

    def run(self) -> None:
        try:
            result, error = self._work(), None
        except Exception as caught:  # handed over to the window's thread, which words it
            result, error = None, caught
        self._answer.ready.emit(result, error)


class Jobs(QObject):
    """Runs work on one thread, in turn, and gives its answer on the window's thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._waiting: dict[_Answer, tuple[Callable[[Any], None], Callable[[Exception], None]]] = {}

    def run(
        self, work: Callable[[], Any], done: Callable[[Any], None], failed: Callable[[Exception], None]
    ) -> None:
        """`done` gets what `work` returns, `failed` what it raises."""
        answer = _Answer(self)
        self._waiting[answer] = done, failed
        answer.ready.connect(self._deliver)
        self._pool.start(_Job(work, answer))

    @Slot(object, object)
    def _deliver(self, result: Any, error: Exception | None) -> None:
        answer = self.sender()
        answer.deleteLater()
        if answer in self._waiting:  # else nobody waits for it any longer
            done, failed = self._waiting.pop(answer)
            failed(error) if error else done(result)

    @property
    def busy(self) -> bool:
        return bool(self._waiting)

    def let_finish(self, most: int) -> None:
        """Waits so many milliseconds for what is under way; its answers are still given."""
        self._pool.waitForDone(most)

    def wait(self) -> None:
        """Lets what has begun come to its end; its answers are dropped."""
        self._pool.clear()
        self._pool.waitForDone()
        self._waiting.clear()
