"""Anonymising: who it was is gone from every text and all history, and what the figures need stays."""

from collections import Counter
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kampanjplan.domain.activities import Activity, ActivityKind, Outcome
from kampanjplan.domain.contacts import Appointment, Contact, DistinctPair, Erasure, Membership, Role
from kampanjplan.domain.counties import COUNTIES
from kampanjplan.domain.erasing import erased_by, mark_of
from kampanjplan.domain.errors import ErasedStepError, MissingError, PlanError, SeenChangedError
from kampanjplan.domain.journal import Question
from kampanjplan.domain.organisations import Organisation, board_id
from kampanjplan.domain.searches import SavedSearch
from kampanjplan.domain.stops import Stop, Supply
from kampanjplan.domain.terms import IDENTITY
from kampanjplan.services.door import Door
from kampanjplan.services.editing import add, change
from kampanjplan.services.erasing import (
    anonymise_again,
    anonymise_as_seen,
    overdue,
    preview,
    undated,
)
from kampanjplan.services.history import replay, undo_step
from kampanjplan.services.traces import absorbed
from kampanjplan.wording.history import entry_text
from tests.things import TODAY, anonymise, content, example_door, stops_of

BERIT = Contact(
    id=UUID(int=1),
    name="Berit Provsson",
    title="Upphandlingsstrateg",
    organisation_id=board_id("08"),
    email="berit.provsson@example.org",
    phone="070-174 06 50",
    notes="Vegetarian",
    more_emails=("bp@example.org",),
    more_phones=("08-465 004 97 ankn 12",),
    tags=("nyckelperson",),
    county_code="08",
    source="mässan",
    keep_until=TODAY - timedelta(days=1),
)
BO = Contact(id=UUID(int=2), name="Bo Berit", email="bo@example.org")
NAMESAKE = Contact(id=UUID(int=3), name="Berit Provsson", email="annan@example.org", phone="070-174 06 51")


@pytest.fixture
def door() -> Door:
    door = example_door()
    door.do("Kontakter", add, BERIT, BO)
    return door


def contact(door: Door, id: UUID = BERIT.id) -> Contact:
    return door.read(lambda r: r.get(Contact, id))


def activity(door: Door, id: UUID) -> Activity:
    return door.read(lambda r: r.get(Activity, id))


def erase(door: Door, *ids: UUID) -> None:
    door.do("Anonymisering av 1 kontakt", anonymise, ids or (BERIT.id,), TODAY, "RA-MS 2026:1")


def told(door: Door) -> str:
    """All that the history says, as text."""
    entries = door.read(lambda r: r.journal(Question(most=10_000, steps=None)))
    return "\n".join(f"{e.who} {e.text} {[(s.before, s.after) for s in e.steps]}" for e in entries)


def test_what_stays_of_a_contact(door) -> None:
    erase(door)
    assert contact(door) == replace(
        BERIT,
        name="Person 1",
        title="",
        email="",
        phone="",
        notes="",
        source="",
        more_emails=(),
        more_phones=(),
        tags=(),
        anonymised=TODAY,
        decision="RA-MS 2026:1",
    )
    assert contact(door, BO.id) == BO


def test_the_lowest_free_number_is_taken(door) -> None:
    door.do("Fler", add, Contact(id=uuid4(), name="Person 1"), Contact(id=uuid4(), name="Person 3"))
    erase(door, BERIT.id, BO.id)
    assert {contact(door).name, contact(door, BO.id).name} == {"Person 2", "Person 4"}


