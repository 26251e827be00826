"""What a file says of people: a card each, in plain values, and what can be wrong with such a file."""

from dataclasses import dataclass
from datetime import date
from enum import Enum
from pathlib import Path
from uuid import UUID

from kampanjplan.domain.contacts import LegalBasis
from kampanjplan.domain.errors import FieldError, PlanError

MOST_CARDS = 20_000  # in one file
MOST_BYTES = 20_000_000  # of a file of text
MOST_UNPACKED = 50_000_000  # bytes of a workbook's parts together
MOST_COLUMNS = 500


class CardField(Enum):
    """What a column of a table may say of a person. Several columns may say the same."""

    NAME = "name"
    GIVEN = "given"
    FAMILY = "family"
    TITLE = "title"
    ORGANISATION = "organisation"
    EMAIL = "email"
    PHONE = "phone"
    COUNTY = "county_code"
    TAGS = "tags"
    NOTES = "notes"
    MEMBERSHIPS = "memberships"
    PURPOSE = "purpose"
    BASIS = "basis"
    SOURCE = "source"
    COLLECTED = "collected"
    DECISION = "decision"
    KEEP_UNTIL = "keep_until"
    ID = "id"
    ORGANISATION_ID = "organisation_id"


@dataclass(frozen=True, slots=True)
class Place:
    """A body that somebody is or was at beside the one of the card, as a Membership tells it."""

    organisation: str
    title: str = ""
    first_day: date | None = None
    last_day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A person as a file tells of them, from `line` on. What is empty, None or NONE is not said.

    `wrong` is why the card cannot be used; the rest is then as far as it could be read.
    """

    line: int = 0
    id: UUID | None = None
    name: str = ""
    title: str = ""
    organisation: str = ""
    organisation_id: UUID | None = None
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    notes: str = ""
    county_code: str | None = None
    tags: tuple[str, ...] = ()
    purpose: str = ""
    basis: LegalBasis = LegalBasis.NONE
    source: str = ""
    collected: date | None = None
    decision: str = ""
    keep_until: date | None = None
    memberships: tuple[Place, ...] = ()
    wrong: FieldError | None = None


class CutCardError(FieldError):
    """The file ends in the middle of the card."""


class ErasedPersonError(FieldError):
    """The card tells of a person whom the plan has anonymised, and who must not come back."""


class SamePersonError(FieldError):
    """The card tells otherwise of the person whom the one on `line` tells of already."""

    def __init__(self, line: int) -> None:
        super().__init__("name")
        self.line = line


class OldPreviewError(PlanError):
    """The plan was changed since it was shown what an import would do."""


class CardTrouble(Enum):
    """What is wrong with a file of contacts."""

    FOLDER = "folder"
    EMPTY = "empty"
    TOO_LARGE = "too large"  # `limit` bytes
    TOO_MANY = "too many"  # `limit` rows or cards
    TOO_WIDE = "too wide"  # `limit` columns
    OTHER_KIND = "other kind"  # `detail` names it
    UNREADABLE_TEXT = "unreadable text"  # not in the encoding `detail`
    QUOTE = "quote"  # quotes round a cell that begins on `line` do not fit
    BOMB = "bomb"
    DAMAGED = "damaged"
    LOCKED = "locked"  # with a password
    NO_ROWS = "no rows"
    NO_CARDS = "no cards"
    NO_NAME = "no name"  # no column says what people are called


class CardFileError(PlanError):
    """A file of contacts that cannot be read. `line` is where, from 1; 0 is nowhere in particular."""

    def __init__(
        self, trouble: CardTrouble, path: Path, *, line: int = 0, limit: int = 0, detail: str = ""
    ) -> None:
        super().__init__(trouble, path, line, detail)
        self.trouble = trouble
        self.path = path
        self.line = line
        self.limit = limit
        self.detail = detail
