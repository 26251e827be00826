"""A document: told from top to bottom, then laid on pages."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import BinaryIO

from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

from kampanjplan.documents.tagged.archive import PROGRAM
from kampanjplan.documents.tagged.canvas import TaggedCanvas
from kampanjplan.documents.tagged.lines import Typesetter
from kampanjplan.documents.tagged.section import Section
from kampanjplan.documents.tagged.story import Paper, Story
from kampanjplan.documents.tagged.tree import Element, Tree

Margins = Callable[[TaggedCanvas], None]  # draws what is above and below the text of each page
Progress = Callable[[int, int], None]  # steps done, steps in all


@dataclass(frozen=True, slots=True)
class Report:
    """What a file became."""

    pages: int
    replaced: tuple[str, ...]  # characters that the fonts lack, each printed as a box


class Document:
    """A title, a language ("sv-SE") and paper; its text is written in `body`, and then it is written once.

    `progress` is told how far it has come, from the first text on, and may raise to end it.
    """

    def __init__(self, title: str, language: str, paper: Paper, progress: Progress | None = None) -> None:
        moment = partial(progress, 0, 1) if progress else None  # how much will be told is not known
        self._story, self._tree, self._progress = Story(paper, Typesetter(moment)), Tree(), progress
        self.paper = paper
        self.title = self.printable(title)
        self.language = language
        self.body = Section(self._story, Element("Document", self._tree))

    def printable(self, text: str) -> str:
        """The text as it will be seen, for the margins."""
        return self._story.typesetter.printable(text, self.paper.font)

    def write(self, to: Path | BinaryIO, at: datetime, margins: Margins) -> Report:
        """Writes the pages to a path, whatever was there before, or an open file; OSError where that fails.

        `at` is the time that the file bears: the same text and time give the same bytes. RuntimeError the
        second time, as the elements know their places on the first pages.
        """
        if self._tree.parents:
            raise RuntimeError("This document has been written")
        paper = self.paper
        template = BaseDocTemplate(
            str(to) if isinstance(to, Path) else to,
            pagesize=(paper.width, paper.height),
            title=self.title,
            author=PROGRAM,
            creator=PROGRAM,
            subject="",
            lang=self.language,
            displayDocTitle=True,
            initialFontName=paper.font,
            invariant=1,
        )
        frame = Frame(paper.left, paper.bottom, paper.room, paper.column, 0, 0, 0, 0)
        template.addPageTemplates(
            PageTemplate("page", [frame], onPage=lambda canvas, _template: margins(canvas))
        )
        flowables = self._story.flowables()
        self._story.told.clear()  # so that each line is forgotten when it is on its page
        if self._progress is not None:
            template.setProgressCallBack(partial(_tell_progress, self._progress, len(flowables)))
        template.build(flowables, canvasmaker=partial(TaggedCanvas, tree=self._tree, at=at))
        return Report(template.canv.page_count, tuple(self._story.typesetter.replaced))


def _tell_progress(progress: Progress, count: int, kind: str, value: object) -> None:
    """ReportLab calls this with each thing that it has laid on a page."""
    if kind == "PROGRESS":
        progress(min(int(str(value)), count), count)
