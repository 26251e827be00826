"""All kinds of paper for who does not see them: what the checker looks at, and what no checker does."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any

import page
import pytest

from kampanjplan.documents.fonts import BODY, register_fonts
from kampanjplan.documents.kinds import Printout, kinds, write_printout
from kampanjplan.documents.page import PORTRAIT
from kampanjplan.documents.tagged.fonts import printable
from kampanjplan.documents.tagged.lines import Content, Link, Strong
from kampanjplan.documents.tagged.section import Point
from kampanjplan.domain.profiles import Profile
from kampanjplan.wording import use_language
from tests.papers import PLANS, PRINTED, many_stops, sheets_of, write_sheet
from tests.tags import Tagged, contrast, kids, role, words


class Told:
    """A section that only remembers what it was told, as roles and words."""

    room, column = PORTRAIT.room, PORTRAIT.column

    def __init__(self) -> None:
        self.said: list[tuple[str, str]] = []
        self.counts: Counter[str] = Counter()
        self.heads: set[str] = set()
        self.headings = 0
        self.listed: list[tuple[int, int, int]] = []  # where contents stand, after which headings, how deep

    def section(self) -> "Told":
        return self

    def heading(self, level: int, text: str, _style: object) -> None:
        self.headings += 1
        self._say(f"H{level}", text)

    def text(self, content: Content, _style: object) -> None:
        if _plain(content):
            self._say("P", content)

    def items(self, contents: Sequence[Content | Point], _style: object) -> None:
        self.counts["L"] += bool(contents)
        for content in contents:
            self._say("Lbl", "•")
            if isinstance(content, Point):
                self.counts["LBody"] += 1
                self._say("P", content.content)
                self.items(content.points, _style)
            else:
                self._say("LBody", content)

    def contents(self, _style: object, deepest: int) -> None:
        self.listed.append((len(self.said), self.headings, deepest))

    def figure(self, alt: str, _size: object, paint: Callable[[Any], None]) -> None:
        assert alt
        painted = Painted()
        paint(painted)
        self._say("Figure", "".join(painted.texts))

    def space(self, height: float) -> None: ...

    def new_page(self) -> None: ...

    def table(
        self, heads: Sequence[Content], rows: Sequence[Sequence[Content]], *_look: object, **_how: object
    ) -> None:
        if not rows:
            return
        self.counts["Table"] += 1
        self.counts["TR"] += len(rows) + bool(heads)
        self.heads |= {_plain(head) for head in heads} | {_plain(row[0]) for row in rows}
        for head in heads:
            self._say("TH", head)
        for row in rows:
            for number, cell in enumerate(row):
                self._say("TD" if number else "TH", cell)

    def with_contents(self, pages: Sequence[int]) -> list[tuple[str, str]]:
        """All that was said, given the pages that the headings are on."""
        said = list(self.said)
        named = [(int(what[1]), text) for what, text in self.said if what[0] == "H"]
        for place, before, deepest in self.listed:
            listed = list(zip(named, pages, strict=True))[before:]
            said[place:place] = [
                ("TOCI", f"{text} {page}") for (level, text), page in listed if level <= deepest
            ]
        return said

    def _say(self, what: str, content: Content) -> None:
        self.said.append((what, words(printable(_plain(content), BODY)[0])))
        self.counts[what] += 1


class Painted:
    """A canvas that only remembers texts."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def text(self, text: str, *_where: object) -> None:
        self.texts.append(text)

    def __getattr__(self, _name: str) -> Any:
        return lambda *_a, **_k: Painted()


def _plain(content: Content) -> str:
    pieces = [content] if isinstance(content, str | Link | Strong) else content
    return "".join(piece if isinstance(piece, str) else piece.text for piece in pieces)


def told(paper: Printout) -> Told:
    register_fonts()
    found = Told()
    paper.kind.tell(found, paper.sheet)
    return found


@cache
def sheets(plan: str) -> dict[str, Any]:
    return PLANS[plan]()


def paper_of(plan: str, kind: str) -> Printout:
    """A paper as it is for those who see the most of it."""
    return Printout(kinds()[kind], sheets(plan)[kind], Profile.INTERNAL, "sv")


OF_A_STOP = ("day", "programme", "sign")
CASES = [
    (plan, kind)
    for plan in PLANS
    for kind in kinds()
    if not (kind in OF_A_STOP and plan in ("many stops", "an empty tour"))
]


@pytest.fixture(scope="module", params=CASES, ids=lambda case: " ".join(reversed(case)))
def written(request, tmp_path_factory) -> tuple[Printout, Path, Tagged]:
    path = tmp_path_factory.mktemp("paper") / "x.pdf"
    paper = paper_of(*request.param)
    write_printout(paper, path, PRINTED)
    return paper, path, Tagged(path)


@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_the_checker_finds_no_fault(written, profile: str) -> None:
    result = page.validate_pdf(str(written[1]), profile=profile)
    assert [(f.rule_id, f.message) for f in result.failures] == []
    assert result.is_compliant


def test_the_tree_says_every_word_in_order(written) -> None:
    paper, _path, file = written
    assert file.said() == told(paper).with_contents(file.heading_pages())


