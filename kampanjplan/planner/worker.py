"""Solving in a process of its own, which can be ended at once: HiGHS takes its time to stop when only asked.

The process is this same program, started with a hidden argument: in the built program there is no other
Python to start, and nothing of the window is imported in it. It is asked in one line of JSON and answers in
lines of JSON, the same texts that are kept in the plan; so it can be tried by hand, and needs nothing that
behaves otherwise in a built program, as multiprocessing does. Where this program ends, the other ends too.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import Any

from kampanjplan.domain.errors import WorkerError
from kampanjplan.domain.proposals import Advice, EarlierStop, Proposal, Replan
from kampanjplan.planner.problem import Problem
from kampanjplan.planner.reading import as_json, plain, read_value

SECONDS = 60.0
ARGUMENT = "--planner-worker"


@dataclass(frozen=True, slots=True)
class Progress:
    """The worth of the best plan so far and what none can be worth more than (hundredths of a point)."""

    incumbent: int | None
    bound: int | None


@dataclass(frozen=True, slots=True)
class SoFar:
    """The advice, but for what is still sought."""

    advice: Advice


Answer = Advice | Replan
Message = Progress | Proposal | SoFar | Answer
KINDS: dict[str, Any] = {
    "progress": Progress,
    "proposal": Proposal,
    "so far": SoFar,
    "advice": Advice,
    "replan": Replan,
}


class Solver:
    """One problem in a process of its own: start it, then poll it or wait for what it tells; end it any time.

    It tells its progress, then the proposal as soon as there is one, and at last the advice with the reasons;
    where one of them takes long, the others before.
    Where an earlier plan is given it is planned anew, and the answer is a replan.
    """

    def __init__(
        self, problem: Problem, seconds: float = SECONDS, *, earlier: tuple[EarlierStop, ...] | None = None
    ) -> None:
        self._problem, self._seconds, self._earlier = problem, seconds, earlier
        self._heard: SimpleQueue[Message | WorkerError | None] = SimpleQueue()
        self._process: subprocess.Popen[bytes] | None = None
        self._lock, self._ended = Lock(), False
        self.done = False

    def start(self) -> None:
        """Gives the work away; returns at once."""
        Thread(target=self._run, name="planner", daemon=True).start()

    def poll(self) -> list[Message]:
        """What was told since last asked, without waiting; `done` is true when nothing more will come.

        WorkerError where the process ended without an answer.
        """
        heard: list[Message] = []
        while not self.done:
            try:
                message = self._heard.get_nowait()
            except Empty:
                return heard
            self._take(message, heard)
        return heard

    def messages(self) -> Iterator[Message]:
        """What is told, as it comes, until the answer or the end. WorkerError as for `poll`."""
        while not self.done:
            heard: list[Message] = []
            self._take(self._heard.get(), heard)
            yield from heard

    def end(self) -> None:
        """Ends the process, whatever it is doing; nothing more is told."""
        with self._lock:
            self._ended = self.done = True
            if self._process is not None:
                self._process.kill()

    def _take(self, message: "Message | WorkerError | None", heard: list[Message]) -> None:
        self.done = self.done or message is None or isinstance(message, Answer | WorkerError)
        if isinstance(message, WorkerError):
            raise message
        if message is not None:
            heard.append(message)

    def _run(self) -> None:
        """In a thread, as the process starts slowly and takes long questions slowly."""
        try:
            question = json.dumps(
                {"problem": as_json(self._problem), "seconds": self._seconds, "earlier": plain(self._earlier)}
            )
            with self._lock:
                if self._ended:
                    return
                self._process = _started()
            told = self._talk(self._process, question.encode())
        except OSError as error:
            told = WorkerError(type(error).__name__)
        self._heard.put(None if self._ended else told)

    def _talk(self, process: "subprocess.Popen[bytes]", question: bytes) -> WorkerError | None:
        """Asks and listens until the process ends; the fault where it gave no answer."""
        assert process.stdin is not None
        assert process.stdout is not None
        detail, answered = "", False
        with process:
            try:
                process.stdin.write(question + b"\n")
                process.stdin.flush()
                for line in process.stdout:
                    content = json.loads(line)
                    if "fault" in content:
                        detail = content["fault"]
                    else:
                        message: Message = read_value(KINDS[content["kind"]], content["value"])
                        self._heard.put(message)
                        answered = isinstance(message, Answer)
            except (BrokenPipeError, ValueError):  # it died while it was told, or in the middle of a line
                pass
            finally:
                process.kill()
        return None if answered else WorkerError(detail)


def command() -> list[str]:
    """This program, as it is started again: on Windows the built one's console program, as it has pipes."""
    if not getattr(sys, "frozen", False):
        return [sys.executable, "-m", "kampanjplan", ARGUMENT]
    program = Path(sys.executable)
    if sys.platform == "win32":
        program = program.with_name("kampanjplan-cli.exe")
    return [str(program), ARGUMENT]


def _started() -> "subprocess.Popen[bytes]":
    """Behind the window in importance, and on Windows without a console window of its own."""
    flags = 0
    if sys.platform == "win32":
        flags = subprocess.CREATE_NO_WINDOW | subprocess.BELOW_NORMAL_PRIORITY_CLASS
    return subprocess.Popen(
        command(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        creationflags=flags,
    )
