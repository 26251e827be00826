"""The command `export`: any kind of paper, without a window."""

import argparse
import sys
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from kampanjplan.domain.paper import Options
from kampanjplan.domain.profiles import Profile
from kampanjplan.plans import open_plan, user_name
from kampanjplan.services.papers import Subject, wanted_by_name
from kampanjplan.wording import _, current_language
from kampanjplan.wording.labels import label, read_choice
from kampanjplan.wording.language import LANGUAGES
from kampanjplan.wording.paper import replaced_text


def add_command(commands: Any) -> None:
    """Adds the command to those of the program."""
    export = commands.add_parser("export", help=_("gör ett dokument"))
    export.add_argument("kind", nargs="?", metavar="KIND", help=_("vilket; --list räknar upp dem"))
    export.add_argument("planfile", nargs="?", type=Path)
    export.add_argument("--list", action="store_true", help=_("räkna upp dokumenten, ett på varje rad"))
    export.add_argument("--tour", default="", help=_("turnéns namn; annars den senaste"))
    export.add_argument("--stop", metavar="NAME", default="", help=_("stoppets ort eller län"))
    export.add_argument(
        "--proposal",
        metavar="NAME",
        default="",
        help=_("det sparade förslagets nummer, dag eller skäl; annars det senaste"),
    )
    whom = export.add_mutually_exclusive_group()
    whom.add_argument("--for", metavar="NAME", dest="whom", default="", help=_("person eller organisation"))
    whom.add_argument("--organisation", metavar="NAME", dest="whom", default="", help=argparse.SUPPRESS)
    export.add_argument("--profile", metavar="P", help=_("internt, värdlän, medverkande eller öppet"))
    export.add_argument("--lang", choices=LANGUAGES, default=None, help=_("dokumentets språk"))
    export.add_argument("--landscape", action="store_true", help=_("liggande sidor"))
    export.add_argument("--out", type=Path)
    export.set_defaults(act=_export, usage=export.error)


def _export(options: argparse.Namespace) -> int:
    from kampanjplan.documents.kinds import kinds, printout, write_printout  # ReportLab only where needed
    from kampanjplan.exchange.files import refuse_own_place, write_whole

    known = kinds()
    if options.list:
        for kind in known.values():
            print(f"{kind.name:<12}{_(kind.title)}")
        return 0
    if options.kind not in known:
        options.usage(_("dokumentet ska vara ett av: {known}").format(known=", ".join(known)))
    kind = known[options.kind]
    if options.planfile is None or options.out is None:
        options.usage(_("planfilen och --out behövs"))
    _refuse_what_does_not_fit(options, kind.subject)
    profile = _profile(options, kind.profiles)
    refuse_own_place(options.out, options.planfile)
    door = open_plan(options.planfile, user_name())
    try:
        names = (options.tour, options.stop, options.whom, options.proposal)
        wanted = door.read(wanted_by_name, kind.subject, *names)
        language = options.lang or current_language()
        paper = door.read(printout, kind, wanted, profile, language, Options(landscape=options.landscape))
    finally:
        door.store.close()
    report = write_whole(options.out, partial(write_printout, paper, printed=datetime.now()))
    if report.replaced:
        print(replaced_text(report.replaced), file=sys.stderr)
    return 0


def _refuse_what_does_not_fit(options: argparse.Namespace, subject: Subject) -> None:
    """What a document is of must be said, and nothing else be said that would change nothing."""
    takes_whom = subject in (Subject.SOMEBODY, Subject.TOUR_OR_BODY)
    if subject is Subject.STOP and not options.stop:
        options.usage(_("dokumentet är av ett stopp: ange --stop"))
    if options.stop and subject is not Subject.STOP:
        options.usage(_("dokumentet är inte av ett stopp: --stop passar inte"))
    if options.proposal and subject is not Subject.PROPOSAL:
        options.usage(_("dokumentet är inte av ett sparat förslag: --proposal passar inte"))
    if options.whom and not takes_whom:
        options.usage(_("dokumentet är inte för någon särskild: --for passar inte"))
    if subject is Subject.SOMEBODY and not options.whom:
        options.usage(_("dokumentet är för en person eller en organisation: ange --for"))
    if subject is Subject.TOUR_OR_BODY and options.whom and options.tour:
        options.usage(_("ange antingen --tour eller --for"))


def _profile(options: argparse.Namespace, offered: tuple[Profile, ...]) -> Profile:
    if options.profile is None:
        return offered[0]
    profile = read_choice(Profile, options.profile)
    if profile not in offered:
        words = ", ".join(label(one) for one in offered)
        options.usage(_("dokumentet finns bara som {profiles}").format(profiles=words))
    return profile
