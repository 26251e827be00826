"""Contacts without a window: read from files and written to files."""

import argparse
import json
from datetime import date
from pathlib import Path
from typing import Any

from kampanjplan import cli_privacy
from kampanjplan.domain.organisations import Organisation
from kampanjplan.plans import open_plan, user_name
from kampanjplan.services.finding import find
from kampanjplan.services.importing import Preview, Row, RowState, import_contacts, preview_import
from kampanjplan.wording import _, count_text
from kampanjplan.wording.cards import reason_text
from kampanjplan.wording.sentences import error_text

FINDINGS = 3


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds the command `contacts` with commands of its own."""
    contacts = commands.add_parser("contacts", help=_("läs in och skriv ut kontakter"))
    acts = contacts.add_subparsers(required=True, metavar="ACT")

    read = acts.add_parser("import", help=_("läs in kontakter ur en vCard-, CSV- eller xlsx-fil"))
    read.add_argument("planfile", type=Path)
    read.add_argument("file", type=Path)
    read.add_argument("--dry-run", action="store_true", help=_("visa vad som skulle hända, men ändra inget"))
    read.add_argument("--json", action="store_true", help=_("skriv svaret som JSON"))
    read.set_defaults(act=_import)

    write = acts.add_parser("export", help=_("skriv alla kontakter till en fil"))
    write.add_argument("planfile", type=Path)
    write.add_argument("--format", choices=["vcf", "csv", "xlsx"], required=True)
    write.add_argument("--out", type=Path, required=True)
    write.set_defaults(act=_export)
    seek = acts.add_parser("find", help=_("sök kontakter, det som passar bäst först"))
    seek.add_argument("planfile", type=Path)
    seek.add_argument("text")
    seek.add_argument("--json", action="store_true", help=_("skriv svaret som JSON"))
    seek.set_defaults(act=_find)
    cli_privacy.add_commands(acts)


def _import(options: argparse.Namespace) -> int:
    from kampanjplan.exchange.contact_files import read_contacts  # only where files are read

    cards = read_contacts(options.file).cards
    door = open_plan(options.planfile, user_name())
    try:
        preview = door.read(preview_import, cards, options.file.name, date.today())
        if preview.does_something and not options.dry_run:
            text = _("Importera kontakter ur {file}").format(file=options.file.name)
            door.do(text, import_contacts, preview)
    finally:
        door.store.close()
    if options.json:
        print(json.dumps(_facts(preview), ensure_ascii=False, indent=2))
    else:
        _tell(preview)
    return FINDINGS if preview.count(RowState.REFUSED) else 0


def _find(options: argparse.Namespace) -> int:
    """Prints those found, a line each; exit 0 also where nobody is."""
    door = open_plan(options.planfile, user_name())
    try:
        found = door.read(find, options.text)
        bodies = {body.id: body.short for body in door.read(lambda reading: reading.find(Organisation))}
    finally:
        door.store.close()
    rows = [
        {
            "id": str(one.id),
            "name": one.name,
            "title": one.title,
            "organisation": bodies.get(one.organisation_id, "") if one.organisation_id else "",
            "email": one.email,
            "phone": one.phone,
        }
        for one in found
    ]
    if options.json:
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return 0
    for row in rows:
        print("  ".join(part for name, part in row.items() if part and name != "id"))
    print(count_text("{n} kontakt", "{n} kontakter", len(rows)))
    return 0


def _tell(preview: Preview) -> None:
    print(
        count_text("{n} ny", "{n} nya", preview.count(RowState.NEW)),
        count_text("{n} ändrad", "{n} ändrade", preview.count(RowState.CHANGED)),
        count_text("{n} oförändrad", "{n} oförändrade", preview.count(RowState.SAME)),
        count_text("{n} avvisad", "{n} avvisade", preview.count(RowState.REFUSED)),
        sep="\n",
    )
    for body in preview.organisations:
        print(_("Ny organisation: {name}").format(name=body.name))
    for row in preview.rows:
        if row.reason is not None:
            print(_("Rad {line}: {name}: {reason}").format(**_named(row), reason=_reason(row)))
        elif row.alike and row.state is RowState.NEW:
            alike = ", ".join(row.alike)
            print(
                _("Rad {line}: {name} kan vara samma person som {alike}").format(**_named(row), alike=alike)
            )


def _named(row: Row) -> dict[str, Any]:
    return {"line": row.card.line, "name": row.card.name or "–"}


def _reason(row: Row) -> str:
    return reason_text(row.reason, error_text(row.reason)) if row.reason is not None else ""


def _facts(preview: Preview) -> dict[str, Any]:
    counts = {state.value: preview.count(state) for state in RowState}
    told = [
        {"line": row.card.line, "name": row.card.name, "reason": _reason(row)}
        for row in preview.rows
        if row.reason is not None
    ]
    alike = [
        {"line": row.card.line, "name": row.card.name, "alike": list(row.alike)}
        for row in preview.rows
        if row.alike
    ]
    new = [body.name for body in preview.organisations]
    return {**counts, "refused_rows": told, "new_organisations": new, "maybe_the_same": alike}


def _export(options: argparse.Namespace) -> int:
    from kampanjplan.exchange.contact_files import write_contacts
    from kampanjplan.exchange.files import refuse_own_place
    from kampanjplan.services.cards import cards_of_contacts

    refuse_own_place(options.out, options.planfile)
    door = open_plan(options.planfile, user_name())
    try:
        found = door.read(cards_of_contacts)
    finally:
        door.store.close()
    write_contacts(found.cards, options.out, options.format)
    print(count_text("{n} kontakt skriven", "{n} kontakter skrivna", len(found.cards)))
    if found.left_out:
        print(count_text("{n} anonymiserad utelämnad", "{n} anonymiserade utelämnade", found.left_out))
    return 0
