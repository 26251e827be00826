"""Shows and prints the papers of editions as they were given out. Called off the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from kampanjplan.domain.damage import Progress
from kampanjplan.gui.paper_files import print_pdf
from kampanjplan.gui.paper_view import page_sizes
from kampanjplan.services.editions import frozen

if TYPE_CHECKING:
    from uuid import UUID

    from PySide6.QtPrintSupport import QPrinter

    Read = Callable[..., Any]


def shown(read: Read, file_id: UUID) -> tuple[bytes, list[tuple[int, int]]]:
    """The bytes of a paper and the sizes of its pages; ContentLostError where they are not as they were."""
    _file, pdf = read(frozen, file_id)
    return pdf, page_sizes(pdf)


def print_frozen(read: Read, file_id: UUID, printer: QPrinter, progress: Progress) -> bool:
    """Prints a paper; False where the printer does not answer."""
    _file, pdf = read(frozen, file_id)
    return print_pdf(pdf, printer, progress)
