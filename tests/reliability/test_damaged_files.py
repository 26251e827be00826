"""Damaged files: never a crash, never a changed byte, and what the damage left comes back."""

import gzip
from pathlib import Path
from random import Random

import pytest

from kampanjplan.domain.errors import FileError, FileTrouble, PlanError
from kampanjplan.plans import check_plan, open_plan, salvage_plan
from kampanjplan.storage.tables import metadata
from tests.damage import HURTS, hurt, interiors, long_plan, page_over, pages_of, rows_in
from tests.reliability.tally import rounds, tally
from tests.things import content

RELEASED = sorted((Path(__file__).parents[1] / "data" / "released").glob("*.gz"))


def no_matter(_done: int, _all: int) -> None:
    """A salvage that nobody watches."""


def ending(path: Path) -> str:
    """What comes of opening a file and reading all that it says."""
    try:
        door = open_plan(path, "prov")
    except FileError as error:
        return error.trouble.value
    try:
        content(door)
        list(door.store.check())
    except FileError as error:
        return f"then {error.trouble.value}"
    finally:
        door.store.close()
    return "open"


@pytest.mark.parametrize("rounds", rounds(60, 5000))
def test_damaged_files_never_crash_opening_checking_or_salvaging(
    rounds: int, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    whole = long_plan(tmp_path / "p.kampanjplan")
    older = gzip.decompress(RELEASED[0].read_bytes())
    counts = tally("damaged", rounds, request)
    for number in counts:
        random = Random(f"damaged {number}")
        how = HURTS[number % len(HURTS)]
        bad = hurt(older if number % 10 == 9 else whole, how, random)
        path = tmp_path / f"{number}.kampanjplan"
        path.write_bytes(bad)
        try:
            damages, broken, _older = check_plan(path)
            found = bool(damages or broken)
        except PlanError:
            found = True
        salvaged = False
        if number % 5 == 0:
            try:
                salvage_plan(path, tmp_path / "new.kampanjplan", no_matter)
                salvaged = True
                assert check_plan(tmp_path / "new.kampanjplan")[:2] == ((), ())
            except PlanError:
                pass
        assert path.read_bytes() == bad
        came = ending(path)
        assert found or came == "open", came
        for left in tmp_path.glob("n*"):
            left.unlink()
        for left in tmp_path.glob(f"{number}.*"):
            left.unlink()
        counts.add(**{came: 1, f"{how} found": int(found), "salvaged": int(salvaged)})
    assert counts.counts["open"] > 0
    assert counts.counts[FileTrouble.DAMAGED.value] > rounds / 4


@pytest.mark.parametrize("rounds", rounds(8, 100))
def test_what_lies_on_other_pages_than_the_damaged_one_comes_back(
    rounds: int, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    plan = tmp_path / "p.kampanjplan"
    whole = long_plan(plan)
    rows, pages = rows_in(plan), pages_of(whole)
    assert set(rows) == set(pages)
    first = interiors(whole)
    assert 1 in first
    assert len(first) > 4
    others = [n for n in range(2, 1 + len(whole) // 4096) if n not in first]
    Random("order").shuffle(others)
    order = first + others
    counts = tally("salvage", rounds, request)
    for number in counts:
        page = order[number % len(order)]
        bad, new = tmp_path / "bad.kampanjplan", tmp_path / "new.kampanjplan"
        bad.write_bytes(page_over(whole, page, Random(f"salvage {number}")))
        salvage_plan(bad, new, no_matter)
        assert check_plan(new)[:2] == ((), ())
        open_plan(new, "prov").store.close()
        saved = rows_in(new)
        expected = {key for key, where in pages.items() if page not in where}
        back = {key for key in expected if same(rows[key], saved.get(key), key[0])}
        assert len(back) >= 0.9 * len(expected), f"page {page}"
        new.unlink()
        counts.add(expected=len(expected), back=len(back), all=len(rows), saved=len(set(saved) & set(rows)))
    assert counts.counts["expected"] > 0.8 * counts.counts["all"]


def same(row: tuple[object, ...], saved: tuple[object, ...] | None, table: str) -> bool:
    """Whether a row came back as it was; a tie to a thing that is lost may be empty."""
    if saved is None:
        return False
    columns = metadata.tables[table].columns
    return all(
        a == b or (b is None and column.foreign_keys and column.nullable)
        for a, b, column in zip(row, saved, columns, strict=True)
    )
