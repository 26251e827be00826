"""A coordinator finds somebody, logs the call, follows it up and takes it all back, by the keyboard."""

from datetime import timedelta

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from kampanjplan.domain.activities import Activity, ActivityKind, Outcome
from kampanjplan.domain.contacts import Contact
from kampanjplan.domain.stops import Stop
from kampanjplan.gui.dialogs.activity import ActivityBox
from kampanjplan.gui.dialogs.one_field import OneFieldDialog
from kampanjplan.gui.settings import today
from tests.walks.test_follow_up import content

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def opened_box(window, qtbot) -> ActivityBox:
    qtbot.waitUntil(lambda: any(box.isVisible() for box in window.findChildren(ActivityBox)))
    box = next(box for box in window.findChildren(ActivityBox) if box.isVisible())
    box.activateWindow()
    qtbot.waitUntil(box.isActiveWindow)
    return box


def newest(window) -> Activity:
    before = {a.id for a in window.started}
    (new,) = [a for a in window.workspace.read(lambda r: r.find(Activity)) if a.id not in before]
    return new


def press(qtbot, key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    """A key to whatever has the focus."""
    qtbot.keyClick(QApplication.focusWidget() or QApplication.activeWindow(), key, modifier)


def answer(qtbot, text: str, key=Qt.Key.Key_Return) -> None:
    """Answers the dialog that the next key opens."""

    def do() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, OneFieldDialog)
        dialog.field.line.selectAll()
        qtbot.keyClicks(dialog.field.line, text)
        qtbot.keyClick(dialog.field.line, key)

    QTimer.singleShot(0, do)


def test_find_call_log_follow_up_and_undo(window, qtbot) -> None:
    before = content(window)
    window.started = window.workspace.read(lambda r: r.find(Activity))

    # Find her, and log the call: the cursor stands where one writes.
    qtbot.keyClick(window, Qt.Key.Key_F, CTRL)
    page = window.page
    qtbot.waitUntil(page.search.hasFocus)
    qtbot.keyClicks(page.search, "vleborg")  # QTest cannot type ä
    assert [c.name for c in page.contacts.rows.rows] == ["Exempel Värd Gävle"]
    assert page.contacts.rows.columns[2].text(page.contacts.rows.rows[0]) == ""
    qtbot.keyClick(page.search, Qt.Key.Key_L, CTRL)
    box = opened_box(window, qtbot)
    assert box.fields["contact_ids"].line.text() == "Exempel Värd Gävle, Lst Gävleborg"
    qtbot.waitUntil(box.fields["text"].area.hasFocus)
    qtbot.keyClicks(box.fields["text"].area, "Salen duger.")
    press(qtbot, Qt.Key.Key_Tab)
    assert box.fields["next_step"].line.hasFocus()
    qtbot.keyClicks(box.fields["next_step"].line, "Skicka schemat")
    press(qtbot, Qt.Key.Key_Tab)
    qtbot.keyClicks(box.fields["next_day"].line, "v 99")
    press(qtbot, Qt.Key.Key_Return, CTRL)
    assert box.isVisible()
    assert box.fields["next_day"].note.text() == "Det finns ingen vecka 99."
    assert box.fields["text"].area.toPlainText() == "Salen duger."
    box.fields["next_day"].line.selectAll()
    qtbot.keyClicks(box.fields["next_day"].line, "idag")
    press(qtbot, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: not any(b.isVisible() for b in window.findChildren(ActivityBox)))
    logged = newest(window)
    assert (logged.text, logged.next_step, logged.next_day) == (
        "Salen duger.", "Skicka schemat", today(),
    )  # fmt: skip
    assert logged.kind is ActivityKind.CALL
    assert logged.organisation_id is not None
    assert page.contacts.rows.columns[2].text(page.contacts.rows.rows[0]) != ""

    # It is to be followed up today: put off, then done with a note.
    window.activateWindow()  # what a window manager does when the box closes
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_1, CTRL)
    qtbot.waitUntil(lambda: window.page.follow_ups is not None)
    ups = window.page.follow_ups
    qtbot.waitUntil(lambda: len(ups.table.rows.rows) > 0)
    qtbot.waitUntil(lambda: not window.jobs.busy)
    row = next(r for r in ups.table.rows.rows if r.activity.id == logged.id)
    assert ups.table.rows.columns[0].text(row) == "i dag"
    ups.table.pick([logged.id])
    answer(qtbot, "om 2 dagar")
    qtbot.keyClick(ups.snooze, Qt.Key.Key_Space)
    assert newest(window).next_day == today() + timedelta(days=2)
    qtbot.waitUntil(lambda: not window.jobs.busy)
    answer(qtbot, "kastas", Qt.Key.Key_Escape)
    open_rows = [r.activity.id for r in ups.table.rows.rows]
    if logged.id in open_rows:  # the week may end before that
        qtbot.keyClick(ups.done, Qt.Key.Key_Space)
        assert newest(window).next_done is None
        answer(qtbot, "Skickad")
        qtbot.keyClick(ups.done, Qt.Key.Key_Space)
        assert (newest(window).next_done, newest(window).next_note) == (today(), "Skickad")
        qtbot.waitUntil(lambda: not window.jobs.busy)
        assert logged.id not in [r.activity.id for r in ups.table.rows.rows]

    # All of it is taken back.
    after = content(window)
    assert after != before
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    ups.table.setFocus()
    while window.workspace.stack.canUndo():
        qtbot.keyClick(window, Qt.Key.Key_Z, CTRL)
    assert content(window) == before
    while window.workspace.stack.canRedo():
        window.workspace.stack.redo()
    assert content(window) == after


