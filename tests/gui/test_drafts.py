"""What is typed and not saved is on the disk within a second, and comes back."""

import json
import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox

from kampanjplan.app import _Plans
from kampanjplan.domain.contacts import Contact
from kampanjplan.domain.stops import Stop
from kampanjplan.folders import own_folder
from kampanjplan.gui.drafts import Drafts
from kampanjplan.gui.main_window import MainWindow


def on_disk() -> list[dict[str, str]]:
    found = []
    for file in own_folder("drafts").glob("*.json"):
        with suppress(FileNotFoundError):  # taken away just now
            found += json.loads(file.read_text("utf-8"))
    return found


def type_in(qtbot, field, text: str) -> None:
    field.editor.setFocus()
    field.editor.selectAll()
    qtbot.keyClicks(field.editor, text)


@pytest.fixture
def again(qtbot, settings, example):
    """Makes a new window on the plan, as after a crash of the first: nothing was said at its end."""

    def make() -> MainWindow:
        window = MainWindow(settings, _Plans())
        qtbot.addWidget(window)
        window.resize(1280, 800)
        window.show()
        window.activateWindow()
        window.open_path(example)
        qtbot.waitUntil(lambda: window.workspace.door is not None)
        return window

    return make


def die(window: MainWindow) -> None:
    """What a crash leaves: nothing is saved or taken away, and the lock is nobody's."""
    window.workspace.drafts._jobs.wait()
    window.workspace.drafts._timer.stop()
    window.session._lock.unlock()
    window.session._timer.stop()
    window._leaving = True
    for page in window.pages.values():
        page.commit_all = lambda: True
        for form in ("stop_form", "tour_form", "contact_form", "organisation_form"):
            if hasattr(page, form):
                getattr(page, form)._thing = None
    window.hide()


FIELDS = [
    (1, "stop_form", "venue", "Rådhuset, sal å", 0),
    (1, "stop_form", "notes", "Två rader å", 0),
    (1, "stop_form", "roles", "Exempel", 0),
    (1, "stop_form", "first_day", "v 54", 0),
    (1, "tour_form", "themes", "Ett tema", 1),
    (3, "contact_form", "phone", "0", 0),
    (3, "contact_form", "notes", "Ringer tisdag", 0),
    (3, "organisation_form", "name", "Myndigheten", 1),
]


@pytest.mark.parametrize(("place", "form", "name", "text", "tab"), FIELDS)
def test_a_draft_comes_back_after_a_crash(window, qtbot, again, place, form, name, text, tab) -> None:
    window.go_to(place)
    window.page.tabs.setCurrentIndex(tab)
    field = getattr(window.page, form).field(name)
    thing = getattr(window.page, form).thing
    type_in(qtbot, field, text)
    qtbot.waitUntil(lambda: [d["text"] for d in on_disk()] == [text])
    die(window)

    new = again()
    assert new.workspace.drafts.brought_back == 1
    new.go_to(place)
    form = getattr(new.page, form)
    qtbot.waitUntil(lambda: form.thing is not None)  # organisations are shown when the page is at rest
    assert form.thing.id == thing.id
    assert form.field(name).draft() == text
    note = form.field(name).note.text()
    assert note.startswith("Skrivet ")
    assert note.endswith(" men inte sparat")


def test_it_is_saved_when_the_field_is_left_and_the_file_is_gone(window, qtbot, again) -> None:
    window.go_to(1)
    type_in(qtbot, window.page.stop_form.field("venue"), "Rådhuset")
    qtbot.waitUntil(lambda: len(on_disk()) == 1)
    die(window)
    new = again()
    new.go_to(1)
    form = new.page.stop_form
    assert new.workspace.read(lambda r: r.get(Stop, form.thing.id)).venue != "Rådhuset"
    line = form.field("venue").line
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_Tab)
    assert new.workspace.read(lambda r: r.get(Stop, form.thing.id)).venue == "Rådhuset"
    assert form.field("venue").note.text() == ""
    qtbot.waitUntil(lambda: list(own_folder("drafts").iterdir()) == [])


