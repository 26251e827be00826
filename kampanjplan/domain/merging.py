"""Two entries of one person become one: what each field says then, as chosen, with no way to them lost."""

from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from typing import Any

from kampanjplan.domain.contacts import Contact, LegalBasis
from kampanjplan.domain.reaching import digits_of, email_key


class Side(Enum):
    """Whose words are to stand."""

    KEPT = "kept"
    GONE = "gone"
    BOTH = "both"


CHOSEN = (
    "name", "title", "organisation_id", "email", "phone", "county_code", "notes", "tags",
    "purpose", "basis", "source", "collected", "decision", "keep_until",
)  # fmt: skip
"""The fields that are chosen; further addresses and numbers are kept of both."""

BOTH_STAND = ("notes", "tags")
_EMPTY = (None, "", (), LegalBasis.NONE)


def first_choice(kept: Contact, gone: Contact) -> dict[str, Side]:
    """What is likely wanted of each field that differs: nothing that only one of them says is dropped."""
    return {name: _likely(name, kept, gone) for name in CHOSEN if getattr(kept, name) != getattr(gone, name)}


def _likely(name: str, kept: Contact, gone: Contact) -> Side:
    mine, theirs = getattr(kept, name), getattr(gone, name)
    if theirs in _EMPTY:
        return Side.KEPT
    if mine in _EMPTY:
        return Side.GONE
    if name in BOTH_STAND:
        return Side.BOTH
    if name == "collected":  # since when they are known
        return Side.KEPT if mine <= theirs else Side.GONE
    if name == "keep_until":
        return Side.KEPT if mine >= theirs else Side.GONE
    return Side.KEPT


def merged_facts(kept: Contact, gone: Contact, choice: Mapping[str, Side]) -> dict[str, Any]:
    """What the kept one says in every field that a merge may write. Fields without a choice stay."""
    facts = {name: _chosen(name, kept, gone, choice.get(name, Side.KEPT)) for name in CHOSEN}
    facts["more_emails"] = _more(facts["email"], (*kept.emails, *gone.emails), email_key)
    facts["more_phones"] = _more(facts["phone"], (*kept.phones, *gone.phones), lambda t: digits_of(t) or t)
    return facts


def _chosen(name: str, kept: Contact, gone: Contact, side: Side) -> Any:
    mine, theirs = getattr(kept, name), getattr(gone, name)
    if side is Side.BOTH:
        return _joined(mine, theirs) if name == "notes" else _united(mine + theirs, str.casefold)
    return mine if side is Side.KEPT else theirs


def _joined(mine: str, theirs: str) -> str:
    """Both notes, or the one that holds the other."""
    if theirs in mine:
        return mine
    return theirs if mine in theirs else f"{mine}\n\n{theirs}"


def _united(texts: Iterable[str], key: Callable[[str], str]) -> tuple[str, ...]:
    """Each text once, as it was spelt first."""
    first: dict[str, str] = {}
    for text in texts:
        first.setdefault(key(text), text)
    return tuple(first.values())


def _more(first: str, all_of_them: Iterable[str], key: Callable[[str], str]) -> tuple[str, ...]:
    return tuple(text for text in _united(all_of_them, key) if key(text) != key(first))
