"""What can be refused, and why. Each error carries facts; the sentences are made in wording."""

import errno
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import Any
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


class CircleError(FieldError):
    """A thing that would be part of itself."""


class PastMidnightError(FieldError):
    """A programme item must end on the day it starts."""


class UnknownWeekError(FieldError):
    """No such ISO week: 54, or 53 in a year of 52 weeks."""

    def __init__(self, week: int, year: int | None, field: str = "") -> None:
        super().__init__(field)
        self.week = week
        self.year = year


class UnreadableError(FieldError):
    """Text that could not be read as what the field holds; `known` are the words there are to choose from."""

    def __init__(self, text: str, expected: "Expected", field: str = "", known: tuple[str, ...] = ()) -> None:
        super().__init__(field)
        self.text = text
        self.expected = expected
        self.known = known


class Expected(Enum):
    """What an unreadable text should have been."""

    DATE = "date"
    TIME = "time"
    NUMBER = "number"
    DECIMAL = "decimal"
    COUNTY = "county"
    CHOICE = "choice"
    CONTACT = "contact"
    ORGANISATION = "organisation"
    WEEKS = "weeks"
    TOWN = "town"
    RULE = "rule"
    ANSWER = "answer"


class TwiceError(FieldError):
    """The same is said twice at once."""

    def __init__(self, text: str, field: str = "") -> None:
        super().__init__(field)
        self.text = text


class NoRoomError(FieldError):
    """What is put in a grid goes beyond its rows or its columns."""


class WrongWeekdayError(FieldError):
    """A weekday was typed that the date does not fall on; `weekday` is the true one, 0 = Monday."""

    def __init__(self, text: str, weekday: int, field: str = "") -> None:
        super().__init__(field)
        self.text = text
        self.weekday = weekday


class ProblemTrouble(Enum):
    """Why a question to the planner cannot stand."""

    NOT_JSON = "not json"
    MISSING = "missing"
    UNKNOWN_FIELD = "unknown field"
    WRONG_TYPE = "wrong type"
    OUT_OF_RANGE = "out of range"
    UNKNOWN_NAME = "unknown name"
    TWICE = "twice"
    NOT_SQUARE = "not square"
    ORDER = "order"


class ProblemError(FieldError):
    """A question to the planner that cannot stand; `field` is the path in it, such as ``places[3].town``.

    `detail` is what stood there, or what should have.
    """

    def __init__(self, path: str, trouble: ProblemTrouble, detail: str = "") -> None:
        super().__init__(path)
        self.trouble = trouble
        self.detail = detail


class NoPeriodError(PlanError):
    """A tour without a first and a last day cannot be planned."""

    def __init__(self, tour: str) -> None:
        super().__init__(tour)
        self.tour = tour


class NoDaysError(PlanError):
    """No working day of the tour's period is left to plan."""

    def __init__(self, tour: str) -> None:
        super().__init__(tour)
        self.tour = tour


class UndecidedError(PlanError):
    """Whether a plan is possible could not be found out within the time."""


class WorkerError(PlanError):
    """The process that looks for a plan ended without an answer; `detail`: the kind of fault and where."""

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail)
        self.detail = detail


class MissingError(PlanError):
    """The thing is no longer in the plan."""

    def __init__(self, kind: str, id: UUID) -> None:
        super().__init__(kind, id)
        self.kind = kind
        self.id = id


@dataclass(frozen=True, slots=True)
class Author:
    """Who wrote something, and when."""

    who: str
    at: datetime


class GoneError(MissingError):
    """Somebody took away the thing while it was looked at; `thing` is as it was seen."""

    def __init__(self, thing: Any, author: Author | None) -> None:
        super().__init__(type(thing).__name__, thing.id)
        self.thing = thing
        self.author = author


class ConflictError(PlanError):
    """The thing was changed meanwhile, so this would overwrite what somebody else wrote."""

    def __init__(self, kind: str, id: UUID) -> None:
        super().__init__(kind, id)
        self.kind = kind
        self.id = id


class OverwriteError(ConflictError):
    """An act would overwrite fields that somebody changed since they were seen.

    `theirs` is the thing as it is in the plan, `mine` as it would have become, `seen` as it was shown.
    """

    def __init__(
        self, seen: Any, theirs: Any, mine: Any, fields: tuple[str, ...], author: Author | None
    ) -> None:
        super().__init__(type(theirs).__name__, theirs.id)
        self.seen, self.theirs, self.mine = seen, theirs, mine
        self.fields = fields
        self.author = author


