"""Work that may take long, off the window's thread: plain values in, plain values out."""

import gc
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
        gc.disable()
        try:
            result, error = self._work(), None
        except Exception as caught:  # handed over to the window's thread, which words it
            result, error = None, caught
        self._answer.ready.emit(result, error)


class Jobs(QObject):
    """Runs work on one thread, in turn, and gives its answer on the window's thread.

    Python's search for rings of dead objects holds every thread up for as long as it lasts: a fifth of a
    second where work makes half a million objects, of which hardly any is part of a ring. It waits until no
    work is under way, and goes on from the window's thread, the only one that may take Qt's objects away.
    """

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
            if not self._waiting:
                gc.enable()
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
        gc.enable()
