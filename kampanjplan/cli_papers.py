"""The command `export`: any kind of paper or other form, or all of them, without a window."""

from __future__ import annotations

import argparse
import sys
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kampanjplan.domain.errors import FileError, FileTrouble
from kampanjplan.domain.paper import Options
from kampanjplan.domain.profiles import Profile
from kampanjplan.plans import open_plan, user_name
from kampanjplan.services.papers import Subject, wanted_by_name
from kampanjplan.wording import _, current_language
from kampanjplan.wording.forms import undated_text
from kampanjplan.wording.handouts import already_there_text, refused_text
from kampanjplan.wording.labels import label, read_choice
from kampanjplan.wording.language import LANGUAGES
from kampanjplan.wording.paper import replaced_text

if TYPE_CHECKING:
    from kampanjplan.documents.kinds import Kind
    from kampanjplan.exchange.forms import Form
    from kampanjplan.handouts import Saving

ALL = "all"  # not a kind, but all of them


def add_command(commands: Any) -> None:
    """Adds the command to those of the program."""
    export = commands.add_parser("export", help=_("gör ett dokument, en kalender eller en annan fil"))
    export.add_argument(
        "kind", nargs="?", metavar="KIND", help=_("vilket; --list räknar upp dem, all gör alla")
    )
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
    export.add_argument("--out", type=Path, help=_("filen; för all en mapp"))
    export.set_defaults(act=_export, usage=export.error)


def _export(options: argparse.Namespace) -> int:
    from kampanjplan.documents.kinds import kinds  # ReportLab only where needed
    from kampanjplan.exchange.forms import forms

    known: dict[str, Kind | Form] = {**kinds(), **forms()}
    if options.list:
        for kind in known.values():
            print(f"{kind.name:<12}{_(kind.title)}")
        return 0
    if options.kind not in (*known, ALL):
        options.usage(_("dokumentet ska vara ett av: {known}").format(known=", ".join((*known, ALL))))
    if options.planfile is None or options.out is None:
        options.usage(_("planfilen och --out behövs"))
    if options.kind == ALL:
        return _save_all(options)
    if options.kind in kinds():
        return _write_paper(options, kinds()[options.kind])
    return _write_form(options, forms()[options.kind])


def _write_paper(options: argparse.Namespace, kind: Kind) -> int:
    from kampanjplan.documents.kinds import printout, write_printout
    from kampanjplan.exchange.files import refuse_own_place, write_whole

    _refuse_what_does_not_fit(options, kind.subject)
    profile = _profile(options, kind.profiles)
    refuse_own_place(options.out, options.planfile)
    door = open_plan(options.planfile, user_name())
    try:
        names = (options.tour, options.stop, options.whom, options.proposal)
        wanted = door.read(wanted_by_name, kind.subject, *names)
        chosen = Options(landscape=options.landscape)
        paper = door.read(printout, kind, wanted, profile, _language(options), chosen)
    finally:
        door.store.close()
    report = write_whole(options.out, partial(write_printout, paper, printed=datetime.now()))
    return _tell([replaced_text(report.replaced)])


def _write_form(options: argparse.Namespace, form: Form) -> int:
    from dataclasses import replace

    from kampanjplan.exchange.files import refuse_own_place
    from kampanjplan.exchange.forms import fill, write_form
    from kampanjplan.handouts import pdf_beside

    _refuse_what_is_for_paper(options)
    subject = _subject(options, form.subjects)
    profile = _profile(options, form.profiles)
    refuse_own_place(options.out, options.planfile)
    door = open_plan(options.planfile, user_name())
    try:
        wanted = door.read(wanted_by_name, subject, options.tour, options.stop, options.whom)
        filled = door.read(fill, form, wanted, profile, _language(options))
        if form.takes_paper:
            paper = pdf_beside(door.read, wanted, subject, profile, filled.language)
            filled = replace(filled, papers=(paper,))
    finally:
        door.store.close()
    return _tell(write_form(filled, options.out, datetime.now()))


def _save_all(options: argparse.Namespace) -> int:
    """Everything of the tour or the stop, in a folder where none of it is yet."""
    from kampanjplan.handouts import Saving, handouts

    _refuse_what_is_for_paper(options)
    if options.whom:
        options.usage(_("dokumentet är inte för någon särskild: --for passar inte"))
    profile = None if options.profile is None else read_choice(Profile, options.profile)
    subject = Subject.STOP if options.stop else Subject.TOUR
    door = open_plan(options.planfile, user_name())
    try:
        wanted = door.read(wanted_by_name, subject, options.tour, options.stop, "")
        language = _language(options)
        found = door.read(handouts, wanted.tour, wanted.stop_id, profile, language)
        _make_folder(options.out)
        there = [one.name for one in found if (options.out / one.name).exists()]
        if there:
            print(already_there_text(there, options.out), _("Välj en annan mapp."), sep="\n", file=sys.stderr)
            return 1
        saving = Saving(door.read, found, options.out, options.planfile, language)
        while saving.write_next(lambda _done, _steps: None):
            pass
    finally:
        door.store.close()
    return _tell_saved(saving)


def _tell_saved(saving: Saving) -> int:
    print(*saving.written, sep="\n")
    _tell(
        [
            refused_text(saving.refused),
            undated_text(tuple(saving.undated)),
            replaced_text(tuple(saving.replaced)),
        ]
    )
    return 1 if saving.refused else 0


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise FileError(FileTrouble.EXISTS, folder) from error
    except OSError as error:
        raise FileError.of_system(error, folder) from error


def _tell(sentences: list[str]) -> int:
    for sentence in filter(None, sentences):
        print(sentence, file=sys.stderr)
    return 0


def _language(options: argparse.Namespace) -> str:
    return options.lang or current_language()


def _subject(options: argparse.Namespace, offered: tuple[Subject, ...]) -> Subject:
    """What a form is to be of, by what is named."""
    if options.stop and options.whom:
        options.usage(_("ange antingen --stop eller --for"))
    if options.stop and Subject.STOP not in offered:
        options.usage(_("dokumentet är inte av ett stopp: --stop passar inte"))
    if options.whom and Subject.SOMEBODY not in offered:
        options.usage(_("dokumentet är inte för någon särskild: --for passar inte"))
    return Subject.STOP if options.stop else Subject.SOMEBODY if options.whom else Subject.TOUR


def _refuse_what_is_for_paper(options: argparse.Namespace) -> None:
    if options.proposal:
        options.usage(_("dokumentet är inte av ett sparat förslag: --proposal passar inte"))
    if options.landscape:
        options.usage(_("bara ett enda dokument på papper kan ligga: --landscape passar inte"))


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
