"""What in a problem does not fit together: names of nothing, things named twice, a table not square."""

from collections.abc import Iterable, Iterator
from datetime import date

from kampanjplan.domain.errors import ProblemError, ProblemTrouble
from kampanjplan.planner.problem import Answers, Problem

Named = tuple[str, str]  # path, name


def refuse_nonsense(problem: Problem) -> None:
    """ProblemError for the first thing that does not fit; wishes that cannot hold are no nonsense."""
    _refuse_table(problem)
    for names in _names(problem):
        _refuse_twice(names)
    for wanted, known in _references(problem):
        for path, name in wanted:
            if name not in known:
                raise ProblemError(path, ProblemTrouble.UNKNOWN_NAME, name)
    for path, answers in _all_answers(problem):
        _refuse_twice((path, day.isoformat()) for day in (*answers.yes, *answers.if_need_be, *answers.no))
    _refuse_order("days", problem.days)
    if problem.fewest_stops > problem.most_stops:
        raise ProblemError("fewest_stops", ProblemTrouble.ORDER, str(problem.most_stops))


def _refuse_table(problem: Problem) -> None:
    size = len(problem.points)
    if len(problem.km) != size:
        raise ProblemError("km", ProblemTrouble.NOT_SQUARE, str(size))
    for n, row in enumerate(problem.km):
        if len(row) != size:
            raise ProblemError(f"km[{n}]", ProblemTrouble.NOT_SQUARE, str(size))


def _refuse_twice(names: Iterable[Named]) -> None:
    seen = set()
    for path, name in names:
        if name in seen:
            raise ProblemError(path, ProblemTrouble.TWICE, name)
        seen.add(name)


def _refuse_order(path: str, days: tuple[date, ...]) -> None:
    for n in range(1, len(days)):
        if days[n] <= days[n - 1]:
            raise ProblemError(f"{path}[{n}]", ProblemTrouble.ORDER, days[n - 1].isoformat())


def _each(path: str, things: Iterable[object], field: str) -> list[Named]:
    return [(f"{path}[{n}].{field}", getattr(thing, field)) for n, thing in enumerate(things)]


def _plain(path: str, names: Iterable[str]) -> list[Named]:
    return [(f"{path}[{n}]", name) for n, name in enumerate(names)]


def _names(problem: Problem) -> Iterator[list[Named]]:
    """Lists in which nothing may stand twice."""
    yield _plain("points", problem.points)
    yield _each("counties", problem.counties, "code")
    yield _each("places", problem.places, "town")
    for path in ("parties", "speakers", "themes"):
        yield _each(path, getattr(problem, path), "key")
    yield _each("pins", problem.pins, "town")
    for n, theme in enumerate(problem.themes):
        yield _plain(f"themes[{n}].competences", theme.competences)


def _references(problem: Problem) -> Iterator[tuple[list[Named], set[str]]]:
    """Names with the names that there are."""
    points = set(problem.points)
    yield [("hub", problem.hub)], points
    for path, field in (("counties", "town"), ("places", "town"), ("parties", "home"), ("speakers", "home")):
        yield _each(path, getattr(problem, path), field), points
    codes = {county.code for county in problem.counties}
    yield _each("places", problem.places, "county_code"), codes
    yield _plain("required", problem.required) + _plain("forbidden", problem.forbidden), codes
    yield _each("pins", problem.pins, "town"), {place.town for place in problem.places}
    themes = {theme.key for theme in problem.themes}
    for n, county in enumerate(problem.counties):
        yield _each(f"counties[{n}].wishes", county.wishes, "theme"), themes


def _all_answers(problem: Problem) -> Iterator[tuple[str, Answers]]:
    for path in ("counties", "parties", "speakers"):
        for n, thing in enumerate(getattr(problem, path)):
            yield f"{path}[{n}].answers", thing.answers
