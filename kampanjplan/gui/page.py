"""What the places of the window have in common: a title, buttons, and a look at the plan when shown."""

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QSplitter,
    QStyleOptionToolButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from kampanjplan.domain.errors import PlanError
from kampanjplan.gui.icons import icon
from kampanjplan.gui.settings import Settings
from kampanjplan.gui.workspace import Workspace


class Page(QWidget):
    """A place that reads the plan anew after each change, but only while somebody looks."""

    def __init__(self, workspace: Workspace, title: str) -> None:
        super().__init__()
        self.workspace = workspace
        self._stale = True
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(20, 16, 20, 12)
        self.column.setSpacing(10)
        self._buttons: list[QToolButton] = []
        self._roomy = 0  # what the title's row needs with the buttons' texts
        self.title = QLabel(title)
        font = self.title.font()
        font.setPointSizeF(font.pointSizeF() * 1.5)
        font.setBold(True)
        self.title.setFont(font)
        self.bar = QHBoxLayout()
        self.bar.addWidget(self.title)
        self.bar.addStretch(1)
        self.column.addLayout(self.bar)
        for signal in (workspace.changed, workspace.opened, workspace.tour_chosen, workspace.calendar_loaded):
            signal.connect(self._look_again)

    def refresh(self) -> None:
        """Shows the plan as it is now. Called only while a plan is open."""
        raise NotImplementedError

    def commit_all(self) -> bool:
        """Saves what is being typed; False where it was refused."""
        # Asked by name, so that a page without forms need not load them before it is shown.
        parts = [part for part in self.findChildren(QWidget) if hasattr(part, "commit_all")]
        refused = [part for part in parts if not part.commit_all()]
        return not refused

    def _look_again(self, *_: object) -> None:
        self._stale = True
        if self.isVisible():
            self._refresh()

    def _refresh(self) -> None:
        if self._stale and self.workspace.door is not None:
            self._stale = False
            try:
                self.refresh()
            except PlanError as error:  # the file is busy for long, or was damaged while open
                self._stale = True
                self.workspace.refuse(error)

    def showEvent(self, event: QShowEvent) -> None:
        self._refresh()
        super().showEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leaves the buttons' texts out, which then stand in their tooltips, rather than cut them."""
        super().resizeEvent(event)
        margins = self.column.contentsMargins()
        self._roomy = self._roomy or self.bar.sizeHint().width()
        roomy = self.width() - margins.left() - margins.right() >= self._roomy
        styles = Qt.ToolButtonStyle
        for button in self._buttons:
            button.setToolButtonStyle(styles.ToolButtonTextBesideIcon if roomy else styles.ToolButtonIconOnly)

    def add_button(
        self,
        text: str,
        icon_name: str,
        act: Callable[[], Any],
        keys: str | QKeySequence.StandardKey | None = None,
    ) -> QAction:
        """A button in the title's row, with its keys."""
        action = QAction(icon(icon_name), text, self)
        action.setIconText(text)  # else a button would show it without its dots
        if keys is not None:
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.setToolTip(
                f"{text} ({action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)})"
            )
        action.triggered.connect(lambda: act())
        self.addAction(action)
        button = QToolButton()
        button.setDefaultAction(action)
        self._put(button, text)
        return action

    def add_menu(self, text: str, icon_name: str, menu: QMenu) -> None:
        """A button in the title's row that opens a menu."""
        button = MenuButton()
        button.setText(f"{text} ▾")
        button.setToolTip(text)
        button.setIcon(icon(icon_name))
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._put(button, text)

    def _put(self, button: QToolButton, text: str) -> None:
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setAccessibleName(text)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.bar.addWidget(button)
        if self._buttons:  # also one that is made after all else on the page comes after its neighbour
            QWidget.setTabOrder(self._buttons[-1], button)
        self._buttons.append(button)


class MenuButton(QToolButton):
    """Its arrow stands in its text: the style's own would be squeezed into a corner."""

    def initStyleOption(self, option: QStyleOptionToolButton) -> None:
        super().initStyleOption(option)
        option.features &= ~QStyleOptionToolButton.ToolButtonFeature.HasMenu


def side_by_side(*parts: QWidget, name: str, shares: tuple[int, ...], down: bool = False) -> QSplitter:
    """Parts beside one another, or below, with a border that can be dragged; `name` is what it is kept as."""
    splitter = QSplitter(Qt.Orientation.Vertical if down else Qt.Orientation.Horizontal)
    splitter.setObjectName(name)
    splitter.setChildrenCollapsible(False)
    splitter.setHandleWidth(10)
    for part, share in zip(parts, shares, strict=True):
        splitter.addWidget(part)
        splitter.setStretchFactor(splitter.count() - 1, share)
    splitter.setSizes([share * 100 for share in shares])
    return splitter


def keep_borders(page: QWidget, settings: Settings) -> None:
    """Remembers where the borders between the page's parts were dragged to."""
    for splitter in page.findChildren(QSplitter):
        settings.keep_layout(splitter.objectName(), splitter.saveState())


def restore_borders(page: QWidget, settings: Settings) -> None:
    for splitter in page.findChildren(QSplitter):
        if (layout := settings.layout(splitter.objectName())) is not None:
            splitter.restoreState(layout)


def offer(actions: Iterable[QAction], possible: bool) -> None:
    """Greys the buttons that would do nothing now."""
    for action in actions:
        action.setEnabled(possible)


def framed(part: QWidget) -> QFrame:
    """A part on a sheet of its own."""
    frame = QFrame()
    frame.setFrameShape(QFrame.Shape.StyledPanel)
    frame.setAutoFillBackground(True)
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(part)
    return frame


def heading(text: str) -> QLabel:
    label = QLabel(text)
    font = label.font()
    font.setBold(True)
    label.setFont(font)
    return label
