"""Reads a tagged PDF back, by other means than those that wrote it: what no validator looks at."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf

LEAVES = {"P", "H1", "H2", "H3", "H4", "H5", "H6", "TH", "TD", "Lbl", "LBody", "Figure", "TOCI"}


@dataclass
class Content:
    """What the pages show, by marks."""

    marks: dict[tuple[int, int], str] = field(default_factory=dict)  # text by page and number
    artifacts: list[tuple[str, str]] = field(default_factory=list)  # what for, and text
    untagged: list[str] = field(default_factory=list)
    inks: set[tuple[float, ...]] = field(default_factory=set)  # colours of text
    grounds: set[tuple[float, ...]] = field(default_factory=lambda: {(1.0, 1.0, 1.0)})


class Tagged:
    """A PDF file, its tree and its content."""

    def __init__(self, path: Path) -> None:
        self.pdf = pikepdf.open(path)
        self.numbers = {page.objgen: n for n, page in enumerate(self.pdf.pages)}
        self.content = Content()
        for number, page in enumerate(self.pdf.pages):
            _read_page(page, number, self.content)

    @property
    def root(self) -> Any:
        return self.pdf.Root.StructTreeRoot

    def elements(self, top: Any = None) -> Iterator[Any]:
        """All elements in the order of reading."""
        for kid in kids(top if top is not None else self.root):
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                yield kid
                yield from self.elements(kid)

    def counts(self) -> Counter[str]:
        return Counter(role(element) for element in self.elements())

    def marks(self, element: Any) -> Iterator[tuple[int, int]]:
        """The marks of an element itself, by page and number."""
        for kid in kids(element):
            if isinstance(kid, int):
                yield self.numbers[element.Pg.objgen], kid
            elif kid.get("/Type") == "/MCR":
                yield self.numbers[kid.Pg.objgen], int(kid.MCID)

    def text(self, element: Any) -> str:
        """What an element says, with all in it."""
        said = []
        for kid in kids(element):
            if isinstance(kid, int):
                said.append(self.content.marks[self.numbers[element.Pg.objgen], kid])
            elif kid.get("/Type") == "/MCR":
                said.append(self.content.marks[self.numbers[kid.Pg.objgen], int(kid.MCID)])
            elif "/S" in kid:
                said.append(self.text(kid))
        return "".join(said)

    def heading_pages(self) -> list[int]:
        """The pages, from 1, on which the headings begin, in the order of reading."""
        headings = [e for e in self.elements() if re.fullmatch("H[1-6]", role(e))]
        return [self.numbers[e.Pg.objgen] + 1 for e in headings]

    def said(self) -> list[tuple[str, str]]:
        """Role and words of all that says something by itself, in the order of reading."""
        leaves = (e for e in self.elements() if role(e) in LEAVES and not _has_list(e))
        return [(role(e), words(self.text(e))) for e in leaves]


def _has_list(element: Any) -> bool:
    """Whether it is an item that has a list of its own, whose text stands in a paragraph."""
    return any(not isinstance(kid, int) and kid.get("/S") == "/L" for kid in kids(element))


def kids(element: Any) -> list[Any]:
    found = element.get("/K")
    if found is None:
        return []
    return list(found) if isinstance(found, pikepdf.Array) else [found]


def role(element: Any) -> str:
    return str(element.S)[1:]


def words(text: str) -> str:
    return " ".join(text.split())


def _read_page(page: Any, number: int, content: Content) -> None:
    letters = {name: _letters(font) for name, font in page.Resources.Font.items()}
    font, ink, inside, shapes = "", (0.0, 0.0, 0.0), "", []
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BDC" | "BMC":
                assert inside == "", "a mark in a mark"
                about = operands[1] if len(operands) > 1 else {}
                if str(operands[0]) == "/Artifact":
                    inside = str(about.get("/Subtype", about.get("/Type", "")))
                    content.artifacts.append((inside, ""))
                else:
                    inside = f"{int(about.MCID)}"
                    assert (number, int(inside)) not in content.marks
                    content.marks[number, int(inside)] = ""
            case "EMC":
                assert inside, "nothing to end"
                inside = ""
            case "Tf":
                font = str(operands[0])
            case "rg":
                ink = tuple(float(part) for part in operands)
            case "re":
                shapes.append(ink)
            case "f":
                content.grounds.update(shapes)
            case "Tj":
                content.inks.add(ink)
                _say("".join(letters[font][code] for code in bytes(operands[0])), number, inside, content)
    assert inside == ""


def _say(text: str, page: int, inside: str, content: Content) -> None:
    if inside.isdigit():
        content.marks[page, int(inside)] += text
    elif inside:
        kind, before = content.artifacts[-1]
        content.artifacts[-1] = kind, before + text
    else:
        content.untagged.append(text)


def _letters(font: Any) -> dict[int, str]:
    table = bytes(font.ToUnicode.read_bytes()).decode("ascii")
    pairs = re.findall(r"^<(..)> <((?:....)+)>$", table, re.MULTILINE)
    return {int(code, 16): bytes.fromhex(letter).decode("utf-16-be") for code, letter in pairs}


def contrast(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    """WCAG's contrast of two colours, 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: tuple[float, ...]) -> float:
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour]
    return sum(part * weight for part, weight in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))
