"""Tables: heads repeat on each page, and a row that is taller than a page goes on over the next ones."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from reportlab.platypus import Flowable

from kampanjplan.documents.tagged.canvas import TaggedCanvas
from kampanjplan.documents.tagged.lines import Content, Line, Style, Typesetter
from kampanjplan.documents.tagged.tree import Element

_SHORT = 0.3  # of a page: a row up to this height is never parted


@dataclass(frozen=True)
class Look:
    """How a table looks: sizes in points, colours as "#rrggbb", none for no lines and no shade."""

    head: Style  # of the column heads
    row_head: Style
    cell: Style
    side: float = 4  # free beside the text of a cell
    above: float = 3
    below: float = 4
    rule: str = ""  # below each row
    shade: str = ""  # behind the column heads


class Cell(NamedTuple):
    """A cell as it will be drawn; one of no element repeats what was said on an earlier page."""

    element: Element | None
    lines: Sequence[Line]
    style: Style
    indent: float = 0  # points from its left edge, so that an amount stands at the right


@dataclass(frozen=True)
class Row:
    """Cells beside one another."""

    cells: Sequence[Cell]
    look: Look

    @property
    def height(self) -> float:
        """What the tallest cell needs, in points."""
        text = max(len(cell.lines) * cell.style.leading for cell in self.cells)
        return text + self.look.above + self.look.below

    def repeated(self) -> "Row":
        """The same, for who only looks."""
        return Row([cell._replace(element=None) for cell in self.cells], self.look)

    def cut(self, height: float) -> "tuple[Row, Row] | None":
        """As much of each cell as there is room for, and the rest; None where that is not one line."""
        room = height - self.look.above - self.look.below
        counts = [int(room / cell.style.leading) for cell in self.cells]
        if min(counts) < 1:
            return None
        upper = [cell._replace(lines=cell.lines[:n]) for cell, n in zip(self.cells, counts, strict=True)]
        lower = [_rest(cell, n) for cell, n in zip(self.cells, counts, strict=True)]
        return Row(upper, self.look), Row(lower, self.look)


def _rest(cell: Cell, count: int) -> Cell:
    """What is left of a cell after so many lines; a row's head is repeated, to show which row goes on."""
    is_head = cell.element is None or cell.element.role == "TH"
    if is_head and count >= len(cell.lines):
        return cell._replace(element=None)
    return cell._replace(lines=cell.lines[count:])


class Table(Flowable):  # type: ignore[misc]
    """Rows below one another, in columns of given widths, on pages with a frame of `page` points' height."""

    def __init__(
        self,
        widths: Sequence[float],
        heads: Sequence[Row],
        rows: Sequence[Row],
        page: float,
        first: bool = True,
    ) -> None:
        super().__init__()
        self.widths, self.heads, self.rows, self.page, self.first = widths, heads, rows, page, first
        self.heights = [row.height for row in rows]
        self.head_height = sum(row.height for row in heads)

    @property
    def least(self) -> float:
        """The height, in points, that must be free for it to begin on a page."""
        return self.head_height + min([self.page * _SHORT, *self.heights[:1]])

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """What it takes, as ReportLab asks."""
        return sum(self.widths), self.head_height + sum(self.heights)

    def split(self, _width: float, height: float) -> "list[Table]":
        """The rows that there is room for, and the rest under the same heads."""
        room, count = height - self.head_height, 0
        while count < len(self.rows) and self.heights[count] <= room:
            room -= self.heights[count]
            count += 1
        fit, rest = list(self.rows[:count]), list(self.rows[count:])
        if rest and rest[0].height > self.page * _SHORT and (parts := rest[0].cut(room)):
            fit.append(parts[0])
            rest[0] = parts[1]
        if not fit:
            return []
        return [
            Table(self.widths, self.heads, fit, self.page, self.first),
            Table(self.widths, self.heads, rest, self.page, first=False),
        ]

    def draw(self) -> None:
        """Writes it where ReportLab has put it."""
        canvas: TaggedCanvas = self.canv
        top = self.head_height + sum(self.heights)
        self._draw_lines(canvas, top)
        for row in self.heads:
            self._draw_row(canvas, row if self.first else row.repeated(), top)
            top -= row.height
        for row, height in zip(self.rows, self.heights, strict=True):
            self._draw_row(canvas, row, top)
            top -= height

    def _draw_lines(self, canvas: TaggedCanvas, top: float) -> None:
        right = sum(self.widths)
        for row in self.heads:
            if row.look.shade:
                canvas.shade(0, right, top - row.height, top, row.look.shade)
        for row in [*self.heads, *self.rows]:
            top -= row.height
            if row.look.rule:
                canvas.rule(0, right, top, row.look.rule)

    def _draw_row(self, canvas: TaggedCanvas, row: Row, top: float) -> None:
        x = row.look.side
        for cell, width in zip(row.cells, self.widths, strict=True):
            at, y = x + cell.indent, top - row.look.above - cell.style.size
            if cell.lines and cell.element is not None:
                canvas.block(cell.element, cell.lines, at, y, cell.style)
            elif cell.lines:
                with canvas.artifact("Repeated"):
                    canvas.block(None, cell.lines, at, y, cell.style)
            x += width


class TableMaker:
    """Makes the rows of a table and their elements."""

    def __init__(
        self,
        parent: Element,
        typesetter: Typesetter,
        look: Look,
        widths: Sequence[float],
        amounts: Collection[int] = (),
    ) -> None:
        self.element = Element("Table", parent)
        self.amounts = amounts  # the numbers of the columns that stand at the right
        self.typesetter, self.look, self.widths = typesetter, look, widths

    def heads(self, texts: Sequence[Content]) -> list[Row]:
        """The row of column heads; none where there are none."""
        if not texts:
            return []
        row = Element("TR", Element("THead", self.element))
        scope = "/A<</O/Table/Scope/Column>>"
        return [
            Row(
                [self._cell(row, "TH", scope, text, n, self.look.head) for n, text in enumerate(texts)],
                self.look,
            )
        ]

    def rows(self, rows: Sequence[Sequence[Content]], row_heads: int) -> list[Row]:
        """The rows, of which the first `row_heads` cells are heads."""
        body = Element("TBody", self.element)
        return [self._row(Element("TR", body), row, row_heads) for row in rows]

    def _row(self, element: Element, texts: Sequence[Content], row_heads: int) -> Row:
        cells, scope, look = [], "/A<</O/Table/Scope/Row>>", self.look
        for number, text in enumerate(texts):
            if number < row_heads:
                cells.append(self._cell(element, "TH", scope, text, number, look.row_head))
            else:
                cells.append(self._cell(element, "TD", "", text, number, look.cell))
        return Row(cells, look)

    def _cell(
        self, row: Element, role: str, attributes: str, text: Content, number: int, style: Style
    ) -> Cell:
        room = self.widths[number] - 2 * self.look.side
        lines = self.typesetter.lines(text, style, room)
        indent = 0.0
        if number in self.amounts:
            indent = max(room - max((style.width_of(line) for line in lines), default=0.0), 0.0)
        return Cell(Element(role, row, attributes), lines, style, indent)
