"""Where towns lie: the counties' seats and the largest place of each municipality."""

from collections.abc import Iterable
from dataclasses import dataclass

from kampanjplan.domain.counties import COUNTIES, Municipality

PARTS = {
    "01": "Östra Sverige", "03": "Östra Sverige", "04": "Östra Sverige", "05": "Östra Sverige",
    "18": "Östra Sverige", "19": "Östra Sverige",
    "06": "Södra Sverige", "07": "Södra Sverige", "08": "Södra Sverige", "09": "Södra Sverige",
    "10": "Södra Sverige", "12": "Södra Sverige", "13": "Södra Sverige", "14": "Södra Sverige",
    "17": "Norra Sverige", "20": "Norra Sverige", "21": "Norra Sverige", "22": "Norra Sverige",
    "23": "Norra Sverige", "24": "Norra Sverige", "25": "Norra Sverige",
}  # fmt: skip
"""The part of the country (landsdel, NUTS 1) of each county: the first three signs of its NUTS 2 code in
resources/facts/counties.csv."""


@dataclass(frozen=True, slots=True)
class Town:
    """A town with its county and position, in degrees WGS 84."""

    name: str
    county_code: str
    latitude: float
    longitude: float


class Gazetteer:
    """Finds towns by what people call them: the town, its municipality, or as a seat its county."""

    def __init__(self, municipalities: Iterable[Municipality]) -> None:
        self._seats = {c.code: Town(c.seat, c.code, c.latitude, c.longitude) for c in COUNTIES}
        self._found: dict[str, Town] = {}
        for m in municipalities:
            town = Town(m.town, m.county_code, m.latitude, m.longitude)
            for name in (m.town, m.name):
                self._found.setdefault(name.casefold(), town)
        self._found |= {seat.name.casefold(): seat for seat in self._seats.values()}

    def seat(self, county_code: str) -> Town:
        """The seat of a county."""
        return self._seats[county_code]

    def find(self, text: str) -> Town | None:
        """The town or the municipality of that name, case aside; None where there is none."""
        return self._found.get(text.strip().casefold())

    def names(self, county_code: str) -> list[str]:
        """The towns of a county, by their letters."""
        return sorted({town.name for town in self._found.values() if town.county_code == county_code})
