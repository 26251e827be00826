"""Planning anew after a refusal: confirmed stops stay, of those on hold as many as can, then the best."""

from dataclasses import replace

from kampanjplan.domain.errors import ProblemError, ProblemTrouble
from kampanjplan.domain.proposals import EarlierStop, Proof, Proposal, Replan, Standing, Trips
from kampanjplan.planner.advice import why_impossible
from kampanjplan.planner.calls import calls, changes
from kampanjplan.planner.columns import listable
from kampanjplan.planner.conflict import NO_WEIGHTS
from kampanjplan.planner.evaluate import worth
from kampanjplan.planner.ground import Held
from kampanjplan.planner.mip import solve_programme
from kampanjplan.planner.problem import Pin, Problem
from kampanjplan.planner.programme import Progress
from kampanjplan.planner.solve import EXACT, SECONDS, by_table, checked, nothing
from kampanjplan.planner.table import fits, table_of

Earlier = tuple[EarlierStop, ...]


def replan(
    problem: Problem, earlier: Earlier, *, seconds: float = SECONDS, progress: Progress | None = None
) -> Replan:
    """The plan of the problem as it is now, with as little change as can be; ProblemError for unknown towns.

    The problem holds what is new: the refusal as an answer, a cancelled county as forbidden.
    """
    pinned = with_confirmed(problem, earlier)
    held = (e.stop for e in earlier if e.standing is Standing.ON_HOLD)
    holds = frozenset((stop.town, stop.day) for stop in held)
    proposal = by_table(pinned, table_of(pinned, holds)) if fits(pinned) else None
    proposal = proposal or _by_programme(pinned, holds, seconds, progress)
    if proposal.proof is Proof.NONE:
        advice = why_impossible(pinned, proposal)
        return Replan(proposal, conflict=advice.conflict, way_out=advice.way_out)
    if proposal.proof is Proof.UNKNOWN:
        return Replan(proposal)
    changed = changes(earlier, proposal.trips)
    return Replan(proposal, changed, calls(problem, earlier, proposal.trips))


def with_confirmed(problem: Problem, earlier: Earlier) -> Problem:
    """The problem with the confirmed stops pinned to their towns and days."""
    towns = {place.town for place in problem.places}
    confirmed = {e.stop.town: e.stop.day for e in earlier if e.standing is Standing.CONFIRMED}
    for town in confirmed:
        if town not in towns:
            raise ProblemError("earlier", ProblemTrouble.UNKNOWN_NAME, town)
    pins = tuple(pin for pin in problem.pins if pin.town not in confirmed)
    return replace(problem, pins=(*pins, *(Pin(town=t, days=(day,)) for t, day in confirmed.items())))


def _by_programme(
    problem: Problem, holds: frozenset[Held], seconds: float, progress: Progress | None
) -> Proposal:
    """First how many can stay at most; then the best plan, with a bonus great enough that so many do.

    A plan that keeps the most, and is best with a bonus for each, is the best of those that keep the most,
    however great the bonus; a small one keeps the solver's numbers exact.
    """
    shorter = listable(problem)
    free = solve_programme(replace(shorter, weights=NO_WEIGHTS), seconds, holds=holds, hold=1)
    if free.trips is None:
        none = nothing(problem, "programme")
        sure = free.proved and shorter is problem
        return none if sure else replace(none, proof=Proof.UNKNOWN)
    most, trips, bonus = _kept(holds, free.trips), free.trips, _bonus(problem, free.trips)
    sure = free.proved and shorter is problem
    while bonus * max(1, len(holds)) < EXACT:
        solved = solve_programme(shorter, seconds, progress, holds=holds, hold=bonus, settled=True)
        if solved.trips is None or not solved.proved:
            break
        trips = solved.trips
        if _kept(holds, trips) == most:
            total = worth(problem, trips).total
            exact = sure and solved.bound == total + most * bonus
            return checked(problem, trips, total if exact else None, proved=exact, engine="programme")
        bonus *= 8
    return checked(
        problem, _better(problem, holds, trips, free.trips), None, proved=False, engine="programme"
    )


def _bonus(problem: Problem, trips: Trips) -> int:
    return max(100_000, 2 * abs(worth(problem, trips).total)) if trips else 100_000


def _better(problem: Problem, holds: frozenset[Held], one: Trips, other: Trips) -> Trips:
    return max(one, other, key=lambda trips: (_kept(holds, trips), worth(problem, trips).total))


def _kept(holds: frozenset[Held], trips: Trips) -> int:
    return len(holds & {(stop.town, stop.day) for trip in trips for stop in trip.stops})
