"""What can be refused, and why. Each error carries facts; the sentences are made in wording."""

from enum import Enum
from pathlib import Path
from uuid import UUID


class PlanError(Exception):
    """An act was refused; nothing was changed."""


class FieldError(PlanError):
    """A value that a field cannot hold. `field` is the dataclass field it was meant for."""

    def __init__(self, field: str = "") -> None:
        super().__init__(field)
        self.field = field


class EmptyError(FieldError):
    """The field must hold something."""


class TooLongError(FieldError):
    """More characters than the field may hold."""

    def __init__(self, field: str, limit: int, length: int) -> None:
        super().__init__(field)
        self.limit = limit
        self.length = length


class OutOfRangeError(FieldError):
    """A number below `least` or above `most`."""

    def __init__(self, field: str, least: int, most: int) -> None:
        super().__init__(field)
        self.least = least
        self.most = most


class EndBeforeStartError(FieldError):
    """A period, a day or a programme item that would end before it starts."""


class PastMidnightError(FieldError):
    """A programme item must end on the day it starts."""


class UnknownWeekError(FieldError):
    """No such ISO week: 54, or 53 in a year of 52 weeks."""

    def __init__(self, week: int, year: int | None, field: str = "") -> None:
        super().__init__(field)
        self.week = week
        self.year = year


class UnreadableError(FieldError):
    """Text that could not be read as what the field holds."""

    def __init__(self, text: str, expected: "Expected", field: str = "") -> None:
        super().__init__(field)
        self.text = text
        self.expected = expected


class Expected(Enum):
    """What an unreadable text should have been."""

    DATE = "date"
    TIME = "time"
    NUMBER = "number"
    COUNTY = "county"
    CHOICE = "choice"
    CONTACT = "contact"
    ORGANISATION = "organisation"


class WrongWeekdayError(FieldError):
    """A weekday was typed that the date does not fall on; `weekday` is the true one, 0 = Monday."""

    def __init__(self, text: str, weekday: int, field: str = "") -> None:
        super().__init__(field)
        self.text = text
        self.weekday = weekday


class MissingError(PlanError):
    """The thing is no longer in the plan."""

    def __init__(self, kind: str, id: UUID) -> None:
        super().__init__(kind, id)
        self.kind = kind
        self.id = id


class ConflictError(PlanError):
    """The thing was changed meanwhile, so this would overwrite what somebody else wrote."""

    def __init__(self, kind: str, id: UUID) -> None:
        super().__init__(kind, id)
        self.kind = kind
        self.id = id


class UnknownNameError(PlanError):
    """No tour of that name; `known` are those that there are."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(name, known)
        self.name = name
        self.known = known


class FileTrouble(Enum):
    """What is wrong with a plan file or the place it should be in."""

    MISSING = "missing"
    EXISTS = "exists"
    FOLDER = "folder"
    EMPTY = "empty"
    NOT_A_PLAN = "not a plan"
    OTHER_DATABASE = "other database"
    NEWER = "newer"
    DAMAGED = "damaged"
    NO_PERMISSION = "no permission"
    READ_ONLY = "read-only"
    LOCKED = "locked"
    FULL = "full"
    MOVED = "moved"
    NO_FOLDER = "no folder"
    NOT_WRITABLE = "not writable"
    NO_BACKUP = "no backup"


class FileError(PlanError):
    """A file could not be opened, read or written; it is as it was."""

    def __init__(self, trouble: FileTrouble, path: Path, detail: str = "") -> None:
        super().__init__(trouble, path, detail)
        self.trouble = trouble
        self.path = path
        self.detail = detail
