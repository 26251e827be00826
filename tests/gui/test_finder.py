"""The list of contacts and its search through the real window: pages, filters, kept searches, big plans."""

from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from kampanjplan.domain.activities import Activity
from kampanjplan.domain.contacts import Contact
from kampanjplan.domain.organisations import Organisation, board_id
from kampanjplan.domain.searches import NEVER, SavedSearch, SoughtRole
from kampanjplan.gui import finder, long_list
from kampanjplan.gui.dialogs.one_field import OneFieldDialog
from kampanjplan.gui.main_window import MainWindow
from kampanjplan.gui.settings import today
from kampanjplan.services.activities import log_activity
from kampanjplan.services.contacts import delete_contacts
from kampanjplan.services.door import Door
from kampanjplan.services.editing import add, change
from kampanjplan.services.searches import searches
from kampanjplan.storage.store import create_store

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
MANY = 450
EXAMPLE = "Värdar ej hörda på 30 dagar"
NATIONAL = ["Exempel Talare Kemi", "Exempel Talare UHM", "Exempel Workshopledare UHM"]


@pytest.fixture
def many(empty_window: MainWindow, tmp_path: Path, qtbot, monkeypatch) -> MainWindow:
    """A plan with so many contacts that it is read off the window's thread."""
    monkeypatch.setattr(finder, "SMALL", 100)
    door = Door(create_store(tmp_path / "stor.kampanjplan"), "prov")
    people = [
        Contact(id=uuid4(), name=f"Person {n:03}", notes="tisdag" if n % 2 else "") for n in range(MANY)
    ]
    told = Activity(id=uuid4(), day=today(), contact_ids=(people[7].id,), text="Salen är grön")
    door.do("Underlag", add, *people, told)
    door.store.close()
    empty_window.open_path(tmp_path / "stor.kampanjplan")
    qtbot.waitUntil(lambda: empty_window.workspace.door is not None)
    qtbot.waitUntil(lambda: not empty_window.jobs.busy)
    empty_window.go_to(3)
    return empty_window


def shown(window: MainWindow) -> list[str]:
    return [row.name for row in window.page.contacts.rows.rows]


def rest(window: MainWindow, qtbot) -> None:
    """Until the list has settled and nothing is read."""
    page = window.page
    qtbot.waitUntil(lambda: not page._pause.isActive() and not window.jobs.busy)
    qtbot.waitUntil(lambda: not page.list._counting.isActive() and not window.jobs.busy)


