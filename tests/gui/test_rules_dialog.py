"""The plan's rules are set by the keyboard, all in one act, and what cannot stand stays with its reason."""

import pytest
from PySide6.QtCore import Qt

from kampanjplan.domain.rules import Rules
from kampanjplan.gui.dialogs.rules import RulesDialog
from kampanjplan.services.rules import rules_of


@pytest.fixture
def dialog(window, qtbot) -> RulesDialog:
    dialog = RulesDialog(window, window.workspace, window.workspace.read(rules_of))
    dialog.open()
    return dialog


def type_in(qtbot, dialog: RulesDialog, name: str, text: str) -> None:
    line = next(field for field in dialog.fields if name in field.names).line
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, text) if text else qtbot.keyClick(line, Qt.Key.Key_Delete)


def test_several_rules_are_one_act(window, qtbot, dialog: RulesDialog) -> None:
    type_in(qtbot, dialog, "decision", "Dnr 12-2026")
    type_in(qtbot, dialog, "keep_days", "")
    type_in(qtbot, dialog, "quiet_region", "20")
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    rules = window.workspace.read(rules_of)
    assert (rules.decision, rules.keep_days, rules.quiet_region) == ("Dnr 12-2026", None, 20)
    assert window.workspace.stack.count() == 1
    window.workspace.stack.undo()
    assert window.workspace.read(rules_of) == Rules()


@pytest.mark.parametrize(("name", "text"), [("quiet_venue", ""), ("quiet_venue", "0"), ("keep_days", "x")])
def test_a_rule_that_cannot_stand_is_told_beside_its_field(window, qtbot, dialog, name, text) -> None:
    type_in(qtbot, dialog, "decision", "Dnr 1")
    type_in(qtbot, dialog, name, text)
    dialog.accept()
    assert dialog.isVisible()
    field = next(field for field in dialog.fields if name in field.names)
    assert field.note.text()
    assert window.workspace.read(rules_of) == Rules()


def test_nothing_changed_is_no_act(window, dialog: RulesDialog) -> None:
    dialog.accept()
    assert window.workspace.stack.count() == 0
