"""The trips that matter where there are too many to list: column generation.

The relaxed programme is solved over few trips; its prices tell which others would make it worth more, and
those are added until there are none. What it is worth then bounds every plan. A plan that beats one at hand
holds no trip that lies further below its prices than that plan lies below the bound: all others need not be
listed (Barnhart and others, Branch-and-price, Operations Research 46, 1998; reduced-cost fixing).
"""

from dataclasses import dataclass, replace
from math import floor
from time import monotonic

import numpy as np

from kampanjplan.planner.columns import listable
from kampanjplan.planner.evaluate import worth
from kampanjplan.planner.ground import Ground
from kampanjplan.planner.mip import Listed, Solved, plain_columns, put_together, solve_programme
from kampanjplan.planner.pricing import Prices, Pricing
from kampanjplan.planner.problem import Problem
from kampanjplan.planner.programme import Programme, Progress
from kampanjplan.planner.scale import Scale

EACH = 1_000  # routes of a length that are added at once
MOST = 20_000  # of a length; more take HiGHS too long
SHARE = 0.5  # of the time, for the bound


@dataclass(frozen=True)
class Generated:
    """Routes of the lengths that cannot be listed whole; no plan is worth more than `bound`."""

    pricing: Pricing
    routes: Listed
    bound: int

    def better_than(self, points: int) -> Listed:
        """All routes that a plan worth more can hold, the likeliest first."""
        least = points - self.bound - 1.0
        return {length: self.pricing.routes(length, least) for length in self.routes}


def solve_generated(problem: Problem, seconds: float, progress: Progress | None = None) -> Solved:
    """The best plan found in the time, with a bound; proved where all trips that matter were looked at."""
    ends = monotonic() + seconds
    generated = generate(problem, seconds * SHARE, progress)
    if generated is None:
        return replace(solve_programme(listable(problem), seconds, progress), bound=None, proved=False)

    told = _Telling(progress, generated.bound)

    def solved(routes: Listed, *, settled: bool) -> Solved:
        left = max(0.0, ends - monotonic())
        return solve_programme(problem, left, told.hear, settled=settled, routes=routes)

    best = solved(generated.routes, settled=False)
    if best.trips is None:
        best = solve_programme(listable(problem), max(0.0, ends - monotonic()), told.hear)
    while best.trips is not None and monotonic() < ends:
        points = worth(problem, best.trips).total
        told.hear(points, None)
        matter = generated.better_than(points)
        all_seen = all(len(routes) <= MOST for routes in matter.values())
        better = solved({length: routes[:MOST] for length, routes in matter.items()}, settled=all_seen)
        if better.proved and better.trips is not None and all_seen:
            return better
        if better.trips is None or worth(problem, better.trips).total <= points:
            break
        best = better
    return Solved(best.trips, generated.bound, False)


@dataclass
class _Telling:
    """Tells the best of all searches so far, and the bound on all trips."""

    progress: Progress | None
    bound: int
    best: int | None = None

    def hear(self, best: int | None, _bound: int | None) -> None:
        if self.progress is not None and best is not None and (self.best is None or best > self.best):
            self.best = best
            self.progress(best, self.bound)


def generate(problem: Problem, seconds: float, progress: Progress | None = None) -> Generated | None:
    """The routes that the relaxed programme asks for; None where it has no solution to begin with.

    It begins without any trip of several stops, or, where that cannot be, without those too many to list.
    """
    ends, ground = monotonic() + seconds, Ground(problem, Scale(1, 0, 0))
    for first in (2, listable(problem).longest_trip + 1):
        lengths = range(first, problem.longest_trip + 1)
        none = {length: np.zeros((0, length), dtype=np.int64) for length in lengths}
        found = _generate(ground, none, ends, progress)
        if found is not None:
            return found
    return None


def _generate(ground: Ground, routes: Listed, ends: float, progress: Progress | None) -> Generated | None:
    best: Generated | None = None
    while (left := ends - monotonic()) > 0 and (prices := _prices(ground, routes, left)) is not None:
        pricing = Pricing(ground, prices)
        over = max(0.0, pricing.most(routes))
        bound = floor(prices.worth + over * (ground.problem.most_stops // min(routes)) + 0.01)
        if best is None or bound <= best.bound:
            best = Generated(pricing, routes, bound)
            if progress is not None:
                progress(None, bound)
        more = {length: pricing.routes(length, max(1.0, over / 2))[:EACH] for length in routes}
        wider = {n: np.unique(np.concatenate([routes[n], more[n]]), axis=0) for n in routes}
        if all(len(wider[n]) == len(routes[n]) for n in routes):
            break
        routes = wider
    return best


def _prices(ground: Ground, routes: Listed, seconds: float) -> Prices | None:
    programme = Programme()
    parts = put_together(ground, programme, plain_columns(ground, programme, routes))
    relaxed = programme.relax(seconds)
    if relaxed is None:
        return None
    return Prices(relaxed.worth, relaxed.prices[parts.of_towns], relaxed.prices[parts.of_days])
