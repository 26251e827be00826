"""Pasted rows: what is meant by their cells, and why they were refused."""

from collections.abc import Sequence
from typing import Any

from kampanjplan.domain.errors import PlanError
from kampanjplan.gui.table import Column
from kampanjplan.wording import _
from kampanjplan.wording.sentences import error_text


class PasteError(Exception):
    """A pasted cell that could not be read; `error` says why, row and column where."""

    def __init__(self, row: int, column: str, error: PlanError) -> None:
        super().__init__(row, column, error)
        self.row, self.column, self.error = row, column, error


def read_pasted(
    columns: Sequence[Column], rows: Sequence[Sequence[str]], needed: Column | None = None
) -> list[dict[str, Any]]:
    """The facts of each pasted row. A first row of titles says which column is which.

    Columns for looking only and empty rows are passed over. PasteError where a cell means nothing, or
    the needed one is empty.
    """
    by_title = {column.title.casefold(): column for column in columns}
    layout: list[Column | None] = list(columns)
    rows = list(rows)
    if rows and rows[0] and rows[0][0].casefold() in by_title:
        layout = [by_title.get(cell.casefold()) for cell in rows.pop(0)]
    result = []
    for number, row in enumerate(rows, start=1):
        if not any(row):
            continue
        facts: dict[str, Any] = {}
        cells = {column.title: cell for column, cell in zip(layout, row, strict=False) if column}
        for column in columns:
            cell = cells.get(column.title, "")
            if column.read is None or not (cell or column is needed):
                continue
            try:
                facts |= column.read(cell)
            except PlanError as error:
                raise PasteError(number, column.title, error) from error
        result.append(facts)
    return result


def paste_text(error: PasteError) -> str:
    """Where a paste was refused, and why; nothing was added."""
    return _("Inget klistrades in. Rad {row}, {column}: {reason}").format(
        row=error.row, column=error.column, reason=error_text(error.error)
    )


def left_out_text(titles: Sequence[str]) -> str:
    """Which of the pasted columns were passed over; the others were pasted."""
    return _("Klistrades inte in, för rutnätet har ingen sådan kolumn: {titles}.").format(
        titles=", ".join(titles)
    )


def fill_text(error: PasteError) -> str:
    """Why cells were not filled with what stands above them; none was."""
    return _("Inget fylldes nedåt. {column}: {reason}").format(
        column=error.column, reason=error_text(error.error)
    )
