"""The proposals that are kept, with why; each can be shown again exactly as it was."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from kampanjplan.domain.planning import KeptProposal
from kampanjplan.gui.table import Column, RowsModel, TableView
from kampanjplan.wording import _
from kampanjplan.wording.dates import day_text


class KeptProposals(QWidget):
    """The newest first. Enter, or a double click, shows one."""

    chosen = Signal(object)  # a KeptProposal
    deleted = Signal(object)
    reasoned = Signal(object, str)  # a KeptProposal, and why it is one, typed anew

    def __init__(self) -> None:
        super().__init__()
        columns = [
            Column(_("Sparat"), _when, width=126),
            Column(_("Antaget"), _taken, width=92),
            Column(_("Varför"), lambda kept: " ".join(kept.reason.split()), _read_reason, width=60),
        ]
        self.list = TableView(RowsModel(columns, lambda kept: kept.id, self._edit), _("Sparade förslag"))
        self.list.say_when_empty(_("Inga förslag är sparade än."))
        self.show_button, self.delete_button = QPushButton(_("Visa")), QPushButton(_("Ta bort"))
        for button, text in (
            (self.show_button, _("Visa det sparade förslaget")),
            (self.delete_button, _("Ta bort det sparade förslaget")),
        ):
            button.setAccessibleName(text)
            button.setToolTip(text)
        self.show_button.clicked.connect(lambda: self._give(self.chosen))
        self.delete_button.clicked.connect(lambda: self._give(self.deleted))
        self.list.activated.connect(lambda _index: self._give(self.chosen))
        self.list.delete_pressed.connect(lambda: self._give(self.deleted))
        self.list.picked.connect(self._offer)
        self.reason = QLabel()
        self.reason.setWordWrap(True)
        self.reason.setMargin(6)
        self.reason.setTextFormat(Qt.TextFormat.PlainText)
        row = QHBoxLayout()
        row.addWidget(self.show_button)
        row.addWidget(self.delete_button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.addWidget(self.list, 1)
        column.addWidget(self.reason)
        column.addLayout(row)
        self._offer()

    def show_kept(self, kept: Sequence[KeptProposal]) -> None:
        self.list.show_rows(kept)
        if kept and self.picked is None:
            self.list.pick([kept[0].id])
        self._offer()

    def _offer(self) -> None:
        for button in (self.show_button, self.delete_button):
            button.setEnabled(self.picked is not None)
        self.reason.setText(self.picked.reason if self.picked else "")

    @property
    def picked(self) -> KeptProposal | None:
        ids = self.list.picked_ids()
        return next((kept for kept in self.list.rows.rows if kept.id in ids), None)

    def _edit(self, kept: KeptProposal, _title: str, facts: dict[str, Any]) -> bool:
        self.reasoned.emit(kept, facts["reason"])
        return True

    def _give(self, signal: Signal) -> None:
        if self.picked is not None:
            signal.emit(self.picked)  # type: ignore[attr-defined]


def _read_reason(text: str) -> dict[str, Any]:
    return {"reason": text}


def _taken(kept: KeptProposal) -> str:
    if kept.taken_on is None:
        return ""
    return day_text(kept.taken_on, year=kept.taken_on.year != kept.day.year)


def _when(kept: KeptProposal) -> str:
    return f"{day_text(kept.day, year=False)} {kept.at:%H.%M}"
