"""The schedule as a workbook, read back by another library and opened by LibreOffice."""

import csv
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from datetime import date, time
from pathlib import Path
from uuid import uuid4

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from kampanjplan.domain.stops import Stop
from kampanjplan.domain.tours import Tour
from kampanjplan.exchange.schedule_workbook import write_schedule_workbook
from kampanjplan.services.sheets import ContactSheet, ItemSheet, ScheduleSheet, StopSheet, schedule_sheet
from tests.exchange.hostile import TEXTS
from tests.things import an_item, example_door, follow_up

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
needs_office = pytest.mark.skipif(
    OFFICE is None, reason="NOT RUN: LibreOffice opening the workbook, as it is not here; .ci/run installs it"
)


@pytest.fixture(scope="module")
def example() -> ScheduleSheet:
    door = example_door()
    return door.read(schedule_sheet, follow_up(door).id)


def made(sheet: ScheduleSheet, folder: Path, **wanted: bool) -> Path:
    path = folder / "schema å ä ö.xlsx"
    write_schedule_workbook(sheet, path, **wanted)
    return path


def rows_of(path: Path, name: str) -> list[list[object]]:
    return CalamineWorkbook.from_path(str(path)).get_sheet_by_name(name).to_python()


def part(path: Path, name: str) -> str:
    with zipfile.ZipFile(path) as book:
        return book.read(name).decode("utf-8")


def a_day(text: str, **facts) -> StopSheet:
    known = {"id": uuid4(), "tour_id": uuid4(), "county_code": "08", "town": text, "venue": text}
    known |= {"address": text, "registration_link": text}
    item = an_item(title=text, room=text, material=text, material_link=text)
    contact = ContactSheet((text,), text, text, text, text, text)
    return StopSheet(Stop(**{**known, **facts}), text, text, (ItemSheet(item, (text,)),), (contact,))


def test_days_and_times_are_real_and_what_is_undated_says_so(example: ScheduleSheet, tmp_path: Path) -> None:
    path = made(example, tmp_path)
    head, *rows = rows_of(path, "Stopp")
    assert head[:6] == ["Datum", "Vecka", "Börjar", "Slutar", "Län", "Ort"]
    assert rows[0][:6] == [date(2027, 9, 14), "37", time(9, 0), time(15, 30), "Kalmar län", "Kalmar"]
    assert [row[0] for row in rows[1:]] == [
        "ej bestämt (v. 38–46)", date(2027, 9, 29), "ej bestämt (v. 41)", "ej bestämt (v. 36–50)",
    ]  # fmt: skip
    assert rows[0][head.index("Väntat antal")] == 37
    assert rows[0][head.index("Platser")] == ""
    head, *rows = rows_of(path, "Program")
    assert len(rows) == sum(len(day.items) for day in example.stops)
    assert rows[1][:7] == [date(2027, 9, 14), "Kalmar", time(9, 30), time(10, 15), 45, "föreläsning",
                           "Kemikalielagstiftningen för varor"]  # fmt: skip
    assert rows[4][7] == "Exempel Workshopledare UHM, UHM\nExempel Talare Kemi, Kemi"


def test_contacts_only_where_they_are_asked_for(example: ScheduleSheet, tmp_path: Path) -> None:
    path = made(example, tmp_path)
    assert CalamineWorkbook.from_path(str(path)).sheet_names == ["Stopp", "Program"]
    assert "070-174" not in part(path, "xl/sharedStrings.xml")
    path = made(example, tmp_path, contacts=True)
    head, *rows = rows_of(path, "Kontakter")
    assert head[-2:] == ["Telefon", "E-post"]
    assert "070-174 06 10" in [row[-2] for row in rows]


