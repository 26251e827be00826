"""Who is likely entered twice: told from namesakes, colleagues and everybody else."""

from dataclasses import replace
from itertools import combinations
from random import Random
from typing import Any
from uuid import UUID, uuid4

import pytest

from kampanjplan.domain.contacts import Contact, DistinctPair, Membership
from kampanjplan.domain.damage import StoppedError
from kampanjplan.domain.likeness import LIKELY, Crowd, Reason, face, likeness
from kampanjplan.domain.organisations import board_id
from kampanjplan.services.editing import add
from kampanjplan.services.likeness import (
    Pair,
    People,
    _candidates,
    after_merge,
    likely_pairs,
    people_to_compare,
)
from tests.crowd import crowd
from tests.things import TODAY, example_door

FALUN, KALMAR = board_id("20"), board_id("08")
OWN, OTHER = "070-174 06 05", "070-174 06 06"


def who(name: str, **facts: Any) -> Contact:
    return Contact(id=uuid4(), name=name, **facts)


def pairs_of(*contacts: Contact) -> list[Pair]:
    return likely_pairs(People(contacts, {}, frozenset()))


SAME: dict[str, tuple[Contact, Contact, set[Reason]]] = {
    "turned round": (who("Svensson, Anna"), who("Anna Svensson"), {Reason.TURNED}),
    "dots": (who("Åsa Sjöö"), who("Asa Sjoo"), {Reason.FOLDED}),
    "ä and ö": (who("Jörgen Bäck"), who("Jorgen Back"), {Reason.FOLDED}),
    "accent": (who("René Idrén"), who("Rene Idren"), {Reason.FOLDED}),
    "danish": (who("Søren Kjær"), who("Sören Kjar"), {Reason.FOLDED}),
    "dots that are put beside": (who("A\u030asa Ek"), who("Åsa Ek"), {Reason.SAME_NAME}),
    "turned round without dots": (who("Öberg, Åsa"), who("asa oberg"), {Reason.FOLDED}),
    "capitals": (who("ANNA SVENSSON"), who("Anna Svensson"), {Reason.SAME_NAME}),
    "hyphen": (who("Anna-Karin Ek"), who("Anna Karin Ek"), {Reason.SAME_NAME}),
    "run together": (
        who("AnnaKarin Ek", organisation_id=FALUN),
        who("Anna Karin Ek", organisation_id=FALUN),
        {Reason.SPELT, Reason.SAME_BODY},
    ),
    "misspelt at one body": (
        who("Anders Karlsson", organisation_id=FALUN),
        who("Anders Carlsson", organisation_id=FALUN),
        {Reason.SPELT, Reason.SAME_BODY},
    ),
    "two letters changed places": (
        who("Lennart Gyllenberg", organisation_id=FALUN),
        who("Lennart Gyllenbegr", organisation_id=FALUN),
        {Reason.SPELT, Reason.SAME_BODY},
    ),
    "initial at one body": (
        who("A. Svensson", organisation_id=FALUN),
        who("Anna Svensson", organisation_id=FALUN),
        {Reason.INITIALS, Reason.SAME_BODY},
    ),
    "middle name at one body": (
        who("Anna Maria Svensson", organisation_id=FALUN),
        who("Anna Svensson", organisation_id=FALUN),
        {Reason.PARTLY, Reason.SAME_BODY},
    ),
    "same mail, married": (
        who("Anna Svensson", email="anna@example.org"),
        who("Anna Berg", email="ANNA@example.org "),
        {Reason.SAME_EMAIL},
    ),
    "same mail among the further ones": (
        who("Anna Svensson", email="a@example.org", more_emails=("anna@länsstyrelsen.se",)),
        who("Berg", more_emails=("anna@xn--lnsstyrelsen-gcb.se",)),
        {Reason.SAME_EMAIL},
    ),
    "same phone in another dress": (
        who("Anna Svensson", phone=OWN),
        who("A S", more_phones=("+46 (0)70 174 06 05",)),
        {Reason.SAME_PHONE},
    ),
    "initial and phone": (
        who("A Svensson", phone=OWN),
        who("Anna Svensson", phone="0701740605"),
        {Reason.INITIALS, Reason.SAME_PHONE},
    ),
    "moved to another body": (
        who("Xerxes Tägtström", organisation_id=FALUN),
        who("Xerxes Tägtström", organisation_id=KALMAR),
        {Reason.SAME_NAME, Reason.OTHER_BODY},
    ),
}

