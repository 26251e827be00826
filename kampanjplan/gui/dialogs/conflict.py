"""Two have written the same: whose words are to stand is asked for each field."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QMessageBox,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from kampanjplan.domain.errors import GoneError, OverwriteError, PlanError
from kampanjplan.gui.page import heading
from kampanjplan.gui.workspace import Edit, Settler, Workspace
from kampanjplan.services.conflicts import give_up, having_seen, settle
from kampanjplan.services.history import names, removal, undo_step
from kampanjplan.wording import _
from kampanjplan.wording.history import Names, field_text, value_text
from kampanjplan.wording.sentences import author_text, error_text


class ConflictDialog(QDialog):
    """For each field both wrote: mine, theirs, and what stood before."""

    def __init__(self, parent: QWidget | None, error: OverwriteError, called: Names) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Två har ändrat samma uppgift"))
        self.setMinimumWidth(560)
        self._groups: dict[str, QButtonGroup] = {}
        intro = QLabel(
            _(
                "{author} sparade medan du skrev. Välj vad som ska stå. Det andra finns kvar i historiken."
            ).format(author=author_text(error.author))
        )
        intro.setTextFormat(Qt.TextFormat.PlainText)
        intro.setWordWrap(True)
        body = QWidget()
        grid = QGridLayout(body)
        grid.setColumnStretch(1, 1)
        self.setSizeGripEnabled(True)
        for field in error.fields:
            self._add_field(grid, error, field, called)
        grid.setRowStretch(grid.rowCount(), 1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the choices are where one begins
        scroll.setWidget(body)
        buttons = QDialogButtonBox()
        self.save = buttons.addButton(_("Spara valet"), QDialogButtonBox.ButtonRole.AcceptRole)
        later = buttons.addButton(_("Inte nu"), QDialogButtonBox.ButtonRole.RejectRole)
        later.setToolTip(_("Det du skrev står kvar i fältet, inte sparat"))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(intro)
        layout.addWidget(scroll, 1)
        layout.addWidget(buttons)
        self._groups[error.fields[0]].button(0).setFocus()

    def _add_field(self, grid: QGridLayout, error: OverwriteError, field: str, called: Names) -> None:
        title = field_text(type(error.theirs), field)
        row = grid.rowCount()
        grid.addWidget(heading(title), row, 0, 1, 2)
        group = self._groups[field] = QButtonGroup(self)
        who = error.author.who if error.author and error.author.who else _("den andra")
        for number, (text, thing) in enumerate(
            ((_("Det du skrev"), error.mine), (_("Det {who} skrev").format(who=who), error.theirs))
        ):
            choice = QRadioButton(text)
            value = value_text(field, getattr(thing, field), called)
            choice.setAccessibleName(f"{title}, {text}: {value}")
            choice.setChecked(number == 0)
            group.addButton(choice, number)
            grid.addWidget(choice, row + 1 + number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(_words(value), row + 1 + number, 1)
        grid.addWidget(QLabel(_("Innan stod")), row + 3, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(_words(value_text(field, getattr(error.seen, field), called)), row + 3, 1)

    def given_up(self) -> list[str]:
        """The fields where what the other wrote is to stand."""
        return [field for field, group in self._groups.items() if group.checkedId() == 1]


def _words(text: str) -> QLabel:
    label = QLabel(text if len(text) <= 2000 else text[:2000] + "…")
    label.setTextFormat(Qt.TextFormat.PlainText)  # what somebody wrote is no markup
    label.setWordWrap(True)
    return label


def settler(parent: QWidget) -> Settler:
    """What settles a window's conflicts by asking; it raises where the user would rather wait."""

    def ask(workspace: Workspace, error: PlanError, edit: Edit) -> None:
        left: PlanError | None = error
        while isinstance(left, OverwriteError) and left.mine is not None:
            left = _settle(parent, workspace, left, edit)
        if isinstance(left, GoneError):
            _bring_back(parent, workspace, left, edit)
        elif left is not None:
            raise left

    return ask


def _settle(parent: QWidget, workspace: Workspace, error: OverwriteError, edit: Edit) -> PlanError | None:
    """Asks and does; what meets a newer conflict is given back, to be asked anew."""
    called = workspace.read(names, [], [error.seen, error.theirs, error.mine])
    dialog = ConflictDialog(parent, error, called)
    if not dialog.exec():
        raise error
    lost = {field: getattr(error.mine, field) for field in dialog.given_up()}
    kept: dict[str, Any] = {field: value for field, value in edit.facts.items() if field not in lost}
    act = (settle, error.theirs, lost, edit.service, *edit.keys)
    try:
        workspace.attempt(edit.text, having_seen, (error.theirs,), *act, **kept)
    except (OverwriteError, GoneError) as again:
        return again
    return None


def _bring_back(parent: QWidget, workspace: Workspace, error: GoneError, edit: Edit) -> None:
    """Offers to undo the removal and save, or to give up what was written."""
    kind, id = type(error.thing), error.thing.id
    number = workspace.read(removal, kind, id)
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle(_("Det du ändrade finns inte längre"))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(error_text(error))
    box.setInformativeText(_("Det du skrev går att spara om det som togs bort läggs tillbaka."))
    back = box.addButton(_("Lägg tillbaka och spara"), QMessageBox.ButtonRole.AcceptRole)
    back.setEnabled(number is not None)
    drop = box.addButton(_("Ge upp det jag skrev"), QMessageBox.ButtonRole.DestructiveRole)
    box.addButton(_("Inte nu"), QMessageBox.ButtonRole.RejectRole)
    box.exec()
    if box.clickedButton() is back:
        workspace.attempt(_("Lägg tillbaka det som togs bort"), undo_step, number)
        workspace.attempt(edit.text, edit.service, *edit.keys, **edit.facts)
    elif box.clickedButton() is drop:
        workspace.attempt(
            _("{act} (gavs upp)").format(act=edit.text),
            give_up,
            error.thing,
            replace(error.thing, **edit.facts),
        )
    else:
        raise error
