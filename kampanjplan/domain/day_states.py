"""What is known of each day of a period: what somebody says of it and why, or why nobody is asked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from kampanjplan.domain.answers import Answer
from kampanjplan.domain.calendar import DayRemark, day_remarks, is_off
from kampanjplan.domain.interests import week_of
from kampanjplan.domain.possibility import DayAnswer, StandingRule, answer_of


class Source(Enum):
    """Where a day's answer comes from."""

    SAID = "said"
    RULE = "rule"
    WEEKS = "weeks"  # the possible weeks of a county's interest


@dataclass(frozen=True, slots=True)
class DayState:
    """What somebody says of a day. `said` or `rule` is what says so."""

    answer: Answer
    source: Source = Source.SAID
    said: DayAnswer | None = None
    rule: StandingRule | None = None


@dataclass(frozen=True, slots=True)
class Closed:
    """Why a day is not asked about: it is a day off, or a rule blocks it for everybody."""

    remark: DayRemark | None = None
    rule: StandingRule | None = None


def closed_days(days: Iterable[date], rules: Sequence[StandingRule]) -> dict[date, Closed]:
    """The days of which nobody is asked; `rules` are those of the tour."""
    blocking = [rule for rule in rules if rule.answer is Answer.NO]
    found: dict[date, Closed] = {}
    for day in days:
        rule = next((rule for rule in blocking if rule.holds(day)), None)
        if is_off(day):
            found[day] = Closed(remark=next(iter(day_remarks(day)), None))
        elif rule is not None:
            found[day] = Closed(rule=rule)
    return found


def states_of(
    days: Sequence[date],
    answers: Iterable[DayAnswer],
    rules: Sequence[StandingRule],
    weeks: Sequence[str] = (),
) -> dict[date, DayState]:
    """What somebody says of each of the days, which follow one another; those without an answer are left out.

    What was answered goes before rules, and rules before the possible weeks, as the planner takes it.
    """
    found: dict[date, DayState] = {}
    if not days:
        return found
    for answer in answers:
        first, last = max(answer.first_day, days[0]), min(answer.last_day, days[-1])
        told = DayState(answer.answer, said=answer)
        for n in range((last - first).days + 1):
            found[first + timedelta(days=n)] = told
    for day in days if rules or weeks else ():
        if day not in found and (state := _by_rule(day, rules, weeks)) is not None:
            found[day] = state
    return found


def _by_rule(day: date, rules: Sequence[StandingRule], weeks: Sequence[str]) -> DayState | None:
    answer = answer_of(day, (), rules)
    if answer is not Answer.UNANSWERED:
        rule = next(rule for rule in rules if rule.answer is answer and rule.holds(day))
        return DayState(answer, Source.RULE, rule=rule)
    if weeks:
        possible = week_of(day) in weeks
        return DayState(Answer.YES if possible else Answer.NO, Source.WEEKS)
    return None
