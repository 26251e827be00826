"""Planera: what is asked at the left, the proposal in the middle, what it is weighed against at the right."""

from collections import deque
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QTabWidget

from kampanjplan.domain.errors import PlanError
from kampanjplan.domain.proposals import Advice, Proof, Proposal, Reasons, Replan, Trips
from kampanjplan.gui.page import Page, framed, offer, side_by_side
from kampanjplan.gui.places import municipalities
from kampanjplan.gui.planning.alternatives import Alternatives
from kampanjplan.gui.planning.board import Board
from kampanjplan.gui.planning.counties import CountyCosts
from kampanjplan.gui.planning.county_acts import CountyActs
from kampanjplan.gui.planning.deciding import Deciding
from kampanjplan.gui.planning.judging import Judging
from kampanjplan.gui.planning.kept import KeptProposals
from kampanjplan.gui.planning.numbers import Numbers
from kampanjplan.gui.planning.replanning import Replanning, replanned
from kampanjplan.gui.planning.settling import Settling
from kampanjplan.gui.planning.shown import Shown, outcome
from kampanjplan.gui.planning.solver import Solver
from kampanjplan.gui.planning.switches import Switches, demands_of, marks_of
from kampanjplan.gui.planning.telling import Telling
from kampanjplan.gui.settings import today
from kampanjplan.gui.workspace import Workspace
from kampanjplan.services.planner_view import Asked, asked_of, try_question
from kampanjplan.services.questions import Question
from kampanjplan.wording import _
from kampanjplan.wording.deciding import at_once_text
from kampanjplan.wording.replans import holds_text
from kampanjplan.wording.sentences import error_text

REMEMBERED = 12  # answers that are shown at once when their question comes back


