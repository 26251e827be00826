"""Every trip there can be, with its value by start day: the columns that both engines choose among."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import permutations

import numpy as np

from kampanjplan.domain.proposals import PlannedStop, Trip
from kampanjplan.planner.crews import Homes, cheapest_crew, crew_costs
from kampanjplan.planner.ground import Ground, Numbers
from kampanjplan.planner.problem import Problem, Theme
from kampanjplan.planner.scale import BLOCKED, POSSIBLE, Scale

MOST_ROUTES = 400_000  # more are too many to list


@dataclass(frozen=True, slots=True)
class Routes:
    """Trips of one length and theme: ordered places (routes x length) and values (routes x starts)."""

    theme: Theme
    homes: Homes | None  # the crew's homes by competence; None where the values are of the cheapest crew
    places: Numbers
    values: Numbers

    @property
    def length(self) -> int:
        return int(self.places.shape[1])


def ordered_routes(ground: Ground, length: int) -> Numbers:
    """All orders of so many places in different counties with no leg too long: routes x length."""
    number = len(ground.places)
    routes = np.arange(number, dtype=np.int64)[:, None]
    if length > 1:
        reachable = near(ground)
        for _n in range(1, length):
            row, last = np.nonzero(reachable[routes[:, -1]])
            routes = np.column_stack([routes[row], last])
            counties = ground.county_of[routes]
            fresh = (counties[:, :-1] != counties[:, -1:]).all(axis=1)
            routes = routes[fresh]
    return routes


def count_routes(ground: Ground) -> int:
    """At least how many routes there are, without making them."""
    if not ground.places:
        return 0
    reachable = near(ground).astype(np.float64)
    total, ways = 0.0, np.ones(len(ground.places))
    for _n in range(ground.problem.longest_trip):
        total += float(ways.sum())
        ways = reachable @ ways
    return int(total)


def listable(problem: Problem) -> Problem:
    """The problem, or with shorter trips where there are too many to list."""
    while problem.longest_trip > 1 and count_routes(Ground(problem, Scale(1, 0, 0))) > MOST_ROUTES:
        problem = replace(problem, longest_trip=problem.longest_trip - 1)
    return problem


def near(ground: Ground) -> Numbers:
    """Which places may follow one another on a trip."""
    way = ground.km[np.ix_(ground.rows, ground.rows)]
    apart = ground.county_of[:, None] != ground.county_of
    if ground.problem.longest_leg is not None:
        apart = apart & (way <= ground.problem.longest_leg)
    return np.asarray(apart)


def bare_values(ground: Ground, theme: Theme, routes: Numbers) -> Numbers:
    """What routes give from each start, with the parties' travel and answers, without any crew."""
    length = routes.shape[1]
    starts = ground.starts[length]
    gain = ground.gains[:, ground.problem.themes.index(theme)]
    gains = gain[routes].sum(axis=1)
    for party in ground.problem.parties:
        gains = gains - party.staff * travel_costs(ground, party.home, routes)
    values = np.repeat(gains[:, None], len(starts), axis=1)
    costs = ground.day_costs
    blocked = np.zeros(values.shape, dtype=bool)
    for n in range(length):
        part = costs[routes[:, n]][:, starts + n]
        blocked |= part >= -BLOCKED
        values -= np.where(part >= -BLOCKED, 0, part)
    values[blocked] = BLOCKED
    return values


def travel_costs(ground: Ground, home: str, routes: Numbers) -> Numbers:
    """What a traveller from that home costs on each route: the round, and the nights between its days."""
    row = int(ground.points_of([home])[0])
    stops = ground.rows[routes]
    way = ground.km[row, stops[:, 0]] + ground.km[stops[:, -1], row]
    for n in range(1, stops.shape[1]):
        way = way + ground.km[stops[:, n - 1], stops[:, n]]
    return np.asarray(way * ground.per_km + (stops.shape[1] - 1) * ground.per_night, dtype=np.int64)


def routes_of(ground: Ground, places: Numbers) -> Iterator[Routes]:
    """Those routes with each theme's cheapest crew; a value of BLOCKED where there is none."""
    for theme in ground.problem.themes:
        values = bare_values(ground, theme, places)
        yield Routes(theme, None, places, with_crew(ground, theme, places, values))


