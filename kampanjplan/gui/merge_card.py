"""Two contacts side by side, field by field: whose words are to stand, and what comes of it."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QLabel, QRadioButton, QScrollArea, QWidget

from kampanjplan.domain.contacts import Contact, LegalBasis
from kampanjplan.domain.merging import BOTH_STAND, CHOSEN, Side, first_choice, merged_facts
from kampanjplan.gui.page import heading
from kampanjplan.services.merging import Shown
from kampanjplan.wording import _
from kampanjplan.wording.differences import counted_text
from kampanjplan.wording.history import field_text, value_text
from kampanjplan.wording.labels import shortened

_SIDES = (Side.KEPT, Side.GONE, Side.BOTH)
_ROOM = 26  # characters of a value beside its button; the whole stands in its tooltip
_EMPTY = (None, "", (), LegalBasis.NONE)
_ALL_KEPT = ("email", "phone", "more_emails", "more_phones")  # nothing of these is given up


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
        self._rows: dict[str, list[QWidget]] = {}
        self._called: Mapping[UUID, str] = {}
        self._likely: dict[str, Side] = {}

    def show_two(self, first: Shown, second: Shown, called: Mapping[UUID, str]) -> None:
        """Shows these two, with what is likely wanted chosen; `called` names their organisations."""
        self.two, self._called = (first.contact, second.contact), called
        self.groups, self.results, self._rows = {}, {}, {}
        body = QWidget()
        grid = self._grid = QGridLayout(body)
        grid.setContentsMargins(12, 4, 12, 12)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(4, 1)
        for column, title in ((1, _("Den ena")), (2, _("Den andra")), (4, _("Resultat"))):
            grid.addWidget(heading(title), 0, column)
        self._likely = first_choice(*self.two)
        for name in (*CHOSEN, "more_emails", "more_phones"):
            self._add_row(name, self._likely.get(name))
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
        chosen = {name: _SIDES[group.checkedId()] for name, group in self.groups.items()}
        return merged_facts(*self.two, {**self._likely, **chosen})

    def focus_first(self) -> None:
        """Puts the cursor on the first choice there is."""
        for group in self.groups.values():
            group.checkedButton().setFocus()
            return

    def _add_row(self, name: str, chosen: Side | None) -> None:
        """What both say of a field, to choose from where they differ and one would be given up."""
        values = [getattr(contact, name) for contact in self.two or ()]
        silent = [value in _EMPTY for value in values]
        if all(silent) and name not in _ALL_KEPT:
            return
        row, title = self._grid.rowCount(), field_text(Contact, name)
        texts = [value_text(name, value, self._called) for value in values]
        choosing = chosen is not None and not (any(silent) and name in _ALL_KEPT)
        if choosing:
            texts += [_("båda")] if name in BOTH_STAND and not any(silent) else []
            group = self.groups[name] = QButtonGroup(self._grid.parentWidget())
        shown: list[QWidget] = [_words(title, faint=True)]
        for number, text in enumerate(texts):
            is_likely = _SIDES[number] is chosen
            shown.append(_choice(group, number, title, text, is_likely) if choosing else _words(text))
        for column, widget in enumerate(shown):
            self._grid.addWidget(widget, row, column, Qt.AlignmentFlag.AlignTop)
        if choosing:
            group.idToggled.connect(lambda _id, on: on and self._choose())
        result = _words("")
        self._grid.addWidget(result, row, 4, Qt.AlignmentFlag.AlignTop)
        self.results[name], self._rows[name] = result, [*shown, result]

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
                for widget in self._rows[name] if name in _ALL_KEPT else ():
                    widget.setVisible(value not in _EMPTY)


def _choice(group: QButtonGroup, number: int, title: str, text: str, checked: bool) -> QRadioButton:
    short = shortened(text, _ROOM)
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
    label.setContentsMargins(0, 3, 0, 0)  # in line with a button's text; and some fonts draw Ö above theirs
    if faint:
        label.setForegroundRole(label.palette().ColorRole.PlaceholderText)
    return label
