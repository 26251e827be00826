"""Opening, closing and refusing plan files in the real window."""

from pathlib import Path

import pytest
from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QFileDialog, QSplitter, QToolButton

from kampanjplan.domain.tours import Tour
from kampanjplan.gui.application import prepare
from kampanjplan.gui.dates import Calendar
from kampanjplan.gui.form import Form
from kampanjplan.gui.main_window import MainWindow
from kampanjplan.plans import backups_of, create_plan


def test_a_text_file_is_refused_in_words_and_the_plan_stays_open(window, qtbot, tmp_path: Path) -> None:
    bad = tmp_path / "brev.kampanjplan"
    bad.write_text("Hej!", encoding="utf-8")
    door = window.workspace.door
    window.open_path(bad)
    qtbot.waitUntil(window.message.isVisible)
    assert "en textfil" in window.message.text.text()
    assert window.workspace.door is door
    assert bad.read_text(encoding="utf-8") == "Hej!"


def test_a_read_only_plan_opens_and_refuses_changes(empty_window, example, qtbot) -> None:
    example.chmod(0o444)
    window = empty_window
    window.open_path(example)
    qtbot.waitUntil(lambda: window.workspace.door is not None)
    assert "Skrivskyddad" in window.saved.text()
    window.go_to(3)
    window.page.new_contact()
    assert "skrivskyddad" in window.message.text.text()


def test_save_a_copy(window, qtbot, monkeypatch, tmp_path: Path) -> None:
    copy = tmp_path / "kopia.kampanjplan"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a, **k: (str(copy), ""))
    window.files.save_copy()
    qtbot.waitUntil(copy.exists)
    qtbot.waitUntil(lambda: not window.jobs.busy)
    window.open_path(copy)
    qtbot.waitUntil(lambda: window.workspace.door.store.path == copy)


def test_closing_the_plan_shows_the_start_page_with_it_among_the_recent(window, example) -> None:
    window.files.close_plan()
    assert window.stack.currentWidget() is window.start
    assert window.settings.recent == [example]
    assert window.settings.last_open is None


def test_a_file_taken_away_while_open_is_noticed_and_nothing_is_half_done(window, example) -> None:
    example.rename(example.with_name("borta.kampanjplan"))
    window.go_to(3)
    window.page.new_contact()
    assert "flyttats" in window.message.text.text()
    assert not window.workspace.stack.canUndo()


@pytest.mark.parametrize("size", [(1280, 800), (1920, 1080), (1024, 700)])
@pytest.mark.parametrize("row", range(5))
def test_no_button_is_cut(window, qtbot, row, size) -> None:
    window.resize(*size)
    window.go_to(row)
    qtbot.wait(1)
    for button in window.page.findChildren(QToolButton):
        if button.isVisible() and button.text():
            assert button.width() >= button.sizeHint().width(), button.text()


def test_menus_are_filled_and_their_keys_are_not_given_twice(window) -> None:
    actions = [action for action in window.findChildren(QAction) if not action.shortcut().isEmpty()]
    keys = [a.shortcut().toString() for a in actions if a.shortcutContext().name == "WindowShortcut"]
    assert len(keys) == len(set(keys)) > 10
    for menu in window.menus:
        letters = [a.text()[a.text().index("&") + 1].lower() for a in menu.actions() if "&" in a.text()]
        assert len(letters) == len(set(letters)), menu.title()


def test_without_a_plan_only_what_can_be_done_is_offered(empty_window) -> None:
    enabled = {a.text() for menu in empty_window.menus for a in menu.actions() if a.isEnabled()}
    assert "&Ny planfil …" in enabled
    assert "Spara en &kopia …" not in enabled


def test_in_an_empty_plan_what_would_do_nothing_is_greyed_and_the_lists_say_how_to_begin(
    empty_window, qtbot, tmp_path
) -> None:
    window, path = empty_window, tmp_path / "tom.kampanjplan"
    create_plan(path, "test").store.close()
    window.open_path(path)
    qtbot.waitUntil(lambda: window.workspace.door is not None)
    offered = []
    for row in range(len(window.places)):
        window.go_to(row)
        offered.append({a.text() for a in window.page.actions() if a.isEnabled()})
    assert offered == [
        set(),
        {"Nytt stopp", "Ny turné"},
        {"Ny punkt"},
        {"Ny kontakt", "Ny organisation"},
        set(),
        set(),
        set(),
    ]
    window.go_to(1)
    assert "Ny turné" in window.page.stops.accessibleDescription()
    QApplication.clipboard().setText("Län\nSkåne\n")
    for row, sentence in ((1, "Skapa först en turné."), (2, "Välj först ett stopp.")):
        window.go_to(row)
        window.page.paste()
        assert window.message.text.text() == sentence


