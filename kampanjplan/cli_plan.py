"""The best tour on the command line: plan PLANFILE, with the reasons."""

import argparse
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kampanjplan.cli_planner import print_answer
from kampanjplan.domain.counties import county, find_county, read_municipalities
from kampanjplan.plans import open_plan, user_name
from kampanjplan.resources import resource
from kampanjplan.services.sheets import tour_named
from kampanjplan.wording import _
from kampanjplan.wording.planning import assumption_text

if TYPE_CHECKING:
    from kampanjplan.services.questions import Question


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
    plan.add_argument("--json", action="store_true")
    plan.set_defaults(act=_plan)


def _plan(options: argparse.Namespace) -> int:
    question = _asked(options)
    problem = question.problem
    fewest, most = options.stops or (problem.fewest_stops, problem.most_stops)
    problem = replace(
        problem,
        fewest_stops=fewest,
        most_stops=most,
        required=tuple(dict.fromkeys((*problem.required, *options.require))),
        forbidden=tuple(dict.fromkeys((*problem.forbidden, *options.forbid))),
    )
    notes = [question.tour.name, *map(assumption_text, question.assumptions), ""]
    return print_answer(problem, as_json=options.json, names=question.names, notes=notes)


def _asked(options: argparse.Namespace) -> "Question":
    from kampanjplan.services.questions import question_of  # the solver only where it is used

    places = read_municipalities(resource("map/sweden.json").read_text(encoding="utf-8"))
    door = open_plan(options.planfile, user_name())
    try:
        tour = door.read(tour_named, options.tour)
        return door.read(question_of, tour.id, places, date.today())
    finally:
        door.store.close()


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
