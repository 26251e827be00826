"""The rules that colleagues agree on for their plan; those never set are the program's own."""

from dataclasses import replace
from typing import Any

from kampanjplan.domain.fields import checked
from kampanjplan.domain.rules import Rules
from kampanjplan.services.ports import Reading, Unit


def rules_of(reading: Reading) -> Rules:
    """The plan's rules."""
    return next(iter(reading.find(Rules)), Rules())


def set_rules(unit: Unit, **facts: Any) -> None:
    """Sets the named rules; FieldError where one cannot be so."""
    unit.put(checked(replace(rules_of(unit), **facts)))
