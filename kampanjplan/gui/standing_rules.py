"""Stående regler: typed in words for the row that is looked at, and listed to be changed or removed."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from kampanjplan.domain.answers import Answer
from kampanjplan.domain.errors import Expected, PlanError, UnreadableError
from kampanjplan.domain.possibility import StandingRule, Whose
from kampanjplan.domain.standing import RuleFacts, read_rule, read_rules
from kampanjplan.gui.cells import near
from kampanjplan.gui.settings import today
from kampanjplan.gui.table import Column, RowsModel, TableView
from kampanjplan.gui.who_said import WhoSaid
from kampanjplan.gui.workspace import Workspace
from kampanjplan.services.conflicts import having_seen
from kampanjplan.services.editing import add, change, remove
from kampanjplan.services.possibility import Days
from kampanjplan.services.possible_days import PossibleDays
from kampanjplan.wording import _
from kampanjplan.wording.dates import day_text
from kampanjplan.wording.possibility import rule_text


class StandingRules(QWidget):
    """Rules of those in the grid and of the whole tour. `who` says who tells of a new one."""

    def __init__(self, workspace: Workspace, who: WhoSaid) -> None:
        super().__init__()
        self._workspace, self._who = workspace, who
        self._known: PossibleDays | None = None
        self._names: dict[Whose, str] = {}
        self.whose = QComboBox()
        self.whose.setAccessibleName(_("Vem regeln gäller"))
        self.whose.setMinimumContentsLength(18)
        self.line = QLineEdit()
        self.line.setAccessibleName(_("Ny stående regel"))
        self.line.setPlaceholderText(_("t.ex. fredagar nej, v. 43-45 borta, torsdagar vid behov, okt nej"))
        self.line.returnPressed.connect(self.add_rule)
        self.button = QPushButton(_("Lägg till regel"))
        self.button.setAutoDefault(False)
        self.button.clicked.connect(self.add_rule)
        model = RowsModel(self._columns(), lambda rule: rule.id, self._edit, workspace.refuse)
        self.table = TableView(model, _("Stående regler"))
        self.table.say_when_empty(_("Inga stående regler än."))
        self.table.delete_pressed.connect(self.remove_picked)
        self.gone = QPushButton(_("Ta bort regel"))
        self.gone.setAutoDefault(False)
        self.gone.clicked.connect(self.remove_picked)
        self.table.picked.connect(self._offer)
        title = QLabel(_("Stående regel för"))
        title.setBuddy(self.whose)
        row = QHBoxLayout()
        row.addWidget(title)
        row.addWidget(self.whose)
        row.addWidget(self.line, 1)
        row.addWidget(self.button)
        row.addWidget(self.gone)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self.table, 1)

    def _columns(self) -> list[Column]:
        return [
            Column(_("Gäller"), lambda rule: self._names.get(rule.whose, ""), width=170),
            Column(_("Regel"), lambda rule: rule.text, self._read, width=230),
            Column(_("Betyder"), rule_text, width=260),
            Column(_("Sagt av"), lambda rule: self._called(rule.said_by_id), width=180),
            Column(_("Datum"), lambda rule: day_text(rule.said_on) if rule.said_on else "", width=130),
        ]

    def _called(self, id: UUID | None) -> str:
        contact = self._workspace.people.now().contacts.get(id) if id else None
        return contact.name if contact else ""

    def show_rules(self, known: PossibleDays | None) -> None:
        """Shows the rules of a tour and of those in its grid."""
        self._known = known
        chosen = self.whose.currentData()
        names = {Whose(tour_id=known.tour.id): _("Hela turnén")} if known else {}
        names |= {asked.whose: asked.name for asked in known.asked} if known else {}
        if names != self._names:
            self._names = names
            self.whose.clear()
            for whose, name in names.items():
                self.whose.addItem(name, whose)
        self.choose(chosen)
        said = known.said if known else {}
        rules = [rule for whose in names for rule in said.get(whose, Days()).rules]
        self.table.show_rows(rules)
        self._offer()
        for part in (self.whose, self.line, self.button):
            part.setEnabled(known is not None)

    def choose(self, whose: Whose | None) -> None:
        """A new rule is for the row that is looked at, unless one is being typed."""
        names = list(self._names)
        if whose in names and not self.line.text():
            self.whose.setCurrentIndex(names.index(whose))

    def _offer(self) -> None:
        self.gone.setEnabled(bool(self.table.picked_ids()))

    def _read(self, text: str) -> dict[str, Any]:
        """The facts of one rule as it is typed."""
        return _fields(text.strip(), read_rule(text, self._near()))

    def _near(self) -> date:
        return near(self._known.tour if self._known else None, today())

    def add_rule(self) -> None:
        """Keeps what is typed as rules of whom is chosen; it stays in the line where it cannot be read."""
        whose: Whose | None = self.whose.currentData()
        if whose is None or not self.line.text().strip():
            self.line.setFocus()
            return
        try:
            typed = [_fields(text, facts) for text, facts in read_rules(self.line.text(), self._near())]
            by_id = self._who.contact_id
            rules = [replace(_empty(whose, by_id), **_allowed(whose, fields)) for fields in typed]
            self._workspace.attempt(_("Ny stående regel"), add, *rules)
        except PlanError as error:
            self._workspace.refuse(error)
            self.line.setFocus()
            return
        self.line.clear()

    def _edit(self, rule: StandingRule, _title: str, facts: dict[str, Any]) -> bool:
        _allowed(rule.whose, facts)
        self._workspace.edit(_("Ändra stående regel"), rule, change, StandingRule, rule.id, **facts)
        return True

    def remove_picked(self) -> None:
        """Takes away the picked rules, as one act."""
        ids = self.table.picked_ids()
        seen = [rule for rule in self.table.rows.rows if rule.id in ids]
        if seen:
            text = _("Ta bort stående regel")
            self._workspace.do(text, having_seen, seen, remove, StandingRule, ids)


def _fields(text: str, facts: RuleFacts) -> dict[str, Any]:
    return {
        "text": text,
        "weekdays": facts.weekdays,
        "first_day": facts.first_day,
        "last_day": facts.last_day,
        "answer": facts.answer,
    }


def _allowed(whose: Whose, facts: dict[str, Any]) -> dict[str, Any]:
    """The facts; of a whole tour only what blocks days means anything."""
    if whose.tour_id is not None and facts["answer"] is not Answer.NO:
        raise UnreadableError(facts["text"], Expected.RULE, "text")
    return facts


def _empty(whose: Whose, by_id: UUID | None) -> StandingRule:
    return StandingRule(
        id=uuid4(),
        organisation_id=whose.organisation_id,
        county_code=whose.county_code,
        contact_id=whose.contact_id,
        tour_id=whose.tour_id,
        said_by_id=by_id,
        said_on=today(),
    )