def test_lines_of_the_log(door) -> None:
    stop = stops_of(door)[0]
    alone = Activity(
        id=uuid4(),
        day=TODAY,
        kind=ActivityKind.MEETING,
        outcome=Outcome.PROMISED,
        stop_id=stop.id,
        contact_ids=(BERIT.id,),
        text="Hon lovade salen",
        next_step="Ring hem",
        next_day=TODAY,
        next_owner="Åsa",
        next_note="svarar sent",
    )
    shared = Activity(
        id=uuid4(),
        day=TODAY,
        contact_ids=(BERIT.id, BO.id),
        text="Berit Provsson, berits tel 0701740650, Berits mejl BERIT.PROVSSON@example.org. Bo Berit vet.",
        next_step="Mejla Provsson",
    )
    other = Activity(
        id=uuid4(),
        day=TODAY,
        contact_ids=(BO.id,),
        text="Fråga PROVSSON, BERIT (+46 70 174 06 50)\noch berit provssons chef. Berit själv vet.",
    )
    door.do("Logg", add, alone, shared, other)
    erase(door)
    assert activity(door, alone.id) == replace(
        alone, text="", next_step="", next_day=None, next_owner="", next_note=""
    )
    # "Berit" may be Bo's name there, "Provsson" can be nobody else's.
    assert activity(door, shared.id).text == (
        "Person 1, berits tel Person 1, Berits mejl Person 1. Bo Berit vet."
    )
    assert activity(door, shared.id).next_step == "Mejla Person 1"
    assert activity(door, other.id).text == (
        "Fråga Person 1 (Person 1)\noch Person 1s chef. Berit själv vet."
    )


def test_all_other_texts(door) -> None:
    stop, tour = stops_of(door)[0], stops_of(door)[0].tour_id
    door.do(
        "Stopp",
        change,
        Stop,
        stop.id,
        notes="Nyckel: Berit Provsson",
        supplies=(Supply("vatten", "bp@example.org"),),
    )
    door.do(
        "Sökning",
        add,
        SavedSearch(id=UUID(int=9), name="Berit Provssons lista", words="08 465 00 497", tag="x"),
    )
    role = Role(id=uuid4(), tour_id=tour, contact_id=BERIT.id)
    taken = {a.county_code for a in door.read(lambda r: r.find(Appointment, tour_id=tour))}
    code = next(c.code for c in COUNTIES if c.code not in taken)
    named = Appointment(id=uuid4(), tour_id=tour, county_code=code, contact_id=BERIT.id)
    member = Membership(id=uuid4(), contact_id=BERIT.id, organisation_id=board_id("01"), title="Chef")
    door.do("Annat", add, role, named, member, DistinctPair(id=uuid4(), contact_id=BERIT.id, other_id=BO.id))
    erase(door)
    (found,) = door.read(lambda r: r.find(Stop, id=stop.id))
    assert (found.notes, found.supplies) == ("Nyckel: Person 1", (Supply("vatten", "Person 1"),))
    (search,) = door.read(lambda r: r.find(SavedSearch, id=UUID(int=9)))
    assert (search.name, search.words) == ("Person 1s lista", "Person 1")
    assert door.read(lambda r: r.find(Role, contact_id=BERIT.id)) == [role]
    assert door.read(lambda r: r.find(Appointment, contact_id=BERIT.id)) == [named]
    assert door.read(lambda r: r.find(Membership)) == [replace(member, title="")]
    assert door.read(lambda r: r.find(DistinctPair)) == []


def test_the_history_reads_on_and_tells_nothing(door) -> None:
    door.do("Ändra namn", change, Contact, BERIT.id, name="Berit Tokenqvist")
    door.do("Ändra e-post", change, Contact, BERIT.id, email="tokenqvist@example.org")
    line = Activity(id=uuid4(), day=TODAY, contact_ids=(BERIT.id,), text="Hemligheten")
    door.do("Logg", add, line)
    door.do("Ta bort", lambda unit: unit.remove(unit.get(Activity, line.id)))
    door.do("Ring Berit Tokenqvist", change, Stop, stops_of(door)[0].id, notes="tokenqvist@example.org vet")
    erase(door)
    text = told(door).casefold()
    for token in (
        "provsson",
        "tokenqvist",
        "hemligheten",
        "vegetarian",
        "strateg",
        "nyckelp",
        "174 06 50",
        "mässan",
    ):
        assert token not in text, token
    entries = door.read(lambda r: r.journal(Question(ids=frozenset({BERIT.id}))))
    assert [e.text for e in entries][1:3] == ["Ändra e-post", "Ändra namn"]
    assert entry_text(entries[2], {BERIT.id: "Person 1"}) == "Ändra namn · kontakt: Person 1"
    assert "Ring Person 1" in told(door)
    assert "Person 1 vet" in told(door)


