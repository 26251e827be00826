"""Tables of contacts: recognised however they are written, and never run by a spreadsheet."""

import csv
import zipfile
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter

from kampanjplan.domain.cards import Card, CardFileError, CardTrouble
from kampanjplan.domain.errors import UnreadableError
from kampanjplan.exchange.columns import meanings
from kampanjplan.exchange.contact_files import read_contacts, write_contacts
from kampanjplan.exchange.contact_tables import write_csv
from kampanjplan.exchange.formulas import guarded, unguarded
from kampanjplan.exchange.tables import read_csv
from tests.exchange.cards import FULL, saved, unlined

RISKY = ("=1+1", "+46 70", "-1", "@SUM(A1)", "\tx", "\rx", "\nx", "'", "''=1", "'=1", " =1", "＝1", "x", "")


def cards(path: Path) -> list[Card]:
    return [unlined(card) for card in read_contacts(path, date(2026, 11, 24)).cards]


def read(tmp_path: Path, text: str, encoding: str = "utf-8") -> list[Card]:
    return cards(saved(tmp_path / "lista.csv", text, encoding))


ASA = Card(
    name="Åsa Öberg", organisation="Torsås kommun", emails=("asa@example.org",), phones=("070-174 06 05",)
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("ends", ["\r\n", "\n", "\r"])
def test_however_it_is_written(tmp_path: Path, encoding: str, separator: str, ends: str) -> None:
    rows = [("Telefon", "NAMN", "Skonummer", "e-post", "Företag"),
            ("070-174 06 05", "Åsa Öberg", "38", "asa@example.org", "Torsås kommun")]  # fmt: skip
    text = ends.join(separator.join(row) for row in rows) + ends
    assert read(tmp_path, text, encoding) == [ASA]
    table = read_csv(tmp_path / "lista.csv")
    assert table.separator == separator
    assert table.encoding in (encoding, "utf-8-sig", "utf-16")


def test_as_outlook_exports(tmp_path: Path) -> None:
    heads = (
        '"First Name","Middle Name","Last Name","Company","Job Title","Business Phone","Mobile Phone",'
        '"E-mail Address","E-mail 2 Address","Notes","Categories"'
    )
    row = (
        '"Åsa","","Öberg","Torsås kommun","Chef","0486-465 00 04","070-174 06 05",'
        '"asa@example.org","b@example.org","Rad ett\r\nRad två","värd;talare"'
    )
    (card,) = read(tmp_path, f"{heads}\r\n{row}\r\n", "cp1252")
    assert card == Card(
        name="Åsa Öberg",
        organisation="Torsås kommun",
        title="Chef",
        phones=("0486-465 00 04", "070-174 06 05"),
        emails=("asa@example.org", "b@example.org"),
        notes="Rad ett\nRad två",
        tags=("värd", "talare"),
    )


def test_as_google_exports(tmp_path: Path) -> None:
    heads = (
        "First Name,Last Name,Organization Name,Organization Title,Notes,Labels,"
        "E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value"
    )
    row = (
        "Åsa,Öberg,Torsås kommun,Chef,,värd ::: * myContacts,* Work,"
        'asa@example.org ::: b@example.org,Mobile,"070-174 06 05 ::: 08-465 004 00"'
    )
    (card,) = read(tmp_path, f"{heads}\n{row}\n")
    assert (card.name, card.organisation, card.title) == ("Åsa Öberg", "Torsås kommun", "Chef")
    assert card.emails == ("asa@example.org", "b@example.org")
    assert card.phones == ("070-174 06 05", "08-465 004 00")
    assert card.tags == ("värd", "* myContacts")


def test_a_workbook_with_numbers_and_days(tmp_path: Path) -> None:
    path = tmp_path / "lista.xlsx"
    book = xlsxwriter.Workbook(str(path))
    book.add_worksheet("Tom")
    sheet = book.add_worksheet("Kontakter")
    sheet.write_row(2, 1, ["Namn", "Telefon", "Insamlad", "Län"])
    sheet.write_row(4, 1, ["Åsa Öberg", 701740605, None, 8])
    sheet.write_datetime(4, 3, datetime(2026, 11, 3), book.add_format({"num_format": "yyyy-mm-dd"}))
    sheet.write_formula(5, 1, '="Bo "&"Ek"', None, "Bo Ek")
    book.close()
    asa, bo = read_contacts(path).cards
    assert (asa.name, asa.phones, asa.collected, asa.county_code) == (
        "Åsa Öberg",
        ("701740605",),
        date(2026, 11, 3),
        "08",
    )
    assert (asa.line, bo.line, bo.name) == (5, 6, "Bo Ek")


def test_lines_are_those_of_the_file(tmp_path: Path) -> None:
    text = 'Namn;Anteckningar\nÅsa;"ett\ntvå\ntre"\n\nBo;x\n'
    assert [card.line for card in read_contacts(saved(tmp_path / "l.csv", text)).cards] == [2, 6]


def test_a_row_with_a_bad_day_says_which(tmp_path: Path) -> None:
    (card,) = read(tmp_path, "Namn;Insamlad\nÅsa;i fjol\n")
    assert isinstance(card.wrong, UnreadableError)
    assert card.wrong.field == "collected"


@pytest.mark.parametrize(
    ("text", "trouble", "line"),
    [
        ('Namn;Titel\nÅsa;x\nBo;"aldrig slut\nCi;y\n', CardTrouble.QUOTE, 3),
        ('Namn;Titel\nÅsa;"x"y\n', CardTrouble.QUOTE, 2),
        ("Namn;Titel\n", CardTrouble.NO_ROWS, 0),
        ("\n\n;;\n", CardTrouble.NO_ROWS, 0),
        ("Titel;Kula\nChef;x\n", CardTrouble.NO_NAME, 0),
        ("Namn" + ";x" * 600 + "\n", CardTrouble.TOO_WIDE, 1),
        ("Namn\n" + "Åsa\n" * 20_001, CardTrouble.TOO_MANY, 20_002),
        ("", CardTrouble.EMPTY, 0),
    ],
)
def test_what_is_no_table_is_refused_with_its_line(tmp_path: Path, text: str, trouble, line: int) -> None:
    with pytest.raises(CardFileError) as caught:
        read(tmp_path, text)
    assert (caught.value.trouble, caught.value.line) == (trouble, line)


def test_another_encoding_can_be_chosen(tmp_path: Path) -> None:
    path = saved(tmp_path / "l.csv", "Namn\nÅsa Öberg\n", "mac_roman")
    assert read_csv(path).encoding == "cp1252"
    assert read_csv(path, "mac_roman").rows[0][1] == ("Åsa Öberg",)
    with pytest.raises(CardFileError) as caught:
        read_csv(path, "utf-8-sig")
    assert caught.value.trouble is CardTrouble.UNREADABLE_TEXT


@pytest.mark.parametrize("text", RISKY)
def test_the_guard_is_taken_off_again(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝"))


def hostile(text: str) -> Card:
    """A card with a risky text wherever a text may stand."""
    text = text.strip() or "x"
    return replace(FULL, name=text, title=text, organisation=text, emails=(text,), phones=(text,), notes=text,
                   tags=(text,), purpose=text, source=text, decision=text, memberships=())  # fmt: skip


def test_no_cell_of_a_csv_file_is_run_and_all_come_back(tmp_path: Path) -> None:
    made = [hostile(text) for text in RISKY]
    write_csv(made, tmp_path / "k.csv")
    with (tmp_path / "k.csv").open(encoding="utf-8-sig", newline="") as file:
        found = [cell for row in csv.reader(file, delimiter=";") for cell in row]
    assert not [cell for cell in found if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))]
    assert cards(tmp_path / "k.csv") == made


