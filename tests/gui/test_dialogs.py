"""Dialogs refuse at the field, and offer OK only where it does something."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from kampanjplan.domain.stops import Stop
from kampanjplan.gui.dialogs.copying import CopyDialog
from kampanjplan.gui.dialogs.tour import DuplicationDialog, TourDialog


def test_a_new_tour_is_refused_at_the_field_that_is_wrong(window, qtbot) -> None:
    dialog = TourDialog(window, [])
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.keyClicks(dialog.name, "Nya")
    dialog.period.setFocus()
    qtbot.keyClicks(dialog.period, "v 54")
    qtbot.keyClick(dialog.period, Qt.Key.Key_Return)
    assert dialog.reason.text() == "Period: Det finns ingen vecka 54."
    assert dialog.focusWidget() is dialog.period
    dialog.name.clear()
    dialog.period.clear()
    qtbot.keyClick(dialog.period, Qt.Key.Key_Return)
    assert dialog.reason.text() == "Namn: Fältet får inte vara tomt."
    assert dialog.focusWidget() is dialog.name
    qtbot.keyClicks(dialog.name, "Nya")
    qtbot.keyClick(dialog.name, Qt.Key.Key_Return)
    assert dialog.tour.name == "Nya"


def test_a_copy_of_a_tour_needs_a_name(window, qtbot) -> None:
    dialog = DuplicationDialog(window, window.workspace.tours()[0])
    qtbot.addWidget(dialog)
    dialog.name.clear()
    dialog.accept()
    assert dialog.reason.text() == "Namn: Fältet får inte vara tomt."


def test_a_programme_is_copied_only_to_stops_that_are_ticked(window, qtbot) -> None:
    stops = window.workspace.read(lambda r: r.find(Stop, tour_id=window.workspace.tour_id))
    dialog = CopyDialog(window, stops)
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.ok.isEnabled()
    qtbot.keyClick(dialog.list, Qt.Key.Key_Space)
    assert dialog.ok.isEnabled()
    assert dialog.targets == [stops[0].id]
    QApplication.processEvents()
