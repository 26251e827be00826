"""Documents: a tagged book of 200 stops against untagged platypus of the same content, and its memory."""

import subprocess
import sys
from datetime import datetime
from functools import partial
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

import _rl_accel  # noqa: F401 - on for all: a comparison without it would flatter us
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

from kampanjplan.documents.kinds import Printout, kinds, write_printout
from kampanjplan.documents.page import PORTRAIT as PAPER
from kampanjplan.documents.tagged.lines import Content, Link, Style
from kampanjplan.documents.tagged.table import Look
from kampanjplan.domain.profiles import Profile
from kampanjplan.resources import resource
from tests.bench._other_paper import Listener, fpdf2, weasyprint, write_raw
from tests.bench.harness import cpu, ratio, shown
from tests.papers import many_stops, sheets_of

STOPS, ROUNDS, MOST, MEGABYTES = 200, 5, 0.75, 150
FEW = 40  # stops where those that are slow are compared, twice
AT = datetime(2027, 9, 1, 12, 30)
PEAK = """
import resource
from io import BytesIO
from tests.bench.documents import AT, book, write_printout
write_printout(book(), BytesIO(), AT)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def book(stops: int = STOPS) -> Printout:
    """A book of many full stops."""
    return Printout(kinds()["book"], sheets_of(many_stops(stops))["book"], Profile.INTERNAL, "sv")


class Plain(Listener):
    """A section that is told the same as ours, and keeps it as anybody would who writes with platypus."""

    def __init__(self, story: list[Flowable]) -> None:
        self.story = story

    def heading(self, level: int, text: str, style: Style) -> None:
        self.story.append(_paragraph(text, style, level))

    def text(self, content: Content, style: Style) -> None:
        self.story.append(_paragraph(content, style))

    def contents(self, style: Style, deepest: int) -> None:
        """Left out: platypus' own needs the whole book laid out twice, which would flatter us."""

    def figure(self, *_map: object) -> None:
        """Left out: drawing shapes is the same work for both."""

    def space(self, height: float) -> None:
        self.story.append(Spacer(0, height))

    def new_page(self) -> None:
        self.story.append(PageBreak())

    def table(self, heads: Any, rows: Any, widths: Any, look: Look) -> None:
        if not rows:
            return
        cells = [[_paragraph(text, look.head) for text in heads]] if heads else []
        cells += [[_paragraph(text, look.cell) for text in row] for row in rows]
        style = [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), look.side),
            ("RIGHTPADDING", (0, 0), (-1, -1), look.side),
            ("TOPPADDING", (0, 0), (-1, -1), look.above),
            ("BOTTOMPADDING", (0, 0), (-1, -1), look.below),
        ]
        if look.rule:
            style.append(("LINEBELOW", (0, 0), (-1, -1), 0.4, look.rule))
            style.append(("BACKGROUND", (0, 0), (-1, 0), look.shade))
        wide = [PAPER.room * share / sum(widths) for share in widths]
        repeated = len(heads[:1])
        self.story.append(Table(cells, wide, repeatRows=repeated, splitInRow=1, style=TableStyle(style)))


_STYLES: dict[tuple[Style, int], ParagraphStyle] = {}


def _paragraph(content: Content, style: Style, level: int = 0) -> Paragraph:
    if (style, level) not in _STYLES:
        _STYLES[style, level] = ParagraphStyle(
            f"{len(_STYLES)}", fontName=f"plain {style.font}", fontSize=style.size, leading=style.leading,
            textColor=style.colour, spaceBefore=style.before, spaceAfter=style.after, keepWithNext=level,
        )  # fmt: skip
    pieces = [content] if isinstance(content, str | Link) else content
    return Paragraph("".join(_markup(piece) for piece in pieces), _STYLES[style, level])


def _markup(piece: str | Link) -> str:
    if isinstance(piece, Link):
        return f'<a href="{escape(piece.target)}"><u>{escape(piece.text)}</u></a>'
    return escape(piece).replace("\n", "<br/>")


def _margins(canvas: Any, _template: Any) -> None:
    canvas.setFont("plain SourceSans3-Regular", 8)
    canvas.drawString(PAPER.left, PAPER.height - 40, "Schema: Upphandlingsturnén")
    canvas.drawString(PAPER.left, 30, "Utskriven ons 1 sep 2027 12:30")
    canvas.drawRightString(PAPER.width - PAPER.right, 30, f"sida {canvas.getPageNumber()}")


def write_plain(paper: Printout, to: BytesIO) -> None:
    """The same book but for contents and map, with nothing in it for who does not see."""
    plain = Plain([])
    paper.kind.tell(plain, paper.sheet)
    template = BaseDocTemplate(to, pagesize=(PAPER.width, PAPER.height))
    frame = Frame(PAPER.left, PAPER.bottom, PAPER.room, PAPER.column, 0, 0, 0, 0)
    template.addPageTemplates(PageTemplate("page", [frame], onPage=_margins))
    template.build(plain.story)


def run() -> bool:
    for name in ("SourceSans3-Regular", "SourceSans3-SemiBold"):
        pdfmetrics.registerFont(TTFont(f"plain {name}", str(resource(f"fonts/{name}.ttf"))))
    paper = book()
    ours = partial(cpu, lambda: write_printout(paper, BytesIO(), AT))
    plain = partial(cpu, lambda: write_plain(paper, BytesIO()))
    fast = ratio("documents, tagged book of 200 stops / plain platypus", ours, plain, ROUNDS, MOST)
    _show_beside(paper)
    return all([fast, _light()])


def _show_beside(paper: Printout) -> None:
    """Other ways to the same book, which nobody is held to."""

    def ours(paper: Printout) -> float:
        return cpu(lambda: write_printout(paper, BytesIO(), AT))

    shown(
        "documents, ours / bare canvas",
        partial(ours, paper),
        partial(cpu, lambda: write_raw(paper, BytesIO())),
        3,
    )
    few = book(FEW)
    for name, write in (("WeasyPrint, PDF/UA-1", weasyprint()), ("fpdf2, no tags", fpdf2())):
        if write is None:
            print(f"documents, {name}: not installed here", flush=True)
        else:
            theirs = partial(cpu, partial(write, few, BytesIO()))
            shown(f"documents, book of {FEW} stops, ours / {name}", partial(ours, few), theirs, 2)


def _light() -> bool:
    done = subprocess.run([sys.executable, "-c", PEAK], capture_output=True, text=True, check=True)
    peak = int(done.stdout)
    print(f"documents, peak memory: {peak} MiB, at most {MEGABYTES}: {'ok' if peak <= MEGABYTES else 'OVER'}")
    return peak <= MEGABYTES
