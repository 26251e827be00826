"""Stops stand where they are on the map, each under its number."""

from datetime import datetime
from pathlib import Path
from uuid import uuid4

from kampanjplan.documents.county_map import county_map, runs_text
from kampanjplan.documents.fonts import register_fonts
from kampanjplan.domain.counties import COUNTIES
from kampanjplan.domain.stops import Stop
from tests.one_of_each import new_document
from tests.tags import Tagged

SIZE = (440.0, 340.0)


class Places:
    """A canvas that remembers where texts begin."""

    def __init__(self) -> None:
        self.found: dict[str, tuple[float, float]] = {}

    def text(self, text: str, x: float, y: float, _style: object) -> None:
        self.found[text.strip()] = x, y

    def __getattr__(self, _name: str):
        return lambda *_a, **_k: Places()


def marks(*places: tuple[str, str]) -> dict[str, tuple[float, float]]:
    register_fonts()
    canvas = Places()
    stops = [Stop(id=uuid4(), tour_id=uuid4(), county_code=code, town=town) for code, town in places]
    county_map(stops, SIZE)(canvas)
    return canvas.found


def test_north_is_up_and_east_is_right() -> None:
    found = marks(("25", "Kiruna"), ("12", "Malmö"), ("14", "Göteborg"), ("01", "Stockholm"))
    assert found["2"][1] < found["3"][1] < found["4"][1] < found["1"][1]
    assert found["3"][0] < found["4"][0]
    assert all(0 < x < SIZE[0] and 0 < y < SIZE[1] for x, y in found.values())


def test_a_town_that_the_map_does_not_know_is_at_the_seat() -> None:
    assert marks(("08", "Okänd by")) == marks(("08", "")) == marks(("08", "kalmar"))
    assert marks(("08", "Västervik")) != marks(("08", ""))


def test_every_county_has_a_place_of_its_own() -> None:
    assert len(set(marks(*((county.code, "") for county in COUNTIES)).values())) == 21


def test_stops_at_one_place_share_a_mark() -> None:
    assert list(marks(("08", ""), ("20", ""), ("08", ""))) == ["1, 3", "2"]
    assert runs_text([1, 4, 5, 6]) == "1, 4–6"
    assert runs_text(range(1, 201)) == "1–200"
    assert runs_text([1, 3, 5, 7, 9]) == "1, 3, 5, …"


def test_the_map_is_one_figure_of_which_the_numbers_are_read(tmp_path: Path) -> None:
    document = new_document()
    stops = [Stop(id=uuid4(), tour_id=uuid4(), county_code=code) for code in ("08", "20")]
    document.body.figure("Kartan", SIZE, county_map(stops, SIZE))
    document.write(tmp_path / "x.pdf", datetime(2027, 9, 1), lambda canvas: None)
    file = Tagged(tmp_path / "x.pdf")
    assert file.said() == [("Figure", "1 2")]
    (figure,) = (element for element in file.elements() if element.S == "/Figure")
    assert str(figure.Alt) == "Kartan"
