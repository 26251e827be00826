"""Finds contacts and organisations by what is typed: names, towns, tags, notes and what was logged."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import islice
from uuid import UUID

from kampanjplan.domain.listing import Listed, Spoken
from kampanjplan.domain.organisations import Organisation
from kampanjplan.services.ports import Reading
from kampanjplan.services.search_index import Index
from kampanjplan.services.words import words_of


def find(reading: Reading, typed: str, most: int | None = None) -> list[Listed]:
    """The contacts that hold every word typed, the best first; at most so many where it is said."""
    return list(islice(read_index(reading).find(words_of(typed)), most))


def read_index(reading: Reading) -> Index:
    """All contacts as they are searched. Half a second of 20,000, so not on a window's thread."""
    bodies = {body.id: body_words(body) for body in reading.find(Organisation)}
    return Index(reading.spoken(), _by_id(reading.log_words()), bodies)


def read_body_index(reading: Reading) -> Index:
    """All organisations as they are searched: by what they and those above them are and were called, by
    town, by notes and by what was logged with them alone: what was logged with contacts finds those.
    Their rows bear both names.
    """
    bodies = reading.find(Organisation)
    log = _by_id(reading.body_log_words())
    return Index(map(_spoken, bodies), log, {body.id: body_words(body) for body in bodies})


def _spoken(body: Organisation) -> Spoken:
    named = Listed(body.id, f"{body.short} {body.name}", "", None, "", "")
    above = (body.parent_id,) if body.parent_id else ()
    return Spoken(named, (), (), (), body.notes, (body.id, *above))


@dataclass(frozen=True, slots=True)
class News:
    """Contacts as they are now; `log` is None where nothing was logged. `gone` are no longer there."""

    people: list[Spoken]
    log: dict[UUID, list[str]] | None
    bodies: dict[UUID, str]
    gone: frozenset[UUID]


def read_news(reading: Reading, ids: Collection[UUID], body_ids: Collection[UUID], *, log: bool) -> News:
    """What an index must know of contacts that may have changed, and of organisations."""
    people = reading.spoken(list(ids))
    bodies = {body.id: body_words(body) for body in reading.find(Organisation, id=list(body_ids))}
    lines = _by_id(reading.log_words(list(ids))) if log else None
    return News(people, lines, bodies, frozenset(ids) - {who.listed.id for who in people})


def take_in(index: Index, news: News) -> None:
    """The index knows the news from now on."""
    index.forget(news.gone)
    index.name_bodies(news.bodies)
    index.put(news.people, news.log)


def _by_id(said: Iterable[tuple[UUID, str]]) -> dict[UUID, list[str]]:
    lines: dict[UUID, list[str]] = {}
    for id, text in said:
        lines.setdefault(id, []).append(text)
    return lines


def body_words(body: Organisation) -> str:
    """What an organisation is found by."""
    return " ".join((*body.names, body.town))
