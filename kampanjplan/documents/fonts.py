"""The fonts of all paper: Source Sans 3, embedded, and what happens to characters that it lacks."""

from reportlab.lib.fonts import addMapping
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from kampanjplan.resources import resource

BODY, BOLD = "SourceSans3-Regular", "SourceSans3-SemiBold"
REPLACEMENT = "□"  # a visible box: better than a silent hole


def register_fonts() -> None:
    """Makes the fonts known to ReportLab; again does no harm."""
    if BODY in pdfmetrics.getRegisteredFontNames():
        return
    for name in (BODY, BOLD):
        pdfmetrics.registerFont(TTFont(name, str(resource(f"fonts/{name}.ttf"))))
    addMapping(BODY, 0, 0, BODY)
    addMapping(BODY, 1, 0, BOLD)


def printable(text: str) -> str:
    """The text with a box for each character that the font lacks."""
    register_fonts()
    glyphs = pdfmetrics.getFont(BODY).face.charToGlyph
    return "".join(c if c in "\n\t" or ord(c) in glyphs else REPLACEMENT for c in text)
