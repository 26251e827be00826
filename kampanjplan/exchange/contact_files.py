"""Files of contacts of any kind: read by what they are, written by the end of their name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kampanjplan.domain.cards import Card, CardField, CardFileError, CardTrouble
from kampanjplan.exchange.columns import meanings
from kampanjplan.exchange.contact_tables import write_csv, write_workbook
from kampanjplan.exchange.files import refuse_own_place
from kampanjplan.exchange.tables import Table, cards_of, names_people, read_csv
from kampanjplan.exchange.vcard import read_vcards, write_vcards
from kampanjplan.exchange.workbooks import read_workbook

FORMATS = ("vcf", "csv", "xlsx")


@dataclass(frozen=True, slots=True)
class Read:
    """What was read of a file; a vCard file is no table."""

    cards: tuple[Card, ...]
    table: Table | None = None
    columns: tuple[CardField | None, ...] = ()


def read_table(path: Path, encoding: str = "", separator: str = "") -> Table | None:
    """The file as a table, None where it holds vCards. FileError or CardFileError where it holds neither."""
    if is_vcard(path):
        return None
    if _begins(path, 4) in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0") or path.suffix.lower() == ".xlsx":
        return read_workbook(path)
    return read_csv(path, encoding, separator)


def read_contacts(path: Path, near: date | None = None) -> Read:
    """Everything of a file, its columns understood by their heads; as `read_table`."""
    table = read_table(path)
    if table is None:
        return Read(tuple(read_vcards(path, near)))
    return read_columns(path, table, meanings(table.heads), near)


def read_columns(
    path: Path, table: Table, columns: Sequence[CardField | None], near: date | None = None
) -> Read:
    """The table's cards, its columns understood so; CardFileError where none says what people are called."""
    if not names_people(columns):
        raise CardFileError(CardTrouble.NO_NAME, path)
    return Read(tuple(cards_of(table, columns, near)), table, tuple(columns))


def is_vcard(path: Path) -> bool:
    """Whether a file holds vCards, by its name or its beginning."""
    if path.suffix.lower() in (".vcf", ".vcard"):
        return True
    return b"BEGIN:VCARD" in _begins(path, 400).replace(b"\0", b"").upper()


def _begins(path: Path, count: int) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(count)
    except (OSError, ValueError):
        return b""  # whoever reads it next says why


def write_contacts(
    cards: Sequence[Card], path: Path, kind: str, plan: Path | None = None, version: str = "4.0"
) -> None:
    """Writes a whole file of one of FORMATS, or raises a FileError: never in the plan's own place."""
    if plan is not None:
        refuse_own_place(path, plan)
    if kind == "vcf":
        write_vcards(cards, path, version)
    elif kind == "csv":
        write_csv(cards, path)
    else:
        write_workbook(cards, path)
