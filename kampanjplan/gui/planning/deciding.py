"""Taking a proposal, or some of its stops, into the plan; keeping proposals, and showing kept ones again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from kampanjplan.domain.changes import ChangeSet
from kampanjplan.domain.errors import PlanError
from kampanjplan.domain.planning import KeptProposal
from kampanjplan.domain.proposals import PlannedStop
from kampanjplan.domain.tours import Tour
from kampanjplan.gui.planning.shown import Shown
from kampanjplan.gui.planning.taken import changes_text, takings_text
from kampanjplan.services.conflicts import having_seen
from kampanjplan.services.editing import change
from kampanjplan.services.proposals import (
    Kept,
    delete_proposals,
    keep_proposal,
    take_proposal,
    take_stops,
    takings,
)
from kampanjplan.services.remembering import as_kept, remembered
from kampanjplan.services.replanning import take_replan
from kampanjplan.wording import _

if TYPE_CHECKING:
    from kampanjplan.gui.pages.planner import PlannerPage


class Deciding:
    """What the page's title row and its list of kept proposals do."""

    def __init__(self, page: PlannerPage) -> None:
        self._page, self._workspace = page, page.workspace

    def take_all(self) -> None:
        """Makes stops of the whole proposal, and keeps it."""
        shown = self._page.shown
        if shown is None or not shown.trips:
            return
        kept_id = self._page.kept_id  # taken anew it is not kept twice
        more = (kept_id or _as_kept(shown, ""), datetime.now())
        if shown.changed is None:
            changes = self._take(shown.stops, _("Anta förslag"), take_proposal, *more)
        else:
            text, tour_id = _("Anta omplanering"), self._workspace.tour_id
            changes = self._workspace.do(text, take_replan, tour_id, shown.changed.changes, *more)
            if changes is not None:
                self._workspace.acted.emit(changes_text(changes.changes))
        if changes is not None:
            kept = (c.after for c in changes.changes if isinstance(c.after, KeptProposal))
            self._page.show_taken(next((one.id for one in kept), kept_id))

    def take_picked(self) -> None:
        """Makes stops of those that are picked."""
        stops = self._page.board.trips.picked_stops
        if stops:
            self._take(stops, _("Anta stopp"), take_stops)

    def _take(
        self, stops: Sequence[PlannedStop], text: str, service: Callable[..., None], *more: Any
    ) -> ChangeSet | None:
        tour_id = self._workspace.tour_id
        made = self._workspace.read(takings, tour_id, stops)
        tour = self._workspace.read(lambda reading: reading.get(Tour, tour_id))
        changes = self._workspace.do(text, service, tour_id, stops, *more)
        if changes is not None:
            self._workspace.acted.emit(takings_text(made, tour))
        return changes

    def keep(self) -> None:
        """Asks why, and keeps what is shown with its question."""
        from kampanjplan.gui.dialogs.keep_proposal import ask_reason

        shown = self._page.shown
        if shown is None or not shown.trips:
            return
        reason = ask_reason(self._page)
        if reason is not None:
            kept, now = _as_kept(shown, reason), datetime.now()
            self._workspace.do(_("Spara förslag"), keep_proposal, self._workspace.tour_id, kept, now)

    def show_kept(self, kept: KeptProposal) -> None:
        """Shows a kept proposal as it was."""
        try:
            was = self._workspace.read(remembered, kept)
        except PlanError as error:
            self._workspace.refuse(error)
            return
        self._page.show_shown(Shown(was.question, was.answer, was.trips, kept.id, was.replan))
        if was.replan is not None:
            self._page.board.show_calls()

    def say_why(self, kept: KeptProposal) -> None:
        """Asks why a proposal that was taken is the one."""
        from kampanjplan.gui.dialogs.keep_proposal import ask_reason

        reason = ask_reason(self._page)
        if reason:
            self.change_reason(kept, reason)

    def change_reason(self, kept: KeptProposal, reason: str) -> None:
        """Says otherwise why a proposal was chosen."""
        text, act = _("Ändra varför"), (change, KeptProposal, kept.id)
        try:
            self._workspace.attempt(text, having_seen, [kept], *act, reason=reason)
        except PlanError as error:
            self._workspace.refuse(error)

    def delete_kept(self, kept: KeptProposal) -> None:
        self._workspace.do(_("Ta bort sparat förslag"), delete_proposals, [kept.id])


def _as_kept(shown: Shown, reason: str) -> Kept:
    return as_kept(shown.question, shown.answer, shown.trips, reason, shown.changed)
