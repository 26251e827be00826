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
PAPER = Paper(
    A4[0], A4[1], left=25 * mm, right=18 * mm, top=22 * mm, bottom=19 * mm, font=BODY
)  # left: for the holes

TEXT = Style(BODY, 9.5, 13, INK)
SMALL = Style(BODY, 8.5, 11.5, INK)
HEAD = Style(BOLD, 8.5, 11.5, INK)
FACT = Style(BODY, 9.5, 13, MUTED)
TITLE = Style(BOLD, 20, 25, INK, after=4)
HEADING = Style(BOLD, 15, 19, INK, after=3)
SUBHEADING = Style(BOLD, 11, 15, INK, before=8, after=3)
MARGIN = Style(BODY, 8, 10, MUTED)

GRID = Look(HEAD, SMALL, SMALL, rule=RULE, shade=SHADE)
FACTS = Look(FACT, FACT, TEXT, side=0, above=1, below=1)  # names and what they are, in two quiet columns

FACT_WIDTHS = (38 * mm, PAPER.room - 38 * mm)


def write_facts(section: Section, facts: Sequence[tuple[str, Content]]) -> None:
    """Names and what they are, in two quiet columns; a name of nothing is left out."""
    section.table((), [fact for fact in facts if fact[1]], FACT_WIDTHS, FACTS)


def new_document(title: str) -> Document:
    """A document in the language of the program, to be written by write_document."""
    register_fonts()
    return Document(title, {"sv": "sv-SE", "en": "en-GB"}[current_language()], PAPER)


def write_document(
    document: Document,
    to: Path | BinaryIO,
    printed: datetime,
    mark: str = "",
    progress: Progress | None = None,
    edition: int | None = None,
) -> Report:
    """Lays a document on pages and writes it to a path or an open file; OSError where that cannot be done.

    `mark` says on each page for whom it is, where it is not for everybody, and `edition` the number under
    which it is given out. `progress` may raise to end it.
    """
    sender = f"Kampanjplan, {mark}" if mark else "Kampanjplan"
    heading = _shortened(document.title, PAPER.room - MARGIN.width(sender) - 5 * mm)
    stamp = _("Utskriven {day} {time}").format(day=day_text(printed.date()), time=f"{printed:%H:%M}")
    if edition is not None:
        stamp = f"{edition_text(edition)} · {stamp}"

    def margins(canvas: TaggedCanvas) -> None:
        number = canvas.getPageNumber()
        top, bottom, right = PAPER.height - 14 * mm, 11 * mm, PAPER.width - PAPER.right
        canvas.rule(PAPER.left, right, top - 2.5 * mm, RULE)
        with canvas.artifact("Header"):
            canvas.text(heading, PAPER.left, top, MARGIN)
            canvas.late_text(lambda: sender, right, top, MARGIN)
        with canvas.artifact("Footer"):
            canvas.text(stamp, PAPER.left, bottom, MARGIN)
            canvas.late_text(lambda: _page_text(number, canvas.page_count), right, bottom, MARGIN)

    return document.write(to, printed, margins, progress)


def _page_text(number: int, count: int) -> str:
    return _("sida {page} av {pages}").format(page=number, pages=count)


def _shortened(text: str, room: float) -> str:
    """As much of the heading as there is room for beside the program's name."""
    kept = " ".join(text.split())
    while MARGIN.width(kept) > room:
        kept = kept.removesuffix("…")[:-1] + "…"
    return kept
