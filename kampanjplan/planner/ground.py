"""The problem as arrays: what a stop gives in each town, what each day costs, and who travels from where."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from kampanjplan.domain.answers import Answer, Known
from kampanjplan.planner.evaluate import DEGREE
from kampanjplan.planner.problem import Answers, Place, Problem
from kampanjplan.planner.scale import BLOCKED, Scale

Numbers = NDArray[np.int64]
Held = tuple[str, date]  # town and day of a stop on hold


@dataclass(frozen=True)
class Ground:
    """Towns in name order (those that can host), days in order; all values are composites of the scale."""

    problem: Problem
    scale: Scale
    holds: frozenset[Held] = frozenset()

    @cached_property
    def places(self) -> tuple[Place, ...]:
        hosts = (place for place in self.problem.places if place.can_host is not Known.NO)
        return tuple(sorted(hosts, key=lambda place: (place.town, place.county_code)))

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The counties that have a place, in the order of their first town."""
        return tuple(dict.fromkeys(place.county_code for place in self.places))

    @cached_property
    def county_of(self) -> Numbers:
        """For each place the number of its county in `codes`."""
        numbers = {code: n for n, code in enumerate(self.codes)}
        return np.array([numbers[place.county_code] for place in self.places], dtype=np.int64)

    @cached_property
    def rows(self) -> Numbers:
        """For each place its row in the table of distances."""
        return self.points_of([place.town for place in self.places])

    @cached_property
    def km(self) -> Numbers:
        size = len(self.problem.points)
        return np.array(self.problem.km, dtype=np.int64).reshape(size, size)

    def points_of(self, names: list[str]) -> Numbers:
        numbers = {name: n for n, name in enumerate(self.problem.points)}
        return np.array([numbers[name] for name in names], dtype=np.int64)

    @cached_property
    def gains(self) -> Numbers:
        """What a stop gives by itself: places x themes, travel and answers not counted."""
        w, point = self.problem.weights, self.scale.point
        counties = {county.code: county for county in self.problem.counties}
        gains = np.zeros((len(self.places), len(self.problem.themes)), dtype=np.int64)
        for n, place in enumerate(self.places):
            county = counties[place.county_code]
            own = w.interest_per_participant * county.participants * DEGREE[county.interest]
            own += w.missed * (county.missed is Known.YES) - w.unanswered * (place.can_host is Known.UNKNOWN)
            wishes = {wish.theme: 0 for wish in county.wishes}
            for wish in county.wishes:
                wishes[wish.theme] += wish.count
            for t, theme in enumerate(self.problem.themes):
                gains[n, t] = 100 * point * (own + w.per_wish * wishes.get(theme.key, 0))
        return gains

    @cached_property
    def day_costs(self) -> Numbers:
        """What a stop costs for its answers and its lateness: places x days, -BLOCKED where it cannot be."""
        shared = np.arange(len(self.problem.days), dtype=np.int64) * self.scale.late
        for party in self.problem.parties:
            shared = shared + self.answer_costs(party.answers)
        own = {county.code: self.answer_costs(county.answers) for county in self.problem.counties}
        costs = np.empty((len(self.places), len(self.problem.days)), dtype=np.int64)
        for n, place in enumerate(self.places):
            costs[n] = shared + own[place.county_code]
            costs[n][~self._open(place)] = -BLOCKED
        return np.where(costs >= -BLOCKED, -BLOCKED, costs - self.scale.hold * self._held())

    def _held(self) -> NDArray[np.bool_]:
        """Which places have a stop on hold on which days."""
        days = self.problem.days
        held = [[(place.town, day) in self.holds for day in days] for place in self.places]
        return np.array(held, dtype=bool).reshape(len(self.places), len(days))

    @cached_property
    def crews(self) -> dict[tuple[str, int], dict[tuple[str, ...], Numbers]]:
        """What crews.py has found out, by theme and length of the trip."""
        return {}

    @cached_property
    def speakers(self) -> dict[tuple[str, int], Numbers]:
        """The same of each speaker."""
        return {}

    def answer_costs(self, answers: Answers) -> Numbers:
        """What the answers cost on each day; -BLOCKED (not less) for a no."""
        w, point = self.problem.weights, self.scale.point
        price = {
            Answer.YES: 0,
            Answer.IF_NEED_BE: 100 * point * w.if_need_be,
            Answer.UNANSWERED: 100 * point * w.unanswered,
            Answer.NO: -BLOCKED,
        }
        said = answers.by_day()
        return np.array(
            [price[said.get(day, Answer.UNANSWERED)] for day in self.problem.days], dtype=np.int64
        )

    def _open(self, place: Place) -> NDArray[np.bool_]:
        """Days on which the pins let the place be visited: others of its county are closed by a pin."""
        county = {p.town for p in self.problem.places if p.county_code == place.county_code}
        open_days = np.ones(len(self.problem.days), dtype=bool)
        for pin in self.problem.pins:
            if pin.town == place.town and pin.days:
                open_days &= np.array([day in pin.days for day in self.problem.days], dtype=bool)
            elif pin.town != place.town and pin.town in county:
                open_days[:] = False
        return open_days

    @cached_property
    def needed(self) -> frozenset[str]:
        """Codes of the counties that must be in: required or pinned."""
        towns = {place.town: place.county_code for place in self.problem.places}
        return frozenset(self.problem.required) | {towns[pin.town] for pin in self.problem.pins}

    @cached_property
    def part_of(self) -> Numbers:
        """For each county of `codes` the number of its part of the country; -1 where none is named."""
        parts = {county.code: county.part for county in self.problem.counties}
        names = sorted(set(parts.values()) - {""})
        return np.array([names.index(parts[c]) if parts[c] else -1 for c in self.codes], dtype=np.int64)

    @cached_property
    def saved(self) -> Numbers:
        """What the travel saved by a county's participants gives: counties x places, 0 where out of reach."""
        counties = self.problem.counties
        homes = self.points_of([county.town for county in counties])
        hub = int(self.points_of([self.problem.hub])[0])
        way = self.km[np.ix_(homes, self.rows)]
        less = np.maximum(0, self.km[homes, hub][:, None] - way) * (way <= self.problem.reach_km)
        people = np.array([county.participants for county in counties], dtype=np.int64)
        price = 2 * self.problem.weights.saved_per_100_km * self.scale.point
        return np.asarray(less * people[:, None] * price, dtype=np.int64)

    @cached_property
    def starts(self) -> dict[int, Numbers]:
        """For each length of a trip the numbers of the days it can start on."""
        ordinals = self.ordinals
        return {
            length: np.flatnonzero(
                ordinals[length - 1 :] - ordinals[: len(ordinals) - length + 1] == length - 1
            )
            for length in range(1, self.problem.longest_trip + 1)
        }

    @cached_property
    def ordinals(self) -> Numbers:
        return np.array([day.toordinal() for day in self.problem.days], dtype=np.int64)

    @cached_property
    def before(self) -> Numbers:
        """For each day how many days of the period a trip that starts then leaves to those before it."""
        return np.searchsorted(self.ordinals, self.ordinals - self.problem.rest_days, side="left")

    @cached_property
    def per_km(self) -> int:
        """What a person-km of the staff costs."""
        return self.problem.weights.staff_per_100_km * self.scale.point + self.scale.km

    @cached_property
    def per_night(self) -> int:
        return 100 * self.problem.weights.night * self.scale.point
