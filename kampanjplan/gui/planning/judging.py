"""The tour as it stands now, judged against the question that is shown, or else that would be asked."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from kampanjplan.gui.places import municipalities
from kampanjplan.services.questions import Question
from kampanjplan.services.tour_now import StopsNow, TourNow, judged, stops_now

if TYPE_CHECKING:
    from kampanjplan.gui.pages.planner import PlannerPage


class Judging:
    """Reads and judges it aside whenever the question is another, or the plan has changed.

    It is judged when it has been read, as no act can be kept while the plan is being read.
    """

    def __init__(self, page: PlannerPage) -> None:
        self._page = page
        self.now: TourNow | None = None
        self._question: Question | None = None  # that it is, or is being, judged against
        self._looks = 0

    def forget(self) -> None:
        """The plan has changed: what is known is shown until it has been looked at anew."""
        self._question = None

    def leave_tour(self) -> None:
        self.now = self._question = None
        self._looks += 1

    def look(self) -> None:
        """Looks at the tour where that was not done yet; the page hears of it soon."""
        page = self._page
        question = page.shown.question if page.shown else page.question
        known = self._question
        if question is None:
            self._judge_nothing()
            return
        if known is not None and known.problem == question.problem:
            return
        self._question = question
        self._looks += 1
        number = self._looks
        read, refused = partial(self._judge, number, question), partial(self._refused, number)
        page.workspace.read_aside(stops_now, question, done=read, refused=refused)

    def _judge_nothing(self) -> None:
        """There is nothing to judge it against: how it once stood is not shown as how it stands."""
        was = self.now
        self.leave_tour()
        if was is not None:
            self._page.judged()

    def _refused(self, number: int) -> None:
        """It could not be read, which the user has been told: the next look tries again."""
        if number == self._looks:
            self.forget()

    def _judge(self, number: int, question: Question, stops: StopsNow) -> None:
        if number == self._looks:  # else the plan or the question has changed since
            work, workspace = partial(_judged, question, stops), self._page.workspace
            workspace.jobs.run(work, partial(self._arrived, number), workspace.refuse_aside)

    def _arrived(self, number: int, now: TourNow | None) -> None:
        if number == self._looks:
            self.now = now
            self._page.judged()


def _judged(question: Question, stops: StopsNow) -> TourNow | None:
    return judged(question, stops, municipalities())