class PlannerPage(Page):
    """Every act is saved at once and can be undone; the planner works in another process meanwhile."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, _("Planera"))
        self.asked: Asked | None = None
        self.question: Question | None = None  # what would be asked now
        self.shown: Shown | None = None
        self.why_not = ""  # why nothing can be asked
        self._asks = 0
        self._again = False  # whether what is asked next is to be answered at once
        self._known: deque[tuple[Question, Advice]] = deque(maxlen=REMEMBERED)
        self.solver = Solver(self)
        self._build()
        workspace.tour_chosen.connect(self._leave_tour)
        workspace.opened.connect(self._leave_tour)

    def _build(self) -> None:
        self.settling, self.deciding, self.replanning = Settling(self), Deciding(self), Replanning(self)
        self.judging, self.telling = Judging(self), Telling(self)
        self._need_plan = [
            self.add_button(_("Anta hela"), "check", self.deciding.take_all, "Ctrl+Return"),
            self.add_button(_("Anta stopp"), "plus", self.deciding.take_picked, "Ctrl+Shift+Return"),
            self.add_button(_("Spara förslaget …"), "device-floppy", self.deciding.keep, "Ctrl+Shift+P"),
        ]
        self.switches, self.board = Switches(self.workspace), Board()
        self.alternatives, self.numbers, self.kept = Alternatives(), Numbers(), KeptProposals()
        self.counties = CountyCosts(lambda code: ", ".join(marks_of(self.asked).get(code, ())))
        parts = (self.switches, self.board, framed(self._weighing()))
        self.column.addWidget(side_by_side(*parts, name="planner", shares=(27, 41, 34)), 1)
        self._add_acts()
        self._join()

    def _weighing(self) -> QTabWidget:
        self.weighing = QTabWidget()
        self.weighing.setDocumentMode(True)
        self.weighing.setAccessibleName(_("Att väga mot"))
        self.weighing.tabBar().setAccessibleName(_("Att väga mot"))
        for part, title in (
            (self.alternatives, _("Alternativ")),
            (self.counties, _("Län")),
            (self.numbers, _("Antal")),
            (self.kept, _("Sparade")),
        ):
            self.weighing.addTab(part, title)
        return self.weighing

    def _add_acts(self) -> None:
        """What is done with a picked stop or county, and the keys of the page."""
        trips, table = self.board.trips, self.counties.table
        self.stop_acts = CountyActs(trips, self.settling, lambda: trips.current_code, lambda: self.shown)
        self.county_acts = CountyActs(table, self.settling, lambda: table.current_code, lambda: self.shown)
        trips.delete_pressed.connect(self.stop_acts.forbid.trigger)
        table.delete_pressed.connect(self.county_acts.forbid.trigger)
        self.board.add_buttons(self.stop_acts.all[:4])
        self._suggest = self._key(_("Föreslå"), "F5", self.propose)
        self._escape = self._key(_("Avbryt"), "Esc", self.cancel)
        self._escape.setEnabled(False)

    def _join(self) -> None:
        """Each part's signals go to whoever does what they ask."""
        self.solver.started.connect(self._begin)
        self.solver.progressed.connect(self.board.progress.tell)
        self.solver.found.connect(self._found)
        self.solver.explained.connect(self._explained)
        self.solver.answered.connect(self._answered)
        self.solver.failed.connect(self._failed)
        self.solver.ended.connect(self._end)
        self.switches.asked.connect(self.propose)
        self.board.progress.cancelled.connect(self.cancel)
        self.board.dead_end.taken.connect(self.settling.take_way_out)
        self.alternatives.chosen.connect(self.look_at)
        self.alternatives.tour_chosen.connect(self.look_at_tour)
        self.kept.chosen.connect(self.deciding.show_kept)
        self.kept.deleted.connect(self.deciding.delete_kept)
        self.kept.reasoned.connect(self.deciding.change_reason)

    def _key(self, text: str, keys: str, act: Callable[[], object]) -> QAction:
        action = QAction(text, self)
        action.setShortcut(QKeySequence(keys))  # wherever the focus is, while the page is seen
        action.triggered.connect(lambda: act())
        self.addAction(action)
        return action

    # -- what the plan says -----------------------------------------------------------------------

    def refresh(self) -> None:
        tour_id = self.workspace.tour_id
        self.asked = self.workspace.read(asked_of, tour_id) if tour_id else None
        asked = self.asked
        if asked is None:
            self.why_not = _("Planen har inga turnéer än. Skapa en under Turnéer och stopp.")
            self.switches.show_planning(None, [], [])
            self.kept.show_kept([])
            self._show()
            return
        demands = demands_of(asked.planning, asked.pins, asked.settled)
        self.switches.show_planning(asked.planning, demands, asked.factors)
        self.kept.show_kept(asked.kept)
        self._asks += 1
        number = self._asks  # what was put together before something else changed is of no use
        self.workspace.read_aside(
            _question, tour_id, done=lambda question: self._ask(number, question), refused=self._not_asked
        )

    def _ask(self, number: int, question: Question | PlanError) -> None:
        """The question as it is now: answered before, to be answered at once, or left to the user."""
        if number != self._asks:
            return
        self.judging.forget()
        if isinstance(question, PlanError):
            self.question, self.why_not = None, error_text(question)
            self._again = self.replanning.is_due = False
            self._show()
            return
        self.question, self.why_not = question, ""
        if self.shown is not None:
            self.shown = self.shown.renamed(question.names)
            if self.shown.is_unasked:  # nothing was answered: the tour is judged by what would be asked now
                self.shown = replace(self.shown, question=question)
        again, self._again = self._again, False
        known = self._known_answer(question)
        if known is not None and self.is_old:
            self.solver.cancel()
            self.shown = Shown(question, known, known.proposal.trips)
            self.telling.notice = ""
        elif again:
            self.solver.ask(question)
        if self.replanning.is_due:
            self.replanning.ask(question)
        self._show()

    def _not_asked(self) -> None:
        """The plan could not be read; the user has been told why."""
        self._again = self.replanning.is_due = False
        self._show()

    def _known_answer(self, question: Question) -> Advice | None:
        return next((a for q, a in self._known if q.problem == question.problem), None)

    @property
    def is_old(self) -> bool:
        """Whether the question has changed since what is shown was answered."""
        if self.shown is None or self.question is None:
            return self.shown is not None
        return self.shown.question.problem != self.question.problem

    def _leave_tour(self) -> None:
        self._asks += 1
        self.solver.cancel()
        self.question = self.shown = None
        self._known.clear()
        self.judging.leave_tour()
        self._again, self.why_not = False, ""
        self.telling.clear()

    # -- the planner ------------------------------------------------------------------------------

    def propose(self) -> None:
        """Asks the planner, after saving what is being typed."""
        if not self.commit_all() or self.asked is None:
            return
        if self._stale or self.workspace.jobs.busy or self.question is None:
            self._again = True  # the question is being put together
            self._look_again()
        else:
            self.solver.ask(self.question)

    def ask_again(self) -> None:
        """Puts the question together anew, though nothing has changed."""
        self._look_again()

    def leave(self) -> None:
        """The window closes: nothing goes on behind it."""
        self.solver.cancel()

    def cancel(self) -> None:
        """Ends the work; what was shown before stays."""
        self._again, self.telling.notice = False, ""
        self.solver.cancel()
        self._show()

    def _begin(self) -> None:
        self._escape.setEnabled(True)
        self.board.progress.begin()
        self.telling.tell()

    def _end(self) -> None:
        self._escape.setEnabled(False)
        self.board.progress.end()

    def _found(self, question: Question, proposal: Proposal) -> None:
        """The proposal is shown as soon as there is one; what explains it comes with the answer."""
        self.board.progress.explain()
        unexplained = Advice(proposal, Reasons(frontier_whole=False))
        self.shown = self._named(Shown(question, unexplained, proposal.trips))
        self.telling.clear()
        self._show()
        self._focus_plan()

    def _focus_plan(self) -> None:
        """Keys go to the plan, unless the user is at something else of the page, or elsewhere."""
        focused = QApplication.focusWidget()
        if self.isVisible() and self.isActiveWindow() and not (focused and self.isAncestorOf(focused)):
            self.board.trips.setFocus()

    def _answered(self, question: Question, answer: Advice | Replan) -> None:
        if isinstance(answer, Replan):
            self.show_shown(self._named(replanned(question, answer)))
            if self.shown and self.shown.trips:
                self.telling.notice = _("Omplanerat. {holds}").format(holds=holds_text(answer))
                self.telling.tell()
            self.board.show_calls()
            self._focus_plan()
            return
        self._known.append((question, answer))
        self._explain(question, answer)

    def _explained(self, question: Question, answer: Advice) -> None:
        """Known is all but alternatives or reach against travel, which take long where days are counted."""
        self.board.progress.weigh(alternatives=bool(answer.proposal.alternatives))
        self._explain(question, answer)

    def _explain(self, question: Question, answer: Advice) -> None:
        """Shows what explains the proposal; who looks at another plan of it, or took it, goes on doing so."""
        shown, proposal = self.shown, answer.proposal
        if (
            shown is not None
            and proposal.worth is not None
            and shown.answer.proposal.trips == proposal.trips
            and shown.question.problem == question.problem
        ):
            self.shown = replace(shown, answer=answer)
        else:
            self.shown = self._named(Shown(question, answer, proposal.trips))
        self.telling.notice = ""
        self._show()

    def _named(self, shown: Shown) -> Shown:
        """What is shown, under the names of now: who was asked about may have been erased meanwhile."""
        return shown.renamed(self.question.names) if self.question else shown

    def _failed(self, error: Exception) -> None:
        self.telling.notice = ""
        self._show()
        self.workspace.refuse_aside(error)

    # -- what is shown ----------------------------------------------------------------------------

    def _show(self) -> None:
        shown, asked = self.shown, self.asked
        empty = self.why_not or _(
            "Tryck på Föreslå (F5): planeraren letar fram de bästa länen, dagarna och resorna, och varför. "
            "Den räknar med det som står under Underlag."
        )
        pins = asked.pins if asked else []
        self.board.show_shown(shown, marks_of(self.asked), pins, empty, old=self.is_old)
        best = shown if shown and shown.answer.proposal.worth is not None else None
        self.alternatives.show_shown(best, self.judging.now)
        self.counties.show_shown(best)
        self.numbers.show_shown(best)
        self._suggest.setEnabled(asked is not None)
        offer(self._need_plan, bool(shown and shown.trips and shown.tour is None))
        offer(self.stop_acts.all, bool(shown and shown.trips))
        offer(self.county_acts.all, best is not None)
        self.telling.tell()
        self.judging.look()

    def show_shown(self, shown: Shown) -> None:
        """Shows what was answered before; what is worked out just now is ended."""
        self.solver.cancel()
        self.shown = shown
        self.telling.clear()
        self._show()

    def show_taken(self, kept_id: UUID | None) -> None:
        """What is shown was taken, and is kept by that key: it can be said why."""
        self.telling.notice, self.telling.taken = "", kept_id
        if self.shown is not None:
            self.shown = replace(self.shown, kept_id=kept_id)
        self._show()

    @property
    def kept_id(self) -> UUID | None:
        """The key of what is shown where it is kept; none where that was undone, or taken away since."""
        kept = self.asked.kept if self.asked else ()
        return next((one.id for one in kept if self.shown and one.id == self.shown.kept_id), None)

    def look_at(self, trips: Trips) -> None:
        """Shows another plan of the same answer."""
        if self.shown is not None:
            kept_id = self.shown.kept_id if trips == self.shown.trips else None
            self.shown = replace(self.shown, trips=trips, kept_id=kept_id, tour=None)
            self.telling.clear()
            self._show()

    def look_at_best(self) -> None:
        if self.shown is not None:
            self.look_at(self.shown.answer.proposal.trips)

    def look_at_tour(self) -> None:
        """Shows the tour as it stands now, with what it breaks, beside the answer if there is one."""
        tour, question = self.judging.now, self.shown.question if self.shown else self.question
        if tour is None or question is None:
            return
        answer = self.shown.answer if self.shown else Advice(Proposal(Proof.UNKNOWN))
        self.shown = Shown(question, answer, tour.trips, tour=tour)
        self.telling.clear()
        self._show()
        self.board.show_demands()

    def judged(self) -> None:
        """How the tour stands now is known anew; where it is what is shown, it is shown anew."""
        if self.shown is not None and self.shown.tour is not None:
            now, shown = self.judging.now, self.shown
            if now is not None:
                self.shown = replace(shown, trips=now.trips, tour=now)
            elif shown.is_unasked:
                self.shown = None
            else:
                self.shown = replace(shown, trips=shown.answer.proposal.trips, tour=None)
        self._show()

    # -- what is settled --------------------------------------------------------------------------

    def decide(
        self, text: str, change: str, out: str | None, into: str | None, service: Any, *facts: Any
    ) -> None:
        """Does an act; what it costs is told at once where the answer's table says, then worked out anew."""
        known = self.shown and not self.is_old and not self._is_lifted(out, into)
        told = outcome(self.shown.answer, out, into) if self.shown and known else None
        self._again = True
        if not self.workspace.do(text, service, *facts):
            self._again = False
            return
        if told is None and change:
            self.telling.notice = _("{change}: räknas om …").format(change=change)
        if told is not None and (out or into):
            self.telling.notice = at_once_text(change, told.cost)
            if told.trips and self.shown is not None:
                self.shown = Shown(self.shown.question, self.shown.answer, told.trips)
        self._show()

    def _is_lifted(self, out: str | None, into: str | None) -> bool:
        """Whether the act lifts a demand under which the table of costs was made, so that it cannot say."""
        if self.asked is None or out is None:
            return False  # what a county costs in is told as if it were not forbidden
        planning, pinned = self.asked.planning, [pin.county_code for pin in self.asked.pins]
        return out in pinned or out in planning.required or into in planning.forbidden

    def copy(self) -> None:
        self.board.trips.copy()


def _question(reading: Any, tour_id: UUID) -> Question | PlanError:
    return try_question(reading, tour_id, municipalities(), today())
