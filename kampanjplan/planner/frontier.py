"""Reach against travel where speakers' days are counted, as `explain.frontier` has it where they are not.

Then the table's values are only bounds, and each choice of counties has to be solved by itself. Some tables,
each with another price of a km, tell before that what it gives at most with so many km: of the many thousands
only those few hundred are solved that may give more than any known one with as few km.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import numpy as np

from kampanjplan.domain.proposals import Alternative, Trips
from kampanjplan.planner.anew import EACH, Clock
from kampanjplan.planner.by_hand import crewed
from kampanjplan.planner.conflict import NO_WEIGHTS
from kampanjplan.planner.evaluate import breaches, staff_km, worth
from kampanjplan.planner.ground import Numbers
from kampanjplan.planner.mip import solve_programme
from kampanjplan.planner.problem import Problem, Weights
from kampanjplan.planner.solve import EXACT, overworked
from kampanjplan.planner.table import Table, table_of

PRICES = (0, 1, 2, 3, 5, 8, 12, 20, 30, 60, 100)  # of 100 person-km, in points over the own
FAR = 1 << 60  # more than any km, and than any that is given


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice of counties by its number in the table, with its best plan."""

    number: int
    points: int
    km: int
    trips: Trips

    def given(self, price: int) -> int:
        """What it gives, the km of the staff not yet paid for."""
        return self.points + price * self.km


def counted_frontier(problem: Problem, table: Table, clock: Clock | None = None) -> tuple[Alternative, ...]:
    """Choices of counties than which none gives more with as few km or fewer, each with its best plan.

    `clock` is late where some were not solved in time: then such as would take a place may be missing.
    """
    if not table.ground.scale.km:  # no room for the km beside points so great
        return ()
    return _Search(problem, table, clock or Clock()).found()


@dataclass
class _Search:
    problem: Problem
    table: Table
    clock: Clock
    known: list[Choice] = field(default_factory=list)  # by km; each gives more than the one before

    def __post_init__(self) -> None:
        table, scale = self.table, self.table.ground.scale
        self.price = self.problem.weights.staff_per_100_km
        self.numbers = np.flatnonzero(table.allowed())
        self.points, rest = scale.split(table.values[self.numbers])
        self.km = rest // scale.km
        self.least_km = -self._best_by(replace(NO_WEIGHTS, staff_per_100_km=1))
        weights, prices = self.problem.weights, {0, *(self.price + more for more in PRICES)}
        self.most = {
            price: self._best_by(replace(weights, staff_per_100_km=price)) for price in sorted(prices)
        }
        self.open = np.ones(len(self.numbers), dtype=bool)

    def _best_by(self, weights: Weights) -> Numbers:
        """What each choice is worth at most by other weights, in whichever towns of its counties."""
        other, ground = table_of(replace(self.problem, weights=weights)), self.table.ground
        choice = np.arange(len(other.values))
        if len(ground.codes) < len(ground.places):
            digits = 1 << np.arange(len(ground.codes), dtype=np.int64)
            _marks, choice = np.unique(self.table.holding @ digits, return_inverse=True)
        best = np.full(int(choice.max(initial=-1)) + 1, other.values.min(initial=0), dtype=np.int64)
        np.maximum.at(best, choice, other.values)
        points, _rest = other.ground.scale.split(best[choice[self.numbers]])
        return np.asarray(points)

    def found(self) -> tuple[Alternative, ...]:
        while (place := self._next()) is not None:
            if self.clock.left() <= 0:
                self.clock.late = True
                break
            self.open[place] = False
            self._take(self._best_plan(place))
        return tuple(Alternative(self.table.codes(c.number), c.points, c.km, c.trips) for c in self.known)

    def _next(self) -> int | None:
        """The likeliest of those that may take a place; None where there are none."""
        places = np.flatnonzero(self.open)
        able = self._may_beat(places)
        self.open[places[~able]] = False
        places = places[able]
        if not len(places):
            return None
        given = self.points[places] + self.price * self.km[places]
        steps = np.array([choice.km for choice in self.known], dtype=np.int64)
        level = np.array([0, *(choice.given(self.price) for choice in self.known)], dtype=np.int64)
        over = given - level[np.searchsorted(steps, self.km[places], side="right")]
        return int(places[np.lexsort((self.km[places], -over))[0]])

    def _may_beat(self, places: Numbers) -> Numbers:
        """Which of these choices may give more than all known ones with as few km, for all that is known.

        At a price of a km no more is given than what the choice is worth at that price, and its km cost.
        """
        floors = [(-FAR, -1), *((c.given(self.price), c.number) for c in self.known)]
        ends = [*(c.km - 1 for c in self.known), FAR]
        numbers, able = self.numbers[places], np.zeros(len(places), dtype=bool)
        for (level, holder), end in zip(floors, ends, strict=True):
            prices = self.most if end < FAR else (0,)
            given = np.min([self.most[price][places] + price * end for price in prices], axis=0)
            able |= ((given > level) | ((given == level) & (numbers < holder))) & (
                self.least_km[places] <= end
            )
        return able

    def _best_plan(self, place: int) -> Choice | None:
        """The choice with its best plan; None where it has none, or time is short."""
        number = int(self.numbers[place])
        trips = self.table.plan(number)
        if not overworked(self.problem, trips):
            return Choice(number, int(self.points[place]), int(self.km[place]), trips)
        self._raise_least_km(place, trips)
        return self._solved(number) if self._may_beat(np.array([place]))[0] else None

    def _raise_least_km(self, place: int, trips: Trips) -> None:
        """The best plan is worth no less than any other on the same days.

        Each price of a km tells with how few km no plan can be worth so much.
        """
        stops = [stop for trip in trips for stop in trip.stops]
        other = crewed(self.problem, stops, {}, thorough=False).trips
        if breaches(self.problem, other):
            return
        least = worth(self.problem, other).total
        km = [
            -((int(most[place]) - least) // (price - self.price))
            for price, most in self.most.items()
            if price > self.price
        ]
        self.least_km[place] = max(int(self.least_km[place]), *km)

    def _solved(self, number: int) -> Choice | None:
        """The choice with its best plan, of two the one with fewer km, as the programme finds it."""
        codes, left = set(self.table.codes(number)), self.clock.left()
        places = tuple(place for place in self.problem.places if place.county_code in codes)
        asked = replace(self.problem, places=places, fewest_stops=len(codes), most_stops=len(codes))
        solved = solve_programme(asked, min(EACH, left), settled=True) if left > 0 else None
        if solved is not None and solved.proved and solved.trips is None:
            return None
        points = worth(self.problem, solved.trips).total if solved and solved.trips else 0
        if solved is None or not solved.proved or abs(points) > EXACT:
            self.clock.late = True
            return None
        assert solved.trips is not None
        km = sum(staff_km(self.problem, trip) for trip in solved.trips)
        return Choice(number, points, km, solved.trips)

    def _take(self, new: Choice | None) -> None:
        """Puts it where it belongs, and drops those that give no more with as many km."""
        if new is not None:
            self.known = list(_steps([*self.known, new], self.price))


def _steps(choices: Iterable[Choice], price: int) -> Iterable[Choice]:
    most = -FAR
    for choice in sorted(choices, key=lambda c: (c.km, -c.given(price), c.number)):
        if choice.given(price) > most:
            most = choice.given(price)
            yield choice