def test_the_list_opens_with_a_page_and_fetches_more(many, qtbot) -> None:
    table = many.page.contacts
    assert shown(many) == [f"Person {n:03}" for n in range(long_list.PAGE)]
    rest(many, qtbot)
    assert many.page.filters.count.text() == f"{MANY} kontakter"
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: len(shown(many)) > long_list.PAGE)
    table.scrollToBottom()
    qtbot.waitUntil(lambda: len(shown(many)) == MANY)
    assert shown(many) == [f"Person {n:03}" for n in range(MANY)]
    assert not table.rows.canFetchMore()
    many.page.search.setText("person")
    QAbstractItemModelTester(table.rows, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert len(shown(many)) > long_list.PAGE  # as it asked for more


def test_a_big_plan_is_searched_once_its_index_is_read(many, qtbot) -> None:
    page = many.page
    qtbot.keyClicks(page.search, "person")
    if not page.contacts.rows.rows:
        assert page.contacts.accessibleDescription() == "Söker …"
        assert page.filters.count.text() == ""
    qtbot.waitUntil(lambda: len(shown(many)) == long_list.PAGE)
    rest(many, qtbot)
    assert page.filters.count.text() == f"{MANY} kontakter"  # counted behind what is shown
    page.search.setText("tisdag")
    assert shown(many)[:2] == ["Person 001", "Person 003"]
    assert page.filters.count.text() == "fler än 200 kontakter"
    rest(many, qtbot)
    assert page.filters.count.text() == f"{MANY // 2} kontakter"
    page.search.setText("grön")
    assert shown(many) == ["Person 007"]
    rest(many, qtbot)
    assert page.contact_form.thing.name == "Person 007"
    assert page.contacts.rows.columns[2].text(page.contacts.rows.rows[0]) != ""  # the last contact


def test_every_change_is_followed(many, qtbot) -> None:
    page, work = many.page, many.workspace
    page.search.setText("grön")
    qtbot.waitUntil(lambda: shown(many) == ["Person 007"])
    told, other = work.read(lambda r: (r.find(Activity)[0], r.find(Contact, name="Person 008")[0]))
    work.do("Logga", log_activity, Activity(id=uuid4(), day=today(), contact_ids=(other.id,), text="Gröna"))
    qtbot.waitUntil(lambda: shown(many) == ["Person 007", "Person 008"])
    work.do("Ändra", change, Activity, told.id, text="Salen är röd")
    qtbot.waitUntil(lambda: shown(many) == ["Person 008"])
    work.do("Ändra", change, Contact, other.id, name="Zoë Ny")
    assert shown(many) == ["Zoë Ny"]
    work.do("Ta bort", delete_contacts, [other.id])
    assert shown(many) == []  # at once
    assert all(one.id != other.id for one in page.finder._index.rows)
    work.stack.undo()
    qtbot.waitUntil(lambda: shown(many) == ["Zoë Ny"])
    work.do("Anonymisera", change, Contact, other.id, anonymised=today(), name="Borttagen")
    assert shown(many) == []
    page.search.clear()
    rest(many, qtbot)
    assert page.filters.count.text() == f"{MANY - 1} kontakter"


def test_changes_while_the_index_is_read_are_not_missed(many, qtbot) -> None:
    page, work = many.page, many.workspace
    page.search.setText("ny")  # begins to read
    gone, other = work.read(lambda r: (r.find(Contact, name="Person 001")[0], r.find(Contact)[5]))
    work.do("Ändra", change, Contact, other.id, name="Ny Nyberg")
    work.do("Ta bort", delete_contacts, [gone.id])
    qtbot.waitUntil(lambda: shown(many) == ["Ny Nyberg"])
    rest(many, qtbot)
    page.search.setText("person 001")
    assert shown(many) == []


def test_a_great_change_is_read_anew(many, qtbot) -> None:
    page, work = many.page, many.workspace
    page.search.setText("nykomling")
    rest(many, qtbot)
    work.do("Import", add, *(Contact(id=uuid4(), name=f"Nykomling {n:04}") for n in range(finder.MANY + 1)))
    qtbot.waitUntil(lambda: len(shown(many)) == long_list.PAGE)
    ids = [one.id for one in work.read(lambda r: r.listed(0, 9999)) if one.name.startswith("Nyk")]
    work.do("Ta bort", delete_contacts, ids[:-1])
    assert len(shown(many)) == 1  # at once


def test_a_contact_far_down_is_shown_where_it_is(many, qtbot) -> None:
    last = many.workspace.read(lambda r: r.find(Contact, name="Person 449"))[0]
    many.page.search.setText("finns inte")
    many.page.reveal("Contact", last.id)
    assert many.page.contacts.picked_ids() == [last.id]
    assert many.page.contact_form.thing == last
    many.page.new_contact()
    assert many.page.contact_form.thing.name == "Ny kontakt"


def test_another_plan_is_not_searched_by_the_index_of_the_one_before(many, example, qtbot) -> None:
    page = many.page
    page.search.setText("person")
    qtbot.waitUntil(lambda: len(shown(many)) == long_list.PAGE)
    many.open_path(example)
    qtbot.waitUntil(lambda: many.workspace.door.store.path == example)
    rest(many, qtbot)
    assert all(name.startswith("Exempel") for name in shown(many))  # it holds "verklig person" in notes
    page.search.setText("person 0")
    rest(many, qtbot)
    assert shown(many) == []


def test_each_filter_narrows_and_its_chip_tells(window, qtbot) -> None:
    window.go_to(3)
    page = window.page
    page.filters.opener.click()
    boxes = page.filters.boxes
    for name, text, chip in (
        ("kind", "nationell myndighet", "nationell myndighet"),
        ("county_code", "Kalmar län", "Kalmar län"),
        ("role", "länets utsedda kontakt", "länets utsedda kontakt"),
        ("organisation_id", "UHM", "UHM"),
        ("tag", "talare", "talare"),
        ("quiet_days", "ej hörd på 30 dagar", "ej hörd på 30 dagar"),
        ("quiet_days", "aldrig hörd", "aldrig hörd"),
        ("quiet_days", "hörd senaste 30 dagarna", "hörd senaste 30 dagarna"),
    ):
        box = boxes[name]
        box.setFocus()
        box.setCurrentIndex(box.findText(text))
        box.activated.emit(box.currentIndex())
        asked = page.filters.asked
        wanted = window.workspace.read(lambda r, asked=asked: r.fitting(asked, today()))
        assert {row.id for row in page.contacts.rows.rows} == wanted
        assert 0 < len(wanted) < 10, name
        assert page.filters.chip.text().startswith(chip)
        assert page.filters.chip.isVisible()
        page.filters.chip.click()
        assert len(page.contacts.rows.rows) == 10
        assert not page.filters.chip.isVisible()
    assert [box.currentText() for box in boxes.values()] == ["alla"] * 7


def answer(qtbot, text: str) -> None:
    def do() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, OneFieldDialog)
        dialog.field.line.selectAll()
        qtbot.keyClicks(dialog.field.line, text)
        qtbot.keyClick(dialog.field.line, Qt.Key.Key_Return)

    QTimer.singleShot(0, do)


