"""What Planera shows: an answer with its question, one of its plans; and what a change costs, at once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from kampanjplan.domain.proposals import Advice, Inclusion, Omission, PlannedStop, Proof, Replan, Swap, Trips
from kampanjplan.services.questions import Question


@dataclass(frozen=True, slots=True)
class Shown:
    """`trips` is the plan that is looked at: the best, or an alternative. `kept_id` is of a kept proposal."""

    question: Question
    answer: Advice
    trips: Trips
    kept_id: UUID | None = None
    replan: Replan | None = None  # what the answer changes, where an earlier plan was planned anew

    @property
    def is_best(self) -> bool:
        return self.trips == self.answer.proposal.trips

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
        return replace(self, question=replace(self.question, names=known))


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
