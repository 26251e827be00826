"""What the line over the plan says of what is looked at, and what it offers to do."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from kampanjplan.domain.planning import KeptProposal
from kampanjplan.gui.planning.reasons import is_groundless
from kampanjplan.gui.planning.shown import Shown
from kampanjplan.wording import _
from kampanjplan.wording.tour_now import broken_text

if TYPE_CHECKING:
    from kampanjplan.gui.pages.planner import PlannerPage


class Telling:
    """`notice` was told just now of an act, and stands before all else; `taken` was taken whole just now."""

    def __init__(self, page: PlannerPage) -> None:
        self._page = page
        self.notice = ""
        self.taken: UUID | None = None

    def clear(self) -> None:
        """Something else is looked at: what was told of an act is said no longer."""
        self.notice, self.taken = "", None

    def tell(self) -> None:
        """Says the first of these that holds."""
        page, shown, tell = self._page, self._page.shown, self._page.board.tell
        if self.notice or shown is None:
            tell(self.notice)
        elif page.why_not:
            tell(page.why_not)
        elif (taken := self._unexplained()) and (not page.is_old or shown.replan):
            text = _("Förslaget är antaget och sparat.")
            tell(text, _("Säg varför …"), lambda: page.deciding.say_why(taken))
        elif page.is_old and not page.solver.busy:
            tell(_("Frågan har ändrats sedan svaret gavs."), _("Föreslå igen"), page.propose)
        elif shown.tour is not None:
            self._tell_of_tour(shown, len(shown.tour.breaches))
        elif not shown.is_best:
            tell(_("Ett alternativ visas."), _("Visa det bästa"), page.look_at_best)
        elif is_groundless(shown.question.assumptions):
            text = _("Inget län har väntade deltagare än, så förslaget bygger på nästan ingenting.")
            tell(text, _("Vad tas för givet?"), page.board.show_assumed)
        else:
            tell("")

    def _tell_of_tour(self, shown: Shown, broken: int) -> None:
        page, tell = self._page, self._page.board.tell
        text = _("Turnén som den står nu visas: {demands}.").format(demands=broken_text(broken))
        if shown.is_unasked:
            tell(text, _("Föreslå"), page.propose)
        elif shown.answer.proposal.worth is None:
            tell(text, _("Visa varför inget förslag finns"), page.look_at_best)
        else:
            tell(text, _("Visa det bästa"), page.look_at_best)

    def _unexplained(self) -> KeptProposal | None:
        """The proposal that was taken just now, while nobody has said why and it is not undone."""
        kept = self._page.asked.kept if self._page.asked else ()
        return next((one for one in kept if one.id == self.taken and not one.reason), None)
