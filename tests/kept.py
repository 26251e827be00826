"""Proposals that are kept, of a small part of the example's question: solved in no time."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from kampanjplan.gui.places import municipalities
from kampanjplan.planner.advice import advise
from kampanjplan.services.door import Door
from kampanjplan.services.proposals import keep_proposal, kept_proposals
from kampanjplan.services.questions import Question, question_of
from kampanjplan.services.remembering import as_kept
from tests.things import TODAY

KEPT_AT = datetime(2026, 11, 24, 10, 30)
COUNTIES, DAYS = ("05", "07", "08", "12", "20", "21"), 15


def small_question(door: Door, tour_id: UUID) -> Question:
    """The tour's question of a few counties in a few weeks."""
    whole = door.read(question_of, tour_id, municipalities(), TODAY)
    asked = whole.problem
    days = asked.days[:DAYS]
    part = replace(
        asked,
        days=days,
        counties=tuple(county for county in asked.counties if county.code in COUNTIES),
        places=tuple(place for place in asked.places if place.county_code in COUNTIES),
        pins=(),
        required=(),
        forbidden=(),
        fewest_stops=2,
        most_stops=3,
        parts=0,
    )
    return replace(whole, problem=part)


def keep(door: Door, tour_id: UUID, reason: str = "", number: int = 0) -> Question:
    """Keeps the best plan, or an alternative of that number."""
    question = small_question(door, tour_id)
    answer = advise(question.problem)
    trips = answer.proposal.alternatives[number].trips if number else answer.proposal.trips
    at = KEPT_AT.replace(hour=10 + len(door.read(kept_proposals, tour_id)))
    door.do("Spara förslag", keep_proposal, tour_id, as_kept(question, answer, trips, reason), at)
    return question
