"""What is known of a theme follows its name; ways to travel are the plan's own; who takes part is so once."""

from uuid import uuid4

import pytest

from kampanjplan.domain.contacts import Contact
from kampanjplan.domain.errors import EmptyError, TwiceError
from kampanjplan.domain.interests import Theme, ThemeKind
from kampanjplan.domain.organisations import organisation_id
from kampanjplan.domain.planning import FactorUnit, Planning, TravelFactor
from kampanjplan.domain.possibility import Lecturer, Party
from kampanjplan.resources import resource
from kampanjplan.services.door import Door
from kampanjplan.services.editing import add
from kampanjplan.services.factors import add_factors, factors_of, read_factors, remove_factors
from kampanjplan.services.taking_part import add_lecturer, add_party, lecturers_of, parties_of
from kampanjplan.services.themes import (
    add_theme,
    remove_themes,
    rename_theme,
    set_theme,
    set_themes,
    themes_of,
)
from kampanjplan.services.tours import Duplication, duplicate_tour
from tests.things import content, example_door, follow_up

DEEP, AGAIN = "Fördjupning i UHM:s verktyg", "Repris för dem som missade"


@pytest.fixture
def door() -> Door:
    return example_door()


def known(door: Door) -> dict[str, ThemeKind]:
    """What is kept of the tour's themes, by name."""
    tour = follow_up(door)
    return {theme.name: theme.kind for theme in door.read(lambda r: r.find(Theme, tour_id=tour.id))}


def test_a_theme_is_renamed_in_its_place_with_what_is_known_of_it(door: Door) -> None:
    door.do("Byt", rename_theme, follow_up(door).id, DEEP, " Djupare ")
    assert follow_up(door).themes == ("Djupare", AGAIN)
    assert known(door) == {"Djupare": ThemeKind.DEEP_DIVE, AGAIN: ThemeKind.AGAIN}


@pytest.mark.parametrize(
    ("names", "left"),
    [
        ((DEEP, AGAIN), (DEEP, AGAIN)),
        ((AGAIN, DEEP), (DEEP, AGAIN)),
        ((DEEP,), (DEEP,)),
        ((DEEP, AGAIN, "Nytt"), (DEEP, AGAIN)),
        ((DEEP, "Repris"), (DEEP, "Repris")),
        (("Nytt", AGAIN, DEEP), (DEEP, AGAIN)),
        ((), ()),
    ],
)
def test_themes_typed_in_the_tours_form(door: Door, names: tuple[str, ...], left: tuple[str, ...]) -> None:
    kinds = {DEEP: ThemeKind.DEEP_DIVE, AGAIN: ThemeKind.AGAIN, "Repris": ThemeKind.AGAIN}
    door.do("Ändra", set_themes, follow_up(door).id, themes=names)
    assert follow_up(door).themes == names
    assert known(door) == {name: kinds[name] for name in left}


def test_a_theme_of_which_nothing_was_known_before(door: Door) -> None:
    tour = follow_up(door).id
    door.do("Ny", add_theme, tour, "Giftfritt byggande")
    assert [(row.name, row.theme) for row in door.read(themes_of, tour)][-1] == ("Giftfritt byggande", None)
    door.do("Kräver", set_theme, tour, "Giftfritt byggande", competences=("byggvaror",))
    assert door.read(themes_of, tour)[-1].known.competences == ("byggvaror",)
    door.do("Ta bort", remove_themes, tour, ["Giftfritt byggande", DEEP])
    assert (follow_up(door).themes, set(known(door))) == ((AGAIN,), {AGAIN})


@pytest.mark.parametrize("name", ["", " \n", DEEP.upper()])
def test_a_name_that_cannot_be_a_themes(door: Door, name: str) -> None:
    before = content(door)
    refusal = TwiceError if name.strip() else EmptyError
    for act in ((add_theme, follow_up(door).id, name), (rename_theme, follow_up(door).id, AGAIN, name)):
        with pytest.raises(refusal):
            door.do("Ny", *act)
    assert content(door) == before


def test_what_is_known_of_themes_comes_along_in_a_copy_of_the_tour(door: Door) -> None:
    new = uuid4()
    door.do("Kopiera", duplicate_tour, follow_up(door).id, new, Duplication("Kopia", frozenset()))
    assert [row.known.kind for row in door.read(themes_of, new)] == [ThemeKind.DEEP_DIVE, ThemeKind.AGAIN]


def test_the_programs_ways_to_travel_do_not_overwrite_the_plans_own(door: Door) -> None:
    assert door.read(factors_of) == []  # nothing is added by itself
    table = read_factors(resource("facts/travel_factors.csv").read_text(encoding="utf-8"))
    assert {(one.mode, one.mg_per_km, one.unit) for one in table} >= {
        ("train (Nordic, electric)", 7000, FactorUnit.PERSON_KM),
        ("car, medium, petrol", 167_000, FactorUnit.VEHICLE_KM),
    }
    own = TravelFactor(id=uuid4(), mode="Train (diesel)", mg_per_km=1500)
    door.do("Egen", add_factors, [own])
    door.do("Kända", add_factors, table)
    assert len(door.read(factors_of)) == 5
    assert own in door.read(factors_of)
    assert not door.do("Kända igen", add_factors, table)


def test_what_was_planned_by_a_way_that_is_taken_away_has_none(door: Door) -> None:
    own = TravelFactor(id=uuid4(), mode="Färja", mg_per_km=1500)
    planning = Planning(id=uuid4(), tour_id=follow_up(door).id, factor_id=own.id)
    door.do("Planera", add, own, planning)
    door.do("Ta bort", remove_factors, [own.id])
    assert door.read(lambda r: r.get(Planning, planning.id)).factor_id is None


def test_nobody_takes_part_twice(door: Door) -> None:
    tour = follow_up(door).id
    (person,) = door.read(lambda r: r.find(Contact, name="Exempel Talare UHM"))
    again = Party(id=uuid4(), tour_id=tour, organisation_id=organisation_id("UHM"), staff=9)
    assert not door.do("Igen", add_party, again)
    assert not door.do("Igen", add_lecturer, Lecturer(id=uuid4(), contact_id=person.id))
    assert [(body.short, party.staff) for party, body in door.read(parties_of, tour)] == [
        ("Kemi", 1), ("RUS", 1), ("SKR", 1), ("UHM", 1),
    ]  # fmt: skip
    assert [contact.name for _one, contact in door.read(lecturers_of)] == [
        "Exempel Talare Kemi", "Exempel Talare UHM",
    ]  # fmt: skip
