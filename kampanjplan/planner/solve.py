"""The answer to a problem, by whichever engine proves it soonest; every plan is checked first."""

from dataclasses import replace

from kampanjplan.domain.proposals import Alternative, Proof, Proposal, Rule, Trips
from kampanjplan.planner.columns import count_routes
from kampanjplan.planner.evaluate import breaches, worth
from kampanjplan.planner.ground import Ground
from kampanjplan.planner.merged import merged
from kampanjplan.planner.mip import Solved, solve_programme
from kampanjplan.planner.problem import Problem
from kampanjplan.planner.programme import Progress
from kampanjplan.planner.reading import digest
from kampanjplan.planner.scale import Scale
from kampanjplan.planner.table import Table, fits, table_of

SECONDS = 60.0
ALTERNATIVES = 10
MOST_ROUTES = 400_000  # more are too many to list


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
    time given; the table's value then still bounds it.
    """
    table = table or (table_of(problem) if fits(problem) else None)
    proposal = by_table(problem, table) if table else None
    if proposal is not None:
        return proposal
    best = table.best(table.allowed()) if table else None
    return _by_programme(
        problem, seconds, None if not table or best is None else table.points(best), progress
    )


def by_table(problem: Problem, table: Table | None = None) -> Proposal | None:
    """The table's answer; None where it is none, as its plan asks too many days of a speaker."""
    table = table or table_of(problem)
    best = table.best(table.allowed())
    if best is None:
        return _nothing(problem, "table")
    trips = table.plan(best)
    if any(breach.rule is Rule.SPEAKER_DAYS for breach in breaches(problem, trips)):
        return None
    proposal = _checked(problem, trips, table.points(best), proved=True, engine="table")
    return replace(proposal, alternatives=alternatives(table))


def _by_programme(problem: Problem, seconds: float, bound: int | None, progress: Progress | None) -> Proposal:
    shorter = _listable(problem)
    if shorter is not problem:
        bound = _merged_bound(problem)
    solved: Solved = solve_programme(shorter, seconds, progress)
    proved = solved.proved and shorter is problem
    if solved.trips is None:
        return (
            _nothing(problem, "programme")
            if proved
            else replace(_nothing(problem, "programme"), proof=Proof.UNKNOWN)
        )
    bounds = [b for b in (bound, solved.bound if shorter is problem else None) if b is not None]
    return _checked(problem, solved.trips, min(bounds, default=None), proved=proved, engine="programme")


def _merged_bound(problem: Problem) -> int | None:
    """What no plan can be worth more than, with the towns of each county as one."""
    whole = merged(problem)
    table = table_of(whole) if fits(whole) else None
    best = table.best(table.allowed()) if table else None
    return None if table is None or best is None else table.points(best)


def _listable(problem: Problem) -> Problem:
    """The problem, or with shorter trips where there are too many to list."""
    while problem.longest_trip > 1 and count_routes(Ground(problem, Scale(1, 0, 0))) > MOST_ROUTES:
        problem = replace(problem, longest_trip=problem.longest_trip - 1)
    return problem


def _nothing(problem: Problem, engine: str) -> Proposal:
    return Proposal(Proof.NONE, engine=engine, digest=digest(problem))


def _checked(problem: Problem, trips: Trips, bound: int | None, *, proved: bool, engine: str) -> Proposal:
    """The plan with its worth by the evaluator, which must accept it and, where proved, agree."""
    broken, value = breaches(problem, trips), worth(problem, trips)
    if broken or (bound is not None and value.total > bound) or (proved and value.total != bound):
        raise UnsoundPlanError(broken, value.total, bound)
    return Proposal(
        Proof.BEST if proved else Proof.BOUND, trips, value, bound, engine=engine, digest=digest(problem)
    )


def alternatives(table: Table, count: int = ALTERNATIVES) -> tuple[Alternative, ...]:
    """The best choices of counties, best first, as the table has them; their trips come by `table.plan`."""
    return tuple(
        Alternative(table.codes(index), table.points(index), table.staff_km(index))
        for index in table.ranked(table.allowed(), count)
    )
