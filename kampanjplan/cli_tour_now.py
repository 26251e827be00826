"""The tour as it stands now on the command line: its figures, and the rules that it breaks."""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from kampanjplan.cli_planner import NO_PLAN
from kampanjplan.wording import _
from kampanjplan.wording.proposals import stop_worth_text, trip_text
from kampanjplan.wording.tour_now import breach_lines, left_out_lines, tour_now_text

if TYPE_CHECKING:
    from kampanjplan.services.tour_now import TourNow


def print_tour_now(now: "TourNow | None", *, as_json: bool, notes: Sequence[str]) -> int:
    """Prints `notes`, then how the tour stands; exit code 3 where it breaks a rule.

    Where no stop has a day there is nothing to judge, and that is said.
    """
    told = [_("Inget stopp i turnén har någon dag.")] if now is None else _lines(now)
    lines = [*notes, *told]
    if as_json:
        judged = _facts(now) if now else {"trips": []}
        said = [line.strip() for line in lines if line]
        facts = {
            "unit": "hundredths of a point",
            **judged,
            "sentences": said,
        }
        print(json.dumps(facts, ensure_ascii=False, indent=2))
    else:
        print("\n".join(lines))
    return NO_PLAN if now and now.breaches else 0


def _lines(now: "TourNow") -> list[str]:
    from kampanjplan.planner.evaluate import worth
    from kampanjplan.services.figures import figure_texts

    names, stops = now.question.names, worth(now.question.problem, now.trips).stops
    figures = figure_texts(now.question, now.trips).items()
    crewed = any(trip.crew for trip in now.trips)
    return [
        tour_now_text(),
        *(f"  {trip_text(trip, names)}" for trip in now.trips),
        *(f"  {line}" for line in left_out_lines(now.undated, crewed=crewed, sure=now.sure)),
        *("", _("Krav"), *(f"  {line}" for line in breach_lines(now.breaches, names))),
        *("", _("Siffror"), *(f"  {what}: {figure}" for what, figure in figures)),
        *("", _("Vad stoppen ger och kostar"), *(f"  {stop_worth_text(stop)}" for stop in stops)),
    ]


def _facts(now: "TourNow") -> dict[str, Any]:
    from kampanjplan.planner.evaluate import worth
    from kampanjplan.planner.reading import plain
    from kampanjplan.services.figures import figures

    question = now.question
    value = worth(question.problem, now.trips)
    return {
        "names": dict(question.names),
        "trips": plain(now.trips),
        "worth": plain(value),
        "points": value.total,
        "figures": plain(figures(question.problem, now.trips, question.factor)),
        "breaches": plain(now.breaches),
        "undated": list(now.undated),
        "sure": now.sure,
    }
