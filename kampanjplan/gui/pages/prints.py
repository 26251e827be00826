"""Utskrifter: the schedule or the contacts of the chosen tour on the screen, on paper and in a file."""

from datetime import datetime
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QKeySequence, QPainter, QPixmap
from PySide6.QtWidgets import QComboBox, QFileDialog, QLabel, QScrollArea, QVBoxLayout, QWidget

from kampanjplan.domain.errors import FileError, FileTrouble, PlanError
from kampanjplan.exchange.files import free_name
from kampanjplan.gui.jobs import Jobs
from kampanjplan.gui.page import Page, offer
from kampanjplan.gui.settings import Settings
from kampanjplan.gui.workspace import Workspace
from kampanjplan.services.contact_sheets import ContactListSheet, tour_contacts_sheet
from kampanjplan.services.sheets import ScheduleSheet, schedule_sheet
from kampanjplan.wording import _, count_text

SCREEN, PAPER = 110, 200  # dots an inch


Sheet = ScheduleSheet | ContactListSheet


def write_sheet(sheet: Sheet, to: Path | BinaryIO) -> None:
    """Writes the paper that the sheet is of, as printed now."""
    # ReportLab only where paper is made
    from kampanjplan.documents.contact_list import write_contact_list
    from kampanjplan.documents.schedule import write_schedule

    if isinstance(sheet, ScheduleSheet):
        write_schedule(sheet, to, printed=datetime.now())
    else:
        write_contact_list(sheet, to, printed=datetime.now())


def title_of(sheet: Sheet) -> str:
    """What the paper is of."""
    return sheet.tour.name if isinstance(sheet, ScheduleSheet) else sheet.title


def paper_name(sheet: Sheet) -> str:
    """A file name for the paper."""
    kind = _("Schema") if isinstance(sheet, ScheduleSheet) else _("Kontaktlista")
    return _file_name(kind, title_of(sheet))


def make_pdf(sheet: Sheet, path: Path, plan: Path | None = None, *, replacing: bool = True) -> None:
    """Writes the paper whole to `path`, or raises a FileError: never in the plan's own place."""
    from kampanjplan.exchange.files import refuse_own_place, write_whole

    if plan is not None:
        refuse_own_place(path, plan)
    if not replacing and path.exists():
        raise FileError(FileTrouble.EXISTS, path)
    write_whole(path, partial(write_sheet, sheet))


def page_images(sheet: Sheet, dots: int) -> list[QImage]:
    """The paper's pages as pictures, by way of a PDF that no disk ever sees."""
    import pypdfium2

    paper = BytesIO()
    write_sheet(sheet, paper)
    document = pypdfium2.PdfDocument(paper.getvalue())
    images = []
    for page in document:
        bitmap = page.render(scale=dots / 72, rev_byteorder=True, prefer_bgrx=True)
        shape = QImage.Format.Format_RGBX8888 if bitmap.n_channels == 4 else QImage.Format.Format_RGB888
        image = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, shape)
        images.append(image.copy())
    document.close()
    return images


def has_printer() -> bool:
    """Whether the system knows any printer at all."""
    from PySide6.QtPrintSupport import QPrinterInfo

    return bool(QPrinterInfo.availablePrinterNames())


