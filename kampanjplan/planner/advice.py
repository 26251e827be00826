"""The whole advice on a problem: the proposal, then what explains it, or why there is none."""

from collections.abc import Callable
from dataclasses import replace

from kampanjplan.domain.errors import UndecidedError
from kampanjplan.domain.proposals import Advice, Proof, Proposal
from kampanjplan.planner.anew import Clock, alternatives_anew
from kampanjplan.planner.conflict import Trials, conflict, way_out
from kampanjplan.planner.explain import reasons
from kampanjplan.planner.frontier import counted_frontier
from kampanjplan.planner.problem import Problem
from kampanjplan.planner.programme import Progress
from kampanjplan.planner.solve import SECONDS, capped, solve
from kampanjplan.planner.table import fits, table_of


def advise(
    problem: Problem,
    *,
    seconds: float = SECONDS,
    progress: Progress | None = None,
    found: Callable[[Proposal], None] | None = None,
    so_far: Callable[[Advice], None] | None = None,
    frontier: bool = True,
) -> Advice:
    """All that can be told; `found` hears of the proposal before its reasons are sought.

    What could not be decided in the time (of conflicts, of reasons) is left out. Where speakers' days are
    counted, alternatives are solved for one by one, and reach against travel takes long: it is sought last,
    if the `frontier` is wanted. `so_far` hears of the rest before either.
    """
    table = table_of(problem) if fits(problem) else None
    proposal = solve(problem, table=table, seconds=seconds, progress=progress)
    if found is not None:
        found(proposal)
    if proposal.proof is Proof.NONE:
        return why_impossible(problem, proposal)
    told = reasons(problem, proposal, table)
    if proposal.proof is not Proof.BEST:
        return Advice(proposal, told)
    weighs = frontier and table is not None and capped(problem)
    advice = Advice(proposal, replace(told, frontier_whole=not weighs))
    if not proposal.alternatives:
        if so_far is not None:
            so_far(advice)
        advice = replace(
            advice, proposal=replace(proposal, alternatives=alternatives_anew(problem, proposal))
        )
    if not weighs or table is None:
        return advice
    if so_far is not None:
        so_far(advice)
    clock = Clock()
    choices = counted_frontier(problem, table, clock)
    return replace(advice, reasons=replace(told, frontier=choices, frontier_whole=not clock.late))


def why_impossible(problem: Problem, proposal: Proposal) -> Advice:
    """What cannot hold together, and the way out, as far as the time goes."""
    trials, found = Trials(problem), None
    try:
        found = conflict(problem, trials)
        return Advice(proposal, conflict=found, way_out=way_out(problem, trials))
    except UndecidedError:
        return Advice(proposal, conflict=found)
