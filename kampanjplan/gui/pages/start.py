"""The first thing a new user sees: three ways to begin."""

from pathlib import Path

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QCommandLinkButton, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kampanjplan.gui.icons import icon
from kampanjplan.wording import _


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
        for button, name in self._icons:
            button.setIcon(icon(name))

    def show_recent(self, paths: list[Path]) -> None:
        """Offers plan files opened lately; those that are gone are greyed."""
        while (item := self._recent.takeAt(0)) is not None:
            item.widget().deleteLater()
        for path in paths[:5]:
            button = QCommandLinkButton(path.stem, str(path.parent))
            button.setAccessibleName(_("Öppna {name}").format(name=path.stem))
            button.setEnabled(path.exists())
            button.clicked.connect(lambda _checked=False, path=path: self.recent.emit(path))
            self._recent.addWidget(button)
