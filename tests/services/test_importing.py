"""What an import does: shown first, done as one act, nothing erased, nothing doubled."""

from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import pytest

from kampanjplan.domain.cards import Card, ErasedPersonError, OldPreviewError, Place, SamePersonError
from kampanjplan.domain.contacts import Contact, LegalBasis, Membership
from kampanjplan.domain.damage import StoppedError
from kampanjplan.domain.errors import EmptyError, TooLongError
from kampanjplan.domain.organisations import Organisation, OrganisationKind, board_id, organisation_id
from kampanjplan.services.door import Door
from kampanjplan.services.editing import add, change
from kampanjplan.services.history import replay
from kampanjplan.services.importing import Preview, RowState, import_contacts, preview_import
from tests.things import TODAY, content, example_door

NEW, SAME, CHANGED, REFUSED = RowState.NEW, RowState.SAME, RowState.CHANGED, RowState.REFUSED


@pytest.fixture
def door() -> Door:
    return example_door()


def shown(door: Door, *cards: Card) -> Preview:
    return door.read(preview_import, cards, "lista.csv", TODAY)


def done(door: Door, *cards: Card) -> list[RowState]:
    preview = shown(door, *cards)
    door.do("Läs in", import_contacts, preview)
    return [row.state for row in preview.rows]


def people(door: Door) -> dict[str, Contact]:
    return {contact.name: contact for contact in content(door)[Contact].values()}


def put(door: Door, **facts: object) -> Contact:
    contact = Contact(**{"id": uuid4(), "name": "Åsa Öberg", **facts})  # type: ignore[arg-type]
    door.do("Ny", add, contact)
    return contact


def test_a_new_contact_is_known_by_the_rules_and_by_the_file(door: Door) -> None:
    card = Card(name="Åsa Öberg", organisation="UHM", emails=("asa@example.org", "o@example.org"))
    assert done(door, card) == [NEW]
    made = people(door)["Åsa Öberg"]
    assert made.organisation_id == organisation_id("UHM")
    assert made.emails == ("asa@example.org", "o@example.org")
    assert (made.source, made.collected, made.basis) == ("lista.csv", TODAY, LegalBasis.PUBLIC_TASK)
    assert made.purpose == "Planera och genomföra turnén"
    assert made.keep_until == date(2028, 11, 23)


def test_what_the_file_says_of_why_it_is_known_stands(door: Door) -> None:
    done(door, Card(name="Åsa", source="Mässa", basis=LegalBasis.CONSENT, keep_until=date(2027, 1, 1)))
    made = people(door)["Åsa"]
    assert (made.source, made.basis, made.keep_until) == ("Mässa", LegalBasis.CONSENT, date(2027, 1, 1))


def test_empty_cells_erase_nothing(door: Door) -> None:
    full = put(
        door,
        title="Chef",
        email="asa@example.org",
        more_emails=("b@example.org",),
        phone="070-174 06 05",
        notes="Ring före tio",
        tags=("värd",),
        county_code="08",
        organisation_id=organisation_id("UHM"),
    )
    assert done(door, Card(name="Åsa Öberg", emails=("asa@example.org",))) == [SAME]
    assert done(door, Card(name="Åsa Öberg", emails=("ASA@example.org",), tags=("talare",))) == [CHANGED]
    assert people(door)["Åsa Öberg"] == replace(full, tags=("värd", "talare"))


def test_a_new_address_comes_first_and_the_old_ones_stay(door: Door) -> None:
    put(door, email="a@example.org", more_emails=("b@example.org",))
    assert done(door, Card(name="Åsa Öberg", emails=("b@example.org", "ny@example.org"))) == [CHANGED]
    assert people(door)["Åsa Öberg"].emails == ("b@example.org", "ny@example.org", "a@example.org")


def test_a_number_written_otherwise_is_no_news(door: Door) -> None:
    put(door, email="a@example.org", phone="070-174 06 05")
    assert done(door, Card(name="Åsa Öberg", emails=("a@example.org",), phones=("+46 (0)70 174 06 05",))) == [
        SAME
    ]