def test_no_cell_of_a_workbook_is_run_and_all_come_back(tmp_path: Path) -> None:
    made = [hostile(text) for text in RISKY]
    write_contacts(made, tmp_path / "k.xlsx", "xlsx")
    with zipfile.ZipFile(tmp_path / "k.xlsx") as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
        styles = archive.read("xl/styles.xml")
        assert not [name for name in archive.namelist() if "external" in name.lower()]
    assert b"<f>" not in sheet
    assert b"hyperlink" not in sheet
    assert b'quotePrefix="1"' in styles  # it stays a text when somebody edits the cell
    assert cards(tmp_path / "k.xlsx") == made


def test_an_apostrophe_of_somebody_elses_file_stays(tmp_path: Path) -> None:
    (card,) = read(tmp_path, "Namn;Telefon\n'Åsa;'+46 70\n")
    assert (card.name, card.phones) == ("'Åsa", ("'+46 70",))


def test_columns_are_known_by_their_heads() -> None:
    heads = ["Förnamn", "Efternamn", "E-mail Address", "Mobil", "Okänd", "Telefon", "Organization", "Företag"]
    said = [kind.value if kind else None for kind in meanings(heads)]
    assert said == ["given", "family", "email", "phone", None, "phone", "organisation", None]


def test_notes_that_pack_very_well_are_no_bomb(tmp_path: Path) -> None:
    made = [replace(FULL, notes="🙂" * 20_000)] * 20
    write_contacts(made, tmp_path / "k.xlsx", "xlsx")
    assert cards(tmp_path / "k.xlsx") == made
