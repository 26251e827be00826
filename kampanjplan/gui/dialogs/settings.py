"""Settings of a person on this machine, and what the program is made of."""

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QLineEdit,
    QMessageBox,
    QVBoxLayout,
    QWidget,
)

from kampanjplan import __version__
from kampanjplan.gui.dialogs.answers import ok_and_cancel
from kampanjplan.gui.settings import Settings
from kampanjplan.wording import _


class SettingsDialog(QDialog):
    """Name in the history, look and language."""

    def __init__(self, parent: QWidget, settings: Settings, system_user: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Inställningar"))
        self.setMinimumWidth(420)
        self._settings = settings
        self.who = QLineEdit(settings.who)
        self.who.setPlaceholderText(system_user)
        self.theme = _choices(
            settings.theme, {"system": _("som systemet"), "light": _("ljust"), "dark": _("mörkt")}
        )
        self.language = _choices(settings.language, {"sv": "svenska", "en": "English"})
        form = QFormLayout()
        for title, editor in (
            (_("Ditt namn i historiken"), self.who),
            (_("Utseende"), self.theme),
            (_("Språk (från nästa start)"), self.language),
        ):
            editor.setAccessibleName(title)
            form.addRow(title, editor)
        buttons = ok_and_cancel(self)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addStretch(1)
        layout.addWidget(buttons)

    def accept(self) -> None:
        self._settings.who = self.who.text().strip()
        self._settings.theme = self.theme.currentData()
        self._settings.language = self.language.currentData()
        super().accept()


def _choices(chosen: str, labels: dict[str, str]) -> QComboBox:
    box = QComboBox()
    for value, text in labels.items():
        box.addItem(text, value)
    box.setCurrentIndex(list(labels).index(chosen) if chosen in labels else 0)
    return box


def show_about(parent: QWidget) -> None:
    """The version, to copy, and the licences of what is bundled."""
    QMessageBox.about(
        parent,
        _("Om Kampanjplan"),
        f"<h3>Kampanjplan {__version__}</h3><p>"
        + _("Planerar turnéer av seminariedagar för svenska myndigheter. MIT-licens.")
        + "</p><p>"
        + _(
            "Byggt med Qt för Python (LGPL), SQLAlchemy och Alembic (MIT), ReportLab (BSD), pypdfium2 (BSD "
            "och Apache), holidays (MIT), RapidFuzz (MIT), python-calamine (MIT), XlsxWriter (BSD), "
            "email-validator (Unlicense), phonenumbers (Apache), ikoner från Tabler (MIT) och typsnittet "
            "Source Sans 3 (OFL)."
        )
        + "</p>",
    )
