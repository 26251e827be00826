"""The trips of stops that were set by hand: which of them are one trip, with which theme, by whom.

Stops say none of that. Those on days in a row are one trip; where no day of rest is asked for between trips
they may be several. Theme and crew are those with which the plan is worth most: first with as many as can be
of those who are named for a stop, then with as few tasks as can be that nobody can take, then in points, and
at last with the fewest km.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, product
from operator import add

from kampanjplan.domain.proposals import PlannedStop, Task, Term, Trip, Trips, Worth
from kampanjplan.planner.evaluate import ONE_DAY, worth
from kampanjplan.planner.problem import Problem, Speaker, Theme

Named = Mapping[PlannedStop, frozenset[str]]  # the keys of the speakers who are named for a stop
Days = tuple[int, ...]  # that each scarce speaker is taken for
_UpTo = dict[Days, tuple[int, Trips]]  # plans of the first stops: what each is worth, and its trips

ROOM = 10**12  # more than any points or km of a plan
FEW_PLANS, MOST_PLANS = 10, 100  # that are followed at once
MOST_CREWS = 2_000  # of one trip


@dataclass(frozen=True, slots=True)
class Crewed:
    """The trips; `sure` tells that no other theme or crew is better, as all were tried."""

    trips: Trips
    sure: bool


@dataclass(frozen=True, slots=True)
class _Followed:
    """A plan with its value; `most_after` tells of each stop what it and those after it add at most, where
    `all_plans` were followed, and nobody's days were counted."""

    value: int
    trips: Trips
    all_plans: bool
    most_after: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    """A trip that the stops from one on may begin with."""

    value: int
    trip: Trip
    days: Days


def crewed(problem: Problem, stops: Sequence[PlannedStop], named: Named, *, thorough: bool = True) -> Crewed:
    """The trips of the stops, whose towns and counties the problem must know, whatever rules they break.

    Where it need not be `thorough`, a good crew is enough.
    """
    ordered = sorted(stops)
    free = _Plans(problem, ordered, named, scarce=())
    best = free.follow(1)
    scarce = tuple(s.key for s in problem.speakers if s.most_days is not None and s.most_days < len(stops))
    if _within(problem, best.trips, scarce):
        return Crewed(best.trips, free.all_crews)
    counted, most = _Plans(problem, ordered, named, scarce), best.most_after
    best = counted.follow(FEW_PLANS)  # a good plan is found soon, and leaves few others to follow
    best = counted.follow(MOST_PLANS if thorough else 0, most, best)
    return Crewed(best.trips, counted.all_crews and best.all_plans)


def _within(problem: Problem, trips: Trips, scarce: Sequence[str]) -> bool:
    most = {s.key: s.most_days or 0 for s in problem.speakers}
    taken = dict.fromkeys(scarce, 0)
    for trip in trips:
        for task in trip.crew:
            if task.speaker in taken:
                taken[task.speaker] += len(trip.stops)
    return all(days <= most[key] for key, days in taken.items())


