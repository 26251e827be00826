"""Bytes that the plan keeps beside its things, each known by its sha256: written once, and never changed."""

import hashlib
from collections.abc import Iterable

from sqlalchemy import Connection, delete, func, select
from sqlalchemy.dialects.sqlite import insert

from kampanjplan.domain.errors import ContentLostError
from kampanjplan.storage.tables import content, edition_file, journal_change
from kampanjplan.storage.trouble import readable


def checksum_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def keep_content(connection: Connection, data: bytes) -> str:
    """Keeps bytes, once however often they are kept; returns their checksum."""
    checksum = checksum_of(data)
    connection.execute(
        insert(content).values(checksum=checksum, data=data).on_conflict_do_nothing(["checksum"])
    )
    return checksum


def content_of(connection: Connection, checksum: str) -> bytes:
    """The bytes of a checksum; ContentLostError where they are not there, or not as they were."""
    with readable():
        data = connection.execute(select(content.c.data).where(content.c.checksum == checksum)).scalar()
    if not isinstance(data, bytes) or checksum_of(data) != checksum:
        raise ContentLostError(checksum)
    return data


def has_content(connection: Connection, checksum: str) -> bool:
    """Whether there are bytes of that checksum, without reading them."""
    query = select(content.c.number).where(content.c.checksum == checksum)
    return connection.execute(query).first() is not None


def drop_unused_contents(connection: Connection) -> None:
    """Takes away what neither a thing nor the history points to any longer, so that nothing can need it."""
    kept = select(edition_file.c.checksum)
    told = [
        select(func.json_extract(side, "$.checksum")).where(
            journal_change.c.kind == edition_file.name, func.json_extract(side, "$.checksum").is_not(None)
        )
        for side in (journal_change.c.before, journal_change.c.after)
    ]
    connection.execute(delete(content).where(content.c.checksum.not_in(kept.union(*told))))


def lost_contents(connection: Connection) -> Iterable[tuple[str, str]]:
    """(key of the paper, checksum) of each paper of an edition whose bytes are lost or not as they were."""
    rows = connection.exec_driver_sql("SELECT id, checksum FROM edition_file").all()
    good: dict[str, bool] = {}
    for id, checksum in rows:
        if checksum not in good:
            try:
                content_of(connection, checksum)
                good[checksum] = True
            except ContentLostError:
                good[checksum] = False
        if not good[checksum]:
            yield id, checksum
