"""Roller: what the chosen contact does in tours and at stops, and where else they are or were."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from kampanjplan.domain.contacts import Appointment, Contact, Membership, Role
from kampanjplan.domain.counties import county
from kampanjplan.domain.errors import PlanError
from kampanjplan.domain.organisations import Organisation
from kampanjplan.domain.reading import read_day
from kampanjplan.gui.page import heading
from kampanjplan.gui.settings import today
from kampanjplan.gui.table import Column, RowsModel, TableView
from kampanjplan.gui.workspace import Workspace
from kampanjplan.services.conflicts import having_seen
from kampanjplan.services.editing import add, change
from kampanjplan.services.roles import Duty, add_role, duties, memberships, take_away
from kampanjplan.wording import _
from kampanjplan.wording.dates import day_text, span_text
from kampanjplan.wording.labels import label, organisation_text, stop_text


class Duties(QWidget):
    """Two lists, of roles and of bodies; `contact` tells who is shown."""

    def __init__(self, workspace: Workspace, contact: Callable[[], Contact | None]) -> None:
        super().__init__()
        self._workspace, self._contact = workspace, contact
        self.bodies: list[Organisation] = []
        self.roles = TableView(RowsModel(_duty_columns(), lambda duty: duty.thing.id), _("Roller"))
        self.roles.say_when_empty(_("Inga roller än. Lägg till en med Ny roll."))
        self.roles.delete_pressed.connect(self.remove_role)
        self.roles.picked.connect(self._offer)
        model = RowsModel(_membership_columns(), lambda pair: pair[0].id, self._edit, self._refuse)
        self.memberships = TableView(model, _("Andra och tidigare organisationer"))
        self.memberships.say_when_empty(_("Inga andra eller tidigare organisationer."))
        self.memberships.delete_pressed.connect(self.remove_membership)
        self.memberships.picked.connect(self._offer)
        column = QVBoxLayout(self)
        column.addWidget(heading(_("Roller")))
        column.addWidget(self.roles, 3)
        self.new_role, self.drop_role = self._buttons(column, _("Ny roll …"), self.add_role, self.remove_role)
        column.addWidget(heading(_("Andra och tidigare organisationer")))
        column.addWidget(self.memberships, 2)
        self.new_membership, self.drop_membership = self._buttons(
            column, _("Ny organisation …"), self.add_membership, self.remove_membership
        )
        workspace.changed.connect(self.look_again)

    def _buttons(
        self, column: QVBoxLayout, title: str, new: Callable[[], None], remove: Callable[[], None]
    ) -> tuple[QPushButton, QPushButton]:
        row = QHBoxLayout()
        buttons = QPushButton(title), QPushButton(_("Ta bort"))
        for button, act in zip(buttons, (new, remove), strict=True):
            button.clicked.connect(lambda _checked=False, act=act: act())
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        return buttons

    def look_again(self, *_: object) -> None:
        """Shows what the chosen contact does now, if anybody looks."""
        if not self.isVisible() or self._workspace.door is None:
            return
        contact = self._contact()
        try:
            self.roles.show_rows(self._workspace.read(duties, contact.id) if contact else [])
            self.memberships.show_rows(self._workspace.read(memberships, contact.id) if contact else [])
        except PlanError as error:
            self._refuse(error)
            return
        self._offer()

    def showEvent(self, event: QShowEvent) -> None:
        self.look_again()
        super().showEvent(event)

    def _offer(self) -> None:
        someone = self._contact() is not None
        self.new_role.setEnabled(someone)
        self.new_membership.setEnabled(someone)
        self.drop_role.setEnabled(bool(self._picked_roles()))
        self.drop_membership.setEnabled(bool(self.memberships.picked_ids()))

    def _picked_roles(self) -> list[Role | Appointment]:
        """Those that can be taken away here: who speaks is decided in the programme."""
        ids = self.roles.picked_ids()
        things = [duty.thing for duty in self.roles.rows.rows if duty.thing.id in ids]
        return [thing for thing in things if isinstance(thing, Role | Appointment)]

    def add_role(self) -> None:
        """Asks what they do and where."""
        from kampanjplan.gui.dialogs.role import ask_role

        contact = self._contact()
        role = ask_role(self, self._workspace, contact) if contact else None
        if role:
            self._workspace.do(_("Ny roll"), add_role, role)

    def remove_role(self) -> None:
        seen = self._picked_roles()
        if seen:
            self._workspace.do(_("Ta bort roll"), having_seen, seen, take_away, seen)

    def add_membership(self) -> None:
        """Asks for the body; when they were there is typed in the list."""
        from kampanjplan.gui.dialogs.role import ask_organisation

        contact = self._contact()
        body = ask_organisation(self, self.bodies) if contact else None
        if contact and body:
            new = Membership(id=uuid4(), contact_id=contact.id, organisation_id=body.id)
            if self._workspace.do(_("Ny tillhörighet"), add, new):
                self.memberships.pick([new.id])
                self.memberships.setFocus()

    def remove_membership(self) -> None:
        ids = self.memberships.picked_ids()
        seen = [one for one, _body in self.memberships.rows.rows if one.id in ids]
        if seen:
            self._workspace.do(_("Ta bort tillhörighet"), having_seen, seen, take_away, seen)

    def _edit(self, pair: tuple[Membership, Organisation], title: str, facts: dict[str, Any]) -> bool:
        text = _("Ändra {field}").format(field=title.lower())
        self._workspace.edit(text, pair[0], change, Membership, pair[0].id, **facts)
        return True

    def _refuse(self, error: PlanError) -> None:
        self._workspace.refuse(error)


def what_text(duty: Duty) -> str:
    """ "värd", "talare: Kemikalielagstiftningen", "länets kontaktperson: Kalmar län"."""
    if isinstance(duty.thing, Role):
        return label(duty.thing.kind)
    if isinstance(duty.thing, Appointment):
        return _("länets kontaktperson: {county}").format(county=county(duty.thing.county_code).name)
    return _("talare: {item}").format(item=duty.item.title) if duty.item else _("talare")


def _when_text(duty: Duty) -> str:
    if duty.stop is None:
        return ""
    return span_text(duty.stop.first_day, duty.stop.last_day) or _("ej bestämt")


def _duty_columns() -> list[Column]:
    return [
        Column(_("Roll"), what_text, width=160),
        Column(_("Var"), lambda d: stop_text(d.stop) if d.stop else _("hela turnén"), width=130),
        Column(_("När"), _when_text, width=105),
        Column(_("Turné"), lambda d: d.tour.name, width=80),
    ]


def _read_day(name: str, text: str) -> dict[str, Any]:
    return {name: read_day(text, today())}


def _membership_columns() -> list[Column]:
    def day(value: date | None) -> str:
        return day_text(value) if value else ""

    return [
        Column(_("Organisation"), lambda pair: organisation_text(pair[1]), width=150),
        Column(_("Titel"), lambda pair: pair[0].title, lambda text: {"title": text}, width=130),
        Column(
            _("Från"),
            lambda pair: day(pair[0].first_day),
            lambda text: _read_day("first_day", text),
            width=120,
        ),
        Column(
            _("Till"), lambda pair: day(pair[0].last_day), lambda text: _read_day("last_day", text), width=120
        ),
    ]
