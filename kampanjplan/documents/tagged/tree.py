"""The structure tree: what each piece of text on the pages is, in the order in which it is read."""

from typing import Any, NamedTuple

from reportlab.pdfbase.pdfdoc import PDFObject


def pdf_text(text: str) -> str:
    """A text as PDF writes it, whatever its characters."""
    return f"<FEFF{text.encode('utf-16-be', 'replace').hex().upper()}>"


class Mark(NamedTuple):
    """A marked piece of a page's content."""

    page: int  # from 1
    number: int  # from 0 on each page


class Area(NamedTuple):
    """A place on a page to press on."""

    page: int
    name: str  # of the annotation


class Element(PDFObject):  # type: ignore[misc]
    """A node of the tree: its role is one of PDF's own ("H1", "TD").

    Its kids come in the order of reading: those of a group as the document is told, marks as pages are drawn.
    """

    __RefOnly__ = 1

    def __init__(self, role: str, parent: "Element | Tree", attributes: str = "") -> None:
        self.role, self.parent, self.attributes = role, parent, attributes
        self.kids: list[Element | Mark | Area] = []
        self.number = 0
        parent.kids.append(self)

    def format(self, document: Any) -> bytes:
        """The element as an object of the file; called by ReportLab when everything has its number."""
        own = next((kid.page for kid in self.kids if isinstance(kid, Mark)), 0)
        page = f"/Pg {_page(document, own)}" if own else ""
        kids = [self._kid(kid, own, document) for kid in self.kids]
        told = kids[0] if len(kids) == 1 else f"[{' '.join(kids)}]"
        content = f"/K {told}" if kids else ""
        return f"<</S/{self.role}/P {self.parent.number} 0 R{page}{self.attributes}{content}>>".encode(
            "ascii"
        )

    @staticmethod
    def _kid(kid: "Element | Mark | Area", own: int, document: Any) -> str:
        if isinstance(kid, Element):
            return f"{kid.number} 0 R"
        if isinstance(kid, Mark):
            if kid.page == own:
                return str(kid.number)
            return f"<</Type/MCR/Pg {_page(document, kid.page)}/MCID {kid.number}>>"
        number, _generation = document.idToObjectNumberAndVersion[kid.name]
        return f"<</Type/OBJR/Obj {number} 0 R/Pg {_page(document, kid.page)}>>"


class Tree(PDFObject):  # type: ignore[misc]
    """The root, and the way back from marks to elements."""

    __RefOnly__ = 1

    def __init__(self) -> None:
        self.kids: list[Any] = []
        self.parents: list[Element | list[Element]] = []  # of areas, and of pages by their marks
        self.number = 0

    def register(self, document: Any) -> None:
        """Gives every element its number in the file."""
        waiting: list[Element | Tree] = [self]
        while waiting:
            thing = waiting.pop()
            document.Reference(thing)
            thing.number = document.objectcounter
            waiting += [kid for kid in reversed(thing.kids) if isinstance(kid, Element)]

    def format(self, _document: Any) -> bytes:
        """The root as an object of the file."""
        numbers = " ".join(f"{key} {_references(parents)}" for key, parents in enumerate(self.parents))
        kids = " ".join(f"{kid.number} 0 R" for kid in self.kids)
        parents = f"/ParentTree<</Nums[{numbers}]>>/ParentTreeNextKey {len(self.parents)}"
        return f"<</Type/StructTreeRoot/K[{kids}]{parents}>>".encode("ascii")


def _references(parents: Element | list[Element]) -> str:
    if isinstance(parents, Element):
        return f"{parents.number} 0 R"
    return f"[{' '.join(f'{element.number} 0 R' for element in parents)}]"


def _page(document: Any, page: int) -> str:
    number, _generation = document.idToObjectNumberAndVersion[f"Page{page}"]
    return f"{number} 0 R"
