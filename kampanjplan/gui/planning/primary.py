"""The one button of a place that stands out."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QGuiApplication, QIcon, QPalette
from PySide6.QtWidgets import QPushButton

from kampanjplan.gui.icons import icon


class PrimaryButton(QPushButton):
    """In the colour of what is chosen, in the light and in the dark."""

    def __init__(self, text: str, sign: str) -> None:
        super().__init__(text)
        self._sign = sign
        self._colour()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.ApplicationPaletteChange:
            self._colour()

    def _colour(self) -> None:
        colours, role, group = QPalette(QGuiApplication.palette()), QPalette.ColorRole, QPalette.ColorGroup
        for state in (group.Active, group.Inactive):
            colours.setColor(state, role.Button, colours.color(role.Highlight))
            colours.setColor(state, role.ButtonText, colours.color(role.HighlightedText))
        self.setPalette(colours)
        self.setIcon(QIcon(icon(self._sign).pixmap(20, 20, QIcon.Mode.Selected)))