def test_several_contacts_are_named_by_typing(window, qtbot) -> None:
    window.started = window.workspace.read(lambda r: r.find(Activity))
    window.go_to(4)  # where nothing is chosen
    qtbot.keyClick(window, Qt.Key.Key_L, CTRL)
    box = opened_box(window, qtbot)
    line = box.fields["contact_ids"].line
    qtbot.waitUntil(line.hasFocus)
    press(qtbot, Qt.Key.Key_Return, CTRL)
    assert box.fields["contact_ids"].note.text() == "Fältet får inte vara tomt."
    qtbot.keyClicks(line, "falun; talare")
    press(qtbot, Qt.Key.Key_Return, CTRL)
    assert "talare" in box.fields["contact_ids"].note.text()  # there are two
    qtbot.keyClicks(line, " k")
    popup = line.completer().popup()
    qtbot.waitUntil(popup.isVisible)
    assert popup.model().index(0, 0).data() == "Exempel Talare Kemi, Kemi"
    popup.hide()
    qtbot.keyClicks(line, "emi")
    press(qtbot, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: not any(b.isVisible() for b in window.findChildren(ActivityBox)))
    people = {c.id: c.name for c in window.workspace.read(lambda r: r.find(Contact))}
    assert [people[id] for id in newest(window).contact_ids] == ["Exempel Värd Falun", "Exempel Talare Kemi"]
    assert newest(window).organisation_id is None


def test_a_line_of_a_stop_is_edited_and_deleted(window, qtbot) -> None:
    window.started = []
    window.go_to(1)
    page = window.page
    page.tabs.setCurrentWidget(page.log)
    (line,) = page.log.lines.rows.rows
    page.log.lines.setFocus()
    page.log.lines.pick([line.id])
    qtbot.keyClick(page.log.lines, Qt.Key.Key_Return)
    box = opened_box(window, qtbot)
    assert box.fields["text"].area.toPlainText() == line.text
    assert box.fields["tour_id"].draft() == (line.tour_id, line.stop_id)
    qtbot.keyClicks(box.fields["text"].area, "Nej. ")
    box.fields["outcome"].box.setFocus()
    qtbot.keyClicks(box.fields["outcome"].box, "avb")
    press(qtbot, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: not any(b.isVisible() for b in window.findChildren(ActivityBox)))
    (now,) = page.log.lines.rows.rows
    assert (now.text, now.outcome) == (f"Nej. {line.text}", Outcome.REFUSED)
    assert (now.contact_ids, now.organisation_id, now.at) == (
        line.contact_ids, line.organisation_id, line.at,
    )  # fmt: skip
    page.log.lines.setFocus()
    qtbot.keyClick(page.log.lines, Qt.Key.Key_Delete)
    assert page.log.lines.rows.rows == []
    window.workspace.stack.undo()
    assert page.log.lines.rows.rows == [now]


