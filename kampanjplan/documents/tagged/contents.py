"""The table of contents: the headings with the pages that they turn out to be on."""

from collections.abc import Sequence

from kampanjplan.documents.tagged.canvas import TaggedCanvas
from kampanjplan.documents.tagged.lines import Line, Link, Style, Typesetter
from kampanjplan.documents.tagged.text import Heading, Text
from kampanjplan.documents.tagged.tree import Element

_NUMBERS = 30  # points that page numbers have for themselves


class Entry(Text):
    """A heading's words, and its page at the right end of the last line."""

    def __init__(
        self,
        parent: Element,
        heading: Heading,
        lines: Sequence[Line],
        style: Style,
        indent: float,
        width: float,
    ) -> None:
        reference = Element("Reference", Element("TOCI", parent))
        super().__init__(Element("Link", reference), lines, style, indent)
        self.heading, self.right = heading, width

    def split(self, _width: float, _height: float) -> "list[Text]":
        """An entry is not parted."""
        return []

    def draw(self) -> None:
        """Writes both into one link, which leads to the heading."""
        canvas: TaggedCanvas = self.canv
        heading, style = self.heading, self.style
        with canvas.tag(self.element):
            canvas.block(None, self.lines, self.indent, self.height - style.size, style)
            last = (len(self.lines) - 1) * style.leading
            canvas.late_text(lambda: f" {heading.page}", self.right, self.height - style.size - last, style)
        canvas.press(self.element, Link(heading.words, f"#{heading.key}"), (0, 0, self.right, self.height))


def entries(
    parent: Element, headings: Sequence[Heading], typesetter: Typesetter, style: Style, width: float
) -> list[Text]:
    """The table of contents of these headings, in lines of `width` points."""
    made: list[Text] = []
    top = min((heading.level for heading in headings), default=1)
    for heading in headings:
        indent = (heading.level - top) * style.size
        lines = typesetter.lines(heading.words, style, width - _NUMBERS - indent)
        made.append(Entry(parent, heading, lines, style, indent, width))
    return made
