"""The whole problem as a mixed-integer programme over trip columns, for what the table cannot answer.

A trip to given places from a given day is a variable. Every day is blocked by at most one trip (its days
and the rest after them), each county is visited at most once, and each county's participants are assigned to
a visited place (a p-median term). Where speakers' days are counted, a trip has a variable for each choice of
homes of its crew, and speakers are assigned to the start days (crewing.py).

Of plans worth as much, the one that the table would take can be asked for: the fewest person-km, then
the earliest, then by the towns' names. The programme is then solved again, with what was reached as a row.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from time import monotonic

import numpy as np

from kampanjplan.domain.proposals import Task, Trips
from kampanjplan.planner.columns import (
    Routes,
    best_orders,
    best_trip,
    crewed_routes,
    ordered_routes,
    orders_of,
    routes_of,
)
from kampanjplan.planner.crewing import Crewing, best_order
from kampanjplan.planner.crews import Homes
from kampanjplan.planner.ground import Ground, Held, Numbers
from kampanjplan.planner.problem import Problem, Theme
from kampanjplan.planner.programme import Outcome, Programme, Progress, Reals
from kampanjplan.planner.scale import POSSIBLE, scale_of

Listed = dict[
    int, Numbers
]  # routes (ascending places) by length; of a length that is not in it, all there are
NAMED = 21  # of more towns, their order does not settle which plan is taken: 2 to that is too great a number


@dataclass(frozen=True, slots=True)
class Columns:
    """Variables of trips of one length: places (columns x length, ascending), numbers of the start days.

    `ties` is what the scale's tie-break takes off each.
    """

    variables: Numbers
    ties: Numbers
    places: Numbers
    starts: Numbers
    theme: Theme | None = None
    homes: Homes | None = None


@dataclass(frozen=True, slots=True)
class Parts:
    """The variables that tell which places are visited; the rows of the places and of the days."""

    visits: Numbers
    of_towns: Numbers
    of_days: Numbers


@dataclass(frozen=True, slots=True)
class Solved:
    """The best plan found, where there is one; `proved` and `bound` as the solver's."""

    trips: Trips | None
    bound: int | None
    proved: bool


def solve_programme(
    problem: Problem,
    seconds: float,
    progress: Progress | None = None,
    other_than: Iterable[frozenset[str]] = (),
    holds: frozenset[Held] = frozenset(),
    hold: int = 0,
    settled: bool = False,
    routes: Listed | None = None,
) -> Solved:
    """The best plan, or the best within the time with a bound (hundredths of a point) on all.

    No plan is given that visits just the counties of one of `other_than`. Each of the `holds` that stays adds
    `hold` to what a plan is worth, and to the bound. Where it is to be `settled` and there is time, the plan
    is the first of those that are worth as much by the fixed tie-break; else any one, the same each time.
    Where `routes` are given, only trips along them are looked at, and bound and proof are of those.
    """
    ends, routes = monotonic() + seconds, routes or {}
    scale = scale_of(problem, problem.most_stops, more=hold * len(holds))
    ground = Ground(problem, replace(scale, hold=hold * scale.point), holds)
    if not ground.needed <= set(ground.codes):
        return Solved(None, None, True)
    programme = Programme()
    capped = any(speaker.most_days is not None for speaker in problem.speakers)
    columns = (crewed_columns if capped else plain_columns)(ground, programme, routes)
    visits = put_together(ground, programme, columns).visits
    _add_others(ground, programme, visits, other_than)
    crewing = Crewing(ground, programme, columns) if capped else None
    outcome = programme.solve(seconds, progress)
    if settled and outcome.proved and outcome.values is not None:
        outcome = programme.settle(outcome, _losses(ground, programme, columns), ends)
    trips = None if outcome.values is None else _trips(ground, columns, outcome, crewing)
    return Solved(trips, outcome.bound, outcome.proved)


def plain_columns(ground: Ground, programme: Programme, listed: Listed) -> list[Columns]:
    """A variable for each places and start day, with the best theme, order and crew."""
    columns = []
    for length in range(1, ground.problem.longest_trip + 1):
        options = [best_orders(routes) for routes in routes_of(ground, _orders(ground, listed, length))]
        if options:
            values = np.max([routes.values for routes in options], axis=0)
            columns.append(_column(ground, programme, options[0], values, chosen=False))
    return columns


def crewed_columns(ground: Ground, programme: Programme, listed: Listed) -> list[Columns]:
    """The same for each theme and choice of homes of the crew."""
    return [
        _column(ground, programme, routes, routes.values, chosen=True)
        for length in range(1, ground.problem.longest_trip + 1)
        for routes in map(best_orders, crewed_routes(ground, _orders(ground, listed, length)))
    ]


def _orders(ground: Ground, listed: Listed, length: int) -> Numbers:
    return orders_of(ground, listed[length]) if length in listed else ordered_routes(ground, length)


def put_together(ground: Ground, programme: Programme, columns: list[Columns]) -> Parts:
    """Adds the visits, and all rules but those of the crew."""
    visits, of_towns = _add_visits(ground, programme, columns)
    of_days = _add_days(ground, programme, columns)
    _add_choices(ground, programme, visits)
    _add_participants(ground, programme, visits)
    return Parts(visits, of_towns, of_days)


