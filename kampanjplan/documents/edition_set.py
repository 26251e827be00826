"""The set of papers that an edition of a tour may hold: offered, gathered at one moment, and frozen."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime
from io import BytesIO
from typing import Any
from uuid import UUID

from kampanjplan.documents.kinds import Kind, Printout, kinds, printout, write_printout
from kampanjplan.documents.tagged.document import Progress
from kampanjplan.domain.errors import EditionTakenError
from kampanjplan.domain.profiles import Profile
from kampanjplan.domain.stops import Stop, StopStatus
from kampanjplan.services.editions import Draft, FrozenPaper, draft, named_in
from kampanjplan.services.itineraries import taking_part
from kampanjplan.services.once import once
from kampanjplan.services.papers import Subject, Wanted
from kampanjplan.services.ports import Reading
from kampanjplan.wording import speaking
from kampanjplan.wording.labels import label

_IN_ORDER = ("schedule", "book", "contacts", "day", "programme", "sign", "itinerary")  # then the others


@dataclass(frozen=True)
class Offer:
    """A kind of paper for some readers, and how many papers that would be; `usual` ones are proposed."""

    kind: Kind
    profile: Profile
    count: int
    usual: bool


@dataclass(frozen=True)
class Gathered:
    """What an edition prints, fixed at one moment, with whom it names and the last entry of the history."""

    papers: tuple[Printout, ...]
    contact_ids: tuple[UUID, ...]
    entry: int


def offers(reading: Reading, tour_id: UUID) -> tuple[Offer, ...]:
    """What an edition of a tour can hold, the most read first."""
    found = []
    for kind in sorted(kinds().values(), key=_place):
        count = len(_wanted(reading, kind.subject, tour_id))
        found += [Offer(kind, p, count, p is kind.profiles[0]) for p in kind.profiles if count]
    return tuple(found)


def _place(kind: Kind) -> int:
    return _IN_ORDER.index(kind.name) if kind.name in _IN_ORDER else len(_IN_ORDER)


def _of_tour(_reading: Reading, tour_id: UUID) -> list[Wanted]:
    return [Wanted(tour_id)]


def _of_stops(reading: Reading, tour_id: UUID) -> list[Wanted]:
    """One of each stop that is not off."""
    stops = sorted(reading.find(Stop, tour_id=tour_id), key=lambda stop: stop.order)
    return [Wanted(tour_id, stop_id=s.id) for s in stops if s.status is not StopStatus.CANCELLED]


def _for_all(reading: Reading, tour_id: UUID) -> list[Wanted]:
    return [Wanted(tour_id, for_id=id) for id, _text, _names in taking_part(reading, tour_id)]


_WANTED: dict[Subject, Callable[[Reading, UUID], list[Wanted]]] = {
    Subject.TOUR: _of_tour,
    Subject.TOUR_OR_BODY: _of_tour,
    Subject.STOP: _of_stops,
    Subject.SOMEBODY: _for_all,
}


def _wanted(reading: Reading, subject: Subject, tour_id: UUID) -> list[Wanted]:
    """Each paper that there is of a kind; none of a kind that is of something else."""
    return _WANTED[subject](reading, tour_id) if subject in _WANTED else []


def gather(reading: Reading, seen: Draft, chosen: Sequence[Offer], language: str) -> Gathered:
    """The papers as the plan is now; EditionTakenError where it is no longer as the draft was seen."""
    reading = once(reading)
    if draft(reading, seen.tour_id) != seen:
        raise EditionTakenError(seen.number)
    papers = tuple(
        printout(reading, offer.kind, wanted, offer.profile, language)
        for offer in chosen
        for wanted in _wanted(reading, offer.kind.subject, seen.tour_id)
    )
    named = named_in(reading, _texts([paper.sheet for paper in papers] + [seen]))
    return Gathered(papers, named, reading.newest_entry())


def _texts(value: Any) -> Iterator[str]:
    """Every text in a value, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple | list):
        for part in value:
            yield from _texts(part)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))


def freeze(gathered: Gathered, number: int, now: datetime, progress: Progress) -> tuple[FrozenPaper, ...]:
    """The papers printed into bytes, each with the number of the edition in its foot."""
    kept = []
    for done, paper in enumerate(gathered.papers):
        file = BytesIO()
        report = write_printout(paper, file, now, _part(progress, done, len(gathered.papers)), number)
        title = _title(gathered, paper)
        kept.append(FrozenPaper(title, paper.kind.name, paper.profile, file.getvalue(), report.pages))
    return tuple(kept)


def _part(progress: Progress, before: int, count: int) -> Progress:
    """Tells of the progress of one paper among many."""

    def tell(done: int, steps: int) -> None:
        progress(before * 100 + 100 * done // max(steps, 1), count * 100)

    return tell


def _title(gathered: Gathered, paper: Printout) -> str:
    """What the paper is called, with whom it is for where there is one of the kind for others too."""
    if len({other.profile for other in gathered.papers if other.kind is paper.kind}) < 2:
        return paper.heading
    with speaking(paper.language):
        return f"{paper.heading} ({label(paper.profile)})"
