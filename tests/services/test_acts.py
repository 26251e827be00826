"""Every act: does what it says, stands in the journal, is undone and redone wholly, or refused wholly."""

from datetime import date, time, timedelta
from itertools import pairwise
from uuid import uuid4

import pytest
from sqlalchemy import select

from kampanjplan.domain.contacts import Appointment, Contact, Role, RoleKind
from kampanjplan.domain.errors import (
    ConflictError,
    EmptyError,
    EndBeforeStartError,
    MissingError,
    PastMidnightError,
    PlanError,
)
from kampanjplan.domain.kinds import KINDS
from kampanjplan.domain.organisations import Organisation, organisation_id
from kampanjplan.domain.programme import Item, Speaker, in_order
from kampanjplan.domain.stops import Stop, StopStatus
from kampanjplan.domain.tours import Tour, Visited
from kampanjplan.plans import _filled
from kampanjplan.services.contacts import delete_contacts, delete_organisation, set_roles
from kampanjplan.services.door import Door
from kampanjplan.services.editing import add, change
from kampanjplan.services.history import replay
from kampanjplan.services.overview import next_dates, stop_states, tours_in_order
from kampanjplan.services.programmes import (
    Voice,
    add_items,
    change_item,
    close_up,
    copy_programme,
    delete_items,
    move_items,
    set_speakers,
)
from kampanjplan.services.roles import duties
from kampanjplan.services.tours import (
    Duplication,
    TourPart,
    county_states,
    delete_stops,
    delete_tour,
    duplicate_tour,
    set_visited,
)
from kampanjplan.storage.store import memory_store
from kampanjplan.storage.tables import journal, journal_change
from tests.things import change_each


@pytest.fixture
def door() -> Door:
    return _filled(memory_store(), "test", date(2026, 11, 24))


def content(door: Door) -> list[object]:
    return [sorted(door.read(lambda r, k=k: r.find(k)), key=lambda t: t.id) for k in KINDS]


def journal_rows(door: Door) -> list[object]:
    with door.store._engine.connect() as connection:
        return list(connection.execute(select(journal).order_by(journal.c.number)))


def follow_up(door: Door) -> Tour:
    return door.read(tours_in_order)[0]


def stops(door: Door) -> list[Stop]:
    return [state.stop for state in door.read(stop_states, follow_up(door).id)]


def items(door: Door, stop: Stop) -> list[Item]:
    return in_order(door.read(lambda r: r.find(Item, stop_id=stop.id)))


def acts(door: Door) -> dict[str, tuple]:
    """Every service with facts that change something."""
    tour, (first, second, *_rest) = follow_up(door), stops(door)
    programme = items(door, first)
    contact = door.read(lambda r: r.find(Contact))[0]
    voice = Voice(organisation_id=organisation_id("UHM"))
    new_item = Item(id=uuid4(), stop_id=first.id, start=time(16), title="Extra")
    parts = frozenset(TourPart)
    return {
        "add": (add, Tour(id=uuid4(), name="Ny")),
        "change": (change, Stop, first.id),
        "duplicate_tour": (duplicate_tour, tour.id, uuid4(), Duplication("Kopia", parts, 52)),
        "delete_tour": (delete_tour, tour.follows_id),
        "delete_stops": (delete_stops, [first.id, second.id]),
        "set_visited": (set_visited, tour.follows_id, "10", Visited.NO),
        "add_items": (add_items, [(new_item, [voice])]),
        "change_item": (change_item, programme[1].id),
        "move_items": (move_items, first.id, [programme[4].id], 1),
        "delete_items": (delete_items, [programme[1].id]),
        "set_speakers": (set_speakers, programme[0].id, [voice]),
        "copy_programme": (copy_programme, first.id, [second.id]),
        "delete_contacts": (delete_contacts, [c.id for c in door.read(lambda r: r.find(Contact))]),
        "delete_organisation": (delete_organisation, organisation_id("UHM")),
        "set_roles": (set_roles, first.id, [(contact.id, RoleKind.PRESS)]),
    }


MORE = {
    "change": {"first_day": date(2027, 10, 12), "last_day": date(2027, 10, 12)},
    "change_item": {"minutes": 90, "title": "Längre"},
    "copy_programme": {"replacing": True},
}


