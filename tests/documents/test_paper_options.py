"""Pages that lie, and what a paper may be without."""

from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import page
import pikepdf
import pytest
from reportlab.lib.units import mm

from kampanjplan.documents.kinds import Printout, kinds, printout, write_printout
from kampanjplan.documents.page import LANDSCAPE, PORTRAIT
from kampanjplan.domain.paper import USUAL, Options, Part
from kampanjplan.domain.profiles import Profile
from kampanjplan.services.papers import Wanted, choices
from kampanjplan.services.profiles import PARTS, SEEN_BY, parts_for
from tests.kept import keep
from tests.papers import PRINTED, many_stops, sheets_of
from tests.tags import Tagged
from tests.things import example_door, follow_up

LIES = Options(landscape=True)


@cache
def gathered(kind: str, options: Options = USUAL, profile: Profile = Profile.INTERNAL) -> Printout:
    """A paper of the example."""
    door, tour_id = plan()
    ids = [choice.id for choice in door.read(choices, kinds()[kind].subject, tour_id)]
    wanted = Wanted(tour_id, *(ids[:1] * 3)) if kind != "contacts" else Wanted(tour_id)
    return door.read(printout, kinds()[kind], wanted, profile, "sv", options)


@cache
def plan() -> tuple[Any, Any]:
    door = example_door()
    tour_id = follow_up(door).id
    keep(door, tour_id, "Skälet")
    return door, tour_id


def said(paper: Printout, path: Path) -> str:
    write_printout(paper, path, PRINTED)
    return " ".join(text for _role, text in Tagged(path).said())


@pytest.mark.parametrize("kind", kinds())
def test_pages_lie_with_room_for_holes_and_tables_use_the_width(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    lying = sheets_of(many_stops(2))[kind]
    write_printout(Printout(kinds()[kind], lying, Profile.INTERNAL, "sv", LIES), path, PRINTED)
    for profile in ("ua1", "2a"):
        assert page.validate_pdf(str(path), profile=profile).is_compliant
    with pikepdf.open(path) as pdf:
        for one in pdf.pages:
            width, height = (float(corner) for corner in one.MediaBox[2:])
            assert (round(width / mm), round(height / mm)) == (297, 210)
            left, right, top = _extent(one)
            assert left >= 25 * mm - 0.1  # punched at the left, or above where it lies among others
            assert right == pytest.approx(width - LANDSCAPE.right, abs=0.1)  # of the rule and of tables
            assert height - top >= 22 * mm


def _extent(one: Any) -> tuple[float, float, float]:
    """The left end of all text, the right end of all rules, and the top of all text."""
    lefts, rights, tops, shift = [], [], [], [(0.0, 0.0)]
    for operands, operator in pikepdf.parse_content_stream(one):
        numbers = [float(n) for n in operands if isinstance(n, int | Decimal)]
        x, y = shift[-1]
        match str(operator):
            case "q":
                shift.append(shift[-1])
            case "Q":
                shift.pop()
            case "cm":
                shift[-1] = (x + numbers[4], y + numbers[5])
            case "Tm":
                lefts.append(x + numbers[4])
                tops.append(y + numbers[5])
            case "l":
                rights.append(x + numbers[0])
    return min(lefts), max(rights), max(tops)


def test_the_usual_page_stands() -> None:
    assert gathered("schedule").options == USUAL
    assert (PORTRAIT.height, PORTRAIT.width) == (LANDSCAPE.width, LANDSCAPE.height)
    assert PORTRAIT.left == 25 * mm


CASES = [(kind.name, part) for kind in kinds().values() for part in kind.parts]
WORDS = {  # what is there with the part, and not without it
    Part.MAP: "Karta",
    Part.PROGRAMME: "Program",
    Part.CONTACTS: "Kontakter",
    Part.SUPPLIES: "med vad",
    Part.NOTES: "Anteckningar",
    Part.ALTERNATIVES: "Fler eller färre stopp",
    Part.COUNTIES: "Att välja bort ett län",
    Part.QUESTION: "Vad som frågades",
}


@pytest.mark.parametrize(("kind", "part"), CASES)
def test_a_paper_without_a_part_says_all_but_that(kind: str, part: Part, tmp_path: Path) -> None:
    whole = said(gathered(kind), tmp_path / "x.pdf")
    path = tmp_path / "y.pdf"
    less = said(gathered(kind, Options(without=frozenset({part}))), path)
    word = WORDS[part]
    if word in whole:  # the example's stops have no supplies, and not all have notes
        assert word not in less
        assert len(less) < len(whole)
        assert "Inget program ännu" not in less
        assert "Inga kontakter ännu" not in less
    else:
        assert less == whole
    for profile in ("ua1", "2a"):
        assert page.validate_pdf(str(path), profile=profile).is_compliant


def test_most_parts_of_the_example_can_be_seen_to_go(tmp_path: Path) -> None:
    """Else the test above could not fail."""
    seen = {part for kind, part in CASES if WORDS[part] in said(gathered(kind), tmp_path / "x.pdf")}
    assert seen >= set(Part) - {Part.SUPPLIES}


def test_every_part_is_made_of_fields_that_there_are() -> None:
    assert set(PARTS) == set(Part)
    assert {name for names in PARTS.values() for name in names} <= set(SEEN_BY)


def test_nothing_is_offered_that_its_readers_would_not_see_anyway() -> None:
    book = kinds()["book"].parts
    assert parts_for(Profile.INTERNAL, book) == list(book)
    assert parts_for(Profile.OPEN, book) == [Part.MAP, Part.PROGRAMME]
    assert Part.NOTES not in parts_for(Profile.HOST, book)


def test_what_is_no_part_of_a_paper_changes_nothing_of_it(tmp_path: Path) -> None:
    options = Options(without=frozenset(Part))
    assert gathered("contacts", options).sheet == gathered("contacts").sheet
    assert "Kontaktlista" in said(gathered("contacts", options), tmp_path / "x.pdf")
