"""Utskrifter: any paper of the chosen tour on the screen, on paper and in a file."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel

from kampanjplan.domain.damage import StoppedError
from kampanjplan.domain.errors import FileError, FileTrouble, PlanError
from kampanjplan.exchange.files import file_name, free_name
from kampanjplan.gui.editions import give_out, show_editions
from kampanjplan.gui.jobs import Jobs
from kampanjplan.gui.page import Page, offer
from kampanjplan.gui.paper_acts import PaperActs
from kampanjplan.gui.paper_choice import PaperChoice
from kampanjplan.gui.paper_files import gather, known_kinds, make_pdf, preview, print_paper
from kampanjplan.gui.paper_view import PaperView
from kampanjplan.gui.settings import Settings
from kampanjplan.gui.waiting import Waiting
from kampanjplan.gui.watch import Watch
from kampanjplan.gui.workspace import Workspace
from kampanjplan.services.papers import choices
from kampanjplan.wording import _, count_text

if TYPE_CHECKING:
    from kampanjplan.documents.kinds import Kind, Printout
    from kampanjplan.services.papers import Choice


def has_printer() -> bool:
    """Whether the system knows any printer at all."""
    from PySide6.QtPrintSupport import QPrinterInfo

    return bool(QPrinterInfo.availablePrinterNames())


class PrintsPage(Page):
    """A preview that follows the plan, and what is chosen above it."""

    def __init__(self, workspace: Workspace, settings: Settings, jobs: Jobs) -> None:
        super().__init__(workspace, _("Utskrifter"))
        self._settings, self._jobs = settings, jobs
        self._wanted = 0  # the number of the look for choices that was asked for last
        self._watch: Watch | None = None  # of the preview that is being made
        self._of: Printout | None = None  # what the preview shows
        self._ordered: Any = None  # what was wanted for that
        self._looked_at: Any = None  # the kind of paper that was seen last, and of what
        self._is_current = False  # whether the preview shows what is chosen
        self._then: Callable[[], None] | None = None  # what was asked for before it did
        self._loading = False
        self._need_paper = [
            self.add_button(_("Spara som PDF"), "file-type-pdf", self.save, "Ctrl+E"),
            self.add_button(_("Skriv ut"), "printer", self.print, QKeySequence.StandardKey.Print),
        ]
        self.acts = PaperActs(self, settings, jobs, self._must_wait)
        self._need_tour = [
            self.add_button(_("Ge ut …"), "files", partial(give_out, self, workspace, settings)),
            self.add_button(_("Utgåvor …"), "history", partial(show_editions, self, workspace, settings)),
        ]
        self.choice = PaperChoice()
        self.choice.chosen.connect(self._choose)
        self.paper = self.choice.kind
        self.column.addWidget(self.choice)
        self.state, self.waiting = QLabel(), Waiting()
        self.state.setMinimumWidth(1)  # a long path is cut rather than the window made wider
        row = QHBoxLayout()
        row.addWidget(self.state)
        row.addWidget(self.waiting)
        row.addStretch(1)
        self.column.addLayout(row)
        self.preview = PaperView(jobs, self._failed)
        self.column.addWidget(self.preview, 1)

    @property
    def ordered(self) -> Any:
        """What the preview shows."""
        return self._ordered

    def refresh(self) -> None:
        tour_id = self.workspace.tour_id
        self._is_current = False
        self._stop_preview()
        self.choice.setEnabled(tour_id is not None)
        offer(self._need_tour, tour_id is not None)
        self.acts.offer(tour_id is not None)
        if tour_id is None:
            self._show_none(_("Välj eller skapa en turné först."))
        elif not self.choice.is_ready:
            self._load_kinds()
        elif self.choice.needs_choices:
            self._wanted += 1
            done = partial(self._offer_choices, self._wanted)
            question = (choices, self.choice.subject, tour_id)
            self.workspace.read_aside(*question, done=done, refused=self._forget_act)
        else:
            self._ask_preview()

    def _choose(self) -> None:
        """Another paper is wanted; what was asked for of the one before is not done to this."""
        self._forget_act()
        self.refresh()

    def _load_kinds(self) -> None:
        if not self._loading:
            self._loading = True
            self.state.setText(_("Förhandsvisningen görs …"))
            self._jobs.run(known_kinds, self._offer_kinds, self._failed)

    def _offer_kinds(self, kinds: dict[str, Kind]) -> None:
        self._loading = False
        self.choice.offer_kinds(kinds)
        if self.workspace.door is not None:
            self.refresh()

    def _offer_choices(self, number: int, found: list[Choice]) -> None:
        if number == self._wanted:  # an older answer may be of another tour
            self.choice.offer_choices(found, self.workspace.stop_id)
            self._ask_preview()

    def _ask_preview(self) -> None:
        order = self.choice.order(self.workspace.tour_id)
        if order is None:
            self._show_none(self.choice.nothing_text())
            return
        self._watch = watch = self.waiting.begin()
        again = self._of is not None and order == self._ordered
        if not again:
            self.state.setText(_("Förhandsvisningen görs …"))
        self._ordered = order
        door = self.workspace.door
        work = partial(preview, door.read, order, self._of, watch.progress)
        self._jobs.run(work, partial(self._done, watch, door, again), partial(self._not_made, watch, door))

    def _stop_preview(self) -> None:
        """What is being made is no longer of interest."""
        if self._watch is not None:
            self._watch.stopped.set()
            self._watch = None

    def _done(
        self, watch: Watch, door: object, again: bool, made: tuple[Printout, bytes, list[Any]] | None
    ) -> None:
        self.waiting.end(watch)
        if watch is not self._watch or door is not self.workspace.door:
            return  # an older answer would show what is no longer so
        self._watch = None
        if made is not None:
            self._of, pdf, sizes = made
            self.preview.show_pdf(pdf, sizes)
            if self._looked_at != self._ordered[:2]:
                self.preview.verticalScrollBar().setValue(0)  # another paper is read from its beginning
            self._looked_at = self._ordered[:2]
        offer(self._need_paper, True)
        if made is not None or not again:  # else what was told last still is so
            pages = count_text("{n} sida", "{n} sidor", len(self.preview.pages))
            self.state.setText(f"{self.paper.currentText()}, {pages}")
        self._is_current = True
        then, self._then = self._then, None
        if then is not None:
            then()

    def _show_none(self, why: str) -> None:
        self._wanted += 1
        self._of = self._then = None
        offer(self._need_paper, False)
        self.preview.show_pdf(b"", [])
        self.state.setText(why)

    def _must_wait(self, act: Callable[[], None]) -> bool:
        """Whether the preview is still to come; the act is then done as soon as it has, if it ever can."""
        if self._is_current:
            return False
        self._then = act
        self.refresh()  # also where it was stopped
        return True

    def _forget_act(self) -> None:
        self._then = None

    def save(self) -> None:
        """Asks for a file and writes the paper there."""
        if self._must_wait(self.save):
            return
        order = self._ordered
        proposed = self._settings.folder / file_name(self._of.heading)
        name, _kind = QFileDialog.getSaveFileName(self, _("Spara som PDF"), str(proposed), _("PDF (*.pdf)"))
        if name:
            path = Path(name if name.lower().endswith(".pdf") else f"{name}.pdf")
            self._settings.folder = path.parent
            # The dialog asked about the name that was typed; one made longer may be there already.
            self._write(order, path, replacing=str(path) == name)

    def _write(self, order: Any, path: Path, *, replacing: bool = False) -> None:
        door, watch = self.workspace.door, self.waiting.begin()
        self.state.setText(_("Sparar {path} …").format(path=path.name))

        def work() -> str:
            paper = gather(door.read, order)
            return make_pdf(paper, path, door.store.path, replacing=replacing, progress=watch.progress)

        self._jobs.run(work, partial(self._saved, watch, path), partial(self._not_written, watch, order))

    def _not_written(self, watch: Watch, order: Any, error: Exception) -> None:
        """A PDF that is being read elsewhere can be saved beside under another name, by a button."""
        self.waiting.end(watch)
        if not isinstance(error, FileError) or error.trouble is not FileTrouble.OPEN_ELSEWHERE:
            self._failed(error)
            return
        other = free_name(error.path)
        sentence = _("”{path}” är öppen i ett annat program. Stäng den där, eller spara som ”{other}”.")
        self.workspace.offered.emit(
            sentence.format(path=error.path.name, other=other.name),
            _("Spara som ”{other}”").format(other=other.name),
            partial(self._write, order, other),
        )

    def _saved(self, watch: Watch, path: Path, replaced: str) -> None:
        self.waiting.end(watch)
        told = _("Sparad: {path}").format(path=path)
        self.state.setText(f"{told}\n{replaced}" if replaced else told)

    def print(self) -> None:
        """Prints the paper on the printer that the system's dialog is told."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        if self._must_wait(self.print):
            return
        if not has_printer():
            self.workspace.offered.emit(
                _("Datorn har ingen skrivare. Spara som PDF och skriv ut filen där det finns en skrivare."),
                _("Spara som PDF"),
                self.save,
            )
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self._of.heading)
        if QPrintDialog(printer, self).exec():
            watch = self.waiting.begin()
            work = partial(print_paper, self.workspace.door.read, self._ordered, printer, watch.progress)
            self._jobs.run(work, partial(self._printed, watch), partial(self._not_printed, watch))

    def _not_printed(self, watch: Watch, error: Exception) -> None:
        self.waiting.end(watch)
        self._failed(error)

    def _printed(self, watch: Watch, answered: bool) -> None:
        self.waiting.end(watch)
        if not answered:
            self.workspace.failed.emit(
                _("Skrivaren svarar inte. Kontrollera att den är på och ansluten, eller spara som PDF.")
            )

    def _not_made(self, watch: Watch, door: object, error: Exception) -> None:
        """A plan that was closed meanwhile cannot be read, and need not be."""
        self.waiting.end(watch)
        if watch is not self._watch:
            return
        self._watch = None
        self._then = None
        if isinstance(error, StoppedError):
            self.state.setText(_("Avbruten."))
        elif door is self.workspace.door:
            self._failed(error)

    def _failed(self, error: Exception) -> None:
        self._then = None
        stopped = isinstance(error, StoppedError)
        self.state.setText(_("Avbruten.") if stopped else "")
        if stopped:
            return
        if not isinstance(error, PlanError):
            raise error
        self.workspace.refuse(error)
