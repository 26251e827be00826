"""Speakers assigned to trips in the mixed-integer programme, where their days are counted."""

from collections.abc import Sequence
from itertools import pairwise, permutations
from typing import Protocol

import numpy as np

from kampanjplan.domain.proposals import PlannedStop, Task, Trip
from kampanjplan.planner.crews import Homes, speaker_costs
from kampanjplan.planner.evaluate import staff_km
from kampanjplan.planner.ground import Ground, Numbers
from kampanjplan.planner.problem import Speaker, Theme
from kampanjplan.planner.programme import Programme, Reals
from kampanjplan.planner.scale import BLOCKED

Slot = tuple[int, str, int]  # length of the trip, theme, competence's number


class Column(Protocol):
    """What is asked of trip variables: where they lie, which theme and whose homes."""

    @property
    def variables(self) -> Numbers: ...
    @property
    def places(self) -> Numbers: ...
    @property
    def starts(self) -> Numbers: ...
    @property
    def theme(self) -> Theme | None: ...
    @property
    def homes(self) -> Homes | None: ...


class Crewing:
    """Variables that tell who stands for which competence on a trip of that theme and length from that start.

    For each such slot as many speakers from each home as the chosen trip's crew has there; nobody twice on a
    trip; each speaker's days at most as many as the speaker takes.
    """

    def __init__(self, ground: Ground, programme: Programme, columns: Sequence[Column]) -> None:
        self.ground = ground
        self.chosen: dict[
            tuple[Slot, str], Numbers
        ] = {}  # by speaker; for each start, -1 where there is none
        self.programme = programme
        for length, theme in sorted(
            {(c.places.shape[1], c.theme) for c in columns if c.theme is not None},
            key=lambda k: (k[0], k[1].key),
        ):
            mine = [c for c in columns if c.theme is theme and c.places.shape[1] == length]
            self._add_slots(length, theme, mine)
        self._cap()

    def _add_slots(self, length: int, theme: Theme, columns: list[Column]) -> None:
        count = len(self.ground.starts[length])
        able = [s for s in self.ground.problem.speakers if set(s.competences) & set(theme.competences)]
        for speaker in able:
            self._add_speaker(length, theme, speaker)
        for n in range(len(theme.competences)):
            homes = sorted({column.homes[n] for column in columns if column.homes})
            for home in homes:
                rows = self.programme.add_rows(count, 0, 0)
                for speaker in (s for s in able if s.home == home):
                    self._put(rows, (length, theme.key, n), speaker.key, 1)
                for column in columns:
                    if column.homes and column.homes[n] == home:
                        at = np.searchsorted(self.ground.starts[length], column.starts)
                        self.programme.put(rows[at], column.variables, -1)

    def _add_speaker(self, length: int, theme: Theme, speaker: Speaker) -> None:
        costs = speaker_costs(self.ground, speaker, length)
        free = costs < -BLOCKED
        once = self.programme.add_rows(len(costs), -np.inf, 1)
        for n, competence in enumerate(theme.competences):
            if competence in speaker.competences:
                variables = np.full(len(costs), -1, dtype=np.int64)
                variables[free] = self.programme.add_variables(self.ground.scale.split(-costs[free])[0])
                self.chosen[(length, theme.key, n), speaker.key] = variables
                self._put(once, (length, theme.key, n), speaker.key, 1)

    def _put(self, rows: Numbers, slot: Slot, speaker: str, coefficient: float) -> None:
        variables = self.chosen.get((slot, speaker))
        if variables is not None:
            self.programme.put(rows[variables >= 0], variables[variables >= 0], coefficient)

    def _cap(self) -> None:
        for speaker in self.ground.problem.speakers:
            if speaker.most_days is not None:
                row = self.programme.add_rows(1, -np.inf, speaker.most_days)
                for slot, key in self.chosen:
                    if key == speaker.key:
                        self._put(np.repeat(row, len(self.chosen[slot, key])), slot, key, slot[0])

    def crew(self, values: Reals, theme: Theme, start: int, length: int) -> tuple[Task, ...]:
        """Who was chosen for the trip of that theme and length from that start (a day's number)."""
        column = int(np.searchsorted(self.ground.starts[length], start))
        return tuple(
            Task(competence, key)
            for n, competence in enumerate(theme.competences)
            for (slot, key), variables in self.chosen.items()
            if slot == (length, theme.key, n) and variables[column] >= 0 and values[variables[column]] > 0.5
        )


def best_order(
    ground: Ground, places: tuple[int, ...], start: int, theme: Theme, crew: tuple[Task, ...]
) -> Trip:
    """The shortest allowed round for the crew through those places that keeps to everybody's days."""
    costs = ground.day_costs
    trips: list[tuple[int, Trip]] = []
    for order in permutations(places):
        stops = tuple(
            PlannedStop(ground.problem.days[start + n], ground.places[p].town, ground.places[p].county_code)
            for n, p in enumerate(order)
        )
        trip = Trip(stops, theme.key, crew)
        legs = [ground.problem.distance(a.town, b.town) for a, b in pairwise(stops)]
        longest = ground.problem.longest_leg
        price = sum(int(costs[p, start + n]) for n, p in enumerate(order))
        if price < -BLOCKED and (longest is None or max(legs, default=0) <= longest):
            trips.append((price + ground.per_km * staff_km(ground.problem, trip), trip))
    return min(trips)[1]
