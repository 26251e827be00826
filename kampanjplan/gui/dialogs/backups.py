"""The plan's backups: when they were made, what has happened since, and the ways back."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QLocale, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from kampanjplan.domain.backups import Backup
from kampanjplan.domain.changes import ChangeSet, Thing
from kampanjplan.domain.errors import FileError, FileTrouble, PlanError
from kampanjplan.gui.jobs import Jobs
from kampanjplan.gui.table import Column, RowsModel, TableView
from kampanjplan.gui.workspace import Workspace
from kampanjplan.services.door import Door
from kampanjplan.services.ports import Backups
from kampanjplan.services.restoring import differences, restore
from kampanjplan.services.rules import rules_of, set_rules
from kampanjplan.wording import _
from kampanjplan.wording.dates import moment_text
from kampanjplan.wording.differences import happened_text
from kampanjplan.wording.sentences import error_text

PAUSE = 150  # milliseconds that a row is chosen for before it is compared


@dataclass(frozen=True, slots=True)
class _Row:
    """A backup; `things` is what it says, once that was read and found good, and `differs` from the plan."""

    backup: Backup
    since: str = ""
    things: tuple[Thing, ...] | None = None
    differs: bool = False
    read: bool = False


def made_text(backup: Backup) -> str:
    """ "ons 25 nov 2026 kl. 14.30", in local time."""
    return moment_text(backup.made)


def _size_text(backup: Backup) -> str:
    return QLocale().formattedDataSize(backup.size, 0, QLocale.DataSizeFormat.DataSizeSIFormat)


def _compared(door: Door, backups: Backups, row: _Row) -> _Row:
    """The row with what has happened since, or why the backup cannot be used."""
    try:
        things = tuple(backups.things(row.backup))
        found = door.read(differences, things)
    except FileError as error:
        damaged = error.trouble is FileTrouble.DAMAGED
        text = _("Kopian är skadad och används inte.") if damaged else error_text(error)
        return replace(row, since=text, read=True)
    since = happened_text(found) or _("Inget")
    return replace(row, since=since, things=things, differs=bool(found), read=True)


class BackupsDialog(QDialog):
    """Restores in place or as a file of its own; `opening` tells of a file that is to be opened."""

    opening = Signal(object)

    def __init__(self, parent: QWidget, workspace: Workspace, jobs: Jobs, backups: Backups) -> None:
        super().__init__(parent)
        assert workspace.door is not None
        self.setWindowTitle(_("Säkerhetskopior"))
        self.resize(900, 520)
        self._workspace, self._jobs, self._backups = workspace, jobs, backups
        self._door = workspace.door
        self._writes = not self._door.store.read_only
        self._build()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._compare)
        self.table.picked.connect(self._picked)
        self._show_buttons()
        workspace.changed.connect(self._plan_changed)
        self.refresh()

    def _build(self) -> None:
        what = QLabel(
            _(
                "Planen säkerhetskopieras av sig själv när den öppnas, varje halvtimme medan den ändras "
                "och när den stängs. Kopiorna ligger på den här datorn."
            )
        )
        what.setWordWrap(True)
        columns = [
            Column(_("Gjord"), lambda row: made_text(row.backup), width=190),
            Column(_("Storlek"), lambda row: _size_text(row.backup), width=90),
            Column(_("Ändrat i planen sedan dess"), lambda row: row.since),
        ]
        self.table = TableView(RowsModel(columns, lambda row: row.backup.path), _("Säkerhetskopior"))
        self.table.setSelectionMode(TableView.SelectionMode.SingleSelection)
        self.state = QLabel()
        self.state.setWordWrap(True)
        self.restoring = self._button(_("Återställ &här"), self.restore_here)
        self.opening_as = self._button(_("Öppna som &ny fil …"), self.open_as_file)
        self.making = self._button(_("Säkerhetskopiera n&u"), self.back_up_now)
        self.folder = self._button(_("Visa &mappen"), self.show_folder)
        closing = self._button(_("S&täng"), self.reject)
        buttons = QHBoxLayout()
        for button in (self.restoring, self.opening_as, self.making, self.folder):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(closing)
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        layout.addWidget(what)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.state)
        layout.addLayout(self._age_limit())
        layout.addLayout(buttons)
        self.table.setFocus()

    def _age_limit(self) -> QHBoxLayout:
        self.days = QSpinBox()
        self.days.setRange(1, 3_650)
        self.days.setSuffix(_(" dagar"))
        self.days.setValue(self._workspace.read(rules_of).backup_days)
        self.days.setEnabled(self._writes)
        self.days.editingFinished.connect(self._keep_days)
        label = QLabel(_("Ta &bort kopior äldre än"))
        label.setBuddy(self.days)
        self.days.setAccessibleName(_("Ta bort kopior äldre än"))
        why = QLabel(_("De kan innehålla personer som har tagits bort ur planen. Den nyaste blir kvar."))
        why.setWordWrap(True)
        row = QHBoxLayout()
        row.addWidget(label)
        row.addWidget(self.days)
        row.addSpacing(8)
        row.addWidget(why, 1)
        return row

    def _button(self, text: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(False)  # Enter in the table or the number is no wish to restore
        button.clicked.connect(lambda: act())
        return button

    # -- the list -----------------------------------------------------------------------------------

    @property
    def row(self) -> _Row | None:
        """The row that is chosen."""
        numbers = self.table.selectionModel().selectedRows()
        return self.table.rows.rows[numbers[0].row()] if numbers else None

    def _plan_changed(self, _changes: object) -> None:
        if self.isVisible():
            self.refresh()  # here or at another desk: more has happened since

    def refresh(self) -> None:
        """Lists the backups anew, and chooses the newest where none is chosen."""
        self._jobs.run(self._backups.all, self._show, self._failed)

    def _show(self, backups: list[Backup]) -> None:
        self.table.show_rows([_Row(backup) for backup in backups])
        if backups and self.row is None:
            self.table.pick([backups[0].path])
        if not backups:
            self.state.setText(_("Det finns ingen säkerhetskopia än."))
        self._picked()

    def _picked(self) -> None:
        self._show_buttons()
        if self.row is not None and not self.row.read:
            self._pause.start()

    def _compare(self) -> None:
        row = self.row
        if row is not None and not row.read:
            self._put(replace(row, since=_("Jämförs …")))
            self._jobs.run(partial(_compared, self._door, self._backups, row), self._put, self._failed)

    def _put(self, row: _Row) -> None:
        """Shows what is known of one backup now; it may have gone from the list meanwhile."""
        rows = [row if known.backup == row.backup else known for known in self.table.rows.rows]
        self.table.show_rows(rows)
        self._show_buttons()

    def _show_buttons(self) -> None:
        good = self.row is not None and self.row.things is not None
        self.restoring.setEnabled(good and self.row.differs and self._writes)
        self.opening_as.setEnabled(good)
        self.making.setEnabled(self._writes)

    # -- the acts -----------------------------------------------------------------------------------

    def restore_here(self) -> None:
        """Asks, backs up the present, and brings the plan back in one act."""
        row = self.row
        if row is not None and row.things is not None and self._sure(row):
            self._jobs.run(self._backups.make, lambda _made: self._restore(row), self._failed)

    def _sure(self, row: _Row) -> bool:
        question = QMessageBox(self)
        question.setIcon(QMessageBox.Icon.Question)
        question.setWindowTitle(_("Återställ här"))
        question.setText(_("Ska planen bli som den var {when}?").format(when=made_text(row.backup)))
        question.setInformativeText(
            _(
                "Det som har hänt sedan dess görs ogjort: {since}\n\nPlanen som den är nu "
                "säkerhetskopieras först, och återställningen går att ångra."
            ).format(since=row.since)
        )
        yes = question.addButton(_("&Återställ"), QMessageBox.ButtonRole.AcceptRole)
        question.addButton(_("A&vbryt"), QMessageBox.ButtonRole.RejectRole)
        question.setDefaultButton(yes)
        question.exec()
        return question.clickedButton() is yes

    def _restore(self, row: _Row) -> None:
        text = _("Återställ säkerhetskopian från {when}").format(when=made_text(row.backup))
        content = partial(self._backups.content, row.backup)
        self._workspace.attempt_aside(
            text, restore, row.things, content, done=self._restored, failed=self._failed
        )

    def _restored(self, changes: ChangeSet) -> None:
        if changes:
            self.accept()
        else:
            self.state.setText(_("Planen säger redan samma sak som kopian."))

    def open_as_file(self) -> None:
        """Asks for a name and makes a plan file of the backup there, which is opened."""
        row = self.row
        if row is None:
            return
        plan = self._door.store.path
        made = row.backup.made.astimezone()
        proposed = plan.with_name(f"{plan.stem} {made:%Y-%m-%d %H%M}{plan.suffix}")
        name, _kind = QFileDialog.getSaveFileName(
            self,
            _("Öppna som ny fil"),
            str(proposed),
            _("Planfiler (*{suffix})").format(suffix=".kampanjplan"),
            options=QFileDialog.Option.DontConfirmOverwrite,  # it is refused anyway
        )
        if name:
            path = Path(name if Path(name).suffix else f"{name}.kampanjplan")
            work = partial(self._backups.restore_as, row.backup, path)
            self._jobs.run(work, lambda _none: self._open(path), self._failed)

    def _open(self, path: Path) -> None:
        self.accept()
        self.opening.emit(path)

    def back_up_now(self) -> None:
        self._jobs.run(self._backups.make, self._made, self._failed)

    def _made(self, made: Backup | None) -> None:
        if made is None:
            self.state.setText(_("Inget har ändrats sedan den nyaste kopian, så den räcker."))
        else:
            self.state.setText(_("Säkerhetskopian är gjord."))
            self.table.clearSelection()
            self.refresh()

    def show_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._backups.folder)))

    def _keep_days(self) -> None:
        if self._workspace.door is None:
            return  # the field is left because the window closes
        days = self.days.value()
        if days == self._workspace.read(rules_of).backup_days:
            return
        try:
            self._workspace.attempt(_("Ändra hur länge säkerhetskopior sparas"), set_rules, backup_days=days)
        except PlanError as error:
            self._failed(error)
            return
        self.state.setText(_("Äldre kopior tas bort vid nästa säkerhetskopiering."))

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, PlanError):
            raise error
        self.state.setText(error_text(error))


def show_backups(
    parent: QWidget, workspace: Workspace, jobs: Jobs, backups: Backups, opening: Callable[[Any], object]
) -> None:
    """Shows the backups of the open plan; `opening` is called with a file that is to be opened."""
    dialog = BackupsDialog(parent, workspace, jobs, backups)
    dialog.opening.connect(opening)
    dialog.exec()
