"""The facts, the map and the code say the same; every municipality's town lies inside it."""

import csv
import json
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from kampanjplan.domain.counties import COUNTIES, county, find_county, read_municipalities
from kampanjplan.domain.organisations import known_organisations
from kampanjplan.resources import resource

MAP = resource("map/sweden.json").read_text(encoding="utf-8")


def rows(name: str) -> list[dict[str, str]]:
    with resource(f"facts/{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def test_the_counties_are_those_of_the_facts_and_of_the_map() -> None:
    facts = [(r["county_code"], r["county"], r["residence_town"]) for r in rows("counties")]
    places = [(float(r["latitude"]), float(r["longitude"])) for r in rows("counties")]
    assert [(c.code, c.name, c.seat) for c in COUNTIES] == facts
    assert [(c.latitude, c.longitude) for c in COUNTIES] == places
    drawn = json.loads(MAP)["counties"]
    assert [(c["code"], c["name"], c["seat"]) for c in drawn] == facts


def test_there_are_290_municipalities_in_the_right_counties() -> None:
    municipalities = read_municipalities(MAP)
    assert len(municipalities) == 290
    for row in rows("counties"):
        ours = [m for m in municipalities if m.county_code == row["county_code"]]
        assert len(ours) == int(row["municipalities"])
        assert row["residence_town"] in {m.town for m in ours}
    assert {"Göteborg", "Malmö", "Färjestaden", "Åsele"} <= {m.town for m in municipalities}


def test_every_area_has_closed_outlines_in_sweden() -> None:
    drawn = json.loads(MAP)
    for area in drawn["counties"] + drawn["municipalities"]:
        assert area["polygons"]
        for ring in area["polygons"]:
            assert ring[0] == ring[-1]
            assert all(260 < x < 930 and 6100 < y < 7700 for x, y in ring)
            assert all(a != b for a, b in pairwise(ring))


@pytest.mark.parametrize("text", ["08", "Kalmar län", "kalmar", "KALMAR"])
def test_a_county_is_found_by_what_people_call_it(text: str) -> None:
    assert find_county(text) is county("08")


def test_what_is_no_county_is_not_found() -> None:
    assert find_county("Norge") is None
    assert find_county("Orebro") is None


def test_the_bodies_are_those_of_the_facts() -> None:
    bodies = {body.short: body for body in known_organisations()}
    for row in rows("organisations"):
        body = bodies["SKR" if row["short"] == "SKL" else row["short"]]
        assert body.town == row["town"]
        assert body.name in row["name"] or body.former_name in row["name"]
    assert bodies["SKR"].former_short == "SKL"


def test_icons_take_the_palettes_colour() -> None:
    icons = [path for path in resource("icons").glob("*.svg") if path.stem != "kampanjplan"]
    assert len(icons) > 30
    for path in icons:
        assert ElementTree.fromstring(path.read_text(encoding="utf-8")).get("stroke") == "currentColor"


def test_fonts_have_the_swedish_letters() -> None:
    from reportlab.pdfbase.ttfonts import TTFontFile

    for path in resource("fonts").glob("*.ttf"):
        glyphs = TTFontFile(str(path)).charToGlyph
        assert all(ord(letter) in glyphs for letter in "åäöÅÄÖéü–—”’€□"), path.name
