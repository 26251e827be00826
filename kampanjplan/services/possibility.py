"""Who can which day: answers and standing rules of organisations, counties and contacts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from kampanjplan.domain.answers import Answer
from kampanjplan.domain.fields import checked
from kampanjplan.domain.possibility import (
    DayAnswer,
    Lecturer,
    StandingRule,
    Whose,
    answer_of,
    without_days,
)
from kampanjplan.services.ports import Reading, Unit


@dataclass(frozen=True, slots=True)
class Said:
    """What is answered of some days; UNANSWERED takes back what was said of them."""

    whose: Whose
    first_day: date
    last_day: date
    answer: Answer


@dataclass(frozen=True, slots=True)
class Days:
    """All that somebody said of days."""

    answers: list[DayAnswer] = field(default_factory=list)
    rules: list[StandingRule] = field(default_factory=list)

    def on(self, day: date) -> Answer:
        """What they say of a day."""
        return answer_of(day, self.answers, self.rules)


def answer_days(unit: Unit, said: Sequence[Said], by_id: UUID | None, on: date | None) -> None:
    """Keeps what was said, in order; what was said before of the same days goes. `by_id` is who said it."""
    for one in said:
        cut_days(unit, one.whose, one.first_day, one.last_day)
        if one.answer is not Answer.UNANSWERED:
            unit.put(
                checked(
                    DayAnswer(
                        id=uuid4(),
                        organisation_id=one.whose.organisation_id,
                        county_code=one.whose.county_code,
                        contact_id=one.whose.contact_id,
                        first_day=one.first_day,
                        last_day=one.last_day,
                        answer=one.answer,
                        said_by_id=by_id,
                        said_on=on,
                    )
                )
            )


def cut_days(unit: Unit, whose: Whose, first: date, last: date) -> None:
    """Takes away what somebody answered of these days; what they said of others stays."""
    for old in answers_of(unit, whose):
        if first <= old.last_day and old.first_day <= last:
            left = without_days(old, first, last)
            if not left:
                unit.remove(old)
            unit.put(*left)


def answers_of(reading: Reading, whose: Whose) -> list[DayAnswer]:
    """What one of them answered."""
    return reading.find(DayAnswer, **_named(whose))


def _named(whose: Whose) -> dict[str, Any]:
    named = {
        "organisation_id": whose.organisation_id,
        "county_code": whose.county_code,
        "contact_id": whose.contact_id,
        "tour_id": whose.tour_id,
    }
    return {name: value for name, value in named.items() if value is not None}


def days_of_all(reading: Reading) -> dict[Whose, Days]:
    """What everybody said of days, read at once."""
    found: dict[Whose, Days] = {}
    for answer in reading.find(DayAnswer):
        found.setdefault(answer.whose, Days()).answers.append(answer)
    for rule in reading.find(StandingRule):
        found.setdefault(rule.whose, Days()).rules.append(rule)
    return found


def hand_over_days(unit: Unit, gone_id: UUID, kept_id: UUID) -> None:
    """What one contact answered, and can speak on, becomes the other's, who goes first where both did."""
    theirs = answers_of(unit, Whose(contact_id=kept_id))
    for answer in answers_of(unit, Whose(contact_id=gone_id)):
        left = _outside(answer, theirs)
        if answer.id not in {one.id for one in left}:
            unit.remove(answer)
        unit.put(*(replace(one, contact_id=kept_id) for one in left))
    unit.put(*(replace(one, said_by_id=kept_id) for one in unit.find(DayAnswer, said_by_id=gone_id)))
    unit.put(*(replace(one, said_by_id=kept_id) for one in unit.find(StandingRule, said_by_id=gone_id)))
    had = unit.find(Lecturer, contact_id=kept_id)
    for lecturer in unit.find(Lecturer, contact_id=gone_id):
        unit.remove(lecturer) if had else unit.put(replace(lecturer, contact_id=kept_id))
        if had:
            both = tuple(dict.fromkeys((*had[0].competences, *lecturer.competences)))
            unit.put(replace(had[0], competences=both, town=had[0].town or lecturer.town))


def _outside(answer: DayAnswer, others: Iterable[DayAnswer]) -> list[DayAnswer]:
    """What is left of an answer where others say nothing."""
    left = [answer]
    for other in others:
        left = [part for one in left for part in without_days(one, other.first_day, other.last_day)]
    return left
