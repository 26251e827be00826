"""The command plan: the best tour of a plan file, with the reasons, and what was wrong."""

import json
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from kampanjplan.cli import run
from kampanjplan.domain.answers import Interest, Known
from kampanjplan.domain.interests import CountyInterest
from kampanjplan.domain.tours import Tour
from kampanjplan.gui.places import municipalities
from kampanjplan.planner.solve import solve
from kampanjplan.plans import create_plan, open_plan
from kampanjplan.services.editing import add
from kampanjplan.services.proposals import take_stops
from kampanjplan.services.questions import question_of
from kampanjplan.services.sheets import tour_named

SOON = date.today() + timedelta(days=30)
INTERESTED = ("08", "17", "20", "21", "22", "25")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A tour of the months to come, which six counties want."""
    path = tmp_path / "plan.kampanjplan"
    door = create_plan(path, "prov")
    tour = Tour(id=uuid4(), name="Provturnén", first_day=SOON, last_day=SOON + timedelta(days=90))
    said = {"interest": Interest.STRONG, "participants": 40, "can_host": Known.YES}
    wanted = [CountyInterest(id=uuid4(), tour_id=tour.id, county_code=code, **said) for code in INTERESTED]
    door.do("Turné", add, tour, *wanted)
    door.store.close()
    return path


def answer(capsys, *words: str | Path) -> dict:
    assert run(["plan", *map(str, words), "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def codes(found: dict) -> set[str]:
    return {stop["county_code"] for trip in found["trips"] for stop in trip["stops"]}


def test_it_plans_with_the_counties_that_want_it(path: Path, capsys) -> None:
    found = answer(capsys, path)
    assert found["proof"] == "best"
    assert len(codes(found)) == 5
    assert codes(found) < set(INTERESTED)
    assert any("Provturnén" in line for line in found["sentences"])


def test_stops_and_counties_are_those_asked_for(path: Path, capsys) -> None:
    found = answer(
        capsys, path, "--stops", "3", "--require", "gotland", "--require", "01", "--forbid", "Falun"
    )
    assert len(codes(found)) == 3
    assert {"09", "01"} < codes(found)
    assert "20" not in codes(found)


def test_in_sentences(path: Path, capsys) -> None:
    assert run(["plan", str(path), "--tour", "provturnén"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("Provturnén\n")
    assert "det bästa som går, bevisat" in told
    assert "Inget färdsätt är valt, så CO2e är okänt." in told


def test_what_cannot_be_is_told_with_a_way_out(path: Path, capsys) -> None:
    assert run(["plan", str(path), "--require", "Kalmar", "--forbid", "08"]) == 3
    told = capsys.readouterr().out
    assert "kravet att ta med Kalmar; kravet att inte ta med Kalmar" in told
    assert "Vägen ut" in told


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("--tour", "Annan"), 1, "Annan"),
        (("--stops", "5-4"), 2, "inget antal stopp"),
        (("--stops", "många"), 2, "inget antal stopp"),
        (("--forbid", "Skottland"), 2, "”Skottland” är inget län"),
    ],
)
def test_wrong_words_are_refused(path: Path, capsys, words: tuple[str, ...], code: int, told: str) -> None:
    try:
        assert run(["plan", str(path), *words]) == code
    except SystemExit as left:
        assert left.code == code  # noqa: PT017 - argparse leaves by itself
    assert told in capsys.readouterr().err


def test_a_tour_without_a_period_says_what_to_write(tmp_path: Path, capsys) -> None:
    door = create_plan(tmp_path / "tom.kampanjplan", "prov")
    door.do("Turné", add, Tour(id=uuid4(), name="Öppna turnén"))
    door.store.close()
    assert run(["plan", str(tmp_path / "tom.kampanjplan")]) == 1
    assert "Öppna turnén har ingen period." in capsys.readouterr().err


def test_the_tour_as_it_stands_is_judged_by_the_same_rules(path: Path, capsys) -> None:
    assert run(["plan", str(path), "--as-is", "--json"]) == 0
    assert "Inget stopp i turnén har någon dag." in json.loads(capsys.readouterr().out)["sentences"]
    door = open_plan(path, "prov")
    tour = door.read(tour_named, "Provturnén")
    planned = solve(door.read(question_of, tour.id, municipalities(), date.today()).problem)
    stops = [stop for trip in planned.trips for stop in trip.stops]
    door.do("Anta", take_stops, tour.id, stops)
    door.store.close()
    assert run(["plan", str(path), "--as-is", "--json"]) == 0
    now = json.loads(capsys.readouterr().out)
    assert (now["points"], now["breaches"]) == (planned.points, [])
    assert now["figures"]["stops"] == 5
    assert run(["plan", str(path), "--as-is", "--stops", "3", "--forbid", stops[0].county_code]) == 3
    told = capsys.readouterr().out
    assert "  5 stopp är för många; högst 3 ska det vara." in told
    assert " ska inte vara med." in told
    assert "Alla krav uppfylls." not in told
