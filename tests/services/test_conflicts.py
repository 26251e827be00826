"""Two who write the same: other fields stand beside, the same field is a conflict, and nothing is lost."""

from dataclasses import replace
from uuid import uuid4

import pytest

from kampanjplan.domain.contacts import Contact, Role, RoleKind
from kampanjplan.domain.errors import GoneError, OverwriteError
from kampanjplan.domain.journal import Question
from kampanjplan.domain.stops import Stop
from kampanjplan.services.conflicts import give_up, having_seen, settle
from kampanjplan.services.contacts import set_roles
from kampanjplan.services.door import Door
from kampanjplan.services.editing import add, change
from kampanjplan.services.tours import delete_stops
from tests.things import change_each, content, example_door, stops_of


@pytest.fixture
def anna() -> Door:
    door = example_door()
    door.who = "Anna"
    return door


@pytest.fixture
def bo(anna: Door) -> Door:
    return Door(anna.store, "Bo")


def now(door: Door, stop: Stop) -> Stop:
    return door.read(lambda r: r.get(Stop, stop.id))


def test_other_fields_stand_beside(anna: Door, bo: Door) -> None:
    seen = stops_of(anna)[0]
    anna.do("Lokal", change, Stop, seen.id, venue="Aulan")
    bo.do("Ort", having_seen, (seen,), change, Stop, seen.id, town="Kisa")
    assert (now(bo, seen).venue, now(bo, seen).town) == ("Aulan", "Kisa")


def test_the_same_field_is_a_conflict_that_says_who(anna: Door, bo: Door) -> None:
    seen = stops_of(anna)[0]
    anna.do("Lokal", change, Stop, seen.id, venue="Aulan", town="Kisa")
    before = content(anna)
    with pytest.raises(OverwriteError) as refused:
        bo.do("Lokal", having_seen, (seen,), change, Stop, seen.id, venue="Matsalen", notes="n")
    error = refused.value
    assert (error.fields, error.seen, error.theirs.venue, error.mine.venue) == (
        ("venue",), seen, "Aulan", "Matsalen",
    )  # fmt: skip
    assert error.author is not None
    assert error.author.who == "Anna"
    assert content(anna) == before


def test_the_same_words_are_no_conflict(anna: Door, bo: Door) -> None:
    seen = stops_of(anna)[0]
    anna.do("Lokal", change, Stop, seen.id, venue="Aulan")
    assert not bo.do("Lokal", having_seen, (seen,), change, Stop, seen.id, venue="Aulan")


def test_a_changed_stop_is_not_removed_unseen(anna: Door, bo: Door) -> None:
    seen = stops_of(anna)[0]
    anna.do("Lokal", change, Stop, seen.id, venue="Aulan")
    with pytest.raises(OverwriteError) as refused:
        bo.do("Bort", having_seen, (seen,), delete_stops, [seen.id])
    assert refused.value.mine is None
    bo.do("Bort", having_seen, (now(bo, seen),), delete_stops, [seen.id])


def test_a_removed_stop_says_who_took_it(anna: Door, bo: Door) -> None:
    seen = stops_of(anna)[0]
    anna.do("Bort", delete_stops, [seen.id])
    with pytest.raises(GoneError) as refused:
        bo.do("Lokal", having_seen, (seen,), change, Stop, seen.id, venue="Matsalen")
    assert refused.value.thing == seen
    assert refused.value.author is not None
    assert refused.value.author.who == "Anna"
    bo.do("Lokal (gavs upp)", give_up, seen, replace(seen, venue="Matsalen"))
    (entry,) = bo.read(lambda r: r.journal(Question(most=1)))
    assert (entry.who, entry.steps[0].lost, entry.steps[0].after) == ("Bo", True, {"venue": "Matsalen"})


def test_several_at_once_are_refused_together(anna: Door, bo: Door) -> None:
    first, second = stops_of(anna)[:2]
    anna.do("Lokal", change, Stop, second.id, venue="Aulan")
    facts = {first.id: {"venue": "A"}, second.id: {"venue": "B"}}
    before = content(anna)
    with pytest.raises(OverwriteError):
        bo.do("Lokaler", having_seen, (first, second), change_each, Stop, facts)
    assert content(anna) == before


def test_settled_field_by_field(anna: Door, bo: Door) -> None:
    seen = stops_of(anna)[0]
    anna.do("Lokal", change, Stop, seen.id, venue="Aulan", town="Kisa")
    with pytest.raises(OverwriteError) as refused:
        bo.do("Båda", having_seen, (seen,), change, Stop, seen.id, venue="Matsalen", town="Ydre", notes="n")
    error = refused.value
    kept, lost = {"town": "Ydre", "notes": "n"}, {"venue": "Matsalen"}
    bo.do("Båda", having_seen, (error.theirs,), settle, error.theirs, lost, change, Stop, seen.id, **kept)
    stop = now(bo, seen)
    assert (stop.venue, stop.town, stop.notes) == ("Aulan", "Ydre", "n")
    (entry,) = bo.read(lambda r: r.journal(Question(most=1)))
    assert [(s.lost, s.after) for s in entry.steps] == [
        (False, {"town": "Ydre", "notes": "n"}),
        (True, {"venue": "Matsalen"}),
    ]


def test_settled_as_theirs_is_told_but_changes_nothing(anna: Door, bo: Door) -> None:
    seen = stops_of(anna)[0]
    before = content(anna)
    changes = bo.do("Båda", settle, seen, {"venue": "Matsalen"}, change, Stop, seen.id)
    assert not changes
    assert content(anna) == before
    assert bo.read(lambda r: r.journal(Question(most=1)))[0].text == "Båda"


def test_roles_that_were_not_seen_stay(anna: Door, bo: Door) -> None:
    stop = stops_of(anna)[0]
    one, other = Contact(id=uuid4(), name="En"), Contact(id=uuid4(), name="Två")
    anna.do("Nya", add, one, other)
    anna.do("Rensa", set_roles, stop.id, [])
    anna.do("Roll", set_roles, stop.id, [(one.id, RoleKind.PRESS)], shown=[])
    bo.do("Roll", set_roles, stop.id, [(other.id, RoleKind.HOST)], shown=[])

    assert {r.contact_id for r in bo.read(lambda r: r.find(Role, stop_id=stop.id))} == {one.id, other.id}
