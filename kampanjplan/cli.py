"""The same program without a window. Exit 0; 1 refused; 2 wrong usage; 3 findings."""

import argparse
import json
import os
import sys
import traceback
from collections.abc import Sequence
from datetime import date
from io import TextIOWrapper
from pathlib import Path
from typing import Any

from kampanjplan import __version__
from kampanjplan.cli_contacts import add_commands as add_contact_commands
from kampanjplan.cli_editions import add_command as add_editions_command
from kampanjplan.cli_papers import add_command as add_export_command
from kampanjplan.cli_plan import add_command as add_plan_command
from kampanjplan.cli_planner import add_commands as add_planner_commands
from kampanjplan.domain.contacts import Contact
from kampanjplan.domain.errors import FileError, FileTrouble, PlanError
from kampanjplan.domain.programme import Item
from kampanjplan.domain.stops import Stop
from kampanjplan.plans import (
    backups_of,
    check_plan,
    create_plan,
    open_plan,
    salvage_plan,
    user_name,
)
from kampanjplan.services.overview import tours_in_order
from kampanjplan.services.ports import Reading
from kampanjplan.wording import _, count_text
from kampanjplan.wording.damage import backup_text, damage_text, lost_text, saved_text
from kampanjplan.wording.dates import moment_text, period_text, when_text
from kampanjplan.wording.labels import label, stop_text
from kampanjplan.wording.sentences import error_text

REFUSED, WRONG_USAGE, FINDINGS = 1, 2, 3


