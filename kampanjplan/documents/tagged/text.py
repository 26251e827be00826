"""Text that flows over pages: paragraphs, headings and the items of lists."""

from collections.abc import Sequence
from typing import Any

from reportlab.platypus import Flowable

from kampanjplan.documents.tagged.lines import Line, Style
from kampanjplan.documents.tagged.tree import Element

_TOGETHER = 2  # lines at least of a paragraph on each side of a page's end


class Text(Flowable):  # type: ignore[misc]
    """Lines of one element; on a later page it goes on in the same element."""

    def __init__(self, element: Element, lines: Sequence[Line], style: Style, indent: float = 0) -> None:
        super().__init__()
        self.element, self.lines, self.style, self.indent = element, lines, style, indent
        self.spaceBefore, self.spaceAfter = style.before, style.after
        self.height = len(lines) * style.leading

    @property
    def least(self) -> float:
        """The height, in points, that must be free for it to begin on a page."""
        count = len(self.lines)
        return (count if count <= 2 * _TOGETHER - 1 else _TOGETHER) * self.style.leading

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """What it takes, as ReportLab asks."""
        return width, self.height

    def split(self, _width: float, height: float) -> "list[Text]":
        """What there is room for, and the rest; nothing where that would leave a line alone."""
        count = min(int(height / self.style.leading), len(self.lines) - _TOGETHER)
        if count < _TOGETHER:
            return []
        return [
            self._part(self.lines[:count]),
            Text(self.element, self.lines[count:], self.style, self.indent),
        ]

    def _part(self, lines: Sequence[Line]) -> "Text":
        return Text(self.element, lines, self.style, self.indent)

    def draw(self) -> None:
        """Writes it where ReportLab has put it."""
        y = self.height - self.style.size
        self.canv.block(self.element, self.lines, self.indent, y, self.style)


class Heading(Text):
    """A heading, with a bookmark to go to. Its `page` is known when it is drawn."""

    def __init__(self, element: Element, lines: Sequence[Line], style: Style, level: int, key: str) -> None:
        super().__init__(element, lines, style)
        self.level, self.key, self.page = level, key, 0

    @property
    def words(self) -> str:
        """The heading in one line."""
        return "".join(text for line in self.lines for text, _piece in line)

    @property
    def least(self) -> float:
        """A heading is not parted."""
        return self.height

    def split(self, _width: float, _height: float) -> "list[Text]":
        """A heading is not parted."""
        return []

    def draw(self) -> None:
        """Writes the heading and its bookmark."""
        self.page = self.canv.getPageNumber()
        self.canv.bookmarkHorizontal(self.key, 0, self.height)
        self.canv.addOutlineEntry(self.words, self.key, self.level - 1)
        super().draw()


class Item(Text):
    """An item of a list, its mark before it."""

    def __init__(self, label: Element, mark: str, body: Text, at: float = 0) -> None:
        super().__init__(body.element, body.lines, body.style, body.indent)
        self.label, self.mark, self.at = label, mark, at

    def _part(self, lines: Sequence[Line]) -> Text:
        return Item(self.label, self.mark, super()._part(lines), self.at)

    def draw(self) -> None:
        """Writes the mark, then the text."""
        mark: list[Line] = [[(f"{self.mark} ", None)]]
        self.canv.block(self.label, mark, self.at, self.height - self.style.size, self.style)
        super().draw()


def least(flowable: Any) -> float:
    """The height, in points, that must be free for a flowable to begin on a page."""
    return float(getattr(flowable, "least", 0))
