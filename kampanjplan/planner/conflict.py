"""If nothing fits: a smallest set of wishes that cannot hold together, and the cheapest way out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import chain, groupby
from time import monotonic

from kampanjplan.domain.errors import UndecidedError
from kampanjplan.domain.proposals import Conflict, Relief, Rule, Trips, WayOut, Wish
from kampanjplan.planner.columns import listable
from kampanjplan.planner.evaluate import breaches
from kampanjplan.planner.mip import solve_programme
from kampanjplan.planner.problem import Problem, Weights
from kampanjplan.planner.relief import (
    DAYS,
    LONGEST_TRIP,
    NUMBERS,
    limit,
    refused,
    relieved_of,
    wishes,
    without,
)
from kampanjplan.planner.solve import SECONDS, solve
from kampanjplan.planner.table import fits, table_of

ALL = 120.0  # seconds for all that is tried of one problem
NO_WEIGHTS = Weights(**dict.fromkeys(Weights.__dataclass_fields__, 0))
Wishes = tuple[Wish, ...]


def any_plan(problem: Problem, seconds: float = SECONDS) -> Trips | None:
    """Some plan that keeps the rules; None where there is none.

    UndecidedError where that was not found out in the time.
    """
    free = replace(problem, weights=NO_WEIGHTS)  # the first plan found is then a best one
    if fits(free):
        table = table_of(free)
        best = table.best(table.allowed())
        trips = None if best is None else table.plan(best)
        if trips is None or not breaches(problem, trips):
            return trips
    for longest in range(1, free.longest_trip + 1):  # shorter trips are fewer, and mostly enough
        shorter = replace(free, longest_trip=longest)
        if seconds <= 0 or listable(shorter) is not shorter:
            raise UndecidedError
        solved = solve_programme(shorter, seconds)
        if solved.trips is not None:
            return solved.trips
    if not solved.proved:
        raise UndecidedError
    return None


@dataclass
class Trials:
    """Tells whether some of a problem's wishes can hold together, and remembers what it has found out.

    What is known of more or fewer wishes, and plans that were found, often tell it without a solve.
    """

    problem: Problem
    all: Wishes = ()
    solves: int = 0
    known: dict[frozenset[Wish], bool] = field(default_factory=dict)
    plans: list[Trips] = field(default_factory=list)
    ends: float = field(default_factory=lambda: monotonic() + ALL)

    def __post_init__(self) -> None:
        self.all = wishes(self.problem)

    def hold(self, kept: Iterable[Wish]) -> bool:
        """Whether those can hold together, all others given up."""
        wanted = frozenset(kept)
        if wanted not in self.known:
            given_up = [wish for wish in self.all if wish not in wanted]
            more = any(could and wanted <= others for others, could in self.known.items())
            fewer = any(not could and others <= wanted for others, could in self.known.items())
            self.known[wanted] = more or (not fewer and self._can(without(self.problem, *given_up)))
        return self.known[wanted]

    def hold_when(self, *reliefs: Relief) -> bool:
        """Whether a plan is possible when just those are given up."""
        return self._can(relieved_of(self.problem, reliefs))

    def _can(self, problem: Problem) -> bool:
        if any(not breaches(problem, trips) for trips in self.plans):
            return True
        self.solves += 1
        trips = any_plan(problem, self.left())
        self.plans += [] if trips is None else [trips]
        return trips is not None

    def left(self) -> float:
        """Seconds that there are for the next solve."""
        return min(SECONDS, self.ends - monotonic())


def conflict(problem: Problem, trials: Trials | None = None) -> Conflict | None:
    """Wishes that cannot hold together, of which all but any one can; None where a plan is possible.

    QuickXplain (Junker, AAAI 2004), and then the proof that the set is minimal: it cannot hold, and each of
    its sets of one wish less can.
    """
    trials = trials or Trials(problem)
    if trials.hold(trials.all):
        return None
    found = _explained(trials, (), (), trials.all)
    assert not trials.hold(found)
    assert all(trials.hold(w for w in found if w is not wish) for wish in found)
    return Conflict(found, trials.solves)


def _explained(trials: Trials, background: Wishes, added: Wishes, suspects: Wishes) -> Wishes:
    if (added and not trials.hold(background)) or not suspects:
        return ()
    if len(suspects) == 1:
        return suspects
    half = len(suspects) // 2
    first, second = suspects[:half], suspects[half:]
    of_second = _explained(trials, background + first, first, second)
    of_first = _explained(trials, background + of_second, of_second, first)
    return of_first + of_second


def way_out(problem: Problem, trials: Trials | None = None) -> WayOut | None:
    """The cheapest to give up for a plan to be possible; None where one is possible already.

    One week of somebody's days is cheaper than a number changed a little, that than a wish given up, and that
    than several. Of what is as cheap, what leaves the best plan; then the earliest. The plan is the proof.
    """
    trials = trials or Trials(problem)
    found = conflict(problem, trials)
    if found is None:
        return None
    for options in (_weeks, _numbers, _whole):
        able = [(relief,) for wish in found.wishes for relief in _first_able(trials, options(trials, wish))]
        if able:
            return max((_outcome(trials, reliefs) for reliefs in able), key=lambda way: way.points)
    return _outcome(trials, _several(trials))


def _first_able(trials: Trials, options: Iterator[Relief]) -> Iterator[Relief]:
    """All weeks that would do; else only the first, as it asks least."""
    for relief in options:
        if trials.hold_when(relief):
            yield relief
            if not relief.days:
                return


def _weeks(trials: Trials, wish: Wish, *, sure: bool = False) -> Iterator[Relief]:
    problem = trials.problem
    if wish.rule in DAYS and (sure or trials.hold_when(Relief(wish))):  # else no week need be tried
        for _week, days in groupby(refused(problem, wish), key=lambda day: day.isocalendar()[:2]):
            yield Relief(wish, tuple(days))


def _numbers(trials: Trials, wish: Wish) -> Iterator[Relief]:
    problem = trials.problem
    if wish.rule in NUMBERS:
        _name, step = NUMBERS[wish.rule]
        number, most = limit(problem, wish.rule), max(problem.most_stops, len(problem.counties))
        for changed in range(number + step, -1 if step < 0 else most + 1, step):
            if wish.rule is not Rule.TRIP_LENGTH or changed <= LONGEST_TRIP:
                yield Relief(wish, number=changed)
    if wish.rule is Rule.SPEAKER_DAYS:
        most_days = next(s.most_days for s in problem.speakers if s.key == wish.subject) or 0
        yield from (Relief(wish, number=n) for n in range(most_days + 1, problem.most_stops + 1))


def _whole(_trials: Trials, wish: Wish) -> Iterator[Relief]:
    yield Relief(wish)


def _several(trials: Trials) -> tuple[Relief, ...]:
    """Wishes of conflict after conflict, until a plan is possible; none of them given up in vain."""
    given_up: list[Wish] = []
    while not trials.hold(wish for wish in trials.all if wish not in given_up):
        left = without(trials.problem, *given_up)
        found = conflict(left, Trials(left, ends=trials.ends))
        assert found is not None
        given_up.append(min(found.wishes, key=_dearness))
    for wish in list(given_up):
        rest = [other for other in given_up if other is not wish]
        if trials.hold(kept for kept in trials.all if kept not in rest):
            given_up = rest
    return _narrowed(trials, [Relief(wish) for wish in given_up])


def _narrowed(trials: Trials, reliefs: list[Relief]) -> tuple[Relief, ...]:
    """The same, with days of one week only, and numbers changed no more than needed."""
    for n, relief in enumerate(reliefs):
        weeks = _weeks(trials, relief.wish, sure=True)
        for less in chain(weeks, _numbers(trials, relief.wish)):
            changed = [*reliefs[:n], less, *reliefs[n + 1 :]]
            if trials.hold_when(*changed):
                reliefs = changed
                break
    return tuple(reliefs)


def _dearness(wish: Wish) -> int:
    """Days are asked for again first, then numbers are changed, then wishes are given up, pins last."""
    if wish.rule in DAYS or wish.rule is Rule.SPEAKER_DAYS:
        return 0
    return 1 if wish.rule in NUMBERS else 3 if wish.rule is Rule.PIN else 2


def _outcome(trials: Trials, reliefs: tuple[Relief, ...]) -> WayOut:
    proposal = solve(relieved_of(trials.problem, reliefs), seconds=trials.left())
    if proposal.worth is None:
        raise UndecidedError
    return WayOut(reliefs, proposal.trips, proposal.points, trials.solves)
