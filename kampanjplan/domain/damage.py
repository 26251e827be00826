"""What a damaged plan file has lost, as facts; the sentences are made in wording."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from uuid import UUID

Progress = Callable[[int, int], None]  # steps done, steps in all; may raise StoppedError


class StoppedError(Exception):
    """The user had enough of waiting."""


class DamageKind(Enum):
    FILE = "file"  # `detail` is SQLite's own word for it
    HEADER = "header"
    CUT = "cut"  # the end of the file is gone
    INTERRUPTED = "interrupted"  # an act that was stopped half-way could not be taken back
    PAGE = "page"
    ROW = "row"  # of `table`, with `key` where that could be read
    VALUE = "value"  # of one column; a salvaged row holds the field's own default instead
    DOUBLE = "double"
    TIE = "tie"  # `column` named a thing that is not there
    PLACEHOLDER = "placeholder"  # stands in for a thing that others need
    CONTENT = "content"  # the bytes of a frozen paper are lost
    FROM_HISTORY = "from history"  # a lost thing, as the history knew it last


@dataclass(frozen=True, slots=True)
class Damage:
    """One thing that is wrong; texts are empty and `page` 0 where they are not known."""

    kind: DamageKind
    table: str = ""
    key: str = ""
    name: str = ""  # what people call the thing
    column: str = ""
    page: int = 0
    detail: str = ""


@dataclass(slots=True)
class Salvaged:
    """What came out of a damaged file: rows kept by table, and what could not be read."""

    path: Path
    rows: dict[str, int] = field(default_factory=dict)
    damages: tuple[Damage, ...] = ()


def key_text(key: object) -> str:
    """A key as a person may see it: as a UUID is written, whichever way the file keeps it."""
    try:
        return str(UUID(str(key)))
    except ValueError:
        return str(key)
