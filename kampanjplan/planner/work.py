"""The other end of worker.py: what the process does that was started to solve a problem."""

import json
import os
import sys
import traceback
from pathlib import Path
from threading import Lock, Thread
from typing import Any, BinaryIO

from kampanjplan.domain.proposals import EarlierStop
from kampanjplan.planner.problem import Problem
from kampanjplan.planner.reading import plain, read_value
from kampanjplan.planner.soundness import refuse_nonsense
from kampanjplan.planner.worker import KINDS, Message, Progress, SoFar


def work() -> int:
    """Reads one question, tells progress, proposal and advice, and gives the exit code."""
    if hasattr(os, "nice"):
        os.nice(5)
    question = sys.stdin.buffer.readline()
    Thread(target=_end_with_the_asker, name="asker", daemon=True).start()
    teller = _Teller(_own_stdout())
    try:
        _answer(json.loads(question), teller)
    except Exception as error:  # told to the asker, who makes a sentence of it; never what anybody typed
        frame = traceback.extract_tb(error.__traceback__)[-1]
        teller.write({"fault": f"{type(error).__name__}, {Path(frame.filename).name}:{frame.lineno}"})
        return 1
    return 0


def _answer(question: dict[str, Any], teller: "_Teller") -> None:
    from kampanjplan.planner.advice import advise  # numpy and the solver only here
    from kampanjplan.planner.replan import replan

    problem: Problem = read_value(Problem, question["problem"])
    refuse_nonsense(problem)
    seconds: float = question["seconds"]

    def progress(incumbent: int | None, bound: int | None) -> None:
        teller.tell(Progress(incumbent, bound))

    if question.get("earlier") is None:
        teller.tell(
            advise(
                problem,
                seconds=seconds,
                progress=progress,
                found=teller.tell,
                so_far=lambda advice: teller.tell(SoFar(advice)),
            )
        )
    else:
        earlier = read_value(tuple[EarlierStop, ...], question["earlier"])
        teller.tell(replan(problem, earlier, seconds=seconds, progress=progress))


def _end_with_the_asker() -> None:
    """Its pipe closes when it ends, however it ends; then nobody wants the answer."""
    sys.stdin.buffer.read()
    os._exit(1)


def _own_stdout() -> BinaryIO:
    """What is told goes where the standard output went; a word printed by a library does not."""
    own = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, sys.stdout.fileno())
    return own


class _Teller:
    """Lines of JSON, one for each message, whichever thread of the solver it comes from."""

    def __init__(self, out: BinaryIO) -> None:
        self.out, self.lock = out, Lock()

    def tell(self, message: Message) -> None:
        kind = next(name for name, kind in KINDS.items() if isinstance(message, kind))
        self.write({"kind": kind, "value": plain(message)})

    def write(self, content: dict[str, Any]) -> None:
        with self.lock:
            self.out.write(json.dumps(content).encode() + b"\n")
            self.out.flush()
