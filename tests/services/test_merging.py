"""Two entries of one person become one: nothing that hung on either is lost, and it is all undone."""

from dataclasses import fields, replace
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kampanjplan.domain.activities import Activity
from kampanjplan.domain.contacts import (
    Appointment,
    Contact,
    DistinctPair,
    LegalBasis,
    Membership,
    Role,
    RoleKind,
)
from kampanjplan.domain.errors import FieldError, GoneError, MissingError, OverwriteError, TooLongError
from kampanjplan.domain.kinds import KINDS
from kampanjplan.domain.merging import CHOSEN, Side, first_choice, merged_facts
from kampanjplan.domain.organisations import board_id
from kampanjplan.domain.programme import Speaker
from kampanjplan.domain.reaching import digits_of, email_key
from kampanjplan.services.conflicts import having_seen
from kampanjplan.services.contacts import delete_contacts
from kampanjplan.services.door import Door
from kampanjplan.services.editing import add, change
from kampanjplan.services.history import replay
from kampanjplan.services.merging import judge_distinct, merge, two_to_merge
from kampanjplan.services.restoring import restore
from tests.things import TODAY, content, example_door, follow_up, items_of, stops_of

A, B, C, D = (UUID(int=n) for n in range(1, 5))
FALUN, KALMAR = board_id("20"), board_id("08")


@pytest.fixture
def door() -> Door:
    return door_with(
        Contact(
            id=A,
            name="Exempel Anna",
            organisation_id=FALUN,
            title="Handläggare",
            email="anna@example.org",
            phone="070-174 06 05",
            notes="Ring efter nio.",
            tags=("Värd", "Miljö"),
            basis=LegalBasis.PUBLIC_TASK,
            collected=date(2025, 3, 1),
            keep_until=date(2028, 1, 1),
        ),
        Contact(
            id=B,
            name="Anna, Exempel",
            organisation_id=KALMAR,
            title="Samordnare",
            email="a.exempel@example.org",
            phone="08-465 004 12",
            notes="Allergisk mot nötter.",
            more_emails=("ANNA@example.org",),
            more_phones=("+46 70 174 06 05", "08-465 004 13"),
            tags=("miljö", "Media"),
            source="Visitkort",
            collected=date(2024, 3, 1),
            keep_until=date(2029, 1, 1),
        ),
        Contact(id=C, name="Exempel Bo"),
        Contact(id=D, name="Exempel Disa"),
    )


def door_with(*things: Any) -> Door:
    made = example_door()
    made.do("Nya", add, *things)
    return made


def contact(door: Door, id: UUID) -> Contact:
    return door.read(lambda r: r.get(Contact, id))


def merge_them(door: Door, **choice: Side) -> Any:
    kept, gone = contact(door, A), contact(door, B)
    facts = merged_facts(kept, gone, {**first_choice(kept, gone), **choice})
    return door.do("Slå ihop", having_seen, (kept, gone), merge, A, B, facts)


def find(door: Door, kind: Any, **equal: Any) -> list[Any]:
    return door.read(lambda r: r.find(kind, **equal))


def names_anywhere(door: Door, id: UUID) -> list[Any]:
    """All things of whatever kind that name a key in whatever field."""
    return [
        thing
        for kind in KINDS
        for thing in find(door, kind)
        for field in fields(kind)  # type: ignore[arg-type]
        if getattr(thing, field.name) == id
        or (isinstance(getattr(thing, field.name), tuple) and id in getattr(thing, field.name))
    ]


def test_what_is_likely_wanted_of_each_field(door: Door) -> None:
    kept, gone = contact(door, A), contact(door, B)
    choice = first_choice(kept, gone)
    assert choice == {
        "name": Side.KEPT,
        "title": Side.KEPT,
        "organisation_id": Side.KEPT,
        "email": Side.KEPT,
        "phone": Side.KEPT,
        "notes": Side.BOTH,
        "tags": Side.BOTH,
        "basis": Side.KEPT,
        "source": Side.GONE,
        "collected": Side.GONE,
        "keep_until": Side.GONE,
    }
    facts = merged_facts(kept, gone, choice)
    assert facts["notes"] == "Ring efter nio.\n\nAllergisk mot nötter."
    assert facts["tags"] == ("Värd", "Miljö", "Media")
    assert facts["more_emails"] == ("a.exempel@example.org",)
    assert facts["more_phones"] == ("08-465 004 12", "08-465 004 13")
    other = merged_facts(kept, gone, {**choice, "email": Side.GONE, "phone": Side.GONE})
    assert (other["email"], other["more_emails"]) == ("a.exempel@example.org", ("anna@example.org",))
    assert (other["phone"], other["more_phones"]) == ("08-465 004 12", ("070-174 06 05", "08-465 004 13"))


