"""Asks which contacts go to which kind of file, and where."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from kampanjplan.domain.errors import FileError, FileTrouble
from kampanjplan.gui.dialogs.answers import act_and_cancel
from kampanjplan.gui.settings import Settings
from kampanjplan.wording import _
from kampanjplan.wording.sentences import error_text


@dataclass(frozen=True, slots=True)
class Export:
    """Whom ("picked", "shown" or "all"), to which file, of what kind and version."""

    whom: str
    path: Path
    kind: str
    version: str


_KINDS = (("vcf", "4.0"), ("vcf", "3.0"), ("csv", ""), ("xlsx", ""))


class ExportDialog(QDialog):
    """Two choices; then the system's own dialog asks for the name."""

    def __init__(self, parent: QWidget, settings: Settings, picked: int, shown: int) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Exportera kontakter"))
        self.setMinimumWidth(440)
        self._settings = settings
        self.export: Export | None = None
        self.whom, self.kind = QComboBox(), QComboBox()
        for text, whom, count in (
            (_("de markerade ({n})"), "picked", picked),
            (_("de som visas i listan ({n})"), "shown", shown),
            (_("alla i planen"), "all", 1),
        ):
            if count:
                self.whom.addItem(text.format(n=count), whom)
        self.whom.setCurrentIndex(self.whom.findData("picked" if picked > 1 else "shown" if shown else "all"))
        titles = (
            _("vCard 4.0 (visitkort)"),
            _("vCard 3.0 (för Outlook och äldre program)"),
            _("CSV (semikolon, UTF-8)"),
            _("Excel (xlsx)"),
        )
        for title, kind in zip(titles, _KINDS, strict=True):
            self.kind.addItem(title, kind)
        form = QFormLayout()
        for title, box in ((_("&Vilka"), self.whom), (_("&Format"), self.kind)):
            box.setAccessibleName(title.replace("&", ""))
            label = QLabel(title)
            label.setBuddy(box)
            form.addRow(label, box)
        note = QLabel(
            _(
                "Filen innehåller personuppgifter: spara den där bara de som behöver den kommer åt den. "
                "Den ändras inte när någon gallras eller anonymiseras i planen. "
                "Anonymiserade personer är aldrig med."
            )
        )
        note.setWordWrap(True)
        self.reason = QLabel()
        self.reason.setWordWrap(True)
        self.buttons = act_and_cancel(self, _("&Spara som …"))
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        layout.addLayout(form)
        layout.addWidget(note)
        layout.addWidget(self.reason)
        layout.addStretch(1)
        layout.addWidget(self.buttons)

    def accept(self) -> None:
        kind, version = self.kind.currentData()
        proposed = self._settings.folder / f"{_('Kontakter')}.{kind}"
        name, _chosen = QFileDialog.getSaveFileName(
            self, _("Exportera kontakter"), str(proposed), f"{kind.upper()} (*.{kind})"
        )
        if not name:
            return
        path = Path(name if name.lower().endswith(f".{kind}") else f"{name}.{kind}")
        if str(path) != name and path.exists():  # the dialog asked about the name that was typed
            self.reason.setText(error_text(FileError(FileTrouble.EXISTS, path)))
            return
        self._settings.folder = path.absolute().parent
        self.export = Export(self.whom.currentData(), path, kind, version or "4.0")
        super().accept()


def ask_export(parent: QWidget, settings: Settings, picked: int, shown: int) -> Export | None:
    """What the user chose, or None."""
    dialog = ExportDialog(parent, settings, picked, shown)
    dialog.exec()
    dialog.deleteLater()
    return dialog.export
