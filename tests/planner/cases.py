"""Seeded problems: real towns, distances and red days; interest, answers and speakers are made up."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from kampanjplan.domain.answers import Interest, Known
from kampanjplan.domain.calendar import AUTUMN_BREAK_WEEK, is_off
from kampanjplan.domain.counties import COUNTIES, read_municipalities
from kampanjplan.planner.access import distances
from kampanjplan.planner.problem import (
    Answers,
    Candidate,
    Party,
    Place,
    Problem,
    Speaker,
    Theme,
    Weights,
    WishCount,
)
from kampanjplan.resources import resource

FIRST = date(2027, 8, 30)
HOMES = {
    "Sundbyberg": (59.36128, 17.97114),
    "Solna": (59.36004, 18.00086),
}
SOUTH, MIDDLE, NORTH = "Götaland", "Svealand", "Norrland"
THEMES = (
    Theme(key="verktyg", competences=("verktyg", "workshop")),
    Theme(key="samma", competences=("kemi", "verktyg")),
    Theme(key="annat", competences=("kemi", "workshop", "lokalt")),
)
SKILLS = ("verktyg", "workshop", "kemi", "lokalt")


def part(latitude: float) -> str:
    return SOUTH if latitude < 58.6 else MIDDLE if latitude < 60.6 else NORTH


def working_days(weeks: int) -> tuple[date, ...]:
    days = (FIRST + timedelta(days=n) for n in range(7 * weeks))
    return tuple(d for d in days if not is_off(d) and d.isocalendar().week not in (AUTUMN_BREAK_WEEK, 52, 1))


def answers(random: Random, days: tuple[date, ...], open_share: float) -> Answers:
    """Whole weeks open or closed; of the open ones' days some are if need be and some not answered."""
    weeks = sorted({day.isocalendar()[:2] for day in days})
    opened = {week for week in weeks if random.random() < open_share}
    yes: list[date] = []
    maybe: list[date] = []
    no: list[date] = []
    for day in days:
        luck = random.random()
        if day.isocalendar()[:2] not in opened or luck < 0.1:
            no.append(day)
        elif luck < 0.6:
            yes.append(day)
        elif luck < 0.8:
            maybe.append(day)
    return Answers(yes=tuple(yes), if_need_be=tuple(maybe), no=tuple(no))


def base_case(
    seed: int, weeks: int = 13, open_share: float = 0.35, cap: int | None = None, **more
) -> Problem:
    """21 counties, 15 speakers of 4 bodies, 3 themes; the model of a follow-up of 4-5 stops."""
    random, days = Random(seed), working_days(weeks)
    towns = {c.seat: (c.latitude, c.longitude) for c in COUNTIES} | HOMES
    counties = tuple(
        Candidate(
            code=c.code, name=c.name, town=c.seat, part=part(c.latitude),
            interest=random.choice((Interest.NONE, Interest.SOME, Interest.SOME, Interest.STRONG)),
            participants=random.randint(20, 60),
            missed=random.choice((Known.YES, Known.NO, Known.NO, Known.UNKNOWN)),
            wishes=tuple(WishCount(theme=t.key, count=random.randint(0, 8)) for t in THEMES),
            answers=answers(random, days, open_share),
        )
        for c in COUNTIES
    )  # fmt: skip
    speakers = tuple(
        Speaker(
            key=f"Talare {n:02}", home=random.choice(("Sundbyberg", "Solna", "Stockholm", "Falun")),
            competences=tuple(random.sample(SKILLS, random.choice((1, 1, 2)))),
            most_days=cap, answers=answers(random, days, 0.5),
        )
        for n in range(15)
    )  # fmt: skip
    values = {
        "points": tuple(towns), "km": distances(towns), "hub": "Stockholm", "counties": counties,
        "places": tuple(Place(town=c.seat, county_code=c.code) for c in COUNTIES), "days": days,
        "parties": (
            Party(key="Kemi", home="Sundbyberg", answers=answers(random, days, 0.85)),
            Party(key="UHM", home="Solna", answers=answers(random, days, 0.85)),
        ),
        "speakers": speakers, "themes": THEMES, "longest_leg": 450, "rest_days": 1, "parts": 2,
        "weights": Weights(),
    }  # fmt: skip
    return Problem(**(values | more))


def towns_case(seed: int, **more) -> Problem:
    """The base case with every municipality's town to choose among in each county."""
    problem = base_case(seed)
    municipalities = read_municipalities(resource("map/sweden.json").read_text(encoding="utf-8"))
    towns = {m.town: (m.latitude, m.longitude) for m in municipalities}
    places = {m.town: Place(town=m.town, county_code=m.county_code) for m in municipalities}
    seats = {c.seat: (c.latitude, c.longitude) for c in COUNTIES}
    positions = towns | HOMES | seats
    values = {
        "points": tuple(positions), "km": distances(positions), "places": tuple(places.values()),
        "longest_leg": 250, "longest_trip": 2,
    }  # fmt: skip
    return replace(problem, **(values | more))
