"""Contacts from a file: how it was read, what its columns mean, what each row would do; then done at once."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from kampanjplan.domain.cards import CardField, CardFileError, OldPreviewError
from kampanjplan.domain.changes import ChangeSet
from kampanjplan.domain.damage import Progress, StoppedError
from kampanjplan.domain.errors import PlanError
from kampanjplan.exchange.columns import meanings
from kampanjplan.exchange.contact_files import read_columns, read_table
from kampanjplan.exchange.tables import SEPARATORS, Table, encodings_for
from kampanjplan.exchange.vcard import read_vcards
from kampanjplan.gui.columns import ColumnsTable
from kampanjplan.gui.import_preview import ImportPreview, offer_choices
from kampanjplan.gui.import_rows import new_bodies_text
from kampanjplan.gui.page import heading, side_by_side
from kampanjplan.gui.settings import Settings, today
from kampanjplan.gui.watch import STEPS, Watch
from kampanjplan.gui.workspace import Workspace
from kampanjplan.services.door import Door
from kampanjplan.services.importing import Preview, RowState, import_contacts, preview_import
from kampanjplan.wording import _, count_text
from kampanjplan.wording.cards import encoding_text, separator_text
from kampanjplan.wording.sentences import error_text

Columns = tuple[CardField | None, ...]


@dataclass(frozen=True, slots=True)
class _Asked:
    """How the file is to be read: empty and None are to be recognised."""

    path: Path
    encoding: str = ""
    separator: str = ""
    table: Table | None = None  # where it was read so already
    columns: Columns | None = None


@dataclass(frozen=True, slots=True)
class _Looked:
    """What was found. `preview` is None where `error` says why; a file of vCards has no table."""

    table: Table | None
    columns: Columns
    preview: Preview | None
    error: PlanError | None = None


def _look(door: Door, asked: _Asked, known: Callable[[Table], Columns], progress: Progress) -> _Looked:
    """Reads the file and asks the plan what it would do, off the window's thread."""
    table = asked.table or read_table(asked.path, asked.encoding, asked.separator)
    progress(0, 1)
    columns: Columns = ()
    if table is None:
        cards = tuple(read_vcards(asked.path))
    else:
        columns = asked.columns or known(table)
        try:
            cards = read_columns(asked.path, table, columns).cards
        except CardFileError as error:  # the user is to say which column is the name
            return _Looked(table, columns, None, error)
    preview = door.read(preview_import, cards, asked.path.name, today(), progress)
    return _Looked(table, columns, preview)


