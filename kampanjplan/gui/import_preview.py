"""What an import would do: its rows, to be filtered, and the fields of the one that is chosen."""

from typing import Any

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kampanjplan.gui.import_rows import differences, happens_text, organisation_text, state_text
from kampanjplan.gui.page import heading
from kampanjplan.gui.table import Column, RowsModel, TableView
from kampanjplan.services.importing import Preview, Row, RowState
from kampanjplan.wording import _

_ALIKE = "alike"  # rows that may be somebody whom the plan has


class ImportPreview(QWidget):
    """Shows a preview, or nothing where there is none."""

    def __init__(self) -> None:
        super().__init__()
        self._preview: Preview | None = None
        self.filter = QComboBox()
        self.filter.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.filter.setAccessibleName(_("Visa rader"))
        self.filter.activated.connect(lambda _n: self._show_rows())
        label = QLabel(_("&Visa"))
        label.setBuddy(self.filter)
        self.rows = TableView(RowsModel(self._columns(), id), _("Vad filens rader skulle göra"))
        self.rows.setSelectionMode(TableView.SelectionMode.SingleSelection)
        self.rows.picked.connect(self._show_details)
        fields = [
            Column(_("Fält"), lambda told: told.title, width=130),
            Column(_("Nu"), lambda told: told.before, width=190),
            Column(_("Blir"), lambda told: told.after),
        ]
        self.details = TableView(RowsModel(fields, id), _("Den valda radens fält"))
        top = QHBoxLayout()
        top.addWidget(heading(_("Vad som skulle hända")))
        top.addStretch(1)
        top.addWidget(label)
        top.addWidget(self.filter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(top)
        column.addWidget(self.rows, 3)
        column.addWidget(self.details, 2)

    def _columns(self) -> list[Column]:
        def of(row: Row, text: Any) -> str:
            return str(text(row, self._preview)) if self._preview else ""

        return [
            Column(_("Rad"), lambda row: str(row.card.line), width=48),
            Column(_("Läge"), lambda row: state_text(row.state), width=88),
            Column(_("Namn"), lambda row: row.card.name, width=150),
            Column(_("Organisation"), lambda row: of(row, organisation_text), width=160),
            Column(_("Vad som händer"), lambda row: of(row, happens_text)),
        ]

    def show_preview(self, preview: Preview | None) -> None:
        """Shows what would happen now; the choice of which rows to see stays."""
        self._preview = preview
        rows = preview.rows if preview else ()
        choices: list[tuple[str, Any]] = [(_("alla ({n})").format(n=len(rows)), None)]
        titles = {
            RowState.NEW: _("nya ({n})"),
            RowState.CHANGED: _("ändrade ({n})"),
            RowState.SAME: _("oförändrade ({n})"),
            RowState.REFUSED: _("avvisade ({n})"),
        }
        for state, title in titles.items():
            choices.append((title.format(n=preview.count(state) if preview else 0), state))
        maybe = sum(bool(row.alike) for row in rows)
        choices.append((_("kan finnas redan ({n})").format(n=maybe), _ALIKE))
        offer_choices(self.filter, choices, self.filter.currentData())
        self._show_rows()

    def _show_rows(self) -> None:
        wanted = self.filter.currentData()
        rows = [
            row
            for row in (self._preview.rows if self._preview else ())
            if wanted is None or row.state is wanted or (wanted == _ALIKE and row.alike)
        ]
        self.rows.show_rows(rows)
        self.rows.say_when_empty(_("Inga sådana rader.") if self._preview else "")
        if rows and not self.rows.picked_ids():
            self.rows.pick([id(rows[0])])
        self._show_details()

    def _show_details(self) -> None:
        numbers = self.rows.selectionModel().selectedRows()
        row = self.rows.rows.rows[numbers[0].row()] if numbers and self._preview else None
        self.details.say_when_empty(_("Raden ändrar inget.") if row is not None else "")
        self.details.show_rows(differences(row, self._preview) if row is not None and self._preview else [])


def offer_choices(box: QComboBox, choices: list[tuple[str, Any]], chosen: Any = None) -> None:
    """Replaces the choices of a box; the first is chosen where `chosen` is none of them."""
    box.clear()
    for text, value in choices:
        box.addItem(text, value)
    values = [value for _text, value in choices]
    box.setCurrentIndex(values.index(chosen) if chosen in values else 0)