def test_escape_and_typing_back_take_the_draft_away(window, qtbot) -> None:
    window.go_to(1)
    field = window.page.stop_form.field("venue")
    was = field.draft()
    type_in(qtbot, field, "Slott")
    qtbot.waitUntil(lambda: len(on_disk()) == 1)
    qtbot.keyClick(field.line, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: on_disk() == [])
    type_in(qtbot, field, "Slott")
    qtbot.waitUntil(lambda: len(on_disk()) == 1)
    type_in(qtbot, field, was)
    qtbot.waitUntil(lambda: on_disk() == [])


def test_a_full_disk_keeps_the_draft_and_leaving_the_field_again_saves_it(window, qtbot, example) -> None:
    window.go_to(1)
    form = window.page.stop_form
    field = form.field("notes")
    engine = window.workspace.door.store._engine
    limit = {"pages": 1}
    from sqlalchemy import event

    def no_room(connection, _record, _proxy) -> None:
        connection.execute(f"PRAGMA max_page_count={limit['pages']}")

    event.listen(engine, "checkout", no_room)
    text = "Mycket att minnas. " * 400
    field.area.setFocus()
    field.area.setPlainText(text)
    window.page.stops.setFocus()
    assert "Disken med ”" in field.note.text()
    assert " ledigt. Frigör utrymme" in field.note.text()
    assert field.draft() == text
    assert not window.workspace.stack.canUndo()
    qtbot.waitUntil(lambda: [d["text"] for d in on_disk()] == [text])
    with closing(sqlite3.connect(example)) as other:
        assert other.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    limit["pages"] = 1_000_000
    field.area.setFocus()
    window.page.stops.setFocus()
    assert window.workspace.read(lambda r: r.get(Stop, form.thing.id)).notes == text.strip()
    qtbot.waitUntil(lambda: on_disk() == [])


def test_a_fault_while_saving_keeps_what_was_typed(window, qtbot, monkeypatch) -> None:
    window.go_to(1)
    form = window.page.stop_form

    def fail(*_given) -> None:
        raise RuntimeError

    type_in(qtbot, form.field("venue"), "Rådhuset")
    with monkeypatch.context() as broken:
        broken.setattr(form, "_save", fail)
        with pytest.raises(RuntimeError):
            form._commit(form.field("venue"))
    assert [d.text for d in window.workspace.drafts._mine.values()] == ["Rådhuset"]
    window.page.stops.setFocus()
    assert window.workspace.read(lambda r: r.get(Stop, form.thing.id)).venue == "Rådhuset"


def test_what_somebody_saved_since_is_told(window, qtbot, again) -> None:
    window.go_to(1)
    type_in(qtbot, window.page.stop_form.field("venue"), "Rådhuset")
    id = window.page.stop_form.thing.id
    qtbot.waitUntil(lambda: len(on_disk()) == 1)
    die(window)
    from kampanjplan.services.editing import change

    window.workspace.door.do("Ändra", change, Stop, id, venue="Slottet")
    new = again()
    new.go_to(1)
    field = new.page.stop_form.field("venue")
    assert field.draft() == "Rådhuset"
    assert "har någon sparat ”Slottet” här" in field.note.text()
    new.close()  # never looked at: not saved behind anybody's back, and not lost
    assert len(on_disk()) == 1


def test_leaving_with_a_refused_draft_is_asked_and_possible(window, qtbot, again) -> None:
    window.go_to(1)
    type_in(qtbot, window.page.when, "v 54")
    assert window.close() is False
    box = window.findChild(QMessageBox)
    assert [button.text() for button in box.buttons()] != []
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert window.isVisible()
    assert window.close() is False
    box = next(b for b in window.findChildren(QMessageBox) if b.isVisible())
    go = next(b for b in box.buttons() if b.text().startswith("Stäng ändå"))
    qtbot.mouseClick(go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.isVisible())
    assert list(own_folder("sessions").iterdir()) == []  # an end as it should be
    new = again()
    new.go_to(1)
    assert new.page.when.line.text() == "v 54"
    new.page.when.line.setFocus()
    qtbot.keyClick(new.page.when.line, Qt.Key.Key_Return)
    assert new.page.when.note.text() == "Det finns ingen vecka 54."


def test_closing_the_plan_with_a_refused_draft(window, qtbot) -> None:
    window.go_to(3)
    type_in(qtbot, window.page.contact_form.field("name"), " ")
    window.files.close_plan()
    box = window.findChild(QMessageBox)
    go = next(b for b in box.buttons() if b.text().startswith("Stäng ändå"))
    qtbot.mouseClick(go, Qt.MouseButton.LeftButton)
    assert window.workspace.door is None
    assert [d["text"] for d in on_disk()] == [" "]


