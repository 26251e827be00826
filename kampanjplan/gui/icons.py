"""Tabler's outline icons. What draws them is loaded with the first, after the window's first paint."""

from functools import lru_cache

from PySide6.QtGui import QIcon

from kampanjplan.resources import resource


@lru_cache(maxsize=128)
def icon(name: str) -> QIcon:
    """The icon of a file in resources/icons, without its ending."""
    from kampanjplan.gui.icon_engine import PaletteIconEngine

    return QIcon(PaletteIconEngine(resource(f"icons/{name}.svg").read_bytes()))


def application_icon() -> QIcon:
    return QIcon(str(resource("icons/kampanjplan.png")))