DIFFERENT: dict[str, tuple[Contact, Contact]] = {
    "others": (who("Anna Svensson"), who("Bo Ek")),
    "the same first name": (
        who("Anna Svensson", organisation_id=FALUN),
        who("Anna Ek", organisation_id=FALUN),
    ),
    "the same last name": (
        who("Anna Svensson", organisation_id=FALUN),
        who("Bo Svensson", organisation_id=FALUN),
    ),
    "a slip apart at two bodies": (
        who("Anna Karlsson", organisation_id=FALUN),
        who("Anne Karlsson", organisation_id=KALMAR),
    ),
    "an initial at two bodies": (
        who("A. Svensson", organisation_id=FALUN),
        who("Anna Svensson", organisation_id=KALMAR),
    ),
    "another initial": (
        who("B. Svensson", organisation_id=FALUN),
        who("Anna Svensson", organisation_id=FALUN),
    ),
    "short words": (who("Bo Ek", organisation_id=FALUN), who("Bo Ed", organisation_id=FALUN)),
    "the office's mail": (who("Anna Ek", email="info@example.org"), who("Bo Al", email="info@example.org")),
    "the switchboard": (who("Anna Ek", phone="08-465 004 00"), who("Bo Al", phone="08-465 004 00")),
    "office and switchboard": (
        who("Anna Ek", email="registrator@example.org", phone="08-465 004 00", organisation_id=FALUN),
        who("Bo Al", email="registrator@example.org", phone="08-465 004 00", organisation_id=FALUN),
    ),
    "two at one desk": (
        who("Anna Ek", phone=OWN, organisation_id=FALUN),
        who("Bo Al", phone=OWN, organisation_id=FALUN),
    ),
    "nothing to reach them by": (who("Anna Ek", email="-", phone="?"), who("Bo Al", email="-", phone="?")),
    "one word": (who("Växeln"), who("Växeln")),
}


@pytest.mark.parametrize("name", SAME)
def test_likely_the_same(name: str) -> None:
    one, other, reasons = SAME[name]
    for both in ((one, other), (other, one)):
        (pair,) = pairs_of(*both, who("Någon Annan", organisation_id=FALUN))
        assert pair.ids == tuple(sorted((one.id, other.id)))
        assert set(pair.likeness.reasons) == reasons
        assert LIKELY <= pair.likeness.score <= 100


@pytest.mark.parametrize("name", DIFFERENT)
def test_likely_others(name: str) -> None:
    assert pairs_of(*DIFFERENT[name]) == []


def test_a_number_of_many_is_a_weak_reason() -> None:
    names = ("Anna Ek", "Bo Al", "Cecilia Dufva", "David Envall")
    assert len(pairs_of(*(who(name, phone=OWN) for name in names[:3]))) == 3
    assert pairs_of(*(who(name, phone=OWN) for name in names)) == []
    pairs = pairs_of(*(who(name, phone=OWN) for name in (*names, "Ek, Anna")))
    assert [p.likeness.reasons for p in pairs] == [(Reason.TURNED, Reason.SHARED_PHONE)]


def test_more_reasons_make_a_higher_score() -> None:
    anna = who("Anna Svensson", email="a@example.org", phone=OWN, organisation_id=FALUN)
    less = [
        who("Anna Svensson", email="a@example.org", phone=OTHER, organisation_id=FALUN),
        who("Svensson, Anna", organisation_id=FALUN),
        who("Anna Svenson", organisation_id=FALUN),
        who("Anna Svensson", organisation_id=KALMAR),
    ]
    scores = [pairs_of(anna, other)[0].likeness.score for other in less]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] == 100
    assert len(set(scores)) == len(scores)


