"""A coordinator's call by the keyboard alone: found, logged, followed up; and she was there twice."""

from pathlib import Path
from uuid import uuid4

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QRadioButton

from kampanjplan.domain.activities import Activity, Outcome
from kampanjplan.domain.contacts import Contact, Membership, Role, RoleKind
from kampanjplan.domain.organisations import board_id
from kampanjplan.domain.stops import Stop
from kampanjplan.gui.dialogs.activity import ActivityBox
from kampanjplan.gui.dialogs.duplicates import DuplicatesDialog
from kampanjplan.gui.dialogs.one_field import OneFieldDialog
from kampanjplan.gui.settings import today
from kampanjplan.plans import open_plan
from kampanjplan.services.editing import add
from tests.gui.test_two_desks import when_asked
from tests.walks.test_contact_log import opened_box, press
from tests.walks.test_follow_up import content

CTRL = Qt.KeyboardModifier.ControlModifier
TWICE = "Berit Exempelsson"


def entered_twice(path: Path) -> tuple[Contact, Contact]:
    """In the file, before it is opened: two colleagues wrote her down, each in their own way."""
    door = open_plan(path, "Anna")
    stop = door.read(lambda r: min(r.find(Stop), key=lambda s: s.id))
    one = Contact(
        id=uuid4(), name=TWICE, organisation_id=board_id("20"), title="Miljösamordnare",
        email="berit@example.org", phone="070-174 06 05", notes="Ring efter nio.",
    )  # fmt: skip
    other = Contact(
        id=uuid4(), name="Exempelsson, Berit", organisation_id=board_id("03"), title="Samordnare",
        phone="+46 70 174 06 05", notes="Tar emot i receptionen.",
    )  # fmt: skip
    door.do("Två gånger", add, one, other, Role(id=uuid4(), stop_id=stop.id, contact_id=other.id))
    door.store.close()
    return one, other


def settled(window, qtbot) -> None:
    qtbot.waitUntil(lambda: not window.jobs.busy)


