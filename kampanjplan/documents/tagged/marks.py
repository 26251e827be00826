"""A canvas that refuses to draw what belongs to no element of the tree and is no artifact either."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFZCompress
from reportlab.pdfgen.canvas import Canvas

from kampanjplan.documents.tagged.archive import ArchivedStream, describe
from kampanjplan.documents.tagged.tree import Element, Mark, Tree

# What leaves something to see: text anywhere, or an operator that paints at the end of a piece of code.
_PAINTS = re.compile(r"\bT[jJ]\b|(?:^|\s)(?:[sSfFbB]|f\*|[bB]\*|sh|Do|EI)(?:\s+Q)*\s*$")
_LATER = re.compile("\0(\\d+)\0")  # no such character stands in a page's code else
_ARTIFACTS = {
    "Layout": "/Type/Layout",
    "Repeated": "/Type/Pagination",
    "Header": "/Type/Pagination/Attached[/Top]/Subtype/Header",
    "Footer": "/Type/Pagination/Attached[/Bottom]/Subtype/Footer",
}


class UntaggedError(Exception):
    """Something was to be drawn that belongs to no element: nobody who listens would ever hear of it."""


class MarkedCanvas(Canvas):  # type: ignore[misc]
    """Knows of everything on its pages which element it belongs to. `at` is the time that the file bears."""

    def __init__(self, *args: Any, tree: Tree, at: datetime, **more: Any) -> None:
        self._tree, self._at = tree, at
        self._marks: list[Element] = []  # of this page, by their numbers
        self._open = False
        self._checked = 0  # how much of this page's code is known to be right
        self._later: list[Callable[[], str]] = []
        self._pages: list[Any] = []
        super().__init__(*args, pdfVersion=(1, 7), **more)

    @property
    def page_count(self) -> int:
        """How many pages there are; asked when the last is done."""
        return len(self._pages)

    @contextmanager
    def tag(self, element: Element) -> Iterator[None]:
        """What is drawn meanwhile is the element's content; UntaggedError inside another mark."""
        with self._marked(self._begin(element)):
            yield

    @contextmanager
    def artifact(self, kind: str = "Layout") -> Iterator[None]:
        """What is drawn meanwhile is passed over by who listens: "Layout", "Repeated", "Header", "Footer"."""
        with self._marked(f"/Artifact <<{_ARTIFACTS[kind]}>> BDC"):
            yield

    @contextmanager
    def _marked(self, begin: str) -> Iterator[None]:
        self._need(is_open=False)
        self._code.append(begin)
        self._open = True
        yield
        self._code.append("EMC")
        self._open = False
        self._checked = len(self._code)

    def _begin(self, element: Element) -> str:
        """The operator that begins a piece of an element's content, which the tree then knows of."""
        number = len(self._marks)
        self._marks.append(element)
        element.kids.append(Mark(self._pageNumber, number))
        return f"/{element.role} <</MCID {number}>> BDC"

    def _need(self, *, is_open: bool) -> None:
        """UntaggedError where that is not so, or where something was drawn between two marks."""
        if self._open is not is_open:
            raise UntaggedError("A mark inside a mark" if self._open else "Text without a mark")
        if not self._open:
            for code in self._code[self._checked :]:
                if _PAINTS.search(code):
                    raise UntaggedError(code)
            self._checked = len(self._code)

    def _append_later(self, code: Callable[[], str]) -> None:
        """Leaves a place for code that is known only when all pages are drawn."""
        self._code.append(f"\0{len(self._later)}\0")
        self._later.append(code)

    def showPage(self) -> None:  # noqa: N802
        """Ends the page."""
        self._need(is_open=False)
        super().showPage()
        self._marks, self._checked = [], 0

    def _setAnnotations(self, page: Any) -> None:  # noqa: N802
        """ReportLab calls this with each page that is done."""
        super()._setAnnotations(page)
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents, page.Tabs = len(self._tree.parents), PDFName("S")
        self._tree.parents.append(self._marks)
        self._pages.append(page)

    def save(self) -> None:
        """Writes the file, with all that had to wait for the last page."""
        for page in self._pages:
            code = _LATER.sub(lambda found: self._later[int(found[1])](), page.stream)
            packed = PDFDictionary({"Filter": PDFArray([PDFName(PDFZCompress.pdfname)])})
            page.Contents = ArchivedStream(packed, PDFZCompress.encode(code))
            page.stream = None  # a long document would not fit in memory twice
        describe(self._doc, self._tree, self._doc.info.title, self._at)
        super().save()
