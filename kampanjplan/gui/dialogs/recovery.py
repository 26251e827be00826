"""What to do about a plan file that is damaged: take its backup, or save what can still be read."""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import (
    QApplication,
    QCommandLinkButton,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QProgressDialog,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from kampanjplan.domain.backups import Backup
from kampanjplan.domain.damage import Salvaged, StoppedError
from kampanjplan.domain.errors import FileError, FileTrouble, PlanError
from kampanjplan.gui.icons import icon
from kampanjplan.gui.watch import STEPS, Watch
from kampanjplan.wording import _
from kampanjplan.wording.damage import damage_text, lost_text, saved_text
from kampanjplan.wording.dates import moment_text

if TYPE_CHECKING:
    from kampanjplan.gui.plan_files import PlanFiles


class Way(Enum):
    """What the user chose to do."""

    BACKUP = "backup"
    SALVAGE = "salvage"


class DamagedDialog(QDialog):
    """Says what is wrong and asks which way to go; `way` is None until one is chosen."""

    def __init__(self, parent: QWidget, error: FileError, backup: datetime | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Planfilen är skadad"))
        self.setMinimumWidth(520)
        self.way: Way | None = None
        heading = QLabel(_("”{name}” går inte att öppna.").format(name=error.path.name))
        heading.setTextFormat(Qt.TextFormat.PlainText)
        font = heading.font()
        font.setBold(True)
        heading.setFont(font)
        heading.setWordWrap(True)
        self.reason = QLabel(
            _("{what} Inget du väljer här ändrar den skadade filen.").format(what=_what(error.detail))
        )
        self.reason.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        layout.addWidget(heading)
        layout.addWidget(self.reason)
        self.backup = self._link(
            _("Öppna senaste säkerhetskopian"), "folder-open", Way.BACKUP, _backup_text(backup)
        )
        self.backup.setEnabled(backup is not None)
        self.salvage = self._link(
            _("Rädda det som går att läsa …"),
            "device-floppy",
            Way.SALVAGE,
            _("Gör en ny planfil av allt som går att läsa, och visar vad som inte gick."),
        )
        layout.addWidget(self.backup)
        layout.addWidget(self.salvage)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.rejected.connect(self.reject)
        layout.addStretch(1)
        layout.addWidget(buttons)
        (self.backup if backup else self.salvage).setFocus()

    def _link(self, text: str, name: str, way: Way, description: str) -> QCommandLinkButton:
        link = QCommandLinkButton(text, description)
        link.setIcon(icon(name))
        link.clicked.connect(partial(self._choose, way))
        return link

    def _choose(self, way: Way) -> None:
        self.way = way
        self.accept()


def _what(detail: str) -> str:
    """In plain words; what SQLite said would tell a coordinator nothing."""
    return {
        "cut": _("Slutet av filen saknas, som när en kopiering eller synkronisering avbryts."),
        "header": _("Början av filen är förstörd, av en trasig disk eller av ett annat program."),
    }.get(detail, _("Delar av filen är förstörda, av en trasig disk eller av ett annat program."))


def _backup_text(made: datetime | None) -> str:
    if made is None:
        return _("Det finns ingen hel säkerhetskopia av den här filen.")
    return _("Från {moment}. Sparas som en ny planfil; det du ändrat efter det finns inte med.").format(
        moment=moment_text(made)
    )


class SalvagedDialog(QDialog):
    """What was saved, and the list of what was not, which can be copied."""

    def __init__(self, parent: QWidget, salvaged: Salvaged) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Räddad planfil"))
        self.resize(640, 440 if salvaged.damages else 200)
        saved = QLabel(
            _("”{name}” innehåller nu {what}.").format(
                name=salvaged.path.name, what=", ".join(saved_text(salvaged))
            )
        )
        saved.setTextFormat(Qt.TextFormat.PlainText)
        saved.setWordWrap(True)
        heading = QLabel(lost_text(salvaged))
        self.list = QPlainTextEdit(
            "\n".join(damage_text(damage, salvaged=True) for damage in salvaged.damages)
        )
        self.list.setReadOnly(True)
        self.list.setTabChangesFocus(True)
        self.list.setAccessibleName(lost_text(salvaged))
        self.list.setVisible(bool(salvaged.damages))
        heading.setBuddy(self.list)
        buttons = QDialogButtonBox()
        self.open_button = QPushButton(_("Öppna den räddade planfilen"))
        self.open_button.setDefault(True)
        self.copy_button = QPushButton(_("Kopiera listan"))
        self.copy_button.setVisible(bool(salvaged.damages))
        self.copy_button.clicked.connect(self._copy)
        buttons.addButton(self.open_button, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(self.copy_button, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(QDialogButtonBox.StandardButton.Close)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        layout.addWidget(saved)
        layout.addWidget(heading)
        layout.addWidget(self.list, 1)
        if not salvaged.damages:
            layout.addStretch(1)
        layout.addWidget(buttons)
        self.open_button.setFocus()

    def _copy(self) -> None:
        QApplication.clipboard().setText(self.list.toPlainText())


class Rescue(QObject):
    """One damaged file, from the question to the plan that is opened instead."""

    def __init__(self, files: PlanFiles, error: FileError) -> None:
        super().__init__(files)
        self._files, self._error, self._path = files, error, error.path
        self._backup: Backup | None = None
        self._watch: Watch | None = None

    def offer(self) -> None:
        """Looks for a backup, off the window's thread, and asks."""
        self._files.jobs.run(self._newest_good, self._ask, lambda _error: self._ask(None))

    def _newest_good(self) -> Backup | None:
        return self._files.plans.backups(self._path).newest_good()

    def _restore(self, backup: Backup, new: Path) -> None:
        self._files.plans.backups(self._path).restore_as(backup, new)

    def _ask(self, backup: Backup | None) -> None:
        self._backup = backup
        made = backup.made.astimezone() if backup else None
        dialog = DamagedDialog(self._files.window, self._error, made)
        dialog.finished.connect(lambda _code: self._go(dialog.way))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _go(self, way: Way | None) -> None:
        if way is Way.BACKUP:
            new = self._name(_("Spara säkerhetskopian som"), _("{name} – från säkerhetskopia"))
            if new:
                restore = partial(self._restore, self._backup, new)
                self._files.jobs.run(restore, lambda _none: self._files.open_path(new), self._failed)
        elif way is Way.SALVAGE:
            new = self._name(_("Spara det räddade som"), _("{name} – räddad"))
            if new:
                self._salvage(new)

    def _name(self, title: str, name: str) -> Path | None:
        return self._files.ask_path(title, name.format(name=self._path.stem), self._path.absolute().parent)

    def _salvage(self, new: Path) -> None:
        self._watch = watch = Watch(self)
        self.shown = shown = QProgressDialog(
            _("Räddar det som går att läsa …"), _("Avbryt"), 0, STEPS, self._files.window
        )
        shown.setWindowTitle(_("Räddad planfil"))
        shown.setWindowModality(Qt.WindowModality.WindowModal)
        shown.setMinimumDuration(0)
        shown.setAutoClose(False)
        shown.setAutoReset(False)
        shown.canceled.connect(watch.stopped.set)
        watch.moved.connect(shown.setValue)
        shown.show()
        work = partial(self._files.plans.salvage, self._path, new, watch.progress)
        self._files.jobs.run(work, self._salvaged, self._failed)

    def _salvaged(self, salvaged: Salvaged) -> None:
        self._close_progress()
        dialog = SalvagedDialog(self._files.window, salvaged)
        dialog.accepted.connect(partial(self._files.open_path, salvaged.path))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _failed(self, error: Exception) -> None:
        self._close_progress()
        if isinstance(error, StoppedError):
            return
        if not isinstance(error, PlanError):
            raise error
        self._files.workspace.refuse(error)

    def _close_progress(self) -> None:
        if self._watch is not None:
            self.shown.canceled.disconnect()
            self.shown.close()
            self.shown.deleteLater()


def is_damage(error: Exception) -> bool:
    """Whether the error is one that `Rescue` can do something about."""
    return isinstance(error, FileError) and error.trouble is FileTrouble.DAMAGED and error.detail != "nothing"
