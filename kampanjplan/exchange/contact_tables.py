"""Contacts written as tables: CSV and workbooks, that this program reads back as they were."""

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial
from io import StringIO
from pathlib import Path

from kampanjplan.domain.cards import Card, CardField
from kampanjplan.domain.contacts import LegalBasis
from kampanjplan.domain.counties import find_county
from kampanjplan.exchange.card_texts import place_text
from kampanjplan.exchange.columns import column_text
from kampanjplan.exchange.files import write_pieces, write_whole
from kampanjplan.exchange.formulas import guarded, is_risky
from kampanjplan.wording import _
from kampanjplan.wording.history import field_text
from kampanjplan.wording.labels import label

_PIECE = 15_000  # letters of a note in one cell; a workbook's own limit is 32,767 of UTF-16


def write_csv(cards: Sequence[Card], path: Path, separator: str = ";", encoding: str = "utf-8-sig") -> None:
    """Writes all cards or nothing; FileError where it cannot be, UnicodeError for a letter without code."""
    out = StringIO(newline="")
    writer = csv.writer(out, delimiter=separator, lineterminator="\r\n")
    writer.writerows([guarded(cell) for cell in row] for row in _rows(cards))
    write_pieces(path, [out.getvalue().encode(encoding)])


def write_workbook(cards: Sequence[Card], path: Path) -> None:
    """Writes all the cards as a workbook of texts alone, or nothing; FileError where it cannot be."""
    write_whole(path, partial(_fill_workbook, _rows(cards)))


def _fill_workbook(rows: list[list[str]], path: Path) -> None:
    import xlsxwriter

    nothing_guessed = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(str(path), {**nothing_guessed, "in_memory": True})
    sheet = book.add_worksheet(_("Kontakter"))
    text = book.add_format({"num_format": "@", "valign": "top"})
    # Marked as text typed with an apostrophe first: it stays text also when somebody edits the cell.
    quoted = book.add_format({"num_format": "@", "valign": "top", "quote_prefix": True})
    head = book.add_format({"bold": True, "bottom": 1})
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            if cell:
                kind = head if number == 0 else quoted if is_risky(cell) else text
                sheet.write_string(number, column, guarded(cell) if cell.startswith("'") else cell, kind)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(rows) - 1, 1), len(rows[0]) - 1)
    sheet.set_column(0, len(rows[0]) - 1, 22)
    try:
        book.close()
    except xlsxwriter.exceptions.FileCreateError as error:
        raise OSError(str(error)) from error


def _rows(cards: Sequence[Card]) -> list[list[str]]:
    """The heads, then a row for each card."""
    pieces = max((_count(card.notes) for card in cards), default=1)
    return [_heads(pieces), *(_row(card, pieces) for card in cards)]


def _count(note: str) -> int:
    return max(-(-len(note) // _PIECE), 1)


def _heads(pieces: int) -> list[str]:
    text = column_text
    return [
        text(CardField.NAME),
        text(CardField.TITLE),
        text(CardField.ORGANISATION),
        text(CardField.EMAIL),
        field_text(None, "more_emails"),
        text(CardField.PHONE),
        field_text(None, "more_phones"),
        text(CardField.COUNTY),
        text(CardField.TAGS),
        text(CardField.NOTES),
        *[_("Anteckningar, forts.")] * (pieces - 1),
        text(CardField.MEMBERSHIPS),
        text(CardField.PURPOSE),
        text(CardField.BASIS),
        text(CardField.SOURCE),
        text(CardField.COLLECTED),
        text(CardField.DECISION),
        text(CardField.KEEP_UNTIL),
        text(CardField.ORGANISATION_ID),
        text(CardField.ID),
    ]


def _row(card: Card, pieces: int) -> list[str]:
    return [
        card.name,
        card.title,
        card.organisation,
        card.emails[0] if card.emails else "",
        _lines(card.emails[1:]),
        card.phones[0] if card.phones else "",
        _lines(card.phones[1:]),
        _county(card.county_code or ""),
        _lines(card.tags),
        *(card.notes[n * _PIECE : (n + 1) * _PIECE] for n in range(pieces)),
        _lines(place_text(place) for place in card.memberships),
        card.purpose,
        "" if card.basis is LegalBasis.NONE else label(card.basis),
        card.source,
        _day(card.collected),
        card.decision,
        _day(card.keep_until),
        str(card.organisation_id or ""),
        str(card.id or ""),
    ]


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(texts)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _county(code: str) -> str:
    """The county's name; a code that is none stands as it is."""
    found = find_county(code) if code else None
    return found.name if found else code
