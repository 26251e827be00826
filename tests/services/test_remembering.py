"""A kept proposal is shown again exactly as it was, and names nobody."""

from datetime import datetime

import pytest

from kampanjplan.domain.contacts import Contact
from kampanjplan.domain.errors import UnreadableError
from kampanjplan.gui.places import municipalities
from kampanjplan.planner.advice import advise
from kampanjplan.services.editing import change
from kampanjplan.services.planning import set_planning
from kampanjplan.services.proposals import Kept, keep_proposal, kept_proposals
from kampanjplan.services.questions import question_of
from kampanjplan.services.remembering import as_kept, remembered
from tests.planned_tour import fill
from tests.things import TODAY, anonymise, example_door

NOW = datetime(2026, 11, 24, 10, 30)


@pytest.fixture
def kept():
    """(the plan, the question, its answer, an alternative of it that is kept)."""
    door = example_door()
    tour = fill(door)
    question = door.read(question_of, tour.id, municipalities(), TODAY)
    answer = advise(question.problem)
    trips = answer.proposal.alternatives[2].trips
    door.do("Spara", keep_proposal, tour.id, as_kept(question, answer, trips, "Bra"), NOW)
    return door, question, answer, trips


def test_it_is_shown_again_as_it_was(kept) -> None:
    door, question, answer, trips = kept
    tour = question.tour
    door.do("Vikt", set_planning, tour.id, night=99, hub="Malmö")
    (found,) = door.read(kept_proposals, tour.id)
    was = door.read(remembered, found)
    again, said, plan = was.question, was.answer, was.trips
    assert was.replan is None
    assert again.problem == question.problem
    assert again.assumptions == question.assumptions
    assert again.factor is not None
    assert (again.factor.mode, again.factor.mg_per_km) == ("Tåg", 7_000)
    assert said == answer
    assert said.reasons.inclusions
    assert said.reasons.swaps
    assert plan == trips != answer.proposal.trips
    assert {key: again.names[key] for key in question.names} == dict(question.names)


def test_it_names_nobody(kept) -> None:
    door, question, answer, _trips = kept
    crew = {task.speaker for trip in answer.proposal.trips for task in trip.crew}
    assert crew
    (found,) = door.read(kept_proposals, question.tour.id)
    people = door.read(lambda r: r.find(Contact))
    assert not [one.name for one in people if one.name in found.question + found.answer]
    speaker = next(one for one in people if str(one.id) in crew)
    door.do("Namn", change, Contact, speaker.id, name="Nytt Namn")
    again = door.read(remembered, found).question
    assert again.names[str(speaker.id)] == "Nytt Namn"
    door.do("Gallra", anonymise, [speaker.id], TODAY, "")
    (found,) = door.read(kept_proposals, question.tour.id)
    again = door.read(remembered, found).question
    assert "Nytt" not in again.names[str(speaker.id)]


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"problem": {}}', '{"answer": 1, "trips": []}'])
def test_what_cannot_be_read_is_refused_in_words(kept, text: str) -> None:
    door, question, _answer, _trips = kept
    (found,) = door.read(kept_proposals, question.tour.id)
    for broken in (Kept(text, found.answer), Kept(found.question, text)):
        door.do("Spara", keep_proposal, question.tour.id, broken, NOW.replace(hour=12))
        newest = door.read(kept_proposals, question.tour.id)[0]
        with pytest.raises(UnreadableError):
            door.read(remembered, newest)
