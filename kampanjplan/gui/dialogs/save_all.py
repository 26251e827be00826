"""Asks what is to be saved all at once, for whom, in which language and where."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QLabel,
    QMessageBox,
    QVBoxLayout,
    QWidget,
)

from kampanjplan.domain.profiles import Profile
from kampanjplan.gui.dialogs.answers import act_and_cancel
from kampanjplan.gui.settings import Settings
from kampanjplan.services.papers import Choice
from kampanjplan.wording import _
from kampanjplan.wording.handouts import already_there_text, options_text
from kampanjplan.wording.labels import label


@dataclass(frozen=True, slots=True)
class SaveAll:
    """What of: a stop, or else the whole tour; for whom, None for what is usual; and where."""

    stop_id: UUID | None
    profile: Profile | None
    language: str
    folder: Path


class SaveAllDialog(QDialog):
    """Three choices; then the system's own dialog asks for the folder."""

    def __init__(
        self,
        parent: QWidget,
        settings: Settings,
        stops: Sequence[Choice],
        stop_id: UUID | None,
        language: str,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Spara alla"))
        self.setMinimumWidth(480)
        self._settings = settings
        self.wanted: SaveAll | None = None
        self.what, self.profile, self.language = QComboBox(), QComboBox(), QComboBox()
        self.what.addItem(_("hela turnén"), None)
        for row, stop in enumerate(stops, start=1):
            self.what.addItem(stop.text, stop.id)
            if stop.id == stop_id:
                self.what.setCurrentIndex(row)
        self.profile.addItem(_("den vanliga för varje dokument"), None)
        for profile in Profile:
            self.profile.addItem(label(profile), profile)
        for code, name in (("sv", _("svenska")), ("en", _("engelska"))):
            self.language.addItem(name, code)
        self.language.setCurrentIndex(max(self.language.findData(language), 0))
        form = QFormLayout()
        for title, box in (
            (_("&Vad"), self.what),
            (_("&Profil"), self.profile),
            (_("S&pråk"), self.language),
        ):
            box.setAccessibleName(title.replace("&", ""))
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(30)
            name = QLabel(title)
            name.setBuddy(box)
            form.addRow(name, box)
        self.note = QLabel(
            _(
                "Varje dokument, kalender och webbtext blir en egen fil i mappen. Med en vald profil tas de "
                "med som finns för den eller är öppna. Filerna kan innehålla personuppgifter: spara dem där "
                "bara de som behöver dem kommer åt dem."
            )
            + " "
            + options_text()
        )
        self.note.setWordWrap(True)
        self.buttons = act_and_cancel(self, _("Välj &mapp …"))
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        layout.addLayout(form)
        layout.addWidget(self.note)
        layout.addStretch(1)
        layout.addWidget(self.buttons)

    def accept(self) -> None:
        name = QFileDialog.getExistingDirectory(self, _("Spara alla"), str(self._settings.folder))
        if not name:
            return
        folder = Path(name).absolute()
        self._settings.folder = folder
        chosen = self.what.currentData(), self.profile.currentData(), self.language.currentData()
        self.wanted = SaveAll(*chosen, folder)
        super().accept()


def ask_save_all(
    parent: QWidget, settings: Settings, stops: Sequence[Choice], stop_id: UUID | None, language: str
) -> SaveAll | None:
    """What the user chose, or None."""
    dialog = SaveAllDialog(parent, settings, stops, stop_id, language)
    dialog.exec()
    dialog.deleteLater()
    return dialog.wanted


def ask_to_replace(parent: QWidget, names: Sequence[str], folder: Path) -> bool | None:
    """Whether files that are there already are to be replaced, else the new ones stand beside; None: stop."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle(_("Spara alla"))
    box.setText(already_there_text(names, folder))
    box.setInformativeText(_("Ska de ersättas, eller ska de nya sparas bredvid med ett nummer i namnet?"))
    replace = box.addButton(_("&Ersätt"), QMessageBox.ButtonRole.DestructiveRole)
    beside = box.addButton(_("&Spara bredvid"), QMessageBox.ButtonRole.AcceptRole)
    stop = box.addButton(_("&Avbryt"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(beside)
    box.setEscapeButton(stop)
    box.exec()
    chosen = box.clickedButton()
    box.deleteLater()
    return None if chosen is stop else chosen is replace
