"""A problem with one town in each county that is nowhere worse than the county's own towns.

Its best value bounds that of a problem of too many towns to list all trips.
"""

from dataclasses import replace

from kampanjplan.domain.answers import Known
from kampanjplan.planner.problem import Pin, Place, Problem


def merged(problem: Problem) -> Problem:
    """Each county's towns as one: as near to everything as the nearest of them; a pinned town alone."""
    towns = {county.code: _towns(problem, county.code) for county in problem.counties}
    towns = {code: own for code, own in towns.items() if own}
    names = {code: f"{code}: {' '.join(own)}" for code, own in towns.items()}
    rows = {name: problem.points.index(name) for name in problem.points}
    groups = [[row] for row in rows.values()] + [[rows[town] for town in own] for own in towns.values()]
    km = tuple(tuple(min(problem.km[a][b] for a in one for b in other) for other in groups) for one in groups)
    hosts = {place.town for place in problem.places if place.can_host is Known.YES}
    return replace(
        problem,
        points=(*problem.points, *names.values()),
        km=km,
        places=tuple(
            Place(
                town=names[code], county_code=code, can_host=Known.YES if hosts & set(own) else Known.UNKNOWN
            )
            for code, own in towns.items()
        ),
        pins=tuple(_pins(problem, names)),
    )


def _towns(problem: Problem, code: str) -> list[str]:
    """The county's towns that can host; only the pinned, where one is."""
    own = [p.town for p in problem.places if p.county_code == code and p.can_host is not Known.NO]
    pinned = [pin.town for pin in problem.pins if pin.town in own]
    return pinned or own


def _pins(problem: Problem, names: dict[str, str]) -> list[Pin]:
    """The pins at the counties' merged towns; of two in a county only the first, which asks no more."""
    codes = {place.town: place.county_code for place in problem.places}
    pins = {codes[pin.town]: pin for pin in reversed(problem.pins)}
    return [replace(pin, town=names[code]) for code, pin in pins.items() if code in names]
