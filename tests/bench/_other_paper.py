"""The same book as others would write it: on a bare canvas, with WeasyPrint (PDF/UA-1) and with fpdf2.

The last two are no dependencies: they are compared where they are installed. Contents and map are left out,
as for plain platypus.
"""

from collections.abc import Callable
from html import escape
from io import BytesIO
from typing import Any

from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

from kampanjplan.documents.kinds import Printout
from kampanjplan.documents.page import PORTRAIT as PAGE
from kampanjplan.documents.tagged.lines import Content, Link, Strong, Style
from kampanjplan.documents.tagged.table import Look
from kampanjplan.resources import resource

FONTS = ("SourceSans3-Regular", "SourceSans3-SemiBold")
Write = Callable[[Printout, BytesIO], None]


class Listener:
    """What a paper is told to, as far as it is the same for all."""

    room, column = PAGE.room, PAGE.column

    def section(self) -> "Listener":
        return self

    def contents(self, _style: Style, deepest: int) -> None: ...

    def figure(self, *_map: object) -> None: ...

    def space(self, height: float) -> None: ...


def text_of(content: Content) -> str:
    pieces = [content] if isinstance(content, str | Link | Strong) else content
    return "".join(piece if isinstance(piece, str) else piece.text for piece in pieces)


class Raw(Listener):
    """Draws at once, from top to bottom, and parts rows only between pages."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas, self.y = canvas, PAGE.height - PAGE.top

    def heading(self, _level: int, text: str, style: Style) -> None:
        self.text(text, style)

    def text(self, content: Content, style: Style) -> None:
        for line in _split(text_of(content), style, PAGE.room):
            self._need(style.leading)
            self._line(line, PAGE.left, self.y - style.size, style)
            self.y -= style.leading

    def space(self, height: float) -> None:
        self.y -= height

    def new_page(self) -> None:
        self.canvas.showPage()
        self.y = PAGE.height - PAGE.top

    def table(self, heads: Any, rows: Any, widths: Any, look: Look) -> None:
        wide = [PAGE.room * share / sum(widths) for share in widths]
        if heads and rows:
            self._row(heads, wide, look.head, look)
        for row in rows:
            self._row(row, wide, look.cell, look)

    def _row(self, row: Any, wide: list[float], style: Style, look: Look) -> None:
        texts = zip(row, wide, strict=True)
        cells = [_split(text_of(text), style, width - 2 * look.side) for text, width in texts]
        height = max(map(len, cells)) * style.leading + look.above + look.below
        self._need(height)
        x = PAGE.left
        for lines, width in zip(cells, wide, strict=True):
            for number, line in enumerate(lines):
                y = self.y - look.above - style.size - number * style.leading
                self._line(line, x + look.side, y, style)
            x += width
        self.y -= height
        if look.rule:
            self.canvas.line(PAGE.left, self.y, x, self.y)

    def _line(self, text: str, x: float, y: float, style: Style) -> None:
        self.canvas.setFont(f"plain {style.font}", style.size)
        self.canvas.drawString(x, y, text)

    def _need(self, height: float) -> None:
        if self.y - height < PAGE.bottom:
            self.new_page()


def _split(text: str, style: Style, width: float) -> list[str]:
    lines: list[str] = simpleSplit(text, f"plain {style.font}", style.size, width)
    return lines


def write_raw(paper: Printout, to: BytesIO) -> None:
    canvas = Canvas(to, pagesize=(PAGE.width, PAGE.height))
    paper.kind.tell(Raw(canvas), paper.sheet)
    canvas.save()


class Html(Listener):
    """Writes HTML, each style as a class of its own."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.styles: dict[Style, str] = {}

    def heading(self, level: int, text: str, style: Style) -> None:
        self.said.append(f"<h{level} class={self._class(style)}>{escape(text)}</h{level}>")

    def text(self, content: Content, style: Style) -> None:
        self.said.append(f"<p class={self._class(style)}>{_html(content)}</p>")

    def new_page(self) -> None:
        self.said.append("<div class=page></div>")

    def table(self, heads: Any, rows: Any, widths: Any, look: Look) -> None:
        if not rows:
            return
        wide = "".join(f"<col style='width:{100 * share / sum(widths):.2f}%'>" for share in widths)
        top = "".join(f"<th scope=col>{_html(head)}</th>" for head in heads)
        self.said.append(f"<table class={self._class(look.cell)}><colgroup>{wide}</colgroup>")
        self.said.append(f"<thead><tr>{top}</tr></thead><tbody>" if heads else "<tbody>")
        for first, *rest in rows:
            cells = "".join(f"<td>{_html(cell)}</td>" for cell in rest)
            self.said.append(f"<tr><th scope=row>{_html(first)}</th>{cells}</tr>")
        self.said.append("</tbody></table>")

    def _class(self, style: Style) -> str:
        return self.styles.setdefault(style, f"s{len(self.styles)}")

    def whole(self, title: str) -> str:
        rules = [
            f".{name}{{font:{style.size}pt/{style.leading}pt '{style.font}';color:{style.colour}}}"
            for style, name in self.styles.items()
        ]
        faces = [
            f"@font-face{{font-family:'{name}';src:url('{resource(f'fonts/{name}.ttf').as_uri()}')}}"
            for name in FONTS
        ]
        page = (
            f"@page{{size:A4;margin:{PAGE.top}pt {PAGE.right}pt {PAGE.bottom}pt {PAGE.left}pt;"
            "@bottom-right{content:'sida ' counter(page) ' av ' counter(pages)}}"
        )
        look = "h1,h2,h3,p{margin:0}table{border-collapse:collapse;width:100%}th{text-align:left}"
        more = ".page{break-before:page}td,th{border-bottom:.4pt solid #b9c3ca;vertical-align:top"
        more += ";padding:3pt 4pt 4pt}"
        style = "".join([*faces, page, look, more, *rules])
        head = f"<title>{escape(title)}</title><style>{style}</style>"
        return f"<html lang=sv><head>{head}</head><body>{''.join(self.said)}</body></html>"


