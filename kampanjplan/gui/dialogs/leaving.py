"""Asks what to do when something typed cannot be saved and the plan is to be left."""

from collections.abc import Callable

from PySide6.QtWidgets import QMessageBox, QWidget

from kampanjplan.wording import _


def ask_to_leave(parent: QWidget, leave: Callable[[], object]) -> QMessageBox:
    """Opens the question and returns at once; `leave` is called where the user wants to go."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle("Kampanjplan")
    box.setText(_("Något du skrivit går inte att spara."))
    box.setInformativeText(
        _(
            "Orsaken står vid fältet. Stänger du ändå finns texten kvar som utkast och "
            "visas i fältet nästa gång planen öppnas."
        )
    )
    go = box.addButton(
        _("Stäng ändå (utkastet finns kvar nästa gång)"), QMessageBox.ButtonRole.DestructiveRole
    )
    stay = box.addButton(_("Stanna kvar"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(stay)
    box.setEscapeButton(stay)
    go.clicked.connect(lambda: leave())
    box.finished.connect(box.deleteLater)
    box.open()
    return box
