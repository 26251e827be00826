"""Who can which day of a tour, as the grid shows it, and the answers that are meant by its cells."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from kampanjplan.domain.answers import Answer
from kampanjplan.domain.changes import ChangeSet
from kampanjplan.domain.contacts import Contact
from kampanjplan.domain.counties import COUNTIES
from kampanjplan.domain.day_states import Closed, closed_days
from kampanjplan.domain.interests import CountyInterest
from kampanjplan.domain.organisations import Organisation, board_id
from kampanjplan.domain.possibility import DayAnswer, Lecturer, Party, StandingRule, Whose
from kampanjplan.domain.tours import Tour
from kampanjplan.services.ports import Reading
from kampanjplan.services.possibility import Days, Said, days_of_all

MOST_DAYS = 1100  # of a period that are shown: three years


@dataclass(frozen=True, slots=True)
class Asked:
    """A row of the grid: whom is asked, what they are called, and the weeks that a county named."""

    whose: Whose
    name: str
    weeks: tuple[str, ...] = ()

    @property
    def key(self) -> UUID:
        """The thing that the row is of; of a county its board."""
        code = self.whose.county_code
        key = board_id(code) if code else self.whose.organisation_id or self.whose.contact_id
        assert key is not None
        return key


@dataclass(frozen=True, slots=True)
class PossibleDays:
    """The days of a tour's period, those that are closed, who is asked, and all that was said."""

    tour: Tour
    days: tuple[date, ...]
    closed: Mapping[date, Closed]
    asked: tuple[Asked, ...]
    said: dict[Whose, Days]


def possible_days(reading: Reading, tour_id: UUID) -> PossibleDays:
    """All of it read at once; no days where the tour has no period."""
    tour = reading.get(Tour, tour_id)
    said = days_of_all(reading)
    days = _period(tour)
    rules = said.get(Whose(tour_id=tour_id), Days()).rules
    return PossibleDays(tour, days, closed_days(days, rules), tuple(_asked(reading, tour_id)), said)


def followed(known: PossibleDays, changes: ChangeSet) -> PossibleDays:
    """What is known after some changes of answers and rules; those of other things are not followed."""
    said = {whose: Days(list(days.answers), list(days.rules)) for whose, days in known.said.items()}
    for before, after in changes.of(DayAnswer):
        for one in filter(None, (before, after)):
            days = said.setdefault(one.whose, Days())
            days.answers[:] = [kept for kept in days.answers if kept.id != one.id]
        if after is not None:
            said[after.whose].answers.append(after)
    for was, rule in changes.of(StandingRule):
        for old in filter(None, (was, rule)):
            days = said.setdefault(old.whose, Days())
            days.rules[:] = [kept for kept in days.rules if kept.id != old.id]
        if rule is not None:
            said[rule.whose].rules.append(rule)
    if not changes.of(StandingRule):
        return replace(known, said=said)
    blocking = said.get(Whose(tour_id=known.tour.id), Days()).rules
    return replace(known, said=said, closed=closed_days(known.days, blocking))


def _period(tour: Tour) -> tuple[date, ...]:
    if tour.first_day is None or tour.last_day is None:
        return ()
    count = min((tour.last_day - tour.first_day).days + 1, MOST_DAYS)
    return tuple(tour.first_day + timedelta(days=n) for n in range(count))


def _asked(reading: Reading, tour_id: UUID) -> Iterable[Asked]:
    """The bodies that take part, then the counties, then those who can speak."""
    parties = {party.organisation_id for party in reading.find(Party, tour_id=tour_id)}
    bodies = reading.find(Organisation, id=sorted(parties))
    for body in sorted(bodies, key=lambda body: body.short.casefold()):
        yield Asked(Whose(organisation_id=body.id), body.short)
    weeks = {one.county_code: one.weeks for one in reading.find(CountyInterest, tour_id=tour_id)}
    for county in COUNTIES:
        yield Asked(Whose(county_code=county.code), county.short_name, weeks.get(county.code, ()))
    ids = sorted(one.contact_id for one in reading.find(Lecturer))
    people = [one for one in reading.find(Contact, id=ids) if one.anonymised is None]
    for contact in sorted(people, key=lambda one: one.name.casefold()):
        yield Asked(Whose(contact_id=contact.id), contact.name)


def saying(whose: Whose, days: Iterable[date], answer: Answer, closed: Mapping[date, Closed]) -> list[Said]:
    """An answer of days as runs of days that follow one another; closed days are not answered.

    To take answers back is of closed days too, so that nothing is left on them.
    """
    runs: list[tuple[date, date]] = []
    for day in sorted(set(days)):
        if answer is not Answer.UNANSWERED and day in closed:
            continue
        if runs and runs[-1][1] + timedelta(days=1) == day:
            runs[-1] = runs[-1][0], day
        else:
            runs.append((day, day))
    return [Said(whose, first, last, answer) for first, last in runs]
