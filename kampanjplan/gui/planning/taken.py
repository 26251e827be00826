"""What became of a proposal's stops when they were taken, in one sentence each."""

from collections.abc import Iterable

from kampanjplan.domain.tours import Tour
from kampanjplan.services.proposals import Fate, Taking
from kampanjplan.wording import _, count_text
from kampanjplan.wording.dates import day_text, when_text
from kampanjplan.wording.labels import label


def takings_text(takings: Iterable[Taking], tour: Tour) -> str:
    """How many were made or dated, and which stand otherwise in the plan and are left as they are."""
    made = list(takings)
    new = sum(taking.fate is Fate.NEW for taking in made)
    dated = sum(taking.fate is Fate.DATED for taking in made)
    there = sum(taking.fate is Fate.THERE for taking in made)
    parts = [count_text("{n} stopp lades till.", "{n} stopp lades till.", new)] if new else []
    if dated:
        parts.append(count_text("{n} idé fick sin dag.", "{n} idéer fick sina dagar.", dated))
    if there:
        parts.append(count_text("{n} stopp fanns redan.", "{n} stopp fanns redan.", there))
    parts += [_elsewhere_text(taking, tour) for taking in made if taking.fate is Fate.ELSEWHERE]
    return " ".join(parts) or _("Inget att anta.")


def _elsewhere_text(taking: Taking, tour: Tour) -> str:
    stop = taking.stop
    assert stop is not None
    return _("{town} lämnas som det är ({status}, {when}), inte {day}.").format(
        town=stop.town or taking.planned.town,
        status=label(stop.status),
        when=when_text(stop, tour),
        day=day_text(taking.planned.day, year=False),
    )
