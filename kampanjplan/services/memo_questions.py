"""What a kept proposal was asked: the rules, the weights and each county, as they were then."""

from dataclasses import dataclass

from kampanjplan.domain.answers import Interest, Known
from kampanjplan.domain.planning import Assumed
from kampanjplan.planner.problem import Candidate, Problem
from kampanjplan.services.questions import Question
from kampanjplan.wording import _
from kampanjplan.wording.labels import label
from kampanjplan.wording.memos import (
    between_text,
    days_of_text,
    factor_of_text,
    km_text,
    party_text,
    pinned_text,
    theme_text,
    unknown_interest_text,
    unknown_missed_text,
)
from kampanjplan.wording.planning import assumption_text, weight_text, weight_titles
from kampanjplan.wording.proposals import number_text

Facts = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class CountyLine:
    """A county as it stood in the question; `demand` says whether it had to be in or out."""

    county: str
    towns: str
    interest: str
    participants: str
    missed: str
    wishes: tuple[str, ...]  # for each theme
    demand: str


def rule_facts(question: Question) -> Facts:
    """The rules, and who and what was counted with."""
    asked = question.problem
    leg = _("fri") if asked.longest_leg is None else km_text(asked.longest_leg)
    themes = [theme_text(theme.key, theme.competences) for theme in asked.themes]
    parties = [party_text(question.names.get(p.key, p.key), p.staff, p.home) for p in asked.parties]
    return (
        (_("Dagar"), days_of_text(asked.days)),
        (_("Antal stopp"), between_text(asked.fewest_stops, asked.most_stops)),
        (_("Tema"), "\n".join(themes)),
        (_("Stopp per resa"), _("högst {n}").format(n=asked.longest_trip)),
        (_("Vilodagar emellan"), str(asked.rest_days)),
        (_("Längsta väg"), leg),
        (_("Delar av landet"), _("minst {n}").format(n=asked.parts) if asked.parts else _("fritt")),
        (_("Räckvidd"), km_text(asked.reach_km)),
        (_("Reser annars till"), asked.hub),
        (_("Vid varje stopp"), "\n".join(parties)),
        (_("Färdsätt"), factor_of_text(question.factor)),
    )


def speaker_facts(question: Question) -> Facts:
    """Who could speak, and of what."""
    return tuple(
        (question.names.get(one.key, one.key), ", ".join(one.competences))
        for one in question.problem.speakers
    )


def weight_facts(problem: Problem) -> Facts:
    """What each thing was worth."""
    return tuple(
        (title, weight_text(name, getattr(problem.weights, name))) for name, title in weight_titles().items()
    )


def county_lines(question: Question) -> tuple[CountyLine, ...]:
    """Each county that could be visited, or whose participants counted."""
    return tuple(_county_line(question, one) for one in question.problem.counties)


def _county_line(question: Question, one: Candidate) -> CountyLine:
    asked = question.problem
    places = [place for place in asked.places if place.county_code == one.code]
    towns = [
        _("{town} (kan inte)").format(town=place.town) if place.can_host is Known.NO else place.town
        for place in places
    ]
    wishes = {wish.theme: wish.count for wish in one.wishes}
    name = question.names.get(one.code, one.name)
    return CountyLine(
        name,
        ", ".join(towns),
        label(one.interest),
        _("okänt") if name in _uncounted(question) else number_text(one.participants),
        label(one.missed),
        tuple(number_text(wishes.get(theme.key, 0)) for theme in asked.themes),
        _demand(asked, one.code, {place.town for place in places}),
    )


def _uncounted(question: Question) -> set[str]:
    """The counties of which nobody has said how many may come."""
    lists = [one.names for one in question.assumptions if one.what is Assumed.NO_PARTICIPANTS]
    return {name for names in lists for name in names}


def _demand(asked: Problem, code: str, towns: set[str]) -> str:
    for pin in asked.pins:
        if pin.town in towns:
            return pinned_text(pin.days)
    if code in asked.required:
        return _("måste med")
    return _("inte med") if code in asked.forbidden else ""


def unknown_lines(question: Question) -> tuple[str, ...]:
    """What the plan did not say, and what was counted instead."""
    counties = question.problem.counties
    interest = [c.code for c in counties if c.interest is Interest.UNKNOWN]
    missed = [c.code for c in counties if c.missed is Known.UNKNOWN]
    lines = [assumption_text(one) for one in question.assumptions]
    if interest:
        lines.append(unknown_interest_text(_named(question, interest)))
    if missed:
        lines.append(unknown_missed_text(_named(question, missed)))
    return tuple(lines)


def _named(question: Question, codes: list[str]) -> str:
    if len(codes) == len(question.problem.counties):
        return _("alla län")
    return ", ".join(question.names.get(code, code) for code in codes)