def test_notes_that_hold_the_other_are_not_doubled() -> None:
    one = Contact(id=A, name="x", notes="Ring")
    two = Contact(id=B, name="x", notes="Ring efter nio")
    both = {"notes": Side.BOTH}
    assert merged_facts(one, two, both)["notes"] == merged_facts(two, one, both)["notes"] == "Ring efter nio"


def test_every_field_of_a_contact_is_chosen_or_united() -> None:
    united = {"more_emails", "more_phones"}
    aside = {"id", "version", "anonymised"}  # an anonymised one is not merged
    assert {f.name for f in fields(Contact)} == {*CHOSEN, *united, *aside}


def test_what_was_chosen_stands_and_the_other_is_gone(door: Door) -> None:
    merge_them(door, title=Side.GONE)
    merged = contact(door, A)
    assert (merged.name, merged.title, merged.organisation_id) == ("Exempel Anna", "Samordnare", FALUN)
    with pytest.raises(MissingError):
        contact(door, B)
    (membership,) = find(door, Membership, contact_id=A)
    assert (membership.organisation_id, membership.title) == (KALMAR, "Samordnare")


def test_both_bodies_are_memberships_where_neither_was_chosen(door: Door) -> None:
    kept, gone = contact(door, A), contact(door, B)
    facts = {**merged_facts(kept, gone, {}), "organisation_id": None}
    door.do("Slå ihop", merge, A, B, facts)
    assert {m.organisation_id for m in find(door, Membership, contact_id=A)} == {FALUN, KALMAR}


def with_ties(door: Door) -> None:
    """Things of every kind that hang on a contact: on both, on one, and on both at once."""
    tour, (stop, second, *_more) = follow_up(door), stops_of(door)
    item = items_of(door, stop)[0]
    door.do(
        "Knutar",
        add,
        Role(id=uuid4(), stop_id=stop.id, contact_id=A, kind=RoleKind.PRESS),
        Role(id=uuid4(), stop_id=stop.id, contact_id=B, kind=RoleKind.PRESS),
        Role(id=uuid4(), stop_id=stop.id, contact_id=B, kind=RoleKind.FOOD),
        Role(id=uuid4(), tour_id=tour.id, contact_id=B),
        Speaker(id=uuid4(), item_id=item.id, position=7, contact_id=A),
        Speaker(id=uuid4(), item_id=item.id, position=8, contact_id=B),
        Speaker(id=uuid4(), item_id=items_of(door, second)[0].id, position=8, contact_id=B),
        Membership(id=uuid4(), contact_id=A, organisation_id=board_id("01"), title="x"),
        Membership(id=uuid4(), contact_id=B, organisation_id=board_id("01"), title="x"),
        Membership(id=uuid4(), contact_id=B, organisation_id=board_id("03"), first_day=date(2020, 1, 1)),
        Appointment(id=uuid4(), tour_id=tour.id, county_code="25", contact_id=A),
        Appointment(id=uuid4(), tour_id=tour.id, county_code="24", contact_id=B),
        Activity(id=uuid4(), day=TODAY, contact_ids=(B,), text="ensam"),
        Activity(id=uuid4(), day=TODAY, contact_ids=(C, B, A), text="alla"),
        Activity(id=uuid4(), day=TODAY, contact_ids=(B, C), text="två"),
        DistinctPair(id=uuid4(), contact_id=A, other_id=C),
        DistinctPair(id=uuid4(), contact_id=B, other_id=C),
        DistinctPair(id=uuid4(), contact_id=B, other_id=D),
        DistinctPair(id=uuid4(), contact_id=A, other_id=B),
    )


