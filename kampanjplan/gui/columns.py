"""The columns of a file with an example each, and what the user says that they are."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QHeaderView, QTableWidget, QTableWidgetItem

from kampanjplan.domain.cards import CardField
from kampanjplan.exchange.columns import SEVERAL, column_text
from kampanjplan.exchange.tables import Table
from kampanjplan.wording import _

_LOOKED_AT = 200  # rows in which an example is sought


class _Box(QComboBox):
    """Scrolling past it does not change it."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class ColumnsTable(QTableWidget):
    """A row for each column that says anything; `meanings` has one for every column of the file."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__(0, 3)
        self.table: Table | None = None
        self.meanings: list[CardField | None] = []
        self._boxes: dict[int, QComboBox] = {}
        self.setAccessibleName(_("Vad kolumnerna är"))
        self.setHorizontalHeaderLabels([_("I filen"), _("Exempel"), _("Är")])
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its boxes are what Tab goes to
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setFixedHeight(28)
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.setColumnWidth(2, 158)

    def show_table(self, table: Table, meanings: tuple[CardField | None, ...]) -> None:
        """Shows the columns of a file, and what they are taken to be."""
        self.table = table
        self.meanings = [*meanings, *[None] * len(table.heads)][: len(table.heads)]
        self._boxes.clear()
        self.setRowCount(0)
        examples = {number: _example(table, number) for number in range(len(table.heads))}
        shown = [number for number, text in examples.items() if text or self.meanings[number]]
        self.setRowCount(len(shown))
        for row, number in enumerate(shown):
            for column, text in enumerate((table.heads[number] or _("(utan rubrik)"), examples[number])):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.setItem(row, column, item)
            self._boxes[number] = self._box(number, table.heads[number])
            self.setCellWidget(row, 2, self._boxes[number])

    def _box(self, number: int, head: str) -> QComboBox:
        box = _Box()
        box.setAccessibleName(_("Vad {column} är").format(column=head or number + 1))
        box.addItem(_("läses inte"), None)
        for kind in CardField:
            box.addItem(column_text(kind), kind)
        box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        box.setCurrentIndex(box.findData(self.meanings[number]) if self.meanings[number] else 0)
        box.activated.connect(lambda _n: self._choose(number))
        return box

    def _choose(self, number: int) -> None:
        """One column alone may be the name or the like: another that was so is read no more."""
        kind = self._boxes[number].currentData()
        if kind not in SEVERAL and kind is not None:
            for other, box in self._boxes.items():
                if other != number and self.meanings[other] is kind:
                    self.meanings[other] = None
                    box.setCurrentIndex(0)
        if self.meanings[number] is not kind:
            self.meanings[number] = kind
            self.changed.emit()


def _example(table: Table, number: int) -> str:
    for _line, row in table.rows[:_LOOKED_AT]:
        if number < len(row) and row[number].strip():
            return " ".join(row[number].split())[:80]
    return ""
