"""People: where they are reached, where they work, what they do for a tour, and why we know them."""

from dataclasses import dataclass
from datetime import date
from enum import Enum
from uuid import UUID

from kampanjplan.domain.errors import EmptyError, EndBeforeStartError
from kampanjplan.domain.fields import NAME, NOTE, several, text, version
from kampanjplan.domain.organisations import Organisation


class LegalBasis(Enum):
    """The bases of GDPR, article 6.1, that an authority may have; legitimate interest is none of them."""

    NONE = "none"  # not said yet
    PUBLIC_TASK = "public task"  # e
    OBLIGATION = "legal obligation"  # c
    CONTRACT = "contract"  # b
    CONSENT = "consent"  # a
    VITAL = "vital interest"  # d


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A person; `title` is what they are at their organisation.

    `email` and `phone` are where they are sought first. `county_code` is their own county, where it is
    not that of the organisation. From `purpose` on it is said why the plan knows them: `decision` is the
    rule or decision by which they are erased after `keep_until`, `anonymised` the day when that was done.
    """

    id: UUID
    version: int = version()
    name: str = text(NAME, required=True)
    title: str = text(NAME)
    organisation_id: UUID | None = None
    email: str = text(NAME)
    phone: str = text(NAME)
    notes: str = text(NOTE, lines=True)
    more_emails: tuple[str, ...] = several()
    more_phones: tuple[str, ...] = several()
    county_code: str | None = None
    tags: tuple[str, ...] = several(60)
    purpose: str = text(NAME)
    basis: LegalBasis = LegalBasis.NONE
    source: str = text(NAME)
    collected: date | None = None
    decision: str = text(NAME)
    keep_until: date | None = None
    anonymised: date | None = None

    @property
    def emails(self) -> tuple[str, ...]:
        """All addresses, the first sought first."""
        return (self.email, *self.more_emails) if self.email else self.more_emails

    @property
    def phones(self) -> tuple[str, ...]:
        """All numbers, the first sought first."""
        return (self.phone, *self.more_phones) if self.phone else self.more_phones


def county_of(contact: Contact, body: Organisation | None) -> str | None:
    """The code of a contact's county: their own, else that of the body that they are at."""
    return contact.county_code or (body.county_code if body else None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """That a contact is or was at an organisation beside the one that they are at first of all.

    Without a first day since nobody knows when; without a last day still.
    """

    id: UUID
    version: int = version()
    contact_id: UUID
    organisation_id: UUID
    title: str = text(NAME)
    first_day: date | None = None
    last_day: date | None = None

    def refuse_nonsense(self) -> None:
        if self.first_day and self.last_day and self.last_day < self.first_day:
            raise EndBeforeStartError("last_day")


class RoleKind(Enum):
    HOST = "host"
    COORDINATOR = "coordinator"
    PROGRAMME = "programme"
    SPEAKER = "speaker"
    INVITATIONS = "invitations"
    VENUE = "venue"
    FOOD = "food"
    PRESS = "press"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """What a contact does at a stop, or for a whole tour: one of them is named, and only one.

    Whoever speaks at an item of a programme stands there, as a Speaker.
    """

    id: UUID
    version: int = version()
    stop_id: UUID | None = None
    tour_id: UUID | None = None
    contact_id: UUID
    kind: RoleKind = RoleKind.HOST

    def refuse_nonsense(self) -> None:
        if (self.stop_id is None) == (self.tour_id is None):
            raise EmptyError("stop_id")


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """The one contact whom a county has named for a tour, as the county boards named theirs to RUS."""

    id: UUID
    version: int = version()
    tour_id: UUID
    county_code: str
    contact_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class DistinctPair:
    """That somebody judged two contacts, who look alike, not to be the same. The lesser key comes first."""

    id: UUID
    version: int = version()
    contact_id: UUID
    other_id: UUID

    def refuse_nonsense(self) -> None:
        if self.contact_id >= self.other_id:
            raise EmptyError("other_id")


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """That a contact was anonymised, told without saying whom: `mark` is made of the key and the salt.

    A backup from before is read against these, so that nobody comes back with it.
    """

    id: UUID
    version: int = version()
    day: date
    decision: str = text(NAME)
    salt: str = text(64)
    mark: str = text(64)
