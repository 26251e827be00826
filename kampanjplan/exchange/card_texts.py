"""The values of a card as texts, and texts as those values: what vCards and tables have in common."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from kampanjplan.domain.cards import Card, Place
from kampanjplan.domain.contacts import LegalBasis
from kampanjplan.domain.counties import find_county
from kampanjplan.domain.errors import Expected, FieldError, UnreadableError
from kampanjplan.domain.fields import tidy
from kampanjplan.domain.reading import read_day
from kampanjplan.exchange.content_lines import escaped, parts_of, unescaped
from kampanjplan.wording.labels import read_choice

# As files are written while English is spoken, and read while it is not; the others are called as kept.
_IN_ENGLISH = {"task in the public interest": LegalBasis.PUBLIC_TASK}
_SHOWN = 40  # characters of what could not be read


def place_text(place: Place) -> str:
    """A membership in one line: organisation, title, first and last day."""
    days = (day.isoformat() if day else "" for day in (place.first_day, place.last_day))
    return ";".join([escaped(place.organisation), escaped(place.title), *days])


def read_place(text: str) -> Place:
    """The inverse of `place_text`; UnreadableError where a day is none."""
    parts = [unescaped(part) for part in parts_of(text)] + [""] * 3
    return Place(tidy(parts[0]), tidy(parts[1]), _day(parts[2], "last_day"), _day(parts[3], "last_day"))


def read_id(text: str) -> UUID | None:
    """The key that a text is, as "urn:uuid:…" or bare; another program's own gives always the same key."""
    tidy = text.strip()
    if not tidy:
        return None
    try:
        return UUID(tidy.lower().removeprefix("urn:uuid:"))
    except ValueError:
        return uuid5(NAMESPACE_URL, f"kampanjplan:card:{tidy}")


def card_of(line: int, said: Mapping[str, Sequence[str]], places: Iterable[str], near: date) -> Card:
    """The card of what is said for each of its fields; what cannot be read makes the card `wrong`."""
    facts: dict[str, Any] = {"line": line}
    wrong: FieldError | None = None
    for name, read in _READ.items():
        texts = said.get(name, ())
        try:
            facts[name] = read(texts, near)
        except FieldError as error:
            error.field = error.field or name
            wrong = wrong or error
    try:
        facts["memberships"] = tuple(read_place(text) for text in places if text.strip(" ;"))
    except FieldError as error:
        wrong = wrong or error
    return Card(**facts, wrong=wrong)


def _day(text: str, field: str = "", near: date = date(2026, 1, 1)) -> date | None:
    text = text.strip()
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        pass
    try:
        return read_day(text, near)
    except FieldError as error:
        raise UnreadableError(text[:_SHOWN], Expected.DATE, field) from error


def _first(texts: Sequence[str], _near: date) -> str:
    return next(filter(None, map(tidy, texts)), "")


def _all(texts: Sequence[str], _near: date) -> tuple[str, ...]:
    return tuple(filter(None, map(tidy, texts)))


def _one_day(texts: Sequence[str], near: date) -> date | None:
    return _day(_first(texts, near), near=near)


def _county(texts: Sequence[str], near: date) -> str | None:
    text = _first(texts, near)
    if not text:
        return None
    county = find_county(text.zfill(2) if text.isdigit() else text)
    if county is None:
        raise UnreadableError(text[:_SHOWN], Expected.COUNTY)
    return county.code


def _basis(texts: Sequence[str], near: date) -> LegalBasis:
    text = _first(texts, near)
    if not text or text.casefold() == "not stated":
        return LegalBasis.NONE
    return _IN_ENGLISH.get(text.casefold()) or read_choice(LegalBasis, text)


def _key(texts: Sequence[str], near: date) -> UUID | None:
    return read_id(_first(texts, near))


_READ: dict[str, Any] = {
    **dict.fromkeys(("name", "title", "organisation", "purpose", "source", "decision"), _first),
    **dict.fromkeys(("emails", "phones", "tags"), _all),
    **dict.fromkeys(("collected", "keep_until"), _one_day),
    **dict.fromkeys(("id", "organisation_id"), _key),
    "notes": lambda texts, _near: "\n\n".join(filter(None, (tidy(text, lines=True) for text in texts))),
    "county_code": _county,
    "basis": _basis,
}
