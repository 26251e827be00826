"""Towns to suggest while one is typed, and to know them by."""

from functools import lru_cache

from kampanjplan.domain.counties import Municipality, read_municipalities
from kampanjplan.domain.towns import Gazetteer
from kampanjplan.resources import resource
from kampanjplan.wording.labels import sort_key


@lru_cache(maxsize=1)
def _municipalities() -> tuple[Municipality, ...]:
    return read_municipalities(resource("map/sweden.json").read_text(encoding="utf-8"))


def municipalities() -> tuple[Municipality, ...]:
    """All of them, with their towns; read once."""
    return _municipalities()


def towns_of(county_code: str) -> list[str]:
    """The municipalities' names and main towns in a county."""
    ours = [m for m in _municipalities() if m.county_code == county_code]
    return sorted({m.town for m in ours} | {m.name for m in ours}, key=sort_key)


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """What finds the towns of the map."""
    return Gazetteer(municipalities())