def test_it_prints_on_a4_with_the_head_on_each_page(example: ScheduleSheet, tmp_path: Path) -> None:
    path = made(replace(example, tour=replace(example.tour, name="R&D <turné>")), tmp_path)
    for number in (1, 2):
        page = part(path, f"xl/worksheets/sheet{number}.xml")
        assert '<pane ySplit="1"' in page
        assert re.search(r'<pageSetup paperSize="9"[^>]*orientation="landscape"', page)
        assert 'fitToHeight="0"' in page
        assert "R&amp;&amp;D &lt;turné&gt;" in page
        assert 'name="TableStyleLight9"' in part(path, f"xl/tables/table{number}.xml")
    names = part(path, "xl/workbook.xml")
    assert names.count("_xlnm.Print_Titles") == 2


def test_a_tour_without_stops_has_heads_alone(tmp_path: Path) -> None:
    path = made(ScheduleSheet(Tour(id=uuid4(), name="Tom"), ()), tmp_path, contacts=True)
    assert [len(rows_of(path, name)) for name in ("Stopp", "Program", "Kontakter")] == [1, 1, 1]


def test_a_day_that_no_spreadsheet_knows_is_told_as_text(tmp_path: Path) -> None:
    old, late = date(1900, 1, 1), date(2199, 12, 31)
    days = (a_day("x", first_day=old, last_day=old), a_day("x", first_day=late, last_day=late))
    path = made(ScheduleSheet(Tour(id=uuid4(), name="x"), days), tmp_path)
    assert [row[0] for row in rows_of(path, "Stopp")[1:]] == ["1900-01-01", late]


def test_a_cell_that_is_too_full_shows_that_there_is_more(tmp_path: Path) -> None:
    day = a_day("x")
    day = replace(
        day, items=(replace(day.items[0], speakers=tuple(f"{n} " + "å" * 190 for n in range(200))),)
    )
    path = made(ScheduleSheet(Tour(id=uuid4(), name="x"), (day,)), tmp_path)
    assert str(rows_of(path, "Program")[1][7]).endswith(" […]")


texts = st.sampled_from(TEXTS) | st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts)
def test_any_text_is_text_and_comes_back(tmp_path: Path, text: str) -> None:
    text = text.strip().translate({0xFFFE: None, 0xFFFF: None}) or "x"
    path = made(ScheduleSheet(Tour(id=uuid4(), name=text[:200]), (a_day(text),)), tmp_path, contacts=True)
    assert rows_of(path, "Stopp")[1].count(text) >= 6
    assert rows_of(path, "Program")[1].count(text) >= 6
    assert rows_of(path, "Kontakter")[1][1:] == [text] * 7
    for number in (1, 2, 3):
        page = part(path, f"xl/worksheets/sheet{number}.xml")
        assert "<f>" not in page
        assert "<hyperlink" not in page


@needs_office
def test_libreoffice_opens_it(example: ScheduleSheet, tmp_path: Path) -> None:
    stress = tuple(a_day(text.strip() or "x") for text in TEXTS if "\n" not in text)
    path = made(replace(example, stops=(*example.stops, *stress)), tmp_path)
    for kind in ("csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,false,false,false,1", "pdf"):
        subprocess.run(
            [str(OFFICE), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless",
             "--convert-to", kind, "--outdir", str(tmp_path), str(path)],
            check=True, capture_output=True, timeout=180,
        )  # fmt: skip
    (text,) = tmp_path.glob("*.csv")
    with text.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    assert rows[1][:2] == ["2027-09-14", "37"]
    assert rows[1][4:6] == ["Kalmar län", "Kalmar"]
    towns = [row[5] for row in rows[6:]]
    assert towns == [day.stop.town for day in stress]
    document = pypdfium2.PdfDocument(tmp_path / "schema å ä ö.pdf")
    sizes = {tuple(round(side) for side in page.get_size()) for page in document}
    told = [page.get_textpage().get_text_range() for page in document]
    heads = ["Datum" in text for text in told]
    document.close()
    assert "09:00" in told[0]
    assert "15:30" in told[0]
    assert sizes == {(842, 595)}
    assert len(heads) > 2
    assert all(heads)
