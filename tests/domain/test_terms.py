"""A person is found in a text however the name, the address or the number is written there."""

import pytest

from kampanjplan.domain.terms import Finder, phone_digits, terms_of

FACTS = {
    "name": "Åsa Maria Öberg",
    "email": "asa.oberg@example.org",
    "phone": "070-174 06 50",
    "more_phones": ("+47 22 33 44 55", "08-465 004 97 ankn 12"),
    "more_emails": ("saknas",),
}
TERMS = terms_of([FACTS, {"name": "Åsa"}], "Person 7")
FINDER = Finder(TERMS.far)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Åsa Maria Öberg ringde", "Person 7 ringde"),
        ("åsa  maria\nöberg", "Person 7"),
        ("Öberg, Åsa Maria", "Person 7"),
        ("Åsa Öbergs chef", "Person 7s chef"),
        ("ÖBERG ÅSA:s rum", "Person 7:s rum"),
        ("Åsa Öbergsson", "Åsa Öbergsson"),
        ("Moåsa Öberg", "Moåsa Öberg"),
        ("Asa Oberg", "Asa Oberg"),
        ("Åsa ringde", "Åsa ringde"),
        ("<ASA.OBERG@EXAMPLE.ORG>, asa.oberg@example.org.", "<Person 7>, Person 7."),
        ("x.asa.oberg@example.org", "x.asa.oberg@example.org"),
        ("asa.oberg@example.org.se", "asa.oberg@example.org.se"),
        ("mailto:asa.oberg@example.org?x", "mailto:Person 7?x"),
        ("0701740650", "Person 7"),
        ("+46 (0)70 174 06 50 hem", "Person 7 hem"),
        ("0046701740650/070–1740650", "Person 7/Person 7"),
        ("(070) 174.06.50", "Person 7"),
        ("2026-11-24 070-174 06 50 12", "2026-11-24 Person 7 12"),
        ("070-174 06 51, 1070174065", "070-174 06 51, 1070174065"),
        ("004722334455, +4722334455, 22334455", "Person 7, Person 7, 22334455"),
        ("08 465 00 497", "Person 7"),
        ("saknas", "saknas"),
        ("", ""),
    ],
)
def test_in_a_text(text: str, left: str) -> None:
    assert bool(FINDER.spans(text)) == (left != text)
    assert FINDER.put_labels(text) == left


def test_what_tells_of_them_only_near() -> None:
    near = [term.pattern.pattern for term in TERMS.near]
    assert len(near) == 2  # the name of one word, and the address that is none
    assert Finder(()).put_labels("Åsa saknas, Maria", (*TERMS.near, *TERMS.parts)) == (
        "Person 7 Person 7, Person 7"
    )


@pytest.mark.parametrize(
    ("phone", "digits"),
    [
        ("070-174 06 50", "701740650"),
        ("+46 70 174 06 50", "701740650"),
        ("+46 (0)70-1740650", "701740650"),
        ("0046701740650", "701740650"),
        ("+47 22 33 44 55", "4722334455"),
        ("004722334455", "4722334455"),
        ("0650-174 06", "65017406"),
        ("12", "12"),
        ("växeln", ""),
    ],
)
def test_digits_of_a_number(phone: str, digits: str) -> None:
    assert phone_digits(phone) == digits


def test_many_people_are_sought_together_also_in_json() -> None:
    many = [terms_of([{"name": f"Namn{n} Efternamn{n}"}], f"Person {n}") for n in range(100)]
    finder = Finder(term for terms in many for term in terms.far)
    assert finder.may_hold('{"text": "x\\nEfternamn7s Namn7"}')
    assert not finder.may_hold("Efternamn101 ringde")
    assert finder.put_labels("namn9 efternamn9 och Efternamn10, Namn10s") == "Person 9 och Person 10s"
    assert finder.spans("Namn3 Efternamn3 x") == [(0, 16)]


def test_numbers_that_begin_alike_are_told_apart() -> None:
    for people in (3, 60):  # sought one by one, and all at once
        phones = [f"070-174 06 {n:02}" for n in range(people)]
        finder = Finder(t for n, p in enumerate(phones) for t in terms_of([{"phone": p}], f"P{n}").far)
        assert not finder.may_hold("Ring 070-174 06 99")
        assert [t.label for t in finder.likely("Ring +46 70 174 06 02")] == ["P2"]
        assert finder.put_labels("070-1740600 och 08-465 004 12") == "P0 och 08-465 004 12"


@pytest.mark.parametrize("said", ["]]>", "\\", ";;;", "- -", "' DROP --", "-@-.-", "''", "@"])
def test_signs_alone_tell_of_nobody(said: str) -> None:
    terms = terms_of([{"name": said, "email": said, "phone": said}], "Person 1")
    finder = Finder([*terms.far, *terms.near, *terms.parts])
    assert finder.put_labels("Ring - - -- ' @ ;;; ]]> i morgon") == "Ring - - -- ' @ ;;; ]]> i morgon"
