"""Rows of cells as spreadsheets put them on the clipboard: tabs between cells, quotes round line breaks."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO


def cells_to_text(rows: Iterable[Sequence[str]]) -> str:
    """The rows as text that a spreadsheet pastes into as many cells."""
    out = StringIO()
    csv.writer(out, delimiter="\t", lineterminator="\n").writerows(rows)
    return out.getvalue()


def text_to_cells(text: str) -> list[list[str]]:
    """The rows of a text that a spreadsheet copied; empty rows at the end are left out."""
    rows = [[cell.strip() for cell in row] for row in csv.reader(StringIO(text, newline=""), delimiter="\t")]
    while rows and not any(rows[-1]):
        rows.pop()
    return rows
