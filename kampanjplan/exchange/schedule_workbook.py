"""A tour's schedule as a workbook: the stops, their programmes and contacts where asked, each on a sheet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from functools import partial
from pathlib import Path
from textwrap import wrap
from typing import Any

from kampanjplan.domain.tours import Tour
from kampanjplan.exchange.files import write_whole
from kampanjplan.exchange.formulas import is_risky
from kampanjplan.exchange.plain_text import item_title
from kampanjplan.services.sheets import ScheduleSheet, StopSheet
from kampanjplan.wording import _
from kampanjplan.wording.dates import week_text, when_text
from kampanjplan.wording.labels import label

Cell = str | int | date | time | None
_FIRST_DAY = date(1900, 3, 1)  # before it, spreadsheets count the days each in their own way
_MOST = 15_000  # letters in a cell; a workbook's own limit is 32,767 of UTF-16
_A4 = 9
_LINE, _HIGHEST = 15, 405  # points


@dataclass(frozen=True, slots=True)
class _Table:
    """A sheet's name, its columns with their widths in letters, and its rows."""

    name: str
    columns: Sequence[tuple[str, float]]
    rows: Sequence[Sequence[Cell]]


def write_schedule_workbook(sheet: ScheduleSheet, path: Path, *, contacts: bool = False) -> None:
    """Writes the whole workbook or nothing; FileError where it cannot be.

    Days and times are real ones, that can be sorted and counted with; a stop without its day says so in
    words. `contacts` adds a sheet of people with phone and e-mail.
    """
    tables = [_stops(sheet), _programmes(sheet)] + ([_contacts(sheet)] if contacts else [])
    write_whole(path, partial(_fill, sheet.tour, tables))


def _stops(sheet: ScheduleSheet) -> _Table:
    columns = (
        (_("Datum"), 21), (_("Vecka"), 8), (_("Börjar"), 9), (_("Slutar"), 9), (_("Län"), 20), (_("Ort"), 14),
        (_("Lokal"), 22), (_("Adress"), 22), (_("Värd"), 26), (_("Status"), 12), (_("Målgrupp"), 28),
        (_("Platser"), 9), (_("Väntat antal"), 9), (_("Sista anmälningsdag"), 15), (_("Anmälan"), 22),
    )  # fmt: skip
    return _Table(_("Stopp"), columns, [_stop_row(day, sheet.tour) for day in sheet.stops])


def _stop_row(day: StopSheet, tour: Tour) -> Sequence[Cell]:
    stop = day.stop
    return (
        stop.day or when_text(stop, tour),
        week_text(stop.first_day, stop.last_day),
        stop.starts,
        stop.ends,
        day.county,
        stop.town,
        stop.venue,
        stop.address,
        day.host,
        label(stop.status),
        ", ".join(label(audience) for audience in stop.audience),
        stop.capacity,
        stop.expected,
        stop.registration_until,
        stop.registration_link,
    )


def _programmes(sheet: ScheduleSheet) -> _Table:
    columns = (
        (_("Datum"), 21), (_("Ort"), 14), (_("Börjar"), 9), (_("Slutar"), 9), (_("Minuter"), 9),
        (_("Slag"), 14), (_("Programpunkt"), 42), (_("Talare"), 32), (_("Sal"), 16), (_("Material"), 22),
        (_("Länk eller fil"), 22),
    )  # fmt: skip
    rows = [
        (
            day.stop.day or when_text(day.stop, sheet.tour),
            day.stop.town or day.county,
            one.item.start,
            one.item.end,
            one.item.minutes,
            label(one.item.kind),
            item_title(one),
            "\n".join(one.speakers),
            one.item.room,
            one.item.material,
            one.item.material_link,
        )
        for day in sheet.stops
        for one in day.items or ()
    ]
    return _Table(_("Program"), columns, rows)


