"""Asks the planner off the window's thread; the window goes on, and may cancel at any time."""

from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal


def answer_of(problem: Any) -> Any:
    from kampanjplan.planner.advice import advise

    return advise(problem)


class _Job(QRunnable):
    def __init__(self, work, signal) -> None:
        super().__init__()
        self.work, self.signal = work, signal

    def run(self) -> None:
        try:
            result, error = self.work(), None
        except Exception as caught:
            result, error = None, caught
        self.signal.emit(result, error)


class Solver(QObject):
    """One question at a time; a new one ends the one before. `answered` is silent once it was cancelled."""

    started = Signal()
    progressed = Signal(object)
    answered = Signal(object, object)  # the question, its Advice
    failed = Signal(object)
    ended = Signal()

    _told = Signal(object, object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._question: Any = None
        self._pool = QThreadPool(self)
        self._number = 0

    @property
    def busy(self) -> bool:
        return self._question is not None

    def ask(self, question: Any) -> None:
        self.cancel()
        self._question = question
        self._number += 1
        holder = _Holder(self)
        holder.told.connect(partial(self._deliver, self._number))
        self._pool.start(_Job(partial(answer_of, question.problem), holder.told))
        self.started.emit()

    def cancel(self) -> None:
        if self._question is not None:
            self._question = None
            self._number += 1
            self.ended.emit()

    def _deliver(self, number: int, answer: Any, error: Any) -> None:
        if number != self._number or self._question is None:
            return
        question, self._question = self._question, None
        self.ended.emit()
        if error is not None:
            self.failed.emit(error)
        else:
            self.answered.emit(question, answer)


class _Holder(QObject):
    told = Signal(object, object)
