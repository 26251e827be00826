"""Small problems of every kind, for hypothesis: many of them cannot be solved."""

from datetime import date, timedelta

from hypothesis import strategies as st

from kampanjplan.domain.answers import Interest, Known
from kampanjplan.planner.problem import (
    Answers,
    Candidate,
    Party,
    Pin,
    Place,
    Problem,
    Speaker,
    Theme,
    Weights,
    WishCount,
)

MONDAY = date(2027, 9, 6)
TOWNS = ("Ada", "Bo", "Cid", "Dal", "Ek")


@st.composite
def problems(draw, *, caps: bool = False, towns_each: int = 1) -> Problem:
    """At most four counties, six days, three speakers."""
    number = draw(st.integers(1, 4))
    towns = TOWNS[: min(5, number * towns_each)]
    codes = tuple(f"{n:02}" for n in range(number))
    most = 5 if number < 4 else 4
    usual = st.lists(st.integers(0, 8), unique=True, min_size=3, max_size=most)
    days = draw(st.one_of(usual, usual, usual, st.just([])).map(sorted))
    points = (*towns, "Hem", "Nav")
    themes = draw(st.sampled_from([("a",), ("a", "b"), ("",), ("ab", "b")]))
    least = min(number, draw(st.sampled_from([0, 1, 1, 2, 2, 3])))
    return Problem(
        points=points, km=draw(_table(len(points))), hub="Nav",
        counties=tuple(draw(_county(code, town)) for code, town in zip(codes, towns, strict=False)),
        places=tuple(
            Place(town=town, county_code=codes[n % number], can_host=draw(_rarely(Known.YES, *Known)))
            for n, town in enumerate(towns)
        ),
        days=tuple(MONDAY + timedelta(days=n) for n in days),
        parties=tuple(
            Party(key=f"p{n}", home="Hem", staff=draw(st.integers(0, 2)), answers=draw(_answers()))
            for n in range(draw(st.integers(0, 1)))
        ),
        speakers=tuple(draw(_speaker(n, caps)) for n in range(draw(st.sampled_from([2, 3, 3, 1])))),
        themes=tuple(Theme(key=f"t{n}", competences=tuple(needs)) for n, needs in enumerate(themes)),
        pins=draw(_pins(towns, days)),
        required=draw(_rarely((), codes[:1])), forbidden=draw(_rarely((), codes[-1:])),
        fewest_stops=least, most_stops=draw(st.integers(least, 4)), longest_trip=draw(st.integers(1, 3)),
        rest_days=draw(st.integers(0, 2)), longest_leg=draw(st.sampled_from([None, None, 60])),
        parts=draw(st.sampled_from([0, 0, 0, 1, 2])), reach_km=draw(st.sampled_from([0, 50, 200])),
        weights=draw(st.builds(Weights, **dict.fromkeys(Weights.__dataclass_fields__, st.integers(0, 3)))),
    )  # fmt: skip


def _rarely(usual, *others):
    return st.integers(0, 4).flatmap(lambda n: st.sampled_from(others) if n == 0 else st.just(usual))


def _table(size: int):
    """Distances that need not be the same both ways."""
    row = st.lists(st.integers(0, 100), min_size=size, max_size=size).map(tuple)
    return st.lists(row, min_size=size, max_size=size).map(tuple)


@st.composite
def _answers(draw) -> Answers:
    said: dict[str, list[date]] = {"yes": [], "if_need_be": [], "no": [], "": []}
    for n in range(9):
        said[draw(st.sampled_from(["yes", "yes", "yes", "if_need_be", "if_need_be", "no", ""]))].append(
            MONDAY + timedelta(days=n)
        )
    del said[""]
    return Answers(**{name: tuple(days) for name, days in said.items()})


@st.composite
def _county(draw, code: str, town: str) -> Candidate:
    return Candidate(
        code=code, town=town, part=draw(st.sampled_from(["", "N", "S"])),
        interest=draw(st.sampled_from(Interest)), participants=draw(st.integers(0, 20)),
        missed=draw(st.sampled_from(Known)), answers=draw(_answers()),
        wishes=tuple(WishCount(theme="t0", count=n) for n in draw(st.lists(st.integers(0, 9), max_size=1))),
    )  # fmt: skip


@st.composite
def _speaker(draw, number: int, caps: bool) -> Speaker:
    return Speaker(
        key=f"s{number}", home=draw(st.sampled_from(["Hem", "Nav"])),
        competences=tuple(draw(st.sampled_from(["ab", "a", "b"]))),
        most_days=draw(st.sampled_from([None, 1, 2])) if caps else None, answers=draw(_answers()),
    )  # fmt: skip


def _pins(towns, days):
    on = tuple(MONDAY + timedelta(days=n) for n in days[1:3])
    return _rarely((), (Pin(town=towns[0]),), (Pin(town=towns[-1], days=on),), (Pin(town=towns[0], days=on),))