def test_escape_warns_once_before_it_throws_away(window, qtbot) -> None:
    window.go_to(3)
    window.log_contact()
    box = opened_box(window, qtbot)
    qtbot.keyClick(box.fields["text"].area, Qt.Key.Key_Escape)
    assert not box.isVisible()  # nothing was typed
    window.log_contact()
    box = opened_box(window, qtbot)
    qtbot.keyClicks(box.fields["text"].area, "Viktigt")
    qtbot.keyClick(box.fields["text"].area, Qt.Key.Key_Escape)
    assert box.isVisible()
    assert "inte sparat" in box.reason.text()
    qtbot.keyClick(box.fields["text"].area, Qt.Key.Key_Escape)
    assert not box.isVisible()


def test_what_was_typed_stands_where_the_plan_refuses(window, qtbot) -> None:
    from kampanjplan.services.contacts import delete_contacts

    window.go_to(3)
    page = window.page
    page.contacts.selectRow(0)
    gone = page.contacts.picked_ids()
    window.log_contact()
    box = opened_box(window, qtbot)
    qtbot.keyClicks(box.fields["text"].area, "Sades")
    window.workspace.door.do("Ta bort", delete_contacts, gone)  # as another program would
    press(qtbot, Qt.Key.Key_Return, CTRL)
    assert box.isVisible()
    assert box.reason.text() == "Det som skulle ändras finns inte längre i planen."
    assert box.fields["text"].area.toPlainText() == "Sades"


def test_what_is_guessed(window, qtbot) -> None:
    window.go_to(1)
    stop = window.page.stop_form.thing
    guess = window.page.guess()
    assert (guess["stop_id"], guess["tour_id"]) == (stop.id, stop.tour_id)
    assert len(guess["contact_ids"]) == 1
    window.go_to(2)
    assert window.page.guess() == guess
    window.go_to(3)
    window.page.tabs.setCurrentIndex(1)
    known = window.workspace.read(lambda r: r.find(Contact))
    kalmar = next(c for c in known if c.name == "Exempel Värd Kalmar")
    window.page.tabs.setCurrentIndex(0)
    window.page.contacts.pick([kalmar.id])
    about = window.workspace.read(lambda r: r.get(Stop, window.page.guess()["stop_id"]))
    assert about.town == "Kalmar"
    assert window.page.guess()["contact_ids"] == (kalmar.id,)
    speaker = next(c for c in known if c.name == "Exempel Samordnare RUS")
    window.page.contacts.pick([speaker.id])
    assert window.page.guess() == {"contact_ids": (speaker.id,)}  # at every stop
    window.page.tabs.setCurrentIndex(1)
    body = window.page.organisation_form.thing
    assert window.page.guess() == {"organisation_id": body.id}
    window.go_to(0)
    qtbot.waitUntil(lambda: window.page.follow_ups is not None)
    ups = window.page.follow_ups
    qtbot.waitUntil(lambda: len(ups.table.rows.rows) > 0)
    ups.table.selectRow(0)
    late = ups.table.rows.rows[0].activity
    assert ups.table.rows.columns[0].text(ups.table.rows.rows[0]).startswith("försenat")
    assert window.page.guess()["contact_ids"] == late.contact_ids
    silent = next(r for r in ups.table.rows.rows if r.due is None)
    ups.table.pick([silent.thing_id])
    assert window.page.guess() == {"contact_ids": (silent.thing_id,)}
    assert not ups.done.isEnabled()
    assert ups.log.isEnabled()
