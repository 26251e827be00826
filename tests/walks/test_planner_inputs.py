"""A coordinator's afternoon of calls: interest, answers and rules of a new tour, and what follows of them."""

from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from kampanjplan.domain.answers import Answer, Interest, Known
from kampanjplan.domain.calendar import is_off
from kampanjplan.domain.counties import read_municipalities
from kampanjplan.domain.interests import CountyInterest
from kampanjplan.domain.kinds import KINDS
from kampanjplan.domain.possibility import DayAnswer
from kampanjplan.gui.dialogs.tour import TourDialog
from kampanjplan.plans import create_plan, open_plan
from kampanjplan.resources import resource
from kampanjplan.services.questions import question_of

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
SHEET = (
    "Län\tIntresse\tKan vara värd\tVäntade deltagare\tFördjupning\tMöjliga orter\n"
    "Kalmar län\tstarkt\tja\t42\t18\t\n"
    "Skåne\tvisst\tja\t60\t30\tMalmö, Lund\n"
    "Norrbotten\tstarkt\tja\t34\t12\tLuleå\n"
    "Västernorrland\tinget\tnej\t\t\t\n"
)
ANSWERS = "\tv. 36\tv. 37\tv. 38\nKalmar\tja\tja\tnej\nSkåne\tkanske\t\tja\n"


def content(window) -> dict[str, list[object]]:
    """All that the plan says, journal and versions aside."""
    return {
        kind.__name__: sorted(window.workspace.read(lambda r, kind=kind: r.find(kind)), key=lambda t: t.id)
        for kind in KINDS
    }


def paste(qtbot, grid, text: str) -> None:
    QApplication.clipboard().setText(text)
    grid.setFocus()
    qtbot.keyClick(grid, Qt.Key.Key_V, CTRL)


def add(qtbot, line, text: str) -> None:
    line.setFocus()
    line.setText(text)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert line.text() == ""


def test_what_the_planner_must_know_is_entered_by_keys(empty_window, qtbot, tmp_path: Path) -> None:
    window, path = empty_window, tmp_path / "ny.kampanjplan"
    create_plan(path, "test").store.close()
    window.open_path(path)
    qtbot.waitUntil(lambda: window.workspace.door is not None)
    before = content(window)
    first = date.fromisocalendar(date.today().year + 1, 36, 1)

    def name_it() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, TourDialog)
        dialog.name.setText("Vårt varv")
        dialog.period.setText(f"v 36-47 {first.year}")
        dialog.accept()

    window.go_to(1)
    QTimer.singleShot(0, name_it)
    window.page.new_tour()
    tour_id = window.workspace.tour_id
    window.activateWindow()  # what a window manager does when the dialog closes
    qtbot.waitUntil(window.isActiveWindow)

    # Ctrl+6: what the counties say, from the spreadsheet that it came in; one of them by phone.
    qtbot.keyClick(window, Qt.Key.Key_6, CTRL)
    page = window.page
    grid = page.interest.grid
    paste(qtbot, grid, SHEET)
    grid.setCurrentIndex(grid.rows.index(20, 3))
    qtbot.keyClick(grid, "j")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: grid.itemDelegate().editor is None)
    said = {row.county_code: row for row in window.workspace.read(lambda r: r.find(CountyInterest))}
    assert set(said) == {"08", "12", "25", "22"}
    assert (said["25"].missed, said["12"].towns) == (Known.YES, ("Malmö", "Lund"))

    # Who takes part, and what they can speak on.
    page.tabs.setCurrentIndex(2)
    add(qtbot, page.taking_part.parties.line, "UHM")
    add(qtbot, page.taking_part.parties.line, "Kemi")
    add(qtbot, page.taking_part.themes.line, "Fördjupning")

    # Who can when: a sheet, keys, a rule of UHM's and a week that is blocked for all.
    page.tabs.setCurrentIndex(1)
    possible = page.possibility
    qtbot.waitUntil(lambda: possible.grid.rows.rowCount() == 23)
    paste(qtbot, possible.grid, ANSWERS)
    possible.grid.go_to(1, 0)  # UHM
    for _n in range(11):
        qtbot.keyClick(possible.grid, Qt.Key.Key_Right, SHIFT)
    qtbot.keyClick(possible.grid, Qt.Key.Key_J)
    possible.grid.go_to(0, 0)  # Kemi
    add(qtbot, possible.rules.line, "fredagar nej")
    possible.rules.whose.setCurrentIndex(0)
    add(qtbot, possible.rules.line, "v. 44 nej")
    after = content(window)

    # The planner is asked of just that.
    places = read_municipalities(resource("map/sweden.json").read_text(encoding="utf-8"))
    problem = window.workspace.read(question_of, tour_id, places, first - timedelta(days=9)).problem
    period = [first + timedelta(days=n) for n in range(12 * 7)]
    assert list(problem.days) == [d for d in period if not is_off(d) and d.isocalendar().week != 44]
    counties = {county.code: county for county in problem.counties}
    assert (counties["08"].interest, counties["12"].participants) == (Interest.STRONG, 60)
    kalmar = counties["08"].answers
    assert (len(kalmar.yes), len(kalmar.no)) == (10, 5)
    assert len(counties["12"].answers.if_need_be) == 5
    kemi, uhm = problem.parties
    assert {day.weekday() for day in kemi.answers.no} == {4}
    assert kemi.answers.yes == ()
    assert uhm.answers.yes == problem.days
    assert [theme.key for theme in problem.themes] == ["Fördjupning"]

    # One act each: undone, nothing is left; done again, and read from the file by another program.
    while window.workspace.stack.canUndo():
        window.workspace.stack.undo()
    assert content(window) == before
    while window.workspace.stack.canRedo():
        window.workspace.stack.redo()
    assert content(window) == after
    door = open_plan(path, "annan")
    kept = door.read(lambda r: r.find(DayAnswer))
    assert {one.answer for one in kept} == {Answer.YES, Answer.NO, Answer.IF_NEED_BE}
    door.store.close()
