"""The history panel: of what, when, which kind, how far back, and how long it is kept."""

import pytest
from PySide6.QtCore import Qt

from kampanjplan.domain.contacts import Contact
from kampanjplan.domain.stops import Stop
from kampanjplan.services.editing import change
from kampanjplan.services.rules import rules_of


@pytest.fixture
def panel(window, qtbot):
    window.go_to(1)
    window.show_history()
    qtbot.waitUntil(lambda: not window.jobs.busy)
    return window.page.history


def texts(window, panel, qtbot) -> list[str]:
    qtbot.waitUntil(lambda: not window.jobs.busy)
    return [entry.text for entry in panel.entries.rows.rows]


def choose(qtbot, box, text: str) -> None:
    box.setFocus()
    box.setCurrentText(text)
    box.activated.emit(box.currentIndex())


def test_of_the_stop_the_tour_and_the_plan(window, panel, qtbot) -> None:
    first, second = (state.stop for state in window.page.stops.rows.rows[:2])
    window.workspace.do("Ett", change, Stop, first.id, notes="1")
    window.workspace.do("Två", change, Stop, second.id, notes="2")
    contact = window.workspace.read(lambda r: r.find(Contact))[0]
    window.workspace.do("Tre", change, Contact, contact.id, notes="3")
    assert texts(window, panel, qtbot) == ["Ett", "Exempelplan"]
    window.workspace.choose_stop(second.id)
    assert texts(window, panel, qtbot) == ["Två", "Exempelplan"]
    choose(qtbot, panel.subject, "Turnén")
    assert texts(window, panel, qtbot) == ["Två", "Ett", "Exempelplan"]
    choose(qtbot, panel.subject, "Hela planen")
    assert texts(window, panel, qtbot)[:3] == ["Tre", "Två", "Ett"]
    choose(qtbot, panel.kind, "Kontakter")
    assert texts(window, panel, qtbot)[0] == "Tre"
    assert "Två" not in texts(window, panel, qtbot)
    choose(qtbot, panel.period, "Senaste dygnet")
    assert texts(window, panel, qtbot)[0] == "Tre"


def test_of_a_contact(window, qtbot) -> None:
    window.go_to(3)
    contact = window.page.contact_form.thing
    window.workspace.do("Ring", change, Contact, contact.id, notes="Ringer")
    window.show_history()
    panel = window.page.history
    assert texts(window, panel, qtbot)[0] == "Ring"
    assert panel.subject.currentText() == contact.name
    assert [line.after for line in panel.lines.rows.rows] == ["Ringer"]


def test_older_entries_are_read_when_asked_for(window, panel, qtbot, monkeypatch) -> None:
    monkeypatch.setattr("kampanjplan.gui.history.PAGE", 2)
    panel._most = 2
    stop = window.page.stop_form.thing
    for text in "abcd":
        window.workspace.do(text, change, Stop, stop.id, notes=text)
    assert texts(window, panel, qtbot) == ["d", "c"]
    assert panel.more.isEnabled()
    qtbot.mouseClick(panel.more, Qt.MouseButton.LeftButton)
    assert texts(window, panel, qtbot) == ["d", "c", "b", "a"]


def test_how_long_it_is_kept_is_a_rule_of_the_plan(window, panel, qtbot, example) -> None:
    choose(qtbot, panel.keep, "1 år")
    assert window.workspace.read(rules_of).history_days == 365
    assert "nästa gång" in window.saved.text()
    window.workspace.stack.undo()
    assert window.workspace.read(rules_of).history_days is None
    qtbot.waitUntil(lambda: panel.keep.currentText() == "för alltid")


def test_it_is_thinned_after_the_backup_at_the_next_opening(window, panel, qtbot, monkeypatch) -> None:
    import datetime

    choose(qtbot, panel.keep, "90 dagar")
    later = datetime.date.today() + datetime.timedelta(days=100)
    monkeypatch.setattr("kampanjplan.gui.plan_files.today", lambda: later)
    window.files._thinned = False
    window.keeper.back_up()
    qtbot.waitUntil(lambda: not window.jobs.busy)
    choose(qtbot, panel.subject, "Hela planen")
    assert texts(window, panel, qtbot) == ["Gallra historiken"]
    assert len(window.plans.backups(window.workspace.door.store.path).all()) == 1


def test_a_busy_history_tells_why(window, panel, monkeypatch, qtbot) -> None:
    from kampanjplan.domain.errors import FileError, FileTrouble

    def refuse(*_given, **_more):
        raise FileError(FileTrouble.LOCKED, window.workspace.door.store.path)

    monkeypatch.setattr("kampanjplan.gui.history._history", refuse)
    panel.look_again()
    qtbot.waitUntil(lambda: "används av ett annat program" in window.message.text.text())
