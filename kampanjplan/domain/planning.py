"""What a tour's planner is asked for, the stops that are settled for it, and the proposals that are kept."""

from dataclasses import dataclass
from datetime import date, time
from enum import Enum
from uuid import UUID

from kampanjplan.domain.errors import EmptyError, EndBeforeStartError, OutOfRangeError
from kampanjplan.domain.fields import NAME, NOTE, number, text, version

FEWER = 1  # stops fewer than a tour wants that are enough, where nothing else is said


@dataclass(frozen=True, slots=True, kw_only=True)
class Planning:
    """The rules and weights by which a tour is planned; a tour has one.

    `fewest_stops` and `most_stops` are None where the tour's wanted number says them. `hub` is the town
    that participants would otherwise travel to, `factor_id` the way that the staff travels. Distances are in
    km; the weights, from `interest_per_participant` on, in points, as the planner's problem tells.
    """

    id: UUID
    version: int = version()
    tour_id: UUID
    fewest_stops: int | None = number(None, 0, 21)
    most_stops: int | None = number(None, 0, 21)
    longest_trip: int = number(2, 1, 3)
    rest_days: int = number(1, 0, 366)
    longest_leg: int | None = number(None, 0, 5_000)
    parts: int = number(0, 0, 3)
    reach_km: int = number(300, 0, 5_000)
    hub: str = text(NAME, default="Stockholm")
    factor_id: UUID | None = None
    required: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    interest_per_participant: int = number(1, 0, 1_000)
    missed: int = number(50, 0, 100_000)
    per_wish: int = number(5, 0, 1_000)
    saved_per_100_km: int = number(1, 0, 1_000)
    staff_per_100_km: int = number(3, 0, 1_000)
    night: int = number(5, 0, 10_000)
    if_need_be: int = number(10, 0, 100_000)
    unanswered: int = number(5, 0, 100_000)

    def refuse_nonsense(self) -> None:
        fewest = self.fewest_stops or 0
        if self.most_stops is not None and self.most_stops < fewest:
            raise OutOfRangeError("most_stops", fewest, 21)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """A stop that a proposal must have: a town of a county, on one of some days where they are named."""

    id: UUID
    version: int = version()
    tour_id: UUID
    county_code: str
    town: str = text(NAME, required=True)
    first_day: date | None = None
    last_day: date | None = None

    def refuse_nonsense(self) -> None:
        if (self.first_day is None) != (self.last_day is None):
            raise EmptyError("first_day" if self.first_day is None else "last_day")
        if self.first_day and self.last_day and self.last_day < self.first_day:
            raise EndBeforeStartError("last_day")


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptProposal:
    """A proposal with the question that it answered, both as JSON, and why it was chosen.

    `taken_on` is the day when stops were made of it.
    """

    id: UUID
    version: int = version()
    tour_id: UUID
    day: date
    at: time
    question: str = "{}"
    answer: str = "{}"
    reason: str = text(NOTE, lines=True)
    taken_on: date | None = None


class Assumed(Enum):
    """What a planner's question takes for granted where the plan does not say."""

    NO_PARTICIPANTS = "no participants"  # of these counties: counted as 0
    UNKNOWN_TOWN = "unknown town"  # counted as the hub, or as the county's seat
    NO_PARTIES = "no parties"  # nobody must be at every stop, so nobody's days or travel count
    NO_FACTOR = "no factor"  # no way to travel is chosen: CO2e is not known
    SECOND_STOP = "second stop"  # a county is planned once; its later confirmed stop is left as it is
    NO_SPEAKER = "no speaker"  # of these competences


@dataclass(frozen=True, slots=True)
class Assumption:
    """Something taken for granted, of these names."""

    what: Assumed
    names: tuple[str, ...] = ()


class FactorUnit(Enum):
    """What a travel factor counts: the way of each person, or that of a vehicle for up to four."""

    PERSON_KM = "person-km"
    VEHICLE_KM = "vehicle-km"


SEATS = 4  # of a vehicle


@dataclass(frozen=True, slots=True, kw_only=True)
class TravelFactor:
    """Milligrams of CO2e for each km by a way to travel; the authorities' own table changes every year."""

    id: UUID
    version: int = version()
    mode: str = text(NAME, required=True)
    mg_per_km: int = number(0, 0, 100_000_000)
    unit: FactorUnit = FactorUnit.PERSON_KM
    source: str = text(NAME)
    dated: date | None = None

    def grams(self, km: int, travellers: int) -> float:
        """Grams of CO2e where so many travel so far together."""
        times = travellers if self.unit is FactorUnit.PERSON_KM else -(-travellers // SEATS)
        return self.mg_per_km * km * times / 1000
