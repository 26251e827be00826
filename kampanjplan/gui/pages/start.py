"""The first thing a new user sees: three ways to begin."""

from pathlib import Path

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QCommandLinkButton, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kampanjplan.gui.icons import icon
from kampanjplan.wording import _


def _quiet(text: str) -> QLabel:
    label = QLabel(text)
    label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    label.setContentsMargins(0, 12, 0, 0)
    return label


class StartPage(QWidget):
    """Shown while no plan is open."""

    example = Signal()
    new = Signal()
    open = Signal()
    recent = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        across = QHBoxLayout(self)
        layout = QVBoxLayout()
        across.addStretch(1)
        across.addLayout(layout)
        across.addStretch(1)
        layout.setSpacing(10)
        layout.addStretch(1)
        title = QLabel(_("Välkommen till Kampanjplan"))
        font = title.font()
        font.setPointSizeF(font.pointSizeF() * 1.9)
        font.setBold(True)
        title.setFont(font)
        layout.addWidget(title)
        layout.addWidget(
            QLabel(_("Planera en turné av seminariedagar: län, dagar, program, kontakter och schema."))
        )
        layout.addSpacing(12)
        self._icons: list[tuple[QCommandLinkButton, str]] = []
        for name, text, more, signal in (
            (
                "map-pin",
                _("Öppna exemplet"),
                _("Upphandlingsturnén 2017–2018 och en uppföljning att prova på"),
                self.example,
            ),
            ("file-plus", _("Ny planfil"), _("Börja en egen turné"), self.new),
            ("folder-open", _("Öppna planfil"), _("Fortsätt med en plan som finns"), self.open),
        ):
            button = QCommandLinkButton(text, more)
            self._icons.append((button, name))
            button.setIconSize(QSize(28, 28))
            button.setAccessibleName(text)
            button.setMinimumWidth(460)
            button.clicked.connect(signal)
            layout.addWidget(button)
        self._recent = QVBoxLayout()
        layout.addLayout(self._recent)
        layout.addStretch(1)

    def put_icons(self) -> None:
        """Adds the icons, which the first paint does without."""
        while self._icons:
            button, name = self._icons.pop()
            button.setIcon(icon(name))

    def show_recent(self, paths: list[Path]) -> None:
        """Offers plan files opened lately; those that are gone are greyed."""
        while (item := self._recent.takeAt(0)) is not None:
            item.widget().deleteLater()
        self._icons = [put for put in self._icons if put[1] != "history"]  # those are gone
        QTimer.singleShot(100, self, self.put_icons)
        if paths:
            self._recent.addWidget(_quiet(_("Senaste planfiler")))
        for path in paths[:5]:
            button = QCommandLinkButton(path.stem, str(path.parent))
            button.setIconSize(QSize(28, 28))
            self._icons.append((button, "history"))
            button.setAccessibleName(_("Öppna {name}").format(name=path.stem))
            button.setEnabled(path.exists())
            button.clicked.connect(lambda _checked=False, path=path: self.recent.emit(path))
            self._recent.addWidget(button)
