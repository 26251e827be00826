"""Makes papers: in memory, in files and on printers. Called off the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QPageLayout, QPainter

from kampanjplan.domain.damage import Progress, StoppedError
from kampanjplan.domain.errors import FileError, FileTrouble
from kampanjplan.gui.paper_view import page_images, page_sizes
from kampanjplan.wording.paper import replaced_text

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from kampanjplan.documents.kinds import Kind, Printout
    from kampanjplan.domain.paper import Options
    from kampanjplan.domain.profiles import Profile
    from kampanjplan.services.contact_sheets import ContactListSheet
    from kampanjplan.services.papers import Wanted

    Read = Callable[..., Any]
    Order = tuple[Kind, Wanted, Profile, str, Options]  # what printout takes beside the plan

PAPER = 200  # dots an inch on a printer


def known_kinds() -> dict[str, Kind]:
    """All kinds of paper by name; loads ReportLab, which takes its time."""
    from kampanjplan.documents.kinds import kinds

    return kinds()


def gather(read: Read, order: Order) -> Printout:
    """The paper as the plan is now."""
    from kampanjplan.documents.kinds import printout

    return read(printout, *order)


def contact_list(sheet: ContactListSheet) -> Printout:
    """A list of contacts that was gathered already, with all that is known."""
    from kampanjplan.documents.kinds import Printout
    from kampanjplan.wording import current_language

    kind = known_kinds()["contacts"]
    return Printout(kind, sheet, kind.profiles[0], current_language())


def preview(
    read: Read, order: Order, before: Printout | None, progress: Progress
) -> tuple[Printout, bytes, list[Any]] | None:
    """The paper, its PDF and the sizes of its pages; None where it says what it said before."""
    progress(0, 1)
    paper = gather(read, order)
    if paper == before:
        return None
    pdf = _pdf(paper, progress)
    return paper, pdf, page_sizes(pdf)


def make_pdf(
    paper: Printout,
    path: Path,
    plan: Path | None = None,
    *,
    replacing: bool = True,
    progress: Progress | None = None,
) -> str:
    """Writes the paper whole to `path`, or raises a FileError: never in the plan's own place.

    Gives a sentence on characters that could not be printed, or nothing.
    """
    from kampanjplan.documents.kinds import write_printout
    from kampanjplan.exchange.files import refuse_own_place, write_whole

    if plan is not None:
        refuse_own_place(path, plan)
    if not replacing and path.exists():
        raise FileError(FileTrouble.EXISTS, path)
    write = partial(write_printout, paper, printed=datetime.now(), progress=progress)
    return replaced_text(write_whole(path, write).replaced)


def print_paper(read: Read, order: Order, printer: QPrinter, progress: Progress) -> bool:
    """Fills each sheet of paper with a page; False where the printer does not answer."""
    return print_pdf(_pdf(gather(read, order), lambda _done, _all: progress(0, 1)), printer, progress)


def print_pdf(pdf: bytes, printer: QPrinter, progress: Progress) -> bool:
    """As `print_paper`, of one that is made already."""
    sizes = page_sizes(pdf)
    ways, (width, height) = QPageLayout.Orientation, sizes[0]
    printer.setPageOrientation(ways.Landscape if width > height else ways.Portrait)
    printer.setFullPage(True)
    painter = QPainter()
    if not painter.begin(printer):
        return False
    try:
        for number in range(count := len(sizes)):
            progress(number, count)
            if number:
                printer.newPage()
            painter.drawImage(painter.viewport(), page_images(pdf, [number], PAPER)[number])
    except StoppedError:
        printer.abort()
        raise
    finally:
        painter.end()
    return True


def _pdf(paper: Printout, progress: Progress) -> bytes:
    """The paper in memory, which no disk ever sees."""
    from kampanjplan.documents.kinds import write_printout

    file = BytesIO()
    write_printout(paper, file, datetime.now(), progress)
    return file.getvalue()
