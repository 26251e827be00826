"""Asks the planner, which works in a process of its own: the window goes on, and ends it at any time."""

from PySide6.QtCore import QObject, QTimer, Signal

from kampanjplan.domain.errors import WorkerError
from kampanjplan.domain.proposals import Advice, EarlierStop, Proof, Proposal, Replan
from kampanjplan.planner import worker
from kampanjplan.planner.problem import Problem
from kampanjplan.services.questions import Question

LOOK = 40  # milliseconds between looks at what it told


class Solver(QObject):
    """One question at a time; a new one ends the one before. Nothing is told of one that was cancelled."""

    started = Signal()
    progressed = Signal(object, object)  # hundredths of a point: the best so far, and the bound; or None
    found = Signal(object, object)  # the question, and its Proposal whose reasons are still sought
    explained = Signal(object, object)  # the question, and its Advice but for what is still sought
    answered = Signal(object, object)  # the question, and the whole Advice, or the Replan
    failed = Signal(object)  # why there is no answer
    ended = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.question: Question | None = None
        self._work: worker.Solver | None = None
        self._look = QTimer(self, interval=LOOK)
        self._look.timeout.connect(self._listen)

    @property
    def busy(self) -> bool:
        return self._work is not None

    def ask(
        self,
        question: Question,
        earlier: tuple[EarlierStop, ...] | None = None,
        problem: Problem | None = None,
    ) -> None:
        """Begins; returns at once. Where there is an earlier plan, it is planned anew with little change.

        `problem` is asked instead of the question's own where it differs a little.
        """
        self.cancel()
        self.question = question
        self._work = worker.Solver(problem or question.problem, earlier=earlier)
        self._work.start()
        self._look.start()
        self.started.emit()

    def cancel(self) -> None:
        """Ends the process at once, whatever it is doing."""
        if self._work is not None:
            self._work.end()
            self._end()

    def _end(self) -> None:
        self._look.stop()
        self._work = None
        self.ended.emit()

    def _listen(self) -> None:
        work, question = self._work, self.question
        assert work is not None
        try:
            heard = work.poll()
        except WorkerError as error:
            self._end()
            self.failed.emit(error)
            return
        if work.done:
            self._end()
        for message in heard:
            if isinstance(message, Advice | Replan):
                self.answered.emit(question, message)
            elif isinstance(message, Proposal):
                if message.proof is not Proof.NONE:
                    self.found.emit(question, message)
            elif isinstance(message, worker.SoFar):
                self.explained.emit(question, message.advice)
            else:
                self.progressed.emit(message.incumbent, message.bound)
