"""Who takes part, themes and ways to travel: added in a line, edited in cells, removed and undone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from kampanjplan.domain.interests import Theme, ThemeKind
from kampanjplan.domain.planning import FactorUnit, TravelFactor
from kampanjplan.domain.possibility import Lecturer, Party
from kampanjplan.domain.tours import Tour


@pytest.fixture
def page(window):
    def furnish(unit) -> None:
        for kind in (Party, Lecturer):
            unit.remove(*unit.find(kind))

    window.workspace.do("Prov", furnish)
    window.workspace.stack.clear()
    window.go_to(5)
    window.page.tabs.setCurrentIndex(2)
    return window.page.taking_part


def add(qtbot, part, text: str) -> None:
    part.line.setFocus()
    part.line.setText(text)
    qtbot.keyClick(part.line, Qt.Key.Key_Return)


def edit(qtbot, part, row: int, column: int, text: str) -> None:
    table = part.table
    table.setFocus()
    table.setCurrentIndex(table.rows.index(row, column))
    qtbot.keyClick(table, Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    if hasattr(editor, "setCurrentText"):
        editor.setCurrentText(text)
    else:
        editor.selectAll()
        editor.insert(text)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: table.itemDelegate().editor is None)


def shown(part) -> list[list[str]]:
    model = part.table.rows
    return [[model.index(r, c).data() for c in range(model.columnCount())] for r in range(model.rowCount())]


def test_a_body_takes_part_with_its_town_and_staff(window, page, qtbot) -> None:
    add(qtbot, page.parties, "kemi")
    add(qtbot, page.parties, "Upphandlingsmyndigheten")
    assert shown(page.parties) == [["Kemi", "Sundbyberg", "1"], ["UHM", "Solna", "1"]]
    edit(qtbot, page.parties, 1, 1, "malmö")
    edit(qtbot, page.parties, 1, 2, "3")
    assert shown(page.parties)[1] == ["UHM", "Malmö", "3"]
    page.parties.table.selectRow(0)
    qtbot.keyClick(page.parties.table, Qt.Key.Key_Delete)
    assert shown(page.parties) == [["UHM", "Malmö", "3"]]
    for _n in range(5):
        window.workspace.stack.undo()
    assert window.workspace.read(lambda r: r.find(Party)) == []


def test_an_unknown_body_is_refused_and_stays_typed(window, page, qtbot) -> None:
    add(qtbot, page.parties, "Ingen sådan")
    assert "heter ”Ingen sådan”" in window.message.text.text()
    assert page.parties.line.text() == "Ingen sådan"


def test_who_can_speak_on_what_and_how_often(window, page, qtbot) -> None:
    add(qtbot, page.lecturers, "talare kemi")
    edit(qtbot, page.lecturers, 0, 1, "varor; kemikalielagstiftning, varor")
    edit(qtbot, page.lecturers, 0, 3, "4")
    assert shown(page.lecturers) == [
        ["Exempel Talare Kemi", "varor; kemikalielagstiftning", "Sundbyberg", "4"]
    ]
    page.lecturers.table.selectRow(0)
    qtbot.mouseClick(page.lecturers.gone, Qt.MouseButton.LeftButton)
    assert window.workspace.read(lambda r: r.find(Lecturer)) == []


def test_a_theme_is_renamed_here_and_in_the_tours_form(window, page, qtbot) -> None:
    edit(qtbot, page.themes, 0, 0, "Djupare")
    edit(qtbot, page.themes, 1, 1, "annat tema")
    add(qtbot, page.themes, "Giftfritt byggande")
    tour = window.workspace.read(lambda r: r.get(Tour, window.workspace.tour_id))
    assert tour.themes == ("Djupare", "Repris för dem som missade", "Giftfritt byggande")
    window.go_to(1)
    form = window.page.tour_form
    window.page.tabs.setCurrentIndex(1)
    themes = form.field("themes")
    assert themes.area.toPlainText().splitlines() == list(tour.themes)
    themes.area.setFocus()
    themes.area.setPlainText("Ännu djupare\nRepris för dem som missade\nGiftfritt byggande")
    assert form.commit_all()
    known = window.workspace.read(lambda r: r.find(Theme))
    assert {(theme.name, theme.kind) for theme in known} == {
        ("Ännu djupare", ThemeKind.DEEP_DIVE), ("Repris för dem som missade", ThemeKind.OTHER),
    }  # fmt: skip


def test_ways_to_travel_are_added_by_a_click_and_replaced(window, page, qtbot) -> None:
    assert shown(page.factors) == []
    qtbot.mouseClick(page.known, Qt.MouseButton.LeftButton)
    assert shown(page.factors)[4][:3] == ["tåg, el (Norden)", "7", "personkilometer"]
    edit(qtbot, page.factors, 4, 1, "6,5")
    add(qtbot, page.factors, "färja")
    row = next(n for n, cells in enumerate(shown(page.factors)) if cells[0] == "färja")
    edit(qtbot, page.factors, row, 1, "120")
    edit(qtbot, page.factors, row, 3, "egen tabell 2026")
    found = {factor.mode: factor for factor in window.workspace.read(lambda r: r.find(TravelFactor))}
    assert len(found) == 6
    assert (found["tåg, el (Norden)"].mg_per_km, found["färja"].mg_per_km) == (6_500, 120_000)
    assert found["färja"].unit is FactorUnit.PERSON_KM
    qtbot.mouseClick(page.known, Qt.MouseButton.LeftButton)
    assert "redan alla" in window.message.text.text()
    edit_refused = page.factors.table
    edit_refused.setCurrentIndex(edit_refused.rows.index(0, 1))
    edit_refused.setFocus()
    qtbot.keyClick(edit_refused, Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    editor.setText("sju")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "”sju” är inget tal" in window.message.text.text())
    qtbot.keyClick(editor, Qt.Key.Key_Escape)


def test_room_goes_to_what_the_rows_are_called(window, page, qtbot) -> None:
    window.resize(1920, 1080)
    add(qtbot, page.lecturers, "Exempel Workshopledare UHM")
    tables = [part.table for part in (page.parties, page.lecturers, page.themes, page.factors)]
    qtbot.waitUntil(lambda: all(table.rows.rowCount() for table in (page.lecturers.table, page.themes.table)))
    for table in tables:
        assert table.sizeHintForColumn(0) <= table.columnWidth(0), table.accessibleName()
        assert table.horizontalScrollBar().maximum() == 0
