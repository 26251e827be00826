"""What of a problem could be given up, and the problem without it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from kampanjplan.domain.answers import Known
from kampanjplan.domain.proposals import Relief, Rule, Wish
from kampanjplan.planner.problem import Answers, Candidate, Party, Problem, Speaker

T = TypeVar("T", Candidate, Party, Speaker)

DAYS = {Rule.COUNTY_DAY, Rule.PARTY_DAY, Rule.SPEAKER_DAY}
NUMBERS = {
    Rule.FEWEST: ("fewest_stops", -1),
    Rule.MOST: ("most_stops", 1),
    Rule.REST: ("rest_days", -1),
    Rule.TRIP_LENGTH: ("longest_trip", 1),
    Rule.SPREAD: ("parts", -1),
}
LONGEST_TRIP = 3


def wishes(problem: Problem) -> tuple[Wish, ...]:
    """Everything that may be given up: whose days, which stops, how many, and the rules of a trip."""
    found = [Wish(Rule.COUNTY_DAY, county.code) for county in problem.counties if county.answers.no]
    found += [Wish(Rule.PARTY_DAY, party.key) for party in problem.parties if party.answers.no]
    for speaker in problem.speakers:
        found += [Wish(Rule.SPEAKER_DAY, speaker.key)] if speaker.answers.no else []
        found += [Wish(Rule.SPEAKER_DAYS, speaker.key)] if speaker.most_days is not None else []
    needs = dict.fromkeys(c for theme in problem.themes for c in theme.competences)
    found += [Wish(Rule.COMPETENCE, competence) for competence in needs]
    found += [Wish(Rule.CAN_HOST, p.town) for p in problem.places if p.can_host is Known.NO]
    found += [Wish(Rule.PIN, pin.town) for pin in problem.pins]
    found += [Wish(Rule.REQUIRED, code) for code in dict.fromkeys(problem.required)]
    found += [Wish(Rule.FORBIDDEN, code) for code in dict.fromkeys(problem.forbidden)]
    found += [Wish(Rule.LEG)] if problem.longest_leg is not None else []
    found += [Wish(rule) for rule in NUMBERS if limit(problem, rule) != loosest(problem, rule)]
    return tuple(found)


def limit(problem: Problem, rule: Rule) -> int:
    """The number that the rule has in the problem."""
    number: int = getattr(problem, NUMBERS[rule][0])
    return number


def loosest(problem: Problem, rule: Rule) -> int:
    """The number with which the rule refuses nothing that it could."""
    if rule is Rule.TRIP_LENGTH:
        return LONGEST_TRIP
    if rule is not Rule.MOST:
        return 0
    musts = len({*problem.required, *(pin.town for pin in problem.pins)}) + problem.parts
    return max(problem.most_stops, problem.fewest_stops, min(len(problem.counties), musts))


def without(problem: Problem, *given_up: Wish) -> Problem:
    """The problem when all of that is given up."""
    return relieved_of(problem, (Relief(wish) for wish in given_up))


def relieved_of(problem: Problem, reliefs: Iterable[Relief]) -> Problem:
    """The problem when all of those are given up."""
    for relief in reliefs:
        problem = relieved(problem, relief)
    return problem


def relieved(problem: Problem, relief: Relief) -> Problem:
    """The problem when that is given up; refused days then stand as not answered."""
    rule, subject = relief.wish.rule, relief.wish.subject
    if rule in DAYS:
        return _reopened(problem, rule, subject, relief.days)
    if rule in NUMBERS:
        number = loosest(problem, rule) if relief.number is None else relief.number
        changed: dict[str, Any] = {NUMBERS[rule][0]: number}
        return replace(problem, **changed)
    match rule:
        case Rule.PIN:
            return replace(problem, pins=tuple(pin for pin in problem.pins if pin.town != subject))
        case Rule.REQUIRED:
            return replace(problem, required=tuple(c for c in problem.required if c != subject))
        case Rule.FORBIDDEN:
            return replace(problem, forbidden=tuple(c for c in problem.forbidden if c != subject))
        case Rule.LEG:
            return replace(problem, longest_leg=None)
        case Rule.CAN_HOST:
            return replace(problem, places=tuple(
                replace(p, can_host=Known.UNKNOWN) if p.town == subject else p for p in problem.places
            ))  # fmt: skip
        case Rule.COMPETENCE:
            return replace(problem, themes=tuple(
                replace(theme, competences=tuple(c for c in theme.competences if c != subject))
                for theme in problem.themes
            ))  # fmt: skip
        case _:
            assert rule is Rule.SPEAKER_DAYS
            return replace(problem, speakers=tuple(
                replace(s, most_days=relief.number) if s.key == subject else s for s in problem.speakers
            ))  # fmt: skip


def refused(problem: Problem, wish: Wish) -> tuple[date, ...]:
    """The days of the period that whoever the wish is about refused."""
    asked: dict[Rule, tuple[Candidate | Party | Speaker, ...]] = {
        Rule.COUNTY_DAY: problem.counties,
        Rule.PARTY_DAY: problem.parties,
        Rule.SPEAKER_DAY: problem.speakers,
    }
    somebody = asked[wish.rule]
    days = {day for one in somebody if wish.subject in ("", _name(one)) for day in one.answers.no}
    return tuple(day for day in problem.days if day in days)


def _reopened(problem: Problem, rule: Rule, subject: str, days: tuple[date, ...]) -> Problem:
    if rule is Rule.COUNTY_DAY:
        return replace(problem, counties=_opened(problem.counties, subject, days))
    if rule is Rule.PARTY_DAY:
        return replace(problem, parties=_opened(problem.parties, subject, days))
    return replace(problem, speakers=_opened(problem.speakers, subject, days))


def _opened(somebody: tuple[T, ...], subject: str, days: tuple[date, ...]) -> tuple[T, ...]:
    """Those, where one (all where no subject is named) has not answered those days (all where none are)."""
    return tuple(
        replace(one, answers=_open(one.answers, days)) if subject in ("", _name(one)) else one
        for one in somebody
    )


def _open(answers: Answers, days: tuple[date, ...]) -> Answers:
    return replace(answers, no=tuple(day for day in answers.no if days and day not in days))


def _name(one: Candidate | Party | Speaker) -> str:
    return one.code if isinstance(one, Candidate) else one.key
