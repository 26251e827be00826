"""Planera: what is asked at the left, the proposal in the middle, what it is weighed against at the right."""

from collections import deque
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QTabWidget

from kampanjplan.domain.counties import county
from kampanjplan.domain.errors import PlanError
from kampanjplan.domain.planning import KeptProposal
from kampanjplan.domain.proposals import Advice, PlannedStop, Proposal, Relief, Trips
from kampanjplan.domain.tours import Tour
from kampanjplan.gui.page import Page, framed, offer, side_by_side
from kampanjplan.gui.places import municipalities
from kampanjplan.gui.planning.alternatives import Alternatives
from kampanjplan.gui.planning.board import Board
from kampanjplan.gui.planning.counties import CountyCosts
from kampanjplan.gui.planning.county_acts import CountyActs, Verbs
from kampanjplan.gui.planning.kept import KeptProposals
from kampanjplan.gui.planning.numbers import Numbers
from kampanjplan.gui.planning.shown import Shown, outcome
from kampanjplan.gui.planning.solver import Solver
from kampanjplan.gui.planning.switches import Switches, demands_of
from kampanjplan.gui.planning.taken import takings_text
from kampanjplan.gui.settings import today
from kampanjplan.gui.workspace import Workspace
from kampanjplan.services.planner_view import Asked, asked_of, try_question
from kampanjplan.services.planning import (
    Decision,
    decide,
    give_up,
    pin_stop,
    swap_counties,
    unpin_stop,
)
from kampanjplan.services.proposals import (
    Kept,
    delete_proposals,
    keep_proposal,
    take_proposal,
    take_stops,
    takings,
)
from kampanjplan.services.questions import Question
from kampanjplan.wording import _
from kampanjplan.wording.deciding import at_once_text
from kampanjplan.wording.sentences import error_text

REMEMBERED = 12  # answers that are shown at once when their question comes back


