"""The answer to a problem, by whichever engine proves it soonest; every plan is checked first."""

from dataclasses import replace

from kampanjplan.domain.proposals import Alternative, Proof, Proposal, Rule, Trips
from kampanjplan.planner.columns import listable
from kampanjplan.planner.evaluate import breaches, staff_km, worth
from kampanjplan.planner.generation import solve_generated
from kampanjplan.planner.mip import solve_programme
from kampanjplan.planner.problem import Problem
from kampanjplan.planner.programme import Progress
from kampanjplan.planner.reading import digest
from kampanjplan.planner.table import Table, fits, table_of

SECONDS = 60.0
ALTERNATIVES = 10
EXACT = 10**8  # hundredths of a point; of greater numbers the mixed-integer solver's last digits are not sure


class UnsoundPlanError(AssertionError):
    """An engine gave a plan that the evaluator does not accept: a fault of ours."""


def solve(
    problem: Problem,
    *,
    table: Table | None = None,
    seconds: float = SECONDS,
    progress: Progress | None = None,
) -> Proposal:
    """The best plan with its proof. `table` may be the problem's own where the caller has it already.

    Where the table's best plan asks too many days of a speaker, the mixed-integer programme is solved in the
    time given; the table's value then still bounds it. Of plans that are worth as much it takes the one
    that the table would.
    """
    table = table or (table_of(problem) if fits(problem) else None)
    proposal = by_table(problem, table) if table else None
    if proposal is not None:
        return proposal
    best = table.best(table.allowed()) if table else None
    bound = None if not table or best is None else table.points(best)
    return _by_programme(problem, seconds, bound, progress)


def by_table(problem: Problem, table: Table | None = None) -> Proposal | None:
    """The table's answer; None where it is none, as its plan asks too many days of a speaker."""
    table = table or table_of(problem)
    best = table.best(table.allowed())
    if best is None:
        return nothing(problem, "table")
    trips = table.plan(best)
    if overworked(problem, trips):
        return None
    proposal = checked(problem, trips, table.points(best), proved=True, engine="table")
    others = alternatives(table)
    known = not any(overworked(problem, other.trips) for other in others)
    return replace(proposal, alternatives=others) if known else proposal


def overworked(problem: Problem, trips: Trips) -> bool:
    """Whether a plan asks more days of a speaker than there are: its value in the table is only a bound."""
    return capped(problem) and any(b.rule is Rule.SPEAKER_DAYS for b in breaches(problem, trips))


def capped(problem: Problem) -> bool:
    """Whether speakers' days are counted: then the table's values are only bounds, but for plans checked."""
    return problem.is_capped


def _by_programme(problem: Problem, seconds: float, bound: int | None, progress: Progress | None) -> Proposal:
    if progress is not None:  # that the search has begun
        progress(None, bound)
    if listable(problem) is problem:
        solved = solve_programme(problem, seconds, progress, settled=True)
    else:
        solved = solve_generated(problem, seconds, progress)
    if solved.trips is None:
        none = nothing(problem, "programme")
        return none if solved.proved else replace(none, proof=Proof.UNKNOWN)
    least, proved = min((b for b in (bound, solved.bound) if b is not None), default=None), solved.proved
    if least is not None and abs(least) > EXACT:
        least, proved = least + abs(least) // EXACT, False
    return checked(problem, solved.trips, least, proved=proved, engine="programme")


def nothing(problem: Problem, engine: str) -> Proposal:
    """The answer that there is no plan."""
    return Proposal(Proof.NONE, engine=engine, digest=digest(problem))


def checked(problem: Problem, trips: Trips, bound: int | None, *, proved: bool, engine: str) -> Proposal:
    """The plan with its worth by the evaluator, which must accept it and, where proved, agree."""
    broken, value = breaches(problem, trips), worth(problem, trips)
    if broken or (bound is not None and value.total > bound) or (proved and value.total != bound):
        raise UnsoundPlanError(broken, value.total, bound)
    return Proposal(
        Proof.BEST if proved else Proof.BOUND, trips, value, bound, engine=engine, digest=digest(problem)
    )


def alternatives(table: Table, count: int = ALTERNATIVES) -> tuple[Alternative, ...]:
    """The best choices of counties, best first, as the table has them."""
    return tuple(alternative(table, index) for index in table.ranked(table.allowed(), count))


def alternative(table: Table, index: int) -> Alternative:
    """The set of that number with its plan."""
    trips = table.plan(index)
    km = sum(staff_km(table.ground.problem, trip) for trip in trips)
    return Alternative(table.codes(index), table.points(index), km, trips)
