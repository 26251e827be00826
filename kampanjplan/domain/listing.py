"""What a long list shows of a contact and what it is searched by: plain values, not whole contacts."""

from typing import NamedTuple
from uuid import UUID


class Listed(NamedTuple):
    """A row of the list of contacts."""

    id: UUID
    name: str
    title: str
    organisation_id: UUID | None
    email: str
    phone: str


class Spoken(NamedTuple):
    """A contact with all that it is found by but for the contact log; `bodies` are all its organisations."""

    listed: Listed
    emails: tuple[str, ...]
    phones: tuple[str, ...]
    tags: tuple[str, ...]
    notes: str
    bodies: tuple[UUID, ...]


# Letters as Swedish sorts them: å, ä and ö come last, é with e and ü with y.
ORDER = {"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}", "é": "e", "è": "e", "á": "a", "à": "a", "ü": "y"}
_ORDER = str.maketrans(
    {**ORDER, **{letter.upper(): to for letter, to in ORDER.items()}}
    | {chr(code): chr(code + 32) for code in range(ord("A"), ord("Z") + 1)}
)


def order_key(name: str) -> str:
    """Sorts names as the list does; the database has an index of the same (storage/tables.py)."""
    return name.translate(_ORDER)