def with_crew(ground: Ground, theme: Theme, places: Numbers, values: Numbers) -> Numbers:
    """The values less what the cheapest crew costs."""
    cheapest = np.full(values.shape, -BLOCKED, dtype=np.int64)
    for homes, answers in by_count(crew_costs(ground, theme, places.shape[1])).items():
        travel = np.zeros(len(places), dtype=np.int64)
        for home in homes:
            travel += travel_costs(ground, home, places)
        np.minimum(cheapest, travel[:, None] + answers, out=cheapest)
    return np.where((values > POSSIBLE) & (cheapest < -POSSIBLE), values - cheapest, BLOCKED)


def by_count(costs: dict[Homes, Numbers]) -> dict[Homes, Numbers]:
    """Crews that travel from the same homes, whoever does what: the cheapest of them by start."""
    merged: dict[Homes, Numbers] = {}
    for homes, answers in costs.items():
        key = tuple(sorted(homes))
        merged[key] = np.minimum(merged[key], answers) if key in merged else answers
    return merged


def crewed_routes(ground: Ground, places: Numbers) -> Iterator[Routes]:
    """The routes with each theme and each choice of homes; the crew's answers are not in the values."""
    for theme in ground.problem.themes:
        bare = bare_values(ground, theme, places)
        for homes, answers in crew_costs(ground, theme, places.shape[1]).items():
            travel = np.zeros(len(places), dtype=np.int64)
            for home in homes:
                travel += travel_costs(ground, home, places)
            able = (bare > POSSIBLE) & (answers < -BLOCKED)
            yield Routes(theme, homes, places, np.where(able, bare - travel[:, None], BLOCKED))


def best_orders(routes: Routes) -> Routes:
    """Of the orders of the same places only the best from each start; places are then in ascending order."""
    if routes.length == 1 or not len(routes.places):
        return routes
    ascending = np.sort(routes.places, axis=1)
    order = np.lexsort(ascending.T[::-1])
    ascending = ascending[order]
    first = np.flatnonzero(np.r_[True, (ascending[1:] != ascending[:-1]).any(axis=1)])
    best = np.maximum.reduceat(routes.values[order], first, axis=0)
    return replace(routes, places=ascending[first], values=best)


def orders_of(ground: Ground, routes: Numbers) -> Numbers:
    """All orders of those routes with no leg too long: orders x length."""
    length = routes.shape[1]
    orders = np.concatenate([routes[:, list(order)] for order in permutations(range(length))])
    if ground.problem.longest_leg is not None:
        legs = ground.km[ground.rows[orders[:, :-1]], ground.rows[orders[:, 1:]]]
        orders = orders[(legs <= ground.problem.longest_leg).all(axis=1)]
    return orders


def best_trip(ground: Ground, places: tuple[int, ...], start: int, theme: Theme | None = None) -> Trip:
    """The trip to those places from that start (a day's number) that is worth most, with its crew.

    Where several are worth as much it is the first by theme, then by the order of the towns' names.
    """
    column = int(np.searchsorted(ground.starts[len(places)], start))
    orders = orders_of(ground, np.array([sorted(places)], dtype=np.int64))
    options = [routes for routes in routes_of(ground, orders) if theme in (None, routes.theme)]
    best = max(options, key=lambda routes: int(routes.values[:, column].max()))
    order = orders[int(best.values[:, column].argmax())]
    return dated_trip(
        ground, best.theme, tuple(order.tolist()), start, crew_from(ground, best.theme, order, start)
    )


def crew_from(ground: Ground, theme: Theme, order: Numbers, start: int) -> Homes:
    """Where the cheapest crew of that trip comes from, by competence."""
    column = int(np.searchsorted(ground.starts[len(order)], start))
    route = order[None, :]

    def cost(option: tuple[Homes, Numbers]) -> int:
        homes, answers = option
        travel = sum(count * int(travel_costs(ground, h, route)[0]) for h, count in Counter(homes).items())
        return int(answers[column]) + travel

    return min(sorted(crew_costs(ground, theme, len(order)).items(), key=lambda option: option[0]), key=cost)[
        0
    ]


def dated_trip(ground: Ground, theme: Theme, order: tuple[int, ...], start: int, homes: Homes) -> Trip:
    """The trip with its days and the cheapest crew from those homes."""
    stops = tuple(
        PlannedStop(ground.problem.days[start + n], ground.places[p].town, ground.places[p].county_code)
        for n, p in enumerate(order)
    )
    return Trip(stops, theme.key, cheapest_crew(ground, theme, homes, start, len(order)))
