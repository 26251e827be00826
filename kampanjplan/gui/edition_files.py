"""Writes and prints the papers of editions as they were given out. Called off the window's thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kampanjplan.domain.damage import Progress
from kampanjplan.gui.paper_files import file_name, print_pdf
from kampanjplan.gui.paper_view import page_sizes
from kampanjplan.services.editions import frozen

if TYPE_CHECKING:
    from uuid import UUID

    from PySide6.QtPrintSupport import QPrinter

    from kampanjplan.domain.editions import EditionFile

    Read = Callable[..., Any]


def shown(read: Read, file_id: UUID) -> tuple[bytes, list[tuple[int, int]]]:
    """The bytes of a paper and the sizes of its pages; ContentLostError where they are not as they were."""
    _file, pdf = read(frozen, file_id)
    return pdf, page_sizes(pdf)


def save_frozen(read: Read, file_id: UUID, path: Path, plan: Path, *, replacing: bool) -> Path:
    """Writes a paper to a path, never in the plan's own place; a PlanError says why it is refused."""
    from kampanjplan.domain.errors import FileError, FileTrouble
    from kampanjplan.exchange.files import refuse_own_place, write_pieces

    _file, pdf = read(frozen, file_id)
    refuse_own_place(path, plan)
    if not replacing and path.exists():
        raise FileError(FileTrouble.EXISTS, path)
    write_pieces(path, [pdf])
    return path


def save_all_frozen(
    read: Read, files: Sequence[EditionFile], folder: Path, name: str, progress: Progress
) -> Path:
    """Writes papers into a new folder of that name within another; gives back the new one.

    All are looked at before the first is written.
    """
    from kampanjplan.domain.errors import FileError
    from kampanjplan.exchange.files import free_name, write_pieces

    for number, file in enumerate(files):
        progress(number, 2 * len(files))
        read(frozen, file.id)
    inner = folder / file_name(name).removesuffix(".pdf")
    if inner.exists():
        inner = free_name(inner)
    try:
        inner.mkdir()
    except OSError as error:
        raise FileError.of_system(error, inner) from error
    for number, file in enumerate(files):
        progress(len(files) + number, 2 * len(files))
        path = inner / file_name(file.title)
        write_pieces(free_name(path) if path.exists() else path, [read(frozen, file.id)[1]])
    return inner


def print_frozen(read: Read, file_id: UUID, printer: QPrinter, progress: Progress) -> bool:
    """Prints a paper; False where the printer does not answer."""
    _file, pdf = read(frozen, file_id)
    return print_pdf(pdf, printer, progress)
