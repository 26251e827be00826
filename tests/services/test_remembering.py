"""A kept proposal is shown again exactly as it was, and names nobody."""

from datetime import datetime
from pathlib import Path
from shutil import copyfile

import pytest

from kampanjplan.domain.contacts import Contact
from kampanjplan.domain.errors import UnreadableError
from kampanjplan.gui.places import municipalities
from kampanjplan.planner.advice import advise
from kampanjplan.plans import create_plan, open_plan
from kampanjplan.services.editing import change
from kampanjplan.services.planning import set_planning
from kampanjplan.services.proposals import Kept, delete_proposals, keep_proposal, kept_proposals
from kampanjplan.services.questions import question_of
from kampanjplan.services.remembering import as_kept, remembered
from tests.planned_tour import fill
from tests.things import TODAY, anonymise

NOW = datetime(2026, 11, 24, 10, 30)


@pytest.fixture(scope="module")
def asked(tmp_path_factory):
    """(a plan file, the question that it puts, its answer): worked out once."""
    path = tmp_path_factory.mktemp("fråga") / "exempel.kampanjplan"
    door = create_plan(path, "test", example_from=TODAY)
    question = door.read(question_of, fill(door).id, municipalities(), TODAY)
    door.store.close()
    return path, question, advise(question.problem)


@pytest.fixture
def kept(asked, tmp_path):
    """(the plan, the question, its answer, an alternative of it that is kept)."""
    path, question, answer = asked
    door = open_plan(Path(copyfile(path, tmp_path / path.name)), "test")
    trips = answer.proposal.alternatives[2].trips
    door.do("Spara", keep_proposal, question.tour.id, as_kept(question, answer, trips, "Bra"), NOW)
    yield door, question, answer, trips
    door.store.close()


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


def test_what_cannot_be_read_is_refused_in_words(kept) -> None:
    door, question, _answer, _trips = kept
    (found,) = door.read(kept_proposals, question.tour.id)
    for text in ("", "{}", "[]", '{"problem": {}}', '{"answer": 1, "trips": []}'):
        for broken in (Kept(text, found.answer), Kept(found.question, text)):
            door.do("Spara", keep_proposal, question.tour.id, broken, NOW.replace(hour=12))
            newest = door.read(kept_proposals, question.tour.id)[0]
            with pytest.raises(UnreadableError):
                door.read(remembered, newest)
            door.do("Ta bort", delete_proposals, [newest.id])
