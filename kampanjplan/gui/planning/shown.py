"""What Planera shows: an answer with its question, one of its plans; and what a change costs, at once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from kampanjplan.domain.proposals import (
    Advice,
    Inclusion,
    Omission,
    PlannedStop,
    Proof,
    Proposal,
    Replan,
    Swap,
    Trips,
)
from kampanjplan.planner.evaluate import worth
from kampanjplan.services.questions import Question
from kampanjplan.services.tour_now import TourNow


@dataclass(frozen=True, slots=True)
class Shown:
    """`trips` is the plan that is looked at: the best, an alternative, or the tour as it stands now.

    `kept_id` is of a kept proposal.
    """

    question: Question
    answer: Advice
    trips: Trips
    kept_id: UUID | None = None
    replan: Replan | None = None  # what the answer changes, where an earlier plan was planned anew
    tour: TourNow | None = None  # where it is the tour itself that is looked at

    @property
    def valued(self) -> Question:
        """The question by which the plan that is looked at is valued: a tour may have towns of its own."""
        return self.tour.question if self.tour else self.question

    @property
    def below_best(self) -> int | None:
        """Hundredths of a point that the plan is worth less than the best; None where none is known."""
        proposal = self.answer.proposal
        if proposal.worth is None:
            return None
        return proposal.points - worth(self.valued.problem, self.trips).total

    @property
    def is_unasked(self) -> bool:
        """Whether the tour is looked at before anything was asked: the answer says nothing."""
        return self.answer == Advice(Proposal(Proof.UNKNOWN))

    @property
    def is_best(self) -> bool:
        return self.tour is None and self.trips == self.answer.proposal.trips

    @property
    def changed(self) -> Replan | None:
        """What the plan that is looked at changes; alternatives are no plans made anew."""
        return self.replan if self.is_best else None

    @property
    def stops(self) -> tuple[PlannedStop, ...]:
        """All stops of the plan, in the order of days."""
        return tuple(sorted(stop for trip in self.trips for stop in trip.stops))

    @property
    def codes(self) -> set[str]:
        """The counties of the plan."""
        return {stop.county_code for stop in self.stops}

    def renamed(self, names: Mapping[str, str]) -> "Shown":
        """The same under the names of now: of somebody who is gone none is left."""
        known = {key: names.get(key, "–") for key in self.question.names}
        tour = self.tour and replace(self.tour, question=replace(self.tour.question, names=known))
        return replace(self, question=replace(self.question, names=known), tour=tour)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a change of counties would cost (hundredths of a point), None where it cannot be; and the plan
    that it would give, where the answer has it."""

    cost: int | None
    trips: Trips = ()


def outcome(answer: Advice, out: str | None = None, into: str | None = None) -> Outcome | None:
    """What the answer's table says of having one county left out, one taken in, or the one for the other.

    None where it does not say.
    """
    found = next(_told(answer, out, into), None)
    return None if found is None else Outcome(found.cost, found.trips)


def _told(answer: Advice, out: str | None, into: str | None) -> Iterator[Inclusion | Omission | Swap]:
    why = answer.reasons
    if answer.proposal.proof is not Proof.BEST:
        return
    if out and into:
        yield from (swap for swap in why.swaps if (swap.old, swap.new) == (out, into))
    elif out:
        yield from (one for one in why.omissions if one.county_code == out)
    else:
        yield from (one for one in why.inclusions if one.county_code == into)
