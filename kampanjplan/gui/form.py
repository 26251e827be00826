"""A form of a thing's fields, each saved when it is left. Refused drafts stay, with the reason beside."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QWidget

from kampanjplan.domain.errors import PlanError
from kampanjplan.gui.drafts import Drafts, draft_text
from kampanjplan.gui.fields import Field
from kampanjplan.wording.sentences import error_text

Save = Callable[[Any, dict[str, Any], str], None]  # the thing, its new facts, the field's title


@dataclass(frozen=True, slots=True)
class _Refused:
    """What was typed and could not be saved, why, and the thing as it was seen then."""

    draft: Any
    reason: str
    seen: Any


class Form(QScrollArea):
    """Shows one thing at a time. `save` may refuse with a PlanError. `kept` are the drafts on disk."""

    def __init__(self, rows: Sequence[str | Field | tuple[Field, ...]], save: Save, kept: Drafts) -> None:
        super().__init__()
        self._save, self._kept = save, kept
        self._showing = False  # while the form itself fills the fields
        self._brought: set[Field] = set()  # hold a draft from before, which nobody has touched yet
        kept.opened.connect(self._forget_plan)
        kept.forgotten.connect(self._forget_erased)
        self._thing: Any = None
        self._shown: dict[Field, Any] = {}  # what each field said when it was last shown
        self._seen: dict[Field, Any] = {}  # the thing as it was then, which an edit may not overwrite unseen
        self._saving: Field | None = None
        self._next: Any = None  # what is to be shown when the field that is typed in is left
        self._drafts: dict[tuple[UUID, tuple[str, ...]], _Refused] = {}
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
        field.typed.connect(lambda: self._keep(field))
        field.revert = lambda: self._revert(field)  # type: ignore[method-assign]

    @property
    def thing(self) -> Any:
        return self._thing

    def field(self, name: str) -> Field:
        """The field that edits what is called so."""
        return next(field for field in self.fields if name in field.names)

    def show_thing(self, thing: Any) -> None:
        """Shows another thing, or the same as it is now; drafts that were refused come back.

        While somebody types, a thing that another program removes stays until the field is left.
        """
        if self._is_typed_in() and (thing is None or thing.id != self._thing.id):
            self._next = thing
            return
        self._next = thing
        same = self._thing is not None and thing is not None and self._thing.id == thing.id
        self._thing = thing
        self.widget().setEnabled(thing is not None)
        for field in self.fields:
            typing = same and field.editor.hasFocus() and self._is_draft(field)
            if not typing and field is not self._saving:
                self._show(field)
                self._bring_back(field)

    def _is_typed_in(self) -> bool:
        """Whether a field holds what is known nowhere else: neither refused before nor brought back."""
        if self._saving is not None:
            return True  # the user may be asked about it just now, in a dialog that has the focus
        field = next((f for f in self.fields if f.editor.hasFocus() and self._is_draft(f)), None)
        if self._thing is None or field is None or field in self._brought:
            return False
        refused = self._drafts.get((self._thing.id, field.names))
        return refused is None or refused.draft != field.draft()

    def _go_on(self) -> None:
        """Shows what had to wait while somebody typed."""
        if self._thing is not None and (self._next is None or self._next.id != self._thing.id):
            self.show_thing(self._next)

    def _show(self, field: Field) -> None:
        self._showing = True
        field.show_thing(self._thing)
        self._showing = False
        self._shown[field], self._seen[field] = field.draft(), self._thing
        self._brought.discard(field)

    def _bring_back(self, field: Field) -> None:
        """Shows what was typed for the thing and not saved: refused just now, or left by a crash."""
        refused = self._drafts.get((self._thing.id, field.names)) if self._thing else None
        kept = self._kept.of(self._thing, field.names) if self._thing else None
        self._showing = True
        if refused:
            field.show_draft(refused.draft)
            field.tell(refused.reason, error=True)
            self._seen[field] = refused.seen
        elif kept:
            field.show_draft(kept.text)
            field.tell(draft_text(kept, self._shown[field]))
            self._brought.add(field)
        self._showing = False

    def _keep(self, field: Field) -> None:
        """What is being typed goes to the disk, until it is saved or equals what is."""
        if self._thing is None or self._showing:
            return
        self._brought.discard(field)
        if self._is_draft(field):
            self._kept.keep(self._thing, field.names, field.draft(), self._shown[field])
        else:
            self._kept.drop(self._thing, field.names)

    def _forget(self, thing: Any, field: Field) -> None:
        """The draft is saved, or not wanted any longer."""
        self._drafts.pop((thing.id, field.names), None)
        self._kept.drop(thing, field.names)

    def _forget_plan(self) -> None:
        """Another plan, which may hold the same things: what was shown is not of it."""
        self._thing = None
        self._drafts.clear()

    def _forget_erased(self) -> None:
        """People were erased: what was refused may tell of them. What is being typed stays to be judged."""
        self._drafts = {key: refused for key, refused in self._drafts.items() if not self._is_old(*key)}

    def _is_old(self, id: UUID, names: tuple[str, ...]) -> bool:
        return self._thing is None or id != self._thing.id or self._kept.of(self._thing, names) is None

    def commit_all(self) -> bool:
        """Saves what is being typed; False where something was refused."""
        for field in self.fields:
            if field not in self._brought:
                self._commit(field)
        return not any(self._thing and key[0] == self._thing.id for key in self._drafts)

    def _is_draft(self, field: Field) -> bool:
        """Whether somebody typed in the field since it was shown."""
        return bool(field.draft() != self._shown.get(field))

    def _commit(self, field: Field) -> None:
        thing, seen = self._thing, self._seen.get(field)
        if thing is None or seen is None or field is self._saving:
            return
        if not self._is_draft(field):
            self._forget(thing, field)
            return
        self._saving = field  # what was typed stands in it while the plan is shown anew
        try:
            self._save(seen, field.facts(), field.title)
        except BaseException as error:
            self._kept.keep(thing, field.names, field.draft(), self._shown[field])
            if not isinstance(error, PlanError):
                raise
            reason = error_text(error)
            self._drafts[thing.id, field.names] = _Refused(field.draft(), reason, seen)
            field.tell(reason, error=True)
            return
        finally:
            self._saving = None
        self._forget(thing, field)
        self._show(field)
        self._go_on()

    def _revert(self, field: Field) -> None:
        if self._thing is not None:
            self._forget(self._thing, field)
        self._show(field)
        self._go_on()


def _heading(text: str) -> QLabel:
    label = QLabel(text)
    font = label.font()
    font.setBold(True)
    font.setPointSizeF(font.pointSizeF() * 1.1)
    label.setFont(font)
    label.setContentsMargins(0, 10, 0, 2)
    return label