class PlannerPage(Page):
    """Every act is saved at once and can be undone; the planner works in another process meanwhile."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, _("Planera"))
        self.asked: Asked | None = None
        self.question: Question | None = None  # what would be asked now
        self.shown: Shown | None = None
        self._why_not = ""  # why nothing can be asked
        self._again = False  # whether what is asked next is to be answered at once
        self._known: deque[tuple[Question, Advice]] = deque(maxlen=REMEMBERED)
        self._notice = ""
        self.solver = Solver(self)
        self.solver.found.connect(self._found)
        self.solver.answered.connect(self._answered)
        self.solver.failed.connect(self._failed)
        self.solver.started.connect(self._begin)
        self.solver.ended.connect(self._end)
        self._build()
        workspace.tour_chosen.connect(self._leave_tour)
        workspace.opened.connect(self._leave_tour)

    def _build(self) -> None:
        self._need_plan = [
            self.add_button(_("Anta hela"), "check", self.take_all, "Ctrl+Return"),
            self.add_button(_("Anta stopp"), "plus", self.take_picked, "Ctrl+Shift+Return"),
            self.add_button(_("Spara förslaget …"), "device-floppy", self.keep, "Ctrl+Shift+P"),
        ]
        self.switches, self.board = Switches(self.workspace), Board()
        self.alternatives, self.numbers, self.kept = Alternatives(), Numbers(), KeptProposals()
        self.counties = CountyCosts(lambda code: ", ".join(self._marks().get(code, ())))
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
        parts = (self.switches, self.board, framed(self.weighing))
        self.column.addWidget(side_by_side(*parts, name="planner", shares=(27, 41, 34)), 1)
        self.solver.progressed.connect(self.board.progress.tell)
        self.switches.asked.connect(self.propose)
        self.board.progress.cancelled.connect(self.cancel)
        self.board.dead_end.taken.connect(self.take_way_out)
        self.alternatives.chosen.connect(self.look_at)
        self.kept.chosen.connect(self.show_kept)
        self.kept.deleted.connect(self.delete_kept)
        verbs = Verbs(self.lock, self.unlock, self.require, self.forbid, self.free, self.swap)
        self.stop_acts = CountyActs(self.board.trips, verbs, self._picked_code, lambda: self.shown)
        table = self.counties.table
        self.county_acts = CountyActs(table, verbs, lambda: table.current_code, lambda: self.shown)
        self.board.trips.delete_pressed.connect(self.stop_acts.forbid.trigger)
        table.delete_pressed.connect(self.county_acts.forbid.trigger)
        self.board.add_buttons(self.stop_acts.all[:4])
        self._suggest = self._key(_("Föreslå"), "F5", self.propose)
        self._escape = self._key(_("Avbryt"), "Esc", self.cancel)
        self._escape.setEnabled(False)

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
            self._why_not = _("Planen har inga turnéer än. Skapa en under Turnéer och stopp.")
            self.switches.show_planning(None, [], [])
            self.kept.show_kept([])
            self._show()
            return
        demands = demands_of(asked.planning, asked.pins, asked.settled)
        self.switches.show_planning(asked.planning, demands, asked.factors)
        self.kept.show_kept(asked.kept)
        self.workspace.read_aside(
            _question, tour_id, done=lambda question: self._ask(tour_id, question), refused=self._show
        )

    def _ask(self, tour_id: UUID, question: Question | PlanError) -> None:
        """The question as it is now: answered before, to be answered at once, or left to the user."""
        if tour_id != self.workspace.tour_id:
            return
        if isinstance(question, PlanError):
            self.question, self._why_not = None, error_text(question)
            self._again = False
            self._show()
            return
        self.question, self._why_not = question, ""
        again, self._again = self._again, False
        known = self._known_answer(question)
        if known is not None and self.is_old:
            self.solver.cancel()
            self.shown = Shown(question, known, known.proposal.trips)
            self._notice = ""
        elif again:
            self.solver.ask(question)
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
        self.solver.cancel()
        self.question = self.shown = None
        self._known.clear()
        self._again, self._notice, self._why_not = False, "", ""

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

    def leave(self) -> None:
        """The window closes: nothing goes on behind it."""
        self.solver.cancel()

    def cancel(self) -> None:
        """Ends the work; what was shown before stays."""
        self._again = False
        self.solver.cancel()
        self._show()

    def _begin(self) -> None:
        self._escape.setEnabled(True)
        self.board.progress.begin()
        self._tell()

    def _end(self) -> None:
        self._escape.setEnabled(False)
        self.board.progress.end()

    def _found(self, question: Question, proposal: Proposal) -> None:
        """The proposal is shown as soon as there is one; what explains it comes with the answer."""
        self.board.progress.explain()
        self.shown = Shown(question, Advice(proposal), proposal.trips)
        self._notice = ""
        self._show()

    def _answered(self, question: Question, answer: Advice) -> None:
        self._known.append((question, answer))
        keeps = self.shown is not None and self.shown.question is question and self.shown.kept_id is None
        looked_at = self.shown.trips if keeps and self.shown else answer.proposal.trips
        self.shown = Shown(question, answer, looked_at)
        self._notice = ""
        self._show()

    def _failed(self, error: Exception) -> None:
        self._show()
        self.workspace.refuse_aside(error)

    # -- what is shown ----------------------------------------------------------------------------

    def _show(self) -> None:
        shown, asked = self.shown, self.asked
        empty = self._why_not or _(
            "Tryck på Föreslå (F5): planeraren letar fram de bästa länen, dagarna och resorna, och varför."
        )
        pins = asked.pins if asked else []
        self.board.show_shown(shown, self._marks(), pins, empty, old=self.is_old)
        best = shown if shown and shown.answer.proposal.worth is not None else None
        self.alternatives.show_shown(best)
        self.counties.show_shown(best)
        self.numbers.show_shown(best)
        self._suggest.setEnabled(asked is not None)
        offer(self._need_plan, bool(shown and shown.trips))
        offer(self.stop_acts.all, bool(shown and shown.trips))
        offer(self.county_acts.all, best is not None)
        self._tell()

    def _tell(self) -> None:
        if self._notice:
            self.board.tell(self._notice)
        elif self.shown is not None and self.is_old and not self.solver.busy:
            text = _("Frågan har ändrats sedan svaret gavs.")
            self.board.tell(text, _("Föreslå igen"), self.propose)
        elif self.shown is not None and not self.shown.is_best:
            self.board.tell(_("Ett alternativ visas."), _("Visa det bästa"), self.look_at_best)
        else:
            self.board.tell("")

    def _marks(self) -> dict[str, list[str]]:
        marks: dict[str, list[str]] = {}
        if self.asked is not None:
            for codes, word in (
                ([stop.county_code for stop in self.asked.settled], _("bekräftat")),
                ([pin.county_code for pin in self.asked.pins], _("låst")),
                (self.asked.planning.required, _("måste med")),
                (self.asked.planning.forbidden, _("inte med")),
            ):
                for code in codes:
                    marks.setdefault(code, []).append(word)
        return marks

    def look_at(self, trips: Trips) -> None:
        """Shows another plan of the same answer."""
        if self.shown is not None:
            self.shown = Shown(self.shown.question, self.shown.answer, trips, self.shown.kept_id)
            self._notice = ""
            self._show()

    def look_at_best(self) -> None:
        if self.shown is not None:
            self.look_at(self.shown.answer.proposal.trips)

    # -- counties ---------------------------------------------------------------------------------

    def _picked_code(self) -> str | None:
        stop = self.board.trips.current_stop
        return stop.county_code if stop else None

    def _stop_in(self, code: str) -> PlannedStop | None:
        stops = self.shown.stops if self.shown else ()
        return next((stop for stop in stops if stop.county_code == code), None)

    def lock(self, code: str) -> None:
        """The stop of the county stays as it is shown; where it is locked already it is let go."""
        stop = self._stop_in(code)
        pins = self.asked.pins if self.asked else []
        if any(pin.county_code == code for pin in pins):
            self.unlock(code)
        elif stop is None:
            self.require(code)
        else:
            change = _("{county} låst").format(county=stop.town)
            act = (pin_stop, self.workspace.tour_id, code, stop.town, stop.day)
            self._decide(_("Lås stopp"), change, None, None, *act)

    def unlock(self, code: str) -> None:
        self._decide(_("Lås upp stopp"), "", None, None, unpin_stop, self.workspace.tour_id, code)

    def require(self, code: str) -> None:
        into = None if self._in_best(code) else code
        self._settle(code, Decision.REQUIRED, _("{county} måste med"), None, into)

    def forbid(self, code: str) -> None:
        out = code if self._in_best(code) else None
        self._settle(code, Decision.FORBIDDEN, _("Utan {county}"), out, None)

    def free(self, code: str) -> None:
        """Nothing is settled of the county any longer."""
        pins = self.asked.pins if self.asked else []
        if any(pin.county_code == code for pin in pins):
            self.unlock(code)
        self._settle(code, Decision.FREE, "", None, None)

    def _settle(self, code: str, decision: Decision, change: str, out: str | None, into: str | None) -> None:
        change = change.format(county=county(code).short_name)
        text = {
            Decision.REQUIRED: _("Kräv län"),
            Decision.FORBIDDEN: _("Uteslut län"),
            Decision.FREE: _("Ta bort krav"),
        }[decision]
        self._decide(text, change, out, into, decide, self.workspace.tour_id, {code: decision})

    def swap(self, old: str, new: str) -> None:
        """Has one county instead of another."""
        change = _("{new} i stället för {old}").format(new=county(new).short_name, old=county(old).short_name)
        self._decide(_("Byt län"), change, old, new, swap_counties, self.workspace.tour_id, old, new)

    def _in_best(self, code: str) -> bool:
        trips = self.shown.answer.proposal.trips if self.shown else ()
        return any(stop.county_code == code for trip in trips for stop in trip.stops)

    def _decide(
        self, text: str, change: str, out: str | None, into: str | None, service: Any, *facts: Any
    ) -> None:
        """Does an act; what it costs is told at once where the answer's table says, then worked out anew."""
        told = outcome(self.shown.answer, out, into) if self.shown and not self.is_old else None
        self._again = True
        if not self.workspace.do(text, service, *facts):
            self._again = False
            return
        if told is not None and (out or into):
            self._notice = at_once_text(change, told.cost)
            if told.trips and self.shown is not None:
                self.shown = Shown(self.shown.question, self.shown.answer, told.trips)
        self._show()

    def take_way_out(self, reliefs: list[Relief]) -> None:
        """Turns the switches that the way out names, and asks again."""
        self._decide(_("Ta vägen ut"), "", None, None, give_up, self.workspace.tour_id, reliefs)

    # -- taking and keeping -----------------------------------------------------------------------

    def take_all(self) -> None:
        """Makes stops of the whole proposal, and keeps it."""
        shown = self.shown
        if shown is None or not shown.trips:
            return
        kept = shown.kept_id or self._as_kept("")
        self._take(shown.stops, _("Anta förslag"), take_proposal, kept, datetime.now())

    def take_picked(self) -> None:
        """Makes stops of those that are picked."""
        stops = self.board.trips.picked_stops
        if stops:
            self._take(stops, _("Anta stopp"), take_stops)

    def _take(self, stops: Any, text: str, service: Any, *more: Any) -> None:
        tour_id = self.workspace.tour_id
        made = self.workspace.read(takings, tour_id, stops)
        tour = self.workspace.read(lambda reading: reading.get(Tour, tour_id))
        if self.workspace.do(text, service, tour_id, stops, *more) is not None:
            self.workspace.noticed.emit(takings_text(made, tour))

    def keep(self) -> None:
        """Asks why, and keeps what is shown with its question."""
        from kampanjplan.gui.dialogs.keep_proposal import ask_reason

        if self.shown is None or not self.shown.trips:
            return
        reason = ask_reason(self)
        if reason is not None:
            tour_id = self.workspace.tour_id
            self.workspace.do(
                _("Spara förslag"), keep_proposal, tour_id, self._as_kept(reason), datetime.now()
            )

    def _as_kept(self, reason: str) -> Kept:
        from kampanjplan.services.remembering import as_kept

        assert self.shown is not None
        return as_kept(self.shown.question, self.shown.answer, self.shown.trips, reason)

    def show_kept(self, kept: KeptProposal) -> None:
        """Shows a kept proposal as it was."""
        from kampanjplan.services.remembering import remembered

        try:
            question, answer, trips = self.workspace.read(remembered, kept)
        except PlanError as error:
            self.workspace.refuse(error)
            return
        self.solver.cancel()
        self.shown = Shown(question, answer, trips, kept.id)
        self._notice = ""
        self._show()

    def delete_kept(self, kept: KeptProposal) -> None:
        self.workspace.do(_("Ta bort sparat förslag"), delete_proposals, [kept.id])

    def copy(self) -> None:
        self.board.trips.copy()


def _question(reading: Any, tour_id: UUID) -> Question | PlanError:
    return try_question(reading, tour_id, municipalities(), today())
