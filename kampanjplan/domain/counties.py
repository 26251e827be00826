"""Sweden's 21 counties, with the seats of their administrative boards.

Source: resources/facts/counties.csv (codes of Statistics Sweden, positions of GeoNames, CC BY 4.0).
"""

import json
from dataclasses import dataclass

from kampanjplan.domain.errors import Expected, UnreadableError


@dataclass(frozen=True, slots=True)
class County:
    """A county (län); the position is that of its seat, in degrees WGS 84."""

    code: str
    name: str
    short_name: str
    seat: str
    latitude: float
    longitude: float

    @property
    def board(self) -> str:
        """The Swedish name of the county administrative board."""
        return f"Länsstyrelsen i {self.name}"


COUNTIES = (
    County("01", "Stockholms län", "Stockholm", "Stockholm", 59.32938, 18.06871),
    County("03", "Uppsala län", "Uppsala", "Uppsala", 59.85882, 17.63889),
    County("04", "Södermanlands län", "Södermanland", "Nyköping", 58.75300, 17.00788),
    County("05", "Östergötlands län", "Östergötland", "Linköping", 58.41086, 15.62157),
    County("06", "Jönköpings län", "Jönköping", "Jönköping", 57.78145, 14.15618),
    County("07", "Kronobergs län", "Kronoberg", "Växjö", 56.87767, 14.80906),
    County("08", "Kalmar län", "Kalmar", "Kalmar", 56.66157, 16.36163),
    County("09", "Gotlands län", "Gotland", "Visby", 57.64089, 18.29602),
    County("10", "Blekinge län", "Blekinge", "Karlskrona", 56.16156, 15.58661),
    County("12", "Skåne län", "Skåne", "Malmö", 55.60587, 13.00073),
    County("13", "Hallands län", "Halland", "Halmstad", 56.67446, 12.85676),
    County("14", "Västra Götalands län", "Västra Götaland", "Göteborg", 57.70716, 11.96679),
    County("17", "Värmlands län", "Värmland", "Karlstad", 59.37930, 13.50357),
    County("18", "Örebro län", "Örebro", "Örebro", 59.27412, 15.20660),
    County("19", "Västmanlands län", "Västmanland", "Västerås", 59.61617, 16.55276),
    County("20", "Dalarnas län", "Dalarna", "Falun", 60.60357, 15.62597),
    County("21", "Gävleborgs län", "Gävleborg", "Gävle", 60.67452, 17.14174),
    County("22", "Västernorrlands län", "Västernorrland", "Härnösand", 62.63228, 17.93794),
    County("23", "Jämtlands län", "Jämtland", "Östersund", 63.17920, 14.63566),
    County("24", "Västerbottens län", "Västerbotten", "Umeå", 63.82842, 20.25972),
    County("25", "Norrbottens län", "Norrbotten", "Luleå", 65.58415, 22.15465),
)

_BY_CODE = {county.code: county for county in COUNTIES}


def county(code: str) -> County:
    """The county of a code; UnreadableError where there is none, as in a file that others wrote to."""
    try:
        return _BY_CODE[code]
    except KeyError as error:
        raise UnreadableError(code, Expected.COUNTY, "county_code") from error


def find_county(text: str) -> County | None:
    """The county of that code, name, short name or seat, letters' case aside."""
    wanted = text.strip().casefold()
    for known in COUNTIES:
        if wanted in (known.code, known.name.casefold(), known.short_name.casefold(), known.seat.casefold()):
            return known
    return None


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality (kommun) and its largest place, in degrees WGS 84."""

    code: str
    name: str
    county_code: str
    town: str
    latitude: float
    longitude: float


def read_municipalities(text: str) -> tuple[Municipality, ...]:
    """The municipalities of the map file resources/map/sweden.json, given its text."""
    return tuple(
        Municipality(m["code"], m["name"], m["county"], m["town"], m["latitude"], m["longitude"])
        for m in json.loads(text)["municipalities"]
    )
