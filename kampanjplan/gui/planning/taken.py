"""What became of a proposal's stops when they were taken, in one sentence each."""

from collections.abc import Iterable

from kampanjplan.domain.changes import Change
from kampanjplan.domain.stops import Stop, StopStatus
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


def changes_text(changes: Iterable[Change]) -> str:
    """What taking a plan that was made anew did to the stops."""
    stops = [(c.before, c.after) for c in changes if isinstance(c.after, Stop)]
    new = sum(before is None for before, _after in stops)
    gone = sum(_is_gone(after) for before, after in stops if before is not None)
    moved = len(stops) - new - gone
    parts = [count_text("{n} stopp lades till.", "{n} stopp lades till.", new)] if new else []
    if moved:
        parts.append(count_text("{n} stopp fick ny dag.", "{n} stopp fick nya dagar.", moved))
    if gone:
        parts.append(count_text("{n} stopp utgår.", "{n} stopp utgår.", gone))
    return " ".join(parts) or _("Inget stopp ändrades.")


def _is_gone(stop: Stop) -> bool:
    return stop.day is None or stop.status is StopStatus.CANCELLED


def _elsewhere_text(taking: Taking, tour: Tour) -> str:
    stop = taking.stop
    assert stop is not None
    return _("{town} lämnas som det är ({status}, {when}), inte {day}.").format(
        town=stop.town or taking.planned.town,
        status=label(stop.status),
        when=when_text(stop, tour),
        day=day_text(taking.planned.day, year=False),
    )
