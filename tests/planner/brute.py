"""The best plan by trying all, written apart from the engine: plain recursion over days, trips and crews."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise, permutations

from kampanjplan.planner.problem import Problem

Stop = tuple[int, str, str]  # number of the day, town, county
Trip = tuple[list[Stop], str, tuple[str, ...]]


def best_value(problem: Problem) -> int | None:
    """Hundredths of a point of the best plan; None where there is no plan."""
    values = [value(problem, plan) for plan in _plans(problem, 0, []) if _allowed(problem, plan)]
    return max(values, default=None)


def best_values(problem: Problem) -> dict[frozenset[str], int]:
    """The same for each choice of counties that has a plan."""
    found: dict[frozenset[str], int] = {}
    for plan in _plans(problem, 0, []):
        if _allowed(problem, plan):
            codes = frozenset(code for stops, _theme, _crew in plan for _day, _town, code in stops)
            found[codes] = max(value(problem, plan), found.get(codes, -(10**12)))
    return found


def best_plans(problem: Problem) -> dict[frozenset[str], tuple[int, int]]:
    """For each choice of counties that has a plan the most that one is worth, and with it the fewest km."""
    found: dict[frozenset[str], tuple[int, int]] = {}
    for plan in _plans(problem, 0, []):
        if _allowed(problem, plan):
            codes = frozenset(code for stops, _theme, _crew in plan for _day, _town, code in stops)
            km = sum(_km(problem, stops, crew) for stops, _theme, crew in plan)
            worth, least = value(problem, plan), found.get(codes, (-(10**12), 0))
            found[codes] = max((worth, km), least, key=lambda one: (one[0], -one[1]))
    return found


def best_kept(problem: Problem, holds: set[tuple[str, date]]) -> tuple[int, int] | None:
    """How many of those stops (town, day) can stay at most, and the best worth of plans that keep so many."""
    found = []
    for plan in _plans(problem, 0, []):
        if _allowed(problem, plan):
            stops = {(town, problem.days[day]) for stops, _theme, _crew in plan for day, town, _code in stops}
            found.append((len(stops & holds), value(problem, plan)))
    return max(found, default=None)


def _plans(p: Problem, day: int, plan: list[Trip]) -> Iterator[list[Trip]]:
    if day >= len(p.days):
        yield plan
        return
    yield from _plans(p, day + 1, plan)
    seen = {county for stops, _theme, _crew in plan for _day, _town, county in stops}
    for length in range(1, p.longest_trip + 1):
        last = day + length - 1
        if last >= len(p.days) or (p.days[last] - p.days[day]).days != length - 1:
            return
        later = last + 1
        while later < len(p.days) and p.days[later] - p.days[last] <= timedelta(days=p.rest_days):
            later += 1
        for stops in _stops(p, day, length, seen):
            for theme in p.themes:
                for crew in _crews(p, theme.competences, range(day, last + 1)):
                    yield from _plans(p, later, [*plan, (stops, theme.key, crew)])


def _stops(p: Problem, day: int, length: int, seen: set[str]) -> Iterator[list[Stop]]:
    for places in permutations(p.places, length):
        codes = [place.county_code for place in places]
        if len(set(codes)) < length or seen & set(codes) or any(x.can_host.value == "no" for x in places):
            continue
        towns = [place.town for place in places]
        legs = [way(p, a, b) for a, b in pairwise(towns)]
        if p.longest_leg is not None and max(legs, default=0) > p.longest_leg:
            continue
        stops = [(day + n, town, code) for n, (town, code) in enumerate(zip(towns, codes, strict=True))]
        if all(_can(p, n, code) for n, _town, code in stops):
            yield stops


def _can(p: Problem, day: int, code: str) -> bool:
    said = [county.answers for county in p.counties if county.code == code]
    said += [party.answers for party in p.parties]
    return all(p.days[day] not in answers.no for answers in said)


def _crews(p: Problem, needs: tuple[str, ...], days: range) -> Iterator[tuple[str, ...]]:
    free = [s for s in p.speakers if not any(p.days[day] in s.answers.no for day in days)]
    for crew in permutations(free, len(needs)):
        if all(need in speaker.competences for need, speaker in zip(needs, crew, strict=True)):
            yield tuple(speaker.key for speaker in crew)


def _allowed(p: Problem, plan: list[Trip]) -> bool:
    stops = [stop for stops, _theme, _crew in plan for stop in stops]
    codes = {code for _day, _town, code in stops}
    if not p.fewest_stops <= len(stops) <= p.most_stops:
        return False
    if set(p.required) - codes or set(p.forbidden) & codes:
        return False
    if len({c.part for c in p.counties if c.code in codes} - {""}) < p.parts:
        return False
    for pin in p.pins:
        on = [p.days[day] for day, town, _code in stops if town == pin.town]
        if not on or (pin.days and on[0] not in pin.days):
            return False
    for speaker in p.speakers:
        days = sum(len(stops) for stops, _theme, crew in plan if speaker.key in crew)
        if speaker.most_days is not None and days > speaker.most_days:
            return False
    return True


def value(p: Problem, plan: list[Trip]) -> int:
    """The objective as the schema states it."""
    total = 0
    for stops, theme, crew in plan:
        total += sum(_gain(p, town, code, theme) for _day, town, code in stops)
        total -= _travel(p, stops, crew)
        for day, _town, code in stops:
            said = [county.answers for county in p.counties if county.code == code]
            said += [x.answers for x in p.parties] + [s.answers for s in p.speakers if s.key in crew]
            total -= sum(_price(p, answers, day) for answers in said)
    towns = [town for stops, _theme, _crew in plan for _day, town, _code in stops]
    for county in p.counties:
        reached = [way(p, county.town, town) for town in towns if way(p, county.town, town) <= p.reach_km]
        if reached:
            less = max(0, way(p, county.town, p.hub) - min(reached))
            total += p.weights.saved_per_100_km * county.participants * 2 * less
    return total


def _gain(p: Problem, town: str, code: str, theme: str) -> int:
    county = next(c for c in p.counties if c.code == code)
    place = next(place for place in p.places if place.town == town)
    times = {"some": 1, "strong": 2}.get(county.interest.value, 0)
    points = p.weights.interest_per_participant * county.participants * times
    if county.missed.value == "yes":
        points += p.weights.missed
    if place.can_host.value == "unknown":
        points -= p.weights.unanswered
    return 100 * (points + p.weights.per_wish * sum(w.count for w in county.wishes if w.theme == theme))


def _travel(p: Problem, stops: list[Stop], crew: tuple[str, ...]) -> int:
    nights = len(_homes(p, crew)) * (len(stops) - 1)
    return p.weights.staff_per_100_km * _km(p, stops, crew) + 100 * p.weights.night * nights


def _km(p: Problem, stops: list[Stop], crew: tuple[str, ...]) -> int:
    rounds = ([home, *(town for _day, town, _code in stops), home] for home in _homes(p, crew))
    return sum(way(p, a, b) for points in rounds for a, b in pairwise(points))


def _homes(p: Problem, crew: tuple[str, ...]) -> list[str]:
    homes = [party.home for party in p.parties for _ in range(party.staff)]
    return homes + [speaker.home for speaker in p.speakers if speaker.key in crew]


def _price(p: Problem, answers, day: int) -> int:
    when = p.days[day]
    if when in answers.yes or when in answers.no:
        return 0
    return 100 * (p.weights.if_need_be if when in answers.if_need_be else p.weights.unanswered)


def way(p: Problem, one: str, other: str) -> int:
    return p.km[p.points.index(one)][p.points.index(other)]
