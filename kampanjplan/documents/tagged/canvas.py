"""The canvas: writes text into the elements of a tree, and lines and shades past them."""

from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import quote

from reportlab.lib import rl_accel
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFString
from reportlab.pdfbase.pdfmetrics import getFont

from kampanjplan.documents.tagged.lines import Line, Link, Style, operands
from kampanjplan.documents.tagged.marks import MarkedCanvas
from kampanjplan.documents.tagged.tree import Area, Element, pdf_text

_IN_ADDRESSES = "%/:=&?~#+!$,;'@()*[]"  # what stands in an address as it is
Place = tuple[float, float, float, float]  # left, bottom, right, top


class TaggedCanvas(MarkedCanvas):
    """Points throughout; y is a first line's baseline."""

    def __init__(self, *args: Any, **more: Any) -> None:
        self._links: dict[tuple[int, int], Element] = {}
        super().__init__(*args, **more)

    def text(self, text: str, x: float, y: float, style: Style) -> None:
        """Writes one line into the element or artifact that is open."""
        self._need(is_open=True)
        self._code.append(self._operators(text, x, y, style))

    def late_text(self, text: Callable[[], str], right: float, y: float, style: Style) -> None:
        """Writes one line that ends at `right`, and that is known only when all pages are drawn."""
        self._need(is_open=True)

        def code() -> str:
            known = text()
            return self._operators(known, right - style.width(known), y, style)

        self._append_later(code)

    def block(self, element: Element | None, lines: Sequence[Line], x: float, y: float, style: Style) -> None:
        """Writes lines below one another into an element; None: into what is open."""
        self._need(is_open=element is None)
        code = [f"BT {style.fill} 1 0 0 1 {x:.2f} {y:.2f} Tm {style.leading:.2f} TL"]
        owner, font = None, ""
        for line in lines:
            for text, piece in line:
                now = self._link(element, piece) if element and isinstance(piece, Link) else element
                if now is not None and now is not owner:
                    code += [self._begin(now)] if owner is None else ["EMC", self._begin(now)]
                    owner = now
                shown, font = self._shown(text, style, font, style.font_of(piece))
                code.append(shown)
            code.append("T*")
        code.append("ET" if owner is None else "EMC ET")
        self._code.append(" ".join(code))
        if element is not None:
            self._checked = len(self._code)
            self._press_lines(element, lines, x, y, style)

    def _operators(self, text: str, x: float, y: float, style: Style) -> str:
        return f"BT {style.fill} 1 0 0 1 {x:.2f} {y:.2f} Tm {self._shown(text, style, '', style.font)[0]} ET"

    def _shown(self, text: str, style: Style, now: str, font_name: str) -> tuple[str, str]:
        """The operators that show a text, and the font that they leave chosen."""
        font, code = getFont(font_name), []
        for subset, letters in font.splitString(text, self._doc):
            name = font.getSubsetInternalName(subset, self._doc)
            if name != now:
                code.append(f"{name} {style.size:.2f} Tf")
                now = name
            code.append(f"({rl_accel.escapePDF(letters)}) Tj")
        return " ".join(code), now

    def _link(self, element: Element, link: Link) -> Element:
        """The element of a link, the same one on each of its lines."""
        key = (id(element), id(link))
        if key not in self._links:
            self._links[key] = Element("Link", element)
        return self._links[key]

    def _press_lines(self, element: Element, lines: Sequence[Line], x: float, y: float, style: Style) -> None:
        """Underlines the links of a block, and makes them something to press on."""
        for number, line in enumerate(lines):
            if len(line) == 1 and line[0][1] is None:
                continue
            left, base = x, y - number * style.leading
            for text, piece in line:
                right = left + style.width(text.rstrip(" "), piece)
                if isinstance(piece, Link):
                    self.rule(left, right, base - style.size * 0.14, style.colour)
                    place = (left, base - style.size * 0.25, right, base + style.size * 0.9)
                    self.press(self._link(element, piece), piece, place)
                left += style.width(text, piece)

    def press(self, owner: Element, link: Link, place: Place) -> None:
        """Lets a link be pressed in a place."""
        corners = [*self.absolutePosition(*place[:2]), *self.absolutePosition(*place[2:])]
        facts = {
            "Type": PDFName("Annot"),
            "Subtype": PDFName("Link"),
            "Rect": PDFArray([round(number, 2) for number in corners]),
            "Border": PDFArray([0, 0, 0]),
            "F": 4,
            "Contents": pdf_text(link.text),
            "StructParent": len(self._tree.parents),
        }
        if link.target.startswith("#"):
            facts["Dest"] = self._bookmarkReference(link.target[1:])
        else:
            address = PDFString(quote(link.target, safe=_IN_ADDRESSES, errors="replace"))
            facts["A"] = PDFDictionary({"S": PDFName("URI"), "URI": address})
        self._tree.parents.append(owner)
        name = f"Link{len(self._tree.parents)}"
        self._addAnnotation(PDFDictionary(facts), name)
        owner.kids.append(Area(self._pageNumber, f"Annot.{name}"))

    def rule(self, left: float, right: float, y: float, colour: str, thickness: float = 0.4) -> None:
        """Draws a thin line across, of which nobody needs to hear."""
        with self.artifact():
            line = f"{left:.2f} {y:.2f} m {right:.2f} {y:.2f} l S"
            self._code.append(f"q {operands(colour)} RG {thickness} w {line} Q")

    def shade(self, left: float, right: float, bottom: float, top: float, colour: str) -> None:
        """Fills an area behind text."""
        with self.artifact():
            area = f"{left:.2f} {bottom:.2f} {right - left:.2f} {top - bottom:.2f} re f"
            self._code.append(f"q {operands(colour)} rg {area} Q")
