"""The best plan for every set of towns at once, by a dynamic programme over days.

`reach[S]` after a day is the most that trips up to then can be worth that visit exactly the towns S; a
trip to T that starts later than the rest after them leads from S to S + T. Of sets of towns in the same
counties only the best is looked at. What participants save depends on
the whole set and is added at the end. Exact where no speaker's days are counted. Forbidden and required
counties, the number of stops and the spread only choose among the sets: changing them needs no new table.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from math import comb

import numpy as np
from numpy.typing import NDArray

from kampanjplan.domain.proposals import Trip, Trips
from kampanjplan.planner.columns import best_orders, best_trip, ordered_routes, routes_of
from kampanjplan.planner.dates import best_dates
from kampanjplan.planner.ground import Ground, Held, Numbers
from kampanjplan.planner.problem import Problem
from kampanjplan.planner.scale import BLOCKED, POSSIBLE, scale_of
from kampanjplan.planner.sets import Sets, sets_of

MOST_STOPS = 6
MOST_SETS = 250_000
MOST_COUNTIES = 62  # where some have several towns: sets of counties are told apart by the bits of a number

Chosen = NDArray[np.bool_]


@dataclass(frozen=True)
class Table:
    """The value of every set of at most `most_stops` towns; ask it with `best`, `plan` and `values`."""

    ground: Ground
    sets: Sets
    trips: dict[int, Numbers]  # for each length: value of every set of places by start
    values: Numbers  # composites by set; BLOCKED where the set cannot be visited

    @cached_property
    def holding(self) -> Chosen:
        """Which sets hold a town of which counties (of the ground's codes)."""
        return counties_held(self.ground, self.sets)

    @cached_property
    def sizes(self) -> Numbers:
        return self.sets.sizes()

    @cached_property
    def possible(self) -> Chosen:
        """Sets that can be visited; of those in the same counties the best, or the first of two."""
        able = self.values > POSSIBLE
        if len(self.ground.codes) == len(self.ground.places):
            return np.asarray(able)
        numbers = np.flatnonzero(able)
        counties = self.holding[numbers] @ (1 << np.arange(len(self.ground.codes), dtype=np.int64))
        order = np.lexsort((numbers, -self.values[numbers], counties))
        first = np.ones(len(order), dtype=bool)
        first[1:] = np.diff(counties[order]) != 0
        best = np.zeros(len(able), dtype=bool)
        best[numbers[order[first]]] = True
        return best

    def allowed(self, problem: Problem | None = None) -> Chosen:
        """Sets that can be visited and that the problem's wishes about counties and numbers allow."""
        asked = problem or self.ground.problem
        chosen = self.possible & (self.sizes >= asked.fewest_stops) & (self.sizes <= asked.most_stops)
        codes, needed = self.ground.codes, self.ground.needed if problem is None else self._needed(asked)
        if not needed <= set(codes):
            return np.zeros(len(chosen), dtype=bool)
        for n, code in enumerate(codes):
            if code in needed:
                chosen &= self.holding[:, n]
            if code in asked.forbidden:
                chosen &= ~self.holding[:, n]
        return np.asarray(chosen & (self.spread >= asked.parts)) if asked.parts else chosen

    def _needed(self, problem: Problem) -> frozenset[str]:
        return Ground(problem, self.ground.scale).needed

    @cached_property
    def spread(self) -> Numbers:
        """In how many parts of the country each set has a stop."""
        parts = self.ground.part_of
        named = [self.holding[:, parts == part].any(axis=1) for part in range(int(parts.max(initial=-1)) + 1)]
        return np.sum(named, axis=0, dtype=np.int64) if named else np.zeros(len(self.sets), dtype=np.int64)

    def best(self, chosen: Chosen) -> int | None:
        """The number of the best of those sets, the first where two are as good; None where there is none."""
        if not chosen.any():
            return None
        return int(np.where(chosen, self.values, BLOCKED).argmax())

    def ranked(self, chosen: Chosen, count: int) -> list[int]:
        """The numbers of the best of those sets, best first; the first where two are as good."""
        numbers = np.flatnonzero(chosen)
        if len(numbers) > count:  # the count-th best value, and all that are as good
            least = np.partition(self.values[numbers], len(numbers) - count)[len(numbers) - count]
            numbers = numbers[self.values[numbers] >= least]
        order = np.argsort(-self.values[numbers], kind="stable")
        return [int(number) for number in numbers[order][:count]]

    def codes(self, index: int) -> tuple[str, ...]:
        return tuple(self.ground.codes[n] for n in self.counties(index))

    def counties(self, index: int) -> list[int]:
        """The counties of a set, by their places among the codes, in the order of its towns."""
        numbers: list[int] = self.ground.county_of[list(self.sets.members(index))].tolist()
        return numbers

    def of_counties(self, chosen: Iterable[int]) -> int:
        """The number of the best set of towns in exactly these counties, by their places among the codes."""
        towns = [np.flatnonzero(self.ground.county_of == county).tolist() for county in chosen]
        numbers = [self.sets.index(tuple(sorted(places))) for places in product(*towns)]
        return max(numbers, key=lambda number: (self.values[number], -number))

    def points(self, index: int) -> int:
        """Hundredths of a point that the set is worth."""
        return self.ground.scale.points(int(self.values[index]))

    def staff_km(self, index: int) -> int:
        """Person-km of the staff in the set's best plan."""
        return self.ground.scale.staff_km(int(self.values[index]))

    def plan(self, index: int) -> Trips:
        """The best trips that visit exactly the set."""
        members = self.sets.members(index)
        dated = best_dates(self.ground, self._values_of, members)
        return tuple(self._trip(places, start) for places, start in dated)

    def _values_of(self, members: tuple[int, ...]) -> Numbers:
        return np.asarray(self.trips[len(members)][self.sets.index(members) - self.sets.offset[len(members)]])

    def _trip(self, members: tuple[int, ...], start: int) -> Trip:
        if (members, start) not in self._found:
            self._found[members, start] = best_trip(self.ground, members, start)
        return self._found[members, start]

    @cached_property
    def _found(self) -> dict[tuple[tuple[int, ...], int], Trip]:
        return {}


def fits(problem: Problem) -> bool:
    """Whether the table can answer: few stops, and not too many towns."""
    number, counties = len(problem.places), len({place.county_code for place in problem.places})
    if problem.most_stops > MOST_STOPS or (counties < number and counties > MOST_COUNTIES):
        return False
    return sum(comb(number, k) for k in range(problem.most_stops + 1)) <= MOST_SETS


def table_of(problem: Problem, holds: frozenset[Held] = frozenset()) -> Table:
    """Values every set: for 21 counties, 5 stops and 13 weeks in less than a tenth of a second.

    Where there are `holds`, what keeps more of them is always worth more.
    """
    ground = Ground(problem, scale_of(problem, problem.most_stops, len(holds)), holds)
    sets = sets_of(len(ground.places), problem.most_stops, problem.longest_trip)
    trips = {length: _trip_values(ground, sets, length) for length in sets.sources}
    reach = _reach(ground, sets, trips)
    once = np.count_nonzero(counties_held(ground, sets), axis=1) == sets.sizes()
    values = np.where((reach > POSSIBLE) & once, reach + _saved(ground, sets), BLOCKED)
    return Table(ground, sets, trips, values)


def counties_held(ground: Ground, sets: Sets) -> Chosen:
    """Which sets hold a town of which counties: sets x codes."""
    towns = sets.holding()
    if len(ground.codes) == len(ground.places):
        return towns
    held = [towns[:, ground.county_of == n].any(axis=1) for n in range(len(ground.codes))]
    return np.stack(held, axis=1)


def _trip_values(ground: Ground, sets: Sets, length: int) -> Numbers:
    """The value of the best trip to every set of so many places, by start."""
    values = np.full((len(sets.things[length]), len(ground.starts[length])), BLOCKED, dtype=np.int64)
    places = ordered_routes(ground, length)
    for routes in map(best_orders, routes_of(ground, places)):
        rows = np.zeros(len(routes.places), dtype=np.int64)
        for n in range(length):
            rows += _binomials(len(ground.places), n + 1)[routes.places[:, n]]
        values[rows] = np.maximum(values[rows], routes.values)
    return values


def _binomials(number: int, k: int) -> Numbers:
    return np.array([comb(n, k) for n in range(max(1, number))], dtype=np.int64)


def _reach(ground: Ground, sets: Sets, trips: dict[int, Numbers]) -> Numbers:
    """The most that each set's trips can be worth within all days."""
    empty = np.full(len(sets), BLOCKED, dtype=np.int64)
    empty[0] = 0
    after: list[Numbers | None] = [empty]  # after[d]: with the first d days
    last = empty
    for end in range(len(ground.problem.days)):
        now = last
        for length, values in trips.items():
            start = end - length + 1
            column = int(np.searchsorted(ground.starts[length], start)) if start >= 0 else len(values.T)
            if column < len(values.T) and ground.starts[length][column] == start:
                able = np.flatnonzero(values[:, column] > POSSIBLE)
                if len(able):
                    now = last.copy() if now is last else now
                    source = after[int(ground.before[start])]
                    assert source is not None
                    _add(sets, length, able, values[able, column], source, now)
        after.append(now)
        last = now
        for past in range(int(ground.before[max(0, end - 1)])):  # no later trip looks so far back
            after[past] = None
    return last


def _add(sets: Sets, length: int, able: Numbers, gains: Numbers, source: Numbers, now: Numbers) -> None:
    """Adds each of those trips to every set that it can follow, where that beats what `now` holds."""
    worth = source[sets.sources[length][able]]
    worth += gains[:, None]
    np.maximum.at(now, sets.targets[length][able].ravel(), worth.ravel())


def _saved(ground: Ground, sets: Sets) -> Numbers:
    """What the travel saved by participants is worth for each set: each county goes where it saves most."""
    saved = np.zeros(len(sets), dtype=np.int64)
    by_place = np.ascontiguousarray(ground.saved.T)
    for size, things in enumerate(sets.things[1:], start=1):
        most = by_place[things[:, 0]]
        for n in range(1, size):
            np.maximum(most, by_place[things[:, n]], out=most)
        saved[sets.offset[size] : sets.offset[size + 1]] = most.sum(axis=1)
    return saved