@pytest.mark.parametrize("name", list(acts(_filled(memory_store(), "test", date(2026, 11, 24)))))
def test_every_act_is_undone_and_redone_wholly(door: Door, name: str) -> None:
    before = content(door)
    changes = door.do("Akt", *acts(door)[name], **MORE.get(name, {}))
    after = content(door)
    assert after != before
    for _round in range(2):
        door.do("Ångra", replay, changes.inverse())
        assert content(door) == before
        door.do("Gör om", replay, changes)
        assert content(door) == after
    assert list(door.store.check()) == []


def test_the_journal_says_who_did_what_to_which_fields(door: Door) -> None:
    stop = stops(door)[0]
    door.do("Ändra ort", change, Stop, stop.id, town="Borgholm")
    row = journal_rows(door)[-1]
    assert (row.who, row.text) == ("test", "Ändra ort")
    with door.store._engine.connect() as connection:
        (changed,) = connection.execute(
            select(journal_change).where(journal_change.c.journal_number == row.number)
        )
    assert (changed.kind, changed.thing_id) == ("stop", stop.id)
    assert (changed.before, changed.after) == ({"town": "Kalmar"}, {"town": "Borgholm"})


def test_an_act_that_changes_nothing_leaves_no_trace(door: Door) -> None:
    stop = stops(door)[0]
    rows = journal_rows(door)
    assert not door.do("Ändra ort", change, Stop, stop.id, town=stop.town)
    assert journal_rows(door) == rows


@pytest.mark.parametrize(
    ("facts", "error"),
    [
        ({"ends": time(8)}, EndBeforeStartError),
        ({"first_day": date(2027, 10, 12), "last_day": date(2027, 10, 1)}, EndBeforeStartError),
        ({"county_code": ""}, EmptyError),
    ],
)
def test_a_refused_act_leaves_nothing(door: Door, facts, error) -> None:
    before, rows = content(door), journal_rows(door)
    with pytest.raises(error):
        door.do("Ändra", change_each, Stop, {stops(door)[1].id: {"town": "X"}, stops(door)[0].id: facts})
    assert content(door) == before
    assert journal_rows(door) == rows


def test_undo_is_refused_where_the_content_has_changed_since(door: Door) -> None:
    stop = stops(door)[0]
    changes = door.do("Ändra ort", change, Stop, stop.id, town="Borgholm")
    door.do("Ändra lokal", change, Stop, stop.id, venue="Slottet")
    with pytest.raises(ConflictError):
        door.do("Ångra", replay, changes.inverse())
    door.do("Ändra lokal", change, Stop, stop.id, venue=stop.venue)
    door.do("Ångra", replay, changes.inverse())
    assert stops(door)[0].town == "Kalmar"


def test_a_copied_tour_has_no_statuses_holds_or_numbers(door: Door) -> None:
    stop = stops(door)[0]
    door.do("Boka", change, Stop, stop.id, status=StopStatus.CONFIRMED, hold_rank=1, expected=50)
    new = uuid4()
    door.do("Kopiera", duplicate_tour, follow_up(door).id, new, Duplication("Kopia", frozenset(TourPart), 52))
    copies = [state.stop for state in door.read(stop_states, new)]
    assert len(copies) == 5
    assert {copy.status for copy in copies} == {StopStatus.IDEA}
    assert {copy.hold_rank for copy in copies} == {copy.expected for copy in copies} == {None}
    assert copies[0].day == stop.day + timedelta(weeks=52)


def test_a_copy_without_dates_has_none(door: Door) -> None:
    new = uuid4()
    how = Duplication("Kopia", frozenset({TourPart.STOPS}), None, follows=False)
    door.do("Kopiera", duplicate_tour, follow_up(door).id, new, how)
    copies = [state.stop for state in door.read(stop_states, new)]
    assert {(c.first_day, c.last_day, c.venue) for c in copies} == {(None, None, "")}
    assert door.read(lambda r: r.find(Item, stop_id=[c.id for c in copies])) == []


def test_a_longer_item_moves_those_after_it(door: Door) -> None:
    stop = stops(door)[0]
    second = items(door, stop)[1]
    door.do("Längre", change_item, second.id, minutes=second.minutes + 20)
    after = items(door, stop)
    assert after[2].start == time(10, 35)
    assert after[-1].end == time(15, 50)


