"""Länens kontakter: whom each county has named for the chosen tour, and which have named nobody."""

from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QCompleter, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from kampanjplan.domain.contacts import county_of
from kampanjplan.domain.counties import county
from kampanjplan.domain.errors import PlanError
from kampanjplan.domain.organisations import board_id
from kampanjplan.domain.tours import Tour
from kampanjplan.gui.names import named_contact, names_of
from kampanjplan.gui.table import Column, RowsModel, TableView
from kampanjplan.gui.workspace import Workspace
from kampanjplan.services.conflicts import having_seen
from kampanjplan.services.roles import CountyContact, appoint, county_contacts
from kampanjplan.wording import _, count_text


class CountyContacts(QWidget):
    """All 21 counties, those without a contact first; a contact is named by typing in its cell."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._names: dict[str, UUID] = {}
        self._rows: list[CountyContact] = []
        self.summary = QLabel()
        self.summary.setWordWrap(True)
        self.gaps = QCheckBox(_("Bara län utan kontakt"))
        self.gaps.toggled.connect(lambda _on: self._show())
        model = RowsModel(self._columns(), lambda row: board_id(row.county_code), self._edit, self._refuse)
        self.counties = TableView(model, _("Länens kontakter"))
        self.counties.editing.connect(self._suggest)
        self.counties.delete_pressed.connect(self.clear_picked)
        row = QHBoxLayout()
        row.addWidget(self.summary, 1)
        row.addWidget(self.gaps)
        column = QVBoxLayout(self)
        column.addLayout(row)
        column.addWidget(self.counties, 1)
        workspace.changed.connect(self.look_again)
        workspace.tour_chosen.connect(self.look_again)

    def _columns(self) -> list[Column]:
        def of(row: CountyContact, name: str) -> str:
            return str(getattr(row.contact, name)) if row.contact else ""

        return [
            Column(_("Län"), lambda row: county(row.county_code).name, width=170),
            Column(_("Stopp"), lambda row: _("ja") if row.stops else "", width=60),
            Column(_("Länets kontakt"), lambda row: of(row, "name"), self._read, width=220),
            Column(
                _("Organisation"), lambda row: row.organisation.short if row.organisation else "", width=160
            ),
            Column(_("E-post"), lambda row: of(row, "email"), width=200),
            Column(_("Telefon"), lambda row: of(row, "phone"), width=120),
        ]

    def look_again(self, *_args: object) -> None:
        """Shows the chosen tour's counties now, if anybody looks."""
        if not self.isVisible() or self._workspace.door is None:
            return
        tour_id = self._workspace.tour_id
        try:
            self._rows = self._workspace.read(county_contacts, tour_id) if tour_id else []
            tour = self._workspace.read(lambda reading: reading.get(Tour, tour_id)) if tour_id else None
        except PlanError as error:
            self._refuse(error)
            return
        missing = sum(row.contact is None for row in self._rows)
        lacks = count_text("{n} län saknar kontakt", "{n} län saknar kontakt", missing)
        self.summary.setText(f"{tour.name}: {lacks}" if tour else _("Planen har inga turnéer än."))
        self._show()

    def showEvent(self, event: QShowEvent) -> None:
        self.look_again()
        super().showEvent(event)

    def _show(self) -> None:
        only = self.gaps.isChecked()
        self.counties.show_rows([row for row in self._rows if not only or row.contact is None])
        self.counties.say_when_empty(_("Alla län har utsett en kontakt.") if self._rows else "")

    def _suggest(self, editor: QLineEdit, _column: int) -> None:
        """Completes names, those at bodies of the row's county first."""
        who = self._workspace.people.now()
        self._names = names_of(who)
        code = self.counties.rows.begun.county_code
        bodies = who.organisations
        near = {
            id
            for id, contact in who.contacts.items()
            if county_of(contact, bodies.get(contact.organisation_id)) == code
        }
        texts = sorted(self._names, key=lambda name: self._names[name] not in near)
        completer = QCompleter(texts, editor)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        editor.setCompleter(completer)

    def _read(self, text: str) -> dict[str, Any]:
        return {"contact_id": named_contact(self._names, text) if text.strip() else None}

    def _edit(self, row: CountyContact, _title: str, facts: dict[str, Any]) -> bool:
        seen = [row.appointment] if row.appointment else []
        act = (appoint, self._workspace.tour_id, row.county_code, facts["contact_id"])
        self._workspace.attempt(_("Utse länets kontakt"), having_seen, seen, *act)
        return True

    def clear_picked(self) -> None:
        """The picked county has named nobody."""
        ids = self.counties.picked_ids()
        for row in self._rows:
            if board_id(row.county_code) in ids and row.appointment:
                act = (appoint, row.appointment.tour_id, row.county_code, None)
                self._workspace.do(_("Ta bort länets kontakt"), having_seen, [row.appointment], *act)

    def _refuse(self, error: PlanError) -> None:
        self._workspace.refuse(error)

    def copy(self) -> None:
        self.counties.copy()
