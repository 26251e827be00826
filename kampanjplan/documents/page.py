"""The page of all documents: A4 with room for punching, header, footer with page x of y, text styles."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm

from kampanjplan.documents.fonts import BODY, BOLD, register_fonts
from kampanjplan.documents.tagged.canvas import TaggedCanvas
from kampanjplan.documents.tagged.document import Document, Progress, Report
from kampanjplan.documents.tagged.lines import Content, Style
from kampanjplan.documents.tagged.section import Section
from kampanjplan.documents.tagged.story import Paper
from kampanjplan.documents.tagged.table import Look
from kampanjplan.wording import _, current_language
from kampanjplan.wording.dates import day_text
from kampanjplan.wording.editions import edition_text

INK, MUTED, RULE, SHADE = "#1d2327", "#55606a", "#b9c3ca", "#eef3f4"
# The holes are punched at the left; pages that lie are punched there or above, as the binder has it.
PORTRAIT = Paper(A4[0], A4[1], left=25 * mm, right=18 * mm, top=22 * mm, bottom=19 * mm, font=BODY)
LANDSCAPE = Paper(A4[1], A4[0], left=25 * mm, right=18 * mm, top=33 * mm, bottom=19 * mm, font=BODY)

TEXT = Style(BODY, 9.5, 13, INK, strong=BOLD)
SMALL = Style(BODY, 8.5, 11.5, INK, strong=BOLD)
HEAD = Style(BOLD, 8.5, 11.5, INK)
FACT = Style(BODY, 9.5, 13, MUTED)
TITLE = Style(BOLD, 20, 25, INK, after=4)
HEADING = Style(BOLD, 15, 19, INK, after=3)
SUBHEADING = Style(BOLD, 11, 15, INK, before=8, after=3)
MARGIN = Style(BODY, 8, 10, MUTED)

GRID = Look(HEAD, SMALL, SMALL, rule=RULE, shade=SHADE)
FACTS = Look(FACT, FACT, TEXT, side=0, above=1, below=1)  # names and what they are, in two quiet columns


def write_facts(section: Section, facts: Sequence[tuple[str, Content]]) -> None:
    """Names and what they are, in two quiet columns; a name of nothing is left out."""
    section.table((), [fact for fact in facts if fact[1]], fact_widths(section), FACTS)


def fact_widths(section: Section) -> tuple[float, float]:
    """How wide the two columns are, in points; names are not given more room on a wider page."""
    return 38 * mm, section.room - 38 * mm


def new_document(title: str, paper: Paper = PORTRAIT, progress: Progress | None = None) -> Document:
    """A document in the language of the program, to be written by write_document.

    `progress` is told how far it has come, and may raise to end it.
    """
    register_fonts()
    return Document(title, {"sv": "sv-SE", "en": "en-GB"}[current_language()], paper, progress)


def write_document(
    document: Document,
    to: Path | BinaryIO,
    printed: datetime,
    mark: str = "",
    edition: int | None = None,
) -> Report:
    """Lays a document on pages and writes it to a path or an open file; OSError where that cannot be done.

    `mark` says on each page for whom it is, where it is not for everybody, and `edition` the number under
    which it is given out.
    """
    paper = document.paper
    sender = f"Kampanjplan, {mark}" if mark else "Kampanjplan"
    heading = _shortened(document.title, paper.room - MARGIN.width(sender) - 5 * mm)
    stamp = _("Utskriven {day} {time}").format(day=day_text(printed.date()), time=f"{printed:%H:%M}")
    if edition is not None:
        stamp = f"{edition_text(edition)} · {stamp}"

    def margins(canvas: TaggedCanvas) -> None:
        number = canvas.getPageNumber()
        top, bottom, right = paper.height - paper.top + 8 * mm, 11 * mm, paper.width - paper.right
        canvas.rule(paper.left, right, top - 2.5 * mm, RULE)
        with canvas.artifact("Header"):
            canvas.text(heading, paper.left, top, MARGIN)
            canvas.late_text(lambda: sender, right, top, MARGIN)
        with canvas.artifact("Footer"):
            canvas.text(stamp, paper.left, bottom, MARGIN)
            canvas.late_text(lambda: _page_text(number, canvas.page_count), right, bottom, MARGIN)

    return document.write(to, printed, margins)


def _page_text(number: int, count: int) -> str:
    return _("sida {page} av {pages}").format(page=number, pages=count)


def _shortened(text: str, room: float) -> str:
    """As much of the heading as there is room for beside the program's name."""
    kept = " ".join(text.split())
    while MARGIN.width(kept) > room:
        kept = kept.removesuffix("…")[:-1] + "…"
    return kept
