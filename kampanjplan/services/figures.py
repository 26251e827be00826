"""The figures of a plan that coordinators compare: reach, travel, nights, CO2e, answers and load."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from kampanjplan.domain.planning import TravelFactor
from kampanjplan.domain.proposals import Term, Trip, Trips
from kampanjplan.planner.evaluate import worth
from kampanjplan.planner.problem import Problem
from kampanjplan.services.questions import Question
from kampanjplan.wording import _
from kampanjplan.wording.planning import carbon_text
from kampanjplan.wording.proposals import decimal_text, number_text


@dataclass(frozen=True, slots=True)
class Figures:
    """`reached` are expected participants who have a stop within reach, `saved_km` and `staff_km` person-km,
    `grams` CO2e of the staff's travel (None where no factor is chosen), `days` how many stops each party and
    speaker takes part in.
    """

    stops: int
    reached: int
    saved_km: int
    staff_km: int
    nights: int
    grams: float | None
    if_need_be: int
    unanswered: int
    days: Mapping[str, int]


def figures(problem: Problem, trips: Trips, factor: TravelFactor | None) -> Figures:
    """The figures of any plan of the problem, whoever made it."""
    value = worth(problem, trips)
    stops = [stop for trip in trips for stop in trip.stops]
    days: Counter[str] = Counter({party.key: len(stops) for party in problem.parties})
    for trip in trips:
        days.update({task.speaker: len(trip.stops) for task in trip.crew})
    return Figures(
        stops=len(stops),
        reached=sum(
            county.participants
            for county in problem.counties
            if any(problem.distance(county.town, stop.town) <= problem.reach_km for stop in stops)
        ),
        saved_km=value.amount(Term.SAVED),
        staff_km=value.amount(Term.STAFF_KM),
        nights=value.amount(Term.NIGHTS),
        grams=None if factor is None else sum(grams(problem, trip, factor) for trip in trips),
        if_need_be=value.amount(Term.IF_NEED_BE),
        unanswered=value.amount(Term.UNANSWERED),
        days=dict(days),
    )


def grams(problem: Problem, trip: Trip, factor: TravelFactor) -> float:
    """CO2e of a trip: each party's staff travels together, each speaker alone."""
    crew = {task.speaker for task in trip.crew}
    groups = [(party.home, party.staff) for party in problem.parties]
    groups += [(speaker.home, 1) for speaker in problem.speakers if speaker.key in crew]
    towns = [stop.town for stop in trip.stops]
    return sum(
        factor.grams(sum(problem.distance(a, b) for a, b in pairwise((home, *towns, home))), count)
        for home, count in groups
        if towns
    )


def figure_texts(question: Question, trips: Trips, places: int = 0) -> Mapping[str, str]:
    """Each figure of a plan by what it is called, points with at least so many decimals."""
    found = figures(question.problem, trips, question.factor)
    return {
        _("Poäng"): decimal_text(worth(question.problem, trips).total, places),
        _("Deltagare som nås"): number_text(found.reached),
        _("Sparade personkm"): number_text(found.saved_km),
        _("Egna personkm"): number_text(found.staff_km),
        _("Egna nätter"): number_text(found.nights),
        _("CO2e"): carbon_text(found.grams).removesuffix(" CO2e"),
        _("Svar som saknas"): number_text(found.unanswered),
        _("Svar ”vid behov”"): number_text(found.if_need_be),
    }


def days_by_name(question: Question, trips: Trips) -> Mapping[str, int]:
    """How many days each who takes part is needed."""
    found = figures(question.problem, trips, question.factor)
    return {question.names.get(key, key): days for key, days in found.days.items()}
