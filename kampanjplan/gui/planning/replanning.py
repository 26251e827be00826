"""Planning anew after a refusal or a cancellation: what is refused, then the plan that changes least."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kampanjplan.domain.proposals import Advice, Replan
from kampanjplan.domain.stops import Stop
from kampanjplan.gui.planning.shown import Shown
from kampanjplan.gui.settings import today
from kampanjplan.services.questions import Question
from kampanjplan.services.replanning import asked_anew, cancel_stop, earlier_of, refuse_day
from kampanjplan.wording import _

if TYPE_CHECKING:
    from kampanjplan.gui.pages.planner import PlannerPage


class Replanning:
    """One at a time: it is due from when it is asked for until the question has been put together."""

    def __init__(self, page: PlannerPage) -> None:
        self._page = page
        self._refused: Stop | None = None
        self._cancelled = False
        self.is_due = False

    def begin(self, stop: Stop) -> None:
        """Asks what happened to the stop, keeps that, and plans its tour anew."""
        from kampanjplan.gui.dialogs.replan import Refusal, ask_refusal

        refusal = ask_refusal(self._page, stop)
        if refusal is None:
            return
        self._refused = None if refusal is Refusal.OTHER else stop
        self._cancelled = refusal is Refusal.CANCELLED
        workspace, self.is_due = self._page.workspace, True
        if refusal is Refusal.DAY:
            kept = workspace.do(_("Länet sa nej till dagen"), refuse_day, stop.id, today())
        elif refusal is Refusal.CANCELLED:
            kept = workspace.do(_("Ställ in stopp"), cancel_stop, stop.id)
        else:
            kept = None
        if kept is None and refusal is not Refusal.OTHER:
            self.is_due = False  # it was refused, and the user was told why
        elif not kept:
            self._page.ask_again()  # nothing changed, so that nobody else asks for the question

    def ask(self, question: Question) -> None:
        """The question as it is after the refusal: now the tour can be planned."""
        self.is_due = False
        page, problem = self._page, question.problem
        earlier = page.workspace.read(earlier_of, question.tour.id, problem, self._refused)
        page.solver.ask(question, earlier, asked_anew(problem, self._refused, cancelled=self._cancelled))


def replanned(question: Question, replan: Replan) -> Shown:
    """What is shown of a plan made anew."""
    advice = Advice(replan.proposal, conflict=replan.conflict, way_out=replan.way_out)
    return Shown(question, advice, replan.proposal.trips, replan=replan)