class ImportDialog(QDialog):
    """Nothing is changed before the button is pressed; then all of it is one act, or nothing."""

    def __init__(self, parent: QWidget, workspace: Workspace, settings: Settings, path: Path) -> None:
        super().__init__(parent)
        assert workspace.door is not None
        self.setWindowTitle(_("Importera kontakter"))
        self.resize(1120, 660)
        self._workspace, self._settings, self._path = workspace, settings, path
        self._door = workspace.door
        self._watch: Watch | None = None
        self._looked: _Looked | None = None
        self._doing = False  # while the plan is being written
        self._build()
        self._ask(_Asked(path))

    # -- what it is made of -------------------------------------------------------------------------

    def _build(self) -> None:
        self.file = QLabel(_("Läser {file} …").format(file=self._path.name))
        self.file.setTextFormat(Qt.TextFormat.PlainText)
        self.encoding, self.separator = QComboBox(), QComboBox()
        how = QHBoxLayout()
        how.addWidget(self.file, 1)
        self._labels = [self._beside(how, _("&Teckenkodning"), self.encoding)]
        self._labels.append(self._beside(how, _("Mellan &kolumner"), self.separator))
        self.encoding.activated.connect(lambda _n: self._read_anew())
        self.separator.activated.connect(lambda _n: self._read_anew())
        self.columns = ColumnsTable()
        self.columns.changed.connect(self._mean_otherwise)
        self.means = QWidget()
        left = QVBoxLayout(self.means)
        left.setContentsMargins(0, 0, 0, 0)
        left.addWidget(heading(_("Vad kolumnerna är")))
        left.addWidget(self.columns, 1)
        self.preview = ImportPreview()
        self.rows, self.details, self.filter = self.preview.rows, self.preview.details, self.preview.filter
        parts = side_by_side(self.means, self.preview, name="import", shares=(2, 3))
        self.state = QLabel()
        self.state.setWordWrap(True)
        self.state.setTextFormat(Qt.TextFormat.PlainText)
        self.progress = QProgressBar()
        self.progress.setFixedWidth(160)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(_("Läsning pågår"))
        told = QHBoxLayout()
        told.addWidget(self.state, 1)
        told.addWidget(self.progress)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.importing = self.buttons.addButton(_("&Importera"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.accepted.connect(self.do_import)
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        layout.addLayout(how)
        layout.addWidget(parts, 1)
        layout.addLayout(told)
        layout.addWidget(self.buttons)
        self._show_how(None)

    def _beside(self, row: QHBoxLayout, text: str, box: QComboBox) -> QLabel:
        label = QLabel(text)
        label.setBuddy(box)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        box.setAccessibleName(text.replace("&", ""))
        row.addWidget(label)
        row.addWidget(box)
        return label

    # -- looking ------------------------------------------------------------------------------------

    def _ask(self, asked: _Asked) -> None:
        """Looks anew; what was being looked at is no longer of interest."""
        self._stop()
        watch = self._watch = Watch(self)
        watch.moved.connect(self._show_progress)
        self.importing.setEnabled(False)
        self.progress.setRange(0, 0)
        self.progress.show()
        self._say(_("Läser filen …"))
        work = partial(_look, self._door, asked, self._known_columns, watch.progress)
        self._workspace.jobs.run(work, partial(self._show, watch), partial(self._failed, watch))

    def _known_columns(self, table: Table) -> Columns:
        """What the columns were said to be the last time, else what their heads say."""
        kept = self._settings.import_columns(table.heads)
        kinds = {kind.value: kind for kind in CardField}
        return tuple(kinds.get(name) for name in kept) if kept else meanings(table.heads)

    def _stop(self) -> None:
        if self._watch is not None:
            self._watch.stopped.set()
            self._watch = None

    def _show_progress(self, part: int) -> None:
        if self.sender() is self._watch:
            self.progress.setRange(0, STEPS)
            self.progress.setValue(part)

    def _show(self, watch: Watch, looked: _Looked) -> None:
        watch.deleteLater()
        if watch is not self._watch:
            return
        self._watch, self._looked = None, looked
        self.progress.hide()
        self._show_how(looked.table)
        if looked.table is not None and self.columns.table is not looked.table:
            self.columns.show_table(looked.table, looked.columns)
        self.preview.show_preview(looked.preview)
        if looked.error is not None:
            self._say(error_text(looked.error), error=True)
        elif looked.preview is not None:
            self._say(self._told(looked.preview))
            self.importing.setEnabled(looked.preview.does_something)
            self.importing.setText(self._button_text(looked.preview))

    def _failed(self, watch: Watch, error: Exception) -> None:
        watch.deleteLater()
        if isinstance(error, StoppedError) or (watch is not self._watch and isinstance(error, PlanError)):
            return
        self._watch = None
        self.progress.hide()
        if not isinstance(error, PlanError):
            raise error
        self._looked = None
        self.preview.show_preview(None)
        self.file.setText(self._path.name)
        self._say(error_text(error), error=True)

    def _show_how(self, table: Table | None) -> None:
        """How the file was read, where it is one that can be read in several ways."""
        is_text = table is not None and bool(table.encoding)
        for part in (*self._labels, self.encoding, self.separator):
            part.setVisible(is_text)
        self.means.setVisible(table is not None)
        if table is not None and is_text:
            offer_choices(
                self.encoding, [(encoding_text(name), name) for name in encodings_for(table.encoding)]
            )
            offer_choices(
                self.separator, [(separator_text(sign), sign) for sign in SEPARATORS], table.separator
            )

    def _read_anew(self) -> None:
        self.columns.table = None
        self._ask(_Asked(self._path, self.encoding.currentData(), self.separator.currentData()))

    def _mean_otherwise(self) -> None:
        if self._looked is not None and self._looked.table is not None:
            table = self._looked.table
            self._ask(
                _Asked(self._path, table.encoding, table.separator, table, tuple(self.columns.meanings))
            )

    # -- showing ------------------------------------------------------------------------------------

    def _told(self, preview: Preview) -> str:
        count = len(preview.rows)
        self.file.setText(
            _("{file}: {count}").format(
                file=self._path.name, count=count_text("{n} person", "{n} personer", count)
            )
        )
        if preview.count(RowState.REFUSED) == count:
            return _("Ingen rad går att läsa in; varför står vid var och en.")
        told = [new_bodies_text(preview)]
        if not preview.does_something:
            told = [_("Planen säger redan allt som filen säger.")]
        if refused := preview.count(RowState.REFUSED):
            told.append(
                count_text(
                    "{n} rad avvisas och läses inte in.", "{n} rader avvisas och läses inte in.", refused
                )
            )
        if preview.does_something:
            told.append(_("Tomma celler raderar inget, och allt går att ångra i ett steg."))
        return " ".join(filter(None, told))

    def _button_text(self, preview: Preview) -> str:
        count = preview.count(RowState.NEW) + preview.count(RowState.CHANGED)
        if not count:
            return _("&Importera")
        return count_text("&Importera {n} kontakt", "&Importera {n} kontakter", count)

    def _say(self, text: str, *, error: bool = False) -> None:
        colours = QPalette(self.palette())
        role = QPalette.ColorRole.BrightText if error else QPalette.ColorRole.WindowText
        colours.setColor(QPalette.ColorRole.WindowText, self.palette().color(role))
        self.state.setPalette(colours)
        self.state.setText(text)

    # -- doing --------------------------------------------------------------------------------------

    def do_import(self) -> None:
        """Does what is shown, and closes."""
        preview = self._looked.preview if self._looked else None
        if preview is None or not preview.does_something or self._doing:
            return
        if self._looked is not None and self._looked.table is not None:
            said = [kind.value if kind else "" for kind in self._looked.columns]
            self._settings.keep_import_columns(self._looked.table.heads, said)
        self._doing = True
        self.setEnabled(False)
        self.progress.setRange(0, 0)
        self.progress.show()
        text = _("Importera kontakter ur {file}").format(file=self._path.name)
        self._workspace.attempt_aside(text, import_contacts, preview, done=self._done, failed=self._not_done)

    def _done(self, _changes: ChangeSet) -> None:
        self._doing = False
        assert self._looked is not None
        assert self._looked.preview is not None
        preview = self._looked.preview
        self.accept()
        self._workspace.told.emit(
            _("{new} och {changed} ur {file}").format(
                new=count_text("{n} ny kontakt", "{n} nya kontakter", preview.count(RowState.NEW)),
                changed=count_text("{n} ändrad", "{n} ändrade", preview.count(RowState.CHANGED)),
                file=self._path.name,
            )
        )

    def _not_done(self, error: Exception) -> None:
        self._doing = False
        self.setEnabled(True)
        self.progress.hide()
        if not isinstance(error, PlanError):
            raise error
        if isinstance(error, OldPreviewError) and self._looked is not None:
            looked = self._looked
            self._ask(_Asked(self._path, table=looked.table, columns=looked.columns or None))
        self._say(error_text(error), error=True)

    def reject(self) -> None:
        if not self._doing:  # what is half done cannot be left; it takes a moment
            self._stop()
            super().reject()


def show_import(parent: QWidget, workspace: Workspace, settings: Settings, path: Path) -> None:
    """Shows what the file would do, and does it where the user says so."""
    dialog = ImportDialog(parent, workspace, settings, path)
    dialog.exec()
    dialog.deleteLater()