class _Plans:
    """Goes through the stops by day; of plans up to a stop that take the same days only the best is kept."""

    def __init__(
        self, problem: Problem, stops: Sequence[PlannedStop], named: Named, scarce: Sequence[str]
    ) -> None:
        self._problem, self._stops, self._named, self._scarce = problem, stops, named, scarce
        self._most = {s.key: s.most_days or 0 for s in problem.speakers if s.key in scarce}
        self.all_crews = True
        self._parts = [self._parts_from(n) for n in range(len(stops))]

    def follow(self, width: int, most_after: Sequence[int] = (), known: _Followed | None = None) -> _Followed:
        """The best plan, where only so many are followed at once.

        With `most_after`, of another plan of the same stops, only those that can be better than `known`.
        """
        plans: list[_UpTo] = [{} for _n in range(len(self._stops) + 1)]
        plans[0][(0,) * len(self._scarce)], all_plans = (0, ()), True
        for n, parts in enumerate(self._parts):
            able = list(plans[n].items())
            if known is not None:
                able = [plan for plan in able if plan[1][0] + most_after[n] > known.value]
            able.sort(key=lambda plan: -plan[1][0])
            all_plans = all_plans and len(able) <= width
            for (days, plan), part in product(able[:width], parts):
                self._add(plans[n + len(part.trip.stops)], days, plan, part)
        found = max(plans[-1].values(), key=lambda plan: plan[0], default=None)
        if known is not None and (found is None or found[0] <= known.value):
            return replace(known, all_plans=all_plans)
        assert found is not None
        before = [max((value for value, _trips in upto.values()), default=found[0]) for upto in plans]
        return _Followed(*found, all_plans, tuple(found[0] - value for value in before))

    def _add(self, after: _UpTo, days: Days, plan: tuple[int, Trips], part: _Part) -> None:
        """Keeps the plan with that part where it is possible, and the best that takes the same days."""
        taken, value = tuple(map(add, days, part.days)), plan[0] + part.value
        if (taken not in after or value > after[taken][0]) and self._can(taken, part):
            after[taken] = (value, (*plan[1], part.trip))

    def _can(self, taken: Days, part: _Part) -> bool:
        """Whether nobody is taken for more days than there are, but for who is named for the trip."""
        named = self._named_for(part.trip.stops)
        counted = zip(self._scarce, taken, part.days, strict=True)
        return all(not new or key in named or days <= self._most[key] for key, days, new in counted)

    def _parts_from(self, first: int) -> list[_Part]:
        """Of the trips from that stop on with one theme, and that take the same days, only the best."""
        found: dict[tuple[int, Days], _Part] = {}
        for stops in self._runs(first):
            speakers = self._able(stops)
            for theme in self._problem.themes:
                for part in self._crewed(stops, theme, speakers):
                    key = (len(stops), part.days)
                    if key not in found or part.value > found[key].value:
                        found[key] = part
        return list(found.values())

    def _runs(self, first: int) -> Iterator[tuple[PlannedStop, ...]]:
        """The stops that may be one trip: all on days in a row, or, where no rest is asked, some of them."""
        stops = self._stops[first:]
        length = next(
            (n for n, (a, b) in enumerate(pairwise(stops), 1) if b.day - a.day != ONE_DAY), len(stops)
        )
        if self._problem.rest_days:
            yield tuple(stops[:length])
            return
        for shorter in range(min(length, self._problem.longest_trip), 0, -1):
            yield tuple(stops[:shorter])

    def _named_for(self, stops: Sequence[PlannedStop]) -> frozenset[str]:
        return frozenset().union(*(self._named.get(stop, frozenset()) for stop in stops))

    def _able(self, stops: tuple[PlannedStop, ...]) -> dict[str, int]:
        """What each speaker who can take part adds: those who are named, and who have not said no."""
        named, alone = self._named_for(stops), self._worth(stops, "", ())
        found = {}
        for speaker in self._problem.speakers:
            if speaker.key in named or not any(stop.day in speaker.answers.no for stop in stops):
                with_one = self._worth(stops, "", (Task("", speaker.key),))
                found[speaker.key] = with_one - alone + (speaker.key in named) * ROOM**3
        return found

    def _worth(self, stops: tuple[PlannedStop, ...], theme: str, crew: tuple[Task, ...]) -> int:
        """Points before km; what participants save is the same whoever comes."""
        value: Worth = worth(self._problem, (Trip(stops, theme, crew),))
        points = value.total - value.points(Term.SAVED)
        return points * ROOM - value.amount(Term.STAFF_KM)

    def _crewed(
        self, stops: tuple[PlannedStop, ...], theme: Theme, able: Mapping[str, int]
    ) -> Iterator[_Part]:
        bare = self._worth(stops, theme.key, ())
        for value, crew in self._crews(theme, able):
            keys = {task.speaker for task in crew}
            days = tuple(len(stops) * (key in keys) for key in self._scarce)
            yield _Part(bare + value, Trip(stops, theme.key, crew), days)

    def _crews(self, theme: Theme, able: Mapping[str, int]) -> Iterator[tuple[int, tuple[Task, ...]]]:
        """Every crew that can be best, with what it adds; a task that nobody takes costs more than all."""
        speakers = [s for s in self._problem.speakers if s.key in able]
        options = [self._options(c, speakers, able, len(theme.competences)) for c in theme.competences]
        found: list[tuple[int, tuple[Task, ...]]] = [(0, ())]
        for competence, keys in zip(theme.competences, options, strict=True):
            longer = []
            for value, crew in found:
                taken = {task.speaker for task in crew}
                longer.append((value - ROOM**2, crew))
                longer += [
                    (value + able[key], (*crew, Task(competence, key))) for key in keys if key not in taken
                ]
            longer.sort(key=lambda one: -one[0])
            self.all_crews = self.all_crews and len(longer) <= MOST_CREWS
            found = longer[:MOST_CREWS]
        yield from found

    def _options(
        self, competence: str, speakers: Sequence[Speaker], able: Mapping[str, int], tasks: int
    ) -> list[str]:
        """Who can take the task, the best first; after as many whose days are free as there are tasks, nobody
        is needed: the others take all but one of them at most."""
        keys = [s.key for s in speakers if competence in s.competences]
        keys.sort(key=lambda key: -able[key])
        plenty = [n for n, key in enumerate(keys) if key not in self._scarce]
        return keys[: plenty[tasks - 1] + 1] if len(plenty) >= tasks else keys
