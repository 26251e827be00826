"""The grid of interest as it is worked in: typed, tabbed, emptied, copied, pasted, refused, undone."""

import time

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit

from kampanjplan.domain.answers import Interest, Known
from kampanjplan.domain.interests import CountyInterest
from kampanjplan.exchange.cells import text_to_cells
from kampanjplan.gui.dialogs.conflict import ConflictDialog
from kampanjplan.plans import open_plan
from kampanjplan.services.interests import interests_of, set_interest

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
INTEREST, HOST, PEOPLE, MISSED, WEEKS, TOWNS, COMMENT = 0, 1, 2, 3, 8, 9, 10
STOCKHOLM, UPPSALA, KALMAR = 0, 1, 6


@pytest.fixture
def grid(window, qtbot):
    window.workspace.do("Töm", lambda unit: unit.remove(*unit.find(CountyInterest)))
    window.workspace.stack.clear()
    window.go_to(5)
    grid = window.page.interest.grid
    grid.setFocus()
    grid.go_to(STOCKHOLM, INTEREST)
    return grid


def said(window) -> dict[str, CountyInterest]:
    workspace = window.workspace
    return {row.county_code: row for row in workspace.read(interests_of, workspace.tour_id)}


def at(grid) -> tuple[int, int]:
    return grid.currentIndex().row(), grid.currentIndex().column()


def type_in(qtbot, grid, text: str, key: Qt.Key) -> None:
    """Types as one does in a spreadsheet: the first letter opens the cell."""
    qtbot.keyClick(grid, text[0])
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit | QComboBox), editor
    qtbot.keyClicks(editor, text[1:])
    qtbot.keyClick(editor, key)
    qtbot.waitUntil(lambda: grid.itemDelegate().editor is None)


def test_the_model_keeps_qts_rules(grid) -> None:
    QAbstractItemModelTester(grid.rows, QAbstractItemModelTester.FailureReportingMode.Fatal)


def test_a_row_is_filled_with_keys_alone(window, grid, qtbot) -> None:
    for text in ("starkt", "ja", "42", "nej"):
        type_in(qtbot, grid, text, Qt.Key.Key_Tab)
    assert at(grid) == (STOCKHOLM, MISSED + 1)
    grid.go_to(STOCKHOLM, WEEKS)
    type_in(qtbot, grid, "v. 40-43, 46", Qt.Key.Key_Tab)
    type_in(qtbot, grid, "solna; Stockholm", Qt.Key.Key_Return)
    assert at(grid) == (UPPSALA, TOWNS)
    row = said(window)["01"]
    year = row.weeks[0][:4]
    assert (row.interest, row.can_host, row.participants, row.missed) == (
        Interest.STRONG, Known.YES, 42, Known.NO,
    )  # fmt: skip
    assert row.weeks == tuple(f"{year}-W{week}" for week in (40, 41, 42, 43, 46))
    assert row.towns == ("Solna", "Stockholm")
    assert grid.rows.index(STOCKHOLM, WEEKS).data() == "v. 40-43, 46"
    assert window.workspace.stack.count() == 6


def test_tab_goes_on_over_the_end_of_a_row_and_out_of_the_grid(grid, qtbot) -> None:
    grid.go_to(STOCKHOLM, COMMENT)
    qtbot.keyClick(grid, Qt.Key.Key_Tab)
    assert at(grid) == (UPPSALA, INTEREST)
    qtbot.keyClick(grid, Qt.Key.Key_Backtab)
    assert at(grid) == (STOCKHOLM, COMMENT)
    qtbot.keyClick(grid, Qt.Key.Key_Backtab, SHIFT)
    assert grid.picked_cells() == [(STOCKHOLM, TOWNS)]
    qtbot.keyClick(grid, Qt.Key.Key_Return, SHIFT)
    assert at(grid) == (STOCKHOLM, TOWNS)
    grid.go_to(20, COMMENT)
    qtbot.keyClick(grid, Qt.Key.Key_Tab)
    assert not grid.hasFocus()
    grid.setFocus()
    qtbot.keyClick(grid, Qt.Key.Key_Escape)
    assert not grid.hasFocus()


def test_delete_empties_all_picked_cells_as_one_act(window, grid, qtbot) -> None:
    tour = window.workspace.tour_id
    for code in ("01", "03"):
        window.workspace.do("A", set_interest, tour, code, interest=Interest.SOME, participants=5)
    window.workspace.do("A", set_interest, tour, "03", comment="kvar")
    before, steps = said(window), window.workspace.stack.count()
    grid.go_to(STOCKHOLM, INTEREST)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down):
        qtbot.keyClick(grid, key, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(grid, Qt.Key.Key_Delete)
    kept = window.workspace.read(lambda r: r.find(CountyInterest))
    assert [(row.county_code, row.comment) for row in kept] == [("03", "kvar")]
    assert window.workspace.stack.count() == steps + 1
    qtbot.keyClick(window, Qt.Key.Key_Z, CTRL)
    assert said(window) == before


def test_a_wrong_cell_stays_open_with_the_reason(window, grid, qtbot) -> None:
    grid.go_to(KALMAR, TOWNS)
    qtbot.keyClick(grid, "L")
    editor = QApplication.focusWidget()
    qtbot.keyClicks(editor, "und")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "heter ”Lund”" in window.message.text.text())
    assert editor.text() == "Lund"
    assert said(window)["08"].towns == ()
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert window.page.commit_all()


