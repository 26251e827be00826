"""Saves a printed list of contacts where the user says."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from kampanjplan.gui.settings import Settings
from kampanjplan.gui.workspace import Workspace
from kampanjplan.services.contact_sheets import ContactListSheet
from kampanjplan.wording import _


def save_list(parent: QWidget, workspace: Workspace, settings: Settings, sheet: ContactListSheet) -> None:
    """Asks for a file and writes the list there as a PDF, off the window's thread."""
    from kampanjplan.gui.pages.prints import make_pdf, paper_name

    door = workspace.door
    assert door is not None
    proposed = settings.folder / paper_name(sheet)
    name, _kind = QFileDialog.getSaveFileName(parent, _("Spara som PDF"), str(proposed), _("PDF (*.pdf)"))
    if not name:
        return
    path = Path(name if name.lower().endswith(".pdf") else f"{name}.pdf")
    settings.folder = path.absolute().parent
    # The dialog asked about the name that was typed; one made longer may be there already.
    work = partial(make_pdf, sheet, path, door.store.path, replacing=str(path) == name)
    told = _("Sparad: {path}").format(path=path)
    workspace.jobs.run(work, lambda _none: workspace.told.emit(told), workspace.refuse_aside)
