"""Finding contacts: what is found by what, in which order, and that no change is missed."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kampanjplan.domain.activities import Activity
from kampanjplan.domain.contacts import Appointment, Contact, Membership, Role, RoleKind
from kampanjplan.domain.errors import EmptyError
from kampanjplan.domain.listing import Listed, Spoken, order_key
from kampanjplan.domain.organisations import Organisation, OrganisationKind
from kampanjplan.domain.programme import Item, Speaker
from kampanjplan.domain.reaching import digits_of
from kampanjplan.domain.searches import NEVER, SavedSearch, SoughtRole
from kampanjplan.domain.stops import Stop
from kampanjplan.domain.tours import Tour
from kampanjplan.services import search_index
from kampanjplan.services.door import Door
from kampanjplan.services.editing import add, change
from kampanjplan.services.finding import find, read_body_index, read_index, read_news, take_in
from kampanjplan.services.search_index import Index
from kampanjplan.services.searches import add_search, remove_search, rename_search, searches
from kampanjplan.services.words import clean, folded, words_of
from kampanjplan.storage.store import memory_store
from kampanjplan.wording.labels import sort_key
from tests.things import TODAY, example_door, follow_up, texts


def plan_of(*things: Any) -> Door:
    door = Door(memory_store(), "prov")
    door.do("Underlag", add, *things)
    return door


def person(name: str, **facts: Any) -> Contact:
    return Contact(id=uuid4(), name=name, **facts)


def names(door: Door, typed: str) -> list[str]:
    return [one.name for one in door.read(find, typed)]


SKR = Organisation(
    id=uuid4(), short="SKR", name="Sveriges Kommuner och Regioner", former_short="SKL",
    former_name="Sveriges Kommuner och Landsting", town="Stockholm",
)  # fmt: skip


def ranked() -> Door:
    people = {
        "log": person("Bo Ek"),
        "notes": person("Cia Ek", notes="Vill tala om annan upphandling"),
        "inside": person("Lovisanna Ek"),
        "mail": person("Disa Ek", email="anna@example.org"),
        "tag": person("Eva Ek", tags=("annat nät",)),
        "title": person("Frida Ek", title="Annonsör"),
        "word": person("Maria Anna Ek"),
        "start": person("Annika Ek"),
        "hyphen": person("Eva-Anna Ek"),
        "next": person("Gun Ek"),
    }
    lines = [
        Activity(id=uuid4(), day=TODAY, contact_ids=(people["log"].id,), text="Ringde anna"),
        Activity(id=uuid4(), day=TODAY, contact_ids=(people["next"].id,), next_step="Fråga annan"),
    ]
    return plan_of(*people.values(), *lines)


def test_the_best_come_first() -> None:
    assert names(ranked(), "ann") == [
        "Annika Ek",  # the name starts
        "Eva-Anna Ek", "Maria Anna Ek",  # a word of it starts
        "Disa Ek", "Eva Ek", "Frida Ek",  # a word of an address, a tag, a title starts
        "Lovisanna Ek",  # inside a word
        "Cia Ek",  # notes
        "Bo Ek", "Gun Ek",  # the log, and its next steps
    ]  # fmt: skip


def test_every_word_is_needed_anywhere() -> None:
    here = person("Anna Berg", organisation_id=SKR.id)
    door = plan_of(SKR, here, person("Anna Dal"), person("Ulf Berg", organisation_id=SKR.id))
    assert names(door, "anna skl") == ["Anna Berg"]
    assert names(door, "berg skr") == ["Anna Berg", "Ulf Berg"]
    assert names(door, "landsting stockholm ulf") == ["Ulf Berg"]
    assert names(door, "anna berg dal") == []


def test_letters_of_their_own_come_first_and_their_likenesses_after() -> None:
    door = plan_of(
        *map(person, ("Osten Ek", "Östen Ek", "Bo Öst", "André Ek", "Andre Ek", "Asa Ek", "Åsa Ek", "Äsa Ek"))
    )
    assert names(door, "ost") == ["Osten Ek", "Östen Ek", "Bo Öst"]
    assert names(door, "öst") == ["Östen Ek", "Bo Öst", "Osten Ek"]
    assert names(door, "andre") == ["Andre Ek", "André Ek"]
    assert names(door, "ANDRÉ") == ["André Ek", "Andre Ek"]
    assert names(door, "åsa") == ["Åsa Ek", "Asa Ek", "Äsa Ek"]
    assert names(door, "a\u030asa")[0] == "Åsa Ek"  # å of two characters
    assert names(door, "asa ek") == ["Asa Ek", "Åsa Ek", "Äsa Ek"]


def test_the_worst_word_decides_also_where_words_are_common() -> None:
    door = plan_of(
        *(person(f"Anna {n:04}", notes="besked") for n in range(1600)),
        person("Besked Anna"), person("Zara Besked", notes="Bra annars"), person("Ånna Besked"),
    )  # fmt: skip
    found = names(door, "anna besked")
    assert found[0] == "Besked Anna"
    assert found[1:1601] == [f"Anna {n:04}" for n in range(1600)]
    assert found[1601:] == ["Zara Besked", "Ånna Besked"]
    assert names(door, "anna zara") == ["Zara Besked"]
    assert names(door, "anna zebra") == []
    assert names(door, "zara bes") == ["Zara Besked"]


@pytest.mark.parametrize("kept", ["070-174 06 12", "+46 70 174 06 12", "0046701740612", "+46 (0)70-1740612"])
@pytest.mark.parametrize(
    "typed",
    [
        "070-174 06 12", "0701740612", "+46 70 174 06 12", "0046701740612", "0046 70-174", "+46 (0)70 174",
        "070-174", "070-174 0", "174 06", "06 12", "070", "46701740612", "bo 070-174 06 12", "070\u2011174",
    ],
)  # fmt: skip
def test_numbers_in_any_form(kept: str, typed: str) -> None:
    door = plan_of(
        person("Bo Ek", phone="08-465 004 00", more_phones=(kept,)), person("Cia", phone="08-465 004 01")
    )
    assert names(door, typed) == ["Bo Ek"]


def test_a_number_that_is_only_alike_is_not_found() -> None:
    door = plan_of(person("Bo Ek", phone="070-174 06 12"))
    assert names(door, "070-174 06 13") == []
    assert names(door, "08-465") == []
    assert names(door, "701") == ["Bo Ek"]
    assert names(door, "001") == []
    assert digits_of("1234") == "1234"  # inside the house
    assert [w.text for w in words_of("v 41")] == ["41", "v"]


def test_short_words_begin_words() -> None:
    door = plan_of(person("Bo Ek", notes="så är det"), person("Ebba Dal"), person("Ulla Tobo"))
    assert names(door, "bo") == ["Bo Ek"]
    assert names(door, "e") == ["Ebba Dal", "Bo Ek"]
    assert names(door, "d e") == ["Ebba Dal", "Bo Ek"]
    assert names(door, "obo") == ["Ulla Tobo"]


def test_odd_things_typed_find_without_fault() -> None:
    door = plan_of(person("Bo Ek <b>"), person("Ann\U0001f642", email="a.b@example.org"))
    assert names(door, "<b>") == ["Bo Ek <b>"]
    assert names(door, "\U0001f642") == ["Ann\U0001f642"]
    assert names(door, "a.b@ex") == ["Ann\U0001f642"]
    assert names(door, ".b@") == ["Ann\U0001f642"]
    assert names(door, " \x02\n ") == ["Ann\U0001f642", "Bo Ek <b>"]
    assert names(door, "\ud800") == []


def test_swedish_order_is_the_database_own() -> None:
    wanted = ["adam", "André", "Bo", "Zoë", "Åsa", "ärla", "Ärna", "Öde", "östen"]
    door = plan_of(*map(person, reversed(wanted)))
    assert [one.name for one in door.read(lambda r: r.listed(0, 99))] == wanted
    assert [one.name for one in door.read(lambda r: r.listed(3, 2))] == wanted[3:5]
    assert [one.name for one in door.read(read_index).rows] == wanted
    plan = door.store._engine.connect().exec_driver_sql(
        "EXPLAIN QUERY PLAN SELECT c.id FROM contact AS c ORDER BY "
        + __import__("kampanjplan.storage.tables", fromlist=["x"]).NAME_ORDER
        + ", id"
    )
    assert "USING INDEX ix_contact_order" in str(plan.all())


@given(st.lists(texts(30, needed=True), max_size=6))
@settings(max_examples=30, deadline=None)
def test_any_names_stand_in_one_order_everywhere(known: list[str]) -> None:
    known = [name.replace("\x00", "").encode("utf-8", "replace").decode() for name in known]
    door = Door(memory_store(), "prov")
    door.do("Underlag", lambda unit: unit.put(*map(person, known)))
    listed = door.read(lambda r: r.listed(0, 99))
    assert listed == door.read(read_index).rows
    assert [one.name for one in listed] == sorted(known, key=lambda n: (order_key(n), 0)) or len(
        {order_key(n) for n in known}
    ) < len(known)


# -- the answer set is that of a naive look at every contact ------------------------------------------

SYLLABLES = ("an", "na", "bo", "ö", "å", "e", "é", "kl", "-", "070", " ", " ", ".")
said = st.lists(st.sampled_from(SYLLABLES), max_size=6).map("".join)


@st.composite
def spoken(draw: st.DrawFn) -> tuple[Spoken, list[str]]:
    name = draw(said) or "x"
    mails, tags, phones = (tuple(draw(st.lists(said, max_size=2))) for _ in range(3))
    one = Listed(draw(st.uuids()), name, draw(said), None, "", "")
    return Spoken(one, mails, phones, tags, draw(said), ()), draw(st.lists(said, max_size=2))


def naive(who: Spoken, log: list[str], typed: str) -> bool:
    """Every word stands somewhere in one of the texts, folded; a short one where a word begins."""
    short = [who.listed.name, who.listed.title, *who.emails, *who.tags]
    long = [who.notes, *log]
    numbers = [digits_of(phone) for phone in who.phones]
    numbers += [digits[2:] for digits in numbers if digits.startswith("46")]

    def holds(text: str, marks: bool, word: str) -> bool:
        if len(word) > 2:
            return word in text
        at = [n for n in range(len(text)) if text.startswith(word, n)]
        if marks and not word[0].isalnum():
            return bool(at)
        return any(n == 0 or text[n - 1] == " " or (marks and not text[n - 1].isalnum()) for n in at)

    def found(word: Any) -> bool:
        needle, digits = folded(word.text), word.digits
        return (
            bool(digits and any(holds(number, False, digits) for number in numbers))
            or bool(needle and any(holds(folded(clean(text)), True, needle) for text in short))
            or bool(needle and any(holds(folded(clean(text)), False, needle) for text in long))
        )

    return all(found(word) for word in words_of(typed))


@given(
    st.lists(spoken(), max_size=8, unique_by=lambda pair: pair[0].listed.id),
    said,
    st.sampled_from((1, 2, 3, 1500)),
)
@settings(max_examples=200, deadline=None)
def test_what_is_found_is_what_holds_every_word(
    known: list[tuple[Spoken, list[str]]], typed: str, few: int
) -> None:
    index = Index([who for who, _ in known], {who.listed.id: log for who, log in known}, {})
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(search_index, "_FEW", few)  # from how many on a word is common
        found = [one.id for one in index.find(words_of(typed))]
    assert found == [one.id for one in index.find(words_of(typed))]  # in one order, whichever way
    assert len(found) == len(set(found))
    assert set(found) == {who.listed.id for who, log in known if naive(who, log, typed)}
    for one in index.rows[:]:
        index.forget([one.id])
    assert list(index.find(words_of(typed))) == []


def test_who_is_told_of_twice_does_not_hide_the_next(monkeypatch) -> None:
    monkeypatch.setattr(search_index, "_FEW", 3)
    door = plan_of(*(person(f"Johanna {x}", email=f"johanna@{x}.example.org") for x in "ABC"))
    assert names(door, "ohanna org") == ["Johanna A", "Johanna B", "Johanna C"]


# -- organisations ------------------------------------------------------------------------------------


def bodies(door: Door, typed: str) -> list[str]:
    shorts = {body.id: body.short for body in door.read(lambda r: r.find(Organisation))}
    return [shorts[one.id] for one in door.read(read_body_index).find(words_of(typed))]


def test_organisations_are_found_as_contacts_are() -> None:
    lan = Organisation(id=uuid4(), short="Länet", name="Länsstyrelsen", town="Örebro", notes="porten")
    part = Organisation(id=uuid4(), short="Miljö", name="Enheten", parent_id=lan.id)
    other = Organisation(id=uuid4(), short="Alnö", name="Aktörer i Länet", former_short="Lanet")
    door = plan_of(lan, part, other)
    assert bodies(door, "länet") == ["Länet", "Alnö", "Miljö"]  # begins, says, is part of
    assert bodies(door, "lanet")[0] == "Alnö"  # as it is spelt first, then without the signs
    assert set(bodies(door, "lanet")) == {"Länet", "Alnö", "Miljö"}
    assert bodies(door, "OREBRO") == ["Länet", "Miljö"]
    assert bodies(door, "enheten örebro") == ["Miljö"]
    assert bodies(door, "porten") == ["Länet"]
    assert bodies(door, "porten örebro enheten") == []


def test_what_was_logged_with_an_organisation_alone_finds_it() -> None:
    body = Organisation(id=uuid4(), short="Salen", name="Folkets hus")
    alone = Activity(id=uuid4(), day=TODAY, organisation_id=body.id, text="Skylten är blå", next_step="Ring")
    who = person("Bo", organisation_id=body.id)
    both = Activity(id=uuid4(), day=TODAY, organisation_id=body.id, contact_ids=(who.id,), text="Dörren")
    door = plan_of(body, alone, who, both)
    assert bodies(door, "skylten ring") == ["Salen"]
    assert bodies(door, "dörren") == []
    assert names(door, "dörren") == ["Bo"]
    assert bodies(door, "skylten grön") == []
    assert names(door, "skylten") == []


# -- changes ------------------------------------------------------------------------------------------


def same(index: Index, door: Door) -> bool:
    anew = door.read(read_index)
    parts = [
        [(layer.joined(), getattr(layer, "_counts", None)) for layer in one._layers] for one in (index, anew)
    ]
    return index.rows == anew.rows and parts[0] == parts[1] and index._at == anew._at


def test_a_change_taken_in_leaves_what_reading_all_anew_would() -> None:
    door = example_door()
    index = door.read(read_index)
    contacts = door.read(lambda r: r.find(Contact))
    door.do("Ändra", change, Contact, contacts[0].id, name="Åke Åberg", notes="Något nytt")
    door.do("Ny", add, new := person("Ny Person", organisation_id=contacts[1].organisation_id))
    door.do("Ny", add, Activity(id=uuid4(), day=TODAY, contact_ids=(new.id, contacts[2].id), text="Hej"))
    door.do("Bort", lambda unit: unit.put(replace(contacts[3], anonymised=TODAY)))
    touched = [contacts[0].id, contacts[2].id, contacts[3].id, new.id]
    take_in(index, door.read(read_news, touched, [], log=True))
    assert same(index, door)
    assert contacts[3].id not in {one.id for one in index.rows}
    body = door.read(lambda r: r.get(Organisation, new.organisation_id))
    door.do("Ändra", change, Organisation, body.id, short="Helt ny")
    assert not same(index, door)
    news = door.read(read_news, index.with_bodies([body.id]), [body.id], log=False)
    take_in(index, news)
    assert same(index, door)
    assert new.id in {one.id for one in index.find(words_of("helt ny"))}


def test_nothing_of_the_forgotten_is_held() -> None:
    gone = person("Zzyzx Qwerty", email="zzyzx@example.org", notes="zzyzx", tags=("zzyzx",))
    door = plan_of(gone, person("Bo Ek"))
    index = door.read(read_index)
    index.forget([gone.id])
    assert list(index.find(words_of("zzyzx"))) == []
    assert not any(b"zzyzx" in layer.joined()[0] for layer in index._layers)
    assert "zzyzx" not in str(vars(index)).casefold()


# -- filters ------------------------------------------------------------------------------------------


def fitting(door: Door, **facts: Any) -> set[str]:
    asked = SavedSearch(id=uuid4(), name="x", **facts)
    known = {c.id: c.name for c in door.read(lambda r: r.find(Contact))}
    return {known[id] for id in door.read(lambda r: r.fitting(asked, TODAY))}


def filtered() -> tuple[Door, dict[str, Any]]:
    board = Organisation(
        id=uuid4(), short="Lst", name="Lst", kind=OrganisationKind.COUNTY_BOARD, county_code="08"
    )
    town = Organisation(
        id=uuid4(), short="Kn", name="Kn", kind=OrganisationKind.MUNICIPALITY, county_code="01"
    )
    anna = person("Anna", organisation_id=board.id, tags=("pilot", "nät"))
    bo = person("Bo", organisation_id=town.id, county_code="25", tags=("pilo",))
    cia = person("Cia")
    dan = person("Dan", anonymised=TODAY, organisation_id=board.id, tags=("pilot",))
    tour, other = Tour(id=uuid4(), name="A"), Tour(id=uuid4(), name="B")
    stop = Stop(id=uuid4(), tour_id=tour.id, county_code="08")
    known = {"board": board, "town": town, "tour": tour, "other": other, "stop": stop}
    known |= {"anna": anna, "bo": bo, "cia": cia}
    return plan_of(board, town, anna, bo, cia, dan, tour, other, stop), known


def test_filters_by_where_one_is() -> None:
    door, known = filtered()
    assert fitting(door) == {"Anna", "Bo", "Cia"}  # nobody anonymised
    assert fitting(door, organisation_id=known["board"].id) == {"Anna"}
    assert fitting(door, kind=OrganisationKind.MUNICIPALITY) == {"Bo"}
    assert fitting(door, county_code="08") == {"Anna"}  # of the organisation
    assert fitting(door, county_code="25") == {"Bo"}  # their own
    assert fitting(door, county_code="01") == set()  # their own goes before the organisation's
    assert fitting(door, tag="pilot") == {"Anna"}
    assert fitting(door, tag="pilot", county_code="25") == set()
    assert sorted(door.read(lambda r: r.tags())) == ["nät", "pilo", "pilot"]
    also = Membership(id=uuid4(), contact_id=known["cia"].id, organisation_id=known["board"].id)
    once = Membership(
        id=uuid4(), contact_id=known["bo"].id, organisation_id=known["board"].id,
        last_day=TODAY - timedelta(days=1),
    )  # fmt: skip
    door.do("Medlem", add, also, once)
    assert fitting(door, organisation_id=known["board"].id) == {"Anna", "Cia"}
    assert fitting(door, kind=OrganisationKind.COUNTY_BOARD) == {"Anna", "Cia"}


@pytest.mark.parametrize("how", ["stop", "tour", "appointment", "activity", "activity of stop"])
def test_a_tour_has_everybody_with_anything_to_do_in_it(how: str) -> None:
    door, known = filtered()
    tour, stop, cia = known["tour"].id, known["stop"].id, known["cia"].id
    assert fitting(door, tour_id=tour) == set()
    thing: dict[str, Any] = {
        "stop": Role(id=uuid4(), stop_id=stop, contact_id=cia, kind=RoleKind.PRESS),
        "tour": Role(id=uuid4(), tour_id=tour, contact_id=cia),
        "appointment": Appointment(id=uuid4(), tour_id=tour, county_code="08", contact_id=cia),
        "activity": Activity(id=uuid4(), day=TODAY, contact_ids=(cia,), tour_id=tour),
        "activity of stop": Activity(id=uuid4(), day=TODAY, contact_ids=(cia,), stop_id=stop),
    }
    door.do("Med", add, thing[how])
    assert fitting(door, tour_id=tour) == {"Cia"}
    assert fitting(door, tour_id=known["other"].id) == set()


def test_filters_by_what_one_does() -> None:
    door = example_door()
    speakers = {s.contact_id for s in door.read(lambda r: r.find(Speaker))} - {None}
    known = {c.id: c.name for c in door.read(lambda r: r.find(Contact))}
    assert fitting(door, role=SoughtRole.SPEAKER) == {known[id] for id in speakers}
    assert fitting(door, role=SoughtRole.APPOINTED) == {
        known[a.contact_id] for a in door.read(lambda r: r.find(Appointment))
    }
    for kind in RoleKind:
        if kind is not RoleKind.SPEAKER:
            having = {role.contact_id for role in door.read(lambda r: r.find(Role)) if role.kind is kind}
            assert fitting(door, role=SoughtRole(kind.value)) == {known[id] for id in having}
    assert known.keys() >= speakers
    assert fitting(door, tour_id=follow_up(door).id) >= {known[id] for id in speakers}


@pytest.mark.parametrize("role", [SoughtRole.PRESS, SoughtRole.SPEAKER, SoughtRole.APPOINTED])
def test_a_role_and_a_tour_ask_for_that_role_in_that_tour(role: SoughtRole) -> None:
    door, known = filtered()
    anna, bo = known["anna"].id, known["bo"].id
    tour, other = known["tour"].id, known["other"].id
    item = Item(id=uuid4(), stop_id=known["stop"].id)
    door.do(
        "Roller", add,
        item, Speaker(id=uuid4(), item_id=item.id, contact_id=anna),
        Role(id=uuid4(), stop_id=known["stop"].id, contact_id=anna, kind=RoleKind.PRESS),
        Appointment(id=uuid4(), tour_id=tour, county_code="08", contact_id=anna),
        Role(id=uuid4(), tour_id=tour, contact_id=bo, kind=RoleKind.FOOD),
        Role(id=uuid4(), tour_id=other, contact_id=bo, kind=RoleKind.PRESS),
        Role(id=uuid4(), tour_id=other, contact_id=bo, kind=RoleKind.SPEAKER),
        Appointment(id=uuid4(), tour_id=other, county_code="08", contact_id=bo),
    )  # fmt: skip
    assert fitting(door, role=role) == {"Anna", "Bo"}
    assert fitting(door, role=role, tour_id=tour) == {"Anna"}
    assert fitting(door, role=role, tour_id=other) == {"Bo"}


def test_filters_by_the_last_contact() -> None:
    door, known = filtered()
    for who, days in (("anna", 30), ("bo", 31)):
        day = TODAY - timedelta(days=days)
        door.do("Logg", add, Activity(id=uuid4(), day=day, contact_ids=(known[who].id,)))
    assert fitting(door, quiet_days=30) == {"Bo", "Cia"}
    assert fitting(door, quiet_days=31) == {"Cia"}
    assert fitting(door, quiet_days=NEVER) == {"Cia"}
    assert fitting(door, heard_days=30) == {"Anna"}
    assert fitting(door, heard_days=31) == {"Anna", "Bo"}
    assert fitting(door, heard_days=31, quiet_days=30) == {"Bo"}


def test_searches_are_kept_renamed_and_removed() -> None:
    door = plan_of()
    one = SavedSearch(id=uuid4(), name=" Piloter ", words="anna", tag="pilot", role=SoughtRole.APPOINTED)
    door.do("Spara", add_search, one)
    (kept,) = door.read(searches)
    assert kept == replace(one, name="Piloter")
    door.do("Spara", add_search, two := SavedSearch(id=uuid4(), name="piloter", words="bo"))
    assert door.read(searches) == [two]  # one that is called the same is replaced
    door.do("Spara", add_search, one)
    door.do("Byt namn", rename_search, one.id, "Åtta")
    door.do("Byt namn", rename_search, one.id, "Alla")
    assert [s.name for s in door.read(searches)] == ["Alla"]
    with pytest.raises(EmptyError):
        door.do("Byt namn", rename_search, one.id, " ")
    door.do("Ta bort", remove_search, one.id)
    assert door.read(searches) == []


def test_the_order_is_that_of_the_other_lists() -> None:
    plain = ["Åsa", "ärna", "Öde", "Bo", "zoo", "Adam", "Édith", "Eva", "Müller", "Myra"]
    assert sorted(plain, key=order_key) == sorted(plain, key=sort_key)


def test_a_page_of_ids_can_be_asked_for() -> None:
    door = example_door()
    ids: list[UUID] = [one.id for one in door.read(lambda r: r.listed(0, 3))]
    assert {who.listed.id for who in door.read(lambda r: r.spoken(ids))} == set(ids)
    assert {id for id, _text in door.read(lambda r: list(r.log_words(ids)))} <= set(ids)
