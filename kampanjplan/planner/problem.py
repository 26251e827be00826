"""The question that the planner answers, as one frozen value of whole numbers, days and names.

The objective, in hundredths of a point, is the sum of what evaluate.py names one by one.
"""

from dataclasses import MISSING, dataclass, field
from datetime import date
from typing import Any

from kampanjplan.domain.answers import Answer, Interest, Known

KM = 20_000  # half around the earth
OBJECTIVE = (
    "Maximise, in hundredths of a point, over all plans that keep the rules: for each stop 100 x "
    "interest_per_participant x participants x (0 for none or unknown, 1 for some, 2 for strong) + 100 x "
    "missed (where the county missed the first tour: yes) + 100 x per_wish x (its wishes for the trip's "
    "theme); for each county whose nearest stop lies within reach_km: saved_per_100_km x participants x 2 "
    "x max(0, km from its town to the hub - km from its town to that stop); minus for each traveller of "
    "each trip (every party's staff, and each speaker of the crew once) staff_per_100_km x km of the "
    "round from the own home through the stops and back + 100 x night x (stops - 1); minus 100 x "
    "if_need_be or 100 x unanswered for each answer of that kind: of the stop's county and of each party "
    "on the stop's day, of each speaker of the crew on each day of the trip, and unanswered once for each "
    "stop in a town of which it is unknown whether it can host. Of plans worth as much, the one with the "
    "fewest km of all travellers is given, then the one whose stops' days have the least sum of places in "
    "days, then the one with fewer stops, then the one whose last different town comes first by name."
)


def told(
    meaning: str, unit: str = "", least: int = 0, most: int | None = None, default: Any = MISSING
) -> Any:
    """A field of which the schema tells what it means, in which unit, and between which numbers it lies."""
    return field(default=default, metadata={"meaning": meaning, "unit": unit, "least": least, "most": most})


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What somebody says of days; a day that is in no list is not answered, which is neither yes nor no."""

    yes: tuple[date, ...] = told("days answered yes", default=())
    if_need_be: tuple[date, ...] = told("days answered if need be", default=())
    no: tuple[date, ...] = told("days answered no", default=())

    def by_day(self) -> dict[date, Answer]:
        """The answers that there are."""
        said = dict.fromkeys(self.yes, Answer.YES) | dict.fromkeys(self.if_need_be, Answer.IF_NEED_BE)
        return said | dict.fromkeys(self.no, Answer.NO)


@dataclass(frozen=True, slots=True, kw_only=True)
class WishCount:
    """How many in a county wish for a theme."""

    theme: str = told("key of a theme")
    count: int = told("wishes counted", "wishes", most=10_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A county: its people and what they want. It is visited at most once."""

    code: str = told("code of the county (SCB)")
    name: str = told("name for people", default="")
    town: str = told("point that the county's participants travel from")
    part: str = told("part of the country", default="")
    interest: Interest = told("how much a stop is wanted; unknown counts as none", default=Interest.UNKNOWN)
    participants: int = told("expected participants", "persons", most=10_000, default=0)
    missed: Known = told("whether the first tour was missed; unknown gives nothing", default=Known.UNKNOWN)
    wishes: tuple[WishCount, ...] = told("wishes for each theme", default=())
    answers: Answers = told("what the county says of days", default=Answers())


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A town that a stop may be in."""

    town: str = told("point of the town; each town once")
    county_code: str = told("code of a county of this problem")
    can_host: Known = told(
        "whether a stop can be held there; unknown costs as an unanswered", default=Known.YES
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A body that must be there at every stop."""

    key: str = told("name of the party; each once")
    home: str = told("point that its staff travels from")
    staff: int = told("persons it sends on every trip", "persons", most=100, default=1)
    answers: Answers = told("what it says of days", default=Answers())


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Somebody who can stand for one of the own competences on a trip."""

    key: str = told("name of the speaker; each once")
    home: str = told("point that the speaker travels from")
    competences: tuple[str, ...] = told("what the speaker can")
    most_days: int | None = told("most stops the speaker takes part in; null: any", "days", default=None)
    answers: Answers = told("what the speaker says of days", default=Answers())


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """What a trip is about; all stops of a trip have the same."""

    key: str = told("name of the theme; each once")
    competences: tuple[str, ...] = told("each needs a speaker of its own on every trip", default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """A stop that must be in the plan."""

    town: str = told("town of a place")
    days: tuple[date, ...] = told("days it may be on; none named: any day", default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What each thing is worth, in points; none is negative."""

    interest_per_participant: int = told(
        "for each participant, once where interest is some, twice where strong",
        "points",
        most=1000,
        default=1,
    )
    missed: int = told("for a county that missed the first tour", "points", most=100_000, default=50)
    per_wish: int = told("for each wish for the trip's theme", "points", most=1000, default=5)
    saved_per_100_km: int = told(
        "for each 100 person-km that participants need not travel", "points", most=1000, default=1
    )
    staff_per_100_km: int = told("taken for each 100 person-km of the staff", "points", most=1000, default=3)
    night: int = told("taken for each night of a traveller", "points", most=10_000, default=5)
    if_need_be: int = told("taken for each answer if need be", "points", most=100_000, default=10)
    unanswered: int = told("taken for each answer not given", "points", most=100_000, default=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Everything the planner knows; reading.py refuses what does not fit together."""

    points: tuple[str, ...] = told("names of all towns and homes, in the order of the rows of km")
    km: tuple[tuple[int, ...], ...] = told(
        "way from each point to each, in the order of points", "km", most=KM
    )
    hub: str = told("point that participants would otherwise travel to")
    counties: tuple[Candidate, ...] = told("counties whose participants count and that may be visited")
    places: tuple[Place, ...] = told("towns that stops may be in")
    days: tuple[date, ...] = told("working days that stops may be on, ascending")
    parties: tuple[Party, ...] = told("who must be there at every stop", default=())
    speakers: tuple[Speaker, ...] = told(
        "who can be in a crew; of two that cost as little the first of these is chosen", default=()
    )
    themes: tuple[Theme, ...] = told("themes to choose among; one for each trip")
    pins: tuple[Pin, ...] = told("stops that must be in the plan", default=())
    required: tuple[str, ...] = told("codes of counties that must be visited", default=())
    forbidden: tuple[str, ...] = told("codes of counties that must not be visited", default=())
    fewest_stops: int = told("fewest stops", "stops", most=366, default=4)
    most_stops: int = told("most stops", "stops", most=366, default=5)
    longest_trip: int = told("most stops of one trip", "stops", least=1, most=3, default=3)
    rest_days: int = told(
        "calendar days at least between the last day of a trip and the first of the next",
        "days",
        most=366,
        default=1,
    )
    longest_leg: int | None = told(
        "longest way between two stops of a trip; null: any", "km", most=KM, default=None
    )
    parts: int = told("fewest parts of the country with a stop", "parts", most=100, default=0)
    reach_km: int = told("longest way that participants travel to a stop", "km", most=KM, default=300)
    weights: Weights = told("what each thing is worth", default=Weights())

    @property
    def is_capped(self) -> bool:
        """Whether some speaker has fewer days than the tour may have stops."""
        caps = (speaker.most_days for speaker in self.speakers)
        return any(most is not None and most < self.most_stops for most in caps)

    def distance(self, one: str, other: str) -> int:
        """Kilometres between two points."""
        return self.km[self.points.index(one)][self.points.index(other)]
