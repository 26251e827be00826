"""Which trips are worth more than the prices of their towns and days, without making all that there are.

Who can come on which day depends on the counties alone, the ways on the towns alone. For each order of
counties the best towns are therefore found along the way, as in a shortest path, and the best start apart
from them: 290 towns have 1.5 million trips to three, but 21 counties have less than ten thousand orders.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from kampanjplan.planner.columns import by_count, near
from kampanjplan.planner.crews import crew_costs
from kampanjplan.planner.ground import Ground, Numbers
from kampanjplan.planner.problem import Theme
from kampanjplan.planner.scale import BLOCKED

Reals = NDArray[np.float64]
NEVER = -1e15


@dataclass(frozen=True, slots=True)
class Prices:
    """What the relaxed programme is worth, and what it would pay to use each town and each day once more."""

    worth: float
    towns: Reals
    days: Reals


@dataclass(frozen=True, slots=True)
class _Going:
    """A theme and from where the crew comes: what each town gives over its price, and what the ways cost."""

    town: Reals
    out: Reals  # from all homes to each town
    back: Reals
    between: Reals  # places x places
    nights: float
    answers: Reals  # by start

    def worth(self, routes: Numbers) -> Reals:
        """Of routes (routes x length) over the prices of their towns."""
        total = (
            self.out[routes[:, 0]] + self.back[routes[:, -1]] + self.town[routes].sum(axis=1) + self.nights
        )
        for n in range(1, routes.shape[1]):
            total = total + self.between[routes[:, n - 1], routes[:, n]]
        return np.asarray(total)


@dataclass(frozen=True)
class Pricing:
    """The trips of one problem against prices."""

    ground: Ground
    prices: Prices

    def most(self, lengths: Iterable[int]) -> float:
        """What the best trip of those lengths is worth over its prices; NEVER where there is none."""
        found = [worth.max(initial=NEVER) for length in lengths for _going, worth in self._orders(length)]
        return max(found, default=NEVER)

    def routes(self, length: int, least: float) -> Numbers:
        """All routes (ascending places) that may be worth so much over their prices, the best first."""
        parts: list[Reals] = [np.zeros((0, length + 1))]
        for going, worth in self._orders(length):
            towns = self._by_counties(going, length)
            for order in np.argwhere(worth >= least).tolist():
                choice = np.stack(np.meshgrid(*(self._members[c] for c in order), indexing="ij"), axis=-1)
                choice = choice.reshape(-1, length)
                values = going.worth(choice) + worth[tuple(order)] - towns[tuple(order)]
                good = values >= least
                parts.append(np.column_stack([np.sort(choice[good], axis=1), -values[good]]))
        valued = np.concatenate(parts)
        found: Numbers = valued[np.argsort(valued[:, -1], kind="stable"), :-1].astype(np.int64)
        _same, first = np.unique(found, axis=0, return_index=True)
        return np.asarray(found[np.sort(first)])

    def _orders(self, length: int) -> Iterator[tuple[_Going, Reals]]:
        """For each theme and homes: what every order of counties is worth with the best towns and start."""
        days = self._days(length)
        for going in self._goings(length):
            yield going, self._by_counties(going, length) + (days + going.answers).max(axis=-1, initial=NEVER)

    @cached_property
    def _members(self) -> list[Numbers]:
        return [np.flatnonzero(self.ground.county_of == n) for n in range(len(self.ground.codes))]

    def _days(self, length: int) -> Reals:
        """What the counties' answers and the days' prices take off: counties in order x starts."""
        ground, starts = self.ground, self.ground.starts[length]
        costs = np.stack([ground.day_costs[places].min(axis=0) for places in self._members]).astype(float)
        costs = np.where(costs >= -BLOCKED, NEVER, -costs)
        last = ground.ordinals[starts + length - 1]
        free = np.searchsorted(ground.ordinals, last + ground.problem.rest_days, side="right")
        until = np.concatenate([[0.0], np.cumsum(self.prices.days)])
        total: Reals = until[starts] - until[free]
        for n in range(length):
            shape = [1] * length + [len(starts)]
            shape[n] = len(costs)
            total = total + costs[:, starts + n].reshape(shape)
        return total

    def _goings(self, length: int) -> Iterator[_Going]:
        for theme in self.ground.problem.themes:
            for homes, answers in by_count(crew_costs(self.ground, theme, length)).items():
                yield self._going(theme, homes, np.where(answers >= -BLOCKED, NEVER, -1.0 * answers), length)

    def _going(self, theme: Theme, homes: Iterable[str], answers: Reals, length: int) -> _Going:
        ground = self.ground
        travellers = Counter(homes)
        for party in ground.problem.parties:
            travellers[party.home] += party.staff
        rows = ground.points_of(list(travellers))
        each: Reals = np.array(list(travellers.values()), dtype=np.float64)
        out: Reals = -ground.per_km * (each @ ground.km[np.ix_(rows, ground.rows)])
        back: Reals = -ground.per_km * (ground.km[np.ix_(ground.rows, rows)] @ each)
        way = -ground.per_km * each.sum() * ground.km[np.ix_(ground.rows, ground.rows)]
        town: Reals = ground.gains[:, ground.problem.themes.index(theme)] - self.prices.towns
        nights = -(length - 1) * each.sum() * ground.per_night
        return _Going(town, out, back, np.where(near(ground), way, NEVER), nights, answers)

    def _by_counties(self, going: _Going, length: int) -> Reals:
        """What each order of counties is worth with the best towns, days and answers not counted."""
        best = (going.out + going.town)[None, :]  # of what was visited before: orders x the last town
        for _n in range(1, length):
            so_far = [(best[:, places, None] + going.between[places]).max(axis=1) for places in self._members]
            best = np.concatenate([part[:, None] for part in so_far], axis=1) + going.town
            best = best.reshape(-1, best.shape[-1])
        ended = [(best[:, places] + going.back[places]).max(axis=1) for places in self._members]
        total = (np.stack(ended, axis=1) + going.nights).reshape((len(self._members),) * length)
        order = np.indices(total.shape)
        for one, other in combinations(order, 2):
            total[one == other] = NEVER
        return total