def test_nothing_brings_them_back(door) -> None:
    changes = door.do("Ändra namn", change, Contact, BERIT.id, name="Berit Ny")
    note = door.do("Not", change, Stop, stops_of(door)[0].id, notes="Berit Ny har nyckeln")
    door.do("Not", change, Stop, stops_of(door)[0].id, notes="")
    erase(door)
    now = content(door)
    entries = door.read(lambda r: r.journal(Question(most=10_000)))
    for entry in entries:
        with suppress(PlanError):
            door.do("Ångra", undo_step, entry.number)
        assert "Berit Ny" not in str(content(door))
        assert "Provsson" not in str(content(door))
    assert contact(door).anonymised == TODAY
    assert contact(door).name == "Person 1"
    for old in (changes, note):
        with pytest.raises(ErasedStepError):
            door.do("Ångra", replay, old.inverse(), 0)
    erasing = next(e for e in entries if e.text.startswith("Anonymisering"))
    with pytest.raises(ErasedStepError):
        door.do("Ångra", undo_step, erasing.number)
    assert {c.id for c in now[Erasure].values()} == set(content(door)[Erasure])


def test_a_namesake_stays_whole(door) -> None:
    line = Activity(id=uuid4(), day=TODAY, contact_ids=(NAMESAKE.id,), text="Provsson, Berit ringde")
    door.do("Fler", add, replace(NAMESAKE, notes="Berit Provsson, inte hon i Kalmar"), line)
    seen = door.read(preview, [BERIT.id])
    assert seen.namesakes == 1
    erase(door)
    assert contact(door, NAMESAKE.id) == replace(NAMESAKE, notes="Berit Provsson, inte hon i Kalmar")
    assert activity(door, line.id) == line


def test_a_name_of_one_word_only_where_the_person_is(door) -> None:
    sten = Contact(id=uuid4(), name="Sten")
    door.do("Sten", add, sten)
    line = Activity(id=uuid4(), day=TODAY, contact_ids=(sten.id, BO.id), text="sten lovade")
    stop = stops_of(door)[0]
    door.do("Annat", add, line, Role(id=uuid4(), stop_id=stop.id, contact_id=sten.id))
    door.do("Not", change, Stop, stop.id, notes="Stens rum")
    door.do("Not", change, Stop, stops_of(door)[1].id, notes="sten i vägen")
    erase(door, sten.id)
    assert activity(door, line.id).text == "Person 1 lovade"
    assert [stop.notes for stop in stops_of(door)[:2]] == ["Person 1s rum", "sten i vägen"]


def merged(unit, kept: UUID, lost: UUID, **facts) -> None:
    unit.put(replace(unit.get(Contact, kept), **facts))
    for line in unit.find(Activity, contact_ids=[lost]):
        unit.put(replace(line, contact_ids=(kept,)))
    unit.remove(unit.get(Contact, lost))


@pytest.mark.parametrize("facts", [{"notes": "två"}, {}])
def test_who_was_merged_into_the_person_goes_too(door, facts) -> None:
    twin = Contact(id=uuid4(), name="Berta Dubbel", email="dubbel@example.org")
    line = Activity(id=uuid4(), day=TODAY, contact_ids=(twin.id,), text="Sa ja")
    door.do("Ny", add, twin, line)
    door.do("Slå ihop", merged, BERIT.id, twin.id, **facts)
    door.do("Bort", lambda unit: unit.remove(unit.get(Contact, BO.id)))
    assert door.read(absorbed, [BERIT.id]) == {twin.id: BERIT.id}
    erase(door)
    assert "ubbel" not in told(door)
    erasures = list(content(door)[Erasure].values())
    assert set(erased_by([twin.id, BERIT.id, BO.id], erasures)) == {twin.id, BERIT.id}


