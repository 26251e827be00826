"""Proposals as they are kept: the question and its answer as JSON, which names people by their keys alone."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from kampanjplan.domain.contacts import Contact
from kampanjplan.domain.counties import COUNTIES
from kampanjplan.domain.errors import Expected, PlanError, UnreadableError
from kampanjplan.domain.planning import Assumed, Assumption, FactorUnit, KeptProposal, TravelFactor
from kampanjplan.domain.proposals import Advice, Call, Callee, Replan, StopChange, Trips
from kampanjplan.domain.tours import Tour
from kampanjplan.planner.reading import as_json, plain, read_advice, read_problem, read_value
from kampanjplan.services.ports import Reading
from kampanjplan.services.proposals import Kept
from kampanjplan.services.questions import Question


@dataclass(frozen=True, slots=True)
class Remembered:
    """A kept proposal as it was: `trips` is the plan chosen, `replan` what it changed, if anything."""

    question: Question
    answer: Advice
    trips: Trips
    replan: Replan | None = None


def as_kept(
    question: Question, answer: Advice, trips: Trips, reason: str, replan: Replan | None = None
) -> Kept:
    """A question, its answer and the plan of it that is chosen, to be kept, with what a replan changes."""
    asked = {
        "problem": as_json(question.problem),
        "assumptions": [[one.what.value, list(one.names)] for one in question.assumptions],
        "factor": _plain_factor(question.factor),
    }
    said = {"answer": as_json(answer), "trips": plain(trips)}
    if replan is not None:
        said |= {"changes": plain(replan.changes), "calls": plain(replan.calls)}
    return Kept(json.dumps(asked, ensure_ascii=False), json.dumps(said, ensure_ascii=False), reason)


def remembered(reading: Reading, kept: KeptProposal) -> Remembered:
    """What was kept, as it was; names are those of now. UnreadableError where it cannot be read."""
    try:
        asked, said = json.loads(kept.question), json.loads(kept.answer)
        problem = read_problem(json.dumps(asked["problem"]))
        assumed = tuple(Assumption(Assumed(what), tuple(names)) for what, names in asked["assumptions"])
        factor = _read_factor(asked["factor"])
        answer, trips = read_advice(said["answer"]), read_value(Trips, said["trips"])
        replan = _read_replan(said, answer)
    except (ValueError, KeyError, TypeError, PlanError) as error:
        raise UnreadableError(kept.reason, Expected.CHOICE) from error
    tour, speakers = reading.get(Tour, kept.tour_id), {speaker.key for speaker in problem.speakers}
    called = {c.subject for c in replan.calls if c.callee is Callee.SPEAKER} if replan else set()
    question = Question(tour, problem, _names(reading, speakers | called), assumed, factor)
    return Remembered(question, answer, trips, replan)


def _read_replan(said: Mapping[str, Any], answer: Advice) -> Replan | None:
    if "changes" not in said:
        return None
    changes = read_value(tuple[StopChange, ...], said["changes"])
    calls = read_value(tuple[Call, ...], said["calls"])
    return Replan(answer.proposal, changes, calls, answer.conflict, answer.way_out)


def _names(reading: Reading, keys: set[str]) -> Mapping[str, str]:
    """What counties and these speakers are called now; of those who were erased nothing is known."""
    names = {county.code: county.short_name for county in COUNTIES}
    ids = [UUID(key) for key in sorted(keys)]
    for contact in reading.find(Contact, id=ids) if ids else ():
        names[str(contact.id)] = contact.name
    return names | dict.fromkeys(keys - names.keys(), "–")


def _plain_factor(factor: TravelFactor | None) -> dict[str, Any] | None:
    if factor is None:
        return None
    return {
        "id": str(factor.id),
        "mode": factor.mode,
        "mg_per_km": factor.mg_per_km,
        "unit": factor.unit.value,
        "source": factor.source,
        "dated": factor.dated.isoformat() if factor.dated else None,
    }


def _read_factor(plain: dict[str, Any] | None) -> TravelFactor | None:
    if plain is None:
        return None
    dated = date.fromisoformat(plain["dated"]) if plain["dated"] else None
    unit = FactorUnit(plain["unit"])
    return TravelFactor(**{**plain, "id": UUID(plain["id"]), "unit": unit, "dated": dated})
