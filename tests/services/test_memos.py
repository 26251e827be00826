"""A decision memo says what was kept, worked out anew, and what became of it; nothing is made up."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from kampanjplan.domain.planning import KeptProposal, TravelFactor
from kampanjplan.domain.proposals import (
    Change,
    EarlierStop,
    Proof,
    Proposal,
    Replan,
    StopChange,
    Term,
    Trips,
)
from kampanjplan.domain.stops import Stop, StopStatus
from kampanjplan.planner.evaluate import worth
from kampanjplan.services.door import Door
from kampanjplan.services.editing import change
from kampanjplan.services.figures import figures
from kampanjplan.services.memos import MemoSheet, memo_sheet
from kampanjplan.services.papers import Subject, choices, wanted_by_name
from kampanjplan.services.planning import set_planning
from kampanjplan.services.proposals import Kept, kept_proposals, take_proposal
from kampanjplan.services.remembering import Remembered, as_kept, remembered
from kampanjplan.wording.proposals import decimal_text, number_text, points_text, proof_text
from kampanjplan.wording.replans import change_text
from tests.kept import KEPT_AT, keep
from tests.planned_tour import fill
from tests.things import TODAY, anonymise, example_door


@pytest.fixture(scope="module")
def plan() -> tuple[Door, UUID]:
    """A plan with two kept proposals of its tour: the best, then an alternative."""
    door = example_door()
    tour = fill(door)
    keep(door, tour.id)
    keep(door, tour.id, "Nära för många", number=2)
    return door, tour.id


def kept(plan: tuple[Door, UUID], number: int) -> tuple[Remembered, MemoSheet]:
    """What was kept under a number, and its memo."""
    door, tour_id = plan
    one = list(reversed(door.read(kept_proposals, tour_id)))[number - 1]
    return door.read(remembered, one), door.read(memo_sheet, one.id)


def stops(trips: Trips) -> list:
    return [stop for trip in trips for stop in trip.stops]


def in_one_column(texts: Iterable[str]) -> list[int]:
    """The hundredths that numbers say, which all have as many decimals."""
    parts = [text.translate({ord("−"): "-", ord("±"): None, 0xA0: None}).partition(",") for text in texts]
    assert len({len(decimals) for _whole, _comma, decimals in parts}) <= 1, parts
    return [round(100 * float(f"{whole}.{decimals}")) for whole, _comma, decimals in parts]


@pytest.mark.parametrize("number", [1, 2])
def test_every_figure_is_worked_out_from_what_was_kept(plan, number: int) -> None:
    was, memo = kept(plan, number)
    value = worth(was.question.problem, was.trips)
    found = figures(was.question.problem, was.trips, was.question.factor)
    assert memo.number == str(number)
    assert in_one_column(stop.points for stop in memo.stops) == [one.total for one in value.stops]
    assert [len(stop.lacking) for stop in memo.stops] == [one.amounts[Term.UNANSWERED] for one in value.stops]
    told = {line.what: line.chosen for line in memo.figures}
    assert told["Poäng"].rstrip("0").rstrip(",") == decimal_text(value.total)
    assert told["Deltagare som nås"] == number_text(found.reached)
    assert found.grams
    assert told["CO2e"] == f"{found.grams / 1000:.1f} kg".replace(".", ",")
    assert len(memo.inclusions) + len(memo.omissions) == len(was.question.problem.counties)
    assert len(memo.counties) == len(was.question.problem.counties)
    assert dict(memo.weights)["Nätter borta"] == "5 poäng per person och natt"


def test_the_best_is_proved_and_an_alternative_lies_below_it(plan) -> None:
    was, memo = kept(plan, 1)
    assert memo.verdict == proof_text(was.answer.proposal)
    assert memo.verdict.endswith("bevisat.")
    assert (memo.reason, memo.compared) == ("", "")
    was, memo = kept(plan, 2)
    less = was.answer.proposal.points - worth(was.question.problem, was.trips).total
    assert less > 0
    assert f"{points_text(less)} under det bästa svaret" in memo.verdict
    assert memo.reason == "Nära för många"
    assert memo.compared
    assert memo.choices[0].difference == ""
    assert in_one_column([line.difference for line in memo.choices[1:]])[0] == less
    others = [one for one in was.answer.proposal.alternatives if set(one.county_codes) != {
        stop.county_code for stop in stops(was.trips)
    }]  # fmt: skip
    assert in_one_column(line.points for line in memo.choices)[1:] == [one.points for one in others]
    for lines in (memo.numbers, memo.choices[1:]):
        assert len(in_one_column([one.difference for one in lines if one.difference])) > 1
    for lines in (memo.inclusions, memo.omissions):
        in_one_column(one.cost.removesuffix(" poäng") for one in lines if one.cost.endswith(" poäng"))
    for line in memo.figures:
        if line.what == "Poäng":
            in_one_column([line.chosen, *line.others])


def remade(plan: tuple[Door, UUID], kept: Kept) -> MemoSheet:
    """The memo of a proposal that is kept for the moment."""
    door, tour_id = plan
    one = KeptProposal(id=UUID(int=77), tour_id=tour_id, day=TODAY, at=KEPT_AT.time(), question=kept.question,
                       answer=kept.answer)  # fmt: skip
    door.do("x", lambda unit: unit.put(one))
    memo = door.read(memo_sheet, one.id)
    door.do("x", lambda unit: unit.remove(one))
    return memo


def test_a_plan_made_anew_tells_what_it_changes(plan) -> None:
    was, memo = kept(plan, 1)
    assert memo.changes == ()
    first = stops(was.trips)[0]
    moved = replace(first, day=first.day + timedelta(days=1))
    changes = (StopChange(Change.MOVED, EarlierStop(moved), first),)
    text = as_kept(was.question, was.answer, was.trips, "", Replan(was.answer.proposal, changes))
    assert remade(plan, text).changes == (change_text(changes[0]),)


def test_what_is_not_proved_is_said_to_be_unknown(plan) -> None:
    was, _memo = kept(plan, 1)
    unsure: Proposal = replace(was.answer.proposal, proof=Proof.BOUND, bound=was.answer.proposal.points + 999)
    answer = replace(was.answer, proposal=unsure, reasons=replace(was.answer.reasons, complete=False))
    memo = remade(plan, as_kept(was.question, answer, was.trips, ""))
    assert "bättre finns." in memo.verdict
    assert "bevisat" not in memo.verdict
    assert "inte avgjort" in memo.unknown[0]
    assert "räckte inte" in memo.unknown[1]


def test_later_changes_of_the_plan_change_nothing_but_what_became_of_it(plan) -> None:
    door, tour_id = plan
    was, before = kept(plan, 1)
    door.do("Vikt", set_planning, tour_id, night=99, hub="Malmö")
    assert was.question.factor
    door.do("Färdsätt", change, TravelFactor, was.question.factor.id, mg_per_km=1)
    assert kept(plan, 1)[1] == before
    oldest = door.read(kept_proposals, tour_id)[-1]
    door.do("Anta", take_proposal, tour_id, stops(was.trips), oldest.id, KEPT_AT)
    made = {s.county_code: s for s in door.read(lambda r: r.find(Stop, tour_id=tour_id)) if s.day}
    first, second = (made[stop.county_code] for stop in sorted(stops(was.trips))[:2])
    day = date(2027, 12, 1)
    door.do("Flytta", change, Stop, first.id, first_day=day, last_day=day, status=StopStatus.CONFIRMED)
    door.do("Ställ in", change, Stop, second.id, status=StopStatus.CANCELLED)
    after = kept(plan, 1)[1]
    assert [stop.now for stop in after.stops][:2] == [
        "finns i planen, men ons 1 dec 2027 (bekräftad)",
        "finns i planen på dagen, inställd",
    ]
    assert dict(after.facts)["Antaget"] == "tis 24 nov 2026"
    same = {"stops": (), "facts": ()}
    assert replace(after, **same) == replace(before, **same)


def test_who_was_erased_is_not_named(plan) -> None:
    door, _tour_id = plan
    was, memo = kept(plan, 2)
    crew = {task.speaker for trip in was.trips for task in trip.crew}
    name = was.question.names[next(iter(crew))]
    assert name in repr(memo)
    door.do("Gallra", anonymise, [UUID(key) for key in crew], TODAY, "")
    assert name not in repr(kept(plan, 2)[1])


def test_a_proposal_is_found_by_number_day_and_reason_and_is_else_the_newest(plan) -> None:
    door, tour_id = plan
    newest, oldest = door.read(choices, Subject.PROPOSAL, tour_id)
    assert newest.text == "Förslag 2, tis 24 nov 2026 11:30: Nära för många"

    def found(name: str) -> UUID:
        return door.read(wanted_by_name, Subject.PROPOSAL, "", "", "", name).proposal

    assert [found(name) for name in ("", "2", "nära för många", "2026-11-24 11:30")] == [newest.id] * 4
    assert [found(name) for name in ("1", "Förslag 1, tis 24 nov 2026 10:30")] == [oldest.id] * 2