BLOCK = (
    "Län\tIntresse\tKommentar\tEget\n"
    "Kalmar län\tstarkt\tGärna\tx\n25\tvisst\t\ty\nVisby\tinget\tNej tack\tz\n"
)


def test_a_block_with_titles_and_counties(window, grid, qtbot) -> None:
    QApplication.clipboard().setText(BLOCK)
    qtbot.keyClick(grid, Qt.Key.Key_V, CTRL)
    rows = said(window)
    assert [(rows[c].interest, rows[c].comment) for c in ("08", "25", "09")] == [
        (Interest.STRONG, "Gärna"), (Interest.SOME, ""), (Interest.NONE, "Nej tack"),
    ]  # fmt: skip
    assert window.workspace.stack.count() == 1
    window.workspace.stack.undo()
    assert window.workspace.read(lambda r: r.find(CountyInterest)) == []


def test_a_block_without_names_goes_from_the_current_cell(window, grid, qtbot) -> None:
    grid.go_to(UPPSALA, HOST)
    QApplication.clipboard().setText("ja\t30\nnej\t\n")
    qtbot.keyClick(grid, Qt.Key.Key_V, CTRL)
    rows = said(window)
    assert [(rows[c].can_host, rows[c].participants) for c in ("03", "04")] == [
        (Known.YES, 30), (Known.NO, None),
    ]  # fmt: skip


def test_towns_that_are_called_as_counties_are_towns_in_their_column(window, grid, qtbot) -> None:
    grid.go_to(KALMAR, TOWNS)
    QApplication.clipboard().setText("Kalmar\tAnnan dag\n")
    qtbot.keyClick(grid, Qt.Key.Key_V, CTRL)
    assert (said(window)["08"].towns, said(window)["08"].comment) == (("Kalmar",), "Annan dag")


def test_one_cell_is_pasted_into_all_that_are_picked(window, grid, qtbot) -> None:
    QApplication.clipboard().setText("visst")
    for _n in range(3):
        qtbot.keyClick(grid, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(grid, Qt.Key.Key_V, CTRL)
    assert sum(row.interest is Interest.SOME for row in said(window).values()) == 4


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Län\tIntresse\nKalmar\tstarkt\nSkåne\tjättestarkt\n", "Rad 2, Intresse: ”jättestarkt” går inte"),
        ("Län\tIntresse\nKalmar\tstarkt\nSkane\tvisst\n", "Rad 2, Län: ”Skane” är inget län"),
        ("Län\tIntresse\nKalmar\tstarkt\n08\tvisst\n", "Rad 2, Län: ”08” står på två rader"),
        ("Län\tVäntade deltagare\nKalmar\tmånga\n", "Rad 1, Väntade deltagare: ”många” är inget heltal"),
        ("Län\tMöjliga veckor\nKalmar\tv. 54\n", "Rad 1, Möjliga veckor: Det finns ingen vecka 54"),
        ("\n".join(["visst"] * 22), "Rad 22, Län: Det du klistrar in går utanför"),
        ("\t".join(["visst", *["ja"] * 11]), "utanför rutnätet"),
    ],
)
def test_a_wrong_cell_refuses_the_whole_paste(window, grid, qtbot, text, sentence) -> None:
    QApplication.clipboard().setText(text)
    qtbot.keyClick(grid, Qt.Key.Key_V, CTRL)
    assert window.message.text.text().startswith("Inget klistrades in. ")
    assert sentence in window.message.text.text()
    assert window.workspace.read(lambda r: r.find(CountyInterest)) == []


def test_what_is_copied_is_pasted_as_the_same(window, grid, qtbot) -> None:
    tour = window.workspace.tour_id
    facts = {"interest": Interest.STRONG, "participants": 37, "weeks": ("2027-W40", "2027-W41", "2028-W41")}
    window.workspace.do("A", set_interest, tour, "08", **facts, towns=("Kalmar", "Västervik"))
    window.workspace.do("A", set_interest, tour, "25", missed=Known.YES, comment='"Nja", sa de\noch lade på')
    before = said(window)
    grid.selectAll()
    qtbot.keyClick(grid, Qt.Key.Key_C, CTRL)
    cells = text_to_cells(QApplication.clipboard().text())
    assert (cells[0][:2], cells[1][0], len(cells)) == (["", "Intresse"], "Stockholm", 22)
    window.workspace.do("Töm", lambda unit: unit.remove(*unit.find(CountyInterest)))
    grid.go_to(3, 3)
    qtbot.keyClick(grid, Qt.Key.Key_V, CTRL)
    after = said(window)
    assert after.pop("25").comment == '"Nja", sa de och lade på'  # a cell is one line
    before.pop("25")
    assert after == before


