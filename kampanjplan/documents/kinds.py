"""The kinds of paper there are: every module beside this one that has a KIND is one."""

import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO

from kampanjplan import documents
from kampanjplan.documents.page import LANDSCAPE, PORTRAIT, new_document, write_document
from kampanjplan.documents.tagged.document import Progress, Report
from kampanjplan.documents.tagged.section import Section
from kampanjplan.domain.paper import USUAL, Options, Part
from kampanjplan.domain.profiles import Profile
from kampanjplan.services.papers import Subject, Wanted
from kampanjplan.services.ports import Reading
from kampanjplan.services.profiles import seen_by
from kampanjplan.wording import _, speaking
from kampanjplan.wording.labels import label, sort_key


@dataclass(frozen=True)
class Kind:
    """A kind of paper: what it is of, whom it may be for (the first as a rule), and what it says."""

    name: str  # on the command line
    title: str  # marked by N_
    subject: Subject
    profiles: tuple[Profile, ...]
    gather: Callable[[Reading, Wanted], Any]  # a sheet: plain values
    heading: Callable[[Any], str]  # of a sheet
    tell: Callable[[Section, Any], None]  # writes a sheet from top to bottom
    parts: tuple[Part, ...] = ()  # what it may be without


@dataclass(frozen=True)
class Printout:
    """A paper that can be written, now or later: what it says is fixed."""

    kind: Kind
    sheet: Any
    profile: Profile
    language: str
    options: Options = USUAL

    @property
    def heading(self) -> str:
        """What it is called, in its own language."""
        with speaking(self.language):
            return self.kind.heading(self.sheet)


def kinds() -> dict[str, Kind]:
    """All kinds by name, in the order of their titles."""
    modules = [
        import_module(f"{documents.__name__}.{m.name}") for m in pkgutil.iter_modules(documents.__path__)
    ]
    found = [module.KIND for module in modules if hasattr(module, "KIND")]
    return {kind.name: kind for kind in sorted(found, key=lambda kind: sort_key(_(kind.title)))}


def printout(
    reading: Reading,
    kind: Kind,
    wanted: Wanted,
    profile: Profile,
    language: str,
    options: Options = USUAL,
) -> Printout:
    """Gathers what a paper says from the plan, without what is not for its readers or not wanted."""
    without = options.without & set(kind.parts)
    with speaking(language):
        sheet = seen_by(profile, kind.gather(reading, wanted), without)
    return Printout(kind, sheet, profile, language, options)


def write_printout(
    paper: Printout,
    to: Path | BinaryIO,
    printed: datetime,
    progress: Progress | None = None,
    edition: int | None = None,
) -> Report:
    """Writes a paper as a PDF to a path or an open file; OSError where that cannot be done.

    `progress` is told how far it has come, and may raise to end it. `edition` is the number of the edition
    that the paper is of, where it is given out.
    """
    with speaking(paper.language):
        pages = LANDSCAPE if paper.options.landscape else PORTRAIT
        document = new_document(paper.heading, pages, progress)
        paper.kind.tell(document.body, paper.sheet)
        mark = "" if paper.profile is Profile.OPEN else label(paper.profile)
        return write_document(document, to, printed, mark, edition)
