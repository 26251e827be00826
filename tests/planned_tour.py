"""The example's follow-up with all that the planner needs to know: made up, and the same each time."""

from datetime import timedelta
from random import Random
from typing import Any
from uuid import UUID, uuid5

from kampanjplan.domain.answers import Answer, Interest, Known
from kampanjplan.domain.changes import Thing
from kampanjplan.domain.contacts import Contact
from kampanjplan.domain.counties import COUNTIES
from kampanjplan.domain.interests import CountyInterest, Theme, ThemeKind
from kampanjplan.domain.organisations import organisation_id
from kampanjplan.domain.planning import Planning, TravelFactor
from kampanjplan.domain.possibility import DayAnswer, Lecturer, Party, StandingRule
from kampanjplan.domain.tours import Tour
from kampanjplan.services.door import Door
from kampanjplan.services.editing import add
from kampanjplan.services.ports import Unit
from kampanjplan.services.sample import FOLLOW_UP
from kampanjplan.services.sheets import tour_named

TOOLS, TALKS = "verktyg", "kemi"


def fill(door: Door, seed: int = 1, **rules: Any) -> Tour:
    """Fills the follow-up of an example plan; `rules` are fields of its planning."""
    tour = door.read(tour_named, FOLLOW_UP)
    door.do("Underlag", _put_instead, _things(door, tour, Random(seed), rules))
    return tour


def _put_instead(unit: Unit, things: list[Thing]) -> None:
    """What the example itself says of this goes."""
    for kind in (Planning, Theme, CountyInterest, DayAnswer, StandingRule, Lecturer, Party, TravelFactor):
        unit.remove(*unit.find(kind))
    add(unit, *things)


def _things(door: Door, tour: Tour, random: Random, rules: dict[str, Any]) -> list[Thing]:
    def key(what: str) -> UUID:
        return uuid5(tour.id, what)

    train = TravelFactor(id=key("tåg"), mode="Tåg", mg_per_km=7_000, source="påhittad")
    said = {"longest_trip": 2, "longest_leg": 450, "parts": 2, "factor_id": train.id, **rules}
    things: list[Thing] = [train, Planning(id=key("regler"), tour_id=tour.id, **said)]
    for name, kind, skills in (
        (tour.themes[0], ThemeKind.DEEP_DIVE, (TOOLS,)),
        (tour.themes[1], ThemeKind.AGAIN, (TOOLS, TALKS)),
    ):
        things.append(Theme(id=key(name), tour_id=tour.id, name=name, kind=kind, competences=skills))
    for county in COUNTIES:
        things.append(
            CountyInterest(
                id=key(county.code), tour_id=tour.id, county_code=county.code,
                interest=random.choice((Interest.NONE, Interest.SOME, Interest.SOME, Interest.STRONG)),
                can_host=random.choice((Known.YES, Known.YES, Known.UNKNOWN)),
                participants=random.randint(20, 60),
                missed=random.choice((Known.YES, Known.NO, Known.NO, Known.UNKNOWN)),
                wish_deep=random.randint(0, 12), wish_again=random.randint(0, 6),
            )
        )  # fmt: skip
        things += _weeks(tour, random, key(f"v{county.code}"), 0.6, county_code=county.code)
    for short in ("UHM", "Kemi"):
        body = organisation_id(short)
        things.append(Party(id=key(short), tour_id=tour.id, organisation_id=body, town="Solna"))
        things += _weeks(tour, random, key(f"v{short}"), 0.85, organisation_id=body)
    people = sorted(door.read(lambda r: r.find(Contact)), key=lambda one: one.name)
    talkers = [
        one for one in people if one.organisation_id in (organisation_id("UHM"), organisation_id("Kemi"))
    ]
    for one in talkers:
        skill = TALKS if one.organisation_id == organisation_id("Kemi") else TOOLS
        things.append(Lecturer(id=key(one.name), contact_id=one.id, competences=(skill,), town="Solna"))
    things.append(
        StandingRule(id=key("fredag"), contact_id=talkers[0].id, text="fredagar nej", weekdays=(4,))
    )
    return things


def _weeks(tour: Tour, random: Random, key: UUID, open_share: float, **whose: Any) -> list[Thing]:
    """An answer for most weeks of the tour's period."""
    assert tour.first_day
    assert tour.last_day
    found: list[Thing] = []
    for n in range((tour.last_day - tour.first_day).days // 7 + 1):
        first, luck = tour.first_day + timedelta(weeks=n), random.random()
        answer = Answer.YES if luck < open_share else Answer.NO if luck < 0.85 else Answer.IF_NEED_BE
        if random.random() < 0.9:
            days = {"first_day": first, "last_day": first + timedelta(days=6)}
            found.append(DayAnswer(id=uuid5(key, str(n)), answer=answer, **days, **whose))
    return found
