"""What the window offers about a person's rights: to see what is known of them, and to be forgotten.

`parent` is any widget of the main window; `contact` is as it is shown.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from kampanjplan.wording import _

if TYPE_CHECKING:
    from kampanjplan.domain.contacts import Contact
    from kampanjplan.gui.privacy_files import Written
    from kampanjplan.gui.workspace import Workspace


def erase_overdue(parent: QWidget, workspace: Workspace) -> None:
    """Opens the run over all contacts whose time is up."""
    _erase(parent, workspace, None)


def anonymise_contact(parent: QWidget, workspace: Workspace, contact: Contact) -> None:
    """Opens the same about one contact."""
    _erase(parent, workspace, contact)


def extract_contact(parent: QWidget, workspace: Workspace, contact: Contact) -> None:
    """Asks for a file and writes the register extract of a contact there, with a JSON beside it."""
    from PySide6.QtWidgets import QFileDialog

    from kampanjplan.gui.privacy_files import write_extract

    backups = _backups(parent, workspace)
    if backups is None:
        return
    proposed = workspace.door.store.path.parent / "Registerutdrag.pdf"
    name, _kind = QFileDialog.getSaveFileName(
        parent.window(), _("Spara registerutdrag"), str(proposed), _("PDF (*.pdf)")
    )
    if not name:
        return
    path = Path(name if name.lower().endswith(".pdf") else f"{name}.pdf")
    work = partial(write_extract, workspace.door, backups, contact.id, path)
    workspace.jobs.run(work, partial(_tell, workspace), workspace.refuse_aside)


def _tell(workspace: Workspace, written: Written) -> None:
    pdf, data = written.paths
    names = _("{pdf} och {json}").format(pdf=pdf, json=data.name)
    told = _("Registerutdraget är sparat: {names}. Granska det innan det lämnas ut.").format(names=names)
    workspace.noticed.emit(f"{told} {written.replaced}".strip())


def _erase(parent: QWidget, workspace: Workspace, contact: Contact | None) -> None:
    from kampanjplan.gui.dialogs.erasing import ErasingDialog

    window: Any = parent.window()
    saved = [page.commit_all() for page in window.pages.values()]  # what is typed is part of what goes
    backups = _backups(parent, workspace) if all(saved) else None
    if backups is not None:
        dialog = ErasingDialog(window, workspace, backups, contact)
        dialog.exec()
        dialog.deleteLater()


def _backups(parent: QWidget, workspace: Workspace) -> Any:
    """The backups of the open plan; None where there can be none, which the user is told."""
    from kampanjplan.domain.errors import PlanError

    try:
        return parent.window().plans.backups(workspace.door.store.path)
    except PlanError as error:
        workspace.refuse(error)
        return None
