"""Who can which day: what somebody said of days, and what they say of all days of a kind."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID, uuid4

from kampanjplan.domain.answers import Answer
from kampanjplan.domain.errors import EmptyError, EndBeforeStartError, OutOfRangeError
from kampanjplan.domain.fields import NAME, number, several, text, version

_ONE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Whose:
    """Whom an answer is of: one organisation, county or contact, or for a rule all of a tour."""

    organisation_id: UUID | None = None
    county_code: str | None = None
    contact_id: UUID | None = None
    tour_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DayAnswer:
    """What somebody says of the days from `first_day` to `last_day`: an organisation, a county or a contact.

    No two of the same overlap. A day of which nothing is kept is not answered. `said_by_id` is the contact
    who said it, `said_on` when.
    """

    id: UUID
    version: int = version()
    organisation_id: UUID | None = None
    county_code: str | None = None
    contact_id: UUID | None = None
    first_day: date
    last_day: date
    answer: Answer = Answer.YES
    said_by_id: UUID | None = None
    said_on: date | None = None

    @property
    def whose(self) -> Whose:
        return Whose(self.organisation_id, self.county_code, self.contact_id)

    def refuse_nonsense(self) -> None:
        _refuse_unless_one(self.whose)
        if self.last_day < self.first_day:
            raise EndBeforeStartError("last_day")
        if self.answer is Answer.UNANSWERED:
            raise EmptyError("answer")


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingRule:
    """What somebody says of all days within a period that fall on some weekdays (0 is Monday).

    No weekdays named are all; a period without an end goes on. A rule of a tour blocks days for everybody.
    What was answered of a day itself goes before it. `text` is how it was said.
    """

    id: UUID
    version: int = version()
    organisation_id: UUID | None = None
    county_code: str | None = None
    contact_id: UUID | None = None
    tour_id: UUID | None = None
    text: str = text(NAME)
    weekdays: tuple[int, ...] = ()
    first_day: date | None = None
    last_day: date | None = None
    answer: Answer = Answer.NO
    said_by_id: UUID | None = None
    said_on: date | None = None

    @property
    def whose(self) -> Whose:
        return Whose(self.organisation_id, self.county_code, self.contact_id, self.tour_id)

    def holds(self, day: date) -> bool:
        """Whether the rule speaks of a day."""
        return (
            (not self.weekdays or day.weekday() in self.weekdays)
            and (self.first_day is None or self.first_day <= day)
            and (self.last_day is None or day <= self.last_day)
        )

    def refuse_nonsense(self) -> None:
        _refuse_unless_one(self.whose)
        if self.first_day and self.last_day and self.last_day < self.first_day:
            raise EndBeforeStartError("last_day")
        if not all(0 <= day <= 6 for day in self.weekdays):
            raise OutOfRangeError("weekdays", 0, 6)
        if not self.weekdays and self.first_day is None and self.last_day is None:
            raise EmptyError("text")
        if self.answer is Answer.UNANSWERED:
            raise EmptyError("answer")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lecturer:
    """A contact who can speak on tours: on what, travelling from where, on how many days of a tour."""

    id: UUID
    version: int = version()
    contact_id: UUID
    competences: tuple[str, ...] = several(60)
    town: str = text(NAME)
    most_days: int | None = number(None, 0, 366)


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """An organisation that must be at every stop of a tour, with so many of its staff from its town."""

    id: UUID
    version: int = version()
    tour_id: UUID
    organisation_id: UUID
    town: str = text(NAME)
    staff: int = number(1, 0, 100)


def _refuse_unless_one(whose: Whose) -> None:
    named = (whose.organisation_id, whose.county_code, whose.contact_id, whose.tour_id)
    if sum(one is not None for one in named) != 1:
        raise EmptyError("organisation_id")


_WORST = (Answer.NO, Answer.IF_NEED_BE, Answer.YES)


def answer_of(day: date, answers: Iterable[DayAnswer], rules: Iterable[StandingRule]) -> Answer:
    """What somebody says of a day: what they answered of it, else the hardest of their rules."""
    for said in answers:
        if said.first_day <= day <= said.last_day:
            return said.answer
    held = {rule.answer for rule in rules if rule.holds(day)}
    return next((answer for answer in _WORST if answer in held), Answer.UNANSWERED)


def without_days(said: DayAnswer, first: date, last: date) -> list[DayAnswer]:
    """What is left of an answer outside some days: none to two answers, the first of which keeps its key."""
    left = []
    if said.first_day < first:
        left.append(replace(said, last_day=min(said.last_day, first - _ONE)))
    if last < said.last_day:
        after = replace(said, first_day=max(said.first_day, last + _ONE))
        left.append(replace(after, id=uuid4(), version=0) if left else after)
    return left