def test_two_windows_keep_their_own_and_forget_reaches_both(tmp_path: Path, qapp, example) -> None:
    contact, other = (Contact(id=id, name="x") for id in _two_ids())
    one, two = Drafts(), Drafts()
    for drafts in (one, two):
        drafts.use(example)
    one.keep(contact, ("notes",), "ett", "")
    two.keep(contact, ("phone",), "två", "")
    two.keep(other, ("phone",), "tre", "")
    one.finish()
    two.finish()
    one.keep(contact, ("title",), "fyra", "")
    one.finish()
    assert {d["text"] for d in on_disk()} == {"ett", "två", "tre", "fyra"}
    third = Drafts()
    third.use(example)
    third.forget(contact.id)
    third.finish()
    assert {d["text"] for d in on_disk()} == {"tre"}
    assert third.of(contact, ("notes",)) is None


def _two_ids():
    from uuid import uuid4

    return uuid4(), uuid4()


@pytest.mark.parametrize("content", ["", "{", "[1]", '[{"kind": 1}]', "null"])
def test_a_spoilt_file_of_drafts_is_no_hindrance(window, qtbot, example, content) -> None:
    file = window.workspace.drafts._file
    file.write_text(content, "utf-8")
    window.workspace.drafts.use(example)
    assert window.workspace.drafts.brought_back == 0


def test_a_disk_that_takes_no_drafts_is_tried_again(window, qtbot, monkeypatch) -> None:
    from kampanjplan import folders
    from kampanjplan.gui import drafts

    monkeypatch.setattr(drafts, "AGAIN", 50)

    def full(*_given) -> None:
        raise OSError(28, os.strerror(28))

    window.go_to(1)
    with monkeypatch.context() as broken:
        broken.setattr(folders, "write_private", full)
        type_in(qtbot, window.page.stop_form.field("venue"), "Rådhuset")
        qtbot.wait(700)
        assert on_disk() == []
        assert window.page.stop_form.field("venue").draft() == "Rådhuset"
    qtbot.waitUntil(lambda: len(on_disk()) == 1)


def test_the_question_can_be_answered_by_keys(window, qtbot) -> None:
    window.go_to(1)
    type_in(qtbot, window.page.when, "v 54")
    window.close()
    box = window.findChild(QMessageBox)
    qtbot.waitUntil(box.isActiveWindow)
    assert QApplication.focusWidget().text() == "Stanna kvar"
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert window.isVisible()


def test_what_a_writer_that_was_killed_left_is_taken_away(window, qtbot) -> None:
    drafts = window.workspace.drafts
    half = drafts._file.with_name(f".{drafts._file.name}.new")
    half.write_text('[{"text": "halvskr')
    contact = window.workspace.read(lambda r: r.find(Contact))[0]
    drafts.keep(contact, ("notes",), "Ringer", "")
    drafts.drop(contact, ("notes",))
    drafts.finish()
    assert list(own_folder("drafts").iterdir()) == []


def test_letters_that_no_file_takes_are_kept_too(qapp, example) -> None:
    contact = Contact(id=_two_ids()[0], name="x")
    drafts = Drafts()
    drafts.use(example)
    drafts.keep(contact, ("notes",), "halv \ud800 å\x00", "")
    drafts.finish()
    again = Drafts()
    again.use(example)
    assert again.of(contact, ("notes",)).text == "halv \ud800 å\x00"


def test_drafts_go_along_when_the_plan_goes_on_in_another_file(qapp, example, tmp_path) -> None:
    contact = Contact(id=_two_ids()[0], name="x")
    drafts, new = Drafts(), tmp_path / "ny.kampanjplan"
    drafts.use(example)
    drafts.keep(contact, ("notes",), "Ringer", "")
    drafts.finish()
    drafts.go_along(new)
    drafts.use(new)
    drafts.finish()
    assert drafts.of(contact, ("notes",)).text == "Ringer"
    assert [d["text"] for d in on_disk()] == ["Ringer"]
    for plan, known in ((example, 0), (new, 1)):
        other = Drafts()
        other.use(plan)
        assert other.brought_back == known
