"""Tables of things: a thin model over plain rows, and a view that keeps its selection."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QHeaderView,
    QStyledItemDelegate,
    QTableView,
    QWidget,
)

from kampanjplan.domain.errors import PlanError
from kampanjplan.exchange.cells import cells_to_text

Index = QModelIndex | QPersistentModelIndex
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_EDIT = int(Qt.ItemDataRole.EditRole)
_TOOLTIP = int(Qt.ItemDataRole.ToolTipRole)
_ALIGNMENT = int(Qt.ItemDataRole.TextAlignmentRole)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ROWS = "application/x-kampanjplan-rows"


@dataclass(frozen=True, slots=True)
class Column:
    """What a column shows of a row, and what a typed cell means; without `read` it is for looking only.

    Amounts stand at the right, so that they can be compared.
    """

    title: str
    text: Callable[[Any], str]
    read: Callable[[str], dict[str, Any]] | None = None
    choices: tuple[str, ...] = ()
    width: int = 110
    amount: bool = False


class RowsModel(QAbstractTableModel):
    """Rows of things; `key` tells which thing a row is. Edits go to `edit`, which may refuse."""

    moved = Signal(list, int)  # keys, before which row

    def __init__(
        self,
        columns: Sequence[Column],
        key: Callable[[Any], UUID],
        edit: Callable[[Any, str, dict[str, Any]], bool] | None = None,
        refuse: Callable[[PlanError], None] | None = None,
        *,
        movable: bool = False,
    ) -> None:
        super().__init__()
        self.columns = list(columns)
        self.rows: list[Any] = []
        self.begun: Any = None  # the row that is being edited, as it was when its editor was opened
        self.key = key
        self._edit, self._refuse, self._movable = edit, refuse, movable

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Shows these rows; where they are the same things in the same order nothing else moves."""
        same = [self.key(row) for row in rows] == [self.key(row) for row in self.rows]
        if same:
            self.rows = list(rows)
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(self.columns) - 1))
            return
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if role == _ALIGNMENT and self.columns[index.column()].amount:
            return _RIGHT
        if role != _DISPLAY and role != _EDIT and role != _TOOLTIP:
            return None
        text = self.columns[index.column()].text(self.rows[index.row()])
        return (text or None) if role == _TOOLTIP else text

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if role == _DISPLAY and orientation is Qt.Orientation.Horizontal:
            return self.columns[section].title
        if role == _ALIGNMENT:
            return _RIGHT if self.columns[section].amount else _LEFT
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled if self._movable else Qt.ItemFlag.NoItemFlags
        if self.columns[index.column()].read and self._edit:
            flags |= Qt.ItemFlag.ItemIsEditable
        if self._movable:
            flags |= Qt.ItemFlag.ItemIsDragEnabled
        return flags

    def setData(self, index: Index, value: Any, role: int = _EDIT) -> bool:
        column = self.columns[index.column()]
        if role != _EDIT or column.read is None or self._edit is None:
            return False
        row = self.rows[index.row()]
        if self.begun is not None and self.key(self.begun) == self.key(row):
            row = self.begun  # what others wrote since was not seen by who typed
        if str(value) == column.text(row):
            return True
        try:
            return self._edit(row, column.title, column.read(str(value)))
        except PlanError as error:
            if self._refuse is None:
                raise
            self._refuse(error)
            return False

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [_ROWS]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        numbers = sorted({index.row() for index in indexes})
        data.setData(_ROWS, ",".join(map(str, numbers)).encode())
        return data

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        if not data.hasFormat(_ROWS):
            return False
        to = row if row >= 0 else parent.row() if parent.isValid() else len(self.rows)
        numbers = [int(text) for text in bytes(data.data(_ROWS).data()).decode().split(",")]
        self.moved.emit([self.key(self.rows[number]) for number in numbers], to)
        return False  # the rows move when the plan has changed, not here


class _Delegate(QStyledItemDelegate):
    """A list to choose from where the column has choices, else a line.

    `refused` is the editor whose text could not be saved; it stays open until it can, or Escape.
    """

    editor: QWidget | None = None
    refused: QWidget | None = None
    saving = False

    def createEditor(self, parent: QWidget, option: Any, index: Index) -> QWidget:
        column = index.model().columns[index.column()]
        index.model().begun = index.model().rows[index.row()]
        self.editor = self._choices(parent, column) or super().createEditor(parent, option, index)
        self.editor.setAccessibleName(column.title)
        self.parent().editing.emit(self.editor, index.column())
        return self.editor

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        if editor is self.editor:
            self.editor = self.refused = self.parent().rows.begun = None
            QTimer.singleShot(0, self.parent(), self.parent().show_waiting)
        super().destroyEditor(editor, index)

    def _choices(self, parent: QWidget, column: Column) -> QComboBox | None:
        if not column.choices:
            return None
        box = QComboBox(parent)
        box.addItems(column.choices)
        return box

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        # Qt asks again when the row is shown anew; what is being typed must stand.
        if editor.property("filled"):
            return
        editor.setProperty("filled", True)
        if isinstance(editor, QComboBox):
            editor.setCurrentText(index.data())
        else:
            super().setEditorData(editor, index)

    def setModelData(self, editor: QWidget, model: Any, index: Index) -> None:
        text = editor.currentText() if isinstance(editor, QComboBox) else editor.text()
        self.refused, self.saving = editor, True  # refused also where a fault of ours is raised
        try:
            if model.setData(index, text):
                self.refused = None
        finally:
            self.saving = False