def _column(
    ground: Ground, programme: Programme, routes: Routes, values: Numbers, *, chosen: bool
) -> Columns:
    route, start = np.nonzero(values > POSSIBLE)
    points, ties = ground.scale.split(values[route, start])
    variables = programme.add_variables(points)
    theme, homes = (routes.theme, routes.homes) if chosen else (None, None)
    return Columns(variables, ties, routes.places[route], ground.starts[routes.length][start], theme, homes)


def _add_visits(ground: Ground, programme: Programme, columns: list[Columns]) -> tuple[Numbers, Numbers]:
    """A variable for each place that tells whether it is visited; the rows that say so."""
    visits = programme.add_variables(np.zeros(len(ground.places)), whole=False)
    rows = programme.add_rows(len(visits), 0, 0)
    programme.put(rows, visits, -1)
    for column in columns:
        programme.put(rows[column.places], column.variables[:, None], 1)
    return visits, rows


def _add_days(ground: Ground, programme: Programme, columns: list[Columns]) -> Numbers:
    """Each day lies in at most one trip or the rest after it."""
    rows = programme.add_rows(len(ground.problem.days), -np.inf, 1)
    for column in columns:
        last = column.starts + column.places.shape[1] - 1
        free = np.searchsorted(
            ground.ordinals, ground.ordinals[last] + ground.problem.rest_days, side="right"
        )
        for n in range(int((free - column.starts).max(initial=0))):
            inside = column.starts + n < free
            programme.put(rows[column.starts[inside] + n], column.variables[inside], 1)
    return rows


def _add_choices(ground: Ground, programme: Programme, visits: Numbers) -> None:
    """How many stops, each county once, which must and must not be, and in how many parts."""
    problem = ground.problem
    number = programme.add_rows(1, problem.fewest_stops, problem.most_stops)
    programme.put(number, visits, 1)
    for n, code in enumerate(ground.codes):
        most = 0 if code in problem.forbidden else 1
        row = programme.add_rows(1, 1 if code in ground.needed else 0, most)
        programme.put(row, visits[ground.county_of == n], 1)
    part_of = ground.part_of[ground.county_of] if len(visits) else np.zeros(0, dtype=np.int64)
    parts = programme.add_variables(np.zeros(int(part_of.max(initial=-1)) + 1))
    rows = programme.add_rows(len(parts), -np.inf, 0)
    programme.put(rows, parts, 1)
    programme.put(rows[part_of[part_of >= 0]], visits[part_of >= 0], -1)
    spread = programme.add_rows(1, problem.parts, np.inf)
    programme.put(spread, parts, 1)


def _add_others(
    ground: Ground, programme: Programme, visits: Numbers, choices: Iterable[frozenset[str]]
) -> None:
    """Of each of those choices of counties at least one is not visited, or another is."""
    inside = np.array([place.county_code for place in ground.places])
    for choice in choices:
        row = programme.add_rows(1, -np.inf, len(choice) - 1)
        programme.put(row, visits, np.where(np.isin(inside, list(choice)), 1, -1))


def _add_participants(ground: Ground, programme: Programme, visits: Numbers) -> None:
    """Each county's participants go to one visited place at most; what they save counts."""
    county, place = np.nonzero(ground.saved) if len(visits) else (np.zeros(0, int), np.zeros(0, int))
    saved, _exact = ground.scale.split(ground.saved[county, place] if len(county) else county)
    goes = programme.add_variables(saved, whole=False)
    once = programme.add_rows(len(ground.problem.counties), -np.inf, 1)
    programme.put(once[county], goes, 1)
    only = programme.add_rows(len(goes), -np.inf, 0)
    programme.put(only, goes, 1)
    programme.put(only, visits[place], -1)


def _losses(ground: Ground, programme: Programme, columns: Sequence[Columns]) -> list[Reals]:
    """What is to be least, in this order: person-km and then late days; number and names of the towns.

    Of two sets of towns that one is taken whose last different name comes first, as in the table.
    """
    ties, names = np.zeros(programme.variables), np.zeros(programme.variables)
    number = len(ground.places)
    tells = ground.problem.fewest_stops < number <= NAMED  # where all towns are visited, no name does
    weights = float(1 << number) + 2.0 ** np.arange(number) if tells else np.zeros(number)
    for column in columns:
        ties[column.variables] = column.ties
        names[column.variables] = weights[column.places].sum(axis=1)
    return [losses for losses in (ties, names) if losses.any()]


def _trips(ground: Ground, columns: list[Columns], outcome: Outcome, crewing: Crewing | None) -> Trips:
    assert outcome.values is not None
    trips = []
    for column in columns:
        for n in np.flatnonzero(outcome.values[column.variables] > 0.5):
            places, start = tuple(column.places[n].tolist()), int(column.starts[n])
            if crewing is None or column.theme is None or column.homes is None:
                trips.append(best_trip(ground, places, start))
            else:
                crew: tuple[Task, ...] = crewing.crew(outcome.values, column.theme, start, len(places))
                trips.append(best_order(ground, places, start, column.theme, crew))
    return tuple(sorted(trips))
