"""Program: the chosen stop's day, edited like a spreadsheet. Times flow on."""

from typing import Any
from uuid import UUID, uuid4

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QComboBox, QCompleter, QLabel, QLineEdit, QWidget

from kampanjplan.domain.calendar import is_loaded
from kampanjplan.domain.errors import PlanError
from kampanjplan.domain.programme import USUAL_MINUTES, Item, ItemKind, Speaker, next_start
from kampanjplan.domain.remarks import SpeakerTwiceRemark
from kampanjplan.domain.stops import Stop
from kampanjplan.domain.tours import Tour
from kampanjplan.exchange.cells import text_to_cells
from kampanjplan.gui.cells import remarks_text
from kampanjplan.gui.dialogs.copying import ask_targets
from kampanjplan.gui.item_cells import ItemRow, People, item_columns
from kampanjplan.gui.page import Page, offer
from kampanjplan.gui.pasting import PasteError, paste_text, read_pasted
from kampanjplan.gui.table import RowsModel, TableView
from kampanjplan.gui.workspace import Workspace
from kampanjplan.services.activities import guess_at_stop
from kampanjplan.services.conflicts import having_seen
from kampanjplan.services.overview import StopState, stop_states
from kampanjplan.services.programmes import (
    add_items,
    change_item,
    close_up,
    copy_programme,
    delete_items,
    move_items,
    set_speakers,
)
from kampanjplan.wording import _, count_text
from kampanjplan.wording.dates import hours_text, when_text
from kampanjplan.wording.labels import stop_text


