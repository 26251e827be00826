"""What each county wants of a tour: read for the grid, and changed cell by cell."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid5

from kampanjplan.domain.counties import COUNTIES
from kampanjplan.domain.fields import checked
from kampanjplan.domain.interests import CountyInterest
from kampanjplan.services.ports import Reading, Unit


def interests_of(reading: Reading, tour_id: UUID) -> list[CountyInterest]:
    """All 21 counties; one of which nothing is kept says nothing."""
    kept = {one.county_code: one for one in reading.find(CountyInterest, tour_id=tour_id)}
    return [kept.get(county.code) or _silent(tour_id, county.code) for county in COUNTIES]


def set_interest(unit: Unit, tour_id: UUID, county_code: str, /, **facts: Any) -> None:
    """Sets the named fields of one county; the others stay as they are now in the plan."""
    set_interests(unit, tour_id, {county_code: facts})


def set_interests(unit: Unit, tour_id: UUID, facts: Mapping[str, Mapping[str, Any]]) -> None:
    """Sets the named fields of several counties, by their codes, all of them or none.

    A county that says nothing any more is not kept. A FieldError where a value cannot stand.
    """
    kept = {one.county_code: one for one in unit.find(CountyInterest, tour_id=tour_id)}
    for code, theirs in facts.items():
        old = kept.get(code)
        new = checked(replace(old or _silent(tour_id, code), **theirs))
        if not new.says_nothing:
            unit.put(new)
        elif old is not None:
            unit.remove(old)


def _silent(tour_id: UUID, county_code: str) -> CountyInterest:
    """Two who are the first to write of a county write of the same thing, so that they notice one another."""
    key = uuid5(tour_id, f"interest:{county_code}")
    return CountyInterest(id=key, tour_id=tour_id, county_code=county_code)