@pytest.mark.parametrize(
    "card",
    [
        Card(name="Åsa Öberg", organisation="UHM", emails=("a@example.org",), title="Chef"),
        Card(name="Åsa Öberg", organisation="Nya verket", phones=("08-465 004 01",), tags=("x", "y")),
        Card(id=uuid4(), name="Åsa Öberg", notes="Rad\nrad"),
        Card(name="Åsa", memberships=(Place("Ny kommun", "Strateg", date(2020, 1, 1)), Place("UHM"))),
    ],
)  # fmt: skip
def test_the_same_file_again_changes_nothing(door: Door, card: Card) -> None:
    assert done(door, card) == [NEW]
    before, entry = content(door), door.read(lambda r: r.newest_entry())
    assert done(door, card) == [SAME]
    assert content(door) == before
    assert door.read(lambda r: r.newest_entry()) == entry


def test_it_is_one_act_that_is_undone_whole(door: Door) -> None:
    put(door, email="a@example.org")
    before = content(door)
    preview = shown(
        door,
        Card(name="Åsa Öberg", emails=("a@example.org",), organisation="Ny kommun"),
        Card(name="Bo Ek", organisation="Ny kommun", memberships=(Place("Region Gotland"),)),
    )
    assert [row.state for row in preview.rows] == [CHANGED, NEW]
    changes = door.do("Läs in", import_contacts, preview)
    assert len(changes.changes) == 5
    door.do("Ångra", replay, changes.inverse())
    assert content(door) == before
    door.do("Gör om", replay, changes)
    assert people(door)["Bo Ek"].organisation_id == people(door)["Åsa Öberg"].organisation_id


def test_matched_by_key_before_anything_else(door: Door) -> None:
    old = put(door, email="a@example.org")
    put(door, name="Bo Ek", email="bo@example.org")
    card = Card(id=old.id, name="Åsa Ny", emails=("bo@example.org",))
    assert done(door, card) == [CHANGED]
    assert people(door)["Åsa Ny"].emails == ("bo@example.org", "a@example.org")
    assert people(door)["Bo Ek"].email == "bo@example.org"


def test_a_shared_mailbox_makes_nobody_somebody_else(door: Door) -> None:
    put(door, name="Bo Ek", email="registrator@example.org")
    preview = shown(door, Card(name="Åsa Öberg", emails=("registrator@example.org",)))
    assert [(row.state, row.alike) for row in preview.rows] == [(NEW, ("Bo Ek",))]


def test_a_new_surname_with_the_same_address_is_the_same_person(door: Door) -> None:
    old = put(door, email="asa@example.org")
    assert done(door, Card(name="Åsa Nygift", emails=("asa@example.org",))) == [CHANGED]
    assert people(door)["Åsa Nygift"].id == old.id


def test_of_several_nobody_is_guessed(door: Door) -> None:
    put(door, phone="08-465 004 01")
    put(door, phone="08-465 004 02")
    card = Card(name="Åsa Öberg", phones=("08-465 004 03",))
    preview = shown(door, card)
    assert [(row.state, row.alike) for row in preview.rows] == [(NEW, ("Åsa Öberg", "Åsa Öberg"))]
    door.do("Läs in", import_contacts, preview)
    assert done(door, card) == [SAME]


def test_the_same_name_elsewhere_is_another(door: Door) -> None:
    put(door, organisation_id=organisation_id("UHM"))
    assert done(door, Card(name="Åsa Öberg", organisation="Kemi")) == [NEW]
    assert done(door, Card(name="åsa  öberg", organisation="uhm", title="Chef")) == [CHANGED]


def test_twice_in_one_file(door: Door) -> None:
    first = Card(line=2, name="Åsa Öberg", emails=("a@example.org",), title="Chef")
    preview = shown(door, first, replace(first, line=3, title=""), replace(first, line=4, title="Vd"))
    assert [row.state for row in preview.rows] == [NEW, SAME, REFUSED]
    assert isinstance(preview.rows[2].reason, SamePersonError)
    assert preview.rows[2].reason.line == 2
    door.do("Läs in", import_contacts, preview)
    assert people(door)["Åsa Öberg"].title == "Chef"
    again = shown(door, first, replace(first, line=3, title=""), replace(first, line=4, title="Vd"))
    assert [row.state for row in again.rows] == [SAME, SAME, REFUSED]
    assert not again.does_something


def test_who_was_anonymised_does_not_come_back(door: Door) -> None:
    gone = put(door, name="Person 17", anonymised=date(2026, 1, 1))
    before = content(door)
    preview = shown(door, Card(id=gone.id, name="Åsa Öberg", emails=("a@example.org",)))
    assert preview.rows[0].state is REFUSED
    assert isinstance(preview.rows[0].reason, ErasedPersonError)
    door.do("Läs in", import_contacts, preview)
    assert content(door) == before


