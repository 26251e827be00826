"""Random walks: many acts, undone wholly, are the start; redone wholly, the end."""

from datetime import date, timedelta
from random import Random
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kampanjplan.domain.activities import Activity
from kampanjplan.domain.changes import ChangeSet
from kampanjplan.domain.contacts import Contact, RoleKind
from kampanjplan.domain.counties import COUNTIES
from kampanjplan.domain.errors import PlanError
from kampanjplan.domain.kinds import KINDS
from kampanjplan.domain.organisations import Organisation
from kampanjplan.domain.programme import Item
from kampanjplan.domain.stops import Stop, StopStatus
from kampanjplan.domain.tours import Tour
from kampanjplan.plans import _filled
from kampanjplan.services.activities import delete_activities, log_activity, snooze_next_step
from kampanjplan.services.contacts import delete_contacts, delete_organisation, set_roles
from kampanjplan.services.door import Door
from kampanjplan.services.editing import add, change
from kampanjplan.services.history import replay
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
from kampanjplan.services.tours import Duplication, TourPart, delete_stops, delete_tour, duplicate_tour
from kampanjplan.storage.store import memory_store
from tests.things import content

ACTS = 200


def one_act(door: Door, dice: Random) -> ChangeSet:
    """An act of any kind on whatever there is."""
    everything = {kind: sorted(door.read(lambda r, k=kind: r.find(k)), key=lambda t: t.id) for kind in KINDS}

    def any_of(kind):
        return dice.choice(everything[kind])

    def text() -> str:
        return "".join(dice.choices("aåäöÅ <b>&\U0001f600م'\"", k=dice.randint(1, 12))).strip() or "x"

    day = date(2027, 9, 6) + timedelta(days=dice.randint(-30, 120))
    services = [
        lambda: (add, Tour(id=uuid4(), name=text())),
        lambda: (add, Stop(id=uuid4(), tour_id=any_of(Tour).id, county_code=dice.choice(COUNTIES).code)),
        lambda: (add, Contact(id=uuid4(), name=text(), organisation_id=any_of(Organisation).id)),
        lambda: (
            add_items,
            [(Item(id=uuid4(), stop_id=any_of(Stop).id, title=text()), [Voice(any_of(Contact).id)])],
        ),
        lambda: (delete_tour, any_of(Tour).id),
        lambda: (delete_stops, [any_of(Stop).id]),
        lambda: (delete_items, [any_of(Item).id]),
        lambda: (delete_contacts, [any_of(Contact).id]),
        lambda: (delete_organisation, any_of(Organisation).id),
        lambda: (set_speakers, any_of(Item).id, [Voice(organisation_id=any_of(Organisation).id)]),
        lambda: (set_roles, any_of(Stop).id, [(any_of(Contact).id, dice.choice(list(RoleKind)))]),
        lambda: (close_up, any_of(Stop).id),
        lambda: (duplicate_tour, any_of(Tour).id, uuid4(), Duplication(text(), frozenset(TourPart), 1)),
        lambda: (
            log_activity,
            Activity(
                id=uuid4(),
                day=day,
                contact_ids=tuple({any_of(Contact).id, any_of(Contact).id}),
                stop_id=any_of(Stop).id,
                text=text(),
            ),
        ),
        lambda: (snooze_next_step, any_of(Activity).id, day),
        lambda: (delete_activities, [any_of(Activity).id]),
    ]
    keyed = [
        lambda: ((change, Stop, any_of(Stop).id), {"first_day": day, "last_day": day, "notes": text()}),
        lambda: ((change, Stop, any_of(Stop).id), {"status": dice.choice(list(StopStatus))}),
        lambda: ((change, Contact, any_of(Contact).id), {"name": text()}),
        lambda: ((change_item, any_of(Item).id), {"minutes": dice.randint(0, 120)}),
        lambda: ((copy_programme, any_of(Stop).id, [any_of(Stop).id]), {"replacing": dice.random() < 0.5}),
    ]
    # Few tours are copied or taken away, or the plan would explode or die out.
    weights = [3, 6, 6, 10, 0.2, 2, 4, 2, 0.3, 6, 6, 2, 0.3, 6, 2, 2]
    if dice.random() < 0.5:
        facts, more = dice.choice(keyed)()
        return door.do("akt", *facts, **more)
    if dice.random() < 0.1:
        item = any_of(Item)
        return door.do("akt", move_items, item.stop_id, [item.id], dice.randint(0, 5))
    return door.do("akt", *dice.choices(services, weights)[0]())


def walk(seed: int) -> None:
    door = _filled(memory_store(), "test", date(2026, 11, 24))
    dice = Random(seed)
    start, done = content(door), []
    while len(done) < ACTS:
        try:
            done.append(one_act(door, dice))
        except (PlanError, IndexError):  # refused, or nothing of that kind is left
            continue
    end = content(door)
    for changes in reversed(done):
        door.do("ångra", replay, changes.inverse())
    assert content(door) == start
    for changes in done:
        door.do("gör om", replay, changes)
    assert content(door) == end
    assert list(door.store.check()) == []


@settings(max_examples=3, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_a_walk_undone_is_the_start_and_redone_the_end(seed: int) -> None:
    walk(seed)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_many_walks(seed: int) -> None:
    walk(seed)
