"""What a kept proposal was weighed against, as its memo tells it."""

from collections.abc import Sequence
from dataclasses import dataclass

from kampanjplan.domain.proposals import Alternative, Inclusion, NumberWorth, Omission, Trips
from kampanjplan.planner.evaluate import worth
from kampanjplan.services.figures import figure_texts
from kampanjplan.services.questions import Question
from kampanjplan.services.remembering import Remembered
from kampanjplan.wording import _, count_text
from kampanjplan.wording.deciding import difference_text
from kampanjplan.wording.proposals import (
    changed_counties_text,
    decimal_text,
    number_text,
    places_of,
    points_text,
)
from kampanjplan.wording.rules import wish_text


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A figure of the plan, and of the alternatives that it is compared with."""

    what: str
    chosen: str
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChoiceLine:
    """A choice of counties, beside the plan that was chosen."""

    counties: str
    points: str
    difference: str
    km: str


@dataclass(frozen=True, slots=True)
class CostLine:
    """What it would cost to take a county in or leave it out, and which one wish weighs most in that."""

    county: str
    cost: str
    heaviest: str = ""


@dataclass(frozen=True, slots=True)
class NumberLine:
    """What the best plan of so many stops is worth."""

    stops: str
    points: str
    difference: str


def others(was: Remembered) -> list[Alternative]:
    """The alternatives of the answer, but for the choice of counties that was made."""
    ours = _codes(was.trips)
    return [one for one in was.answer.proposal.alternatives if set(one.county_codes) != ours]


def _codes(trips: Trips) -> set[str]:
    return {stop.county_code for trip in trips for stop in trip.stops}


def figure_lines(
    question: Question, trips: Trips, alternatives: Sequence[Alternative]
) -> tuple[FigureLine, ...]:
    plans = [trips, *(one.trips for one in alternatives)]
    places = places_of(worth(question.problem, plan).total for plan in plans if plan)
    chosen, *beside = [figure_texts(question, plan, places) if plan else {} for plan in plans]
    return tuple(
        FigureLine(what, text, tuple(texts.get(what, "") for texts in beside))
        for what, text in chosen.items()
    )


def choice_lines(was: Remembered, points: int, alternatives: Sequence[Alternative]) -> tuple[ChoiceLine, ...]:
    ours = _codes(was.trips)
    km = figure_texts(was.question, was.trips)[_("Egna personkm")]
    places = places_of([points, *(one.points for one in alternatives)])  # what differs needs no more
    chosen = ChoiceLine(changed_counties_text(ours, ours), decimal_text(points, places), "", km)
    return (
        chosen,
        *(
            ChoiceLine(
                changed_counties_text(set(one.county_codes), ours),
                decimal_text(one.points, places),
                difference_text(one.points - points, places),
                number_text(one.staff_km),
            )
            for one in alternatives
        ),
    )


def frontier_lines(alternatives: Sequence[Alternative]) -> tuple[ChoiceLine, ...]:
    """What is worth most for each length of travel."""
    places = places_of(one.points for one in alternatives)
    return tuple(_frontier_line(one, places) for one in alternatives)


def _frontier_line(one: Alternative, places: int) -> ChoiceLine:
    codes = set(one.county_codes)
    return ChoiceLine(
        changed_counties_text(codes, codes) or _("inga"),
        decimal_text(one.points, places),
        "",
        number_text(one.staff_km),
    )


def number_lines(numbers: Sequence[NumberWorth], best: int) -> tuple[NumberLine, ...]:
    """What each number of stops is worth, beside the best answer."""
    places = places_of([best, *(one.points for one in numbers)])
    return tuple(_number_line(one, best, places) for one in numbers)


def _number_line(one: NumberWorth, best: int, places: int) -> NumberLine:
    stops = count_text("{n} stopp", "{n} stopp", one.stops)
    if one.points is None:
        return NumberLine(stops, _("går inte"), "")
    return NumberLine(stops, decimal_text(one.points, places), difference_text(one.points - best, places))


def inclusion_lines(question: Question, inclusions: Sequence[Inclusion]) -> tuple[CostLine, ...]:
    """The cheapest first, those that cannot be last."""
    ordered = sorted(inclusions, key=lambda one: (one.cost is None, one.cost or 0))
    places = places_of(one.cost for one in ordered)
    return tuple(_inclusion_line(question, one, places) for one in ordered)


def _inclusion_line(question: Question, one: Inclusion, places: int) -> CostLine:
    heaviest = ""
    if one.heaviest is not None:
        rule = wish_text(one.heaviest, question.names)
        heaviest = _("{rule}; utan det {points}").format(rule=rule, points=points_text(one.without or 0))
    cost = _("går inte") if one.cost is None else points_text(one.cost, places)
    return CostLine(question.names.get(one.county_code, one.county_code), cost, heaviest)


def omission_lines(question: Question, omissions: Sequence[Omission]) -> tuple[CostLine, ...]:
    """The cheapest first, those that must be in last."""
    ordered = sorted(omissions, key=lambda one: (one.cost is None, one.cost or 0))
    places = places_of(one.cost for one in ordered)
    return tuple(_omission_line(question, one, places) for one in ordered)


def _omission_line(question: Question, one: Omission, places: int) -> CostLine:
    cost = _("utan länet finns ingen plan") if one.cost is None else points_text(one.cost, places)
    return CostLine(question.names.get(one.county_code, one.county_code), cost)
