"""The commands `contacts extract` and `contacts anonymise`: a person's right to see and to go."""

import argparse
import sys
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

from kampanjplan.domain.contacts import Contact
from kampanjplan.domain.errors import FileError, FileTrouble, PlanError
from kampanjplan.plans import backups_of, open_plan, user_name
from kampanjplan.services.door import Door
from kampanjplan.services.erasing import anonymise_as_seen, contact_named, preview
from kampanjplan.services.extracts import extract as gather
from kampanjplan.services.rules import rules_of
from kampanjplan.wording import _
from kampanjplan.wording.erasing import (
    Record,
    act_text,
    editions_done_text,
    kept_text,
    lasting_text,
    preview_lines,
)
from kampanjplan.wording.paper import replaced_text

WRONG_USAGE = 2


def add_commands(commands: Any) -> None:
    """Adds both to the commands of `contacts`."""
    extracting = commands.add_parser("extract", help=_("gör ett registerutdrag om en person"))
    extracting.add_argument("planfile", type=Path)
    extracting.add_argument("id", metavar="ID", help=_("kontaktens nyckel, eller hela namnet"))
    extracting.add_argument("--out", type=Path, required=True, metavar="DIR", help=_("mappen för utdraget"))
    extracting.set_defaults(act=extract)
    erasing = commands.add_parser("anonymise", help=_("gallra en person; det går inte att ångra"))
    erasing.add_argument("planfile", type=Path)
    erasing.add_argument("id", metavar="ID", help=_("kontaktens nyckel, eller hela namnet"))
    erasing.add_argument("--decision", default="", help=_("regel eller beslut som det görs efter"))
    erasing.add_argument(
        "--withdraw", action="store_true", help=_("återkalla också de utgåvor som kan nämna personen")
    )
    erasing.add_argument("--yes", action="store_true", help=_("gör det"))
    erasing.set_defaults(act=anonymise)


def extract(options: argparse.Namespace) -> int:
    """Writes registerutdrag.pdf and registerutdrag.json in a folder; makes it where it is missing."""
    from kampanjplan.documents.register_extract import write_extract  # ReportLab only where paper is made
    from kampanjplan.exchange.files import write_text_whole, write_whole
    from kampanjplan.exchange.register_extract import extract_json

    backups = backups_of(options.planfile).all()
    door = open_plan(options.planfile, user_name())
    try:
        contact = door.read(contact_named, options.id)
        days = door.read(rules_of).backup_days
        found = door.read(gather, contact.id, options.planfile.name, backups, days)
    finally:
        door.store.close()
    try:
        options.out.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise FileError(FileTrouble.EXISTS, options.out) from error
    except OSError as error:
        raise FileError.of_system(error, options.out) from error
    now = datetime.now().astimezone()
    paper, data = options.out / "registerutdrag.pdf", options.out / "registerutdrag.json"
    report = write_whole(paper, partial(write_extract, found, printed=now))
    write_text_whole(data, extract_json(found, now))
    print(paper, data, sep="\n")
    if report.replaced:
        print(replaced_text(report.replaced), file=sys.stderr)
    return 0


def anonymise(options: argparse.Namespace) -> int:
    """Erases a person, or says what would happen and that it takes --yes."""
    backups = backups_of(options.planfile)
    door = open_plan(options.planfile, user_name())
    try:
        contact = door.read(contact_named, options.id)
        seen = door.read(preview, [contact.id])
        rules = door.read(rules_of)
        if contact.anonymised and not seen.changes:
            print(_("{name} är redan gallrad. Inget är gjort.").format(name=contact.name))
            return 0
        print(*preview_lines(seen), sep="\n")
        print(lasting_text([backup.made for backup in backups.all()], rules.backup_days))
        if not options.yes:
            print(_("Inget är gjort. Lägg till --yes för att gallra; det går inte att ångra."))
            return WRONG_USAGE
        decision = options.decision or contact.decision or rules.decision
        door.do(
            act_text(seen, decision),
            partial(anonymise_as_seen, withdrawing=options.withdraw),
            seen,
            date.today(),
            decision,
        )
        name = door.read(lambda reading: reading.get(Contact, contact.id)).name
        print(kept_text(name))
        if seen.editions:
            now = datetime.now().astimezone()
            plan = options.planfile.name
            print(editions_done_text(Record(now, door.who, decision, plan, seen, None, options.withdraw)))
        _back_up(door)
    finally:
        door.store.close()
    return 0


def _back_up(door: Door) -> None:
    """So that the newest backup says nothing of the person; the act stands whether it can be made or not."""
    try:
        backups_of(door.store.path).make()
    except PlanError as error:
        from kampanjplan.wording.sentences import error_text

        print(_("Ingen säkerhetskopia kunde göras. {reason}").format(reason=error_text(error)))
