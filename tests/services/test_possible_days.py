"""Answers on cells: any sequence of them equals a plain dict of day and answer, and comes back from cells."""

from datetime import date, timedelta
from itertools import groupby
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kampanjplan.domain.answers import Answer
from kampanjplan.domain.changes import Change, ChangeSet
from kampanjplan.domain.contacts import Contact
from kampanjplan.domain.day_states import Source, states_of
from kampanjplan.domain.errors import ConflictError
from kampanjplan.domain.interests import CountyInterest, week_of
from kampanjplan.domain.organisations import organisation_id
from kampanjplan.domain.possibility import DayAnswer, StandingRule, Whose
from kampanjplan.domain.tours import Tour
from kampanjplan.services.door import Door
from kampanjplan.services.editing import add, change, remove
from kampanjplan.services.history import replay
from kampanjplan.services.interests import set_interest
from kampanjplan.services.possibility import Days, Said, answer_days
from kampanjplan.services.possible_days import PossibleDays, followed, possible_days, saying
from kampanjplan.wording.possibility import cell_text, read_cell
from tests.things import TODAY, content, example_door, follow_up

KALMAR, UHM = Whose(county_code="08"), Whose(organisation_id=organisation_id("UHM"))
ROWS = (KALMAR, UHM)


@pytest.fixture(scope="module")
def bare() -> Door:
    """A plan where nobody has answered anything, nor said any rule."""
    door = example_door()
    empty(door)
    return door


def empty(door: Door) -> None:
    for kind in (DayAnswer, StandingRule, CountyInterest):
        door.do("Töm", lambda unit, kind=kind: unit.remove(*unit.find(kind)))


def known(door: Door) -> PossibleDays:
    return door.read(possible_days, follow_up(door).id)


def told(door: Door, whose: Whose) -> dict[date, Answer]:
    """What somebody says, day by day."""
    found = known(door)
    states = states_of(found.days, found.said.get(whose, Days()).answers, ())
    return {day: state.answer for day, state in states.items()}


def told_of(found: PossibleDays) -> dict[Whose, set[DayAnswer]]:
    """All that is known of answers, in no order."""
    return {whose: set(days.answers) for whose, days in found.said.items() if days.answers}


cells = st.tuples(st.sampled_from(ROWS), st.integers(0, 60), st.integers(0, 9), st.sampled_from(Answer))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(cells, min_size=1, max_size=4), max_size=6), st.booleans())
def test_any_answers_equal_a_plain_dict(bare: Door, acts: list[list[tuple]], looked: bool) -> None:
    empty(bare)
    grid = known(bare)
    plain: dict[Whose, dict[date, Answer]] = {whose: {} for whose in ROWS}
    for act in acts:
        said: list[Said] = []
        for whose, first, more, answer in act:
            days = grid.days[first : first + more + 1]
            said += saying(whose, days, answer, grid.closed)
            for day in days:
                if answer is Answer.UNANSWERED:
                    plain[whose].pop(day, None)
                elif day not in grid.closed:
                    plain[whose][day] = answer
        seen = bare.read(lambda r: r.find(DayAnswer)) if looked else None
        before = content(bare)
        changes = bare.do("Svara", answer_days, said, None, TODAY, seen)
        after = content(bare)
        now = known(bare)
        assert told_of(followed(grid, changes)) == told_of(now)
        grid = now
        bare.do("Ångra", replay, changes.inverse())
        assert content(bare) == before
        bare.do("Gör om", replay, changes)
        assert content(bare) == after
        for whose in ROWS:
            assert told(bare, whose) == plain[whose]
    kept = bare.read(lambda r: r.find(DayAnswer))
    days = sum((one.last_day - one.first_day).days + 1 for one in kept)
    assert days == sum(map(len, plain.values()))  # none overlap, and none are of closed days


@settings(max_examples=40, deadline=None)
@given(st.lists(cells, max_size=12), st.booleans(), st.booleans(), st.booleans())
def test_what_cells_say_is_read_as_the_same(
    bare: Door, answers: list[tuple], by_day: bool, ruled: bool, blocked: bool
) -> None:
    """Copied and pasted: nothing that follows from rules becomes an answer, nothing answered is lost."""
    empty(bare)
    tour = follow_up(bare)
    grid = known(bare)
    for whose, first, more, answer in answers:
        bare.do(
            "Svara", answer_days, saying(whose, grid.days[first : first + more + 1], answer, {}), None, None
        )
    if ruled:
        bare.do(
            "Regel", add, rule(KALMAR, weekdays=(4,)), rule(UHM, Answer.IF_NEED_BE, weekdays=(0, 1, 2, 3, 4))
        )
    if blocked:
        bare.do("Regel", add, rule(Whose(tour_id=tour.id), first_day=grid.days[14], last_day=grid.days[22]))
    grid = known(bare)
    for asked in (one for one in grid.asked if one.whose in ROWS):
        said = grid.said.get(asked.whose, Days())
        states = states_of(grid.days, said.answers, said.rules)
        spans = [[d] for d in grid.days] if by_day else [list(w) for _k, w in groupby(grid.days, week_of)]
        texts = [cell_text(states, span, grid.closed) for span in spans]
        read = {
            day: answer
            for text, span in zip(texts, spans, strict=True)
            for answer, days in read_cell(text, span)
            for day in days
            if answer is not Answer.UNANSWERED and day not in grid.closed
        }
        mine = {d: s.answer for d, s in states.items() if s.source is Source.SAID and d not in grid.closed}
        assert read == mine


