"""Checks and values any plan, whoever made it: plain rules over plain values, shared with no solver."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from kampanjplan.domain.answers import Answer, Interest, Known
from kampanjplan.domain.proposals import Breach, PlannedStop, Rule, StopWorth, Term, Trip, Trips, Worth
from kampanjplan.planner.problem import Candidate, Problem

DEGREE = {Interest.NONE: 0, Interest.UNKNOWN: 0, Interest.SOME: 1, Interest.STRONG: 2}
ONE_DAY = timedelta(days=1)


def breaches(problem: Problem, trips: Trips) -> tuple[Breach, ...]:
    """Every rule that the plan breaks; empty where it is a plan of the problem."""
    found = [*_stop_breaches(problem, trips), *_trip_breaches(problem, trips)]
    found += [*_crew_breaches(problem, trips), *_choice_breaches(problem, trips)]
    return tuple(dict.fromkeys(found))


def worth(problem: Problem, trips: Trips) -> Worth:
    """What the plan gives and costs, stop by stop; its names must be known, its rules need not hold."""
    stops = [stop for trip in trips for stop in trip.stops]
    people = _nearest(problem, stops)
    return Worth(
        tuple(_stop_worth(problem, trip, stop, people.get(stop, 0)) for trip in trips for stop in trip.stops)
    )


def _stop_breaches(problem: Problem, trips: Trips) -> Iterator[Breach]:
    places = {place.town: place for place in problem.places}
    counties = {county.code: county for county in problem.counties}
    for stop in (stop for trip in trips for stop in trip.stops):
        place = places.get(stop.town)
        if place is None or place.county_code != stop.county_code:
            yield Breach(Rule.KNOWN_TOWN, stop.town, stop.day)
        elif place.can_host is Known.NO:
            yield Breach(Rule.CAN_HOST, stop.town, stop.day)
        if stop.day not in problem.days:
            yield Breach(Rule.WORKING_DAY, stop.town, stop.day)
        if stop.county_code in counties and stop.day in counties[stop.county_code].answers.no:
            yield Breach(Rule.COUNTY_DAY, stop.county_code, stop.day)
        for party in problem.parties:
            if stop.day in party.answers.no:
                yield Breach(Rule.PARTY_DAY, party.key, stop.day)


def _trip_breaches(problem: Problem, trips: Trips) -> Iterator[Breach]:
    for day, count in Counter(stop.day for trip in trips for stop in trip.stops).items():
        if count > 1:
            yield Breach(Rule.ONE_A_DAY, day=day, count=count, limit=1)
    for trip in trips:
        if len(trip.stops) > problem.longest_trip:
            first = trip.stops[0]
            yield Breach(Rule.TRIP_LENGTH, first.town, first.day, len(trip.stops), problem.longest_trip)
        for one, other in pairwise(trip.stops):
            if other.day - one.day != ONE_DAY:
                yield Breach(Rule.CONSECUTIVE, other.town, other.day)
            if {one.town, other.town} <= set(problem.points) and problem.longest_leg is not None:
                km = problem.distance(one.town, other.town)
                if km > problem.longest_leg:
                    yield Breach(Rule.LEG, other.town, other.day, km, problem.longest_leg)
    for earlier, later in pairwise(sorted(trip for trip in trips if trip.stops)):
        free = (later.stops[0].day - earlier.stops[-1].day).days - 1
        if free < problem.rest_days:
            yield Breach(Rule.REST, later.stops[0].town, later.stops[0].day, free, problem.rest_days)


def _crew_breaches(problem: Problem, trips: Trips) -> Iterator[Breach]:
    themes = {theme.key: theme for theme in problem.themes}
    speakers = {speaker.key: speaker for speaker in problem.speakers}
    days: Counter[str] = Counter()
    for trip in trips:
        first = trip.stops[0].day if trip.stops else None
        if trip.theme not in themes:
            yield Breach(Rule.KNOWN_THEME, trip.theme, first)
            continue
        able = Counter(
            task.competence
            for task in trip.crew
            if task.speaker in speakers and task.competence in speakers[task.speaker].competences
        )
        for competence in themes[trip.theme].competences:
            if not able[competence]:
                yield Breach(Rule.COMPETENCE, competence, first)
        for key, count in Counter(task.speaker for task in trip.crew).items():
            days[key] += len(trip.stops)
            if count > 1:
                yield Breach(Rule.SPEAKER_TWICE, key, first, count, 1)
            for stop in trip.stops:
                if key in speakers and stop.day in speakers[key].answers.no:
                    yield Breach(Rule.SPEAKER_DAY, key, stop.day)
    for key, count in days.items():
        most = speakers[key].most_days if key in speakers else None
        if most is not None and count > most:
            yield Breach(Rule.SPEAKER_DAYS, key, count=count, limit=most)


def _choice_breaches(problem: Problem, trips: Trips) -> Iterator[Breach]:
    stops = [stop for trip in trips for stop in trip.stops]
    visits = Counter(stop.county_code for stop in stops)
    parts = {county.part for county in problem.counties if visits[county.code] and county.part}
    for code, count in visits.items():
        if count > 1:
            yield Breach(Rule.ONCE_A_COUNTY, code, count=count, limit=1)
    for pin in problem.pins:
        if not any(stop.town == pin.town and (not pin.days or stop.day in pin.days) for stop in stops):
            yield Breach(Rule.PIN, pin.town)
    for code in problem.required:
        if not visits[code]:
            yield Breach(Rule.REQUIRED, code)
    for code in problem.forbidden:
        if visits[code]:
            yield Breach(Rule.FORBIDDEN, code)
    if len(stops) < problem.fewest_stops:
        yield Breach(Rule.FEWEST, count=len(stops), limit=problem.fewest_stops)
    if len(stops) > problem.most_stops:
        yield Breach(Rule.MOST, count=len(stops), limit=problem.most_stops)
    if len(parts) < problem.parts:
        yield Breach(Rule.SPREAD, count=len(parts), limit=problem.parts)


def _nearest(problem: Problem, stops: list[PlannedStop]) -> dict[PlannedStop, int]:
    """Person-km saved by those who go to each stop: the nearest within reach, the earliest of two."""
    saved: Counter[PlannedStop] = Counter()
    for county in problem.counties:
        near = [(problem.distance(county.town, stop.town), stop) for stop in stops]
        near = [(km, stop) for km, stop in near if km <= problem.reach_km]
        if near:
            km, stop = min(near)
            saved[stop] += county.participants * 2 * max(0, problem.distance(county.town, problem.hub) - km)
    return saved


def _stop_worth(problem: Problem, trip: Trip, stop: PlannedStop, saved: int) -> StopWorth:
    county = next(county for county in problem.counties if county.code == stop.county_code)
    people, wishes = county.participants, sum(w.count for w in county.wishes if w.theme == trip.theme)
    share = trip.stops.index(stop), len(trip.stops)
    answers = Counter(_answers_of(problem, trip, stop, county))
    amounts = {
        Term.INTEREST: people * DEGREE[county.interest],
        Term.MISSED: int(county.missed is Known.YES),
        Term.WISHES: wishes,
        Term.SAVED: saved,
        Term.STAFF_KM: _share(staff_km(problem, trip), *share),
        Term.NIGHTS: _share(nights(problem, trip), *share),
        Term.IF_NEED_BE: answers[Answer.IF_NEED_BE],
        Term.UNANSWERED: answers[Answer.UNANSWERED],
    }
    prices = _prices(problem)
    return StopWorth(stop, {term: prices[term] * amount for term, amount in amounts.items()}, amounts)


def _prices(problem: Problem) -> dict[Term, int]:
    """Hundredths of a point for one of each amount."""
    w = problem.weights
    return {
        Term.INTEREST: 100 * w.interest_per_participant,
        Term.MISSED: 100 * w.missed,
        Term.WISHES: 100 * w.per_wish,
        Term.SAVED: w.saved_per_100_km,
        Term.STAFF_KM: -w.staff_per_100_km,
        Term.NIGHTS: -100 * w.night,
        Term.IF_NEED_BE: -100 * w.if_need_be,
        Term.UNANSWERED: -100 * w.unanswered,
    }


def _share(whole: int, number: int, count: int) -> int:
    """The part of the stop of that number, so that the parts sum up exactly."""
    return whole * (number + 1) // count - whole * number // count


def _homes(problem: Problem, trip: Trip) -> list[str]:
    """Where each traveller comes from."""
    homes = [party.home for party in problem.parties for _ in range(party.staff)]
    crew = {task.speaker for task in trip.crew}
    return homes + [speaker.home for speaker in problem.speakers if speaker.key in crew]


def staff_km(problem: Problem, trip: Trip) -> int:
    """Person-km of all travellers of the trip: from each one's home through the stops and back."""
    towns = [stop.town for stop in trip.stops]
    rounds = ([home, *towns, home] for home in _homes(problem, trip))
    return sum(problem.distance(a, b) for way in rounds for a, b in pairwise(way))


def nights(problem: Problem, trip: Trip) -> int:
    """Nights away of all travellers: those between the days of the trip."""
    return len(_homes(problem, trip)) * (len(trip.stops) - 1)


def _answers_of(problem: Problem, trip: Trip, stop: PlannedStop, county: Candidate) -> Iterator[Answer]:
    """What everybody who is needed says of the stop's day, and the host of the town."""
    crew = {task.speaker for task in trip.crew}
    needed = [party.answers for party in problem.parties]
    needed += [speaker.answers for speaker in problem.speakers if speaker.key in crew]
    for answers in [county.answers, *needed]:
        yield answers.by_day().get(stop.day, Answer.UNANSWERED)
    if any(place.town == stop.town and place.can_host is Known.UNKNOWN for place in problem.places):
        yield Answer.UNANSWERED
