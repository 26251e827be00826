"""How a paper's pages lie and what is on it: a small menu of ticks."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton

from kampanjplan.domain.paper import Options, Part
from kampanjplan.gui.page import MenuButton
from kampanjplan.wording import _
from kampanjplan.wording.labels import label


class PaperOptions(MenuButton):
    """What is chosen stays so for the next kind of paper. `chosen` says that it is another than before."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._without: set[Part] = set()
        self._ticks: list[QAction] = []
        self.setText(_("Visa ▾"))
        self.setAccessibleName(_("Vad som visas, och hur sidorna ligger"))
        self.setToolTip(_("Vad som visas, och hur sidorna ligger"))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.list = QMenu(self)
        self.list.setToolTipsVisible(True)
        ways = QActionGroup(self)
        self.upright, self.lying = (ways.addAction(text) for text in (_("Stående"), _("Liggande")))
        for way in (self.upright, self.lying):
            way.setCheckable(True)
        self.upright.setChecked(True)
        self.lying.toggled.connect(lambda _on: self.chosen.emit())
        self.list.addActions(ways.actions())
        self.list.addSeparator()
        self.setMenu(self.list)

    @property
    def options(self) -> Options:
        """What is chosen."""
        return Options(self.lying.isChecked(), frozenset(self._without))

    def offer(self, parts: Iterable[Part]) -> None:
        """Offers to leave these parts out, from now on."""
        for tick in self._ticks:
            self.list.removeAction(tick)
            tick.deleteLater()
        self._ticks = [self._tick(part) for part in parts]
        self.list.addActions(self._ticks)

    def _tick(self, part: Part) -> QAction:
        tick = QAction(label(part), self)
        tick.setCheckable(True)
        tick.setChecked(part not in self._without)
        tick.toggled.connect(lambda on: self._choose(part, on))
        return tick

    def _choose(self, part: Part, shown: bool) -> None:
        self._without = self._without - {part} if shown else self._without | {part}
        self.chosen.emit()
