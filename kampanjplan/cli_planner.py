"""The planner on the command line: solve PROBLEM.json [--json], and solve --schema."""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kampanjplan.domain.errors import FileError, FileTrouble, ProblemError, ProblemTrouble
from kampanjplan.domain.proposals import Conflict, Proof, Proposal, Reasons, WayOut
from kampanjplan.wording import _
from kampanjplan.wording.proposals import (
    NAMES,
    Names,
    alternative_text,
    conflict_text,
    inclusion_text,
    number_worth_text,
    omission_text,
    proof_text,
    stop_worth_text,
    trip_text,
    way_out_text,
)

if TYPE_CHECKING:
    from kampanjplan.planner.problem import Problem

NO_PLAN = 3  # the exit code of findings


def add_commands(commands: Any) -> None:
    """Adds `solve` to the program's commands."""
    solve = commands.add_parser("solve", help=_("lös ett planeringsproblem i JSON"))
    what = solve.add_mutually_exclusive_group(required=True)
    what.add_argument("problem", type=Path, nargs="?", metavar="PROBLEM.json")
    what.add_argument("--schema", action="store_true", help=_("visa hur ett problem beskrivs (JSON Schema)"))
    solve.add_argument("--json", action="store_true", help=_("skriv svaret som JSON"))
    solve.set_defaults(act=_solve)


def _solve(options: argparse.Namespace) -> int:
    from kampanjplan.planner.reading import read_problem  # the solver and numpy only where they are used
    from kampanjplan.planner.schema import schema

    if options.schema:
        print(json.dumps(schema(), ensure_ascii=False, indent=2))
        return 0
    return print_answer(read_problem(_text(options.problem)), as_json=options.json)


def _text(path: Path) -> str:
    if path.is_dir():
        raise FileError(FileTrouble.FOLDER, path)
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise FileError.of_system(error, path) from error
    except UnicodeDecodeError as error:
        raise ProblemError("", ProblemTrouble.NOT_JSON, str(error)) from error


def print_answer(
    problem: "Problem", *, as_json: bool, names: Names = NAMES, notes: Sequence[str] = ()
) -> int:
    """Solves the problem and prints `notes`, plan, proof and reasons; exit code 3 where there is no plan."""
    from kampanjplan.planner.advice import advise
    from kampanjplan.planner.reading import plain

    advice = advise(problem, frontier=as_json)  # it is not told in words
    proposal, why, found, way = advice.proposal, advice.reasons, advice.conflict, advice.way_out
    names = {**names, **{county.code: county.name for county in problem.counties if county.name}}
    lines = [*notes, *_plan_lines(proposal, why, names), *_conflict_lines(found, way, names)]
    if as_json:
        facts = {
            "unit": "hundredths of a point",
            "names": dict(names),
            **plain(proposal),
            "gap": proposal.gap,
            "reasons": plain(why),
            "conflict": plain(found),
            "way_out": plain(way),
            "sentences": [line.strip() for line in lines if line],
        }
        print(json.dumps(facts, ensure_ascii=False, indent=2))
    else:
        print("\n".join(lines))
    return 0 if proposal.trips or proposal.proof is Proof.BEST else NO_PLAN


def _plan_lines(proposal: Proposal, why: Reasons, names: Names) -> list[str]:
    lines = [proof_text(proposal), *(f"  {trip_text(trip, names)}" for trip in proposal.trips)]
    stops = proposal.worth.stops if proposal.worth else ()
    lines += _section(_("Vad stoppen ger och kostar"), [stop_worth_text(stop) for stop in stops])
    others = [alternative_text(alternative, names) for alternative in proposal.alternatives]
    lines += _section(_("De bästa valen av län"), others)
    lines += _section(_("Län som inte är med"), [inclusion_text(one, names) for one in why.inclusions])
    lines += _section(_("Län som är med"), [omission_text(one, names) for one in why.omissions])
    return lines + _section(_("Fler eller färre stopp"), [number_worth_text(one) for one in why.numbers])


def _section(title: str, lines: list[str]) -> list[str]:
    return ["", title, *(f"  {line}" for line in lines)] if lines else []


def _conflict_lines(found: Conflict | None, way: WayOut | None, names: Names) -> list[str]:
    lines = [conflict_text(found, names)] if found else []
    return lines + ([way_out_text(way, names)] if way else [])
