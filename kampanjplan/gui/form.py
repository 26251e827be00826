"""A form of a thing's fields, each saved when it is left. Refused drafts stay, with the reason beside."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QWidget

from kampanjplan.domain.errors import PlanError
from kampanjplan.gui.fields import Field
from kampanjplan.wording.sentences import error_text

Save = Callable[[Any, dict[str, Any], str], None]  # the thing, its new facts, the field's title


class Form(QScrollArea):
    """Shows one thing at a time. `save` may refuse with a PlanError."""

    def __init__(self, rows: Sequence[str | Field | tuple[Field, ...]], save: Save) -> None:
        super().__init__()
        self._save = save
        self._thing: Any = None
        self._shown: dict[Field, Any] = {}  # what each field said when it was last shown
        self._drafts: dict[tuple[UUID, tuple[str, ...]], tuple[Any, str]] = {}
        self.fields: list[Field] = []
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        body = QWidget()
        grid = QGridLayout(body)
        grid.setContentsMargins(16, 12, 16, 16)
        grid.setHorizontalSpacing(14)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        for number, row in enumerate(rows):
            if isinstance(row, str):
                grid.addWidget(_heading(row), number, 0, 1, 2)
                continue
            fields = row if isinstance(row, tuple) else (row,)
            for column, field in enumerate(fields):
                grid.addWidget(
                    field, number, column, 1, 1 if len(fields) > 1 else 2, Qt.AlignmentFlag.AlignTop
                )
                self._join(field)
        grid.setRowStretch(len(rows), 1)
        self.setWidget(body)
        self.show_thing(None)

    def showEvent(self, event: QShowEvent) -> None:
        """As wide as the fields need: there is no scrolling sideways."""
        bar = self.verticalScrollBar().sizeHint().width()
        self.setMinimumWidth(self.widget().minimumSizeHint().width() + bar)
        super().showEvent(event)

    def _join(self, field: Field) -> None:
        self.fields.append(field)
        field.committed.connect(lambda: self._commit(field))
        field.revert = lambda: self._revert(field)  # type: ignore[method-assign]

    @property
    def thing(self) -> Any:
        return self._thing

    def field(self, name: str) -> Field:
        """The field that edits what is called so."""
        return next(field for field in self.fields if name in field.names)

    def show_thing(self, thing: Any) -> None:
        """Shows another thing, or the same as it is now; drafts that were refused come back."""
        same = self._thing is not None and thing is not None and self._thing.id == thing.id
        self._thing = thing
        self.widget().setEnabled(thing is not None)
        for field in self.fields:
            key = (thing.id, field.names) if thing is not None else None
            if key in self._drafts:
                draft, reason = self._drafts[key]
                field.show_draft(draft)
                field.tell(reason, error=True)
            elif not (same and field.editor.hasFocus() and self._is_draft(field)):
                self._show(field)

    def _show(self, field: Field) -> None:
        field.show_thing(self._thing)
        self._shown[field] = field.draft()

    def commit_all(self) -> bool:
        """Saves what is being typed; False where something was refused."""
        for field in self.fields:
            self._commit(field)
        return not any(self._thing and key[0] == self._thing.id for key in self._drafts)

    def _is_draft(self, field: Field) -> bool:
        """Whether somebody typed in the field since it was shown."""
        return bool(field.draft() != self._shown.get(field))

    def _commit(self, field: Field) -> None:
        thing = self._thing
        if thing is None:
            return
        key = (thing.id, field.names)
        if not self._is_draft(field):
            self._drafts.pop(key, None)
            return
        shown, self._shown[field] = self._shown.get(field), field.draft()
        try:
            self._save(thing, field.facts(), field.title)
        except PlanError as error:
            reason = error_text(error)
            self._shown[field] = shown
            self._drafts[key] = field.draft(), reason
            field.tell(reason, error=True)
            return
        self._drafts.pop(key, None)
        if self._thing is thing:  # nothing changed: what was typed means what was there
            self._show(field)

    def _revert(self, field: Field) -> None:
        if self._thing is not None:
            self._drafts.pop((self._thing.id, field.names), None)
        self._show(field)


def _heading(text: str) -> QLabel:
    label = QLabel(text)
    font = label.font()
    font.setBold(True)
    font.setPointSizeF(font.pointSizeF() * 1.1)
    label.setFont(font)
    label.setContentsMargins(0, 10, 0, 2)
    return label
