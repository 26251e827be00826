"""Questions that the whole contact log answers: asked of the database, as reading every line takes long."""

from datetime import date
from uuid import UUID

from sqlalchemy import Connection, String, and_, func, literal_column, or_, select

from kampanjplan.domain.activities import ActivityKind, Outcome
from kampanjplan.storage.tables import activity, contact

Last = dict[UUID, tuple[date, UUID]]


def last_of_each(connection: Connection, today: date) -> Last:
    """Of each contact, and of each organisation that was met as such, the last day and its line.

    Nobody was met in a note, nor by a call that reached nobody.
    """
    rows = activity.c
    met = and_(
        rows.kind != ActivityKind.NOTE.value, rows.outcome != Outcome.UNREACHABLE.value, rows.day <= today
    )
    # SQLite gives the other columns of the row that has the greatest value.
    moment = func.max(rows.day.cast(String) + func.coalesce(rows.at.cast(String), ""))
    parts = func.json_each(rows.contact_ids).table_valued("value")
    people = select(parts.c.value, rows.day, rows.id, moment).select_from(
        activity.join(parts, literal_column("1"))
    )
    found: Last = {}
    for key, day, id, _moment in connection.execute(people.where(met).group_by(parts.c.value)):
        found[UUID(key)] = day, id
    alone = select(rows.organisation_id, rows.day, rows.id, moment).where(
        met, rows.organisation_id.is_not(None), func.json_array_length(rows.contact_ids) == 0
    )
    for key, day, id, _moment in connection.execute(alone.group_by(rows.organisation_id)):
        found[key] = day, id
    return found


def open_steps(connection: Connection) -> list[UUID]:
    """The lines that have a next step which is not done."""
    rows = activity.c
    query = select(rows.id).where(
        rows.next_done.is_(None), or_(rows.next_step != "", rows.next_day.is_not(None))
    )
    return list(connection.execute(query).scalars())


def overdue(connection: Connection, today: date) -> list[UUID]:
    """The contacts whose time is up, those longest overdue first."""
    rows = contact.c
    query = select(rows.id).where(rows.keep_until < today, rows.anonymised.is_(None))
    return list(connection.execute(query.order_by(rows.keep_until)).scalars())