class TableView(QTableView):
    """A calm table: whole rows, no grid, left-aligned heads, and the selection kept by thing."""

    picked = Signal()  # the selection has changed
    delete_pressed = Signal()
    editing = Signal(object, int)  # a cell's editor was opened, in which column

    def __init__(self, model: RowsModel, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._when_empty = ""
        self._waiting: Sequence[Any] | None = None
        self.setModel(model)
        # The heads show no selection; of the table's own they would ask about every cell in their columns.
        self.horizontalHeader().setSelectionModel(QItemSelectionModel(model, self))
        self.rows = model
        self.setItemDelegate(_Delegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(28)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setMinimumSectionSize(40)
        self.horizontalHeader().setFixedHeight(28)
        for number, column in enumerate(model.columns):
            self.setColumnWidth(number, column.width)
        self.selectionModel().selectionChanged.connect(lambda *_: self.picked.emit())

    def commit_all(self) -> bool:
        """Saves the cell that is being typed; False where it was refused, and then it stays open."""
        delegate = self.itemDelegate()
        if delegate.editor is not None:
            delegate.commitData.emit(delegate.editor)
            self.closeEditor(delegate.editor, QStyledItemDelegate.EndEditHint.NoHint)
        return delegate.refused is None

    def closeEditor(self, editor: QWidget, hint: QStyledItemDelegate.EndEditHint) -> None:
        reverted = hint is QStyledItemDelegate.EndEditHint.RevertModelCache
        if editor is not self.itemDelegate().refused or reverted:
            super().closeEditor(editor, hint)

    def make_movable(self) -> None:
        """Rows may be dragged to another place."""
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDragDropOverwriteMode(False)
        self.setDropIndicatorShown(True)

    def picked_ids(self) -> list[UUID]:
        """The things of the selected rows, from top to bottom."""
        return [self.rows.key(self.rows.rows[number]) for number in self._picked_rows()]

    def _picked_rows(self) -> list[int]:
        """The selected rows. Told by their ranges, as Qt takes seconds to tell thousands one by one."""
        ranges = self.selectionModel().selection()
        return sorted({n for part in ranges for n in range(part.top(), part.bottom() + 1)})

    def pick(self, ids: Sequence[UUID]) -> None:
        """Selects the rows of these things, and shows the first."""
        wanted = set(ids)
        numbers = [n for n, row in enumerate(self.rows.rows) if self.rows.key(row) in wanted]
        if set(self.picked_ids()) == wanted and numbers:
            return
        self.clearSelection()
        mode = self.selectionModel()
        for number in numbers:
            mode.select(
                self.rows.index(number, 0),
                mode.SelectionFlag.Select | mode.SelectionFlag.Rows,
            )
        if numbers:
            mode.setCurrentIndex(
                self.rows.index(numbers[0], max(self.currentIndex().column(), 0)), mode.SelectionFlag.NoUpdate
            )
            self.scrollTo(self.rows.index(numbers[0], 0))

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Shows rows and keeps what is selected of them.

        Where others moved rows while a cell is typed in, it waits: its editor would be gone with the text.
        """
        delegate, keys = self.itemDelegate(), [self.rows.key(row) for row in rows]
        moved = keys != [self.rows.key(row) for row in self.rows.rows]
        self._waiting = rows if moved and delegate.editor is not None and not delegate.saving else None
        if self._waiting is not None:
            return
        picked = self.picked_ids()
        self.rows.show_rows(rows)
        self.pick(picked)

    def show_waiting(self) -> None:
        """Shows the rows that waited for a cell to be done with."""
        if self._waiting is not None:
            self.show_rows(self._waiting)

    def widen_first(self) -> None:
        """What room there is goes to the first column, so that amounts stand close to one another."""
        head = self.horizontalHeader()
        head.setStretchLastSection(False)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)

    def say_when_empty(self, text: str) -> None:
        """What stands in the middle while there are no rows: what to do, or why."""
        self._when_empty = text
        self.setAccessibleDescription(text)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._when_empty and not self.rows.rows:
            painter = QPainter(self.viewport())
            painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
            room = self.viewport().rect().adjusted(24, 24, -24, -24)
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._when_empty)

    def copy(self) -> None:
        """Puts the selected rows, with the columns' titles first, on the clipboard."""
        numbers = self._picked_rows()
        cells = [[column.title for column in self.rows.columns]]
        cells += [[column.text(self.rows.rows[n]) for column in self.rows.columns] for n in numbers]
        if numbers:
            QApplication.clipboard().setText(cells_to_text(cells))

    def keyPressEvent(self, event: Any) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
            return
        if event.matches(QKeySequence.StandardKey.Delete):
            self.delete_pressed.emit()
            return
        if event.key() in _ENTER and self.edit(
            self.currentIndex(), QAbstractItemView.EditTrigger.EditKeyPressed, event
        ):
            return
        super().keyPressEvent(event)
