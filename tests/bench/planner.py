"""Planner: the engine against CP-SAT's circuits of two workers, what the table tells at once, the aims."""

import time
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from kampanjplan.domain.proposals import Proof, Proposal
from kampanjplan.planner.conflict import Trials, conflict
from kampanjplan.planner.explain import inclusions, swaps
from kampanjplan.planner.mip import solve_programme
from kampanjplan.planner.problem import Problem
from kampanjplan.planner.solve import alternatives, solve
from kampanjplan.planner.table import table_of
from tests.bench.harness import cpu, ratio
from tests.planner.cases import base_case, towns_case
from tests.planner.circuit import Circuit
from tests.planner.test_conflict import impossible

SEEDS = range(30)
SECONDS = 60  # for what is only an aim
CIRCUIT_SECONDS = 900


def run() -> bool:
    return all([_against_circuit(), _lookups(), _equal_to_solving_anew(), _capped(), _conflicts(), _aims()])


def _against_circuit() -> bool:
    """Every base case by both, in turn; where CP-SAT proves its value in time, it must be ours."""
    found: dict[int, Proposal] = {}
    told: list[bool] = []

    def ours(seeds: Iterator[int]) -> float:
        seed = next(seeds)
        return cpu(lambda: found.__setitem__(seed, solve(base_case(seed))))

    def other(seeds: Iterator[int]) -> float:
        seed = next(seeds)
        answers: list[tuple[int | None, int | None, bool]] = []
        seconds = cpu(lambda: answers.append(Circuit(base_case(seed)).solve(seconds=CIRCUIT_SECONDS)))
        told.append(_agreed(seed, found[seed], *answers[0]))
        return seconds

    name = "planner, base case / CP-SAT circuit of 2 workers"
    within = ratio(name, partial(ours, iter(SEEDS)), partial(other, iter(SEEDS)), len(SEEDS), 0.2)
    proved = sum(proposal.proof is Proof.BEST for proposal in found.values())
    print(f"planner, proved: {proved} of 30; proved by CP-SAT too, and equal: {sum(told)}", flush=True)
    return within and proved == len(SEEDS) and all(told)


def _agreed(seed: int, ours: Proposal, value: int | None, bound: int | None, proved: bool) -> bool:
    if proved and value == ours.points:
        return True
    print(
        f"planner, seed {seed}: ours {ours.points}, CP-SAT {value}, bound {bound}, proved {proved}",
        flush=True,
    )
    return False


def _lookups() -> bool:
    """A solve and all that the table then answers, against the solve alone."""

    def ours(seeds: Iterator[int]) -> float:
        problem = base_case(next(seeds))

        def work() -> None:
            table = table_of(problem)
            solve(problem, table=table)
            inclusions(table), alternatives(table), swaps(table)

        return cpu(work)

    def other(seeds: Iterator[int]) -> float:
        problem = base_case(next(seeds))
        return cpu(lambda: solve(problem))

    name = "planner, solve with inclusions, ten best and swaps / solve"
    return ratio(name, partial(ours, iter(SEEDS)), partial(other, iter(SEEDS)), len(SEEDS), 1.3)


def _equal_to_solving_anew() -> bool:
    """What each county costs and some swaps, against HiGHS with the counties forced."""
    asked = same = 0
    for seed in SEEDS:
        problem = base_case(seed)
        table, best = table_of(problem), solve(problem)
        for inclusion in inclusions(table):
            value = _forced(problem, required=(inclusion.county_code,))
            same += inclusion.cost == (None if value is None else best.points - value)
            asked += 1
        codes = {stop.county_code for trip in best.trips for stop in trip.stops}
        for swap in swaps(table)[seed % 7 :: 7]:
            wanted = (codes - {swap.old}) | {swap.new}
            others = tuple(c.code for c in problem.counties if c.code not in wanted)
            value = _forced(problem, required=tuple(wanted), forbidden=others)
            same += swap.cost == (None if value is None else best.points - value)
            asked += 1
    print(f"planner, looked up and equal to solving anew: {same} of {asked}", flush=True)
    return same == asked


def _forced(problem: Problem, **changes: tuple[str, ...]) -> int | None:
    return solve_programme(replace(problem, **changes), SECONDS).bound


def _capped() -> bool:
    """Speakers' days counted, 8-10 stops in 26 weeks: all must be proved."""
    cases = (base_case(seed, weeks=26, cap=3, fewest_stops=8, most_stops=10) for seed in range(5))
    return False not in [_told("8-10 stops, 26 weeks, 3 days a speaker", case) for case in cases]


def _conflicts() -> bool:
    """Forty problems that cannot be solved; conflict() itself shows that each conflict is minimal."""
    solves, sizes = [], []
    seconds = cpu(lambda: [_explain(seed, solves, sizes) for seed in range(40)])
    tried = f"{min(solves)}-{max(solves)} solves (mean {sum(solves) / len(solves):.0f})"
    found = f"{len(sizes)} of 40, of {min(sizes)}-{max(sizes)} wishes"
    print(f"planner, minimal conflicts: {found}, by {tried}, {seconds / 40:.2f} s each", flush=True)
    return len(sizes) == 40


def _explain(seed: int, solves: list[int], sizes: list[int]) -> None:
    problem = impossible(seed)
    found = conflict(problem, Trials(problem))
    if found is not None:
        solves.append(found.solves)
        sizes.append(len(found.wishes))


def _aims() -> bool:
    """Told with their gaps, and no failure."""
    _told("up to 21 stops, 52 weeks, 4 days a speaker", base_case(0, weeks=52, cap=4, most_stops=21))
    _told("290 towns, trips of two", towns_case(0))
    _told("290 towns, trips of three", towns_case(0, longest_trip=3, longest_leg=450))
    return True


def _told(name: str, problem: Problem) -> bool:
    begun, found = time.monotonic(), []
    seconds = cpu(lambda: found.append(solve(problem, seconds=SECONDS)))
    proposal, wall = found[0], time.monotonic() - begun
    print(
        f"planner, {name}: {proposal.proof.value}, gap {proposal.gap:.2%}, {seconds:.1f} s CPU, {wall:.1f} s",
        flush=True,
    )
    return proposal.proof is Proof.BEST