class ProgrammePage(Page):
    """One stop's items. A row is typed in place; Alt and an arrow, or the mouse, moves it."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, _("Program"))
        self.stop_box = QComboBox()
        self.stop_box.setAccessibleName(_("Stopp"))
        self.stop_box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.stop_box.setMinimumContentsLength(20)
        self.stop_box.activated.connect(lambda row: workspace.choose_stop(self._states[row].stop.id))
        self.bar.insertWidget(1, self.stop_box)
        self.add_button(_("Ny punkt"), "plus", self.new_item, QKeySequence.StandardKey.New)
        self._need_items = [
            self.add_button(_("Ta bort"), "trash", self.delete_items),
            self.add_button(_("Upp"), "arrow-up", lambda: self._shift(-1), "Alt+Up"),
            self.add_button(_("Ned"), "arrow-down", lambda: self._shift(1), "Alt+Down"),
            self.add_button(_("Slut luckor"), "list-details", self.close_up),
        ]
        self._copy = self.add_button(_("Kopiera till stopp …"), "files", self.copy_to_stops)
        self.facts = QLabel()
        self.facts.setWordWrap(True)
        self.column.addWidget(self.facts)
        self.people = People({}, {})
        self._states: list[StopState] = []
        model = RowsModel(
            item_columns(self.people), lambda row: row.item.id, self._edit, self._refuse, movable=True
        )
        model.moved.connect(self._moved)
        self.items = TableView(model, _("Programpunkter"))
        self.items.make_movable()
        self.items.delete_pressed.connect(self.delete_items)
        self.items.editing.connect(self._suggest)
        self.column.addWidget(self.items, 1)
        workspace.stop_chosen.connect(self._look_again)

    def guess(self) -> dict[str, Any]:
        """What a contact that is logged now is likely to be about: the stop, with its host."""
        return self.workspace.read(guess_at_stop, self.workspace.stop_id)

    def refresh(self) -> None:
        workspace = self.workspace
        self.people = workspace.people.now()
        self.items.rows.columns = item_columns(self.people)
        self._states = (
            workspace.read(stop_states, workspace.tour_id, unusual_days=is_loaded())
            if workspace.tour_id
            else []
        )
        if workspace.stop_id is None and self._states:
            workspace.choose_stop(self._states[0].stop.id)
        self.stop_box.clear()
        self.stop_box.addItems([stop_text(state.stop) for state in self._states])
        chosen = [n for n, state in enumerate(self._states) if state.stop.id == workspace.stop_id]
        self.stop_box.setCurrentIndex(chosen[0] if chosen else -1)
        self.stop_box.setToolTip(self.stop_box.currentText())
        self._show(self._states[chosen[0]] if chosen else None)

    def _show(self, state: StopState | None) -> None:
        offer(self._need_items, bool(state and state.items))
        offer([self._copy], bool(state and state.items) and len(self._states) > 1)
        self.items.say_when_empty(
            _("Programmet är tomt. Lägg till en punkt med Ny punkt, eller klistra in rader.") if state else ""
        )
        if state is None:
            self.facts.setText(_("Välj eller skapa ett stopp under Turnéer och stopp."))
            self.items.show_rows([])
            return
        ids = [item.id for item in state.items]
        speakers = sorted(
            self.workspace.read(lambda r: r.find(Speaker, item_id=ids)), key=lambda speaker: speaker.position
        )
        self.items.show_rows(
            [
                ItemRow(
                    item,
                    tuple(s for s in speakers if s.item_id == item.id),
                    tuple(remark for remark in state.remarks if item.id in _items_of(remark)),
                )
                for item in state.items
            ]
        )
        tour = self.workspace.read(lambda reading: reading.get(Tour, state.stop.tour_id))
        minutes = sum(item.minutes for item in state.items)
        parts = [
            when_text(state.stop, tour),
            hours_text(state.stop.starts, state.stop.ends),
            count_text("{n} punkt", "{n} punkter", len(state.items)),
            _("{hours} tim {minutes} min").format(hours=minutes // 60, minutes=minutes % 60),
            remarks_text([r for r in state.remarks if any(i.id in _items_of(r) for i in state.items)]),
        ]
        self.facts.setText("  ·  ".join(part for part in parts if part))

    def _edit(self, row: ItemRow, title: str, facts: dict[str, Any]) -> bool:
        text = _("Ändra {field}").format(field=title.lower())
        if "voices" in facts:
            self.workspace.attempt(text, set_speakers, row.item.id, facts["voices"], row.speakers)
        elif facts:
            self.workspace.edit(text, row.item, change_item, row.item.id, **facts)
        return True

    def _refuse(self, error: PlanError) -> None:
        self.workspace.refuse(error)

    def _suggest(self, editor: QWidget, column: int) -> None:
        """Offers the people and bodies there are where speakers are typed."""
        if isinstance(editor, QLineEdit) and self.items.rows.columns[column].title == _("Talare"):
            completer = QCompleter(self.people.suggestions(), editor)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            editor.setCompleter(completer)

    @property
    def _stop_id(self) -> UUID | None:
        return self.workspace.stop_id

    def new_item(self) -> None:
        """Adds an item after the last and opens its title."""
        if self._stop_id is None:
            self.workspace.failed.emit(_("Välj först ett stopp."))
            return
        items = [row.item for row in self.items.rows.rows]
        stop = next(state.stop for state in self._states if state.stop.id == self._stop_id)
        kind = ItemKind.LECTURE if items else ItemKind.REGISTRATION
        start = next_start(items) if items else stop.starts or next_start([])
        item = Item(id=uuid4(), stop_id=self._stop_id, start=start, kind=kind, minutes=USUAL_MINUTES[kind])
        if self.workspace.do(_("Ny programpunkt"), add_items, [(item, [])]):
            self.items.pick([item.id])
            row = next(n for n, row in enumerate(self.items.rows.rows) if row.item.id == item.id)
            titles = [column.title for column in self.items.rows.columns]
            index = self.items.rows.index(row, titles.index(_("Programpunkt")))
            self.items.setFocus()
            self.items.setCurrentIndex(index)
            self.items.edit(index)

    def _seen_items(self) -> list[Item]:
        return [row.item for row in self.items.rows.rows]

    def delete_items(self) -> None:
        picked = self.items.picked_ids()
        if picked:
            text = _("Ta bort programpunkt")
            self.workspace.do(text, having_seen, self._seen_items(), delete_items, picked)

    def _shift(self, by: int) -> None:
        """Moves the chosen items one place up or down."""
        picked = self.items.picked_ids()
        numbers = [n for n, row in enumerate(self.items.rows.rows) if row.item.id in picked]
        if numbers:
            to = numbers[0] - 1 if by < 0 else numbers[-1] + 2
            if 0 <= to <= len(self.items.rows.rows):
                self._moved(picked, to)

    def _moved(self, ids: list[UUID], to: int) -> None:
        text = _("Flytta programpunkt")
        self.workspace.do(text, having_seen, self._seen_items(), move_items, self._stop_id, ids, to)
        self.items.pick(ids)

    def close_up(self) -> None:
        if self._stop_id:
            self.workspace.do(_("Slut luckorna"), having_seen, self._seen_items(), close_up, self._stop_id)

    def copy_to_stops(self) -> None:
        """Asks which other stops get this programme."""
        others: list[Stop] = [state.stop for state in self._states if state.stop.id != self._stop_id]
        answer = ask_targets(self, others) if others and self.items.rows.rows else None
        if answer and answer[0]:
            text = _("Kopiera program")
            self.workspace.do(text, copy_programme, self._stop_id, answer[0], replacing=answer[1])

    def copy(self) -> None:
        self.items.copy()

    def paste(self) -> None:
        """Adds an item for each row that a spreadsheet put on the clipboard: all of them, or none."""
        if self._stop_id is None:
            self.workspace.failed.emit(_("Välj först ett stopp."))
            return
        try:
            rows = read_pasted(self.items.rows.columns, text_to_cells(QGuiApplication.clipboard().text()))
        except PasteError as error:
            self.workspace.failed.emit(paste_text(error))
            return
        items: list[Item] = [row.item for row in self.items.rows.rows]
        new = []
        for facts in rows:
            voices = facts.pop("voices", [])
            kind = facts.get("kind", ItemKind.LECTURE)
            usual = {"start": next_start(items), "minutes": USUAL_MINUTES[kind]}
            item = Item(**{"id": uuid4(), "stop_id": self._stop_id} | usual | facts)
            items.append(item)
            new.append((item, voices))
        if new:
            self.workspace.do(_("Klistra in programpunkter"), add_items, new)
        else:
            self.workspace.failed.emit(_("Det finns inga rader att klistra in."))


def _items_of(remark: object) -> tuple[UUID, ...]:
    """The items that a remark is about."""
    if isinstance(remark, SpeakerTwiceRemark):
        return remark.item_id, remark.other_item_id
    one = getattr(remark, "item_id", None)
    other = getattr(remark, "other_id", None)
    return tuple(id for id in (one, other) if id is not None)
