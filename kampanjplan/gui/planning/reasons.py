"""All that explains a proposal, in sentences that can be selected and copied."""

from collections.abc import Sequence

from kampanjplan.domain.counties import COUNTIES
from kampanjplan.domain.planning import Assumed, Assumption
from kampanjplan.domain.proposals import Worth
from kampanjplan.gui.planning.demands import demand_lines
from kampanjplan.gui.planning.shown import Shown
from kampanjplan.gui.planning.text_panel import TextPanel
from kampanjplan.planner.evaluate import worth
from kampanjplan.wording import _
from kampanjplan.wording.planning import assumption_text
from kampanjplan.wording.proposals import (
    inclusion_text,
    number_worth_text,
    omission_text,
    points_text,
    proof_text,
    stop_worth_text,
    trip_text,
)
from kampanjplan.wording.tour_now import against_best_text, tour_now_text


class Reasons(TextPanel):
    """Of the plan that is looked at."""

    def __init__(self) -> None:
        super().__init__(_("Varför förslaget är som det är"))

    def show_shown(self, shown: Shown | None) -> None:
        """Shows the reasons; nothing where there is no plan."""
        self.show_text("\n".join(_lines(shown)) if shown and shown.trips else "")


def _lines(shown: Shown) -> list[str]:
    why, names = shown.answer.reasons, shown.question.names
    value = worth(shown.valued.problem, shown.trips)
    lines = [proof_text(shown.answer.proposal) if shown.is_best else below_best_text(shown, value)]
    lines += _section(_("Krav"), demand_lines(shown.tour) if shown.tour else [])
    lines += _section(_("Resor"), [trip_text(trip, names) for trip in sorted(shown.trips)])
    lines += _section(_("Vad stoppen ger och kostar"), [stop_worth_text(stop) for stop in value.stops])
    if not shown.is_best:  # what other choices cost is told of the best alone
        return lines + _section(_("Det som tas för givet"), assumed(shown.valued.assumptions))
    lines += _section(_("Län som inte är med"), [inclusion_text(one, names) for one in why.inclusions])
    lines += _section(_("Län som är med"), [omission_text(one, names) for one in why.omissions])
    lines += _section(_("Fler eller färre stopp"), [number_worth_text(one) for one in why.numbers])
    return lines + _section(_("Det som tas för givet"), assumed(shown.question.assumptions))


def below_best_text(shown: Shown, value: Worth) -> str:
    """How much less than the best an alternative, or the tour as it stands now, is worth."""
    if shown.tour is not None:
        told = (tour_now_text(), points_text(value.total), against_best_text(shown.below_best))
        return f"{', '.join(filter(None, told))}."
    less = points_text(shown.answer.proposal.points - value.total)
    return _("{points}; ett alternativ, {less} under det bästa.").format(
        points=points_text(value.total), less=less
    )


def assumed(assumptions: Sequence[Assumption]) -> list[str]:
    """What the plan does not say, a sentence each."""
    return [assumption_text(one) for one in assumptions]


def is_groundless(assumptions: Sequence[Assumption]) -> bool:
    """Whether no county expects anybody, so that nearly all plans are worth the same."""
    nobody = {len(one.names) for one in assumptions if one.what is Assumed.NO_PARTICIPANTS}
    return len(COUNTIES) in nobody


def _section(title: str, lines: list[str]) -> list[str]:
    return ["", title.upper(), *lines] if lines else []