def rule(whose: Whose, answer: Answer = Answer.NO, **facts) -> StandingRule:
    return StandingRule(
        id=uuid4(), organisation_id=whose.organisation_id, county_code=whose.county_code,
        tour_id=whose.tour_id, answer=answer, **facts,
    )  # fmt: skip


def test_who_said_it_and_when_goes_with_each_answer(bare: Door) -> None:
    empty(bare)
    grid = known(bare)
    contact = bare.read(lambda r: r.find(Contact))[0]
    bare.do("Svara", answer_days, saying(KALMAR, grid.days[:5], Answer.NO, {}), contact.id, TODAY)
    bare.do("Svara", answer_days, saying(KALMAR, grid.days[2:3], Answer.YES, {}), None, TODAY)
    kept = sorted(bare.read(lambda r: r.find(DayAnswer)), key=lambda one: one.first_day)
    assert [(one.answer, one.said_by_id) for one in kept] == [
        (Answer.NO, contact.id), (Answer.YES, None), (Answer.NO, contact.id),
    ]  # fmt: skip
    assert {one.said_on for one in kept} == {TODAY}


def test_what_another_answered_meanwhile_is_not_overwritten_unseen(bare: Door) -> None:
    empty(bare)
    grid = known(bare)
    seen = bare.read(lambda r: r.find(DayAnswer))
    bare.do("Hon", answer_days, saying(KALMAR, grid.days[:5], Answer.NO, {}), None, TODAY)
    before = content(bare)
    with pytest.raises(ConflictError):
        bare.do("Han", answer_days, saying(KALMAR, grid.days[4:6], Answer.YES, {}), None, TODAY, seen)
    assert content(bare) == before
    bare.do("Han", answer_days, saying(KALMAR, grid.days[7:9], Answer.YES, {}), None, TODAY, seen)
    bare.do("Han", answer_days, saying(UHM, grid.days[:5], Answer.YES, {}), None, TODAY, seen)


def test_closed_days_are_weekends_red_days_and_those_that_the_tour_blocks(bare: Door) -> None:
    empty(bare)
    tour = follow_up(bare)
    free = known(bare)
    assert {day for day in free.days if day.weekday() >= 5} <= set(free.closed)
    assert any(c.remark and c.remark.name == "Alla helgons dag" for c in free.closed.values())
    bare.do("Spärra", add, rule(Whose(tour_id=tour.id), first_day=free.days[0], last_day=free.days[6]))
    (blocking,) = bare.read(lambda r: r.find(StandingRule))
    monday = known(bare).closed[free.days[0]]
    assert monday.rule == blocking
    assert followed(free, ChangeSet("", (Change(None, blocking),))).closed == known(bare).closed
    assert saying(KALMAR, free.days[:7], Answer.YES, known(bare).closed) == []
    bare.do("Ta bort", remove, StandingRule, [blocking.id])
    assert free.days[0] not in known(bare).closed


def test_rules_and_possible_weeks_are_told_apart_from_answers(bare: Door) -> None:
    empty(bare)
    tour = follow_up(bare)
    grid = known(bare)
    monday = grid.days[7]
    bare.do("Regel", add, rule(KALMAR, weekdays=(4,)))
    bare.do("Intresse", set_interest, tour.id, "08", weeks=(week_of(monday),))
    bare.do("Svara", answer_days, saying(KALMAR, [monday], Answer.NO, {}), None, TODAY)
    grid = known(bare)
    asked = next(one for one in grid.asked if one.whose == KALMAR)
    said = grid.said[KALMAR]
    states = states_of(grid.days, said.answers, said.rules, asked.weeks)
    one = timedelta(days=1)
    assert [(states[monday + n * one].answer, states[monday + n * one].source) for n in (0, 1, 4, 7)] == [
        (Answer.NO, Source.SAID), (Answer.YES, Source.WEEKS), (Answer.NO, Source.RULE),
        (Answer.NO, Source.WEEKS),
    ]  # fmt: skip


def test_a_tour_without_a_period_has_no_days(bare: Door) -> None:
    tour = follow_up(bare)
    bare.do("Töm", change, Tour, tour.id, last_day=None)
    assert known(bare).days == ()
    bare.do("Åter", change, Tour, tour.id, last_day=tour.last_day)
