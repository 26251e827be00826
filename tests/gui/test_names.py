"""Contacts that are called the same can still be told apart where they are typed."""

from uuid import uuid4

import pytest

from kampanjplan.domain.contacts import Contact
from kampanjplan.domain.errors import UnreadableError
from kampanjplan.gui.item_cells import People
from kampanjplan.gui.names import ContactsField, names_of

ANNA = Contact(id=uuid4(), name="Anna Exempel", email="anna@example.org")
ANNA2 = Contact(id=uuid4(), name="Anna Exempel", email="anna2@example.org")
ANNA3 = Contact(id=uuid4(), name="Anna Exempel")
ANNA4 = Contact(id=uuid4(), name="Anna Exempel")
BO = Contact(id=uuid4(), name="Bo; Exempel")
ALL = People({c.id: c for c in (ANNA, ANNA2, ANNA3, ANNA4, BO)}, {})


def test_everybody_has_a_name_of_their_own() -> None:
    names = names_of(ALL)
    assert list(names) == [
        "Anna Exempel (anna@example.org)",
        "Anna Exempel (anna2@example.org)",
        "Anna Exempel",
        "Anna Exempel (2)",
        "Bo, Exempel",
    ]
    assert set(names.values()) == set(ALL.contacts)


def test_what_is_written_is_read_back(qtbot) -> None:
    field = ContactsField(ALL)
    qtbot.addWidget(field)
    for ids in ((ANNA2.id, BO.id), (ANNA4.id,), (ANNA3.id, ANNA.id), ()):
        assert field._ids(field._text(Contact_ids(ids))) == {"contact_ids": ids}
    assert field._ids("anna2; bo") == {"contact_ids": (ANNA2.id, BO.id)}
    with pytest.raises(UnreadableError):
        field._ids("anna e")
    with pytest.raises(UnreadableError):
        field._ids("Cecilia")


class Contact_ids:  # noqa: N801
    def __init__(self, ids) -> None:
        self.contact_ids = ids
