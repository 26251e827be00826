"""Ways to travel with their CO2e: the plan's own table, and figures that may be added to it."""

import csv
from collections.abc import Iterable
from dataclasses import replace
from io import StringIO
from uuid import UUID, uuid4

from kampanjplan.domain.fields import checked
from kampanjplan.domain.planning import FactorUnit, Planning, TravelFactor
from kampanjplan.domain.reading import read_thousandths
from kampanjplan.services.ports import Reading, Unit


def factors_of(reading: Reading) -> list[TravelFactor]:
    """The plan's ways to travel, by name."""
    return sorted(reading.find(TravelFactor), key=lambda factor: (factor.mode.casefold(), factor.id))


def read_factors(text: str) -> list[TravelFactor]:
    """The ways of the table resources/facts/travel_factors.csv, given its text; none of them has a date."""
    return [
        TravelFactor(
            id=uuid4(),
            mode=row["mode"],
            mg_per_km=read_thousandths(row["g_co2_per_unit"], 100_000) or 0,
            unit=FactorUnit(row["unit"]),
            source=row["source"],
        )
        for row in csv.DictReader(StringIO(text), delimiter=";")
    ]


def add_factors(unit: Unit, factors: Iterable[TravelFactor]) -> None:
    """Adds those ways that the plan does not know by that name; its own figures stand."""
    known = {factor.mode.casefold() for factor in unit.find(TravelFactor)}
    unit.put(*(checked(factor) for factor in factors if factor.mode.casefold() not in known))


def remove_factors(unit: Unit, ids: Iterable[UUID]) -> None:
    """Takes ways to travel away; what was planned by one of them has none any more."""
    gone = list(ids)
    unit.put(*(replace(plan, factor_id=None) for plan in unit.find(Planning, factor_id=gone)))
    unit.remove(*(unit.get(TravelFactor, id) for id in gone))
