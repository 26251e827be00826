"""The schedule for who does not see it: what the checker looks at, and what no checker does."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any

import page
import pytest

from kampanjplan.documents import schedule
from kampanjplan.documents.fonts import BODY
from kampanjplan.documents.tagged.fonts import printable
from kampanjplan.documents.tagged.lines import Content, Link
from kampanjplan.services.sheets import ScheduleSheet, schedule_sheet
from kampanjplan.wording import use_language
from tests.papers import HARD, PRINTED, many_stops
from tests.tags import Tagged, contrast, kids, role, words
from tests.things import example_door, follow_up


class Told:
    """A section that only remembers what it was told, as roles and words."""

    def __init__(self) -> None:
        self.said: list[tuple[str, str]] = []
        self.counts: Counter[str] = Counter()
        self.heads: set[str] = set()

    def section(self) -> "Told":
        return self

    def heading(self, level: int, text: str, _style: object) -> None:
        self._say(f"H{level}", text)

    def text(self, content: Content, _style: object) -> None:
        if _plain(content):
            self._say("P", content)

    def space(self, height: float) -> None: ...

    def new_page(self) -> None: ...

    def table(self, heads: Sequence[Content], rows: Sequence[Sequence[Content]], *_look: object) -> None:
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

    def _say(self, what: str, content: Content) -> None:
        self.said.append((what, words(printable(_plain(content), BODY)[0])))
        self.counts[what] += 1


def _plain(content: Content) -> str:
    pieces = [content] if isinstance(content, str | Link) else content
    return "".join(piece.text if isinstance(piece, Link) else piece for piece in pieces)


def told(sheet: ScheduleSheet) -> Told:
    found = Told()
    schedule._write_overview(found, sheet)
    for stop in sheet.stops:
        schedule._write_stop(found, stop, sheet.tour)
    return found


def example() -> ScheduleSheet:
    door = example_door()
    return door.read(schedule_sheet, follow_up(door).id)


SHEETS = {"example": example, **HARD}


@cache
def sheet_of(name: str) -> ScheduleSheet:
    return SHEETS[name]()


@pytest.fixture(scope="module", params=SHEETS)
def written(request, tmp_path_factory) -> tuple[ScheduleSheet, Path, Tagged]:
    path = tmp_path_factory.mktemp("paper") / "x.pdf"
    sheet = sheet_of(request.param)
    schedule.write_schedule(sheet, path, PRINTED)
    return sheet, path, Tagged(path)


@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_the_checker_finds_no_fault(written, profile: str) -> None:
    result = page.validate_pdf(str(written[1]), profile=profile)
    assert [(f.rule_id, f.message) for f in result.failures] == []
    assert result.is_compliant


def test_the_tree_says_every_word_in_order(written) -> None:
    sheet, _path, file = written
    assert file.said() == told(sheet).said


def test_there_are_as_many_tables_rows_and_cells_as_in_the_data(written) -> None:
    sheet, _path, file = written
    counts, wanted = file.counts(), told(sheet).counts
    kinds = ("Table", "TR", "TH", "TD", "P", "H1", "H2", "H3")
    assert {kind: counts[kind] for kind in kinds} == {kind: wanted[kind] for kind in kinds}
    assert all(e.A.Scope in ("/Row", "/Column") for e in file.elements() if role(e) == "TH")


def test_only_margins_and_repeated_heads_are_artifacts(written) -> None:
    sheet, _path, file = written
    margins = {"/Header": "Schema:", "/Footer": "Utskriven ons 1 sep 2027 12:30sida "}
    assert file.content.untagged == []
    for kind, text in file.content.artifacts:
        if kind in margins:
            assert text.startswith(margins[kind])
        else:
            assert text == "" if kind == "/Layout" else text in told(sheet).heads
    kinds = Counter(kind for kind, _text in file.content.artifacts)
    assert kinds["/Header"] == kinds["/Footer"] == len(file.pdf.pages)


def test_marks_know_their_elements_and_elements_their_marks(written) -> None:
    _sheet, _path, file = written
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
    _sheet, _path, file = written
    for element in (file.root, *file.elements()):
        for kid in kids(element):
            if not isinstance(kid, int) and "/S" in kid:
                assert kid.P.objgen == element.objgen


def test_text_can_be_told_from_what_is_behind_it(written) -> None:
    _sheet, _path, file = written
    assert min(contrast(i, g) for i in file.content.inks for g in file.content.grounds) >= 4.5


@pytest.mark.parametrize("name", ["example", "long names", "odd letters"])
def test_every_text_of_the_sheet_is_told(name: str) -> None:
    whole = " ".join(text for _role, text in told(sheet_of(name)).said)
    for sheet in sheet_of(name).stops:
        for text in texts(sheet, set()):
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
            if one.name not in ("id", "tour_id", "stop_id", "county_code"):
                texts(getattr(value, one.name), seen)
    return seen


def test_a_tour_of_two_hundred_stops_has_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    report = schedule.write_schedule(many_stops(), path, PRINTED)
    assert report.pages > 200
    for profile in ("ua1", "2a"):
        assert page.validate_pdf(str(path), profile=profile).is_compliant


def test_english_paper_says_so(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    use_language("en")
    try:
        schedule.write_schedule(example(), path, PRINTED)
    finally:
        use_language("sv")
    file = Tagged(path)
    assert str(file.pdf.Root.Lang) == "en-GB"
    assert any("page 1 of 6" in text for _kind, text in file.content.artifacts)
    assert ("H3", "Programme") in file.said()