class StaleStepError(ConflictError):
    """An old step cannot be undone: `field` (or the whole thing, where it is empty) no longer says so."""

    def __init__(self, kind: str, id: UUID, field: str, author: Author | None) -> None:
        super().__init__(kind, id)
        self.field = field
        self.author = author


class LostStepError(PlanError):
    """What a step of the history tells of was given up and never stood in the plan."""


class ForgottenStepError(PlanError):
    """The history no longer tells of the step: it was thinned meanwhile."""


class ErasedStepError(PlanError):
    """What would be undone may tell of people who were erased since, or is an erasure itself."""


class SeenChangedError(PlanError):
    """What was shown before an act that cannot be undone is no longer so."""


class ContentLostError(PlanError):
    """The bytes of a frozen paper are not there, or are not those of its checksum."""

    def __init__(self, checksum: str) -> None:
        super().__init__(checksum)
        self.checksum = checksum


class EditionTakenError(PlanError):
    """Another edition got the number meanwhile, or the plan has changed since this one was looked at."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


class TiedError(PlanError):
    """The thing cannot be taken away: others hang on it."""


class UnknownNameError(PlanError):
    """No tour of that name; `known` are those that there are."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(name, known)
        self.name = name
        self.known = known


class Sought(Enum):
    """What a paper is of, where it is not of a whole tour."""

    STOP = "stop"
    TAKING_PART = "taking part"
    PROPOSAL = "proposal"


class NotJustOneError(PlanError):
    """No stop, kept proposal or taking part of that name, or `count` of them; `known` are those there are."""

    def __init__(self, sought: Sought, name: str, count: int, known: tuple[str, ...]) -> None:
        super().__init__(sought, name, count, known)
        self.sought, self.name, self.count, self.known = sought, name, count, known


class NothingDatedError(PlanError):
    """A calendar would be empty: none of `undated`, stops in words, has its day, or there are none."""

    def __init__(self, name: str, undated: tuple[str, ...]) -> None:
        super().__init__(name, undated)
        self.name, self.undated = name, undated


class UnknownContactError(PlanError):
    """No contact has that key or name, or `count` of them have the name."""

    def __init__(self, text: str, count: int) -> None:
        super().__init__(text, count)
        self.text = text
        self.count = count


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
    DELETED = "deleted"
    REPLACED = "replaced"
    NO_FOLDER = "no folder"
    NOT_WRITABLE = "not writable"
    NO_BACKUP = "no backup"
    OPEN_HERE = "open here"
    OPEN_ELSEWHERE = "open elsewhere"
    LONG_NAME = "long name"


_BY_ERRNO = {
    errno.ENOENT: FileTrouble.MISSING,
    errno.ENOTDIR: FileTrouble.NO_FOLDER,
    errno.EISDIR: FileTrouble.FOLDER,
    errno.EACCES: FileTrouble.NO_PERMISSION,
    errno.EPERM: FileTrouble.NO_PERMISSION,
    errno.EROFS: FileTrouble.READ_ONLY,
    errno.ENOSPC: FileTrouble.FULL,
    errno.EDQUOT: FileTrouble.FULL,
    errno.EEXIST: FileTrouble.EXISTS,
    errno.ENAMETOOLONG: FileTrouble.LONG_NAME,
}


class FileError(PlanError):
    """A file could not be opened, read or written; it is as it was.

    `free` is the room left in bytes where a disk is full and somebody could say.
    """

    def __init__(self, trouble: FileTrouble, path: Path, detail: str = "", free: int | None = None) -> None:
        super().__init__(trouble, path, detail)
        self.trouble = trouble
        self.path = path
        self.detail = detail
        self.free = free

    @classmethod
    def of_system(cls, error: OSError, path: Path, free: int | None = None) -> "FileError":
        """What an operating system's refusal means."""
        trouble = _BY_ERRNO.get(error.errno or 0, FileTrouble.NOT_WRITABLE)
        return cls(trouble, path, str(error.strerror or error), free if trouble is FileTrouble.FULL else None)
