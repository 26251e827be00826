"""The fonts of all paper: Source Sans 3."""

from reportlab.lib.fonts import addMapping
from reportlab.pdfbase import pdfmetrics

from kampanjplan.documents.tagged.fonts import EmbeddedFont
from kampanjplan.documents.tagged.fonts import printable as printable_in
from kampanjplan.resources import resource

BODY, BOLD = "SourceSans3-Regular", "SourceSans3-SemiBold"


def register_fonts() -> None:
    """Makes the fonts known to ReportLab; again does no harm."""
    for name in (BODY, BOLD):
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(EmbeddedFont(name, str(resource(f"fonts/{name}.ttf"))))
    addMapping(BODY, 0, 0, BODY)
    addMapping(BODY, 1, 0, BOLD)


def printable(text: str) -> str:
    """The text with a box for each character that the font lacks."""
    register_fonts()
    return printable_in(text, BODY)[0]
