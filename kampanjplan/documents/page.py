"""The page of all documents: A4 with room for punching, header, footer with page x of y, text styles."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph, Table, TableStyle

from kampanjplan.documents.fonts import BODY, BOLD, printable
from kampanjplan.wording import _, current_language
from kampanjplan.wording.dates import day_text

INK, MUTED, RULE, SHADE = HexColor("#1d2327"), HexColor("#55606a"), HexColor("#b9c3ca"), HexColor("#eef3f4")
LEFT, RIGHT, TOP, BOTTOM = 25 * mm, 18 * mm, 22 * mm, 19 * mm  # left: room for the holes of a binder
WIDTH = A4[0] - LEFT - RIGHT

TEXT = ParagraphStyle("text", fontName=BODY, fontSize=9.5, leading=13, textColor=INK)
SMALL = ParagraphStyle("small", TEXT, fontSize=8.5, leading=11.5)
HEAD = ParagraphStyle("head", SMALL, fontName=BOLD)
FACT = ParagraphStyle("fact", TEXT, textColor=MUTED)
TITLE = ParagraphStyle("title", TEXT, fontName=BOLD, fontSize=20, leading=25, spaceAfter=4)
HEADING = ParagraphStyle("heading", TEXT, fontName=BOLD, fontSize=15, leading=19, spaceAfter=3)
SUBHEADING = ParagraphStyle(
    "subheading", TEXT, fontName=BOLD, fontSize=11, leading=15, spaceBefore=8, spaceAfter=3, keepWithNext=1
)


def paragraph(text: str, style: ParagraphStyle = TEXT) -> Paragraph:
    """The only way that text gets onto paper: never read as markup, its line breaks kept."""
    return Paragraph(escape(printable(text)).replace("\n", "<br/>"), style)


def table(head: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float]) -> Table:
    """A table whose heads repeat on each page and whose cells split when taller than one.

    `widths` are shares of the page's width.
    """
    whole = sum(widths)
    cells = [[paragraph(text, HEAD) for text in head]]
    cells += [[paragraph(text, SMALL) for text in row] for row in rows]
    style = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("BACKGROUND", (0, 0), (-1, 0), SHADE),
        ("LINEBELOW", (0, 0), (-1, -1), 0.4, RULE),
        ("LEFTPADDING", (0, 0), (-1, -1), 4),
        ("RIGHTPADDING", (0, 0), (-1, -1), 4),
        ("TOPPADDING", (0, 0), (-1, -1), 3),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
        ("FONT", (0, 0), (-1, -1), BODY),
    ]
    return Table(
        cells,
        colWidths=[WIDTH * share / whole for share in widths],
        repeatRows=1,
        splitInRow=1,
        hAlign="LEFT",
        style=TableStyle(style),
    )


def facts_table(facts: Sequence[tuple[str, str]]) -> Table:
    """Names and what they are, in two quiet columns without lines."""
    cells = [[paragraph(name, FACT), paragraph(text)] for name, text in facts]
    style = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 1),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
        ("FONT", (0, 0), (-1, -1), BODY),
    ]
    widths = [38 * mm, WIDTH - 38 * mm]
    return Table(cells, colWidths=widths, splitInRow=1, hAlign="LEFT", style=TableStyle(style))


def write_pdf(to: Path | BinaryIO, title: str, story: Sequence[Flowable], printed: datetime) -> None:
    """Lays the story on pages and writes it to a path, whatever was there before, or an open file."""
    document = BaseDocTemplate(
        str(to) if isinstance(to, Path) else to,
        pagesize=A4,
        leftMargin=LEFT,
        rightMargin=RIGHT,
        topMargin=TOP,
        bottomMargin=BOTTOM,
        title=printable(title),
        author="Kampanjplan",
        lang={"sv": "sv-SE", "en": "en-GB"}[current_language()],
        displayDocTitle=True,
        initialFontName=BODY,
    )
    frame = Frame(LEFT, BOTTOM, WIDTH, A4[1] - TOP - BOTTOM, 0, 0, 0, 0)
    document.addPageTemplates(PageTemplate("page", [frame]))
    stamp = _("Utskriven {day} {time}").format(day=day_text(printed.date()), time=f"{printed:%H:%M}")

    class Numbered(_NumberedCanvas):
        heading, footing = printable(title), printable(stamp)

    document.build(list(story), canvasmaker=Numbered)


class _NumberedCanvas(Canvas):  # type: ignore[misc]
    """Keeps its pages until it knows how many there are."""

    heading = footing = ""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self._pages: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802
        self._pages.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        pages = self._pages
        for number, page in enumerate(pages, start=1):
            self.__dict__.update(page)
            self._draw_margins(number, len(pages))
            super().showPage()
        super().save()

    def _draw_margins(self, number: int, count: int) -> None:
        self.setFont(BODY, 8)
        self.setFillColor(MUTED)
        top, bottom, right = A4[1] - 14 * mm, 11 * mm, A4[0] - RIGHT
        self.drawString(LEFT, top, _shortened(self.heading))
        self.drawRightString(right, top, "Kampanjplan")
        self.setStrokeColor(RULE)
        self.setLineWidth(0.4)
        self.line(LEFT, top - 2.5 * mm, right, top - 2.5 * mm)
        self.drawString(LEFT, bottom, self.footing)
        self.drawRightString(right, bottom, _("sida {page} av {pages}").format(page=number, pages=count))


def _shortened(text: str) -> str:
    """As much of the heading as there is room for beside the program's name."""
    room = WIDTH - 25 * mm
    kept = text
    while stringWidth(kept, BODY, 8) > room:
        kept = kept.removesuffix("…")[:-1] + "…"
    return kept
