"""The command `editions`: what was given out of a tour, listed and written to files as it was."""

import argparse
import sys
from pathlib import Path
from typing import Any

from kampanjplan.domain.errors import FileError, FileTrouble
from kampanjplan.plans import open_plan, user_name
from kampanjplan.services.editions import Listed, listed
from kampanjplan.services.sheets import tour_named
from kampanjplan.wording import _
from kampanjplan.wording.editions import edition_text, files_text, given_text, withdrawn_text


def add_command(commands: Any) -> None:
    """Adds the command to those of the program."""
    editions = commands.add_parser("editions", help=_("lista en turnés utgåvor, eller spara en"))
    editions.add_argument("planfile", type=Path)
    editions.add_argument("--tour", default="", help=_("turnéns namn; annars den senaste"))
    editions.add_argument("--number", type=int, metavar="N", help=_("utgåvans nummer"))
    editions.add_argument("--out", type=Path, metavar="DIR", help=_("en ny mapp för utgåvans filer"))
    editions.set_defaults(act=_editions, usage=editions.error)


def _editions(options: argparse.Namespace) -> int:
    from kampanjplan.exchange.edition_files import save_all_frozen

    if (options.number is None) != (options.out is None):
        options.usage(_("ange både --number och --out för att spara en utgåva"))
    door = open_plan(options.planfile, user_name())
    try:
        found = door.read(listed, door.read(tour_named, options.tour or None).id)
        if not found:
            print(_("Turnén har inga utgåvor ännu."), file=sys.stderr)  # a list of none is empty
            return 0 if options.number is None else 1
        if options.number is None:
            for one in found:
                print(_line(one))
            return 0
        wanted = [one for one in found if one.edition.number == options.number and one.files]
        if not wanted:
            known = ", ".join(str(one.edition.number) for one in found if one.files) or "–"
            options.usage(_("det finns ingen sådan utgåva att spara; det finns {known}").format(known=known))
        if options.out.exists():
            raise FileError(FileTrouble.EXISTS, options.out)
        save_all_frozen(door.read, wanted[0].files, options.out, lambda _done, _all: None)
    finally:
        door.store.close()
    return 0


def _line(one: Listed) -> str:
    edition = one.edition
    state = withdrawn_text(edition.withdrawn) if edition.withdrawn else files_text(len(one.files))
    parts = (edition_text(edition.number), given_text(edition.day, edition.at), edition.given_by, state)
    return ", ".join(part for part in parts if part)
