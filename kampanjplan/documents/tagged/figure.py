"""Pictures, with the words for who does not see them."""

from collections.abc import Callable

from reportlab.platypus import Flowable

from kampanjplan.documents.tagged.canvas import TaggedCanvas
from kampanjplan.documents.tagged.tree import Element, pdf_text


class Figure(Flowable):  # type: ignore[misc]
    """What `paint` draws in a box of this size, in points, whose lower left corner is (0, 0)."""

    def __init__(
        self, parent: Element, alt: str, size: tuple[float, float], paint: Callable[[TaggedCanvas], None]
    ) -> None:
        super().__init__()
        self.element = Element("Figure", parent, f"/Alt{pdf_text(alt)}")
        self.width, self.height = size
        self.paint = paint

    @property
    def least(self) -> float:
        """A picture is not parted."""
        return float(self.height)

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """What it takes, as ReportLab asks."""
        return self.width, self.height

    def draw(self) -> None:
        """Draws it, and notes where."""
        canvas: TaggedCanvas = self.canv
        left, bottom = canvas.absolutePosition(0, 0)
        box = f"{left:.2f} {bottom:.2f} {left + self.width:.2f} {bottom + self.height:.2f}"
        self.element.attributes += f"/A<</O/Layout/Placement/Block/BBox[{box}]>>"
        with canvas.tag(self.element):
            self.paint(canvas)