@pytest.mark.parametrize(
    ("card", "error", "field"),
    [
        (Card(name=""), EmptyError, "name"),
        (Card(name="x" * 201), TooLongError, "name"),
        (Card(name="Åsa", notes="x" * 20_001), TooLongError, "notes"),
        (Card(name="Åsa", tags=("x" * 61,)), TooLongError, "tags"),
        (Card(name="Åsa", organisation="x" * 201), TooLongError, "name"),
        (Card(name="Åsa", wrong=EmptyError("title")), EmptyError, "title"),
    ],
)
def test_a_row_that_cannot_be_is_refused_and_the_others_are_done(door: Door, card, error, field) -> None:
    preview = shown(door, card, Card(name="Bo Ek"))
    assert [row.state for row in preview.rows] == [REFUSED, NEW]
    assert type(preview.rows[0].reason) is error
    assert preview.rows[0].reason.field == field
    door.do("Läs in", import_contacts, preview)
    assert "Bo Ek" in people(door)
    assert "Åsa" not in people(door)
    assert preview.organisations == ()


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("SKL", organisation_id("SKR")),
        ("sveriges kommuner och landsting", organisation_id("SKR")),
        ("kemikalieinspektionen", organisation_id("Kemi")),
        ("Länsstyrelsen i Kalmar län", board_id("08")),
        ("Länsstyrelsen Kalmar", board_id("08")),
        ("Länsstyrelsen Kalmar län", board_id("08")),
        ("LÄNSSTYRELSEN I KALMAR", board_id("08")),
        ("Lst Kalmar", board_id("08")),
        ("Länsstyrelsen Västra Götalands län", board_id("14")),
    ],
)  # fmt: skip
def test_an_organisation_is_known_by_any_of_its_names(door: Door, name: str, id: UUID) -> None:
    preview = shown(door, Card(name="Åsa", organisation=name))
    assert preview.organisations == ()
    assert preview.rows[0].after is not None
    assert preview.rows[0].after.organisation_id == id


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Torsås kommun", OrganisationKind.MUNICIPALITY),
        ("Region Kalmar län", OrganisationKind.REGION),
        ("Länsstyrelsen i Kalmar", OrganisationKind.COUNTY_BOARD),
        ("Naturvårdsverket", OrganisationKind.AUTHORITY),
        ("Kommunikation AB", OrganisationKind.OTHER),
    ],
)
def test_an_unknown_organisation_is_made_once_and_its_kind_guessed(name: str, kind: OrganisationKind) -> None:
    from kampanjplan.storage.store import memory_store

    door = Door(memory_store(), "prov")
    preview = shown(door, Card(name="Åsa", organisation=name), Card(name="Bo", organisation=name.upper()))
    (made,) = preview.organisations
    assert (made.name, made.kind) == (name, kind)
    assert made.county_code == ("08" if kind is OrganisationKind.COUNTY_BOARD else None)
    door.do("Läs in", import_contacts, preview)
    assert len(content(door)[Organisation]) == 1


def test_memberships_are_added_or_changed_and_none_goes(door: Door) -> None:
    old = put(door, email="a@example.org")
    place = Membership(id=uuid4(), contact_id=old.id, organisation_id=organisation_id("UHM"), title="Jurist")
    other = Membership(id=uuid4(), contact_id=old.id, organisation_id=organisation_id("Kemi"))
    door.do("Ny", add, place, other)
    card = Card(
        id=old.id, name="Åsa Öberg", memberships=(Place("UHM", "Chef", date(2020, 1, 1)), Place("RUS"))
    )
    assert done(door, card) == [CHANGED]
    kept = content(door)[Membership]
    assert kept[place.id] == replace(place, title="Chef", first_day=date(2020, 1, 1))
    assert kept[other.id] == other
    assert len(kept) == 3
    assert done(door, card) == [SAME]


def test_a_plan_that_was_changed_since_is_looked_at_anew(door: Door) -> None:
    old = put(door, email="a@example.org")
    preview = shown(door, Card(name="Åsa Öberg", emails=("a@example.org",), title="Chef"))
    door.do("Ändra", change, Contact, old.id, title="Vd")
    before = content(door)
    with pytest.raises(OldPreviewError):
        door.do("Läs in", import_contacts, preview)
    assert content(door) == before


def test_it_can_be_stopped_while_it_looks(door: Door) -> None:
    def stop(_done: int, _all: int) -> None:
        raise StoppedError

    with pytest.raises(StoppedError):
        door.read(preview_import, [Card(name="Åsa")], "x", TODAY, stop)