def _contacts(sheet: ScheduleSheet) -> _Table:
    columns = (
        (_("Datum"), 21), (_("Ort"), 14), (_("Roll"), 20), (_("Namn"), 24), (_("Titel"), 24),
        (_("Organisation"), 30), (_("Telefon"), 18), (_("E-post"), 28),
    )  # fmt: skip
    rows = [
        (
            day.stop.day or when_text(day.stop, sheet.tour),
            day.stop.town or day.county,
            ", ".join(contact.roles),
            contact.name,
            contact.title,
            contact.organisation,
            contact.phone,
            contact.email,
        )
        for day in sheet.stops
        for contact in day.contacts or ()
    ]
    return _Table(_("Kontakter"), columns, rows)


def _fill(tour: Tour, tables: Iterable[_Table], path: Path) -> None:
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path), {"in_memory": True})
    book.set_properties({"title": _plain(tour.name)})
    common = {"valign": "top", "text_wrap": True, "bottom": 1, "bottom_color": "#BFBFBF"}
    formats = {
        date: book.add_format({**common, "num_format": "yyyy-mm-dd", "align": "left"}),
        time: book.add_format({**common, "num_format": "hh:mm;@", "align": "left"}),
        int: book.add_format({**common, "num_format": "0", "align": "left"}),
        str: book.add_format({**common, "num_format": "@"}),
        # As text typed with an apostrophe first: it stays text also when somebody edits the cell.
        "risky": book.add_format({**common, "num_format": "@", "quote_prefix": True}),
        "head": book.add_format({**common, "bold": True, "bg_color": "#D9E2EC"}),
    }
    for table in tables:
        _write_table(book.add_worksheet(table.name), table, formats)
        _prepare_print(book.worksheets()[-1], tour)
    try:
        book.close()
    except xlsxwriter.exceptions.FileCreateError as error:
        raise OSError(str(error)) from error


def _write_table(page: Any, table: _Table, formats: dict[Any, Any]) -> None:
    for column, (_head, width) in enumerate(table.columns):
        page.set_column(column, column, width)
    page.set_row(0, _height([head for head, _width in table.columns], table.columns))
    for number, row in enumerate(table.rows, start=1):
        page.set_row(number, _height(row, table.columns))
        for column, cell in enumerate(row):
            _write_cell(page, (number, column), cell, formats)
    page.add_table(
        0,
        0,
        max(len(table.rows), 1),
        len(table.columns) - 1,
        {
            "style": "Table Style Light 9",
            "columns": [{"header": h, "header_format": formats["head"]} for h, _width in table.columns],
        },
    )
    page.freeze_panes(1, 0)


def _height(row: Sequence[Cell], columns: Sequence[tuple[str, float]]) -> float:
    """Points that a row needs: not every program finds out by itself, and then lines stand on one another."""
    lines = 1
    for cell, (_head, width) in zip(row, columns, strict=True):
        if isinstance(cell, str):
            lines = max(lines, sum(len(wrap(part, int(width))) or 1 for part in cell.split("\n")))
    return min(lines * _LINE + 3, _HIGHEST)


def _write_cell(page: Any, place: tuple[int, int], cell: Cell, formats: dict[Any, Any]) -> None:
    if isinstance(cell, date) and cell < _FIRST_DAY:
        cell = cell.isoformat()
    if not cell and not isinstance(cell, int | time):
        page.write_blank(*place, None, formats[str])
    elif isinstance(cell, str):
        page.write_string(*place, _plain(cell), formats["risky" if is_risky(cell) else str])
    elif isinstance(cell, int):
        page.write_number(*place, cell, formats[int])
    else:
        page.write_datetime(*place, cell, formats[type(cell)])


def _plain(text: str) -> str:
    """The text as far as a cell holds it; that there is more is seen."""
    return text if len(text) <= _MOST else f"{text[:_MOST]} […]"


def _prepare_print(page: Any, tour: Tour) -> None:
    """A4 across, all columns on one page's width, the heads on each page."""
    page.set_landscape()
    page.set_paper(_A4)
    page.set_margins(left=0.5, right=0.5, top=0.8, bottom=0.7)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.set_header("&L" + tour.name[:100].replace("&", "&&") + "&R&A")
    page.set_footer("&R" + _("Sida {page} av {pages}").format(page="&P", pages="&N"))
