"""A table that is worked in as in a spreadsheet: cells are picked, and typing opens them."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QAbstractItemView, QApplication, QStyledItemDelegate, QWidget

from kampanjplan.exchange.cells import cells_to_text, text_to_cells
from kampanjplan.gui.blocks import Place
from kampanjplan.gui.table import Column, RowsModel, TableView

Index = QModelIndex | QPersistentModelIndex
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_ACCESSIBLE = int(Qt.ItemDataRole.AccessibleTextRole)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_EMPTIES = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
Cell = tuple[int, int]  # row and column


class GridModel(RowsModel):
    """Rows with a name each, that stands at the left however far one looks to the right."""

    def __init__(self, columns: Sequence[Column], title: Callable[[Any], str], *how: Any) -> None:
        super().__init__(columns, *how)
        self.title = title

    def show_columns(self, columns: Sequence[Column]) -> None:
        """Shows these columns from now on; the rows are given anew."""
        self.beginResetModel()
        self.columns, self.rows = list(columns), []
        self.endResetModel()

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if orientation is Qt.Orientation.Vertical:
            return self.title(self.rows[section]) if role == _DISPLAY else None
        if role == int(Qt.ItemDataRole.TextAlignmentRole):
            flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            return int(flags) | int(Qt.TextFlag.TextWordWrap)
        return super().headerData(section, orientation, role)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if role == _ACCESSIBLE:
            row, column = self.rows[index.row()], self.columns[index.column()]
            return f"{self.title(row)}, {column.title}: {column.text(row) or '–'}"
        return super().data(index, role)


class GridView(TableView):
    """Cells instead of rows: Tab and Enter move, Delete empties, Escape leaves the grid."""

    emptied = Signal(list)  # the picked cells
    pasted = Signal(list)  # rows of texts from the clipboard
    filled = Signal(list)  # the Places of what is filled down
    moved = Signal()  # to another cell

    def __init__(self, model: GridModel, name: str) -> None:
        super().__init__(model, name)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.AnyKeyPressed | triggers.EditKeyPressed | triggers.DoubleClicked)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setTabKeyNavigation(True)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().show()
        self.verticalHeader().setDefaultSectionSize(26)
        self.horizontalHeader().setFixedHeight(42)
        self.horizontalHeader().setStretchLastSection(False)
        self.setCornerButtonEnabled(False)
        self.selectionModel().currentChanged.connect(lambda *_: self.moved.emit())

    def fit_titles(self) -> None:
        """Columns become wide enough for their titles on two lines, in any language and size of letters."""
        metrics = self.horizontalHeader().fontMetrics()
        for number, column in enumerate(self.rows.columns):
            words = column.title.split()
            breaks = [(" ".join(words[:n]), " ".join(words[n:])) for n in range(1, len(words) + 1)]
            least = min(max(map(metrics.horizontalAdvance, lines)) for lines in breaks)
            self.setColumnWidth(number, max(column.width, least + 10))

    def picked_cells(self) -> list[Cell]:
        """The picked cells, by rows."""
        return sorted((index.row(), index.column()) for index in self.selectedIndexes())

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Shows rows; the cell that was current stays so."""
        at = self.currentIndex().row(), self.currentIndex().column()
        keys = [self.rows.key(row) for row in rows]
        same = keys == [self.rows.key(row) for row in self.rows.rows]
        delegate = self.itemDelegate()
        self._waiting = rows if not same and delegate.editor is not None and not delegate.saving else None
        if self._waiting is not None:
            return
        self.rows.show_rows(rows)
        if not same and rows and self.rows.columns:
            self.go_to(min(max(at[0], 0), len(rows) - 1), max(at[1], 0))

    def step(self, down: int, right: int) -> bool:
        """Goes to a cell near by, over the ends of rows; False where there is none."""
        columns, rows = self.rows.columnCount(), self.rows.rowCount()
        now = self.currentIndex()
        if not columns or not rows:
            return False
        number = (now.row() + down) * columns + now.column() + right if right else now.row() + down
        if not 0 <= number < (rows * columns if right else rows):
            return False
        row, column = divmod(number, columns) if right else (number, now.column())
        self.go_to(row, column)
        return True

    def go_to(self, row: int, column: int) -> None:
        """Picks one cell alone, whatever keys are held."""
        picks = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().setCurrentIndex(self.rows.index(row, column), picks)

    def closeEditor(self, editor: QWidget, hint: QStyledItemDelegate.EndEditHint) -> None:
        hints = QStyledItemDelegate.EndEditHint
        moves = {hints.SubmitModelCache: (1, 0), hints.EditNextItem: (0, 1), hints.EditPreviousItem: (0, -1)}
        delegate, move = self.itemDelegate(), moves.get(hint)
        if editor is not delegate.editor:
            return  # Return in a list of suggestions comes twice
        refused = editor is delegate.refused
        super().closeEditor(editor, hints.NoHint if move else hint)
        if move and not refused:
            self.step(*move)
            self.setFocus()

    def event(self, event: QEvent) -> bool:
        """A spreadsheet's keys are the grid's, though they mean something else in the window's menus."""
        if event.type() is QEvent.Type.ShortcutOverride and _fills(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: Any) -> None:
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        key = event.key()
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Cut):
            self.copy()
            self.emptied.emit(self.picked_cells())
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif _fills(event):
            self.fill_down()
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            backwards = back or key == Qt.Key.Key_Backtab
            if not self.step(0, -1 if backwards else 1):
                self._leave(not backwards)
        elif key in _ENTER:
            if self.itemDelegate().editor is None:  # an open cell passes it on, and moves when it is saved
                self.step(-1 if back else 1, 0)
        elif key in _EMPTIES:
            self.emptied.emit(self.picked_cells())
        elif key == Qt.Key.Key_Escape:
            self._leave(forwards=True)
        else:
            QAbstractItemView.keyPressEvent(self, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Lines between cells in a tone that is seen in the dark too, which the style's own is not."""
        super().paintEvent(event)
        colour = self.palette().color(QPalette.ColorRole.Mid)
        colour.setAlpha(110)
        painter = QPainter(self.viewport())
        painter.setPen(colour)
        head, side = self.horizontalHeader(), self.verticalHeader()
        width, height = head.length() - head.offset(), side.length() - side.offset()
        for column in range(max(self.columnAt(0), 0), self.rows.columnCount()):
            right = self.columnViewportPosition(column) + self.columnWidth(column) - 1
            if right > self.viewport().width():
                break
            painter.drawLine(right, 0, right, height - 1)
        for row in range(max(self.rowAt(0), 0), self.rows.rowCount()):
            bottom = self.rowViewportPosition(row) + self.rowHeight(row) - 1
            if bottom > self.viewport().height():
                break
            painter.drawLine(0, bottom, width - 1, bottom)

    def _leave(self, forwards: bool) -> None:
        self.setTabKeyNavigation(False)
        self.focusNextPrevChild(forwards)
        self.setTabKeyNavigation(True)

    def copy(self) -> None:
        """Puts the picked cells on the clipboard; whole rows with the titles and the rows' names."""
        cells = self.picked_cells()
        if not cells:
            return
        rows = sorted({row for row, _column in cells})
        columns = sorted({column for _row, column in cells})
        known = {cell: self.rows.columns[cell[1]].text(self.rows.rows[cell[0]]) for cell in cells}
        block = [[known.get((row, column), "") for column in columns] for row in rows]
        if len(columns) == len(self.rows.columns):
            names = [self.rows.title(self.rows.rows[row]) for row in rows]
            titles = ["", *(column.title for column in self.rows.columns)]
            block = [titles, *([name, *line] for name, line in zip(names, block, strict=True))]
        QApplication.clipboard().setText(cells_to_text(block))

    def paste(self) -> None:
        """Tells of the cells on the clipboard; one alone is for every picked cell."""
        self.pasted.emit(text_to_cells(QApplication.clipboard().text()))

    def fill_down(self) -> None:
        """Tells of the uppermost picked cells for those under them; of one row alone, of those above it."""
        cells = self.picked_cells()
        rows = sorted({row for row, _column in cells})
        if not rows or rows == [0]:
            return
        first = rows[0] if len(rows) > 1 else rows[0] - 1
        above = self.rows.rows[first]
        texts = {column: self.rows.columns[column].text(above) for _row, column in cells}
        self.filled.emit([Place(row, column, texts[column], row + 1) for row, column in cells if row > first])


def _fills(event: Any) -> bool:
    return bool(event.key() == Qt.Key.Key_D and event.modifiers() == Qt.KeyboardModifier.ControlModifier)
