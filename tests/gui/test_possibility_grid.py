"""Who can which day, with real keys: answered, taken back, copied, pasted, ruled, blocked and undone."""

import threading
from datetime import date, timedelta
from itertools import cycle
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from kampanjplan.domain.answers import Answer
from kampanjplan.domain.contacts import Contact
from kampanjplan.domain.counties import COUNTIES
from kampanjplan.domain.interests import CountyInterest
from kampanjplan.domain.organisations import organisation_id
from kampanjplan.domain.possibility import DayAnswer, Lecturer, Party, StandingRule
from kampanjplan.domain.tours import Tour
from kampanjplan.exchange.cells import text_to_cells
from kampanjplan.gui.settings import today
from kampanjplan.plans import open_plan
from kampanjplan.services.editing import change
from kampanjplan.services.possibility import Said, answer_days
from kampanjplan.services.possible_days import possible_days

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
KINDS = (DayAnswer, StandingRule, CountyInterest, Party, Lecturer)
KEMI, UHM, STOCKHOLM = 0, 1, 2
KALMAR = STOCKHOLM + 6


def furnish(unit, tour_id) -> None:
    """Two bodies and one lecturer, of whom nobody has said anything."""
    for kind in KINDS:
        unit.remove(*unit.find(kind))
    for short in ("UHM", "Kemi"):
        unit.put(Party(id=uuid4(), tour_id=tour_id, organisation_id=organisation_id(short)))
    (contact,) = unit.find(Contact, name="Exempel Talare Kemi")
    unit.put(Lecturer(id=uuid4(), contact_id=contact.id))


@pytest.fixture
def page(window, qtbot):
    window.workspace.do("Prov", furnish, window.workspace.tour_id)
    window.workspace.stack.clear()
    window.go_to(5)
    window.page.tabs.setCurrentIndex(1)
    page = window.page.possibility
    qtbot.waitUntil(lambda: page.grid.rows.rowCount() == 24)
    page.grid.setFocus()
    page.grid.go_to(KALMAR, 0)
    return page


def answers(window) -> list[DayAnswer]:
    found = window.workspace.read(lambda r: r.find(DayAnswer))
    return sorted(found, key=lambda one: (str(one.county_code), one.first_day))


def texts(page, row: int, count: int = 15) -> list[str]:
    return [page.grid.rows.index(row, n).data() for n in range(count)]


def press(qtbot, page, *keys: Qt.Key) -> None:
    for key in keys:
        qtbot.keyClick(page.grid, key)


def pick_right(qtbot, page, count: int) -> None:
    for _n in range(count):
        qtbot.keyClick(page.grid, Qt.Key.Key_Right, SHIFT)


def type_rule(qtbot, page, text: str) -> None:
    """Types a rule; a letter that QTest cannot press is put there."""
    page.rules.line.setFocus()
    page.rules.line.setText(text)
    qtbot.keyClick(page.rules.line, Qt.Key.Key_Return)


def test_the_model_keeps_qts_rules_and_names_its_rows(page) -> None:
    QAbstractItemModelTester(page.grid.rows, QAbstractItemModelTester.FailureReportingMode.Fatal)
    names = [page.grid.rows.headerData(n, Qt.Orientation.Vertical) for n in range(24)]
    assert (names[:3], names[KALMAR], names[-1]) == (
        ["Kemi", "UHM", "Stockholm"], "Kalmar", "Exempel Talare Kemi",
    )  # fmt: skip
    assert page.grid.rows.headerData(0, Qt.Orientation.Horizontal).startswith("v. 36\n")


def test_keys_answer_the_picked_weeks_as_one_act(window, page, qtbot) -> None:
    pick_right(qtbot, page, 2)
    press(qtbot, page, Qt.Key.Key_J)
    assert texts(page, KALMAR, 5) == ["Ja", "Ja", "Ja", "", ""]
    press(qtbot, page, Qt.Key.Key_Right, Qt.Key.Key_N, Qt.Key.Key_Right, Qt.Key.Key_M)
    assert texts(page, KALMAR, 6) == ["Ja", "Ja", "Ja", "Nej", "(Ja)", ""]
    kept = answers(window)
    assert {(one.last_day - one.first_day).days for one in kept} == {4}  # no weekends
    assert {(one.county_code, one.said_by_id, one.said_on) for one in kept} == {("08", None, today())}
    assert window.workspace.stack.count() == 3
    press(qtbot, page, Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Delete)
    assert texts(page, KALMAR, 6) == ["Ja", "Ja", "", "Nej", "(Ja)", ""]
    while window.workspace.stack.canUndo():
        qtbot.keyClick(window, Qt.Key.Key_Z, CTRL)
    assert answers(window) == []
    assert texts(page, KALMAR) == [""] * 15


