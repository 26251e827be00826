"""Saves a printed list of contacts where the user says."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from kampanjplan.gui.settings import Settings
from kampanjplan.gui.workspace import Workspace
from kampanjplan.services.contact_sheets import ContactListSheet
from kampanjplan.wording import _


def save_list(parent: QWidget, workspace: Workspace, settings: Settings, sheet: ContactListSheet) -> None:
    """Asks for a file and writes the list there as a PDF, off the window's thread."""
    from kampanjplan.exchange.files import file_name
    from kampanjplan.gui.paper_files import contact_list, make_pdf

    door = workspace.door
    assert door is not None
    proposed = settings.folder / file_name(_("Kontaktlista: {name}").format(name=sheet.title))
    name, _kind = QFileDialog.getSaveFileName(parent, _("Spara som PDF"), str(proposed), _("PDF (*.pdf)"))
    if not name:
        return
    path = Path(name if name.lower().endswith(".pdf") else f"{name}.pdf")
    settings.folder = path.absolute().parent
    # The dialog asked about the name that was typed; one made longer may be there already.
    replacing = str(path) == name

    def work() -> str:
        return make_pdf(contact_list(sheet), path, door.store.path, replacing=replacing)

    told = _("Sparad: {path}").format(path=path)
    workspace.jobs.run(
        work, lambda replaced: workspace.told.emit(f"{told} {replaced}".strip()), workspace.refuse_aside
    )