class PrintsPage(Page):
    """A preview that follows the plan."""

    def __init__(self, workspace: Workspace, settings: Settings, jobs: Jobs) -> None:
        super().__init__(workspace, _("Utskrifter"))
        self._settings, self._jobs = settings, jobs
        self._wanted = 0
        self._of: Sheet | None = None  # what the preview shows
        self.paper = QComboBox()
        self.paper.setAccessibleName(_("Vad som skrivs ut"))
        self.paper.addItem(_("Schema"), schedule_sheet)
        self.paper.addItem(_("Kontaktlista"), tour_contacts_sheet)
        self.paper.activated.connect(lambda _n: self.refresh())
        self.bar.insertWidget(1, self.paper)
        self._need_tour = [
            self.add_button(_("Spara som PDF"), "file-type-pdf", self.save, "Ctrl+E"),
            self.add_button(_("Skriv ut"), "printer", self.print, QKeySequence.StandardKey.Print),
        ]
        self.state = QLabel()
        self.column.addWidget(self.state)
        self.sheets = QWidget()
        self._column = QVBoxLayout(self.sheets)
        self._column.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._column.setSpacing(16)
        self.preview = QScrollArea()
        self.preview.setAccessibleName(_("Förhandsvisning"))
        self.preview.setWidgetResizable(True)
        self.preview.setWidget(self.sheets)
        self.column.addWidget(self.preview, 1)

    def refresh(self) -> None:
        sheet = self._sheet()
        offer(self._need_tour, sheet is not None)
        if sheet is None:
            self._show([])
            self._of = None
            self.state.setText(_("Välj eller skapa en turné först."))
            return
        if sheet == self._of:
            return  # the plan changed elsewhere
        self._of = sheet
        self._wanted += 1
        self.state.setText(_("Förhandsvisningen görs …"))
        self._jobs.run(partial(page_images, sheet, SCREEN), partial(self._done, self._wanted), self._failed)

    def _done(self, number: int, images: list[QImage]) -> None:
        if number == self._wanted:  # an older answer would show what is no longer so
            self._show(images)
            pages = count_text("{n} sida", "{n} sidor", len(images))
            self.state.setText(f"{self.paper.currentText()}, {pages}")

    def _show(self, images: list[QImage]) -> None:
        place = self.preview.verticalScrollBar().value()
        while (item := self._column.takeAt(0)) is not None:
            item.widget().deleteLater()
        for number, image in enumerate(images, start=1):
            page = QLabel()
            page.setPixmap(QPixmap.fromImage(image))
            page.setAccessibleName(_("Sida {n}").format(n=number))
            self._column.addWidget(page)
        self.preview.verticalScrollBar().setValue(place)

    def _sheet(self) -> Sheet | None:
        tour_id = self.workspace.tour_id
        return self.workspace.read(self.paper.currentData(), tour_id) if tour_id else None

    def save(self) -> None:
        """Asks for a file and writes the paper there."""
        sheet = self._sheet()
        if sheet is None:
            return
        proposed = self._settings.folder / paper_name(sheet)
        name, _kind = QFileDialog.getSaveFileName(self, _("Spara som PDF"), str(proposed), _("PDF (*.pdf)"))
        if name:
            path = Path(name if name.lower().endswith(".pdf") else f"{name}.pdf")
            self._settings.folder = path.parent
            # The dialog asked about the name that was typed; one made longer may be there already.
            self._write(sheet, path, replacing=str(path) == name)

    def _write(self, sheet: Sheet, path: Path, *, replacing: bool = False) -> None:
        work = partial(make_pdf, sheet, path, self.workspace.door.store.path, replacing=replacing)
        self._jobs.run(work, lambda _none: self._saved(path), partial(self._not_written, sheet))

    def _not_written(self, sheet: Sheet, error: Exception) -> None:
        """A PDF that is being read elsewhere can be saved beside under another name, by a button."""
        if not isinstance(error, FileError) or error.trouble is not FileTrouble.OPEN_ELSEWHERE:
            self._failed(error)
            return
        other = free_name(error.path)
        sentence = _("”{path}” är öppen i ett annat program. Stäng den där, eller spara som ”{other}”.")
        self.workspace.offered.emit(
            sentence.format(path=error.path.name, other=other.name),
            _("Spara som ”{other}”").format(other=other.name),
            partial(self._write, sheet, other),
        )

    def _saved(self, path: Path) -> None:
        self.state.setText(_("Sparad: {path}").format(path=path))

    def print(self) -> None:
        """Prints the paper on the printer that the system's dialog is told."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        sheet = self._sheet()
        if sheet is None:
            return
        if not has_printer():
            self.workspace.offered.emit(
                _("Datorn har ingen skrivare. Spara som PDF och skriv ut filen där det finns en skrivare."),
                _("Spara som PDF"),
                self.save,
            )
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(title_of(sheet))
        if QPrintDialog(printer, self).exec():
            self._jobs.run(partial(page_images, sheet, PAPER), partial(self._paint, printer), self._failed)

    def _paint(self, printer: object, images: list[QImage]) -> None:
        """Fills each sheet of paper with a page."""
        printer.setFullPage(True)
        painter = QPainter()
        if not painter.begin(printer):
            self.workspace.failed.emit(
                _("Skrivaren svarar inte. Kontrollera att den är på och ansluten, eller spara som PDF.")
            )
            return
        for number, image in enumerate(images):
            if number:
                printer.newPage()
            painter.drawImage(painter.viewport(), image)
        painter.end()

    def _failed(self, error: Exception) -> None:
        self.state.setText("")
        if not isinstance(error, PlanError):
            raise error
        self.workspace.refuse(error)


def _file_name(kind: str, title: str) -> str:
    """A name that every file system takes."""
    safe = "".join("-" if c in '/\\:*?"<>|' or ord(c) < 32 else c for c in title).strip(" .")[:60]
    return f"{kind} {safe}.pdf"
