"""The best tour on the command line, with the reasons, or the tour as it stands now: plan PLANFILE."""

import argparse
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kampanjplan.cli_planner import print_answer
from kampanjplan.cli_tour_now import print_tour_now
from kampanjplan.domain.counties import county, find_county, read_municipalities
from kampanjplan.plans import open_plan, user_name
from kampanjplan.resources import resource
from kampanjplan.services.sheets import tour_named
from kampanjplan.wording import _
from kampanjplan.wording.planning import assumption_text

if TYPE_CHECKING:
    from kampanjplan.planner.problem import Problem
    from kampanjplan.services.questions import Question
    from kampanjplan.services.tour_now import TourNow


def add_command(commands: Any) -> None:
    """Adds `plan` to the program's commands."""
    plan = commands.add_parser("plan", help=_("föreslå den bästa turnén, med skäl"))
    plan.add_argument("planfile", type=Path)
    plan.add_argument("--tour", help=_("turnéns namn; annars den senaste"))
    plan.add_argument("--stops", type=_span, metavar="4-5", help=_("hur många stopp"))
    for name, text in (
        ("--require", _("län som måste vara med")),
        ("--forbid", _("län som inte får vara med")),
    ):
        plan.add_argument(name, type=_county_code, action="append", default=[], metavar="LÄN", help=text)
    plan.add_argument(
        "--as-is", action="store_true", help=_("bedöm turnén som den står nu, i stället för att föreslå")
    )
    plan.add_argument("--json", action="store_true", help=_("skriv svaret som JSON"))
    plan.set_defaults(act=_plan)


def _plan(options: argparse.Namespace) -> int:
    question, now = _asked(options)
    told = now.question if now else question
    notes = [question.tour.name, *map(assumption_text, told.assumptions), ""]
    if options.as_is:
        return print_tour_now(now, as_json=options.json, notes=notes)
    return print_answer(question.problem, as_json=options.json, names=question.names, notes=notes)


def _asked(options: argparse.Namespace) -> tuple["Question", "TourNow | None"]:
    """What is asked of the tour, and how it stands now where that is what is wanted."""
    from kampanjplan.services.questions import question_of  # the solver only where it is used
    from kampanjplan.services.tour_now import tour_now

    places = read_municipalities(resource("map/sweden.json").read_text(encoding="utf-8"))
    door = open_plan(options.planfile, user_name())
    try:
        tour = door.read(tour_named, options.tour)
        asked = door.read(question_of, tour.id, places, date.today())
        question = replace(asked, problem=_as_wanted(asked.problem, options))
        return question, door.read(tour_now, question, places) if options.as_is else None
    finally:
        door.store.close()


def _as_wanted(problem: "Problem", options: argparse.Namespace) -> "Problem":
    """The problem with what was wanted on the command line."""
    fewest, most = options.stops or (problem.fewest_stops, problem.most_stops)
    return replace(
        problem,
        fewest_stops=fewest,
        most_stops=most,
        required=tuple(dict.fromkeys((*problem.required, *options.require))),
        forbidden=tuple(dict.fromkeys((*problem.forbidden, *options.forbid))),
    )


def _span(text: str) -> tuple[int, int]:
    first, _dash, last = text.partition("-")
    try:
        fewest, most = int(first), int(last or first)
    except ValueError:
        fewest, most = 1, 0
    if not 0 <= fewest <= most <= 21:
        raise argparse.ArgumentTypeError(
            _("”{text}” är inget antal stopp mellan 0 och 21, som 5 eller 4-5").format(text=text)
        )
    return fewest, most


def _county_code(text: str) -> str:
    found = find_county(text)
    if found is None:
        names = ", ".join(county(code).short_name for code in ("08", "17"))
        raise argparse.ArgumentTypeError(
            _("”{text}” är inget län; skriv namn eller länskod, som {names}").format(text=text, names=names)
        )
    return found.code
