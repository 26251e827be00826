"""Fonts that are embedded, and what happens to characters that they lack."""

import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any

from reportlab.pdfbase.pdfmetrics import getFont
from reportlab.pdfbase.ttfonts import TTFont

from kampanjplan.documents.tagged.archive import ArchivedStream

REPLACEMENT = "□"  # a visible box: better than a silent hole
_SELECTORS = range(0xFE00, 0xFE10)  # of a character's look; like joiners, they print nothing of their own


class EmbeddedFont(TTFont):  # type: ignore[misc]
    """A TrueType font whose letters can be read back: ReportLab's own table for that is faulty."""

    def addObjects(self, document: Any) -> None:  # noqa: N802
        """Writes the font's parts; called by ReportLab at the end."""
        state = self.state[document]
        names, subsets = state.internalName, state.subsets  # the state is gone after this
        super().addObjects(document)
        for number, subset in enumerate(subsets):
            font = document.idToObject[f"{names}+{number}"]
            letters = document.idToObject[f"toUnicodeCMap:{font.BaseFont}"]
            letters.content = _letters(font.BaseFont, subset)
        for name, part in document.idToObject.items():
            if name.startswith(("fontFile:", "toUnicodeCMap:")):
                part.__class__ = ArchivedStream


def _letters(name: str, subset: Sequence[int]) -> str:
    """The table from codes to Unicode, without the codes that stand for nothing."""
    pairs = [f"<{code:02X}> <{_utf16(letter)}>" for code, letter in enumerate(subset) if letter]
    head = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def",
        f"/CMapName /{name} def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<00> <FF>",
        "endcodespacerange",
    ]
    end = ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join([*head, *_blocks(pairs), *end])


def _blocks(pairs: Sequence[str]) -> Iterator[str]:
    """PDF allows a hundred pairs in a block."""
    for start in range(0, len(pairs), 100):
        block = pairs[start : start + 100]
        yield from (f"{len(block)} beginbfchar", *block, "endbfchar")


def _utf16(letter: int) -> str:
    return chr(letter).encode("utf-16-be").hex().upper()


def printable(text: str, font: str) -> tuple[str, list[str]]:
    """The text with a box for each character that the font lacks, and those characters."""
    if text.isascii() and text.isprintable():
        return text, []
    glyphs = getFont(font).face.charToGlyph
    kept, lacking = [], []
    for letter in unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\t", " ")):
        if letter == "\n" or ord(letter) in glyphs:
            kept.append(letter)
        elif unicodedata.category(letter) != "Cf" and ord(letter) not in _SELECTORS:
            kept.append(REPLACEMENT)
            lacking.append(letter)
    return "".join(kept), lacking