def test_find_narrow_keep_and_come_back_by_keys_alone(window, qtbot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F, CTRL)
    page = window.page
    qtbot.waitUntil(page.search.hasFocus)
    qtbot.keyClicks(page.search, "exempel")
    qtbot.keyClick(page.search, Qt.Key.Key_F, CTRL | SHIFT)
    box = page.filters.boxes["organisation_id"]
    qtbot.waitUntil(box.hasFocus)
    qtbot.keyClick(box, Qt.Key.Key_Tab)
    assert page.filters.boxes["kind"].hasFocus()
    qtbot.keyClicks(page.filters.boxes["kind"], "nat")
    assert page.filters.boxes["kind"].currentText() == "nationell myndighet"
    assert shown(window) == NATIONAL
    qtbot.keyClick(page.filters.boxes["kind"], Qt.Key.Key_Escape)
    assert not page.filters.panel.isVisible()
    assert page.filters.opener.hasFocus()

    page.filters._fill_menu()
    actions = {action.text(): action for action in page.filters.menu.actions()}
    answer(qtbot, "Myndigheter")
    actions["&Spara sökningen …"].trigger()
    kept, _example = window.workspace.read(searches)
    assert (kept.name, kept.words, kept.kind) == ("Myndigheter", "exempel", page.filters.asked.kind)

    window.activateWindow()  # what a window manager does when the box closes
    qtbot.waitUntil(window.isActiveWindow)
    page.search.setFocus()
    qtbot.keyClick(page.search, Qt.Key.Key_Escape)  # the words
    assert page.search.text() == ""
    assert shown(window) == NATIONAL
    qtbot.keyClick(page.search, Qt.Key.Key_Escape)  # the filters
    assert len(shown(window)) == 10
    page.filters._fill_menu()
    next(a for a in page.filters.menu.actions() if a.text() == "Myndigheter").trigger()
    assert page.search.text() == "exempel"
    assert shown(window) == NATIONAL
    page.search.setFocus()
    qtbot.keyClick(page.search, Qt.Key.Key_Down)
    assert page.contacts.hasFocus()
    qtbot.keyClick(page.contacts, Qt.Key.Key_Down)
    assert page.contact_form.thing.name == "Exempel Talare UHM"

    answer(qtbot, "Nationella")
    page.filters.rename(kept)
    assert [s.name for s in window.workspace.read(searches)] == ["Nationella", EXAMPLE]
    page.filters.remove(window.workspace.read(searches)[0])
    assert [s.name for s in window.workspace.read(searches)] == [EXAMPLE]
    window.workspace.stack.undo()
    assert [s.name for s in window.workspace.read(searches)] == ["Nationella", EXAMPLE]


def test_a_search_that_was_kept_with_other_days_is_shown_as_it_is(window) -> None:
    window.go_to(3)
    filters = window.page.filters
    filters.choose(SavedSearch(id=uuid4(), name="x", quiet_days=17, role=SoughtRole.SPEAKER))
    filters.opener.click()
    assert filters.boxes["quiet_days"].currentText() == "ej hörd på 17 dagar"
    assert filters.texts() == ["talare", "ej hörd på 17 dagar"]
    filters.ask(SavedSearch(id=uuid4(), name="x", quiet_days=NEVER))
    assert filters.texts() == ["aldrig hörd"]


