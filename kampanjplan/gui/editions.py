"""What the window offers of editions: to give one out, and to look at those that there are."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from kampanjplan.wording import _, count_text

if TYPE_CHECKING:
    from kampanjplan.gui.settings import Settings
    from kampanjplan.gui.workspace import Workspace


def give_out(parent: QWidget, workspace: Workspace, settings: Settings) -> None:
    """Opens the dialog that gives out the next edition of the chosen tour."""
    if workspace.tour_id is None:
        workspace.failed.emit(_("Välj eller skapa en turné först."))
        return
    from kampanjplan.gui.dialogs.give_out import GiveOutDialog

    dialog = GiveOutDialog(parent.window(), workspace, workspace.tour_id)
    dialog.exec()
    given = dialog.given
    dialog.deleteLater()
    if given is not None:
        workspace.followed.emit(
            count_text(
                "Utgåva {{number}} är utgiven: {n} fil.",
                "Utgåva {{number}} är utgiven: {n} filer.",
                len(given.papers),
            ).format(number=given.draft.number),
            _("Visa utgåvor"),
            partial(show_editions, parent, workspace, settings),
        )


def show_editions(parent: QWidget, workspace: Workspace, settings: Settings) -> None:
    """Opens the list of the chosen tour's editions."""
    if workspace.tour_id is None:
        workspace.failed.emit(_("Välj eller skapa en turné först."))
        return
    from kampanjplan.gui.dialogs.editions import EditionsDialog

    dialog = EditionsDialog(parent.window(), workspace, settings, workspace.tour_id)
    dialog.exec()
    dialog.deleteLater()
