"""Back to a backup in one act, which can be undone; and what has happened since."""

from dataclasses import replace
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings

from kampanjplan.domain.backups import Difference
from kampanjplan.domain.changes import Thing
from kampanjplan.domain.contacts import Contact, Erasure
from kampanjplan.domain.fields import checked
from kampanjplan.domain.kinds import KINDS
from kampanjplan.domain.programme import Item
from kampanjplan.domain.rules import Rules
from kampanjplan.domain.stops import Stop
from kampanjplan.domain.tours import CountyVisit, Visited
from kampanjplan.services.contacts import delete_contacts
from kampanjplan.services.door import Door
from kampanjplan.services.editing import add, change
from kampanjplan.services.history import replay
from kampanjplan.services.restoring import differences, restore
from kampanjplan.services.tours import delete_tour, set_visited
from kampanjplan.storage.store import memory_store
from kampanjplan.wording.differences import happened_text
from tests.things import content, example_door, follow_up, plans, stops_of


def everything(door: Door) -> list[Thing]:
    return door.read(lambda reading: [thing for kind in KINDS for thing in reading.find(kind)])


def upset(door: Door) -> None:
    """Something new, changed and gone of several kinds."""
    first, second = stops_of(door)[:2]
    door.do("Nya regler", add, Rules(backup_days=30))
    door.do("Ändra", change, Stop, first.id, town="Kiruna")
    door.do("Ändra", change, Stop, second.id, notes="Ring")
    door.do("Ny kontakt", add, Contact(id=uuid4(), name="Prov Person"))
    door.do("Ta bort", delete_contacts, [door.read(lambda r: r.find(Contact))[0].id])


def test_everything_is_as_it_was_and_that_can_be_undone_and_redone() -> None:
    door = example_door()
    then, before = everything(door), content(door)
    upset(door)
    door.do("Ta bort turné", delete_tour, follow_up(door).id)
    present = content(door)
    restored = door.do("Återställ", restore, then)
    assert content(door) == before
    assert list(door.store.check()) == []
    door.do("Ångra", replay, restored.inverse())
    assert content(door) == present
    door.do("Gör om", replay, restored)
    assert content(door) == before


def test_the_same_county_said_anew_is_no_hindrance() -> None:
    """A row that the backup has and the plan has under another key may not be twice at any moment."""
    door = example_door()
    door.do("Säg", set_visited, follow_up(door).id, "25", Visited.NO)
    visit = door.read(lambda r: r.find(CountyVisit))[0]
    then, before = everything(door), content(door)
    door.do("Ta bort", lambda unit: unit.remove(visit))
    door.do("Säg igen", set_visited, visit.tour_id, visit.county_code, visit.visited)
    present = content(door)
    assert present != before
    restored = door.do("Återställ", restore, then)
    assert content(door) == before
    door.do("Ångra", replay, restored.inverse())
    assert content(door) == present


def test_a_backup_of_what_the_plan_says_leaves_no_trace() -> None:
    door = example_door()
    assert not door.do("Återställ", restore, everything(door))
    assert door.read(differences, everything(door)) == []


@settings(
    max_examples=4, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(one=plans(), other=plans())
def test_from_any_plan_to_any_other(one: list[Thing], other: list[Thing]) -> None:
    door = Door(memory_store(), "prov")
    other = [checked(thing) for thing in other]
    door.do("Fyll", add, *one)
    before = content(door)
    restored = door.do("Återställ", restore, other)
    held = content(door)
    assert held.pop(Erasure) == before[Erasure]  # who was erased stays so, whatever a backup says
    other = [thing for thing in other if not isinstance(thing, Erasure)]
    assert sum(len(things) for things in held.values()) == len(other)
    assert all(held[type(thing)][thing.id] == thing for thing in other)
    door.do("Ångra", replay, restored.inverse())
    assert content(door) == before


def test_what_has_happened_since_is_counted() -> None:
    door = example_door()
    then = everything(door)
    upset(door)
    found = {difference.kind: difference for difference in door.read(differences, then)}
    assert found[Rules] == Difference(Rules, new=1, changed=0, gone=0)
    assert found[Stop] == Difference(Stop, new=0, changed=2, gone=0)
    assert found[Contact] == Difference(Contact, new=1, changed=0, gone=1)


@pytest.mark.parametrize(
    ("found", "text"),
    [
        ([], ""),
        (
            [Difference(Stop, 0, 3, 0), Difference(Contact, 1, 0, 0)],
            "Tillkommet: 1 kontakt. Ändrat: 3 stopp.",
        ),
        (
            [Difference(Rules, 0, 1, 0), Difference(Item, 2, 1, 1)],
            "Tillkommet: 2 programpunkter. Ändrat: planens regler, 1 programpunkt. "
            "Borttaget: 1 programpunkt.",
        ),
    ],
)
def test_in_words(found: list[Difference], text: str) -> None:
    assert happened_text(found) == text


def test_every_kind_has_its_word() -> None:
    assert all(happened_text([Difference(kind, 2, 0, 0)]) for kind in KINDS)


def test_versions_alone_are_no_difference() -> None:
    door = example_door()
    then = [replace(thing, version=99) for thing in everything(door)]
    assert door.read(differences, then) == []
    assert not door.do("Återställ", restore, then)
