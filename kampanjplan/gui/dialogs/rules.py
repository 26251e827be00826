"""The plan's rules, which colleagues share: how long people and history are kept, and when to call."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kampanjplan.domain.contacts import LegalBasis
from kampanjplan.domain.errors import EmptyError, FieldError, PlanError
from kampanjplan.domain.organisations import OrganisationKind
from kampanjplan.domain.reading import read_number
from kampanjplan.domain.rules import Rules
from kampanjplan.gui.dates import number_field
from kampanjplan.gui.fields import ChoiceField, Field, LineField, text_field
from kampanjplan.gui.page import heading
from kampanjplan.gui.workspace import Workspace
from kampanjplan.services.conflicts import having_seen
from kampanjplan.services.rules import rules_of, set_rules
from kampanjplan.wording import _
from kampanjplan.wording.labels import label
from kampanjplan.wording.sentences import error_text


class RulesDialog(QDialog):
    """All rules at once, saved as one act; a refused one stays with the reason beside."""

    def __init__(self, parent: QWidget, workspace: Workspace, rules: Rules) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Planens regler"))
        self.setMinimumWidth(640)
        self._workspace, self._rules = workspace, rules
        self.fields: list[Field] = []
        self.reason = QLabel()
        self.reason.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 12)
        column.setSpacing(4)
        self._add(column, _("Nya kontakter"), _privacy_rows())
        self._add(column, _("Ej hörda efter så många dagar"), _quiet_rows())
        self._add(column, _("Historik och säkerhetskopior"), _past_rows())
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel
        )
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        column.addStretch(1)
        column.addWidget(self.reason)
        column.addWidget(self.buttons)
        self.buttons.button(QDialogButtonBox.StandardButton.Save).setEnabled(
            not workspace.door.store.read_only  # type: ignore[union-attr]
        )
        self.fields[0].editor.setFocus()

    def _add(self, column: QVBoxLayout, title: str, rows: Sequence[Sequence[Field]]) -> None:
        column.addWidget(heading(title))
        for row in rows:
            beside = QHBoxLayout()
            beside.setSpacing(12)
            for field in row:
                field.show_thing(self._rules)
                field.revert = self.reject  # type: ignore[method-assign]
                beside.addWidget(field, 1)
                beside.setAlignment(field, Qt.AlignmentFlag.AlignTop)
                self.fields.append(field)
            column.addLayout(beside)
        column.addSpacing(6)

    def accept(self) -> None:
        self.reason.clear()
        facts: dict[str, Any] = {}
        for field in self.fields:
            field.tell("")
            try:
                facts |= field.facts()
            except FieldError as error:
                self._refuse(field, error)
                return
        changed = {name: value for name, value in facts.items() if value != getattr(self._rules, name)}
        try:
            if changed:
                text = _("Ändra planens regler")
                self._workspace.attempt(text, having_seen, [self._rules], set_rules, **changed)
        except FieldError as error:
            self._refuse(next(f for f in self.fields if error.field in f.names), error)
        except PlanError as error:
            self.reason.setText(error_text(error))
        else:
            super().accept()

    def _refuse(self, field: Field, error: FieldError) -> None:
        field.tell(error_text(error), error=True)
        field.editor.setFocus()


def _days_field(name: str, title: str, most: int) -> LineField:
    """A number of days that must be said."""

    def read(text: str) -> dict[str, Any]:
        days = read_number(text, 1, most)
        if days is None:
            raise EmptyError(name)
        return {name: days}

    return LineField([name], title, read, lambda rules: str(getattr(rules, name)))


def _privacy_rows() -> list[list[Field]]:
    bases = [(label(basis), basis) for basis in LegalBasis]
    return [
        [text_field("purpose", _("Ändamål")), ChoiceField("basis", _("Rättslig grund"), bases)],
        [
            text_field("decision", _("Regel eller beslut"), _("t.ex. diarienummer för gallringsbeslut")),
            number_field("keep_days", _("Gallras efter (dagar)"), 36_500, _("tomt: utan slut")),
        ],
    ]


def _quiet_rows() -> list[list[Field]]:
    fields: list[Field] = [
        _days_field(f"quiet_{kind.name.lower()}", label(kind).capitalize(), 3_650)
        for kind in OrganisationKind
    ]
    return [fields[:4], fields[4:]]


def _past_rows() -> list[list[Field]]:
    return [
        [
            number_field("history_days", _("Historiken sparas (dagar)"), 36_500, _("tomt: för alltid")),
            _days_field("backup_days", _("Säkerhetskopior sparas (dagar)"), 3_650),
        ]
    ]


def show_rules(parent: QWidget, workspace: Workspace) -> None:
    """Shows the open plan's rules, to be changed."""
    RulesDialog(parent.window(), workspace, workspace.read(rules_of)).exec()
