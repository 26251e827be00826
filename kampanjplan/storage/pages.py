"""The pages of an SQLite file, read from its bytes, so that a broken page hides no other.

Follows the file format's sections 1.2-2.1 (sqlite.org/fileformat2.html). No number read is trusted:
each is held against the size of the page or the file, and every chain of pages remembers where it was.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kampanjplan.storage.header import MAGIC

LEAF, INTERIOR = 0x0D, 0x05  # kinds of pages of a table; those of an index hold nothing of their own
USUAL_SIZE = 4096


class BrokenError(Exception):
    """The bytes cannot be what they should be."""


class _Gone:
    """Stands in a row for a value whose bytes are lost."""

    def __repr__(self) -> str:
        return "GONE"


GONE = _Gone()


@dataclass(frozen=True, slots=True)
class Cell:
    """A row as it lies in a leaf: `values` may hold GONE, and bytes where a text is no longer UTF-8."""

    page: int
    rowid: int
    values: tuple[Any, ...]
    overflow: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class BrokenCell:
    """A row that was there and cannot be read."""

    page: int


class Pages:
    """The pages of one file, numbered from 1 as SQLite does."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.size, self._usable = _sizes(data)
        self.count = -(-len(data) // self.size)

    def page(self, number: int) -> bytes:
        """The page's bytes; none outside the file, fewer where the file was cut."""
        return self.data[(number - 1) * self.size : number * self.size] if number > 0 else b""

    def kind(self, number: int) -> int:
        page, start = self.page(number), _start(number)
        return page[start] if len(page) > start else 0

    def leaves(self, root: int) -> tuple[list[int], list[int]]:
        """The leaves under a root in the order of their keys, and the pages of the tree that are broken."""
        leaves: list[int] = []
        broken: list[int] = []
        seen: set[int] = set()
        waiting = [root]
        while waiting:
            number = waiting.pop()
            if number in seen:
                continue
            seen.add(number)
            kind = self.kind(number)
            if kind == LEAF:
                leaves.append(number)
            elif kind == INTERIOR:
                children = list(self._children(number))
                waiting += reversed(children)
                if not children:
                    broken.append(number)
            else:
                broken.append(number)
        return leaves, broken

    def _children(self, number: int) -> Iterator[int]:
        page, start = self.page(number), _start(number)
        for pointer in self._pointers(page, start, 12):
            child = int.from_bytes(page[pointer : pointer + 4], "big")
            if 0 < child <= self.count:
                yield child
        last = int.from_bytes(page[start + 8 : start + 12], "big")
        if 0 < last <= self.count:
            yield last

    def _pointers(self, page: bytes, start: int, header: int) -> list[int]:
        """Where the page's cells begin; those that point at no place for a cell are None of them."""
        cells = int.from_bytes(page[start + 3 : start + 5], "big")
        first, most = start + header, (len(page) - start - header) // 2
        found = [
            int.from_bytes(page[at : at + 2], "big")
            for at in range(first, first + 2 * min(cells, most), 2)
        ]  # fmt: skip
        least = first + 2 * len(found)
        return [pointer for pointer in found if least <= pointer < len(page)]

    def cells(self, number: int) -> Iterator[Cell | BrokenCell]:
        """The rows of a leaf."""
        page, start = self.page(number), _start(number)
        pointers = self._pointers(page, start, 8)
        for pointer in pointers:
            try:
                yield self._cell(number, page, pointer)
            except BrokenError:
                yield BrokenCell(number)
        said = int.from_bytes(page[start + 3 : start + 5], "big") if page else 0
        for _none in range(min(said - len(pointers), 1)):
            yield BrokenCell(number)

    def _cell(self, number: int, page: bytes, at: int) -> Cell:
        length, at = varint(page, at)
        rowid, at = varint(page, at)
        if not 0 < length <= len(self.data):
            raise BrokenError
        local = self._local(length)
        here = page[at : at + local]
        if len(here) < min(local, length):
            raise BrokenError
        overflow: list[int] = []
        if local < length:
            first = int.from_bytes(page[at + local : at + local + 4], "big")
            here += self._overflow(first, length - local, overflow)
        return Cell(number, rowid, record(here, length), tuple(overflow))

    def _local(self, length: int) -> int:
        """How much of a row so long lies in its leaf; the rest lies in pages of its own."""
        most = self._usable - 35
        if length <= most:
            return length
        least = (self._usable - 12) * 32 // 255 - 23
        fitting = least + (length - least) % (self._usable - 4)
        return fitting if fitting <= most else least

    def _overflow(self, number: int, length: int, seen: list[int]) -> bytes:
        """What can be read of the rest of a row."""
        parts: list[bytes] = []
        left, known = length, set(seen)
        while left > 0 and 0 < number <= self.count and number not in known:
            known.add(number)
            seen.append(number)
            page = self.page(number)
            part = page[4 : 4 + min(left, self._usable - 4)]
            parts.append(part)
            left -= len(part)
            number = int.from_bytes(page[:4], "big")
            if len(page) < self.size:
                break
        return b"".join(parts)

    def free(self) -> set[int]:
        """The pages that hold nothing any more, as far as the list of them can be followed."""
        found: set[int] = set()
        trunk = int.from_bytes(self.data[32:36], "big") if self.data.startswith(MAGIC) else 0
        while 0 < trunk <= self.count and trunk not in found:
            page = self.page(trunk)
            leaves = int.from_bytes(page[4:8], "big")
            if leaves > self._usable // 4 - 2:
                break
            found.add(trunk)
            found.update(int.from_bytes(page[8 + 4 * n : 12 + 4 * n], "big") for n in range(leaves))
            trunk = int.from_bytes(page[:4], "big")
        return found


def _sizes(data: bytes) -> tuple[int, int]:
    """The size of a page and how much of it is used; the usual ones where the header says nonsense."""
    said = int.from_bytes(data[16:18], "big")
    size = 65536 if said == 1 else said
    if not data.startswith(MAGIC) or size < 512 or size & (size - 1):
        return USUAL_SIZE, USUAL_SIZE
    return size, size - data[20] if size - data[20] >= 480 else size


def _start(number: int) -> int:
    """Where a page's own header begins: the first page holds the file's before it."""
    return 100 if number == 1 else 0


def varint(data: bytes, at: int) -> tuple[int, int]:
    """A number of one to nine bytes, and where it ended."""
    value = 0
    for position in range(at, at + 8):
        if position >= len(data):
            raise BrokenError
        byte = data[position]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, position + 1
    if at + 8 >= len(data):
        raise BrokenError
    value = value << 8 | data[at + 8]
    return value - (1 << 64) if value >= 1 << 63 else value, at + 9


def record(data: bytes, length: int) -> tuple[Any, ...]:
    """The values of a row that should be so long; those that lie after the end of `data` are GONE."""
    header, at = varint(data, 0)
    if not 0 < header <= len(data):
        raise BrokenError
    kinds: list[int] = []
    while at < header:
        kind, at = varint(data, at)
        kinds.append(kind)
    if at != header or sum(map(_width, kinds)) + header != length:
        raise BrokenError
    values: list[Any] = []
    for kind in kinds:
        width = _width(kind)
        values.append(_value(kind, data[at : at + width]) if at + width <= len(data) else GONE)
        at += width
    return tuple(values)


_WIDTHS = (0, 1, 2, 3, 4, 6, 8, 8, 0, 0)


def _width(kind: int) -> int:
    if kind >= 12:
        return (kind - 12) // 2
    if not 0 <= kind < len(_WIDTHS):
        raise BrokenError
    return _WIDTHS[kind]


def _value(kind: int, data: bytes) -> Any:
    if kind == 0:
        return None
    if kind in (8, 9):
        return kind - 8
    if kind == 7:
        return struct.unpack(">d", data)[0]
    if kind < 7:
        return int.from_bytes(data, "big", signed=True)
    if kind % 2 == 0:
        return data
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data