def test_another_tour_is_shown_when_it_is_chosen(window, grid) -> None:
    window.workspace.do("A", set_interest, window.workspace.tour_id, "01", participants=9)
    assert grid.rows.index(STOCKHOLM, PEOPLE).data() == "9"
    tours = window.workspace.tours()
    window.workspace.choose_tour(tours[1].id)
    assert grid.rows.index(STOCKHOLM, PEOPLE).data() == ""
    assert tours[1].name in window.page.title.text()


def test_what_another_desk_wrote_in_the_cell_meanwhile_is_asked_about(window, grid, example, qtbot) -> None:
    other = open_plan(example, "Anna")
    grid.go_to(KALMAR, COMMENT)
    qtbot.keyClick(grid, "G")
    editor = QApplication.focusWidget()
    qtbot.keyClicks(editor, "ott om plats")
    other.do("Anna", set_interest, window.workspace.tour_id, "08", comment="Fullt", participants=12)
    other.store.close()
    window.workspace.look_for_news()
    assert editor.text() == "Gott om plats"
    assert grid.rows.index(KALMAR, PEOPLE).data() == "12"
    asked = []

    def keep_mine() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, ConflictDialog) or not dialog.isVisible():
            QTimer.singleShot(10, keep_mine)
            return
        asked.append(dialog.windowTitle())
        dialog.save.click()

    QTimer.singleShot(0, keep_mine)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: grid.itemDelegate().editor is None)
    assert asked == ["Två har ändrat samma uppgift"]
    assert (said(window)["08"].comment, said(window)["08"].participants) == ("Gott om plats", 12)


def test_a_column_that_the_grid_has_not_is_told_of(window, grid, qtbot) -> None:
    QApplication.clipboard().setText("Län\tDeltagare\tIntresse\tTomt\nKalmar\t40\t-\t\n")
    qtbot.keyClick(grid, Qt.Key.Key_V, CTRL)
    assert said(window)["08"].interest is Interest.UNKNOWN
    assert window.message.text.text() == "Klistrades inte in, för rutnätet har ingen sådan kolumn: Deltagare."


def test_cells_are_cut_and_filled_down_as_in_a_spreadsheet(window, grid, qtbot) -> None:
    grid.go_to(UPPSALA, HOST)
    QApplication.clipboard().setText("ja\t30\n")
    qtbot.keyClick(grid, Qt.Key.Key_V, CTRL)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Down):
        qtbot.keyClick(grid, key, SHIFT)
    qtbot.keyClick(grid, Qt.Key.Key_D, CTRL)
    assert [(said(window)[c].can_host, said(window)[c].participants) for c in ("03", "04", "05")] == [
        (Known.YES, 30)
    ] * 3
    grid.go_to(4, PEOPLE)
    qtbot.keyClick(grid, Qt.Key.Key_D, CTRL)  # of one cell alone what stands above it
    assert said(window)["06"].participants == 30
    assert window.workspace.stack.count() == 3
    grid.go_to(3, PEOPLE)
    qtbot.keyClick(grid, Qt.Key.Key_X, CTRL)
    assert (QApplication.clipboard().text(), said(window)["05"].participants) == ("30\n", None)
    window.workspace.do("A", set_interest, window.workspace.tour_id, "01", towns=("Solna",))
    before = said(window)
    grid.go_to(UPPSALA, TOWNS)
    qtbot.keyClick(grid, Qt.Key.Key_D, CTRL)
    assert window.message.text.text().startswith("Inget fylldes nedåt. Möjliga orter: ")
    assert said(window) == before


@pytest.mark.parametrize("big", [False, True], ids=["as it is", "large letters"])
def test_no_title_is_cut(grid, big) -> None:
    head = grid.horizontalHeader()
    if big:
        font = head.font()
        font.setPointSizeF(font.pointSizeF() * 1.3)
        head.setFont(font)
    grid.fit_titles()
    wraps = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft
    for number, column in enumerate(grid.rows.columns):
        room = head.rect().adjusted(0, 0, head.sectionSize(number) - 6 - head.width(), 1000)
        needed = head.fontMetrics().boundingRect(room, int(wraps), column.title)
        assert needed.width() <= room.width(), column.title
        assert needed.height() <= 2 * head.fontMetrics().lineSpacing(), column.title


def type_slowly(grid, qtbot) -> float:
    """Types "nej" as one who looks for the keys; the longest wait, to which a busy machine adds."""
    grid.go_to(STOCKHOLM, HOST)
    qtbot.keyClick(grid, "n")
    editor = QApplication.focusWidget()
    assert editor.currentText() == "nej"
    waits, last = [], time.monotonic()
    for letter in "ej":
        qtbot.keyClick(editor, letter, delay=450)  # longer than Qt's own patience of 400 ms
        waits.append(time.monotonic() - last)
        last = time.monotonic()
    return max(waits)


def test_a_word_typed_slowly_is_one_word(window, grid, qtbot) -> None:
    while type_slowly(grid, qtbot) > 1:
        QApplication.focusWidget().setCurrentIndex(0)
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda: grid.itemDelegate().editor is None)
    editor = QApplication.focusWidget()
    assert editor.currentText() == "nej"
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: grid.itemDelegate().editor is None)
    assert said(window)["01"].can_host is Known.NO
