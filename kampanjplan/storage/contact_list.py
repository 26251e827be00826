"""Questions that a long list of contacts asks, answered with light rows and in the database's own words."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import Connection

from kampanjplan.domain.listing import Listed, Spoken
from kampanjplan.domain.searches import NEVER, SavedSearch, SoughtRole
from kampanjplan.storage.contact_log import last_of_each
from kampanjplan.storage.tables import NAME_ORDER
from kampanjplan.storage.trouble import readable

# Whoever was anonymised is in no list: their name says nothing and there may be thousands.
_KNOWN = "c.anonymised IS NULL"
_LISTED = "c.id, c.name, c.title, c.organisation_id, c.email, c.phone"
_ORDERED = f"FROM contact AS c WHERE {_KNOWN} ORDER BY {NAME_ORDER}, id"
_AMONG = "(SELECT value FROM json_each(:ids))"
_NOW = "(m.last_day IS NULL OR m.last_day >= :today)"  # a membership that has not ended
_OF_TOUR = "(SELECT id FROM stop WHERE tour_id = :tour_id)"

Parameters = dict[str, object]


def listed(connection: Connection, first: int, most: int) -> list[Listed]:
    """Contacts in Swedish order of names, from number `first`."""
    asked = {"first": first, "most": most}
    query = f"SELECT {_LISTED} {_ORDERED} LIMIT :most OFFSET :first"
    with readable():
        return [_listed(row) for row in connection.exec_driver_sql(query, asked)]


def contact_count(connection: Connection) -> int:
    query = f"SELECT count(*) FROM contact AS c WHERE {_KNOWN}"
    return int(connection.exec_driver_sql(query).scalar_one())


def has_more_than(connection: Connection, count: int) -> bool:
    """Whether there are more contacts and lines of the log together; counts no further than that."""
    query = "SELECT count(*) FROM (SELECT 1 FROM contact UNION ALL SELECT 1 FROM activity LIMIT :most)"
    return bool(connection.exec_driver_sql(query, {"most": count + 1}).scalar_one() > count)


def tags(connection: Connection) -> list[str]:
    """Every tag that a contact bears."""
    query = f"SELECT DISTINCT t.value FROM contact AS c, json_each(c.tags) AS t WHERE {_KNOWN}"
    with readable():
        return [str(tag) for (tag,) in connection.exec_driver_sql(query)]


def spoken(connection: Connection, ids: Sequence[UUID] | None) -> list[Spoken]:
    """What contacts are found by but for the log; all of them without `ids`. In no order."""
    asked, where = _some(ids, "c.id")
    others: dict[str, list[UUID]] = {}
    query = f"SELECT c.contact_id, c.organisation_id FROM membership AS c {_some(ids, 'c.contact_id')[1]}"
    for contact_id, body_id in connection.exec_driver_sql(query, asked):
        others.setdefault(contact_id, []).append(UUID(body_id))
    query = (
        f"SELECT {_LISTED}, c.more_emails, c.more_phones, c.tags, c.notes FROM contact AS c "
        f"{where} {'AND' if where else 'WHERE'} {_KNOWN}"
    )
    with readable():
        return [_spoken(row, others.get(row[0], [])) for row in connection.exec_driver_sql(query, asked)]


def log_words(connection: Connection, ids: Sequence[UUID] | None) -> Iterator[tuple[UUID, str]]:
    """Each contact of each line of the log, with what the line says."""
    asked, where = _some(ids, "replace(p.value, '-', '')")
    query = (
        "SELECT p.value, a.text, a.next_step, a.next_note FROM activity AS a, "
        f"json_each(a.contact_ids) AS p {where}"
    )
    yield from _words(connection.exec_driver_sql(query, asked))


def body_log_words(connection: Connection) -> Iterator[tuple[UUID, str]]:
    """The organisation of each line of the log that is with one alone, with what the line says."""
    query = (
        "SELECT organisation_id, text, next_step, next_note FROM activity "
        "WHERE organisation_id IS NOT NULL AND json_array_length(contact_ids) = 0"
    )
    yield from _words(connection.exec_driver_sql(query))


def _words(rows: Iterable[Sequence[str]]) -> Iterator[tuple[UUID, str]]:
    known: dict[str, UUID] = {}
    for key, *texts in rows:
        if any(texts):
            id = known.get(key) or known.setdefault(key, UUID(key))
            yield id, " ".join(text for text in texts if text)


def _some(ids: Sequence[UUID] | None, column: str) -> tuple[Parameters, str]:
    if ids is None:
        return {}, ""
    return {"ids": json.dumps([id.hex for id in ids])}, f"WHERE {column} IN {_AMONG}"


def _listed(row: Sequence[str]) -> Listed:
    id, name, title, body, email, phone = row[:6]
    return Listed(UUID(id), name, title, UUID(body) if body else None, email, phone)


def _spoken(row: Sequence[str], others: list[UUID]) -> Spoken:
    who = _listed(row)
    emails, phones, marks = (tuple(json.loads(text)) if text != "[]" else () for text in row[6:9])
    first = (who.organisation_id,) if who.organisation_id else ()
    return Spoken(who, (who.email, *emails), (who.phone, *phones), marks, row[9], (*first, *others))


def fitting(connection: Connection, asked: SavedSearch, today: date) -> set[UUID]:
    """The contacts that fit all of a search but its words."""
    wanted: Parameters = {"today": today.isoformat()}
    where = [_KNOWN]
    for name, question in _QUESTIONS.items():
        value = getattr(asked, name)
        if value in (None, ""):
            continue
        where.append(_role(asked) if name == "role" else question)
        wanted[name] = value.hex if isinstance(value, UUID) else getattr(value, "value", value)
    query = (
        "SELECT c.id FROM contact AS c LEFT JOIN organisation AS o ON o.id = c.organisation_id "
        f"WHERE {' AND '.join(where)}"
    )
    with readable():
        found = {UUID(id) for (id,) in connection.exec_driver_sql(query, wanted)}
    return _heard(connection, found, asked, today)


_QUESTIONS = {
    "organisation_id": "(c.organisation_id = :organisation_id OR c.id IN (SELECT m.contact_id "
    f"FROM membership AS m WHERE m.organisation_id = :organisation_id AND {_NOW}))",
    "kind": "(o.kind = :kind OR c.id IN (SELECT m.contact_id FROM membership AS m "
    f"JOIN organisation AS b ON b.id = m.organisation_id WHERE b.kind = :kind AND {_NOW}))",
    "county_code": "coalesce(nullif(c.county_code, ''), o.county_code) = :county_code",
    "role": "",  # see below
    "tag": "EXISTS (SELECT 1 FROM json_each(c.tags) AS t WHERE t.value = :tag)",
    "tour_id": "c.id IN ("
    f"SELECT contact_id FROM role WHERE tour_id = :tour_id OR stop_id IN {_OF_TOUR} "
    "UNION SELECT s.contact_id FROM speaker AS s JOIN item AS i ON i.id = s.item_id "
    f"WHERE s.contact_id IS NOT NULL AND i.stop_id IN {_OF_TOUR} "
    "UNION SELECT contact_id FROM appointment WHERE tour_id = :tour_id "
    "UNION SELECT replace(p.value, '-', '') FROM activity AS a, json_each(a.contact_ids) AS p "
    f"WHERE a.tour_id = :tour_id OR a.stop_id IN {_OF_TOUR})",
}


def _role(asked: SavedSearch) -> str:
    """Whether a contact has the role: in the tour that is asked for, where one is."""
    everywhere = asked.tour_id is None
    if asked.role is SoughtRole.APPOINTED:
        return "c.id IN (SELECT contact_id FROM appointment" + (
            ")" if everywhere else " WHERE tour_id = :tour_id)"
        )
    having = "c.id IN (SELECT contact_id FROM role WHERE kind = :role" + (
        ")" if everywhere else f" AND (tour_id = :tour_id OR stop_id IN {_OF_TOUR}))"
    )
    if asked.role is not SoughtRole.SPEAKER:
        return having
    named = "SELECT s.contact_id FROM speaker AS s JOIN item AS i ON i.id = s.item_id"
    return f"({having} OR c.id IN ({named}{'' if everywhere else f' WHERE i.stop_id IN {_OF_TOUR}'}))"


def _heard(connection: Connection, found: set[UUID], asked: SavedSearch, today: date) -> set[UUID]:
    """Those of them that were heard, or not, as it is asked. Whoever was never heard is quiet."""
    if asked.quiet_days is None and asked.heard_days is None:
        return found
    last = {id: day for id, (day, _line) in last_of_each(connection, today).items()}
    if asked.quiet_days is not None:
        before = today - timedelta(days=min(asked.quiet_days, NEVER))
        found = {id for id in found if id not in last or last[id] < before}
    if asked.heard_days is not None:
        since = today - timedelta(days=min(asked.heard_days, NEVER))
        found = {id for id in found if id in last and last[id] >= since}
    return found
