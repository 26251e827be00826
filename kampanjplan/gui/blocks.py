"""Where the cells of a block from a spreadsheet go in a grid whose rows and columns have names."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kampanjplan.domain.errors import Expected, NoRoomError, PlanError, TwiceError, UnreadableError
from kampanjplan.gui.pasting import PasteError


@dataclass(frozen=True, slots=True)
class Place:
    """A text and the cell that it is for; `line` is its row in the block, from 1, the titles aside."""

    row: int
    column: int
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Names:
    """What a grid's rows and columns are called: the number of each by its name, or None.

    `head` is the title of the rows' names, `unknown` what a wrong one should have been.
    """

    head: str
    titles: Sequence[str]
    rows: int
    find_row: Callable[[str], int | None]
    find_column: Callable[[str], int | None]
    unknown: Expected


def placed(
    block: Sequence[Sequence[str]], names: Names, row: int, column: int, *, named: bool = True
) -> list[Place]:
    """Every cell of the block with its place, from the given cell on where no names say otherwise.

    A first row of titles says which column is which, and those that the grid does not have are passed over;
    a first column of names says which row, unless `named` is False. PasteError where the block goes outside
    the grid, names a row that there is not, or names one twice.
    """
    lines = [list(line) for line in block]
    columns = _titles(lines[0], names) if lines else None
    if columns is not None:
        lines.pop(0)
    has_names = named and _has_names(lines, names, columns)
    found: list[Place] = []
    taken: set[int] = set()
    for number, line in enumerate(lines, start=1):
        if not any(line):
            continue
        at = _row(line[0], names, taken, number) if has_names else row + number - 1
        if at >= names.rows:
            raise PasteError(number, names.head, NoRoomError())
        taken.add(at)
        begins = 1 if has_names else 0
        for place, text in enumerate(line[begins:], start=begins):
            if columns is not None:
                to = columns[place] if place < len(columns) else None
            else:
                to = column + place - begins
                if to >= len(names.titles) and text:
                    raise PasteError(number, str(place + 1), NoRoomError())
            if to is not None and to < len(names.titles):
                found.append(Place(at, to, text, number))
    return found


def left_out(block: Sequence[Sequence[str]], names: Names) -> list[str]:
    """The titles of the block that `placed` passes over though something stands under them."""
    columns = _titles(block[0], names) if block else None
    return [
        title
        for place, title in enumerate(block[0] if columns else ())
        if place and title and columns and columns[place] is None
        if any(place < len(line) and line[place] for line in block[1:])
    ]


def _titles(line: Sequence[str], names: Names) -> list[int | None] | None:
    """The grid's column for each cell of a row of titles; None where the row is none."""
    found = [names.find_column(cell) if cell else None for cell in line]
    known = sum(number is not None for number in found)
    headed = bool(line) and line[0].casefold() in ("", names.head.casefold())
    others = sum(bool(cell) for cell in line) - known
    return found if known and (headed or not others) else None


def _has_names(lines: Sequence[Sequence[str]], names: Names, columns: Sequence[int | None] | None) -> bool:
    if columns is not None:
        return columns[0] is None
    firsts = [line[0] for line in lines if any(line)]
    known = sum(names.find_row(first) is not None for first in firsts)
    return max(map(len, lines), default=0) > 1 and known * 2 > len(firsts)


def _row(name: str, names: Names, taken: set[int], line: int) -> int:
    found = names.find_row(name)
    error: PlanError | None = None
    if found is None:
        error = UnreadableError(name, names.unknown)
    elif found in taken:
        error = TwiceError(name)
    if error is not None:
        raise PasteError(line, names.head, error)
    assert found is not None
    return found
