"""The example without what it says to the planner, for tests that say such things themselves."""

from typing import Any

from kampanjplan.domain.interests import CountyInterest, Theme
from kampanjplan.domain.possibility import DayAnswer, Lecturer, Party, StandingRule
from kampanjplan.services.door import Door

INPUTS = (CountyInterest, DayAnswer, StandingRule, Lecturer, Party, Theme)


def clear_inputs(unit: Any) -> None:
    """Takes away interest, answers, rules, and who takes part; the tours' names of themes stay."""
    for kind in INPUTS:
        unit.remove(*unit.find(kind))


def without_inputs(door: Door) -> Door:
    door.do("Utan underlag", clear_inputs)
    return door
