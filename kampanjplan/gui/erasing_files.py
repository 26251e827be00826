"""What is kept of those who are erased: contacts and extracts before, a protocol without names after."""

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog

from kampanjplan.gui.erasing_choice import ErasingChoice
from kampanjplan.gui.privacy_files import (
    Written,
    ask_people_file,
    write_extracts,
    write_people,
    write_record,
)
from kampanjplan.services.ports import Backups
from kampanjplan.wording import _, count_text
from kampanjplan.wording.erasing import Record


class ErasingFiles:
    """Asks the user of a dialog where, writes there off the window's thread, and says so in its state."""

    def __init__(self, dialog: Any, door: Any, jobs: Any, choice: ErasingChoice, backups: Backups) -> None:
        self._dialog, self._door, self._jobs = dialog, door, jobs
        self._choice, self._backups = choice, backups

    def export(self) -> None:
        """The picked contacts to a file, before they are erased."""
        ids = self._choice.ids
        path = ask_people_file(self._dialog, self._folder) if ids else None
        if path is not None:
            self._say(_("Exporterar …"))
            kept = lambda _none: self._say(_("Sparad: {path}").format(path=path))  # noqa: E731
            self._run(partial(write_people, self._door, ids, path), kept)

    def save_extracts(self) -> None:
        """An extract of each picked contact to a folder."""
        ids, title = self._choice.ids, _("Spara registerutdrag i mappen")
        name = QFileDialog.getExistingDirectory(self._dialog, title, str(self._folder))
        if ids and name:
            self._say(_("Skriver registerutdrag …"))
            self._run(
                partial(write_extracts, self._door, self._backups, ids, Path(name)), self._tell_extracts
            )

    def _tell_extracts(self, written: Written) -> None:
        paths = written.paths
        text = count_text("{n} fil sparad i {{folder}}.", "{n} filer sparade i {{folder}}.", len(paths))
        told = text.format(folder=paths[0].parent if paths else "")
        self._say(f"{told}\n{written.replaced}".strip())

    def save_record(self, record: Record | None) -> None:
        """The protocol of an act to a file, as a PDF or as text."""
        if record is None:
            return
        day = f"{record.when:%Y-%m-%d}"
        proposed = self._folder / _("Gallringsprotokoll {day}.pdf").format(day=day)
        kinds = _("PDF (*.pdf);;Text (*.txt)")
        name, _kind = QFileDialog.getSaveFileName(self._dialog, _("Spara protokoll"), str(proposed), kinds)
        if name:
            path = Path(name if Path(name).suffix else f"{name}.pdf")
            self._run(partial(write_record, record, path, self._door.store.path), self._tell_record)

    def _tell_record(self, written: Written) -> None:
        told = _("Sparad: {path}").format(path=written.paths[0])
        self._say(f"{told}\n{written.replaced}".strip())

    @property
    def _folder(self) -> Path:
        folder: Path = self._door.store.path.parent
        return folder

    def _say(self, text: str) -> None:
        self._dialog.state.setText(text)

    def _run(self, work: Any, done: Any) -> None:
        self._jobs.run(work, self._dialog.if_here(done), self._dialog.failed)