def test_there_are_as_many_tables_rows_and_cells_as_in_the_data(written) -> None:
    paper, _path, file = written
    counts, wanted = file.counts(), told(paper).counts
    roles = ("Table", "TR", "TH", "TD", "P", "L", "LBody", "H1", "H2", "H3", "Figure")
    assert {one: counts[one] for one in roles} == {one: wanted[one] for one in roles}
    assert all(e.A.Scope in ("/Row", "/Column") for e in file.elements() if role(e) == "TH")


def test_only_margins_and_repeated_heads_are_artifacts(written) -> None:
    paper, _path, file = written
    heading = words(printable(paper.heading, BODY)[0])
    margins = {"/Header": heading[:40], "/Footer": "Utskriven ons 1 sep 2027 12:30sida "}
    assert file.content.untagged == []
    for kind, text in file.content.artifacts:
        if kind in margins:
            assert text.startswith(margins[kind])
        else:
            assert text == "" if kind == "/Layout" else text in told(paper).heads
    counts = Counter(kind for kind, _text in file.content.artifacts)
    assert counts["/Header"] == counts["/Footer"] == len(file.pdf.pages)


def test_marks_know_their_elements_and_elements_their_marks(written) -> None:
    _paper, _path, file = written
    numbers = list(file.root.ParentTree.Nums)
    parents = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
    assert len(parents) == file.root.ParentTreeNextKey
    from_pages = {
        (number, mark): element.objgen
        for number, one in enumerate(file.pdf.pages)
        for mark, element in enumerate(parents.pop(int(one.StructParents)))
    }
    from_tree = {mark: e.objgen for e in file.elements() for mark in file.marks(e)}
    assert from_pages == from_tree
    assert from_tree.keys() == file.content.marks.keys()
    areas = {int(k.Obj.StructParent): e.objgen for e in file.elements() for k in kids(e) if _is_area(k)}
    assert {key: element.objgen for key, element in parents.items()} == areas
    assert sum(len(one.get("/Annots", [])) for one in file.pdf.pages) == len(areas)


def _is_area(kid: Any) -> bool:
    return not isinstance(kid, int) and kid.get("/Type") == "/OBJR"


def test_kids_know_their_parents(written) -> None:
    _paper, _path, file = written
    for element in (file.root, *file.elements()):
        for kid in kids(element):
            if not isinstance(kid, int) and "/S" in kid:
                assert kid.P.objgen == element.objgen


def test_text_can_be_told_from_what_is_behind_it(written) -> None:
    _paper, _path, file = written
    assert min(contrast(i, g) for i in file.content.inks for g in file.content.grounds) >= 4.5


@pytest.mark.parametrize("kind", ["schedule", "day", "book"])
@pytest.mark.parametrize("plan", ["example", "long names", "odd letters"])
def test_every_text_of_the_sheet_is_told(plan: str, kind: str) -> None:
    paper = paper_of(plan, kind)
    whole = " ".join(text for _role, text in told(paper).said)
    sheet = paper.sheet
    wanted = {"schedule": lambda: sheet.stops, "day": lambda: sheet.day}.get(
        kind, lambda: (sheet.schedule, sheet.contacts.groups)
    )
    for text in texts(wanted(), set()):
        assert words(printable(text, BODY)[0]) in whole


def texts(value: Any, seen: set[str]) -> set[str]:
    """All that people typed, in a value of values."""
    if isinstance(value, str):
        seen.add(value)
    elif isinstance(value, tuple):
        for part in value:
            texts(part, seen)
    elif is_dataclass(value):
        for one in fields(value):
            if one.name not in ("id", "tour_id", "stop_id", "county_code", "standing"):
                texts(getattr(value, one.name), seen)
    return seen


def test_a_book_of_two_hundred_stops_has_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    paper = Printout(kinds()["book"], sheets_of(many_stops())["book"], Profile.INTERNAL, "sv")
    assert write_printout(paper, path, PRINTED).pages > 200
    limits = page.SafetyLimits(
        max_reference_depth=1000
    )  # four hundred bookmarks, each with the way to the next
    for profile in ("ua1", "2a"):
        assert page.validate_pdf(str(path), profile=profile, limits=limits).is_compliant


def test_english_paper_says_so(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    use_language("en")
    try:
        write_sheet("schedule", sheets("example")["schedule"], path, PRINTED)
    finally:
        use_language("sv")
    file = Tagged(path)
    assert str(file.pdf.Root.Lang) == "en-GB"
    assert any("page 1 of 6" in text for _kind, text in file.content.artifacts)
    assert ("H3", "Programme") in file.said()


def test_the_language_of_a_paper_is_not_that_of_the_window(tmp_path: Path) -> None:
    paper = Printout(kinds()["schedule"], sheets("example")["schedule"], Profile.INTERNAL, "en")
    write_printout(paper, tmp_path / "x.pdf", PRINTED)
    file = Tagged(tmp_path / "x.pdf")
    assert str(file.pdf.Root.Lang) == "en-GB"
    assert ("H3", "Programme") in file.said()
    assert kinds()["schedule"].title == "Schema"
