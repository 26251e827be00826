"""The best trips and days for given places: the table's programme over the subsets of one set."""

from collections.abc import Callable
from itertools import combinations

from kampanjplan.planner.ground import Ground, Numbers
from kampanjplan.planner.scale import BLOCKED, POSSIBLE

Dated = tuple[tuple[int, ...], int]  # places, number of the start day
ValuesOf = Callable[[tuple[int, ...]], Numbers]  # of a set of places, by start


def best_dates(ground: Ground, values_of: ValuesOf, members: tuple[int, ...]) -> list[Dated]:
    """The trips that visit all the members and are worth most, by day; the members must be possible."""
    trips = _trips_by_end(ground, values_of, members)
    whole = (1 << len(members)) - 1
    after = [[0] + [BLOCKED] * whole]
    for end in range(len(ground.problem.days)):
        now = after[-1]
        if end in trips:
            now = list(now)
            for mask, start, value in trips[end]:
                source = after[int(ground.before[start])]
                for before, so_far in enumerate(source):
                    if not before & mask and so_far > POSSIBLE and so_far + value > now[before | mask]:
                        now[before | mask] = so_far + value
        after.append(now)
    return _back(ground, members, trips, after)


def _trips_by_end(
    ground: Ground, values_of: ValuesOf, members: tuple[int, ...]
) -> dict[int, list[tuple[int, int, int]]]:
    """For each last day: the trips that end then, as (which of the members, start, value)."""
    trips: dict[int, list[tuple[int, int, int]]] = {}
    for length in range(1, min(len(members), ground.problem.longest_trip) + 1):
        for chosen in combinations(range(len(members)), length):
            mask = sum(1 << n for n in chosen)
            values = values_of(tuple(members[n] for n in chosen)).tolist()
            for start, value in zip(ground.starts[length].tolist(), values, strict=True):
                if value > POSSIBLE:
                    trips.setdefault(start + length - 1, []).append((mask, start, value))
    return trips


def _back(
    ground: Ground,
    members: tuple[int, ...],
    trips: dict[int, list[tuple[int, int, int]]],
    after: list[list[int]],
) -> list[Dated]:
    """The way back from the whole set on the last day to nothing."""
    left, found, end = (1 << len(members)) - 1, [], len(ground.problem.days)
    while left:
        worth = after[end][left]
        while after[end - 1][left] == worth:
            end -= 1
        mask, start = next(
            (mask, start)
            for mask, start, value in trips[end - 1]
            if mask & left == mask and after[int(ground.before[start])][left ^ mask] + value == worth
        )
        found.append((tuple(m for n, m in enumerate(members) if mask >> n & 1), start))
        left, end = left ^ mask, int(ground.before[start])
    return found[::-1]
