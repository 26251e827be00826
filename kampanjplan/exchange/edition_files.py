"""Writes the papers of editions to files, letter for letter as they were given out."""

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from kampanjplan.domain.damage import Progress
from kampanjplan.domain.editions import EditionFile
from kampanjplan.domain.errors import FileError, FileTrouble
from kampanjplan.exchange.files import file_name, free_name, refuse_own_place, write_pieces
from kampanjplan.services.editions import frozen

Read = Callable[..., Any]


def save_frozen(read: Read, file_id: UUID, path: Path, plan: Path, *, replacing: bool) -> Path:
    """Writes a paper to a path, never in the plan's own place; a PlanError says why it is refused."""
    _file, pdf = read(frozen, file_id)
    refuse_own_place(path, plan)
    if not replacing and path.exists():
        raise FileError(FileTrouble.EXISTS, path)
    write_pieces(path, [pdf])
    return path


def new_folder(folder: Path, name: str) -> Path:
    """A folder within another that nothing has yet, called as near as can be to a name."""
    inner = folder / file_name(name).removesuffix(".pdf")
    return free_name(inner) if inner.exists() else inner


def save_all_frozen(read: Read, files: Sequence[EditionFile], folder: Path, progress: Progress) -> Path:
    """Writes papers into a folder that is not there yet, all of them or nothing.

    A FileError or ContentLostError says why not; all papers are looked at before the first is written.
    `progress` may raise to end it.
    """
    for number, file in enumerate(files):
        progress(number, 2 * len(files))
        read(frozen, file.id)
    try:
        folder.mkdir()
    except OSError as error:
        raise FileError.of_system(error, folder) from error
    try:
        for number, file in enumerate(files):
            progress(len(files) + number, 2 * len(files))
            path = folder / file_name(file.title)
            write_pieces(free_name(path) if path.exists() else path, [read(frozen, file.id)[1]])
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)  # half an edition would look like a whole one
        raise
    return folder
