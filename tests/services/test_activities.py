"""The contact log: what is asked of it, what it loses with others, and what its history tells."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings

from kampanjplan.domain.activities import (
    Activity,
    ActivityKind,
    Due,
    Outcome,
)
from kampanjplan.domain.contacts import Contact
from kampanjplan.domain.damage import DamageKind
from kampanjplan.domain.errors import MissingError, OverwriteError, TiedError
from kampanjplan.domain.journal import Question
from kampanjplan.domain.organisations import Organisation, board_id, organisation_id
from kampanjplan.domain.stops import Stop
from kampanjplan.domain.tours import Tour, TourStatus
from kampanjplan.plans import check_plan, open_plan, salvage_plan
from kampanjplan.services.activities import (
    delete_activities,
    finish_next_step,
    follow_ups,
    last_contact,
    log_activity,
    snooze_next_step,
    timeline,
)
from kampanjplan.services.conflicts import having_seen
from kampanjplan.services.contacts import delete_contacts, delete_organisation
from kampanjplan.services.door import Door
from kampanjplan.services.editing import add, change
from kampanjplan.services.history import history, names, replay, undo_step
from kampanjplan.services.rules import set_rules
from kampanjplan.services.tours import delete_stops, delete_tour
from kampanjplan.storage.store import memory_store
from kampanjplan.wording.history import entry_text
from tests.things import TODAY, content, example_door, follow_up, plans


@pytest.fixture
def door() -> Door:
    return example_door()


def log_of(door: Door) -> list[Activity]:
    return sorted(door.read(lambda r: r.find(Activity)), key=lambda a: a.order)


def contact(door: Door, name: str) -> Contact:
    (found,) = door.read(lambda r: r.find(Contact, name=name))
    return found


def the_meeting(door: Door) -> Activity:
    return next(a for a in log_of(door) if a.kind is ActivityKind.MEETING)


def due_of(door: Door, day=TODAY) -> list[tuple[Due | None, str]]:
    return [(f.due, f.who) for f in door.read(follow_ups, day)]


def test_the_example_has_something_to_follow_up(door: Door) -> None:
    assert due_of(door) == [
        (Due.OVERDUE, "Exempel Värd Kalmar"),
        (Due.TODAY, "Exempel Värd Falun"),
        (Due.WEEK, "Exempel Värd Östersund"),
        (Due.WEEK, "Exempel Samordnare RUS; Exempel Talare UHM"),
        (None, "Exempel Kontakt SKR"),
    ]
    assert all(a.text.startswith("Exempel: ") for a in log_of(door))
    assert door.read(follow_ups, TODAY)[0].about.town == "Kalmar"


def test_done_and_put_off(door: Door) -> None:
    late, today, *_ = door.read(follow_ups, TODAY)
    door.do("Klart", finish_next_step, late.activity.id, TODAY, "Bokad")
    door.do("Skjut upp", snooze_next_step, today.activity.id, TODAY + timedelta(days=30))
    assert [when for when, _who in due_of(door)] == [Due.WEEK, Due.WEEK, None]
    done = next(a for a in log_of(door) if a.id == late.activity.id)
    assert (done.next_done, done.next_note) == (TODAY, "Bokad")
    assert (Due.TODAY, "Exempel Värd Falun") in due_of(door, TODAY + timedelta(days=30))


def test_a_later_contact_ends_the_silence(door: Door) -> None:
    skr = contact(door, "Exempel Kontakt SKR")
    assert (None, skr.name) in due_of(door)
    note = Activity(id=uuid4(), day=TODAY, kind=ActivityKind.NOTE, contact_ids=(skr.id,))
    door.do("Anteckna", log_activity, note)
    assert (None, skr.name) in due_of(door)
    door.do("Mejla", log_activity, replace(note, id=uuid4(), kind=ActivityKind.MAIL))
    assert (None, skr.name) not in due_of(door)
    assert door.read(last_contact, TODAY)[skr.id] == TODAY


def test_somebody_with_an_open_step_is_told_of_once(door: Door) -> None:
    skr = contact(door, "Exempel Kontakt SKR")
    door.do(
        "Anteckna",
        log_activity,
        Activity(id=uuid4(), day=TODAY, kind=ActivityKind.NOTE, contact_ids=(skr.id,), next_step="Ring"),
    )
    assert [when for when, who in due_of(door) if who == skr.name] == [Due.UNDATED]


def test_a_body_met_as_such_is_not_forgotten_either(door: Door) -> None:
    met = Activity(id=uuid4(), day=TODAY, organisation_id=board_id("25"))
    door.do("Ring", log_activity, met)
    assert (None, "Lst Norrbotten") not in due_of(door, TODAY + timedelta(days=45))
    assert (None, "Lst Norrbotten") in due_of(door, TODAY + timedelta(days=46))
    somebody = Contact(id=uuid4(), name="Någon där", organisation_id=board_id("25"))
    door.do(
        "x",
        add,
        somebody,
        replace(met, id=uuid4(), contact_ids=(somebody.id,), day=TODAY + timedelta(days=1)),
    )
    assert (None, "Lst Norrbotten") not in due_of(door, TODAY + timedelta(days=46))  # heard through them


def test_the_organisation_is_that_of_the_contacts_where_they_share_one(door: Door) -> None:
    uhm, uhm2 = contact(door, "Exempel Talare UHM"), contact(door, "Exempel Workshopledare UHM")
    kemi = contact(door, "Exempel Talare Kemi")
    both = Activity(id=uuid4(), day=TODAY, contact_ids=(uhm.id, uhm2.id))
    apart = Activity(id=uuid4(), day=TODAY, contact_ids=(uhm.id, kemi.id))
    for activity in (both, apart):
        door.do("Logga", log_activity, activity)
    said = {a.id: a.organisation_id for a in log_of(door)}
    assert said[both.id] == organisation_id("UHM")
    assert said[apart.id] is None


def test_timelines_are_newest_first(door: Door) -> None:
    tour = follow_up(door)
    assert door.read(timeline, Tour, tour.id) == log_of(door)[::-1]
    meeting = the_meeting(door)
    for id in meeting.contact_ids:
        assert door.read(timeline, Contact, id) == [meeting]
    assert door.read(timeline, Organisation, organisation_id("UHM")) == [meeting]
    called = next(a for a in log_of(door) if a.stop_id)
    assert called in door.read(timeline, Stop, called.stop_id)
    assert door.read(timeline, Stop, uuid4()) == []


def test_a_deleted_contact_leaves_what_others_were_in_too(door: Door) -> None:
    before, meeting = content(door), the_meeting(door)
    first, second = meeting.contact_ids
    gone = door.do("Ta bort", delete_contacts, [first])
    assert the_meeting(door).contact_ids == (second,)
    also = door.do("Ta bort", delete_contacts, [second])
    assert door.read(lambda r: r.find(Activity, id=meeting.id)) == []
    assert list(door.store.check()) == []
    for changes in (also, gone):
        door.do("Ångra", replay, changes.inverse())
    assert content(door) == before


def test_deleted_stops_tours_and_organisations_leave_the_log(door: Door) -> None:
    called = next(a for a in log_of(door) if a.stop_id)
    alone = Activity(id=uuid4(), day=TODAY, organisation_id=called.organisation_id)
    door.do("Logga", log_activity, alone)
    door.do("Ta bort", delete_stops, [called.stop_id])
    door.do("Ta bort", delete_organisation, called.organisation_id)
    door.do("Ta bort", delete_tour, follow_up(door).id)
    (left,) = [a for a in log_of(door) if a.id == called.id]
    assert replace(called, stop_id=None, organisation_id=None, tour_id=None) == left
    assert alone.id not in {a.id for a in log_of(door)}
    assert list(door.store.check()) == []


def test_nobody_is_left_named_who_is_not_there(door: Door) -> None:
    logged = door.do(
        "Logga",
        log_activity,
        Activity(id=uuid4(), day=TODAY, contact_ids=(contact(door, "Exempel Kontakt SKR").id,)),
    )
    new = Contact(id=uuid4(), name="Ny")
    added = door.do("Ny kontakt", add, new)
    meeting = the_meeting(door)
    door.do("Med", change, Activity, meeting.id, contact_ids=(*meeting.contact_ids, new.id))
    with pytest.raises(MissingError):
        door.do("Ångra", replay, added.inverse())
    with pytest.raises(TiedError):
        door.do("Ångra steg", undo_step, number_of(door, "Ny kontakt"))
    door.do("Ångra", replay, logged.inverse())
    door.do("Ta bort", delete_contacts, [contact(door, "Exempel Kontakt SKR").id])
    with pytest.raises(MissingError):
        door.do("Gör om", replay, logged)
    assert list(door.store.check()) == []


def number_of(door: Door, text: str) -> int:
    return next(e.number for e in door.read(history, None, Question()) if e.text == text)


def told(door: Door, kind: type, id) -> list[str]:
    entries = door.read(history, (kind, id), Question())
    called = door.read(names, entries)
    return [entry_text(entry, called) for entry in entries]


def test_the_history_of_all_it_hangs_on_tells_of_it(door: Door) -> None:
    meeting = the_meeting(door)
    door.do("Ändra", change, Activity, meeting.id, text="Det <b>sades</b>")
    door.do("Ta bort rad", delete_activities, [meeting.id])
    subjects = [(Contact, id) for id in meeting.contact_ids] + [(Tour, meeting.tour_id)]
    for kind, id in subjects:
        first, second, *_ = told(door, kind, id)
        assert first.startswith("Ta bort rad · kontaktlogg: möte ")
        assert "Vad som sades: Exempel: Planeringsmöte" in second
    called = next(a for a in log_of(door) if a.stop_id)
    door.do("Ändra", change, Activity, called.id, next_step="Ring <b>åter</b>")
    for kind, id in ((Stop, called.stop_id), (Organisation, called.organisation_id)):
        assert "Nästa steg: – → Ring <b>åter</b>" in told(door, kind, id)[0]


def test_who_was_in_it_is_told_by_name_also_when_left_out(door: Door) -> None:
    meeting = the_meeting(door)
    first, second = meeting.contact_ids
    door.do("Ändra", change, Activity, meeting.id, contact_ids=(second,))
    assert (
        "Kontakter: Exempel Samordnare RUS; Exempel Talare UHM → Exempel Talare UHM"
        in told(door, Contact, first)[0]
    )


def test_two_who_change_the_same_do_not_overwrite(door: Door) -> None:
    meeting = the_meeting(door)
    door.do("Andra", change, Activity, meeting.id, contact_ids=meeting.contact_ids[:1], text="Deras")
    with pytest.raises(OverwriteError):
        door.do("Vi", having_seen, [meeting], change, Activity, meeting.id, text="Vårt")


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(things=plans())
def test_found_by_any_of_its_contacts(things) -> None:
    door = Door(memory_store(), "prov")
    door.do("Allt", add, *things)
    for activity in door.read(lambda r: r.find(Activity)):
        for id in activity.contact_ids:
            assert activity in door.read(timeline, Contact, id)
    assert door.read(lambda r: r.find(Activity, contact_ids=[uuid4()])) == []
    assert door.read(lambda r: r.find(Activity, contact_ids=[])) == []


def spoil(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def test_a_lost_contact_is_found_by_the_check_and_dropped_by_the_salvage(
    example: Path, tmp_path: Path
) -> None:
    spoil(
        example,
        "DELETE FROM role", "DELETE FROM speaker",
        "DELETE FROM lecturer", "DELETE FROM day_answer", "DELETE FROM standing_rule",
        "DELETE FROM contact WHERE name IN ('Exempel Talare UHM', 'Exempel Kontakt SKR')",
    )  # fmt: skip
    _damages, findings, _older = check_plan(example)
    assert [type(f.thing) for f in findings] == [Activity, Activity]
    new = tmp_path / "ny.kampanjplan"
    report = salvage_plan(example, new, lambda _done, _all: None)
    assert check_plan(new) == ((), (), False)
    ties = [d for d in report.damages if d.kind is DamageKind.TIE]
    assert {(d.table, d.column, d.detail) for d in ties} == {("activity", "contact_ids", "contact")}
    assert len(ties) == 2
    door = open_plan(new, "prov")
    assert len(log_of(door)) == 6
    assert [len(a.contact_ids) for a in log_of(door)] == [0, 1, 1, 1, 1, 1]
    door.store.close()


def test_the_only_contact_of_a_line_is_made_anew(example: Path, tmp_path: Path) -> None:
    spoil(
        example,
        "DELETE FROM role", "DELETE FROM speaker", "DELETE FROM contact",
        "UPDATE activity SET organisation_id = NULL",
        "UPDATE activity SET contact_ids = '[\"tok\"]' WHERE kind = 'meeting'",
    )  # fmt: skip
    new = tmp_path / "ny.kampanjplan"
    salvage_plan(example, new, lambda _done, _all: None)
    assert check_plan(new) == ((), (), False)
    door = open_plan(new, "prov")
    people = {c.id: c.name for c in door.read(lambda r: r.find(Contact))}
    assert [len(a.contact_ids) for a in log_of(door)] == [1] * 6
    assert people[the_meeting(door).contact_ids[0]] == "Räddad kontakt"
    assert "Exempel Värd Kalmar" in people.values()  # the history knew
    door.store.close()


ANNA, BO = uuid4(), uuid4()
TUESDAY = date(2026, 11, 24)


def call(day: date = TUESDAY, **facts) -> Activity:
    return Activity(id=uuid4(), day=day, **{"contact_ids": (ANNA,), **facts})


def heard(*log: Activity, bodies: Sequence[Organisation] = ()) -> dict[UUID, date]:
    """When each was last heard, of this log."""
    door = Door(memory_store(), "prov")
    people = (Contact(id=ANNA, name="Anna"), Contact(id=BO, name="Bo"))
    door.do("x", add, *people, *bodies, *log)
    return door.read(last_contact, TUESDAY)


def test_a_later_contact_of_any_kind_restarts_the_clock() -> None:
    old = call(TUESDAY - timedelta(days=90))
    for kind in (ActivityKind.CALL, ActivityKind.MAIL, ActivityKind.MEETING, ActivityKind.LETTER):
        later = call(TUESDAY - timedelta(days=2), kind=kind)
        assert heard(later, old) == heard(old, later) == {ANNA: later.day}


def test_notes_failed_calls_and_what_is_to_come_are_no_contact() -> None:
    was = call(TUESDAY - timedelta(days=90))
    others = [
        call(kind=ActivityKind.NOTE),
        call(outcome=Outcome.UNREACHABLE),
        call(TUESDAY + timedelta(days=1), kind=ActivityKind.MEETING),
    ]
    assert heard(was, *others) == {ANNA: was.day}
    assert heard(*others) == {}
    assert heard(call(outcome=Outcome.MESSAGE)) == {ANNA: TUESDAY}


def test_an_organisation_that_was_met_as_such_is_heard_of_its_own() -> None:
    bodies = [Organisation(id=uuid4(), short=short, name=short) for short in ("A", "B")]
    earlier = TUESDAY - timedelta(days=3)
    log = (
        call(earlier, contact_ids=(ANNA, BO)),
        call(organisation_id=bodies[0].id, contact_ids=()),
        call(organisation_id=bodies[1].id, contact_ids=(BO,), kind=ActivityKind.NOTE),
    )
    assert heard(*log, bodies=bodies) == {ANNA: earlier, BO: earlier, bodies[0].id: TUESDAY}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(things=plans())
def test_who_was_last_heard_when_is_found_whatever_was_logged(things) -> None:
    door = Door(memory_store(), "prov")
    door.do("Allt", add, *things)
    log = log_of(door)
    for today in {a.day for a in log} | {TODAY}:
        found = door.read(lambda r, today=today: r.last_contacts(today))
        met: dict[UUID, date] = {}
        for one in log:
            reached = one.kind is not ActivityKind.NOTE and one.outcome is not Outcome.UNREACHABLE
            for id in (one.contact_ids or (one.organisation_id,)) if reached and one.day <= today else ():
                met[id] = max(one.day, met.get(id, one.day))
        assert {id: day for id, (day, _line) in found.items()} == met
        for id, (day, line) in found.items():
            (said,) = [a for a in log if a.id == line]
            assert said.day == day
            assert id in (*said.contact_ids, said.organisation_id)
    assert set(door.read(lambda r: r.open_steps())) == {a.id for a in log if a.is_open}


def test_of_two_contacts_on_a_day_the_later_is_the_last(door: Door) -> None:
    skr = contact(door, "Exempel Kontakt SKR")
    hours = {
        hour: Activity(id=uuid4(), day=TODAY, at=time(hour), contact_ids=(skr.id,)) for hour in (9, 15, 11)
    }
    for activity in hours.values():
        door.do("Logga", log_activity, activity)
    assert door.read(lambda r: r.last_contacts(TODAY))[skr.id] == (TODAY, hours[15].id)


def test_steps_of_later_weeks_are_told_where_they_are_asked_for(door: Door) -> None:
    host = contact(door, "Exempel Värd Gävle")
    step = Activity(
        id=uuid4(),
        day=TODAY,
        contact_ids=(host.id,),
        next_step="Ring",
        next_day=TODAY + timedelta(days=30),
    )
    door.do("Logga", log_activity, step)
    assert step.id not in [f.thing_id for f in door.read(follow_ups, TODAY)]
    whole = door.read(lambda r: follow_ups(r, TODAY, later=True))
    assert [f.thing_id for f in whole if f.due is Due.LATER] == [step.id]


def test_who_has_a_part_in_a_tour_to_come_and_was_never_heard_is_told_of(door: Door) -> None:
    silent = contact(door, "Exempel Värd Gävle")  # known since TODAY, host, nothing logged
    assert silent.id not in {f.thing_id for f in door.read(follow_ups, TODAY + timedelta(days=45))}
    late = TODAY + timedelta(days=46)
    (told,) = [f for f in door.read(follow_ups, late) if f.thing_id == silent.id]
    assert (told.activity, told.due, told.who, told.days) == (None, None, silent.name, 46)
    idle = Contact(id=uuid4(), name="Exempel Utan roll", collected=TODAY)
    door.do("Ny", add, idle)
    assert idle.id not in {f.thing_id for f in door.read(follow_ups, late + timedelta(days=400))}
    tour = follow_up(door)
    door.do("Klar", change, Tour, tour.id, status=TourStatus.DONE)
    assert silent.id not in {f.thing_id for f in door.read(follow_ups, late)}


def test_days_unheard_are_the_plans_own_rule(door: Door) -> None:
    day = TODAY + timedelta(days=20)
    quiet = {f.thing_id for f in door.read(follow_ups, day) if f.due is None and f.activity}
    door.do("Regler", set_rules, quiet_county_board=5)
    sooner = {f.thing_id for f in door.read(follow_ups, day) if f.due is None and f.activity}
    assert quiet < sooner
