"""Workbooks (xlsx): examined before they are read, as a small one can unpack to more than there is room."""

import math
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from xml.parsers import expat

from kampanjplan.domain.cards import (
    MOST_CARDS,
    MOST_COLUMNS,
    MOST_UNPACKED,
    CardFileError,
    CardTrouble,
)
from kampanjplan.domain.errors import FileError
from kampanjplan.exchange.tables import Table, table_of

_MOST_TIMES = 100  # that a part may be larger unpacked; text of any sense is 20 times
_SMALL = 5_000_000  # bytes of a part that may be packed as it likes: a note of one letter packs well
_MOST_PARTS = 2_000
_MOST_AREA = 2_500_000  # cells, empty ones too
_STEP = 1 << 16
_LOOKED_AT = ("/worksheet", "/sharedStrings", "/styles")
_OFFICE = b"\xd0\xcf\x11\xe0"


def read_workbook(path: Path) -> Table:
    """The first sheet that says anything. FileError or CardFileError where there is none to be read."""
    if path.is_dir():
        raise CardFileError(CardTrouble.FOLDER, path)
    try:
        with path.open("rb") as file:
            head = file.read(4)
        if head != b"PK\x03\x04":
            raise _not_a_workbook(head, path)
        _examine(path)
    except (OSError, ValueError) as error:
        system = error if isinstance(error, OSError) else OSError(2, str(error))
        raise FileError.of_system(system, path) from error
    return table_of(_rows(path), path)


def _not_a_workbook(head: bytes, path: Path) -> CardFileError:
    if not head:
        return CardFileError(CardTrouble.EMPTY, path)
    kind = "office" if head == _OFFICE else "pdf" if head == b"%PDF" else "other"
    return CardFileError(CardTrouble.OTHER_KIND, path, detail=kind)


def _examine(path: Path) -> None:
    """Refuses what would unpack to too much, and what its own sizes lie about."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            _refuse_bombs(parts, path)
            if "xl/workbook.xml" not in {part.filename for part in parts}:
                raise CardFileError(CardTrouble.OTHER_KIND, path, detail="zip")
            for part in parts:
                _read_part(archive, part, path)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError, KeyError) as error:
        raise CardFileError(CardTrouble.DAMAGED, path) from error
    except RuntimeError as error:  # a part with a password
        raise CardFileError(CardTrouble.LOCKED, path) from error
    except Exception as error:
        if isinstance(error, CardFileError | OSError):
            raise
        raise CardFileError(CardTrouble.DAMAGED, path) from error  # zlib and others have errors of their own


def _refuse_bombs(parts: list[zipfile.ZipInfo], path: Path) -> None:
    whole = sum(part.file_size for part in parts)
    times = max((p.file_size / max(p.compress_size, 1) for p in parts if p.file_size > _SMALL), default=0)
    if whole > MOST_UNPACKED or times > _MOST_TIMES or len(parts) > _MOST_PARTS:
        raise CardFileError(CardTrouble.BOMB, path, limit=MOST_UNPACKED)
    if len({part.filename for part in parts}) != len(parts):
        raise CardFileError(CardTrouble.DAMAGED, path)  # which of two is meant, programs do not agree on


def _read_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, path: Path) -> None:
    """Unpacks a part, which finds sizes that lie, and looks through it where it is a sheet or other XML."""
    look = _Look(path) if part.filename.lower().endswith((".xml", ".rels")) else None
    with archive.open(part) as stream:
        while data := stream.read(_STEP):
            if look:
                look.feed(data)
    if look:
        look.end()


class _Look:
    """Looks through XML for what would cost too much to read: entities, and cells far away from others."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._column = self._row = self._wide = self._high = self._texts = 0
        self._parser = expat.ParserCreate()
        self._parser.StartDoctypeDeclHandler = self._refuse_entities
        self._parser.StartElementHandler = self._element

    def feed(self, data: bytes) -> None:
        try:
            self._parser.Parse(data, False)
        except expat.ExpatError as error:
            raise CardFileError(CardTrouble.DAMAGED, self._path) from error

    def end(self) -> None:
        try:
            self._parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise CardFileError(CardTrouble.DAMAGED, self._path) from error

    def _refuse_entities(self, *_: object) -> None:
        raise CardFileError(CardTrouble.BOMB, self._path, limit=MOST_UNPACKED)

    def _element(self, name: str, attributes: dict[str, str]) -> None:
        kind = name.rpartition(":")[2]
        if kind == "c":
            column, row = _place(attributes.get("r", ""))
            self._column = column or self._column + 1
            self._reach(self._column, row or self._row)
        elif kind == "row":
            number = attributes.get("r", "")[:12]
            self._column = 0
            self._row = int(number) if number.isascii() and number.isdigit() else self._row + 1
            self._reach(1, self._row)
        elif kind == "si":
            self._texts += 1
            if self._texts > _MOST_AREA:
                raise CardFileError(CardTrouble.TOO_MANY, self._path, limit=MOST_CARDS)
        elif (
            kind == "Relationship"
            and attributes.get("Type", "").endswith(_LOOKED_AT)
            and not attributes.get("Target", "").lower().endswith(".xml")
        ):
            raise CardFileError(CardTrouble.DAMAGED, self._path)  # it would be read without a look

    def _reach(self, column: int, row: int) -> None:
        """A sheet is as large as its outermost cells, all of which are held at once."""
        self._wide, self._high = max(self._wide, column), max(self._high, row)
        if self._wide > MOST_COLUMNS:
            raise CardFileError(CardTrouble.TOO_WIDE, self._path, line=row, limit=MOST_COLUMNS)
        if self._high > MOST_CARDS * 3 or self._wide * self._high > _MOST_AREA:
            raise CardFileError(CardTrouble.TOO_MANY, self._path, line=row, limit=MOST_CARDS)


def _place(place: str) -> tuple[int, int]:
    """Column and row of "AB12", from 1; (0, 0) where it is no place."""
    letters = place[:12].rstrip("0123456789")
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - 64
    digits = place[len(letters) : len(letters) + 12]
    return (column, int(digits)) if digits.isascii() and digits.isdigit() else (0, 0)


def _rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        workbook = CalamineWorkbook.from_path(str(path))
        for name in workbook.sheet_names:
            sheet = workbook.get_sheet_by_name(name)
            found = sheet.to_python(skip_empty_area=False)
            if any(cell != "" for row in found for cell in row):
                break
        else:
            return
    except PasswordError as error:
        raise CardFileError(CardTrouble.LOCKED, path) from error
    except (CalamineError, ValueError, OSError) as error:
        raise CardFileError(CardTrouble.DAMAGED, path) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # the reader's own kind of fault is no Exception
            raise
        raise CardFileError(CardTrouble.DAMAGED, path) from error
    for number, row in enumerate(found, start=1):
        yield number, [_cell_text(cell) for cell in row]


def _cell_text(cell: object) -> str:
    """A cell as it would be typed."""
    if isinstance(cell, str):
        return cell.replace("\r\n", "\n").replace("\r", "\n")
    if isinstance(cell, bool):
        return str(cell)
    if isinstance(cell, float) and math.isfinite(cell) and cell == int(cell) and abs(cell) < 1e15:
        return str(int(cell))  # a phone number that was taken for a number
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == datetime.min.time() else cell.isoformat(" ")
    return cell.isoformat() if isinstance(cell, date) else str(cell)
