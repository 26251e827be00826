"""A coordinator looks up in the history what was said before, and takes one old step back."""

from PySide6.QtCore import Qt

from kampanjplan.domain.stops import Stop


def write(qtbot, form, name: str, text: str) -> None:
    line = form.field(name).line
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, text)
    qtbot.keyClick(line, Qt.Key.Key_Return)


def told(qtbot, window) -> list[str]:
    """What the panel says happened, the newest first, once it has been read."""
    panel = window.page.history
    qtbot.waitUntil(lambda: not window.jobs.busy)
    return [panel.entries.rows.columns[2].text(entry) for entry in panel.entries.rows.rows]


def test_an_old_step_is_found_and_undone(window, qtbot) -> None:
    window.go_to(1)
    page = window.page
    stop = page.stop_form.thing
    write(qtbot, page.stop_form, "venue", "Aulan")
    write(qtbot, page.stop_form, "address", "Storgatan 1")
    write(qtbot, page.stop_form, "online_link", "https://example.org/a")
    window.workspace.use(window.plans.open(window.workspace.door.store.path, "prov"))  # a later day
    window.go_to(1)
    window.workspace.choose_stop(stop.id)

    qtbot.keyClick(window, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    panel = page.history
    assert panel.isVisible()
    lines = told(qtbot, window)
    assert lines[0].startswith("Länk för deltagande på distans: – → https://example.org/a")
    assert lines[2].startswith(f"Lokal: {stop.venue} → Aulan")
    assert panel.entries.hasFocus()
    qtbot.keyClick(panel.entries, Qt.Key.Key_Down)
    qtbot.keyClick(panel.entries, Qt.Key.Key_Down)
    shown = [[column.text(line) for column in panel.lines.rows.columns] for line in panel.lines.rows.rows]
    assert [line[1:] for line in shown] == [["Lokal", stop.venue, "Aulan"]]
    panel.undo.setFocus()
    qtbot.keyClick(panel.undo, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not window.jobs.busy)

    def now() -> Stop:
        return window.workspace.read(lambda r: r.get(Stop, stop.id))

    assert (now().venue, now().address, now().online_link) == (
        stop.venue, "Storgatan 1", "https://example.org/a",
    )  # fmt: skip
    assert told(qtbot, window)[0].startswith(f"Lokal: Aulan → {stop.venue}")
    assert window.workspace.stack.undoText() == "Ångra steg: Ändra lokal"

    # It is an act like others: undone, and the same step can no longer be taken back twice.
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert now().venue == "Aulan"
    window.workspace.stack.redo()
    told(qtbot, window)
    panel.entries.pick(
        [panel.entries.rows.key(e) for e in panel.entries.rows.rows if e.text == "Ändra lokal"]
    )
    qtbot.mouseClick(panel.undo, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.jobs.busy)
    assert "Steget kan inte ångras" in window.message.text.text()
    assert now().venue == stop.venue
