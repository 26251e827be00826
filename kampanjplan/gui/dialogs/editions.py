"""Utgåvor: what was given out of a tour, as it was then: looked at, saved, printed, withdrawn."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from kampanjplan.domain.damage import StoppedError
from kampanjplan.domain.errors import PlanError
from kampanjplan.exchange.edition_files import new_folder, save_all_frozen, save_frozen
from kampanjplan.exchange.files import file_name
from kampanjplan.gui.dialogs.withdraw import ask_decision
from kampanjplan.gui.edition_files import print_frozen, shown
from kampanjplan.gui.news_view import NewsView
from kampanjplan.gui.paper_view import PaperView
from kampanjplan.gui.settings import Settings, today
from kampanjplan.gui.table import Column, RowsModel, TableView
from kampanjplan.gui.waiting import Waiting
from kampanjplan.services.editions import listed, withdraw
from kampanjplan.wording import _, count_text
from kampanjplan.wording.editions import edition_text, files_text, given_text, withdrawal_text, withdrawn_text
from kampanjplan.wording.labels import label
from kampanjplan.wording.sentences import error_text

if TYPE_CHECKING:
    from uuid import UUID

    from kampanjplan.domain.editions import EditionFile
    from kampanjplan.gui.workspace import Workspace
    from kampanjplan.services.editions import Listed


class EditionsDialog(QDialog):
    """At the left the editions and their papers, at the right the paper, and what was new for whom."""

    def __init__(self, parent: QWidget, workspace: Workspace, settings: Settings, tour_id: UUID) -> None:
        super().__init__(parent)
        self._workspace, self._settings, self._tour_id = workspace, settings, tour_id
        self._door = workspace.door
        self._asked = 0
        self._shown: UUID | None = None  # the paper in the preview
        self._gone = False
        self._watch: Any = None  # of papers that are being written or printed
        self.setWindowTitle(_("Utgåvor"))
        self.resize(1250, 750)
        self._build()
        workspace.changed.connect(self._look_again)
        self.refresh()

    def _build(self) -> None:
        self.editions = TableView(RowsModel(_edition_columns(), lambda one: one.edition.id), _("Utgåvor"))
        self.files = TableView(RowsModel(_file_columns(), lambda file: file.id), _("Filer i utgåvan"))
        for table, pick in ((self.editions, self._pick_edition), (self.files, self._pick_file)):
            table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
            table.picked.connect(pick)
        self.editions.say_when_empty(_("Turnén har inga utgåvor ännu."))
        self.note = QLabel()
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.note.setWordWrap(True)
        self.note.setMinimumWidth(1)  # nor does a long word make the dialog wider
        left = _column(self.editions, self.note, self.files)
        self.preview, self.news = PaperView(self._workspace.jobs, self._failed), NewsView()
        self.preview.horizontalScrollBar().rangeChanged.connect(self._centre)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(_("Om utgåvan"))
        self.tabs.addTab(self.preview, _("Förhandsvisning"))
        self.tabs.addTab(self.news, _("Mottagare"))
        self.tabs.tabBar().setAccessibleName(_("Om utgåvan"))
        splitter = QSplitter()
        splitter.addWidget(left)
        splitter.addWidget(self.tabs)
        splitter.setSizes([570, 670])
        splitter.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        layout.addWidget(splitter, 1)
        layout.addLayout(self._told())
        layout.addLayout(self._buttons())
        self.editions.setFocus()

    def _told(self) -> QHBoxLayout:
        self.state, self.waiting = QLabel(), Waiting()
        self.state.setTextFormat(Qt.TextFormat.PlainText)
        self.state.setWordWrap(True)
        self.state.setMinimumWidth(1)
        row = QHBoxLayout()
        row.addWidget(self.state, 1)
        row.addWidget(self.waiting)
        return row

    def _buttons(self) -> QHBoxLayout:
        self.saving = self._button(_("Spara &fil …"), self.save)
        self.saving_all = self._button(_("Spara &alla …"), self.save_all)
        self.printing = self._button(_("Skriv &ut …"), self.print)
        self.withdrawing = self._button(_("Åter&kalla …"), self.withdraw)
        self.closing = self._button(_("S&täng"), self.reject)
        row = QHBoxLayout()
        for button in (self.saving, self.saving_all, self.printing):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.withdrawing)
        row.addWidget(self.closing)
        return row

    def _button(self, text: str, act: Any) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: act())
        return button

    def _centre(self, least: int, most: int) -> None:
        """A page may be wider than there is room for, but its margins are empty."""
        self.preview.horizontalScrollBar().setValue((least + most) // 2)

    def _look_again(self, _changes: object) -> None:
        if not self._gone:
            self.refresh()

    # -- what is shown ------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Looks anew for the tour's editions."""
        self._asked += 1
        self._workspace.read_aside(listed, self._tour_id, done=partial(self._know, self._asked))

    def _know(self, number: int, found: list[Listed]) -> None:
        if self._gone or number != self._asked:
            return
        self.editions.show_rows(found)
        if found and not self.editions.picked_ids():
            self.editions.pick([found[0].edition.id])
        self._pick_edition()

    @property
    def listed(self) -> Listed | None:
        """The edition that is picked."""
        ids = self.editions.picked_ids()
        return next((one for one in self.editions.rows.rows if one.edition.id in ids), None)

    @property
    def file(self) -> EditionFile | None:
        """The paper that is picked."""
        ids = self.files.picked_ids()
        return next((file for file in self.files.rows.rows if file.id in ids), None)

    def _pick_edition(self) -> None:
        one = self.listed
        self.files.show_rows(one.files if one else [])
        day = one.edition.withdrawn if one else None
        self.files.say_when_empty(withdrawn_text(day) if day else "")
        self.note.setText(_about(one) if one else "")
        self.note.setVisible(bool(self.note.text()))
        self.news.show_news(one.recipients if one else [])
        if one and one.files and not self.files.picked_ids():
            self.files.pick([one.files[0].id])
        self._pick_file()

    def _pick_file(self) -> None:
        file = self.file
        self._offer()
        if file is None:
            self._shown = None
            self.preview.show_pdf(b"", [])
        elif file.id != self._shown:
            self._shown = file.id
            self.state.setText("")
            work = partial(shown, self._door.read, file.id)
            failed = partial(self._not_shown, file.id)
            self._workspace.jobs.run(work, partial(self._show, file.id), failed)

    def _show(self, id: UUID, found: tuple[bytes, list[tuple[int, int]]]) -> None:
        if id == self._shown and not self._gone:
            self.preview.show_pdf(*found)
            self.preview.verticalScrollBar().setValue(0)

    def _not_shown(self, id: UUID, error: Exception) -> None:
        if id == self._shown and not self._gone:
            self.preview.show_pdf(b"", [])
            self._failed(error)

    def _offer(self) -> None:
        one, file, free = self.listed, self.file, self._watch is None
        for button in (self.saving, self.printing):
            button.setEnabled(free and file is not None)
        self.saving_all.setEnabled(free and bool(one and one.files))
        may = free and one is not None and one.edition.withdrawn is None and not self._door.store.read_only
        self.withdrawing.setEnabled(may)

    # -- the acts -----------------------------------------------------------------------------------

    def save(self) -> None:
        """Asks for a file and writes the paper there as it was given out."""
        file = self.file
        if file is None:
            return
        proposed = self._settings.folder / file_name(file.title)
        name, _kind = QFileDialog.getSaveFileName(self, _("Spara som PDF"), str(proposed), _("PDF (*.pdf)"))
        if name:
            path = Path(name if name.lower().endswith(".pdf") else f"{name}.pdf")
            self._settings.folder = path.parent
            replacing = str(path) == name  # the dialog asked about the name that was typed
            plan = self._door.store.path
            work = partial(save_frozen, self._door.read, file.id, path, plan, replacing=replacing)
            self._run(work, lambda path: _("Sparad: {path}").format(path=path))

    def save_all(self) -> None:
        """Asks for a folder and writes all papers of the edition into a new one within it."""
        one = self.listed
        if one is None:
            return
        folder = QFileDialog.getExistingDirectory(self, _("Spara alla i mapp"), str(self._settings.folder))
        if folder:
            self._settings.folder = Path(folder)
            tour = next((t.name for t in self._workspace.tours() if t.id == self._tour_id), "")
            name = f"{tour[:60]} {edition_text(one.edition.number).lower()}".strip()
            watch = self.waiting.begin()
            inner = new_folder(Path(folder), name)
            work = partial(save_all_frozen, self._door.read, one.files, inner, watch.progress)
            told = count_text("{n} fil sparad i {{path}}", "{n} filer sparade i {{path}}", len(one.files))
            self._run(work, lambda path: told.format(path=path), watch)

    def print(self) -> None:
        """Prints the paper on the printer that the system's dialog is told."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        from kampanjplan.gui.pages.prints import has_printer

        file = self.file
        if file is None:
            return
        if not has_printer():
            self.state.setText(
                _("Datorn har ingen skrivare. Spara filen och skriv ut den där det finns en skrivare.")
            )
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(file.title)
        if QPrintDialog(printer, self).exec():
            watch = self.waiting.begin()
            work = partial(print_frozen, self._door.read, file.id, printer, watch.progress)
            silent = _("Skrivaren svarar inte. Kontrollera att den är på och ansluten, eller spara filen.")
            self._run(work, lambda answered: _("Utskriven.") if answered else silent, watch)

    def _run(self, work: Any, told: Any, watch: Any = None) -> None:
        self._watch = watch
        self._offer()
        self.state.setText("")
        self._workspace.jobs.run(work, partial(self._done, told, watch), partial(self._not_done, watch))

    def _done(self, told: Any, watch: Any, answer: Any) -> None:
        self._end(watch)
        if not self._gone:
            self.state.setText(told(answer))

    def _not_done(self, watch: Any, error: Exception) -> None:
        self._end(watch)
        self._failed(error)

    def _end(self, watch: Any) -> None:
        if watch is not None:
            self._watch = None
            self.waiting.end(watch)
            self._offer()

    def reject(self) -> None:
        """Closes; while papers are being written or printed it stops that instead."""
        if self._watch is None:
            super().reject()
        else:
            self._watch.stopped.set()
            self.state.setText(_("Avbryter …"))

    def withdraw(self) -> None:
        """Asks for the decision, and takes the edition back for good."""
        one = self.listed
        if one is None or one.edition.withdrawn:
            return
        number = one.edition.number
        decision = ask_decision(self, number)
        if decision is not None:
            self._workspace.attempt_aside(
                withdrawal_text(number, decision), withdraw, one.edition.id, today(), decision,
                done=partial(self._withdrawn, number), failed=self._failed,
            )  # fmt: skip

    def _withdrawn(self, number: int, _changes: object) -> None:
        if not self._gone:
            self.state.setText(_("Utgåva {number} är återkallad.").format(number=number))

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, PlanError | StoppedError):
            raise error
        if self._gone:
            return
        if isinstance(error, StoppedError):
            self.state.setText(_("Avbruten."))
        else:
            self.state.setText(error_text(error))

    def done(self, result: int) -> None:
        """Answers that come when the dialog is gone are for nobody."""
        self._gone = True
        super().done(result)


def _about(one: Listed) -> str:
    """The note, and what must be known of whom the papers name."""
    erased = count_text(
        "Filerna namnger {n} person som har gallrats.",
        "Filerna namnger {n} personer som har gallrats.",
        one.erased,
    )
    return "\n".join(filter(None, (one.edition.note, erased if one.erased else "")))


def _edition_columns() -> list[Column]:
    languages = {"sv": _("svenska"), "en": _("engelska")}
    return [
        Column(_("Nummer"), lambda one: edition_text(one.edition.number), width=74),
        Column(_("Utgiven"), lambda one: given_text(one.edition.day, one.edition.at), width=172),
        Column(_("Av"), lambda one: one.edition.given_by, width=140),
        Column(_("Språk"), lambda one: languages.get(one.edition.language, one.edition.language), width=66),
        Column(_("Filer"), _files, width=80),
    ]


def _files(one: Listed) -> str:
    return _("återkallad") if one.edition.withdrawn else files_text(len(one.files))


def _file_columns() -> list[Column]:
    return [
        Column(_("Fil"), lambda file: file.title, width=380),
        Column(_("Profil"), lambda file: label(file.profile), width=96),
        Column(_("Sidor"), lambda file: str(file.pages), amount=True, width=60),
    ]


def _column(*parts: QWidget) -> QWidget:
    column = QWidget()
    layout = QVBoxLayout(column)
    layout.setContentsMargins(0, 0, 0, 0)
    for part, stretch in zip(parts, (2, 0, 3), strict=True):
        layout.addWidget(part, stretch)
    return column
