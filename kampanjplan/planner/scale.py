"""One whole number for a plan's points and its tie-break, so that the best of two is the greater."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kampanjplan.planner.evaluate import DEGREE
from kampanjplan.planner.problem import KM, Problem

ROOM = 1 << 58  # no sum of a whole plan reaches this
BLOCKED = -(1 << 61)  # what cannot be; stays below -ROOM whatever is added to it
POSSIBLE = -(1 << 60)  # what is greater can be


@dataclass(frozen=True, slots=True)
class Scale:
    """More points first (in hundredths), then fewer person-km of staff, then the earlier days.

    A composite is points x `point` - km x `km` - (numbers of the stops' days in the period) x `late`. Where a
    tour is planned anew, each stop on hold that stays adds `hold`, which is more than all else can be.
    """

    point: int
    km: int
    late: int
    hold: int = 0

    def kept(self, composite: int) -> int:
        """How many stops on hold stay."""
        return (composite + self.hold // 2) // self.hold if self.hold else 0

    def points(self, composite: int) -> int:
        """The hundredths of a point of a composite."""
        return -(-self._rest(composite) // self.point)

    def staff_km(self, composite: int) -> int:
        """The person-km of a composite; 0 where there was no room for them."""
        rest = self._rest(composite)
        return (self.points(composite) * self.point - rest) // self.km if self.km else 0

    def split(self, composites: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The hundredths of a point, stops on hold in them, and what the tie-break takes off."""
        points = -(-composites // self.point)
        return points, points * self.point - composites

    def _rest(self, composite: int) -> int:
        return composite - self.kept(composite) * self.hold


def scale_of(problem: Problem, stops: int, holds: int = 0, more: int = 0) -> Scale:
    """The finest scale whose sums have room for plans of so many stops; points are always in it.

    `more` is what a plan can be worth beside its own points, in hundredths.
    """
    room = ROOM // (2 * holds + 4) if holds else ROOM
    km, late = stops * _travellers(problem) * 4 * _farthest(problem), stops * len(problem.days)
    points = _most_points(problem, stops) + more
    for km_steps, late_steps in ((km + 1, late + 1), (km + 1, 1), (1, 1)):
        if points * km_steps * late_steps < room:
            break
    hold = 2 * points * km_steps * late_steps if holds else 0
    return Scale(km_steps * late_steps, late_steps if km_steps > 1 else 0, 1 if late_steps > 1 else 0, hold)


def _farthest(problem: Problem) -> int:
    return min(KM, max((max(row, default=0) for row in problem.km), default=0))


def _travellers(problem: Problem) -> int:
    crew = max((len(theme.competences) for theme in problem.themes), default=0)
    return sum(party.staff for party in problem.parties) + crew


def _most_points(problem: Problem, stops: int) -> int:
    """More than any plan of so many stops can give or cost, in hundredths of a point."""
    w, farthest, people = problem.weights, _farthest(problem), _travellers(problem)
    gains = sum(
        100 * w.interest_per_participant * county.participants * DEGREE[county.interest]
        + 100 * w.missed
        + 100 * w.per_wish * sum(wish.count for wish in county.wishes)
        + w.saved_per_100_km * county.participants * 2 * farthest
        for county in problem.counties
    )
    answers = (2 + len(problem.parties) + people) * (w.if_need_be + w.unanswered)
    costs = w.staff_per_100_km * people * 4 * farthest + 100 * (w.night * people + answers)
    return 1 + gains + stops * costs
