"""Asks what a contact does and where, and which other organisation they are at."""

from collections.abc import Sequence
from uuid import uuid4

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from kampanjplan.domain.contacts import Contact, Role, RoleKind
from kampanjplan.domain.errors import Expected, UnreadableError
from kampanjplan.domain.organisations import Organisation, organisation_named
from kampanjplan.gui.dialogs.answers import ok_and_cancel
from kampanjplan.gui.dialogs.one_field import ask
from kampanjplan.gui.fields import ChoiceField, LineField
from kampanjplan.gui.workspace import Workspace
from kampanjplan.services.activities import stops_to_choose
from kampanjplan.wording import _
from kampanjplan.wording.dates import span_text
from kampanjplan.wording.labels import label, stop_text


class RoleDialog(QDialog):
    """A kind of role, and a tour or one of its stops; the chosen ones stand first."""

    def __init__(self, parent: QWidget, workspace: Workspace, contact: Contact) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Ny roll för {name}").format(name=contact.name))
        self.setMinimumWidth(460)
        self._contact = contact
        self.kind = ChoiceField("kind", _("Roll"), [(label(kind), kind) for kind in RoleKind])
        self.where = ChoiceField("stop_id", _("Var"))
        choices = []
        for tour, stops in workspace.read(stops_to_choose):
            choices.append((_("{tour}: hela turnén").format(tour=tour.name), (tour.id, None)))
            for stop in stops:
                when = span_text(stop.first_day, stop.last_day) or _("ej bestämt")
                choices.append((f"{stop_text(stop)} ({when})", (None, stop.id)))
        self.where.offer(choices)
        self.kind.show_draft(RoleKind.HOST)
        here = (None, workspace.stop_id), (workspace.tour_id, None)
        known = [value for _text, value in choices]
        self.where.show_draft(next((place for place in here if place in known), known[0] if known else None))
        self.buttons = ok_and_cancel(self)
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(bool(choices))
        layout = QVBoxLayout(self)
        for part in (self.kind, self.where):
            part.revert = self.reject  # type: ignore[method-assign]
            layout.addWidget(part)
        layout.addStretch(1)
        layout.addWidget(self.buttons)
        self.kind.editor.setFocus()

    def role(self) -> Role:
        tour_id, stop_id = self.where.draft()
        return Role(
            id=uuid4(), contact_id=self._contact.id, kind=self.kind.draft(), tour_id=tour_id, stop_id=stop_id
        )


def ask_role(parent: QWidget, workspace: Workspace, contact: Contact) -> Role | None:
    """The role chosen, or None."""
    dialog = RoleDialog(parent.window(), workspace, contact)
    return dialog.role() if dialog.exec() else None


def ask_organisation(parent: QWidget, bodies: Sequence[Organisation]) -> Organisation | None:
    """The organisation named, or None."""

    def read(text: str) -> dict[str, Organisation]:
        found = organisation_named(text, bodies)
        if found is None:
            raise UnreadableError(text.strip(), Expected.ORGANISATION)
        return {"organisation": found}

    field = LineField(
        ["organisation"], _("Organisation"), read, lambda _thing: "", None, _("kort eller helt namn")
    )
    field.suggest([name for body in bodies for name in (body.short, body.name)])
    answer = ask(parent, _("Ny organisation för kontakten"), field)
    return answer["organisation"] if answer else None
