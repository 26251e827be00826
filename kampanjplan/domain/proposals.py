"""A tour that the planner suggests, its worth, which rules a plan breaks, and why: facts, no sentences.

All points are whole hundredths of a point, so that sums are exact; distances are whole kilometres.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum


@dataclass(frozen=True, slots=True, order=True)
class PlannedStop:
    """A seminar day in a town."""

    day: date
    town: str
    county_code: str


@dataclass(frozen=True, slots=True, order=True)
class Task:
    """Who stands for a competence on a trip."""

    competence: str
    speaker: str


@dataclass(frozen=True, slots=True, order=True)
class Trip:
    """Stops on consecutive calendar days, from home and home again, with one theme and one crew."""

    stops: tuple[PlannedStop, ...]
    theme: str
    crew: tuple[Task, ...] = ()


Trips = tuple[Trip, ...]


class Term(Enum):
    """What a plan is valued by: the first four are gains, the others costs (their points are negative)."""

    INTEREST = "interest"
    MISSED = "missed"
    WISHES = "wishes"
    SAVED = "saved"
    STAFF_KM = "staff km"
    NIGHTS = "nights"
    IF_NEED_BE = "if need be"
    UNANSWERED = "unanswered"


Points = Mapping[Term, int]


@dataclass(frozen=True, slots=True)
class StopWorth:
    """What one stop gives and costs; a trip's travel is shared equally among its stops.

    `amounts` are what the points are made of: participants, wishes, person-km saved, person-km of the staff,
    nights, and the number of answers.
    """

    stop: PlannedStop
    points: Points
    amounts: Points

    @property
    def total(self) -> int:
        return sum(self.points.values())


@dataclass(frozen=True, slots=True)
class Worth:
    """What a plan is worth: the sum of its stops, stop by stop and term by term."""

    stops: tuple[StopWorth, ...]

    @property
    def total(self) -> int:
        return sum(stop.total for stop in self.stops)

    def points(self, term: Term) -> int:
        return sum(stop.points[term] for stop in self.stops)

    def amount(self, term: Term) -> int:
        return sum(stop.amounts[term] for stop in self.stops)


class Rule(Enum):
    """What a plan has to keep to."""

    WORKING_DAY = "working day"
    ONE_A_DAY = "one a day"
    ONCE_A_COUNTY = "once a county"
    KNOWN_TOWN = "known town"
    KNOWN_THEME = "known theme"
    CONSECUTIVE = "consecutive"
    TRIP_LENGTH = "trip length"
    REST = "rest"
    LEG = "leg"
    CAN_HOST = "can host"
    COUNTY_DAY = "county day"
    PARTY_DAY = "party day"
    SPEAKER_DAY = "speaker day"
    SPEAKER_TWICE = "speaker twice"
    SPEAKER_DAYS = "speaker days"
    COMPETENCE = "competence"
    PIN = "pin"
    REQUIRED = "required"
    FORBIDDEN = "forbidden"
    FEWEST = "fewest"
    MOST = "most"
    SPREAD = "spread"


@dataclass(frozen=True, slots=True)
class Breach:
    """A rule that a plan breaks: of whom or where, when, and how many there are where `limit` is allowed."""

    rule: Rule
    subject: str = ""
    day: date | None = None
    count: int | None = None
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class Wish:
    """A rule of the problem that may be given up; `subject` is whom it is about, empty where nobody."""

    rule: Rule
    subject: str = ""


class Proof(Enum):
    """What is known of an answer."""

    BEST = "best"  # nothing better exists
    BOUND = "bound"  # nothing is better than the bound
    NONE = "none"  # there is no plan at all
    UNKNOWN = "unknown"  # no plan was found in the time given


@dataclass(frozen=True, slots=True)
class Alternative:
    """A choice of counties, with the best that it can give (hundredths of a point) and the plan that does."""

    county_codes: tuple[str, ...]
    points: int
    staff_km: int
    trips: Trips = ()


@dataclass(frozen=True, slots=True)
class Inclusion:
    """What it would cost to have the county in (hundredths of a point); None where it cannot be.

    `heaviest` is the one rule without which that cost is least, and `without` the cost then. `trips` is the
    best plan with the county in.
    """

    county_code: str
    cost: int | None
    heaviest: Wish | None = None
    without: int | None = None
    trips: Trips = ()


@dataclass(frozen=True, slots=True)
class Omission:
    """What it would cost to leave a chosen county out (hundredths of a point); None where it must be in.

    `trips` is the best plan without it.
    """

    county_code: str
    cost: int | None
    trips: Trips = ()


@dataclass(frozen=True, slots=True)
class NumberWorth:
    """What the best plan of so many stops is worth (hundredths of a point); None where there is none."""

    stops: int
    points: int | None


@dataclass(frozen=True, slots=True)
class Swap:
    """What it would cost to have `new` instead of `old`, all other counties kept; None where it cannot be.

    `trips` is the best plan then.
    """

    old: str
    new: str
    cost: int | None
    trips: Trips = ()


@dataclass(frozen=True, slots=True)
class Conflict:
    """Wishes that cannot hold together, while all but any one can; `solves`: how often it was tried."""

    wishes: tuple[Wish, ...]
    solves: int


@dataclass(frozen=True, slots=True)
class Relief:
    """One thing given up: a wish, or of its days only `days`, or down (up) to `number`."""

    wish: Wish
    days: tuple[date, ...] = ()
    number: int | None = None


@dataclass(frozen=True, slots=True)
class WayOut:
    """What to give up for a plan to be possible; `trips` is the best plan then, `points` its worth."""

    reliefs: tuple[Relief, ...]
    trips: Trips
    points: int
    solves: int


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why the plan is as it is, beside the worth of its stops.

    `numbers` from one stop less than wanted to one more; `frontier` the choices of counties of which no other
    gives as much and has fewer person-km of the staff, by km. `complete` tells whether all was found out;
    where the time was too short, what is not known is left out. `frontier_whole` tells the same of the
    frontier, which is sought last.
    """

    inclusions: tuple[Inclusion, ...] = ()
    omissions: tuple[Omission, ...] = ()
    numbers: tuple[NumberWorth, ...] = ()
    frontier: tuple[Alternative, ...] = ()
    swaps: tuple[Swap, ...] = ()
    complete: bool = True
    frontier_whole: bool = True