def test_a_word_is_meant_as_it_is_typed(window, page, qtbot) -> None:
    words = {
        "nej": "Nej",
        "Ja": "Ja",
        "kanske": "(Ja)",
        "inte": "Nej",
        "ej": "Nej",
        "vid behov": "(Ja)",
        "mojligen": "",
        "nja": "",
        "njae": "",
        "jodo": "",
        "tja": "",
        "jn": "Nej",
        "nnn": "Nej",
        "nejda": "",
    }
    for row, word in enumerate(words, start=STOCKHOLM):
        page.grid.go_to(row, 0)
        qtbot.keyClicks(page.grid, word)
    assert [texts(page, row, 1)[0] for row in range(STOCKHOLM, STOCKHOLM + len(words))] == list(
        words.values()
    )
    assert window.message.text.text() == "”nejda” är inget svar. Skriv ja, nej, vid behov, eller lämna tomt."
    page.grid.go_to(KALMAR, 1)
    qtbot.keyClicks(page.grid, "nej")
    page.grid.pause.timeout.emit()  # a while later
    press(qtbot, page, Qt.Key.Key_J)
    assert texts(page, KALMAR, 2)[1] == "Ja"


def test_a_word_that_breaks_off_says_nothing_that_it_need_not_mean(window, page, qtbot) -> None:
    """Nor is more taken back than the word itself did, also where its answer is still being kept."""
    press(qtbot, page, Qt.Key.Key_J)
    qtbot.keyClick(page.grid, Qt.Key.Key_Right)
    for typed, shown in (("ka", ""), ("kan e", ""), ("ne", "Nej"), ("vid b", "(Ja)"), ("kan ", "Ja")):
        window.message.clear()
        page.grid.go_to(KALMAR, 1)
        press(qtbot, page, Qt.Key.Key_Delete)
        qtbot.keyClicks(page.grid, typed)
        page.grid.pause.timeout.emit()
        assert texts(page, KALMAR, 2) == ["Ja", shown], typed
        assert window.message.isHidden() is bool(shown)
    press(qtbot, page, Qt.Key.Key_Delete)
    page.grid.selectAll()
    count = window.workspace.stack.index()
    qtbot.keyClicks(page.grid, "nja")
    qtbot.waitUntil(lambda: not window.jobs.busy)
    assert texts(page, KALMAR, 3) == ["Ja", "", ""]
    assert window.workspace.stack.index() == count


def test_several_rows_are_answered_at_once(window, page, qtbot) -> None:
    pick_right(qtbot, page, 3)
    for _n in range(2):
        qtbot.keyClick(page.grid, Qt.Key.Key_Down, SHIFT)
    press(qtbot, page, Qt.Key.Key_N)
    assert [texts(page, row, 5) for row in (KALMAR, KALMAR + 2)] == [["Nej"] * 4 + [""]] * 2
    assert window.workspace.stack.count() == 1


def test_who_said_it_goes_with_the_answer_and_is_told(window, page, qtbot) -> None:
    page.who.setEditText("talare uhm")
    press(qtbot, page, Qt.Key.Key_N)
    (one, *_more) = answers(window)
    contact = window.workspace.read(lambda r: r.get(Contact, one.said_by_id))
    assert contact.name == "Exempel Talare UHM"
    assert "nej, sagt av Exempel Talare UHM" in page.told.text()
    assert "nej, sagt av Exempel Talare UHM" in page.grid.currentIndex().data(Qt.ItemDataRole.ToolTipRole)
    page.who.setEditText("Ingen Alls")
    press(qtbot, page, Qt.Key.Key_J)
    assert "heter ”Ingen Alls”" in window.message.text.text()
    assert texts(page, KALMAR, 1) == ["Nej"]


