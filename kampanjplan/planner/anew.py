"""Costs of counties and numbers of stops where there is no table: by solving anew, in limited time."""

from dataclasses import dataclass, field, replace
from time import monotonic

from kampanjplan.domain.proposals import Inclusion, NumberWorth, Omission, Proof, Proposal, Rule, Wish
from kampanjplan.planner.problem import Problem
from kampanjplan.planner.relief import without
from kampanjplan.planner.solve import solve

EACH = 10.0  # seconds for one problem
ALL = 60.0  # seconds for all of them


@dataclass(frozen=True, slots=True)
class Clock:
    """Gives proved answers only, and none when the time is out."""

    ends: float = field(default_factory=lambda: monotonic() + ALL)

    def answer(self, problem: Problem) -> Proposal | None:
        left = min(EACH, self.ends - monotonic())
        proposal = solve(problem, seconds=left) if left > 0 else None
        return proposal if proposal and proposal.proof in (Proof.BEST, Proof.NONE) else None


def costs_anew(
    problem: Problem, proposal: Proposal, clock: Clock
) -> tuple[tuple[Inclusion, ...], tuple[Omission, ...]]:
    """Costs of each county in or out, with it required or forbidden; what takes too long is left out."""
    chosen = {stop.county_code for trip in proposal.trips for stop in trip.stops}
    inside: list[tuple[str, int | None]] = []
    outside: list[tuple[str, int | None]] = []
    for code in (county.code for county in problem.counties):
        if code in chosen:
            other = replace(problem, forbidden=(*problem.forbidden, code))
        else:
            other = replace(without(problem, Wish(Rule.FORBIDDEN, code)), required=(*problem.required, code))
        answer = clock.answer(other)
        if answer:
            cost = proposal.points - answer.points if answer.worth else None
            (outside if code in chosen else inside).append((code, cost))
    return tuple(Inclusion(*pair) for pair in inside), tuple(Omission(*pair) for pair in outside)


def numbers_anew(problem: Problem, clock: Clock) -> tuple[NumberWorth, ...]:
    """What the best plan of each number of stops is worth, one below the fewest to one above the most."""
    found = []
    for stops in range(max(1, problem.fewest_stops - 1), problem.most_stops + 2):
        answer = clock.answer(replace(problem, fewest_stops=stops, most_stops=stops))
        if answer:
            found.append(NumberWorth(stops, answer.points if answer.worth else None))
    return tuple(found)