def at_the_window(window, qtbot) -> None:
    """What a window manager does when a dialog closes."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def to(qtbot, done, key=Qt.Key.Key_Tab) -> None:
    """Presses a key until something holds, as a hand does; it must not take for ever."""
    for _n in range(40):
        if done():
            return
        press(qtbot, key)
    raise AssertionError("the keyboard never came there")


def finish(qtbot, note: str) -> None:
    """Answers how the next step went, in the dialog that the next key opens."""

    def do() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, OneFieldDialog)
        qtbot.keyClicks(dialog.field.line, note)
        qtbot.keyClick(dialog.field.line, Qt.Key.Key_Return)

    QTimer.singleShot(0, do)


def test_find_call_log_follow_up_merge_and_undo_the_merge(empty_window, example: Path, qtbot) -> None:
    one, other = entered_twice(example)
    window = empty_window
    window.open_path(example)
    qtbot.waitUntil(lambda: window.workspace.door is not None)
    known = {a.id for a in window.workspace.read(lambda r: r.find(Activity))}

    def logged() -> Activity:
        (new,) = [a for a in window.workspace.read(lambda r: r.find(Activity)) if a.id not in known]
        return new

    # Find her: the search has the cursor, and down goes to the list.
    qtbot.keyClick(window, Qt.Key.Key_F, CTRL)
    page = window.page
    qtbot.waitUntil(page.search.hasFocus)
    qtbot.keyClicks(page.search, "berit exempel")
    qtbot.waitUntil(lambda: {c.id for c in page.contacts.rows.rows} == {one.id, other.id})
    page_row = next(n for n, c in enumerate(page.contacts.rows.rows) if c.id == other.id)
    to(qtbot, page.contacts.hasFocus)
    press(qtbot, Qt.Key.Key_Home, CTRL)
    for _n in range(page_row):
        press(qtbot, Qt.Key.Key_Down)
    assert page.contacts.picked_ids() == [other.id]

    # Log the call with her, with a next step for today.
    press(qtbot, Qt.Key.Key_L, CTRL)
    box = opened_box(window, qtbot)
    qtbot.waitUntil(box.fields["text"].area.hasFocus)
    qtbot.keyClicks(box.fields["text"].area, "Hon tar emot.")
    to(qtbot, box.fields["next_step"].line.hasFocus)
    qtbot.keyClicks(box.fields["next_step"].line, "Skicka programmet")
    to(qtbot, box.fields["next_day"].line.hasFocus)
    qtbot.keyClicks(box.fields["next_day"].line, "idag")
    press(qtbot, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: not any(b.isVisible() for b in window.findChildren(ActivityBox)))
    assert (logged().contact_ids, logged().next_day) == ((other.id,), today())
    assert logged().outcome is Outcome.NONE

    # Follow it up from the start page.
    at_the_window(window, qtbot)
    qtbot.keyClick(window, Qt.Key.Key_1, CTRL)
    qtbot.waitUntil(lambda: window.page.follow_ups is not None)
    ups = window.page.follow_ups
    settled(window, qtbot)
    to(qtbot, ups.table.hasFocus)
    press(qtbot, Qt.Key.Key_Home, CTRL)
    to(qtbot, lambda: ups.table.picked_ids() == [logged().id], Qt.Key.Key_Down)
    to(qtbot, ups.done.hasFocus)
    finish(qtbot, "Skickat")
    press(qtbot, Qt.Key.Key_Space)
    assert (logged().next_done, logged().next_note) == (today(), "Skickat")
    settled(window, qtbot)
    before = content(window)

    # She is there twice: the title of the other is to stand.
    def mend(dialog) -> None:
        assert isinstance(dialog, DuplicatesDialog)
        qtbot.waitUntil(lambda: dialog.card.two is not None and not window.jobs.busy)
        assert [p.ids for p in dialog.pairs] == [tuple(sorted((one.id, other.id)))]
        assert "samma telefon" in dialog.why.text()
        to(qtbot, lambda: said(dialog).startswith("Titel"))
        press(qtbot, Qt.Key.Key_Right)
        assert said(dialog) == "Titel: Samordnare"
        press(qtbot, Qt.Key.Key_Return, CTRL)
        qtbot.waitUntil(lambda: dialog.pairs == [] and not window.jobs.busy)
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)

    def said(dialog) -> str:
        focus = dialog.focusWidget()
        return focus.accessibleName() if isinstance(focus, QRadioButton) else ""

    at_the_window(window, qtbot)
    when_asked(mend)
    qtbot.keyClick(window, Qt.Key.Key_D, CTRL)
    settled(window, qtbot)
    read = window.workspace.read
    merged = read(lambda r: r.get(Contact, one.id))
    assert (merged.name, merged.title, merged.organisation_id) == (TWICE, "Samordnare", board_id("20"))
    assert merged.notes == "Ring efter nio.\n\nTar emot i receptionen."
    assert merged.phones == ("070-174 06 05",)  # the other's is the same in another dress
    assert read(lambda r: r.find(Contact, id=other.id)) == []
    assert logged().contact_ids == (one.id,)
    assert [r.kind for r in read(lambda r: r.find(Role, contact_id=one.id))] == [RoleKind.HOST]
    (body,) = read(lambda r: r.find(Membership, contact_id=one.id))
    assert body.organisation_id == board_id("03")

    # It is undone in the window, and done again.
    at_the_window(window, qtbot)
    after = content(window)
    qtbot.keyClick(window, Qt.Key.Key_Z, CTRL)
    assert content(window) == before
    QTest.keySequence(window, QKeySequence(QKeySequence.StandardKey.Redo))
    assert content(window) == after
    qtbot.keyClick(window, Qt.Key.Key_Z, CTRL)

    # And so it stands in the file.
    window.close()
    door = open_plan(example, "Anna")
    assert {c.id for c in door.read(lambda r: r.find(Contact))} >= {one.id, other.id}
    (line,) = (a for a in door.read(lambda r: r.find(Activity)) if a.text == "Hon tar emot.")
    assert line.contact_ids == (other.id,)
    assert list(door.store.check()) == []
    door.store.close()