def test_days_are_shown_where_the_answers_of_a_week_differ(window, page, qtbot) -> None:
    page.by_day.click()
    assert page.grid.rows.columnCount() == 105
    page.grid.go_to(KALMAR, 1)
    press(qtbot, page, Qt.Key.Key_J)
    pick_right(qtbot, page, 1)
    press(qtbot, page, Qt.Key.Key_J)
    page.grid.go_to(KALMAR, 4)
    press(qtbot, page, Qt.Key.Key_N)
    page.grid.go_to(KALMAR, 5)
    press(qtbot, page, Qt.Key.Key_N)
    assert "besvaras inte" in window.message.text.text()  # a Saturday
    assert texts(page, KALMAR, 7) == ["", "Ja", "Ja", "", "Nej", "–", "–"]
    page.by_day.click()
    assert texts(page, KALMAR, 2) == ["·JJ·N", ""]


def test_a_rule_in_words_is_shown_and_an_answer_goes_before_it(window, page, qtbot) -> None:
    type_rule(qtbot, page, "fredagar nej")
    (rule,) = window.workspace.read(lambda r: r.find(StandingRule))
    assert (rule.county_code, rule.weekdays, rule.text, rule.said_on) == ("08", (4,), "fredagar nej", today())
    assert texts(page, KALMAR, 2) == ["····n", "····n"]
    type_rule(qtbot, page, "v. 37 borta")
    index = page.grid.rows.index(KALMAR, 1)
    assert index.data() == "Nej°"
    assert index.data(Qt.ItemDataRole.FontRole).italic()
    assert "enligt regeln ”v. 37 borta”" in index.data(Qt.ItemDataRole.ToolTipRole)
    page.grid.setFocus()
    press(qtbot, page, Qt.Key.Key_J)
    assert texts(page, KALMAR, 2) == ["Ja", "Nej°"]
    assert not page.grid.rows.index(KALMAR, 0).data(Qt.ItemDataRole.FontRole).italic()
    press(qtbot, page, Qt.Key.Key_Delete)
    assert texts(page, KALMAR, 2) == ["····n", "Nej°"]


def test_several_rules_in_a_line_are_one_act(window, page, qtbot) -> None:
    type_rule(qtbot, page, "fredagar nej, v. 37-38, 40 borta")
    assert page.rules.line.text() == ""
    assert sorted(page.rules.table.rows.index(n, 1).data() for n in range(3)) == [
        "fredagar nej", "v. 37-38 borta", "v. 40 borta",
    ]  # fmt: skip
    assert texts(page, KALMAR, 5) == ["····n", "Nej°", "Nej°", "····n", "Nej°"]
    assert window.workspace.stack.count() == 1
    page.rules.whose.setCurrentIndex(0)
    type_rule(qtbot, page, "v. 41 nej, v. 42 kanske")
    assert page.rules.line.text()  # of a whole tour only a no means anything
    assert len(window.workspace.read(lambda r: r.find(StandingRule))) == 3


def test_a_rule_that_cannot_be_read_says_what_can_be_written(window, page, qtbot) -> None:
    type_rule(qtbot, page, "sällan")
    assert "fredagar nej" in window.message.text.text()
    assert page.rules.line.text() == "sällan"
    assert window.workspace.read(lambda r: r.find(StandingRule)) == []


def test_a_rule_of_the_whole_tour_blocks_its_weeks(window, page, qtbot) -> None:
    page.rules.whose.setCurrentIndex(0)
    type_rule(qtbot, page, "v. 44 om det måste")
    assert window.workspace.read(lambda r: r.find(StandingRule)) == []  # a block is a no
    page.rules.line.setText("v. 44 nej")
    qtbot.keyClick(page.rules.line, Qt.Key.Key_Return)
    assert texts(page, KALMAR)[8] == "–"
    page.grid.go_to(KALMAR, 8)
    page.grid.setFocus()
    press(qtbot, page, Qt.Key.Key_J)
    assert answers(window) == []
    assert "spärrad för hela turnén: v. 44 nej" in page.told.text()
    page.rules.table.selectRow(0)
    page.rules.table.setFocus()
    qtbot.keyClick(page.rules.table, Qt.Key.Key_Delete)
    assert texts(page, KALMAR)[8] == ""
    window.workspace.stack.undo()
    assert texts(page, KALMAR)[8] == "–"


