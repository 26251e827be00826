"""The decision memo of a kept proposal: the answer, what it was weighed against, and what became of it.

Everything is worked out anew from the question and the answer that were kept, but for what the plan says now.
"""

from dataclasses import dataclass
from uuid import UUID

from kampanjplan.domain.planning import KeptProposal
from kampanjplan.domain.tours import Tour
from kampanjplan.planner.evaluate import worth
from kampanjplan.services.figures import days_by_name
from kampanjplan.services.memo_alternatives import (
    ChoiceLine,
    CostLine,
    FigureLine,
    NumberLine,
    choice_lines,
    figure_lines,
    frontier_lines,
    inclusion_lines,
    number_lines,
    omission_lines,
    others,
)
from kampanjplan.services.memo_questions import (
    CountyLine,
    Facts,
    county_lines,
    rule_facts,
    speaker_facts,
    unknown_lines,
    weight_facts,
)
from kampanjplan.services.memo_stops import StopLine, stop_lines
from kampanjplan.services.ports import Reading
from kampanjplan.services.proposals import kept_proposals
from kampanjplan.services.remembering import Remembered, remembered
from kampanjplan.wording import _
from kampanjplan.wording.dates import day_text
from kampanjplan.wording.memos import days_text, incomplete_text, of_best_text, unproven_text, verdict_text
from kampanjplan.wording.replans import change_text

COMPARED = 3  # alternatives whose figures stand beside those of the plan that was chosen
FARTHEST = 10  # choices of the frontier, those that give most


@dataclass(frozen=True, slots=True)
class MemoSheet:
    """Everything that a decision memo prints."""

    tour: str
    number: str
    facts: Facts
    verdict: str
    reason: str
    stops: tuple[StopLine, ...]
    figures: tuple[FigureLine, ...]
    load: Facts  # how many days each who takes part is needed
    choices: tuple[ChoiceLine, ...]  # the first is the one that was chosen
    frontier: tuple[ChoiceLine, ...]
    numbers: tuple[NumberLine, ...]
    inclusions: tuple[CostLine, ...]
    omissions: tuple[CostLine, ...]
    compared: str  # with what those costs were counted, where that is not the plan that was chosen
    changes: tuple[str, ...]
    rules: Facts
    weights: Facts
    speakers: Facts
    themes: tuple[str, ...]
    counties: tuple[CountyLine, ...]
    unknown: tuple[str, ...]


def memo_sheet(reading: Reading, kept_id: UUID) -> MemoSheet:
    """The memo of a kept proposal; UnreadableError where what was kept cannot be read."""
    kept = reading.get(KeptProposal, kept_id)
    was = remembered(reading, kept)
    question, proposal, why = was.question, was.answer.proposal, was.answer.reasons
    problem, beside = question.problem, others(was)
    value, best = (worth(problem, trips).total for trips in (was.trips, proposal.trips))
    return MemoSheet(
        tour=question.tour.name,
        number=_number(reading, kept),
        facts=_facts(kept, question.tour),
        verdict=verdict_text(proposal, value),
        reason=kept.reason,
        stops=stop_lines(reading, question, was.trips),
        figures=figure_lines(question, was.trips, beside[:COMPARED]),
        load=tuple((who, days_text(n)) for who, n in days_by_name(question, was.trips).items()),
        choices=choice_lines(was, value, beside),
        frontier=frontier_lines(why.frontier[-FARTHEST:]),
        numbers=number_lines(why.numbers, best),
        inclusions=inclusion_lines(question, why.inclusions),
        omissions=omission_lines(question, why.omissions),
        compared="" if was.trips == proposal.trips else of_best_text(),
        changes=tuple(change_text(change) for change in was.replan.changes) if was.replan else (),
        rules=rule_facts(question),
        weights=weight_facts(problem),
        speakers=speaker_facts(question),
        themes=tuple(theme.key for theme in problem.themes),
        counties=county_lines(question),
        unknown=(*_unsure(was), *unknown_lines(question)),
    )


def _number(reading: Reading, kept: KeptProposal) -> str:
    """The oldest of the tour is number 1."""
    ids = [one.id for one in kept_proposals(reading, kept.tour_id)]
    return str(len(ids) - ids.index(kept.id))


def _facts(kept: KeptProposal, tour: Tour) -> Facts:
    taken = day_text(kept.taken_on) if kept.taken_on else _("inte antaget som helhet")
    return (
        (_("Turné"), tour.name),
        (_("Sparat"), f"{day_text(kept.day)} {kept.at:%H:%M}"),
        (_("Antaget"), taken),
    )


def _unsure(was: Remembered) -> list[str]:
    """What the answer itself leaves open."""
    proposal = was.answer.proposal
    texts = [unproven_text(proposal)]
    if not was.answer.reasons.complete:
        texts.append(incomplete_text())
    return [text for text in texts if text]
