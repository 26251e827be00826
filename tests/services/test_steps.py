"""The history told, and a single old step of it undone where it still stands."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from kampanjplan.domain.contacts import Contact, RoleKind
from kampanjplan.domain.errors import ForgottenStepError, LostStepError, StaleStepError, TiedError
from kampanjplan.domain.journal import Entry, Question
from kampanjplan.domain.organisations import organisation_id
from kampanjplan.domain.stops import Stop, StopStatus
from kampanjplan.domain.tours import Tour
from kampanjplan.services.conflicts import give_up, settle
from kampanjplan.services.contacts import delete_contacts, set_roles
from kampanjplan.services.door import Door
from kampanjplan.services.editing import add, change
from kampanjplan.services.history import as_changes, history, removal, thin_history, undo_step
from kampanjplan.services.programmes import Voice, add_items
from kampanjplan.services.rules import rules_of, set_rules
from kampanjplan.services.tours import delete_stops, delete_tour
from tests.services.test_history import ACTS, do, settled_door
from tests.things import an_item, content, follow_up, stops_of


@pytest.fixture
def door() -> Door:
    return settled_door()


def told(door: Door, about: Any = None, **asked: Any) -> list[Entry]:
    return door.read(history, about, Question(**asked))


def newest(door: Door) -> int:
    return told(door)[0].number


@pytest.mark.parametrize("name", ACTS)
def test_any_act_can_be_undone_from_the_history_alone(door: Door, name: str) -> None:
    before = content(door)
    do(door, name, ACTS[name](door))
    door.do("Annat", add, Contact(id=uuid4(), name="Någon"))  # later acts do not stand in the way
    step = told(door)[1]
    assert step.text == name
    door.do("Ångra steg", undo_step, step.number)
    now = content(door)
    del now[Contact][next(id for id, c in now[Contact].items() if c.name == "Någon")]
    assert now == before


@pytest.mark.parametrize("name", ACTS)
def test_the_history_tells_what_a_view_needs(door: Door, name: str) -> None:
    changes = do(door, name, ACTS[name](door))
    (entry,) = told(door, most=1, steps=None)
    again = door.read(as_changes, entry)
    key = [(type(c.thing), c.thing.id) for c in changes.changes]
    assert [(type(c.thing), c.thing.id) for c in again.changes] == key
    assert [(c.before, c.after) for c in again.changes] == [(c.before, c.after) for c in changes.changes]


def test_a_step_that_was_overwritten_says_who_did(door: Door) -> None:
    stop = stops_of(door)[0]
    door.do("Lokal", change, Stop, stop.id, venue="Aulan", notes="n")
    step = newest(door)
    Door(door.store, "Anna").do("Lokal igen", change, Stop, stop.id, venue="Matsalen")
    before = content(door)
    with pytest.raises(StaleStepError) as refused:
        door.do("Ångra steg", undo_step, step)
    assert refused.value.field == "venue"
    assert refused.value.author is not None
    assert refused.value.author.who == "Anna"
    assert content(door) == before


def test_other_fields_may_have_changed_since(door: Door) -> None:
    stop = stops_of(door)[0]
    door.do("Lokal", change, Stop, stop.id, venue="Aulan")
    step = newest(door)
    door.do("Ort", change, Stop, stop.id, town="Kisa")
    door.do("Ångra steg", undo_step, step)
    now = door.read(lambda r: r.get(Stop, stop.id))
    assert (now.venue, now.town) == (stop.venue, "Kisa")


def test_what_others_hang_on_is_not_taken_away(door: Door) -> None:
    contact = Contact(id=uuid4(), name="Ny")
    door.do("Ny kontakt", add, contact)
    step = newest(door)
    door.do("Roll", set_roles, stops_of(door)[0].id, [(contact.id, RoleKind.PRESS)])
    before = content(door)
    with pytest.raises(TiedError):
        door.do("Ångra steg", undo_step, step)
    assert content(door) == before


def test_what_hung_on_a_thing_that_is_gone_does_not_come_back_alone(door: Door) -> None:
    stop = stops_of(door)[0]
    door.do(
        "Ny punkt", add_items, [(an_item(stop_id=stop.id), [Voice(organisation_id=organisation_id("RUS"))])]
    )
    added = told(door)[0]
    door.do("Ångra steg", undo_step, added.number)
    undone = newest(door)
    door.do("Bort", delete_stops, [stop.id])
    with pytest.raises(TiedError):
        door.do("Ångra steg", undo_step, undone)


def test_a_stop_tells_of_its_programme_even_when_all_is_gone(door: Door) -> None:
    stop, other = stops_of(door)[:2]
    new = an_item(stop_id=stop.id)
    door.do("Ny punkt", add_items, [(new, [Voice(organisation_id=organisation_id("RUS"))])])
    door.do("Annat stopp", change, Stop, other.id, town="Kisa")
    door.do("Bort", delete_stops, [stop.id])
    texts = [entry.text for entry in told(door, (Stop, stop.id))]
    assert texts[:2] == ["Bort", "Ny punkt"]
    assert "Annat stopp" not in texts
    (punkt,) = [e for e in told(door, (Stop, stop.id)) if e.text == "Ny punkt"]
    assert punkt.count == len(punkt.steps) == 2


def test_a_tour_and_a_contact_tell_what_belongs_to_them(door: Door) -> None:
    tour, stop = follow_up(door), stops_of(door)[0]
    contact = Contact(id=uuid4(), name="Ny")
    door.do("Ny kontakt", add, contact)
    door.do("Roll", set_roles, stop.id, [(contact.id, RoleKind.PRESS)])
    door.do("Bort", delete_tour, tour.id)
    assert [e.text for e in told(door, (Contact, contact.id))][:3] == ["Bort", "Roll", "Ny kontakt"]
    assert [e.text for e in told(door, (Tour, tour.id))][:2] == ["Bort", "Roll"]


def test_filters_by_time_kind_and_page(door: Door) -> None:
    stop = stops_of(door)[0]
    for town in "abc":
        door.do(town, change, Stop, stop.id, town=town)
    now = datetime.now(UTC)
    assert [e.text for e in told(door, kinds=(Stop,), most=3)] == ["c", "b", "a"]
    assert [e.text for e in told(door, kinds=(Contact,))] == ["Exempelplan"]
    assert told(door, since=now + timedelta(hours=1)) == []
    assert len(told(door, until=now + timedelta(hours=1))) == len(told(door))
    page = told(door, most=2)
    assert [e.text for e in told(door, below=page[-1].number, most=1)] == ["a"]
    assert [e.text for e in told(door, above=page[-1].number)] == ["c"]


def test_what_was_given_up_is_told_and_cannot_be_undone(door: Door) -> None:
    stop = stops_of(door)[0]
    door.do("Konflikt", settle, stop, {"venue": "Min"}, change, Stop, stop.id, town="Kisa")
    (entry,) = told(door, most=1)
    kept, lost = entry.steps
    assert (kept.lost, kept.after) == (False, {"town": "Kisa"})
    assert (lost.lost, lost.after) == (True, {"venue": "Min"})
    assert door.read(lambda r: r.get(Stop, stop.id)) == replace(stop, town="Kisa")
    with pytest.raises(LostStepError):
        door.do("Ångra steg", undo_step, entry.number)


def test_the_history_is_thinned_by_the_plans_rule(door: Door) -> None:
    stop = stops_of(door)[0]
    door.do("Ort", change, Stop, stop.id, town="Kisa")
    before, count = content(door), len(told(door))
    in_a_year = date.today() + timedelta(days=400)
    door.do("Gallra", thin_history, in_a_year)
    assert len(told(door)) == count  # kept for ever while nobody has said otherwise
    door.do("Regel", set_rules, history_days=365)
    door.do("Gallra", thin_history, date.today())
    assert len(told(door)) == count + 1
    door.do("Gallra", thin_history, in_a_year)
    assert [(e.text, e.count) for e in told(door)] == [("Gallra", 0)]
    now = content(door)
    assert door.read(rules_of).history_days == 365
    now[type(door.read(rules_of))] = before[type(door.read(rules_of))]
    assert now == before
    assert list(door.store.check()) == []


def test_a_status_and_a_day_come_back_as_they_were(door: Door) -> None:
    stop = stops_of(door)[0]
    facts = {"status": StopStatus.HOLD, "first_day": date(2027, 10, 12), "last_day": date(2027, 10, 12)}
    door.do("Ändra", change, Stop, stop.id, **facts)
    (entry,) = told(door, most=1)
    assert {name: entry.steps[0].after[name] for name in facts} == facts
    assert isinstance(entry.steps[0].id, UUID)


def test_a_step_that_was_thinned_meanwhile_says_so(door: Door) -> None:
    stop = stops_of(door)[0]
    door.do("Ort", change, Stop, stop.id, town="Kisa")
    number = newest(door)
    door.do("Regel", set_rules, history_days=365)
    door.do("Gallra", thin_history, date.today() + timedelta(days=400))
    before = content(door)
    with pytest.raises(ForgottenStepError):
        door.do("Ångra steg", undo_step, number)
    assert content(door) == before


def test_what_was_removed_is_found_though_somebody_gave_it_up_since(door: Door) -> None:
    contact = Contact(id=uuid4(), name="Ny")
    door.do("Ny", add, contact)
    door.do("Bort", delete_contacts, [contact.id])
    removed = newest(door)
    door.do("Gavs upp", give_up, contact, replace(contact, title="Chef"))
    assert door.read(removal, Contact, contact.id) == removed
    door.do("Ångra steg", undo_step, removed)
    assert door.read(lambda r: r.get(Contact, contact.id)) == contact
