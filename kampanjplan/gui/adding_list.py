"""A plain table with a line above it that adds a row, and a button that takes the picked ones away."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from kampanjplan.domain.errors import PlanError
from kampanjplan.gui.page import heading
from kampanjplan.gui.table import Column, RowsModel, TableView
from kampanjplan.wording import _


class AddingList(QWidget):
    """`add` gets what is typed in the line, and may refuse it; then it stays there."""

    def __init__(
        self,
        title: str,
        hint: str,
        columns: Sequence[Column],
        key: Callable[[Any], UUID],
        edit: Callable[[Any, str, dict[str, Any]], bool],
        refuse: Callable[[PlanError], None],
    ) -> None:
        super().__init__()
        self.adds: Callable[[str], None] = lambda _text: None
        self.removes: Callable[[list[Any]], None] = lambda _rows: None
        self._refuse = refuse
        self.line = QLineEdit()
        self.line.setPlaceholderText(hint)
        self.line.setAccessibleName(f"{title}: {hint}")
        self.line.returnPressed.connect(self.add)
        take_away = _("Ta bort")
        self.gone = QPushButton(take_away)
        self.gone.setAccessibleName(f"{title}: {take_away}")
        self.gone.setAutoDefault(False)
        self.gone.clicked.connect(self.remove_picked)
        self.table = TableView(RowsModel(columns, key, edit, refuse), title)
        self.table.widen_first()
        self.table.delete_pressed.connect(self.remove_picked)
        self.table.picked.connect(self._offer)
        self.row = QHBoxLayout()
        self.row.addWidget(self.line, 1)
        self.row.addWidget(self.gone)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        column.addWidget(heading(title))
        column.addLayout(self.row)
        column.addWidget(self.table, 1)
        self._offer()

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Shows these rows."""
        self.table.show_rows(rows)
        self._offer()

    def suggest(self, words: Sequence[str]) -> None:
        """Offers these words while a row to add is typed."""
        completer = QCompleter(list(words), self.line)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.line.setCompleter(completer)

    def add(self) -> None:
        """Adds what is typed."""
        if not self.line.text().strip():
            return
        try:
            self.adds(self.line.text())
        except PlanError as error:
            self._refuse(error)
            return
        self.line.clear()

    def remove_picked(self) -> None:
        """Takes the picked rows away, as one act."""
        ids = self.table.picked_ids()
        rows = [row for row in self.table.rows.rows if self.table.rows.key(row) in ids]
        if rows:
            self.removes(rows)

    def _offer(self) -> None:
        self.gone.setEnabled(bool(self.table.picked_ids()))
