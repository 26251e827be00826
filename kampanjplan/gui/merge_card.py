"""Two contacts side by side, field by field: whose words are to stand, and what comes of it."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QLabel, QRadioButton, QScrollArea, QWidget

from kampanjplan.domain.contacts import Contact
from kampanjplan.domain.merging import BOTH_STAND, CHOSEN, Side, first_choice, merged_facts
from kampanjplan.gui.page import heading
from kampanjplan.services.merging import Shown
from kampanjplan.wording import _
from kampanjplan.wording.differences import counted_text
from kampanjplan.wording.history import field_text, value_text

_SIDES = (Side.KEPT, Side.GONE, Side.BOTH)
_ROOM = 34  # characters of a value beside its button; the whole stands in its tooltip
_EMPTY = (None, "", ())


class MergeCard(QScrollArea):
    """A row for each field that says anything; where the two differ, a choice between them."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the choices are where one begins
        self.two: tuple[Contact, Contact] | None = None
        self.groups: dict[str, QButtonGroup] = {}
        self.results: dict[str, QLabel] = {}
        self._called: Mapping[UUID, str] = {}

    def show_two(self, first: Shown, second: Shown, called: Mapping[UUID, str]) -> None:
        """Shows these two, with what is likely wanted chosen; `called` names their organisations."""
        self.two, self._called = (first.contact, second.contact), called
        self.groups, self.results = {}, {}
        body = QWidget()
        grid = self._grid = QGridLayout(body)
        grid.setContentsMargins(12, 4, 12, 12)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(4, 1)
        for column, title in ((1, _("Den ena")), (2, _("Den andra")), (4, _("Resultat"))):
            grid.addWidget(heading(title), 0, column)
        choice = first_choice(*self.two)
        for name in CHOSEN:
            self._add_row(name, choice.get(name))
        for name in ("more_emails", "more_phones"):
            self._add_row(name, None)
        self._add_ties(first, second)
        grid.setRowStretch(grid.rowCount(), 1)
        self.setWidget(body)
        self._show_results()

    def clear(self) -> None:
        """Shows nobody."""
        self.two, self.groups, self.results = None, {}, {}
        self.setWidget(QWidget())

    def facts(self) -> dict[str, Any]:
        """What the kept one is to say, as chosen."""
        assert self.two is not None
        choice = {name: _SIDES[group.checkedId()] for name, group in self.groups.items()}
        return merged_facts(*self.two, choice)

    def focus_first(self) -> None:
        """Puts the cursor on the first choice there is."""
        for group in self.groups.values():
            group.checkedButton().setFocus()
            return

    def _add_row(self, name: str, chosen: Side | None) -> None:
        values = [getattr(contact, name) for contact in self.two or ()]
        if all(value in _EMPTY for value in values):
            if name in ("more_emails", "more_phones"):
                self._add_result(name, self._grid.rowCount())
            return
        row, title = self._grid.rowCount(), field_text(Contact, name)
        self._grid.addWidget(_words(title, faint=True), row, 0, Qt.AlignmentFlag.AlignTop)
        texts = [value_text(name, value, self._called) for value in values]
        if chosen is None:
            for column, text in enumerate(texts):
                self._grid.addWidget(_words(text), row, column + 1, Qt.AlignmentFlag.AlignTop)
        else:
            group = self.groups[name] = QButtonGroup(self._grid.parentWidget())
            both = [_("båda")] if name in BOTH_STAND else []
            for number, text in enumerate(texts + both):
                self._grid.addWidget(
                    _choice(group, number, title, text, checked=_SIDES[number] is chosen),
                    row,
                    number + 1,
                    Qt.AlignmentFlag.AlignTop,
                )
            group.idToggled.connect(lambda _id, on: on and self._choose())
        self._add_result(name, row)

    def _add_result(self, name: str, row: int) -> None:
        if self._grid.itemAtPosition(row, 0) is None:
            self._grid.addWidget(
                _words(field_text(Contact, name), faint=True), row, 0, Qt.AlignmentFlag.AlignTop
            )
        self.results[name] = result = _words("")
        self._grid.addWidget(result, row, 4, Qt.AlignmentFlag.AlignTop)

    def _add_ties(self, first: Shown, second: Shown) -> None:
        """How much hangs on each of them, all of which follows."""
        row = self._grid.rowCount()
        self._grid.addWidget(_words(_("Följer med"), faint=True), row, 0, Qt.AlignmentFlag.AlignTop)
        for column, shown in enumerate((first, second), start=1):
            text = "\n".join(counted_text(kind, count) for kind, count in shown.ties)
            self._grid.addWidget(_words(text or "–"), row, column, Qt.AlignmentFlag.AlignTop)

    def _choose(self) -> None:
        self._show_results()
        self.chosen.emit()

    def _show_results(self) -> None:
        for name, value in self.facts().items():
            if name in self.results:
                self.results[name].setText(value_text(name, value, self._called))


def _choice(group: QButtonGroup, number: int, title: str, text: str, *, checked: bool) -> QRadioButton:
    line = " ".join(text.split())
    short = line if len(line) <= _ROOM else f"{line[:_ROOM]}…"
    button = QRadioButton(short.replace("&", "&&"))
    button.setToolTip("" if short == text else _plain(text))
    button.setAccessibleName(f"{title}: {text}")
    button.setChecked(checked)
    group.addButton(button, number)
    return button


def _plain(text: str) -> str:
    """A tooltip of what somebody wrote, which is no markup."""
    from html import escape

    return f"<p style='white-space: pre-wrap'>{escape(text[:2000])}</p>"


def _words(text: str, *, faint: bool = False) -> QLabel:
    label = QLabel(text if len(text) <= 2000 else f"{text[:2000]}…")
    label.setTextFormat(Qt.TextFormat.PlainText)  # what somebody wrote is no markup
    label.setWordWrap(not faint)
    if faint:
        label.setForegroundRole(label.palette().ColorRole.PlaceholderText)
    return label