def test_an_item_past_midnight_is_refused(door: Door) -> None:
    stop = stops(door)[0]
    with pytest.raises(PastMidnightError):
        door.do("Längre", change_item, items(door, stop)[1].id, minutes=900)


def test_closing_up_leaves_no_gap(door: Door) -> None:
    stop = stops(door)[0]
    door.do("Ta bort", delete_items, [items(door, stop)[2].id])
    door.do("Slut", close_up, stop.id)
    day = items(door, stop)
    assert all(a.ends == b.begins for a, b in pairwise(day))


def test_a_deleted_speaker_leaves_a_name_to_come(door: Door) -> None:
    speaker = next(s for s in door.read(lambda r: r.find(Speaker)) if s.contact_id)
    body = door.read(lambda r: r.get(Contact, speaker.contact_id)).organisation_id
    door.do("Ta bort", delete_contacts, [speaker.contact_id])
    again = door.read(lambda r: r.get(Speaker, speaker.id))
    assert (again.contact_id, again.organisation_id) == (None, body)


def test_a_contact_knows_its_stops(door: Door) -> None:
    host = next(c for c in door.read(lambda r: r.find(Contact)) if c.name == "Exempel Värd Kalmar")
    named, role = door.read(duties, host.id)
    assert isinstance(named.thing, Appointment)
    assert (named.thing.county_code, named.stop) == ("08", None)
    assert role.stop.town == "Kalmar"
    assert role.thing.kind is RoleKind.HOST
    speaker = next(c for c in door.read(lambda r: r.find(Contact)) if c.name == "Exempel Talare Kemi")
    spoken = door.read(duties, speaker.id)
    assert [type(duty.thing) for duty in spoken] == [Speaker] * 5 * (len(spoken) // 5)
    assert [duty.stop.order for duty in spoken] == sorted(duty.stop.order for duty in spoken)


def test_the_first_tour_says_what_is_known_and_no_more(door: Door) -> None:
    first = follow_up(door).follows_id
    states = door.read(county_states, first)
    assert len(states) == 21
    assert sum(s.visited is Visited.YES for s in states) == 12
    assert sum(s.visited is Visited.UNKNOWN for s in states) == 9


def test_next_dates_begin_today(door: Door) -> None:
    tour = follow_up(door)
    days = [d.day for d in door.read(next_dates, tour.id, date(2027, 9, 14))]
    assert days == [date(2027, 9, 14), date(2027, 9, 29)]
    assert door.read(next_dates, tour.id, date(2028, 1, 1)) == []


def test_every_new_plan_knows_the_bodies(door: Door) -> None:
    assert len(door.read(lambda r: r.find(Organisation))) == 4 + 21
    assert len(door.read(lambda r: r.find(Role))) == 10 + 1


def test_what_is_not_there_is_missing(door: Door) -> None:
    with pytest.raises(PlanError):
        door.do("Ändra", change, Stop, uuid4(), town="X")


def test_an_item_added_after_one_was_taken_away_still_comes_last(door: Door) -> None:
    stop = stops(door)[0]
    day = items(door, stop)
    door.do("Ta bort", delete_items, [day[0].id])
    twin = Item(id=uuid4(), stop_id=stop.id, start=day[-1].start, title="Sist")
    door.do("Ny", add_items, [(twin, [])])
    assert items(door, stop)[-1].id == twin.id


def test_what_hangs_on_a_stop_that_is_gone_is_refused_in_words(door: Door) -> None:
    stop = stops(door)[0]
    door.do("Ta bort", delete_stops, [stop.id])
    before = content(door)
    with pytest.raises(MissingError):
        door.do("Ny", add_items, [(Item(id=uuid4(), stop_id=stop.id), [])])
    assert content(door) == before


def test_undo_of_a_deletion_is_refused_where_what_it_hung_on_is_gone(door: Door) -> None:
    stop = stops(door)[0]
    taken = door.do("Ta bort", delete_items, [items(door, stop)[0].id])
    door.do("Ta bort", delete_stops, [stop.id])
    with pytest.raises(PlanError):
        door.do("Ångra", replay, taken.inverse())
