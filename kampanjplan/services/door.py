"""The one door to a plan: every reading and every change goes through it."""

from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

from kampanjplan.domain.changes import ChangeSet
from kampanjplan.services.ports import Reading, Store, Unit

P = ParamSpec("P")
Answer = TypeVar("Answer")


class Door:
    """Does acts on a store in somebody's name."""

    def __init__(self, store: Store, who: str) -> None:
        self.store = store
        self.who = who

    def do(
        self, text: str, service: Callable[Concatenate[Unit, P], None], /, *facts: P.args, **more: P.kwargs
    ) -> ChangeSet:
        """Runs a service as one act that is kept whole, or refused whole with a PlanError.

        `text` names the act for the undo menu and the journal. An act that changes nothing leaves no trace.
        """
        with self.store.writing() as unit:
            service(unit, *facts, **more)
            changes = ChangeSet(text, unit.changes)
            if unit.says_something:
                unit.commit(text, self.who)
        return changes

    def read(
        self, question: Callable[Concatenate[Reading, P], Answer], *facts: P.args, **more: P.kwargs
    ) -> Answer:
        """Asks the plan something, all of it seen at one moment."""
        with self.store.reading() as reading:
            return question(reading, *facts, **more)
