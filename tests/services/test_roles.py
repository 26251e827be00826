"""Roles in tours and at stops, the county's one contact, and other organisations."""

from datetime import date
from uuid import uuid4

import pytest

from kampanjplan.domain.contacts import Appointment, Contact, Membership, Role, RoleKind
from kampanjplan.domain.counties import COUNTIES
from kampanjplan.domain.errors import CircleError
from kampanjplan.domain.organisations import Organisation, board_id, organisation_id
from kampanjplan.services.contacts import add_contacts, change_organisation, colleagues
from kampanjplan.services.door import Door
from kampanjplan.services.editing import add, change
from kampanjplan.services.roles import (
    add_role,
    appoint,
    county_contacts,
    duties,
    leave_behind,
    memberships,
    take_away,
)
from kampanjplan.services.rules import set_rules
from kampanjplan.services.tours import delete_tour
from tests.things import TODAY, example_door, follow_up


@pytest.fixture
def door() -> Door:
    return example_door()


def named(door: Door, name: str) -> Contact:
    return next(c for c in door.read(lambda r: r.find(Contact)) if c.name == name)


def test_counties_without_a_contact_come_first_those_of_stops_before_others(door: Door) -> None:
    rows = door.read(county_contacts, follow_up(door).id)
    assert len(rows) == len(COUNTIES)
    assert (rows[0].county_code, rows[0].contact, rows[0].stops) == ("23", None, 1)  # Jämtland, no day yet
    assert [row.contact is None for row in rows] == [True] * 17 + [False] * 4
    kalmar = next(row for row in rows if row.county_code == "08")
    assert (kalmar.contact.name, kalmar.organisation.short) == ("Exempel Värd Kalmar", "Lst Kalmar")


def test_a_county_has_one_contact_in_a_tour(door: Door) -> None:
    tour, other = follow_up(door), named(door, "Exempel Talare UHM")
    before = {a.county_code: a.id for a in door.read(lambda r: r.find(Appointment, tour_id=tour.id))}
    door.do("Utse", appoint, tour.id, "08", other.id)
    after = door.read(lambda r: r.find(Appointment, tour_id=tour.id, county_code="08"))
    assert [(a.id, a.contact_id) for a in after] == [(before["08"], other.id)]
    door.do("Ingen", appoint, tour.id, "08", None)
    assert door.read(lambda r: r.find(Appointment, tour_id=tour.id, county_code="08")) == []
    assert not door.do("Ingen", appoint, tour.id, "08", None)


def test_the_same_role_is_not_given_twice(door: Door) -> None:
    contact, tour = named(door, "Exempel Värd Falun"), follow_up(door)
    role = Role(id=uuid4(), contact_id=contact.id, tour_id=tour.id, kind=RoleKind.PRESS)
    assert door.do("Ny roll", add_role, role)
    again = Role(id=uuid4(), contact_id=contact.id, tour_id=tour.id, kind=RoleKind.PRESS)
    assert not door.do("Ny roll", add_role, again)
    assert door.read(duties, contact.id)[0].thing in (role, *door.read(lambda r: r.find(Appointment)))
    door.do("Ta bort", take_away, [role])
    assert role.id not in [duty.thing.id for duty in door.read(duties, contact.id)]


def test_roles_of_a_tour_go_with_it(door: Door) -> None:
    tour = follow_up(door)
    assert door.read(lambda r: r.find(Role, tour_id=tour.id))
    door.do("Ta bort", delete_tour, tour.id)
    assert door.read(lambda r: r.find(Role)) == door.read(lambda r: r.find(Appointment)) == []


def test_who_changed_bodies_is_remembered_at_the_former(door: Door) -> None:
    contact = named(door, "Exempel Värd Kalmar")
    door.do("Ändra", change, Contact, contact.id, organisation_id=organisation_id("UHM"))
    door.do("Minns", leave_behind, contact, TODAY)
    ((one, body),) = door.read(memberships, contact.id)
    assert (body.id, one.title, one.last_day) == (board_id("08"), contact.title, TODAY)
    assert [c.membership for c in door.read(colleagues, board_id("08"))] == [one]
    assert contact.id in [c.contact.id for c in door.read(colleagues, organisation_id("UHM"))]


def test_the_latest_body_comes_first(door: Door) -> None:
    contact = named(door, "Exempel Värd Kalmar")

    def at(short: str, last: date | None) -> Membership:
        return Membership(
            id=uuid4(), contact_id=contact.id, organisation_id=organisation_id(short), last_day=last
        )

    door.do("Nya", add, at("RUS", date(2015, 1, 1)), at("UHM", None), at("Kemi", date(2019, 1, 1)))
    assert [body.short for _one, body in door.read(memberships, contact.id)] == ["UHM", "Kemi", "RUS"]


def test_no_body_is_part_of_itself(door: Door) -> None:
    whole, part = Organisation(id=uuid4(), short="A", name="A"), Organisation(id=uuid4(), short="B", name="B")
    door.do("Nya", add, whole, part)
    door.do("Del", change_organisation, part.id, parent_id=whole.id)
    for id, parent in ((whole.id, whole.id), (whole.id, part.id)):
        with pytest.raises(CircleError):
            door.do("Del", change_organisation, id, parent_id=parent)
    assert door.read(lambda r: r.get(Organisation, whole.id)).parent_id is None


def test_a_new_contact_is_known_as_the_rules_say(door: Door) -> None:
    door.do("Regler", set_rules, decision="Dnr 7", keep_days=10, purpose="Turné")
    new = Contact(id=uuid4(), name="Exempel Ny", purpose="Egen")
    door.do("Ny", add_contacts, [new], TODAY)
    kept = door.read(lambda r: r.get(Contact, new.id))
    assert (kept.purpose, kept.decision, kept.collected) == ("Egen", "Dnr 7", TODAY)
    assert (kept.keep_until - TODAY).days == 10
    door.do("Regler", set_rules, keep_days=None)
    other = Contact(id=uuid4(), name="Exempel Annan")
    door.do("Ny", add_contacts, [other], TODAY)
    assert door.read(lambda r: r.get(Contact, other.id)).keep_until is None