def test_the_ledger_names_nobody_and_knows_them_again(door) -> None:
    then = content(door)[Contact][BERIT.id]
    erase(door)
    (kept,) = content(door)[Erasure].values()
    assert (kept.day, kept.decision, len(kept.salt)) == (TODAY, "RA-MS 2026:1", 32)
    assert kept.mark == mark_of(BERIT.id, kept.salt)
    again = example_door()
    again.do("Kontakt", add, then)
    again.do("På nytt", anonymise_again, [kept], {BERIT.id: "Person 17"})
    assert contact(again).name == "Person 17"
    assert contact(again).anonymised == TODAY
    assert [e.mark for e in content(again)[Erasure].values()] == [kept.mark]
    assert "rovsson" not in told(again)
    before = content(again)
    again.do("På nytt", anonymise_again, [kept], {})
    assert content(again) == before


def test_twice_is_once(door) -> None:
    erase(door)
    before = content(door)
    erase(door)
    assert content(door) == before


@pytest.mark.parametrize(
    "meanwhile",
    [
        lambda d: d.do("x", change, Contact, BERIT.id, title="Annan"),
        lambda d: d.do("x", add, Activity(id=uuid4(), day=TODAY, contact_ids=(BERIT.id,))),
        lambda d: d.do("x", change, Stop, stops_of(d)[0].id, notes="Berit Provsson"),
        lambda d: d.do("x", lambda unit: unit.remove(unit.get(Contact, BERIT.id))),
        lambda d: d.do("x", add, NAMESAKE),
    ],
)
def test_refused_where_anything_changed_since_the_preview(door, meanwhile) -> None:
    seen = door.read(preview, [BERIT.id])
    meanwhile(door)
    before = content(door)
    with pytest.raises(SeenChangedError):
        door.do("Gallra", anonymise_as_seen, seen, TODAY, "x")
    assert content(door) == before


def test_what_has_nothing_to_do_with_them_is_no_reason_to_refuse(door) -> None:
    seen = door.read(preview, [BERIT.id])
    door.do("x", change, Stop, stops_of(door)[0].id, notes="Ny lokal")
    door.do("Gallra", anonymise_as_seen, seen, TODAY, "x")
    assert contact(door).anonymised == TODAY
    assert (seen.emails, seen.phones, seen.notes) == (2, 2, 1)


def test_somebody_who_is_not_there(door) -> None:
    with pytest.raises(MissingError):
        erase(door, uuid4())


def test_who_is_overdue_and_who_has_no_date(door) -> None:
    door.do("x", change, Contact, BO.id, keep_until=TODAY)
    longer = Contact(id=uuid4(), name="Cia Cia", keep_until=TODAY - timedelta(days=9))
    door.do("x", add, longer)
    assert door.read(overdue, TODAY) == [longer, BERIT]
    without = door.read(undated)
    assert BERIT not in without
    assert all(c.keep_until is None for c in without)
    erase(door)
    assert door.read(overdue, TODAY) == [longer]
    assert BERIT.id not in [c.id for c in door.read(undated)]


def figures(door: Door) -> list[object]:
    things = content(door)
    bodies = things[Organisation]
    people, lines = things[Contact].values(), things[Activity].values()

    def county(c: Contact) -> str | None:
        return c.county_code or (bodies[c.organisation_id].county_code if c.organisation_id else None)

    return [
        Counter(county(c) for c in people),
        Counter(c.organisation_id for c in people),
        Counter((r.contact_id, r.kind, r.stop_id, r.tour_id) for r in things[Role].values()),
        Counter((a.kind, a.day, a.outcome, a.stop_id, a.contact_ids) for a in lines),
        {kind: len(theirs) for kind, theirs in things.items() if kind not in (Erasure, DistinctPair)},
    ]


