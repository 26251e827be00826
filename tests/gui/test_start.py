"""What a start does without, and what follows it at once."""

import builtins

from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from kampanjplan.gui.palette import apply_theme
from kampanjplan.gui.style import FramedStyle


def test_imports_are_not_looked_through_by_pyside(qapp) -> None:
    assert builtins.__import__ is not builtins.__feature_import__


def test_fields_are_framed_soon_after_the_first_paint(empty_window) -> None:
    assert isinstance(QApplication.style(), FramedStyle)


def test_the_systems_look_is_found_again_after_a_theme_of_ours(qapp, settings) -> None:
    role = QPalette.ColorRole.Window
    apply_theme("system")
    before = QGuiApplication.palette().color(role)
    apply_theme("dark")
    assert QGuiApplication.palette().color(role) != before
    apply_theme("system")
    assert QGuiApplication.palette().color(role) == before
