"""What a plan made anew changes, and whom to call for it, in sentences that can be copied."""

from collections.abc import Mapping
from dataclasses import replace

from kampanjplan.domain.proposals import Change, PlannedStop, Replan
from kampanjplan.gui.planning.text_panel import TextPanel
from kampanjplan.wording import _
from kampanjplan.wording.replans import call_text, change_text, holds_text


class Calls(TextPanel):
    """Of a plan made anew."""

    def __init__(self) -> None:
        super().__init__(_("Att ringa"))

    def show_replan(self, replan: Replan | None, names: Mapping[str, str]) -> None:
        """Shows the calls first, then what becomes of each stop."""
        lines = [] if replan is None else [*_calls(replan, names), "", *_changes(replan)]
        self.show_text("\n".join(lines))


def _calls(replan: Replan, names: Mapping[str, str]) -> list[str]:
    named = (replace(call, subject=names.get(call.subject, call.subject)) for call in replan.calls)
    told = [f"☐ {call_text(call, names)}" for call in named]
    return told or [_("Ingen behöver ringas.")]


def _changes(replan: Replan) -> list[str]:
    return [holds_text(replan), *(change_text(change) for change in replan.changes)]


def change_marks(replan: Replan | None) -> dict[str, list[str]]:
    """A short word for what becomes of each county of the new plan."""
    words = {Change.KEPT: _("kvar"), Change.MOVED: _("flyttas"), Change.NEW: _("nytt")}
    changes = replan.changes if replan else ()
    return {c.now.county_code: [words[c.change]] for c in changes if c.now and c.change in words}


def dropped(replan: Replan | None) -> list[PlannedStop]:
    """The earlier stops that the new plan has no longer, by day."""
    changes = replan.changes if replan else ()
    return sorted(c.was.stop for c in changes if c.was and c.change is Change.DROPPED)