def test_organisations_are_found_by_old_names_parents_and_towns(window, qtbot) -> None:
    window.go_to(3)
    page = window.page
    page.tabs.setCurrentIndex(1)
    part = Organisation(id=uuid4(), short="Miljö", name="Miljöenheten", parent_id=board_id("08"))
    window.workspace.do("Ny", add, part)
    for typed, expected in (
        ("skl", {"SKR"}), ("landsting", {"SKR"}), ("sundbyberg", {"Kemi"}),
        ("kalmar", {"Lst Kalmar", "Miljö"}),
    ):  # fmt: skip
        page.search.setText(typed)
        assert {body.short for body in page.organisations.rows.rows} == expected


def test_what_was_logged_with_an_organisation_alone_is_found(many, qtbot) -> None:
    page, work = many.page, many.workspace
    body = Organisation(id=uuid4(), short="Salen", name="Folkets hus")
    other = Organisation(id=uuid4(), short="Annan", name="Annan sal")
    work.do("Ny", add, body, other)
    alone = Activity(id=uuid4(), day=today(), organisation_id=body.id, text="Skylten är blå")
    work.do("Logga", log_activity, alone)
    qtbot.keyClicks(page.search, "skylten")
    told = "Ingen kontakt passar, men 1 organisation."
    qtbot.waitUntil(lambda: page.contacts.accessibleDescription() == told)
    page.tabs.setCurrentIndex(1)
    assert [one.short for one in page.organisations.rows.rows] == ["Salen"]
    assert page.organisation_form.thing.id == body.id
    work.do("Ändra", change, Activity, alone.id, organisation_id=other.id)
    assert page.organisation_form.thing.id == body.id  # it stays until the answer is another
    qtbot.waitUntil(lambda: [one.short for one in page.organisations.rows.rows] == ["Annan"])
    page.search.setText("skylten röd")
    assert page.organisations.rows.rows == []
    rest(many, qtbot)
    assert page.contacts.accessibleDescription() == "Inget passar det du söker."


def test_many_picked_are_removed_behind_the_window_and_brought_back(many, qtbot) -> None:
    page = many.page
    page.contacts.selectAll()
    picked = len(page.contacts.picked_ids())
    assert picked == long_list.PAGE
    page.delete_picked()
    assert many.jobs.busy
    rest(many, qtbot)
    assert page.workspace.read(lambda r: r.contact_count()) == MANY - picked
    assert shown(many)[0] == f"Person {picked:03}"
    many.workspace.stack.undo()
    rest(many, qtbot)
    assert page.workspace.read(lambda r: r.contact_count()) == MANY


def test_everybody_is_counted_without_being_read(many, qtbot) -> None:
    page = many.page
    assert page.list.count_all() == MANY
    assert len(page.contacts.rows.hits.found) == long_list.PAGE
    assert page.exchange.shown() is None  # everybody, read as the file is written
    page.search.setText("tisdag")
    qtbot.waitUntil(lambda: bool(page.contacts.rows.rows))
    assert page.list.count_all() == MANY // 2
    assert len(page.exchange.shown()) == MANY // 2


def test_while_one_types_the_form_waits_and_then_follows(window, qtbot) -> None:
    window.go_to(3)
    page = window.page
    page.search.setFocus()
    before = page.contact_form.thing
    qtbot.keyClicks(page.search, "uhm")
    assert page.contact_form.thing == before
    rest(window, qtbot)
    assert page.contact_form.thing.name == "Exempel Talare UHM"
    qtbot.keyClicks(page.search, "x")
    assert shown(window) == []
    rest(window, qtbot)
    assert page.contact_form.thing is None


def test_a_day_that_passes_is_not_asked_of_the_day_before(window, monkeypatch) -> None:
    window.go_to(3)
    page = window.page
    asked = SavedSearch(id=uuid4(), name="x", quiet_days=30)
    now = {one.id for one in page.finder.find("", asked, today())}
    later = {one.id for one in page.finder.find("", asked, today() + timedelta(days=400))}
    assert now < later
    assert len(later) == 10
