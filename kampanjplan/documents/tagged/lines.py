"""Text becomes lines: what was typed is never markup, its line breaks are kept, too long words are broken."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from reportlab.lib.colors import HexColor
from reportlab.pdfbase.pdfmetrics import getFont

from kampanjplan.documents.tagged.fonts import printable

# Each with the spaces after it, so that a reader hears words apart. A number stays with the short word that
# says of what it is: "v. 41", "kl. 9", "wk 41".
_WORDS = re.compile(r"(?:\(?(?:[^\W\d_]{1,2}\.|wk|vecka|week) (?=\d))?[^ ]+ *| +", re.IGNORECASE)
_SEAMS = "/-–_.@?&="  # after these an address may be broken


@dataclass(frozen=True)
class Style:
    """How text looks; sizes in points, the colour as "#rrggbb"."""

    font: str
    size: float
    leading: float
    colour: str = "#000000"
    before: float = 0
    after: float = 0
    strong: str = ""  # the font of strong words

    @cached_property
    def fill(self) -> str:
        """The operator that chooses the colour."""
        return f"{operands(self.colour)} rg"

    def font_of(self, piece: "Piece") -> str:
        """The font of a run of text."""
        return (self.strong if isinstance(piece, Strong) else "") or self.font

    def width(self, text: str, piece: "Piece" = None) -> float:
        """How wide the text is, in points."""
        return float(getFont(self.font_of(piece)).stringWidth(text, self.size))

    def width_of(self, line: "Line") -> float:
        """How wide a line is, in points, without the space at its end."""
        ends = len(line) - 1
        return sum(self.width(t.rstrip(" ") if n == ends else t, piece) for n, (t, piece) in enumerate(line))


@dataclass(frozen=True, eq=False)
class Strong:
    """Words that stand out."""

    text: str


@dataclass(frozen=True, eq=False)
class Link:
    """Text to press on: leads to an address ("https://…", "mailto:…"), or to a heading by its key ("#…")."""

    text: str
    target: str


Content = str | Link | Strong | Sequence[str | Link | Strong]
Piece = Link | Strong | None  # what a run of text is, where it is not like the rest
Line = list[tuple[str, Piece]]


def operands(colour: str) -> str:
    """A colour ("#rrggbb") as PDF's operators take it."""
    return " ".join(f"{part:.3f}" for part in HexColor(colour).rgb())


class Typesetter:
    """Breaks text into lines, and remembers which characters its fonts lacked.

    `moment` is called with each text, and may raise to end it all.
    """

    def __init__(self, moment: Callable[[], None] | None = None) -> None:
        self.moment = moment
        self.replaced: dict[str, None] = {}  # in the order in which they were met

    def printable(self, text: str, font: str) -> str:
        """The text as it will be seen."""
        seen, lacking = printable(text, font)
        self.replaced.update(dict.fromkeys(lacking))
        return seen

    def lines(self, content: Content, style: Style, width: float) -> list[Line]:
        """The content in lines of at most `width` points; none where it is empty."""
        if self.moment is not None:
            self.moment()
        if isinstance(content, str):
            text = self.printable(content, style.font)
            if "\n" not in text and style.width(text) <= width:
                return [[(text, None)]] if text else []
            return _Column(style, width).filled([(text, None)])
        runs: Line = []
        for part in [content] if isinstance(content, Link | Strong) else content:
            piece = None if isinstance(part, str) else part
            text = part if isinstance(part, str) else part.text
            runs.append((self.printable(text, style.font_of(piece)), piece))
        return _Column(style, width).filled(runs)


class _Column:
    """Lines that are being filled with words."""

    def __init__(self, style: Style, width: float) -> None:
        self.style, self.width = style, width
        self.lines: list[Line] = [[]]
        self.used = 0.0

    def filled(self, runs: Line) -> list[Line]:
        for text, piece in runs:
            for number, part in enumerate(text.split("\n")):
                if number:
                    self._new_line(piece)
                for word in _WORDS.findall(part):
                    self._add(word, piece)
        while self.lines and not any(text for text, _piece in self.lines[-1]):
            self.lines.pop()
        return self.lines

    def _add(self, word: str, piece: Piece) -> None:
        width = self.style.width(word.rstrip(" "), piece)
        if self.used and self.used + width > self.width:
            self.lines.append([])
            self.used = 0.0
        while width > self.width and len(word) > 1:
            head = self._head(word, piece)
            self._put(head, piece)
            self.lines.append([])
            word = word[len(head) :]
            width = self.style.width(word.rstrip(" "), piece)
        self._put(word, piece)
        self.used += width if not word.endswith(" ") else self.style.width(word, piece)

    def _head(self, word: str, piece: Piece) -> str:
        """As much of a word as a line holds, and at least a letter: up to a seam where there is one."""
        room, count = self.width, 0
        while count < len(word) and (room := room - self.style.width(word[count], piece)) >= 0:
            count += 1
        count = max(count, 1)
        seam = max(word.rfind(letter, 0, count) for letter in _SEAMS) + 1
        return word[: seam if seam > count // 2 else count]

    def _put(self, word: str, piece: Piece) -> None:
        line = self.lines[-1]
        if line and line[-1][1] is piece:
            line[-1] = (line[-1][0] + word, piece)
        else:
            line.append((word, piece))

    def _new_line(self, piece: Piece) -> None:
        """A line break that was typed is a space to who listens."""
        if self.lines[-1] and not self.lines[-1][-1][0].endswith(" "):
            self._put(" ", piece)
        self.lines.append([])
        self.used = 0.0
