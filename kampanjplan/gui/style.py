"""Fusion with borders that can be seen; its own come from the window's colour and vanish in the dark."""

import sys

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPalette, QPen
from PySide6.QtWidgets import QApplication, QProxyStyle, QStyle, QStyleOption, QWidget

_FRAMED = (QStyle.PrimitiveElement.PE_FrameLineEdit, QStyle.PrimitiveElement.PE_Frame)


def use_framed_style() -> None:
    """Puts the style on the whole program, but for Windows, whose own has borders."""
    if sys.platform != "win32":
        QApplication.setStyle(FramedStyle())


class FramedStyle(QProxyStyle):
    """Draws the border of fields, boxes and choices in the palette's middle tone."""

    def __init__(self) -> None:
        super().__init__("Fusion")

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        super().drawPrimitive(element, option, painter, widget)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        if element in _FRAMED and not focused:
            self._border(painter, option, 2)
        elif element is QStyle.PrimitiveElement.PE_IndicatorCheckBox:
            self._border(painter, option, 1)
        elif element is QStyle.PrimitiveElement.PE_IndicatorRadioButton:
            self._border(painter, option, option.rect.width() / 2)

    def _border(self, painter: QPainter, option: QStyleOption, radius: float) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(option.palette.color(QPalette.ColorRole.Mid), 1))
        painter.drawRoundedRect(QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        painter.restore()
