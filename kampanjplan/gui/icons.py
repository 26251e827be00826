"""Tabler's outline icons, drawn in the palette's colour at the moment they are painted."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QIconEngine, QPainter, QPalette, QPixmap

from kampanjplan.resources import resource


class _PaletteIconEngine(QIconEngine):
    def __init__(self, svg: bytes) -> None:
        super().__init__()
        self._svg = svg

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        from PySide6.QtSvg import QSvgRenderer  # loaded with the first icon, not with the program

        group = QPalette.ColorGroup.Disabled if mode is QIcon.Mode.Disabled else QPalette.ColorGroup.Normal
        selected = mode is QIcon.Mode.Selected
        role = QPalette.ColorRole.HighlightedText if selected else QPalette.ColorRole.ButtonText
        colour = QGuiApplication.palette().color(group, role).name().encode()
        renderer = QSvgRenderer(QByteArray(self._svg.replace(b"currentColor", colour)))
        renderer.render(painter, QRectF(rect))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        result = QPixmap(size)
        result.fill(Qt.GlobalColor.transparent)
        painter = QPainter(result)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return result

    def clone(self) -> QIconEngine:
        return _PaletteIconEngine(self._svg)


@lru_cache(maxsize=128)
def icon(name: str) -> QIcon:
    """The icon of a file in resources/icons, without its ending."""
    return QIcon(_PaletteIconEngine(resource(f"icons/{name}.svg").read_bytes()))


def application_icon() -> QIcon:
    return QIcon(str(resource("icons/kampanjplan.png")))