def _html(content: Content) -> str:
    pieces = [content] if isinstance(content, str | Link | Strong) else content
    return "".join(_piece(piece) for piece in pieces).replace("\n", "<br>")


def _piece(piece: str | Link | Strong) -> str:
    if isinstance(piece, Link):
        return f"<a href='{escape(piece.target)}'>{escape(piece.text)}</a>"
    return escape(piece if isinstance(piece, str) else piece.text)


def weasyprint() -> Write | None:
    """How WeasyPrint writes a paper that everyone can read; None where it is not installed."""
    try:
        from weasyprint import HTML
    except (ImportError, OSError):  # the latter where the libraries that it calls are missing
        return None

    def write(paper: Printout, to: BytesIO) -> None:
        html = Html()
        paper.kind.tell(html, paper.sheet)
        HTML(string=html.whole(paper.heading)).write_pdf(to, pdf_variant="pdf/ua-1")

    return write


def fpdf2() -> Write | None:
    """How fpdf2 writes a paper, without tags, which it cannot; None where it is not installed."""
    try:
        from fpdf import FPDF
    except ImportError:
        return None

    class Told(Listener):
        def __init__(self, pdf: Any) -> None:
            self.pdf = pdf

        def _font(self, style: Style) -> None:
            self.pdf.set_font(style.font, size=style.size)

        def heading(self, _level: int, text: str, style: Style) -> None:
            self.text(text, style)

        def text(self, content: Content, style: Style) -> None:
            self._font(style)
            self.pdf.multi_cell(0, style.leading, text_of(content), new_x="LMARGIN", new_y="NEXT")

        def new_page(self) -> None:
            self.pdf.add_page()

        def table(self, heads: Any, rows: Any, widths: Any, look: Look) -> None:
            if not rows:
                return
            self._font(look.cell)
            whole = [*([heads] if heads else []), *rows]
            with self.pdf.table(
                col_widths=tuple(widths),
                first_row_as_headings=bool(heads),
                line_height=look.cell.leading,
                borders_layout="HORIZONTAL_LINES",
                text_align="LEFT",
                padding=(look.above, look.side, look.below, look.side),
            ) as table:
                for row in whole:
                    line = table.row()
                    for cell in row:
                        line.cell(text_of(cell))

    def write(paper: Printout, to: BytesIO) -> None:
        pdf = FPDF(unit="pt", format="A4")
        for name in FONTS:
            for shape in ("", "B"):
                pdf.add_font(name, shape, str(resource(f"fonts/{name}.ttf")))
        pdf.set_margins(PAGE.left, PAGE.top, PAGE.right)
        pdf.add_page()
        paper.kind.tell(Told(pdf), paper.sheet)
        pdf.output(to)

    return write
