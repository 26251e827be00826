"""The stops of a kept proposal, as its memo tells them: what each gives and costs, and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kampanjplan.domain.answers import Answer, Known
from kampanjplan.domain.counties import county
from kampanjplan.domain.proposals import PlannedStop, StopWorth, Trip, Trips
from kampanjplan.domain.stops import Stop, StopStatus
from kampanjplan.domain.tours import Tour
from kampanjplan.planner.evaluate import worth
from kampanjplan.planner.problem import Answers
from kampanjplan.services.ports import Reading
from kampanjplan.services.proposals import Fate, Taking, takings
from kampanjplan.services.questions import Question
from kampanjplan.wording.dates import day_text, week_text
from kampanjplan.wording.memos import elsewhere_text, gone_text, host_unknown_text, there_text
from kampanjplan.wording.proposals import decimal_text, gains_and_costs, places_of


@dataclass(frozen=True, slots=True)
class StopLine:
    """A stop of the plan; `lacking` names whose answer is missing, `now` what the plan says of it today."""

    day: str
    week: str
    place: str
    trip: str
    theme: str
    crew: tuple[str, ...]
    gives: tuple[str, ...]
    costs: tuple[str, ...]
    points: str
    lacking: tuple[str, ...]
    now: str


def stop_lines(reading: Reading, question: Question, trips: Trips) -> tuple[StopLine, ...]:
    """A line for each stop, in the order of days."""
    planned = [stop for trip in trips for stop in trip.stops]
    taken = {taking.planned: taking for taking in takings(reading, question.tour.id, planned)}
    stops = reading.find(Stop, tour_id=question.tour.id)
    off = {(s.county_code, s.day): s for s in stops if s.status is StopStatus.CANCELLED}
    worths = {value.stop: value for value in worth(question.problem, trips).stops}
    places = places_of(value.total for value in worths.values())
    return tuple(
        _stop_line(question, number, trip, worths[stop], places, _now_text(taken[stop], off, question.tour))
        for number, trip in enumerate(sorted(trips), start=1)
        for stop in trip.stops
    )


def _stop_line(
    question: Question, number: int, trip: Trip, value: StopWorth, places: int, now: str
) -> StopLine:
    stop = value.stop
    gives, costs = gains_and_costs(value)
    return StopLine(
        day_text(stop.day),
        week_text(stop.day, stop.day),
        f"{stop.town}, {county(stop.county_code).name}",
        str(number),
        trip.theme,
        tuple(f"{task.competence}: {question.names.get(task.speaker, task.speaker)}" for task in trip.crew),
        tuple(gives),
        tuple(costs),
        decimal_text(value.total, places),
        _lacking(question, trip, stop),
        now,
    )


def _lacking(question: Question, trip: Trip, stop: PlannedStop) -> tuple[str, ...]:
    """Who has not answered of the stop's day, as the worth counts it."""
    asked, names = question.problem, question.names
    crew = {task.speaker for task in trip.crew}
    needed: list[tuple[str, Answers]] = [
        (c.code, c.answers) for c in asked.counties if c.code == stop.county_code
    ]
    needed += [(party.key, party.answers) for party in asked.parties]
    needed += [(speaker.key, speaker.answers) for speaker in asked.speakers if speaker.key in crew]
    silent = [
        names.get(key, key)
        for key, answers in needed
        if answers.by_day().get(stop.day, Answer.UNANSWERED) is Answer.UNANSWERED
    ]
    if any(place.town == stop.town and place.can_host is Known.UNKNOWN for place in asked.places):
        silent.append(host_unknown_text(stop.town))
    return tuple(silent)


def _now_text(taking: Taking, off: Mapping[tuple[str, date | None], Stop], tour: Tour) -> str:
    """What the plan says of a planned stop now."""
    if taking.stop is not None and taking.fate is not Fate.THERE:
        return elsewhere_text(taking.stop, tour)
    stop = taking.stop or off.get((taking.planned.county_code, taking.planned.day))
    return there_text(stop) if stop else gone_text()