def test_the_first_of_a_pair_is_the_one_that_says_more() -> None:
    more = who("Anna Svensson", email="a@example.org", phone=OWN)
    for both in ((more, who("Anna Svensson")), (who("Anna Svensson"), more)):
        assert pairs_of(*both)[0].first is more


def test_read_from_the_plan_without_the_judged_and_the_anonymised() -> None:
    door = example_door()
    one, other, third = (who("Svensson, Anna"), who("Anna Svensson"), who("anna svensson"))
    erased = who("Anna Svensson", anonymised=TODAY)
    first, second = sorted((one.id, other.id))
    door.do("Nya", add, one, other, third, erased)
    door.do("Inte samma", add, DistinctPair(id=uuid4(), contact_id=first, other_id=second))
    found = {pair.ids for pair in likely_pairs(door.read(people_to_compare))}
    assert found == {tuple(sorted((third.id, id))) for id in (one.id, other.id)}


def test_where_somebody_was_before_counts_too() -> None:
    door = example_door()
    one = who("A. Svensson", organisation_id=FALUN)
    other = who("Anna Svensson", organisation_id=KALMAR)
    door.do("Nya", add, one, other)
    assert likely_pairs(door.read(people_to_compare)) == []
    door.do("Förr", add, Membership(id=uuid4(), contact_id=other.id, organisation_id=FALUN))
    (pair,) = likely_pairs(door.read(people_to_compare))
    assert pair.likeness.reasons == (Reason.INITIALS, Reason.SAME_BODY)


def test_after_a_merge_whoever_was_like_the_gone_is_like_the_kept() -> None:
    a, b, c, d = (who("Anna Svensson", notes=n) for n in "abcd")
    like = likeness(face(a), face(b), Crowd.of([face(a), face(b)]))
    pairs = [Pair(a, b, like), Pair(b, c, like), Pair(c, d, like), Pair(a, c, like)]
    merged = replace(a, notes="ab")
    left = after_merge(pairs, merged, b.id)
    assert [(p.first.notes, p.second.notes) for p in left] == [("ab", "c"), ("c", "d")]


def test_looking_can_be_stopped() -> None:
    people, _pairs = crowd(300, 10, Random(1))

    def stop(done: int, of: int) -> None:
        assert 0 <= done <= of
        raise StoppedError

    with pytest.raises(StoppedError):
        likely_pairs(People(tuple(people), {}, frozenset()), stop)


def test_marks_lose_nobody_whom_comparing_all_would_find() -> None:
    people, _pairs = crowd(500, 60, Random(2))
    found = {pair.ids for pair in likely_pairs(People(tuple(people), {}, frozenset()))}
    faces = [face(contact) for contact in people]
    seen = Crowd.of(faces)
    all_of_them = {
        tuple(sorted((people[a].id, people[b].id)))
        for a, b in combinations(range(len(people)), 2)
        if likeness(faces[a], faces[b], seen).score >= LIKELY
    }
    assert len(all_of_them) > 50
    assert found == all_of_them


def test_planted_second_entries_are_found() -> None:
    """Precision and recall among 5,000, where 150 are entered twice in the ways that people do."""
    people, planted = crowd(5000, 150, Random(3))
    found = {pair.ids for pair in likely_pairs(People(tuple(people), {}, frozenset()))}
    true: set[tuple[UUID, ...]] = {tuple(sorted(pair)) for pair in planted}
    assert len(found & true) / len(found) >= 0.9
    assert len(found & true) / len(true) >= 0.93


def test_every_two_of_a_block_are_met_once() -> None:
    dice = Random(4)
    blocks = [sorted(dice.sample(range(30), k=dice.randrange(2, 9))) for _n in range(40)]
    met = list(_candidates(blocks, 30, lambda _done, _of: None))
    assert len(met) == len(set(met))
    assert set(met) == {two for block in blocks for two in combinations(block, 2)}
