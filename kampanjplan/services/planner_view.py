"""What Planera reads of the plan, at one moment."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kampanjplan.domain.counties import Municipality
from kampanjplan.domain.errors import PlanError
from kampanjplan.domain.planning import KeptProposal, Pin, Planning, TravelFactor
from kampanjplan.domain.stops import Stop, StopStatus
from kampanjplan.domain.tours import Tour
from kampanjplan.services.planning import pins_of, planning_of
from kampanjplan.services.ports import Reading
from kampanjplan.services.proposals import kept_proposals
from kampanjplan.services.questions import Question, question_of

_SETTLED = (StopStatus.CONFIRMED, StopStatus.DONE)


@dataclass(frozen=True, slots=True)
class Asked:
    """A tour with its rules, what is settled, and the proposals that are kept."""

    tour: Tour
    planning: Planning
    pins: list[Pin]
    settled: list[Stop]
    factors: list[TravelFactor]
    kept: list[KeptProposal]


def asked_of(reading: Reading, tour_id: UUID) -> Asked:
    """All but the question itself, which takes longer to put together."""
    stops = (stop for stop in reading.find(Stop, tour_id=tour_id) if stop.status in _SETTLED)
    return Asked(
        reading.get(Tour, tour_id),
        planning_of(reading, tour_id),
        pins_of(reading, tour_id),
        sorted(stops, key=lambda stop: stop.order),
        reading.find(TravelFactor),
        kept_proposals(reading, tour_id),
    )


def try_question(
    reading: Reading, tour_id: UUID, municipalities: Iterable[Municipality], today: date
) -> Question | PlanError:
    """The planner's question of a tour, or why there can be none yet."""
    try:
        return question_of(reading, tour_id, municipalities, today)
    except PlanError as error:
        return error
