"""Files of text from other programs: how they are encoded, recognised before anything is read of them."""

import codecs
from pathlib import Path

from kampanjplan.domain.cards import MOST_BYTES, CardFileError, CardTrouble
from kampanjplan.domain.errors import FileError

ENCODINGS = ("utf-8-sig", "utf-16", "cp1252", "utf-16-le", "utf-16-be", "mac_roman", "cp850")
_OTHERS = {
    b"%PDF": "pdf",
    b"\xd0\xcf\x11\xe0": "office",
    b"\x89PNG": "png",
    b"\xff\xd8\xff": "png",
    b"PK\x03\x04": "zip",
    b"SQLite format 3\x00": "database",
    b"\x1f\x8b": "gzip",
}
_CONTROLS = frozenset(range(32)) - frozenset(b"\t\n\r\x0c\x1b\x1a")


def read_bytes(path: Path, most: int = MOST_BYTES) -> bytes:
    """All of a file, unless it is larger than `most`; FileError or CardFileError where it cannot be."""
    try:
        if path.is_dir():
            raise CardFileError(CardTrouble.FOLDER, path)
        with path.open("rb") as file:
            data = file.read(most + 1)
    except (OSError, ValueError) as error:
        system = error if isinstance(error, OSError) else OSError(2, str(error))
        raise FileError.of_system(system, path) from error
    if not data:
        raise CardFileError(CardTrouble.EMPTY, path)
    if len(data) > most:
        raise CardFileError(CardTrouble.TOO_LARGE, path, limit=most)
    return data


def encoding_of(data: bytes, path: Path) -> str:
    """The encoding of a text, one of ENCODINGS; CardFileError where it is no text.

    A byte order mark says it; else it is UTF-8 where it can be, UTF-16 where every other byte is nought,
    and otherwise what Windows writes in the west.
    """
    for mark, kind in _OTHERS.items():
        if data.startswith(mark):
            raise CardFileError(CardTrouble.OTHER_KIND, path, detail=kind)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if not data.startswith(codecs.BOM_UTF8) and (wide := _wide(data[:4000])):
        return wide
    head = data[:4000]
    if sum(byte in _CONTROLS for byte in head) > len(head) // 50:
        raise CardFileError(CardTrouble.OTHER_KIND, path, detail="binary")
    try:
        check_text(data, "utf-8-sig", path)
    except CardFileError:
        return "cp1252"
    return "utf-8-sig"


def _wide(head: bytes) -> str:
    """UTF-16 without a mark, told by its noughts: most letters of the west have one each."""
    half = max(len(head) // 2, 1)
    low, high = head[0::2].count(0), head[1::2].count(0)
    if high > half * 0.6 and low < half * 0.1:
        return "utf-16-le"
    if low > half * 0.6 and high < half * 0.1:
        return "utf-16-be"
    return ""


def check_text(data: bytes, encoding: str, path: Path) -> None:
    """CardFileError where the text is not so encoded. Reads it in parts, so that little is held at once."""
    decoder = codecs.getincrementaldecoder(encoding)()
    step = 1 << 16
    try:
        for start in range(0, len(data), step):
            decoder.decode(data[start : start + step], start + step >= len(data))
    except UnicodeError as error:
        raise CardFileError(CardTrouble.UNREADABLE_TEXT, path, detail=encoding) from error
