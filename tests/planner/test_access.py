"""Distances, and Visby by Stockholm alone."""

from kampanjplan.domain.counties import COUNTIES
from kampanjplan.planner.access import distances, great_circle

POSITIONS = {county.seat: (county.latitude, county.longitude) for county in COUNTIES}


def way(one: str, other: str, **more) -> int:
    names, table = list(POSITIONS), distances(POSITIONS, **more)
    return table[names.index(one)][names.index(other)]


def test_the_way_is_longer_than_the_great_circle() -> None:
    assert way("Malmö", "Malmö") == 0
    assert way("Malmö", "Luleå") == round(1.3 * great_circle(POSITIONS["Malmö"], POSITIONS["Luleå"]))
    assert way("Luleå", "Malmö") == way("Malmö", "Luleå") > 1500


def test_visby_is_reached_by_stockholm_alone() -> None:
    sea = way("Visby", "Stockholm")
    assert sea == round(1.3 * great_circle(POSITIONS["Visby"], POSITIONS["Stockholm"]))
    for town in ("Kalmar", "Örebro", "Luleå"):
        assert way("Visby", town) == way(town, "Visby") == sea + way("Stockholm", town)
        assert way("Visby", town, only_through={}) < sea + way("Stockholm", town)


def test_the_outskirts_of_the_gate_are_at_the_gate() -> None:
    positions = {"Visby": POSITIONS["Visby"], "Stockholm": POSITIONS["Stockholm"], "Solna": (59.36, 18.0)}
    assert distances(positions)[2][0] == way("Visby", "Stockholm")


def test_a_gate_that_is_not_there_closes_nothing() -> None:
    table = distances({"Visby": POSITIONS["Visby"], "Kalmar": POSITIONS["Kalmar"]})
    assert table[0][1] == way("Visby", "Kalmar", only_through={})
