"""Texts are tidied once and for all, and refused where they are too long."""

from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given

from kampanjplan.domain.contacts import Contact
from kampanjplan.domain.errors import EmptyError, TooLongError
from kampanjplan.domain.fields import checked
from kampanjplan.domain.stops import Stop, Supply
from kampanjplan.domain.tours import Tour
from tests.things import lines


def contact(name: str, notes: str = "") -> Contact:
    return checked(Contact(id=UUID(int=1), name=name, notes=notes))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" Åsa ", "Åsa"),
        ("A\u030asa", "Åsa"),
        ("A\x00\u030asa", "Åsa"),  # a mark that meets its letter when what stood between is gone
        ("A\tB\r\nC", "A B C"),
        ("👩\u200d🏫❤\ufe0f", "👩\u200d🏫❤\ufe0f"),
        ("x\ud800y", "xy"),
    ],
)
def test_a_name_is_tidied(typed: str, kept: str) -> None:
    assert contact(typed).name == kept


def test_a_note_keeps_its_lines() -> None:
    assert contact("x", "a\r\nb\tc\n").notes == "a\nb\tc"


@given(lines)
def test_tidied_is_tidy(text: str) -> None:
    once = contact("x", text)
    assert checked(once) == once
    once.notes.encode()


def test_limits() -> None:
    assert len(contact("x" * 200, "y" * 20_000).notes) == 20_000
    assert contact("A\u030a" * 200).name == "Å" * 200  # counted as it is kept
    for name, notes, error in (
        ("x" * 201, "", TooLongError),
        ("x", "y" * 20_001, TooLongError),
        (" \x07", "", EmptyError),
    ):
        with pytest.raises(error):
            contact(name, notes)


def test_each_of_several_texts_is_tidied_and_limited() -> None:
    tour = Tour(id=UUID(int=1), name="x", themes=(" A\u030a ", "y\ud800"))
    assert checked(tour).themes == ("Å", "y")
    stop = Stop(
        id=UUID(int=1), tour_id=UUID(int=2), county_code="01", supplies=(Supply("\ud800Kaffe ", "\x00"),)
    )
    assert checked(stop).supplies == (Supply("Kaffe", ""),)
    for thing, field in (
        (replace(tour, themes=("x" * 201,)), "themes"),
        (replace(stop, supplies=(Supply("x", "y" * 201),)), "supplies"),
    ):
        with pytest.raises(TooLongError) as refused:
            checked(thing)
        assert refused.value.field == field
