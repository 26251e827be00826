"""The fonts of all paper: Source Sans 3."""

from reportlab.pdfbase import pdfmetrics

from kampanjplan.documents.tagged.fonts import EmbeddedFont
from kampanjplan.resources import resource

BODY, BOLD = "SourceSans3-Regular", "SourceSans3-SemiBold"


def register_fonts() -> None:
    """Makes the fonts known to ReportLab; again does no harm."""
    for name in (BODY, BOLD):
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(EmbeddedFont(name, str(resource(f"fonts/{name}.ttf"))))
