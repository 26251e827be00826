"""The switches by which a tour is planned: rules, weights, and which counties and stops are settled."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from enum import Enum
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from kampanjplan.domain.fields import checked
from kampanjplan.domain.planning import Pin, Planning
from kampanjplan.domain.proposals import Relief, Rule
from kampanjplan.services.ports import Reading, Unit


class Decision(Enum):
    """What is settled of a county before anything is planned."""

    FREE = "free"
    REQUIRED = "required"
    FORBIDDEN = "forbidden"


def planning_of(reading: Reading, tour_id: UUID) -> Planning:
    """The tour's rules and weights; those never set are the program's own."""
    kept = reading.find(Planning, tour_id=tour_id)
    return kept[0] if kept else Planning(id=_key("planning", tour_id), tour_id=tour_id)


def pins_of(reading: Reading, tour_id: UUID) -> list[Pin]:
    """The stops that a proposal must have, by county."""
    return sorted(reading.find(Pin, tour_id=tour_id), key=lambda pin: pin.county_code)


def set_planning(unit: Unit, tour_id: UUID, **facts: Any) -> None:
    """Sets the named rules and weights; FieldError where one cannot be so."""
    unit.put(checked(replace(planning_of(unit, tour_id), **facts)))


def decide(unit: Unit, tour_id: UUID, decisions: Mapping[str, Decision]) -> None:
    """Requires, forbids or sets free each of these counties; a forbidden one is pinned no longer."""
    planning = planning_of(unit, tour_id)
    required = [code for code in planning.required if code not in decisions]
    forbidden = [code for code in planning.forbidden if code not in decisions]
    required += [code for code, said in decisions.items() if said is Decision.REQUIRED]
    forbidden += [code for code, said in decisions.items() if said is Decision.FORBIDDEN]
    set_planning(unit, tour_id, required=tuple(sorted(required)), forbidden=tuple(sorted(forbidden)))
    for code, said in decisions.items():
        if said is Decision.FORBIDDEN:
            unpin_stop(unit, tour_id, code)


def set_free(unit: Unit, tour_id: UUID, county_code: str) -> None:
    """Nothing is settled of the county any longer: it is neither pinned, required nor forbidden."""
    unpin_stop(unit, tour_id, county_code)
    decide(unit, tour_id, {county_code: Decision.FREE})


def swap_counties(unit: Unit, tour_id: UUID, old: str, new: str) -> None:
    """From now on the new county must be in, and the old must not."""
    decide(unit, tour_id, {old: Decision.FORBIDDEN, new: Decision.REQUIRED})


def pin_stop(unit: Unit, tour_id: UUID, county_code: str, town: str, day: date | None = None) -> None:
    """Every proposal has a stop in that town of the county, on the day where one is named."""
    kept = unit.find(Pin, tour_id=tour_id, county_code=county_code)
    old = kept[0] if kept else _new_pin(tour_id, county_code, town)
    unit.put(checked(replace(old, town=town, first_day=day, last_day=day)))
    planning = planning_of(unit, tour_id)
    if county_code in planning.forbidden:
        decide(unit, tour_id, {county_code: Decision.FREE})


def _new_pin(tour_id: UUID, county_code: str, town: str) -> Pin:
    return Pin(id=_key(f"pin:{county_code}", tour_id), tour_id=tour_id, county_code=county_code, town=town)


def unpin_stop(unit: Unit, tour_id: UUID, county_code: str) -> None:
    """The planner may place the county as it finds best."""
    unit.remove(*unit.find(Pin, tour_id=tour_id, county_code=county_code))


def give_up(unit: Unit, tour_id: UUID, reliefs: Iterable[Relief]) -> None:
    """Changes the switches as the way out says; what is no switch is left to those whom it asks."""
    for relief in reliefs:
        facts = switched(planning_of(unit, tour_id), relief)
        if relief.wish.rule is Rule.PIN:
            unit.remove(*unit.find(Pin, tour_id=tour_id, town=relief.wish.subject))
        elif facts:
            set_planning(unit, tour_id, **facts)


def is_switch(relief: Relief, pins: Iterable[Pin]) -> bool:
    """Whether the relief can be had by switches of the planning alone."""
    if relief.wish.rule is Rule.PIN:
        return any(pin.town == relief.wish.subject for pin in pins)
    return relief.wish.rule in _NUMBERS or relief.wish.rule in (Rule.LEG, Rule.REQUIRED, Rule.FORBIDDEN)


def switched(planning: Planning, relief: Relief) -> dict[str, Any]:
    """The fields that a relief changes."""
    rule, subject = relief.wish.rule, relief.wish.subject
    if rule in _NUMBERS:
        field, loosest = _NUMBERS[rule]
        number = loosest if relief.number is None else relief.number
        facts = {field: number}
        if rule is Rule.MOST and (planning.fewest_stops or 0) > number:
            facts["fewest_stops"] = number
        return facts
    if rule is Rule.LEG:
        return {"longest_leg": None}
    if rule is Rule.REQUIRED:
        return {"required": tuple(code for code in planning.required if code != subject)}
    if rule is Rule.FORBIDDEN:
        return {"forbidden": tuple(code for code in planning.forbidden if code != subject)}
    return {}


_NUMBERS = {  # each rule's field, and the number with which it refuses nothing
    Rule.FEWEST: ("fewest_stops", 0),
    Rule.MOST: ("most_stops", 21),
    Rule.REST: ("rest_days", 0),
    Rule.TRIP_LENGTH: ("longest_trip", 3),
    Rule.SPREAD: ("parts", 0),
}


def _key(what: str, tour_id: UUID) -> UUID:
    """The same key on every desk, so that two who set something first meet in one thing."""
    return uuid5(NAMESPACE_URL, f"kampanjplan:{what}:{tour_id}")