def test_all_that_hung_on_the_other_follows_once(door: Door) -> None:
    with_ties(door)
    tied = {type(thing) for thing in names_anywhere(door, B)}
    assert tied == {Contact, Role, Speaker, Membership, Appointment, Activity, DistinctPair}
    merge_them(door)
    assert names_anywhere(door, B) == []
    stop = stops_of(door)[0]
    assert [r.kind for r in find(door, Role, stop_id=stop.id, contact_id=A)].count(RoleKind.PRESS) == 1
    assert len(find(door, Role, contact_id=A)) == 3
    assert len(find(door, Speaker, contact_id=A)) == 2
    bodies = sorted(m.organisation_id for m in find(door, Membership, contact_id=A))
    assert bodies == sorted((board_id("01"), board_id("03"), KALMAR))
    assert {a.county_code for a in find(door, Appointment, contact_id=A)} == {"25", "24"}
    said = {a.text: a.contact_ids for a in find(door, Activity, contact_ids=[A])}
    assert said == {"ensam": (A,), "alla": (C, A), "två": (A, C)}
    pairs = {(p.contact_id, p.other_id) for p in find(door, DistinctPair)}
    assert pairs == {(A, C), (A, D)}


def test_a_merge_with_ties_is_undone_and_done_again(door: Door) -> None:
    with_ties(door)
    before = content(door)
    changes = merge_them(door)
    after = content(door)
    door.do("Ångra", replay, changes.inverse())
    assert content(door) == before
    door.do("Gör om", replay, changes)
    assert content(door) == after
    assert list(door.store.check()) == []


def test_two_are_shown_with_what_would_follow(door: Door) -> None:
    with_ties(door)
    first, second = door.read(two_to_merge, (A, B))
    assert (first.contact, second.contact) == (contact(door, A), contact(door, B))
    assert dict(second.ties) == {Activity: 3, Role: 3, Speaker: 2, Appointment: 1, Membership: 2}
    with pytest.raises(MissingError):
        door.read(two_to_merge, (A, uuid4()))


@pytest.mark.parametrize("changed", [A, B])
def test_refused_where_one_was_changed_since_it_was_shown(door: Door, changed: UUID) -> None:
    kept, gone = contact(door, A), contact(door, B)
    facts = merged_facts(kept, gone, first_choice(kept, gone))
    door.do("Titel", change, Contact, changed, title="Ny titel")
    before = content(door)
    with pytest.raises(OverwriteError):
        door.do("Slå ihop", having_seen, (kept, gone), merge, A, B, facts)
    assert content(door) == before


@pytest.mark.parametrize("removed", [A, B])
def test_refused_where_one_was_removed_since_it_was_shown(door: Door, removed: UUID) -> None:
    kept, gone = contact(door, A), contact(door, B)
    door.do("Ta bort", delete_contacts, [removed])
    with pytest.raises(GoneError):
        door.do("Slå ihop", having_seen, (kept, gone), merge, A, B, merged_facts(kept, gone, {}))


def test_refused_where_it_makes_no_sense(door: Door) -> None:
    before = content(door)
    with pytest.raises(FieldError):
        door.do("Slå ihop", merge, A, A, {})
    with pytest.raises(TooLongError):
        door.do("Slå ihop", merge, A, B, {"notes": "x" * 20_001})
    assert content(door) == before
    door.do("Gallra", change, Contact, B, anonymised=TODAY)
    for kept, gone in ((A, B), (B, A)):
        with pytest.raises(FieldError):
            door.do("Slå ihop", merge, kept, gone, {})


def test_a_judgement_is_kept_once_and_undone(door: Door) -> None:
    before = content(door)
    changes = door.do("Inte samma", judge_distinct, B, A)
    (pair,) = find(door, DistinctPair)
    assert (pair.contact_id, pair.other_id) == (A, B)
    assert not door.do("Inte samma", judge_distinct, A, B)
    door.do("Ångra", replay, changes.inverse())
    assert content(door) == before
    for other in (A, uuid4()):
        with pytest.raises((FieldError, MissingError)):
            door.do("Inte samma", judge_distinct, A, other)


people = st.sampled_from((A, B, C, D))
several_people = st.lists(people, min_size=1, max_size=4, unique=True)
words = st.text(st.sampled_from("aåÅ1 "), max_size=3)
addresses = st.sampled_from(("a@example.org", "A@example.org", "b@example.org", "fel", ""))
numbers = st.sampled_from(("070-174 06 05", "+46701740605", "08-465 004 12", "växeln", ""))