def run(arguments: Sequence[str]) -> int:
    """Runs one command and gives its exit code. No traceback reaches the user."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # a console of few letters still shows the others
    options = _parser().parse_args(arguments)
    try:
        code = int(options.act(options))
        sys.stdout.flush()
        return code
    except PlanError as error:
        print(error_text(error), file=sys.stderr)
        return REFUSED
    except BrokenPipeError:  # whoever read the answer has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return REFUSED
    except Exception as error:  # a fault of ours; a user is told so in one sentence
        print(_("Oväntat fel: {error}").format(error=_place_of(error)), file=sys.stderr)
        return REFUSED


def _place_of(error: Exception) -> str:
    """What kind of fault it was and where in the code; never what anybody typed."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}, {Path(frame.filename).name}:{frame.lineno}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="kampanjplan",
        description=_(
            "Planerar turnéer av seminariedagar. Utan kommando öppnas fönstret: kampanjplan [PLANFIL]"
        ),
    )
    parser.add_argument("--version", action="version", version=f"Kampanjplan {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    new = commands.add_parser("new", help=_("gör en ny planfil"))
    new.add_argument("planfile", type=Path)
    new.add_argument("--sample", action="store_true", help=_("med exempelplanen"))
    new.add_argument(
        "--today", type=_date, default=None, help=_("dagen som exemplet utgår från (ÅÅÅÅ-MM-DD)")
    )
    new.set_defaults(act=_new)

    info = commands.add_parser("info", help=_("visa vad en planfil innehåller"))
    info.add_argument("planfile", type=Path)
    info.add_argument("--json", action="store_true", help=_("skriv svaret som JSON"))
    info.set_defaults(act=_info)

    add_export_command(commands)
    add_editions_command(commands)
    add_contact_commands(commands)

    add_planner_commands(commands)
    add_plan_command(commands)

    check = commands.add_parser("check", help=_("kontrollera en planfil"))
    check.add_argument("planfile", type=Path)
    check.set_defaults(act=_check)

    recover = commands.add_parser("recover", help=_("rädda det som går att läsa av en skadad planfil"))
    recover.add_argument("planfile", type=Path)
    recover.add_argument("--out", type=Path, required=True, metavar="NEW", help=_("den nya planfilen"))
    recover.add_argument(
        "--from-backup", action="store_true", help=_("ta den senaste hela säkerhetskopian i stället")
    )
    recover.set_defaults(act=_recover)
    return parser


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(
            _("”{text}” är inget datum (ÅÅÅÅ-MM-DD)").format(text=text)
        ) from error


def _new(options: argparse.Namespace) -> int:
    today = options.today or date.today()
    door = create_plan(options.planfile, user_name(), example_from=today if options.sample else None)
    door.store.close()
    return 0


def _info(options: argparse.Namespace) -> int:
    door = open_plan(options.planfile, user_name())
    facts = door.read(_facts)
    door.store.close()
    if options.json:
        print(json.dumps(facts, ensure_ascii=False, indent=2))
        return 0
    print(
        count_text("{n} turné", "{n} turnéer", len(facts["tours"])),
        count_text("{n} stopp", "{n} stopp", facts["stops"]),
        count_text("{n} programpunkt", "{n} programpunkter", facts["programme_items"]),
        count_text("{n} kontakt", "{n} kontakter", facts["contacts"]),
        _("schema {n}").format(n=facts["schema_version"]),
        sep="\n",
    )
    for tour in facts["tours"]:
        print(f"\n{tour['name']} ({tour['status_text']}) {tour['period']}")
        for stop in tour["stops"]:
            print(f"  {stop['when']}  {stop['place']}  {stop['status_text']}")
    return 0


def _facts(reading: Reading) -> dict[str, Any]:
    tours = []
    items = reading.find(Item)
    for tour in tours_in_order(reading):
        stops = sorted(reading.find(Stop, tour_id=tour.id), key=lambda stop: stop.order)
        tours.append(
            {
                "name": tour.name,
                "status": tour.status.value,
                "status_text": label(tour.status),
                "period": period_text(tour),
                "first_day": tour.first_day.isoformat() if tour.first_day else None,
                "last_day": tour.last_day.isoformat() if tour.last_day else None,
                "stops": [
                    {
                        "place": stop_text(stop),
                        "county_code": stop.county_code,
                        "town": stop.town,
                        "first_day": stop.first_day.isoformat() if stop.first_day else None,
                        "last_day": stop.last_day.isoformat() if stop.last_day else None,
                        "when": when_text(stop, tour),
                        "status": stop.status.value,
                        "status_text": label(stop.status),
                        "programme_items": sum(item.stop_id == stop.id for item in items),
                    }
                    for stop in stops
                ],
            }
        )
    return {
        "tours": tours,
        "stops": len(reading.find(Stop)),
        "programme_items": len(items),
        "contacts": len(reading.find(Contact)),
        "schema_version": reading.schema_version(),
    }


def _check(options: argparse.Namespace) -> int:
    damages, broken, older = check_plan(options.planfile)
    findings = [damage_text(damage) for damage in damages]
    for finding in broken:
        reason = error_text(finding.error) if finding.error else _("hör inte ihop med något känt")
        field = f".{finding.error.field}" if finding.error and finding.error.field else ""
        findings.append(f"{type(finding.thing).__name__}{field} {finding.thing.id}: {reason}")
    for line in findings:
        print(line)
    if older:
        print(_("Filen är från en äldre version av programmet och görs om när den öppnas."), file=sys.stderr)
    if not findings:
        print(_("Inga fel hittades."))
    return FINDINGS if findings else 0


def _recover(options: argparse.Namespace) -> int:
    if options.from_backup:
        backups = backups_of(options.planfile)
        backup = backups.newest_good()
        if backup is None:
            raise FileError(FileTrouble.NO_BACKUP, options.planfile)
        backups.restore_as(backup, options.out)
        done = _("Säkerhetskopian från {moment} är återställd: {path}")
        print(done.format(moment=moment_text(backup.made), path=options.out))
        return 0
    salvaged = salvage_plan(options.planfile, options.out, lambda _done, _all: None)
    print(_("Räddat till {path}:").format(path=salvaged.path))
    for line in saved_text(salvaged):
        print(f"  {line}")
    print(lost_text(salvaged))
    for damage in salvaged.damages:
        print(f"  {damage_text(damage, salvaged=True)}")
    newest = backups_of(options.planfile).newest_good()
    print(backup_text(newest.made if newest else None))
    if newest:
        print(_("Den går att ta i stället, med --from-backup."))
    return 0
