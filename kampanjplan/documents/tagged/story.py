"""What has been told of a document, in order, and the paper that it will be laid on."""

from dataclasses import dataclass, field

from reportlab.platypus import CondPageBreak, Flowable, Spacer

from kampanjplan.documents.tagged.contents import entries
from kampanjplan.documents.tagged.lines import Style, Typesetter
from kampanjplan.documents.tagged.text import Heading, least
from kampanjplan.documents.tagged.tree import Element


@dataclass(frozen=True, slots=True)
class Paper:
    """A page's size and margins in points, and the font that viewers expect to find."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    font: str

    @property
    def room(self) -> float:
        """How wide text may be."""
        return self.width - self.left - self.right

    @property
    def column(self) -> float:
        """How high the text of a page may be."""
        return self.height - self.top - self.bottom


@dataclass(frozen=True, slots=True)
class _Contents:
    """Where the table of contents goes, when all headings are known."""

    element: Element
    style: Style
    before: int  # headings that stand before it
    deepest: int


@dataclass(slots=True)
class Story:
    """Flowables in order, and the headings among them."""

    paper: Paper
    typesetter: Typesetter
    told: list[Flowable | _Contents] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)

    def add(self, flowable: Flowable) -> None:
        """Puts a flowable below what is there."""
        self.told.append(flowable)
        if isinstance(flowable, Heading):
            self.headings.append(flowable)

    def add_contents(self, element: Element, style: Style, deepest: int) -> None:
        """Puts the table of contents of what follows below what is there."""
        self.told.append(_Contents(element, style, len(self.headings), deepest))

    def flowables(self) -> list[Flowable]:
        """All of it, each heading kept with the beginning of what follows it."""
        story = self._with_contents()
        kept: list[Flowable] = []
        needed = [0.0] * (
            len(story) + 1
        )  # the height that must be free for each, with what may not be parted
        for number in range(len(story) - 1, -1, -1):
            flowable = story[number]
            follows = isinstance(flowable, Heading | Spacer)
            needed[number] = _height(flowable) + (needed[number + 1] if follows else 0)
        for number, flowable in enumerate(story):
            if isinstance(flowable, Heading):
                kept.append(CondPageBreak(needed[number]))
            kept.append(flowable)
        return kept

    def _with_contents(self) -> list[Flowable]:
        story: list[Flowable] = []
        for thing in self.told:
            if isinstance(thing, _Contents):
                listed = [h for h in self.headings[thing.before :] if h.level <= thing.deepest]
                story += entries(thing.element, listed, self.typesetter, thing.style, self.paper.room)
            else:
                story.append(thing)
        return story


def _height(flowable: Flowable) -> float:
    space = float(flowable.getSpaceBefore() + flowable.getSpaceAfter())
    return space + (flowable.height if isinstance(flowable, Spacer) else least(flowable))