def test_a_search_that_finds_nothing_says_so_and_escape_ends_it(window, qtbot) -> None:
    window.go_to(3)
    page = window.page
    page.search.setFocus()
    qtbot.keyClicks(page.search, "zzz")
    assert page.contacts.accessibleDescription() == "Inget passar det du söker."
    qtbot.keyClick(page.search, Qt.Key.Key_Escape)
    assert page.search.text() == ""
    assert len(page.contacts.rows.rows) == 10


@pytest.mark.parametrize("row", range(5))
def test_nothing_is_cut_in_the_smallest_window(window, qtbot, row) -> None:
    window.resize(window.minimumSize())
    window.go_to(row)
    page = window.page
    qtbot.waitUntil(lambda: page.title.width() >= page.title.sizeHint().width())
    for button in page.findChildren(QToolButton):
        if button.isVisible():
            assert button.width() >= button.sizeHint().width(), button.text()
            assert button.toolTip()
    for form in page.findChildren(Form):
        if form.isVisible():
            qtbot.waitUntil(lambda form=form: form.widget().width() <= form.viewport().width())


def test_borders_between_parts_are_where_they_were_left(window, qtbot, settings) -> None:
    window.go_to(1)
    splitter = window.page.findChild(QSplitter)
    splitter.moveSplitter(430, 1)
    left = splitter.sizes()
    window.close()
    again = MainWindow(settings, window.plans)
    qtbot.addWidget(again)
    again.show()
    again.open_path(settings.recent[0])
    qtbot.waitUntil(lambda: again.workspace.door is not None)
    again.resize(window.size())  # the screen of this test is too small for it
    again.go_to(1)
    assert again.page.findChild(QSplitter).sizes() == left
    again.close()


def test_a_refusal_is_gone_when_something_has_been_done(window) -> None:
    window.workspace.failed.emit("Det gick inte.")
    window.go_to(3)
    assert window.message.isVisible()
    window.page.new_contact()
    assert not window.message.isVisible()


def test_the_calendar_speaks_the_chosen_language(settings, qtbot) -> None:
    settings.language = "en"
    prepare(settings)
    calendar = Calendar()
    qtbot.addWidget(calendar)
    calendar.setCurrentPage(2027, 12)
    assert calendar.locale().language() is QLocale.Language.English
    assert "Christmas Day" in calendar.dateTextFormat(QDate(2027, 12, 25)).toolTip()
    settings.language = "sv"
    prepare(settings)
    assert Calendar().locale().language() is QLocale.Language.Swedish


def test_the_menu_of_recent_plans_names_the_open_one(window, example) -> None:
    (recent,) = [action.menu() for action in window.menus[0].actions() if action.menu()]
    recent.aboutToShow.emit()
    assert [action.text() for action in recent.actions()] == [str(example)]


@pytest.mark.parametrize("act", ["save_as", "save_copy"])
def test_a_plan_that_is_replaced_is_in_a_backup(window, tmp_path, qtbot, monkeypatch, act) -> None:
    other = tmp_path / "annan.kampanjplan"
    create_plan(other, "test").store.close()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a, **k: (str(other), ""))
    getattr(window.files, act)()
    qtbot.waitUntil(lambda: not window.jobs.busy)
    backups = backups_of(other)
    oldest = backups.all()[-1]
    assert not [thing for thing in backups.things(oldest) if isinstance(thing, Tour)]


def test_the_plan_that_is_open_is_not_opened_again(window, example, tmp_path, qtbot) -> None:
    door = window.workspace.door
    link = tmp_path / "länk.kampanjplan"
    link.symlink_to(example)
    for path in (example, example.parent / ".." / example.parent.name / example.name, link):
        window.message.clear()
        window.open_path(path)
        qtbot.waitUntil(lambda: "är redan öppen" in window.message.text.text())
        assert window.workspace.door is door


def test_a_reading_under_way_when_the_plan_is_left_is_nobodys(window, qtbot) -> None:
    def slow(reading) -> None:
        raise AssertionError("read of a plan that was left")

    told: list[str] = []
    window.workspace.failed.connect(told.append)
    window.workspace.read_aside(slow, done=told.append)
    window.workspace.use(None)
    qtbot.waitUntil(lambda: not window.jobs.busy)
    assert told == []


def test_nothing_looks_at_the_plan_when_the_window_has_closed(window, example, qtbot) -> None:
    window.workspace.read_aside(lambda reading: reading.newest_entry(), done=lambda _n: None)
    window.close()
    assert window.workspace.door is None
    assert not window.workspace._clock.isActive()
    assert not window.jobs.busy
    qtbot.wait(200)  # what comes when the stops have been painted does no harm
