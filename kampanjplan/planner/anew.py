"""Reasons where there is no table to look them up in: by solving anew, in limited time."""

from dataclasses import dataclass, field, replace
from time import monotonic

from kampanjplan.domain.proposals import (
    Alternative,
    Inclusion,
    NumberWorth,
    Omission,
    Proof,
    Proposal,
    Reasons,
    Rule,
    Swap,
    Trips,
    Wish,
)
from kampanjplan.planner.columns import listable
from kampanjplan.planner.evaluate import staff_km, worth
from kampanjplan.planner.mip import solve_programme
from kampanjplan.planner.problem import Problem
from kampanjplan.planner.relief import without
from kampanjplan.planner.solve import ALTERNATIVES, EXACT, solve

EACH = 10.0  # seconds for one problem
ALL = 60.0  # seconds for all of them


@dataclass(slots=True)
class Clock:
    """Gives proved answers only, and none when the time is out; `late` tells that some were not given."""

    ends: float = field(default_factory=lambda: monotonic() + ALL)
    late: bool = False

    def answer(self, problem: Problem) -> Proposal | None:
        left = self.left()
        proposal = solve(problem, seconds=left) if left > 0 else None
        if proposal and proposal.proof in (Proof.BEST, Proof.NONE):
            return proposal
        self.late = True
        return None

    def left(self) -> float:
        """Seconds that there are for the next problem."""
        return min(EACH, self.ends - monotonic())


def reasons_anew(problem: Problem, proposal: Proposal) -> Reasons:
    """What each county costs in or out, then numbers of stops, then swaps, as far as the time goes."""
    clock = Clock()
    costs = costs_anew(problem, proposal, clock)
    numbers = numbers_anew(problem, clock)
    swaps = swaps_anew(problem, proposal, clock)
    return Reasons(*costs, numbers, swaps=swaps, complete=not clock.late)


def costs_anew(
    problem: Problem, proposal: Proposal, clock: Clock
) -> tuple[tuple[Inclusion, ...], tuple[Omission, ...]]:
    """Costs of each county in or out, with it required or forbidden; what takes too long is left out."""
    chosen, codes = _chosen(proposal.trips), [county.code for county in problem.counties]
    inside = (inclusion_anew(problem, proposal, code, clock) for code in codes if code not in chosen)
    outside = (omission_anew(problem, proposal, code, clock) for code in codes if code in chosen)
    return tuple(one for one in inside if one), tuple(one for one in outside if one)


def inclusion_anew(problem: Problem, proposal: Proposal, code: str, clock: Clock) -> Inclusion | None:
    """What it costs to have the county in; None where the time was too short."""
    asked = replace(without(problem, Wish(Rule.FORBIDDEN, code)), required=(*problem.required, code))
    answer = clock.answer(asked)
    return None if answer is None else Inclusion(code, _cost(proposal, answer), trips=answer.trips)


def omission_anew(problem: Problem, proposal: Proposal, code: str, clock: Clock) -> Omission | None:
    """What it costs to leave the county out; None where the time was too short."""
    answer = clock.answer(replace(problem, forbidden=(*problem.forbidden, code)))
    return None if answer is None else Omission(code, _cost(proposal, answer), answer.trips)


def _cost(proposal: Proposal, answer: Proposal) -> int | None:
    return proposal.points - answer.points if answer.worth else None


def numbers_anew(problem: Problem, clock: Clock) -> tuple[NumberWorth, ...]:
    """What the best plan of each number of stops is worth, one below the fewest to one above the most."""
    found = []
    for stops in range(max(1, problem.fewest_stops - 1), problem.most_stops + 2):
        answer = clock.answer(replace(problem, fewest_stops=stops, most_stops=stops))
        if answer:
            found.append(NumberWorth(stops, answer.points if answer.worth else None))
    return tuple(found)


def swaps_anew(problem: Problem, proposal: Proposal, clock: Clock) -> tuple[Swap, ...]:
    """What each county costs instead of one of the chosen, all others kept."""
    chosen, codes = _chosen(proposal.trips), [county.code for county in problem.counties]
    pairs = ((old, new) for old in codes if old in chosen for new in codes if new not in chosen)
    found = (swap_anew(problem, proposal, old, new, clock) for old, new in pairs)
    return tuple(one for one in found if one)


def swap_anew(problem: Problem, proposal: Proposal, old: str, new: str, clock: Clock) -> Swap | None:
    """What the new county costs instead of the old one; None where the time was too short."""
    kept = (_chosen(proposal.trips) - {old}) | {new}
    codes = [county.code for county in problem.counties]
    required = (*problem.required, *(code for code in codes if code in kept))
    forbidden = (*problem.forbidden, *(code for code in codes if code not in kept))
    answer = clock.answer(replace(problem, required=required, forbidden=forbidden))
    return None if answer is None else Swap(old, new, _cost(proposal, answer), answer.trips)


def alternatives_anew(
    problem: Problem, proposal: Proposal, count: int = ALTERNATIVES
) -> tuple[Alternative, ...]:
    """The best choices of counties, best first, each proved; fewer where the time was too short."""
    clock, found = Clock(), [_alternative(problem, proposal.trips)]
    while len(found) < count and clock.left() > 0 and listable(problem) is problem:
        known = [frozenset(alternative.county_codes) for alternative in found]
        solved = solve_programme(problem, clock.left(), other_than=known, settled=True)
        if not solved.proved or solved.trips is None or abs(found[-1].points) > EXACT:
            break
        found.append(_alternative(problem, solved.trips))
    return tuple(found)


def _alternative(problem: Problem, trips: Trips) -> Alternative:
    km = sum(staff_km(problem, trip) for trip in trips)
    return Alternative(tuple(sorted(_chosen(trips))), worth(problem, trips).total, km, trips)


def _chosen(trips: Trips) -> set[str]:
    return {stop.county_code for trip in trips for stop in trip.stops}