@st.composite
def entries(draw: st.DrawFn, id: UUID) -> Contact:
    mails = draw(st.lists(addresses, max_size=3))
    phones = draw(st.lists(numbers, max_size=3))
    return Contact(
        id=id,
        name="x" + draw(words).strip(),
        title=draw(words).strip(),
        organisation_id=draw(st.sampled_from((None, FALUN, KALMAR))),
        email=mails[0] if mails else "",
        more_emails=tuple(mails[1:]),
        phone=phones[0] if phones else "",
        more_phones=tuple(phones[1:]),
        notes=draw(words).strip(),
        tags=tuple(draw(st.lists(words.map(lambda w: w.strip() or "t"), max_size=3))),
    )


_BASE = None


def base() -> Door:
    """One example for all trials: each undoes what it did."""
    global _BASE
    _BASE = _BASE or example_door()
    return _BASE


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_any_merge_keeps_all_and_is_undone(data: st.DataObject) -> None:
    door = base()
    start = content(door)
    things: list[Any] = [data.draw(entries(id)) for id in (A, B, C, D)]
    stop, item = stops_of(door)[0], items_of(door, stops_of(door)[0])[0]
    who = data.draw(st.lists(several_people, max_size=5))
    things += [Activity(id=uuid4(), day=TODAY, contact_ids=tuple(ids)) for ids in who]
    roles = data.draw(st.sets(st.tuples(people, st.sampled_from(list(RoleKind)[:2])), max_size=5))
    things += [Role(id=uuid4(), stop_id=stop.id, contact_id=p, kind=k) for p, k in roles]
    things += [Speaker(id=uuid4(), item_id=item.id, contact_id=p) for p in data.draw(several_people)]
    at = data.draw(st.lists(st.tuples(people, st.sampled_from((FALUN, KALMAR))), max_size=5))
    things += [Membership(id=uuid4(), contact_id=p, organisation_id=o) for p, o in at]
    pairs = data.draw(st.sets(st.tuples(people, people).filter(lambda p: p[0] < p[1]), max_size=6))
    things += [DistinctPair(id=uuid4(), contact_id=a, other_id=b) for a, b in pairs]
    door.do("Nya", add, *things)
    try:
        _merge_and_compare(door, data.draw(st.permutations((A, B)), label="kept, gone"), data)
    finally:
        door.do("Städa", restore, [thing for kind in start.values() for thing in kind.values()])
    assert content(door) == start


def _merge_and_compare(door: Door, two: Any, data: st.DataObject) -> None:
    kept_id, gone_id = two
    before = content(door)
    kept, gone = before[Contact][kept_id], before[Contact][gone_id]
    likely = first_choice(kept, gone)
    choice = {
        name: data.draw(st.sampled_from((Side.KEPT, Side.GONE)) | st.just(likely[name])) for name in likely
    }
    changes = door.do(
        "Slå ihop", having_seen, (kept, gone), merge, kept_id, gone_id, merged_facts(kept, gone, choice)
    )
    after = content(door)

    def one(id: UUID) -> UUID:
        return kept_id if id == gone_id else id

    assert names_anywhere(door, gone_id) == []
    log = {id: tuple(dict.fromkeys(map(one, a.contact_ids))) for id, a in before[Activity].items()}
    assert {id: a.contact_ids for id, a in after[Activity].items()} == log
    for kind in (Role, Speaker):
        said = [
            replace(t, id=A, contact_id=t.contact_id and one(t.contact_id)) for t in before[kind].values()
        ]
        left = [replace(t, id=A) for t in after[kind].values()]
        assert set(left) == set(said)
        assert len([t for t in left if t.contact_id == kept_id]) == len(
            {t for t in said if t.contact_id == kept_id}
        )
    pairs = {tuple(sorted((one(p.contact_id), one(p.other_id)))) for p in before[DistinctPair].values()}
    kept_pairs = [(p.contact_id, p.other_id) for p in after[DistinctPair].values()]
    assert sorted(kept_pairs) == sorted(p for p in pairs if p[0] != p[1])
    merged = after[Contact][kept_id]
    assert {email_key(m) for m in merged.emails if m} == {
        email_key(m) for m in (*kept.emails, *gone.emails) if m
    }
    assert {digits_of(p) for p in merged.phones} >= {digits_of(p) for p in (*kept.phones, *gone.phones)} - {
        ""
    }
    bodies = {m.organisation_id for m in after[Membership].values() if m.contact_id == kept_id}
    assert {kept.organisation_id, gone.organisation_id} <= bodies | {merged.organisation_id, None}
    door.do("Ångra", replay, changes.inverse())
    assert content(door) == before
    door.do("Gör om", replay, changes)
    assert content(door) == after
