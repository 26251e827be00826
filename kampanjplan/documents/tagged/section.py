"""Where a document is told: one way to write text, one to write a table."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from reportlab.platypus import PageBreak, Spacer

from kampanjplan.documents.tagged.canvas import TaggedCanvas
from kampanjplan.documents.tagged.figure import Figure
from kampanjplan.documents.tagged.lines import Content, Style
from kampanjplan.documents.tagged.story import Story
from kampanjplan.documents.tagged.table import Look, Table, TableMaker
from kampanjplan.documents.tagged.text import Heading, Item, Text
from kampanjplan.documents.tagged.tree import Element


@dataclass(frozen=True)
class Point:
    """An item of a list, with a list of its own."""

    content: Content
    points: "Sequence[Content | Point]" = ()


class Section:
    """A part of a document, which is written from top to bottom. Sizes are in points."""

    def __init__(self, story: Story, element: Element) -> None:
        self._story, self._element = story, element

    @property
    def room(self) -> float:
        """How wide text may be."""
        return self._story.paper.room

    @property
    def column(self) -> float:
        """How high the text of a page may be."""
        return self._story.paper.column

    def section(self) -> "Section":
        """A part of this part."""
        return Section(self._story, Element("Sect", self._element))

    def heading(self, level: int, text: str, style: Style) -> None:
        """A heading of level 1 to 6, with a bookmark; ValueError where a level would be left out."""
        headings = self._story.headings
        if not 1 <= level <= (headings[-1].level if headings else 0) + 1 or level > 6:
            raise ValueError(f"A heading of level {level} cannot stand here")
        lines = self._story.typesetter.lines(text, style, self.room) or [[("–", None)]]
        element = Element(f"H{level}", self._element)
        self._story.add(Heading(element, lines, style, level, f"heading{len(headings)}"))

    def text(self, content: Content, style: Style) -> None:
        """A paragraph; nothing where it is empty."""
        lines = self._story.typesetter.lines(content, style, self.room)
        if lines:
            self._story.add(Text(Element("P", self._element), lines, style))

    def items(self, contents: Sequence[Content | Point], style: Style, numbered: bool = False) -> None:
        """A list, with lists in it where its items are points; nothing where it is empty."""
        self._list(self._element, contents, style, numbered, 0)

    def _list(
        self, parent: Element, contents: Sequence[Content | Point], style: Style, numbered: bool, left: float
    ) -> None:
        if not contents:
            return
        indent = left + 1.6 * style.size
        kind = "Decimal" if numbered else "Disc"
        whole = Element("L", parent, f"/A<</O/List/ListNumbering/{kind}>>")
        for number, content in enumerate(contents, start=1):
            point = content if isinstance(content, Point) else Point(content)
            element = Element("LI", whole)
            label, body = Element("Lbl", element), Element("LBody", element)
            lines = self._story.typesetter.lines(point.content, style, self.room - indent)
            own = Element("P", body) if point.points else body  # the text beside the list that it has
            text = Text(own, lines or [[(" ", None)]], style, indent)
            self._story.add(Item(label, f"{number}." if numbered else "•", text, left))
            self._list(body, point.points, style, numbered, indent)

    def table(
        self,
        heads: Sequence[Content],
        rows: Sequence[Sequence[Content]],
        widths: Sequence[float],
        look: Look,
        row_heads: int = 1,
        amounts: Collection[int] = (),
    ) -> None:
        """A table of rows, whose first cells are heads of their rows, under column heads if there are any.

        `widths` are shares of the page's width; the columns of the numbers `amounts` stand at the right.
        """
        if not rows:
            return
        wide = [self.room * share / sum(widths) for share in widths]
        maker = TableMaker(self._element, self._story.typesetter, look, wide, amounts)
        self._story.add(Table(wide, maker.heads(heads), maker.rows(rows, row_heads), self.column))

    def figure(self, alt: str, size: tuple[float, float], paint: Callable[[TaggedCanvas], None]) -> None:
        """A picture of this size, which `paint` draws, and `alt` says in words; ValueError without words."""
        if not alt.strip():
            raise ValueError("A picture without words")
        self._story.add(Figure(self._element, alt, size, paint))

    def contents(self, style: Style, deepest: int = 6) -> None:
        """The table of contents of what follows: its headings down to a level."""
        self._story.add_contents(Element("TOC", self._element), style, deepest)

    def space(self, height: float) -> None:
        """Leaves some room free."""
        self._story.add(Spacer(0, height))

    def new_page(self) -> None:
        """Goes on at the top of a page."""
        self._story.add(PageBreak())