def test_a_rule_is_edited_in_its_cell(window, page, qtbot) -> None:
    type_rule(qtbot, page, "fredagar nej")
    table = page.rules.table
    table.setFocus()
    table.setCurrentIndex(table.rows.index(0, 1))
    qtbot.keyClick(table, Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    editor.selectAll()
    qtbot.keyClicks(editor, "tisdagar om det m")
    editor.insert("åste")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: texts(page, KALMAR, 1) == ["·m···"])
    (rule,) = window.workspace.read(lambda r: r.find(StandingRule))
    assert (rule.weekdays, rule.answer) == ((1,), Answer.IF_NEED_BE)


BLOCK = (
    "\tv. 36\tv 37\tv. 44\nUHM\tja\tkanske\tnej\n"
    "Kalmar län\tx\t–\t\nExempel Talare Kemi\tNej\tm\tif need be\n"
)


def test_a_block_from_a_spreadsheet(window, page, qtbot) -> None:
    page.grid.go_to(KALMAR, 1)
    press(qtbot, page, Qt.Key.Key_J)
    QApplication.clipboard().setText(BLOCK)
    qtbot.keyClick(page.grid, Qt.Key.Key_V, CTRL)
    assert [(t[0], t[1], t[8]) for t in (texts(page, row) for row in (UHM, KALMAR, 23))] == [
        ("Ja", "(Ja)", "Nej"), ("Ja", "", ""), ("Nej", "(Ja)", "(Ja)"),
    ]  # fmt: skip
    assert window.workspace.stack.count() == 2


def test_answers_that_were_passed_over_are_told_of(window, page, qtbot) -> None:
    page.rules.whose.setCurrentIndex(0)
    type_rule(qtbot, page, "v. 44 nej")
    page.grid.setFocus()
    QApplication.clipboard().setText("\tv. 30\tv. 36\tv. 44\nKalmar\tja\tja\tja\n")
    qtbot.keyClick(page.grid, Qt.Key.Key_V, CTRL)
    assert (texts(page, KALMAR)[0], texts(page, KALMAR)[8]) == ("Ja", "–")
    told = window.message.text.text()
    assert told.startswith(
        "Klistrades inte in, för rutnätet har ingen sådan kolumn: v. 30. Svaren för v. 44 "
    )
    page.by_day.click()
    page.grid.go_to(KALMAR, 4)
    QApplication.clipboard().setText("ja\tja\t\tnej\n")
    qtbot.keyClick(page.grid, Qt.Key.Key_V, CTRL)
    assert window.message.text.text().startswith("Svaren för lör 11 sep togs inte med")
    window.message.clear()
    qtbot.keyClick(page.grid, Qt.Key.Key_Down)
    qtbot.keyClick(page.grid, Qt.Key.Key_D, CTRL)  # as above
    assert texts(page, KALMAR + 1, 5)[4] == "Ja"
    assert window.message.isHidden()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("ja\tnjae", "Rad 1, v. 37: ”njae” är inget svar. Skriv ja, nej, vid behov"),
        ("\tv. 36\nKalmar\tja\nKalmra\tnej\n", "Rad 2, Vem: "),
        ("\tv. 36\nKalmar\tja\nKalmar\tnej\n", "Rad 2, Vem: ”Kalmar” står på två rader"),
        ("\n".join(["ja"] * 17), "utanför rutnätet"),
    ],
)
def test_a_wrong_cell_refuses_the_whole_paste(window, page, qtbot, text, sentence) -> None:
    QApplication.clipboard().setText(text)
    qtbot.keyClick(page.grid, Qt.Key.Key_V, CTRL)
    assert window.message.text.text().startswith("Inget klistrades in. ")
    assert sentence in window.message.text.text()
    assert answers(window) == []


