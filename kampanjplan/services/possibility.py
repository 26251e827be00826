"""Who can which day: answers and standing rules of organisations, counties and contacts."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from kampanjplan.domain.answers import Answer
from kampanjplan.domain.errors import ConflictError
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


def answer_days(
    unit: Unit,
    said: Sequence[Said],
    by_id: UUID | None,
    on: date | None,
    seen: Collection[DayAnswer] | None = None,
) -> None:
    """Keeps what was said, in order; what was said before of the same days goes. `by_id` is who said it.

    ConflictError where an answer of those days is not among those that were `seen`; None asks for no such
    look.
    """
    known = None if seen is None else {answer.id: answer for answer in seen}
    by_whose: dict[Whose, list[Said]] = {}
    for one in said:
        by_whose.setdefault(one.whose, []).append(one)
    for whose, theirs in by_whose.items():
        old = {answer.id: answer for answer in answers_of(unit, whose)}
        now = list(old.values())
        for one in theirs:
            if known is not None:
                _refuse_unseen(old.values(), one, known)
            now = [left for answer in now for left in without_days(answer, one.first_day, one.last_day)]
            if one.answer is not Answer.UNANSWERED:
                now.append(checked(_answer(one, by_id, on)))
        kept = {answer.id for answer in now}
        unit.remove(*(answer for id, answer in old.items() if id not in kept))
        unit.put(*(answer for answer in now if answer != old.get(answer.id)))


def _answer(one: Said, by_id: UUID | None, on: date | None) -> DayAnswer:
    return DayAnswer(
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


def _refuse_unseen(answers: Iterable[DayAnswer], one: Said, known: Mapping[UUID, DayAnswer]) -> None:
    for answer in answers:
        touched = answer.first_day <= one.last_day and one.first_day <= answer.last_day
        if touched and known.get(answer.id) != answer:
            raise ConflictError(DayAnswer.__name__, answer.id)


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
