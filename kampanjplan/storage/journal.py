"""The journal's rows: written with each act, read as the plan's history, thinned by the plan's rule."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import (
    Connection,
    Select,
    Text,
    and_,
    bindparam,
    delete,
    func,
    insert,
    or_,
    select,
    type_coerce,
    update,
)

from kampanjplan.domain.changes import Change, Thing
from kampanjplan.domain.journal import Entry, Question, Step
from kampanjplan.storage.keys import holds_any, is_several
from kampanjplan.storage.mapper import mapper
from kampanjplan.storage.tables import KIND_OF, TABLE_OF, journal, journal_change
from kampanjplan.storage.trouble import readable

if TYPE_CHECKING:  # a start waits for what is imported
    from kampanjplan.domain.erasing import Scrub


def write_entry(
    connection: Connection, text: str, who: str, changes: Iterable[Change], lost: Iterable[Change]
) -> int:
    """Tells of an act; returns its number."""
    entry = {"at": _kept(datetime.now(UTC)), "who": who, "text": text}
    inserted = connection.execute(insert(journal), entry).inserted_primary_key
    assert inserted is not None
    number = int(inserted[0])
    rows = [_row(number, change, lost=False) for change in changes]
    rows += [_row(number, change, lost=True) for change in lost]
    if rows:
        connection.execute(insert(journal_change), rows)
    return number


def _row(number: int, change: Change, *, lost: bool) -> dict[str, Any]:
    how = mapper(type(change.thing))
    before, after = how.plain(change.before, change.after)
    return {
        "journal_number": number,
        "kind": how.table.name,
        "thing_id": change.thing.id,
        "before": before,
        "after": after,
        "lost": lost,
    }


def newest_number(connection: Connection) -> int:
    """The number of the last entry; 0 before the first."""
    return connection.execute(select(func.max(journal.c.number))).scalar() or 0


def entries(connection: Connection, asked: Question) -> list[Entry]:
    """What was asked for, the newest first."""
    steps = _steps(asked)
    query = select(journal).order_by(journal.c.number.desc()).limit(asked.most)
    if asked.ids is not None or asked.kinds:
        query = query.where(journal.c.number.in_(steps.with_only_columns(journal_change.c.journal_number)))
    for condition in (
        journal.c.at >= _kept(asked.since) if asked.since else None,
        journal.c.at < _kept(asked.until) if asked.until else None,
        journal.c.number.in_(asked.numbers) if asked.numbers else None,
        journal.c.number > asked.above if asked.above is not None else None,
        journal.c.number < asked.below if asked.below is not None else None,
    ):
        query = query if condition is None else query.where(condition)
    rows = connection.execute(query).all()
    numbers = [row.number for row in rows]
    told: dict[int, list[Step]] = {number: [] for number in numbers}
    with readable():
        for row in connection.execute(_first_steps(steps, numbers, asked.steps)).all():
            told[row.journal_number].append(_step(row))
        counts = _counts(connection, numbers)
    return [
        Entry(
            r.number, r.at.replace(tzinfo=UTC), r.who, r.text, tuple(told[r.number]), counts.get(r.number, 0)
        )
        for r in rows
    ]


def _first_steps(steps: Select[Any], numbers: list[int], most: int | None) -> Select[Any]:
    """Of each entry its first steps, in their order."""
    place = func.row_number().over(
        partition_by=journal_change.c.journal_number, order_by=journal_change.c.number
    )
    found = steps.add_columns(place.label("place")).where(journal_change.c.journal_number.in_(numbers))
    inner = found.subquery()
    query = select(inner).order_by(inner.c.number)
    return query if most is None else query.where(inner.c.place <= most)


def _counts(connection: Connection, numbers: list[int]) -> dict[int, int]:
    column = journal_change.c.journal_number
    query = select(column, func.count()).where(column.in_(numbers)).group_by(column)
    return {row[0]: row[1] for row in connection.execute(query).all()}


def _steps(asked: Question) -> Select[Any]:
    query = select(journal_change)
    if asked.ids is not None:
        query = query.where(journal_change.c.thing_id.in_(asked.ids))
    if asked.kinds:
        names = [TABLE_OF[kind].name for kind in asked.kinds]
        query = query.where(journal_change.c.kind.in_(names))
    return query


def _step(row: Any) -> Step:
    kind = KIND_OF[row.kind]
    how = mapper(kind)
    return Step(kind, row.thing_id, how.facts(row.before), how.facts(row.after), row.lost)


def things_that_hung_on(
    connection: Connection, kind: type[Thing], field: str, ids: Sequence[UUID]
) -> list[UUID]:
    """The things of a kind that came or went with one of these keys in a field: also those long gone."""
    rows = journal_change
    wanted = [str(id) for id in ids]
    if is_several(TABLE_OF[kind].c[field]):
        path = f"$.{field}"
        said = or_(holds_any(rows.c.before, wanted, path), holds_any(rows.c.after, wanted, path))
        query = select(rows.c.thing_id).distinct().where(rows.c.kind == TABLE_OF[kind].name, said)
        return list(connection.execute(query).scalars())
    said = or_(
        and_(rows.c.before.is_(None), func.json_extract(rows.c.after, f"$.{field}").in_(wanted)),
        and_(rows.c.after.is_(None), func.json_extract(rows.c.before, f"$.{field}").in_(wanted)),
    )
    query = select(rows.c.thing_id).distinct().where(rows.c.kind == TABLE_OF[kind].name, said)
    return list(connection.execute(query).scalars())


def _kept(moment: datetime) -> datetime:
    """A moment as the journal keeps it: UTC, without saying so."""
    return moment.astimezone(UTC).replace(tzinfo=None)


def forget_entries(connection: Connection, before: datetime) -> int:
    """Deletes the entries older than a moment, with their steps; returns how many there were."""
    too_old = journal.c.at < _kept(before)
    old = select(journal.c.number).where(too_old)
    connection.execute(delete(journal_change).where(journal_change.c.journal_number.in_(old)))
    return int(connection.execute(delete(journal).where(too_old)).rowcount)


def forget_steps(connection: Connection, ids: Collection[UUID]) -> None:
    """Deletes what every entry tells of these things; the entries stay, with what they say of others."""
    if ids:
        keys = func.json_each(json.dumps([id.hex for id in ids])).table_valued("value")
        connection.execute(delete(journal_change).where(journal_change.c.thing_id.in_(select(keys.c.value))))


def scrub_entries(connection: Connection, scrub: Scrub) -> None:
    """Rids every entry of people who are erased. A field that then says the same before and after goes."""
    entries = []
    for number, who, text in connection.execute(select(journal.c.number, journal.c.who, journal.c.text)):
        after = scrub.text(who), scrub.text(text)
        if after != (who, text):
            entries.append({"key": number, "who": after[0], "text": after[1]})
    if entries:
        values: dict[str, Any] = {"who": bindparam("who"), "text": bindparam("text")}
        connection.execute(
            update(journal).where(journal.c.number == bindparam("key")).values(values), entries
        )
    steps = _scrubbed_steps(connection, scrub)
    if steps:
        rows = journal_change.c
        values = {
            "before": bindparam("before", type_=rows.before.type),
            "after": bindparam("after", type_=rows.after.type),
        }
        connection.execute(
            update(journal_change).where(rows.number == bindparam("key")).values(values), steps
        )


def _scrubbed_steps(connection: Connection, scrub: Scrub) -> list[dict[str, Any]]:
    """The rows that must be written anew, with what they say then."""
    rows = journal_change.c
    raw = [type_coerce(rows.before, Text), type_coerce(rows.after, Text)]
    changed = []
    for number, name, id, *texts in connection.execute(select(rows.number, rows.kind, rows.thing_id, *raw)):
        if scrub.concerns(id, " ".join(filter(None, texts))):
            old = [json.loads(text) if text else None for text in texts]
            before, after = (
                None if facts is None else scrub.facts(KIND_OF.get(name), id, facts) for facts in old
            )
            if before is not None and after is not None:
                same = {field for field in before if field in after and before[field] == after[field]}
                before, after = (
                    {field: value for field, value in facts.items() if field not in same}
                    for facts in (before, after)
                )
            if [before, after] != old:
                changed.append({"key": number, "before": before, "after": after})
    return changed