@pytest.mark.parametrize("by_day", [False, True], ids=["weeks", "days"])
def test_what_is_copied_is_pasted_as_the_same(window, page, qtbot, by_day) -> None:
    type_rule(qtbot, page, "fredagar nej")
    page.grid.setFocus()
    page.by_day.click()
    for column, key in ((1, Qt.Key.Key_J), (9, Qt.Key.Key_M), (18, Qt.Key.Key_N), (24, Qt.Key.Key_N)):
        page.grid.go_to(KALMAR, column)
        press(qtbot, page, key)
    if not by_day:
        page.by_day.click()
    shown = [texts(page, row, page.grid.rows.columnCount()) for row in range(24)]
    page.grid.selectAll()
    qtbot.keyClick(page.grid, Qt.Key.Key_C, CTRL)
    cells = text_to_cells(QApplication.clipboard().text())
    assert (len(cells), cells[1][0]) == (25, "Kemi")
    before = [(one.first_day, one.last_day, one.answer) for one in answers(window)]
    press(qtbot, page, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: answers(window) == [])
    page.grid.go_to(5, 5)
    qtbot.keyClick(page.grid, Qt.Key.Key_V, CTRL)
    qtbot.waitUntil(lambda: not window.jobs.busy and answers(window) != [])
    assert [(one.first_day, one.last_day, one.answer) for one in answers(window)] == before
    qtbot.waitUntil(lambda: [texts(page, row, page.grid.rows.columnCount()) for row in range(24)] == shown)


def test_what_another_desk_answered_is_shown_and_not_overwritten_unseen(window, page, example, qtbot) -> None:
    other = open_plan(example, "Anna")
    monday = date.fromisocalendar(page.grid.rows.spans[0][0].isocalendar().year, 36, 1)
    whose = page.grid.rows.rows[KALMAR].asked.whose
    other.do("Svara", answer_days, [Said(whose, monday, monday, Answer.NO)], None, None)
    press(qtbot, page, Qt.Key.Key_J)
    assert "har ändrats" in window.message.text.text()
    assert [one.answer for one in answers(window)] == [Answer.NO]
    window.workspace.look_for_news()
    assert texts(page, KALMAR, 1) == ["N····"]
    press(qtbot, page, Qt.Key.Key_J)
    assert texts(page, KALMAR, 1) == ["Ja"]
    other.store.close()


def test_a_tour_without_a_period_says_what_to_do(window, page, qtbot) -> None:
    window.workspace.do("Töm", change, Tour, window.workspace.tour_id, last_day=None)
    assert page.grid.rows.rowCount() == 0
    assert "ingen period" in page.grid.accessibleDescription()
    window.workspace.stack.undo()
    qtbot.waitUntil(lambda: page.grid.rows.rowCount() == 24)


def test_a_week_of_a_long_period_has_the_year_that_it_is_counted_in(window, page, qtbot) -> None:
    days = {"first_day": date(2027, 1, 1), "last_day": date(2028, 12, 31)}
    window.workspace.do("Period", change, Tour, window.workspace.tour_id, **days)
    qtbot.waitUntil(lambda: page.grid.rows.columnCount() > 100)
    heads = [page.grid.rows.headerData(n, Qt.Orientation.Horizontal) for n in (0, 1)]
    assert heads == ["v. 53\n2026", "v. 1\n2027"]


def test_ten_thousand_answers_are_read_aside_once_and_then_followed(
    window, example, qtbot, monkeypatch
) -> None:
    def fill(unit) -> None:
        for kind in KINDS:
            unit.remove(*unit.find(kind))
        first = unit.get(Tour, window.workspace.tour_id).first_day
        unit.put(
            *(
                DayAnswer(id=uuid4(), county_code=county.code, first_day=day, last_day=day, answer=answer)
                for county in COUNTIES
                for number, answer in zip(range(480), cycle((Answer.YES, Answer.NO)), strict=False)
                for day in [first + timedelta(days=number - 200)]
            )
        )

    other = open_plan(example, "Anna")
    other.do("Fyll", fill)
    other.store.close()
    window.workspace.look_for_news()
    threads = []

    def watched(reading, tour_id):
        threads.append(threading.current_thread() is threading.main_thread())
        return possible_days(reading, tour_id)

    monkeypatch.setattr("kampanjplan.gui.possibility.possible_days", watched)
    window.go_to(5)
    window.page.tabs.setCurrentIndex(1)
    page = window.page.possibility
    assert page.grid.rows.rowCount() == 0  # the window waits for nothing
    qtbot.waitUntil(lambda: page.grid.rows.rowCount() == 21)
    assert texts(page, 6, 1) == ["JNJNJ"]
    page.grid.setFocus()
    page.grid.go_to(6, 0)
    press(qtbot, page, Qt.Key.Key_N)
    assert texts(page, 6, 2) == ["Nej", "NJNJN"]
    assert len(answers(window)) == 480 * 21 - 5 + 1
    assert threads == [False]
