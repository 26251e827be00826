"""Editions: frozen sets of printed papers, what each recipient was told, and what that changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from enum import Enum
from uuid import UUID

from kampanjplan.domain.errors import EmptyError
from kampanjplan.domain.fields import NAME, NOTE, several, text, version
from kampanjplan.domain.fields import number as whole
from kampanjplan.domain.profiles import Profile

TITLE = 1_000  # characters in the title of a paper, which may hold two names


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A set of papers of a tour as it was given out.

    `since` is the number of the edition that recipients' changes are counted from; `contact_ids` are the
    people whom its papers name. Withdrawn it has no papers, recipients or people left.
    """

    id: UUID
    version: int = version()
    tour_id: UUID
    number: int = whole(1, 1, 1_000_000)
    day: date
    at: time
    given_by: str = text(NAME)
    language: str = text(NAME)
    since: int | None = whole(None, 1, 1_000_000)
    note: str = text(NOTE, lines=True)
    withdrawn: date | None = None
    contact_ids: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionFile:
    """A paper of an edition; its bytes are kept by their sha256. `kind` is a kind of paper by its name."""

    id: UUID
    version: int = version()
    edition_id: UUID
    position: int = 0
    title: str = text(TITLE, required=True)
    kind: str = text(NAME)
    profile: Profile = Profile.INTERNAL
    checksum: str = text(NAME, required=True)
    size: int = whole(0, 0, 2_000_000_000)
    pages: int = whole(0, 0, 1_000_000)


class Matter(Enum):
    """What a recipient is told of: the whole tour, a stop, or something there."""

    WHOLE = "whole"
    STOP = "stop"
    DAY = "day"
    HOURS = "hours"
    STATUS = "status"
    VENUE = "venue"
    ADDRESS = "address"
    ONLINE = "online"
    TASKS = "tasks"
    BRINGS = "brings"
    ITEM = "item"
    CONTACTS = "contacts"


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that a recipient was told.

    `key` is what it is known by from one edition to the next: the stop's, and the matter's or the item's.
    """

    key: str
    where: str = text(TITLE)  # the stop; empty of the whole tour
    matter: str = text(NAME)
    what: str = text(NOTE, lines=True)


@dataclass(frozen=True, slots=True)
class ToldChange:
    """What differs for a recipient; nothing `before` is new, nothing `after` is gone."""

    where: str = text(TITLE)
    matter: str = text(NAME)
    before: str = text(NOTE, lines=True)
    after: str = text(NOTE, lines=True)


class News(Enum):
    """What an edition means to a recipient."""

    FIRST = "first"  # the first that they get
    CHANGED = "changed"
    SAME = "same"  # nothing to tell
    LEFT = "left"  # no longer takes part


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """A contact or an organisation that an edition concerns: what it tells them, and what is new in that."""

    id: UUID
    version: int = version()
    edition_id: UUID
    contact_id: UUID | None = None
    organisation_id: UUID | None = None
    news: News = News.FIRST
    told: tuple[Told, ...] = several(NOTE)
    changes: tuple[ToldChange, ...] = several(NOTE)

    @property
    def whom(self) -> UUID:
        """The key of the contact or organisation."""
        key = self.contact_id or self.organisation_id
        assert key is not None
        return key

    def refuse_nonsense(self) -> None:
        if (self.contact_id is None) == (self.organisation_id is None):
            raise EmptyError("contact_id")


def told_changes(before: Sequence[Told], after: Sequence[Told]) -> tuple[ToldChange, ...]:
    """What differs, in the order of what is told now; of a stop that came or went the main things alone."""
    then, now = {one.key: one for one in before}, {one.key: one for one in after}
    keys = [*now, *(key for key in then if key not in now)]
    stops = {_stop(one.key) for one in (*before, *after) if one.matter == Matter.STOP.value}
    whole = {stop for stop in stops if (f"{stop} stop" in then) != (f"{stop} stop" in now)}
    found = []
    for key in keys:
        old, new = then.get(key), now.get(key)
        one = new or old
        assert one is not None
        if (old is None or new is None or old.what != new.what) and (
            _stop(key) not in whole or one.matter in _MAIN
        ):
            found.append(ToldChange(one.where, one.matter, old.what if old else "", new.what if new else ""))
    return tuple(found)


_MAIN = {matter.value for matter in (Matter.STOP, Matter.DAY, Matter.HOURS, Matter.TASKS)}


def _stop(key: str) -> str:
    """The stop that something is told of, by its key."""
    return key.partition(" ")[0]