def test_figures_are_equal_before_and_after(door) -> None:
    before = figures(door)
    ids = [c.id for c in content(door)[Contact].values()]
    erase(door, *ids)
    assert figures(door) == before
    assert all(c.anonymised == TODAY for c in content(door)[Contact].values())
    assert list(door.store.check()) == []


words = st.sampled_from(
    ["Anna", "Berg", "Bo", "anna", "Ek", "von", "Anna Berg", "a@example.org", "070-174 06 50", "1", "s"]
)
names = st.lists(words, min_size=1, max_size=3).map(" ".join)
people = st.builds(
    Contact,
    id=st.uuids(),
    name=names,
    email=st.sampled_from(["", "a@example.org", "anna@example.org", "x.a@example.org", "nej"]),
    phone=st.sampled_from(["", "070-174 06 50", "+46701740650", "12", "0701740650 ankn 1"]),
    more_emails=st.lists(st.sampled_from(["a@example.org", "b@example.org"]), max_size=2).map(tuple),
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(people, min_size=2, max_size=6, unique_by=lambda c: c.id), st.data())
def test_nobody_elses_name_or_address_is_ever_touched(theirs, data) -> None:
    from kampanjplan.storage.store import memory_store

    door = Door(memory_store(), "prov")
    door.do("x", add, *theirs)
    for one in theirs:
        door.do("Ändra namn", change, Contact, one.id, name=f"{one.name} Ek")
    before = content(door)[Contact]
    gone = data.draw(st.sets(st.sampled_from(sorted(before)), min_size=1))
    erase(door, *sorted(gone))
    for id, now in content(door)[Contact].items():
        if id not in gone:
            assert [getattr(now, f) for f in IDENTITY] == [getattr(before[id], f) for f in IDENTITY]
            steps = [
                s
                for e in door.read(lambda r, id=id: r.journal(Question(ids=frozenset({id}))))
                for s in e.steps
            ]
            assert steps[0].before == {"name": before[id].name.removesuffix(" Ek")}
    door.store.close()


def test_a_day_in_the_past_is_kept_as_said(door) -> None:
    door.do("x", anonymise, [BERIT.id], date(2026, 1, 2), "")
    assert contact(door).anonymised == date(2026, 1, 2)
    assert contact(door).decision == ""


def test_texts_that_stay_as_they_are_are_not_counted_as_changed(door) -> None:
    half = Contact(id=UUID(int=8), name="Halv Nummersson", phone="070-174 06")  # as the others' begin
    door.do("Halv", add, half)
    assert door.read(preview, [half.id]).elsewhere == 0
    stop = stops_of(door)[0]
    door.do("Not", change, Stop, stop.id, notes="Halv Nummersson har nyckeln")
    assert door.read(preview, [half.id]).elsewhere == 1
    before = {c.id: c for c in door.read(lambda r: r.find(Contact)) if c.id != half.id}
    door.do("Gallra", anonymise, [half.id], TODAY, "x")
    assert {c.id: c for c in door.read(lambda r: r.find(Contact)) if c.id != half.id} == before


@pytest.mark.parametrize("said", ["]]>", ";;;", "- -", "' DROP TABLE --", "\\", "Åsa \\"])
def test_whatever_somebody_is_called_they_are_erased(door, said) -> None:
    odd = Contact(id=UUID(int=8), name=said, email=said, phone=said, notes=said)
    door.do("Udda", add, odd)
    door.do("Gallra", anonymise, [odd.id], TODAY, "x")
    left = door.read(lambda r: r.get(Contact, odd.id))
    assert (left.name, left.email, left.phone, left.notes) == ("Person 1", "", "", "")
    steps = [s for e in door.read(lambda r: r.journal(Question(ids=frozenset({odd.id})))) for s in e.steps]
    assert all(said not in str((step.before, step.after)) for step in steps)