@dataclass(frozen=True, slots=True)
class Proposal:
    """The planner's answer: `bound` is what no plan can be worth more than (hundredths of a point)."""

    proof: Proof
    trips: Trips = ()
    worth: Worth | None = None
    bound: int | None = None
    engine: str = ""
    digest: str = ""
    alternatives: tuple[Alternative, ...] = ()

    @property
    def points(self) -> int:
        assert self.worth is not None
        return self.worth.total

    @property
    def gap(self) -> float:
        """How much better a plan could be, as a share of this one's worth; 0 where it is the best."""
        if self.proof is Proof.BEST or self.bound is None or self.worth is None:
            return 0.0
        return (self.bound - self.points) / max(1, abs(self.points))


@dataclass(frozen=True, slots=True)
class Advice:
    """A proposal with all that explains it: reasons, or what cannot hold together and the cheapest way out.

    Plain values, to be kept with the question that they answer.
    """

    proposal: Proposal
    reasons: Reasons = Reasons()
    conflict: Conflict | None = None
    way_out: WayOut | None = None


class Standing(Enum):
    """How firm a stop of an earlier plan is: a confirmed one stays, one on hold stays if it can."""

    CONFIRMED = "confirmed"
    ON_HOLD = "on hold"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class EarlierStop:
    """A stop of the plan that was, with the speakers who were to be there."""

    stop: PlannedStop
    standing: Standing = Standing.OTHER
    speakers: tuple[str, ...] = ()


class Change(Enum):
    """What becomes of a stop; MOVED is to another day or town of its county."""

    KEPT = "kept"
    MOVED = "moved"
    DROPPED = "dropped"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class StopChange:
    """A stop as it was and as it is now; one of them is None where it is new or dropped."""

    change: Change
    was: EarlierStop | None
    now: PlannedStop | None


class Callee(Enum):
    """Whom a change has to be told to."""

    COUNTY = "county"
    PARTY = "party"
    SPEAKER = "speaker"


@dataclass(frozen=True, slots=True)
class Call:
    """Whom to call, of which stops that no longer need them, and of which new ones that do."""

    callee: Callee
    subject: str
    freed: tuple[PlannedStop, ...]
    asked: tuple[PlannedStop, ...]


@dataclass(frozen=True, slots=True)
class Replan:
    """The plan made anew: what becomes of each stop, and the calls that it causes.

    No plan keeps more of the stops on hold, and of those that keep as many none is worth more, where the
    proposal is proved to be the best. Where there is none: what cannot hold together, and the way out.
    """

    proposal: Proposal
    changes: tuple[StopChange, ...] = ()
    calls: tuple[Call, ...] = ()
    conflict: Conflict | None = None
    way_out: WayOut | None = None

    @property
    def holds_changed(self) -> int:
        """How many stops on hold do not stay as they were."""
        held = (c for c in self.changes if c.was is not None and c.was.standing is Standing.ON_HOLD)
        return sum(change.change is not Change.KEPT for change in held)
