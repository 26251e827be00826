"""Tables of contacts: CSV and workbooks, read as rows of texts, and the rows as cards."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO, TextIOWrapper
from pathlib import Path

from kampanjplan.domain.cards import (
    MOST_CARDS,
    MOST_COLUMNS,
    Card,
    CardField,
    CardFileError,
    CardTrouble,
)
from kampanjplan.exchange.card_texts import card_of
from kampanjplan.exchange.columns import is_own
from kampanjplan.exchange.formulas import unguarded
from kampanjplan.exchange.texts import ENCODINGS, check_text, encoding_of, read_bytes

SEPARATORS = (";", ",", "\t")
_MOST_CELLS = 1_000_000  # that hold something
_LONGEST_LINE = 1_000_000  # characters
_MOST_LINES = 600_000  # a note may have many
_GOOGLE = " ::: "  # between several values in one cell
_MANY = {CardField.EMAIL: "emails", CardField.PHONE: "phones", CardField.TAGS: "tags"}


@dataclass(frozen=True, slots=True)
class Table:
    """The heads and the rows of a file, each row with the number of its line.

    `encoding` and `separator` are as the file was read; empty of a workbook. `own` is a file of ours.
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    encoding: str = ""
    separator: str = ""
    own: bool = False


def read_csv(path: Path, encoding: str = "", separator: str = "") -> Table:
    """A file of text as a table; what is not said of how it is written is recognised.

    FileError or CardFileError where it cannot be read so.
    """
    data = read_bytes(path)
    encoding = encoding or encoding_of(data, path)
    if encoding != "cp1252":
        check_text(data, encoding, path)
    separator = separator or _separator(data[:20_000].decode(encoding, "replace"))
    stream = TextIOWrapper(BytesIO(data), encoding, "replace", newline="")
    return table_of(_csv_rows(stream, separator, path), path, encoding, separator)


def table_of(
    rows: Iterable[tuple[int, Sequence[str]]], path: Path, encoding: str = "", separator: str = ""
) -> Table:
    """The table of numbered rows, of which the first that says anything holds the heads."""
    heads: tuple[str, ...] | None = None
    kept: list[tuple[int, tuple[str, ...]]] = []
    cells, own = 0, False
    for line, row in rows:
        filled = sum(1 for cell in row if cell and not cell.isspace())
        if not filled:
            continue
        if len(row) > MOST_COLUMNS and any(row[MOST_COLUMNS:]):
            raise CardFileError(CardTrouble.TOO_WIDE, path, line=line, limit=MOST_COLUMNS)
        if heads is None:
            heads = tuple(cell.strip() for cell in row[:MOST_COLUMNS])
            own = is_own(heads)
            continue
        cells += filled
        if len(kept) == MOST_CARDS or cells > _MOST_CELLS:
            raise CardFileError(CardTrouble.TOO_MANY, path, line=line, limit=MOST_CARDS)
        kept.append((line, tuple(map(unguarded, row)) if own else tuple(row)))
    if heads is None or not kept:
        raise CardFileError(CardTrouble.NO_ROWS, path)
    return Table(heads, tuple(kept), encoding, separator, own)


def cards_of(table: Table, columns: Sequence[CardField | None], near: date | None = None) -> list[Card]:
    """A card for each row, where each column says what `columns` has it say; None is not read."""
    near = near or date.today()
    told = [(number, kind) for number, kind in enumerate(columns) if kind is not None]
    return [_card(line, row, told, near, own=table.own) for line, row in table.rows]


def names_people(columns: Sequence[CardField | None]) -> bool:
    """Whether any column says what people are called; without one nothing can be read."""
    return any(kind in (CardField.NAME, CardField.GIVEN, CardField.FAMILY) for kind in columns)


def _card(
    line: int, row: Sequence[str], told: Sequence[tuple[int, CardField]], near: date, *, own: bool
) -> Card:
    said: dict[str, list[str]] = {}
    places: list[str] = []
    for number, kind in told:
        cell = row[number] if number < len(row) else ""
        if not cell:
            continue
        if kind in _MANY:
            said.setdefault(_MANY[kind], []).extend(_several(cell, kind, own=own))
        elif kind is CardField.MEMBERSHIPS:
            places += cell.split("\n")
        else:
            said.setdefault(kind.value, []).append(cell)
    if not any(text.strip() for text in said.get("name", [])):
        said["name"] = [" ".join(c.strip() for k in ("given", "family") for c in said.get(k, []))]
    if own and "notes" in said:
        said["notes"] = ["".join(said["notes"])]  # a note too long for one cell goes on in the next
    return card_of(line, said, places, near)


def _several(cell: str, kind: CardField, *, own: bool) -> list[str]:
    """The values of a cell that may hold several: ours stand on lines of their own."""
    if own or kind is CardField.PHONE:
        return cell.replace(_GOOGLE, "\n").split("\n") if not own else cell.split("\n")
    for separator in (_GOOGLE, ";", ","):
        cell = cell.replace(separator, "\n")
    return cell.split("\n")


def _separator(text: str) -> str:
    """The separator that the first line has most of, outside quotes; semicolon where it has none."""
    line = re.sub(r'"[^"]*"', "", text).lstrip("\r\n").splitlines()[:1]
    first = line[0] if line else ""
    counts = {separator: first.count(separator) for separator in SEPARATORS}
    return max(SEPARATORS, key=lambda separator: counts[separator])


def _csv_rows(stream: TextIOWrapper, separator: str, path: Path) -> Iterator[tuple[int, list[str]]]:
    lines = _Lines(stream, separator, path)
    reader = csv.reader(lines, delimiter=separator, strict=True)
    while True:
        begun, lines.separators = lines.number + 1, 0
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise CardFileError(CardTrouble.QUOTE, path, line=begun) from error
        if begun == 1 and len(row) == 1 and row[0].lower().startswith("sep="):
            continue  # a note to Excel
        yield begun, row


class _Lines:
    """The lines of a text, and where it has come; refuses what no table has, before it fills the memory."""

    def __init__(self, stream: TextIOWrapper, separator: str, path: Path) -> None:
        self._stream, self._separator, self._path = stream, separator, path
        self.number = 0
        self.separators = 0  # since the row began

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._stream.readline(_LONGEST_LINE)
        if not line:
            raise StopIteration
        self.number += 1
        if self.number > _MOST_LINES:
            raise CardFileError(CardTrouble.TOO_MANY, self._path, line=self.number, limit=MOST_CARDS)
        self.separators += line.count(self._separator)
        if len(line) == _LONGEST_LINE or self.separators > 40 * MOST_COLUMNS:
            raise CardFileError(CardTrouble.TOO_WIDE, self._path, line=self.number, limit=MOST_COLUMNS)
        return line.replace("\0", "")


def encodings_for(found: str) -> tuple[str, ...]:
    """The encodings to choose among, the recognised one first."""
    return (found, *(name for name in ENCODINGS if name != found))
