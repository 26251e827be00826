"""Whom a run of Gallring is about: those whose time is up, or those of whom nobody has said until when."""

from dataclasses import dataclass, field
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kampanjplan.domain.contacts import Contact
from kampanjplan.domain.organisations import Organisation
from kampanjplan.gui.settings import today
from kampanjplan.gui.table import Column, RowsModel, TableView
from kampanjplan.services.erasing import overdue, undated
from kampanjplan.services.ports import Reading
from kampanjplan.services.rules import rules_of
from kampanjplan.wording import _
from kampanjplan.wording.erasing import until_text
from kampanjplan.wording.labels import organisation_text


@dataclass(frozen=True, slots=True)
class Candidates:
    """Whom the run can be about, what their bodies are called, and what the plan's rules say of it."""

    overdue: list[Contact] = field(default_factory=list)
    undated: list[Contact] = field(default_factory=list)
    bodies: dict[UUID, str] = field(default_factory=dict)
    decision: str = ""
    backup_days: int = 90


def candidates(reading: Reading, only: UUID | None) -> Candidates:
    """All whose time is up or not said, or one contact alone."""
    rules = rules_of(reading)
    late = reading.find(Contact, id=[only]) if only else overdue(reading, today())
    bodies = {body.id: organisation_text(body) for body in reading.find(Organisation)}
    decision = next((c.decision for c in late if c.decision), rules.decision)
    return Candidates(late, [] if only else undated(reading), bodies, decision, rules.backup_days)


class ErasingChoice(QWidget):
    """The list, from which some are picked."""

    picked = Signal()

    def __init__(self, *, of_all: bool) -> None:
        super().__init__()
        self.known = Candidates()
        self.which = QComboBox()
        self.which.setAccessibleName(_("Vilka som visas"))
        self.which.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.which.currentIndexChanged.connect(lambda _row: self._show())
        which = QLabel(_("&Visa"))
        which.setBuddy(self.which)
        choice = QHBoxLayout()
        choice.addWidget(which)
        choice.addWidget(self.which)
        choice.addStretch(1)
        for widget in (which, self.which):
            widget.setVisible(of_all)
        columns = [
            Column(_("Namn"), lambda c: c.name, width=200),
            Column(_("Organisation"), self._body, width=210),
            Column(_("Gallras efter"), lambda c: until_text(c.keep_until), width=140),
            Column(_("Regel eller beslut"), lambda c: c.decision),
        ]
        self.table = TableView(RowsModel(columns, lambda c: c.id), _("Kontakter att gallra"))
        self.table.picked.connect(self.picked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addLayout(choice)
        layout.addWidget(self.table, 1)

    def _body(self, contact: Contact) -> str:
        return self.known.bodies.get(contact.organisation_id, "") if contact.organisation_id else ""

    @property
    def ids(self) -> list[UUID]:
        """The keys of those picked."""
        return self.table.picked_ids()

    def show_people(self, known: Candidates) -> None:
        """Shows whom the run can be about from now on."""
        self.known = known
        shown = max(self.which.currentIndex(), 0)
        self.which.blockSignals(True)
        self.which.clear()
        self.which.addItem(_("Datumet har passerat ({n})").format(n=len(known.overdue)))
        self.which.addItem(_("Utan datum ({n})").format(n=len(known.undated)))
        self.which.setCurrentIndex(shown)
        self.which.blockSignals(False)
        self._show()

    def _show(self) -> None:
        late = self.which.currentIndex() != 1
        people = self.known.overdue if late else self.known.undated
        self.table.show_rows(people)
        self.table.say_when_empty(
            _("Ingen kontakt ska gallras än.") if late else _("Alla kontakter har ett datum.")
        )
        # All whose time is up are proposed; of those without a date somebody must choose.
        self.table.pick([c.id for c in people] if late else [])
        self.picked.emit()
