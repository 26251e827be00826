"""Att följa upp: next steps that are late or close, and who has not been heard for long."""

from functools import partial
from typing import Any

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from kampanjplan.domain.activities import Activity, Due
from kampanjplan.domain.stops import Stop
from kampanjplan.gui.page import heading
from kampanjplan.gui.settings import today
from kampanjplan.gui.table import Column, RowsModel, TableView
from kampanjplan.gui.timeline import what_text
from kampanjplan.gui.workspace import Workspace
from kampanjplan.services.activities import FollowUp, finish_next_step, follow_ups, snooze_next_step
from kampanjplan.services.conflicts import having_seen
from kampanjplan.wording import _, count_text
from kampanjplan.wording.dates import day_text
from kampanjplan.wording.labels import label, stop_text


class FollowUps(QWidget):
    """A line for each; Enter or a double click opens it.

    `whole` has later steps too, and a choice of which to show.
    """

    def __init__(self, workspace: Workspace, *, whole: bool = False) -> None:
        super().__init__()
        self._workspace, self._whole = workspace, whole
        self._asked = 0
        self._rows: list[FollowUp] = []
        self.which = _which()
        if not whole:
            self.which.hide()
        self.which.activated.connect(lambda _row: self._show_chosen())
        self.table = TableView(RowsModel(_columns(), lambda row: row.thing_id), _("Att följa upp"))
        self.table.say_when_empty(_("Läser …"))
        self.table.activated.connect(lambda _index: self.open())
        self.table.picked.connect(self._offer)
        self.done = QPushButton(_("Klart …"))
        self.snooze = QPushButton(_("Skjut upp …"))
        self.show_line = QPushButton(_("Öppna"))
        self.log = QPushButton(_("Logga kontakt …"))
        row = QHBoxLayout()
        for button, act in (
            (self.done, self.finish),
            (self.snooze, self.put_off),
            (self.show_line, self.open),
            (self.log, self.log_contact),
        ):
            button.clicked.connect(lambda _checked=False, act=act: act())
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        top = QHBoxLayout()
        top.addWidget(heading(_("Att följa upp")))
        top.addStretch(1)
        top.addWidget(self.which)
        column.addLayout(top)
        column.addWidget(self.table, 1)
        column.addLayout(row)
        self._offer()

    def refresh(self) -> None:
        """Shows the plan as it is now, once it has been read: a long log takes a while."""
        self._asked += 1
        question = partial(follow_ups, later=self._whole)
        self._workspace.read_aside(question, today(), done=partial(self._show, self._asked))

    def _show(self, number: int, rows: list[FollowUp]) -> None:
        if number == self._asked:  # an older answer would show what is no longer so
            self.table.say_when_empty(_("Inget att följa upp."))
            self._rows = rows
            self._show_chosen()

    def _show_chosen(self) -> None:
        wanted = self.which.currentData()
        self.table.show_rows([row for row in self._rows if wanted == _ALL or wanted == _due_name(row)])
        self._offer()

    def _offer(self) -> None:
        row = self.picked()
        for button in (self.done, self.snooze):
            button.setEnabled(row is not None and row.due is not None)
        self.show_line.setEnabled(row is not None and row.activity is not None)
        self.log.setEnabled(row is not None)

    def picked(self) -> FollowUp | None:
        """The line chosen."""
        ids = self.table.picked_ids()
        return next((row for row in self.table.rows.rows if ids and row.thing_id == ids[0]), None)

    def guess(self) -> dict[str, Any]:
        """What a contact that is logged now begins with: the same people, about the same."""
        row = self.picked()
        return guess_again(row) if row else {}

    def finish(self) -> None:
        """The next step is done; a note may tell how it went."""
        from kampanjplan.gui.dialogs.one_field import ask
        from kampanjplan.gui.fields import text_field

        row = self.picked()
        if row is None or row.due is None or row.activity is None:
            return
        answer = ask(self, _("Nästa steg klart"), text_field("next_note", _("Hur gick det? (frivilligt)")))
        if answer is not None:
            seen = row.activity
            self._do(_("Nästa steg klart"), seen, finish_next_step, seen.id, today(), answer["next_note"])

    def put_off(self) -> None:
        """The next step waits until another day."""
        from kampanjplan.gui.dialogs.activity import near_day_field
        from kampanjplan.gui.dialogs.one_field import ask

        row = self.picked()
        if row is None or row.due is None or row.activity is None:
            return
        field = near_day_field("next_day", _("Ny dag"), ahead=True, needed=True)
        field.line.setText(_("om en vecka"))
        answer = ask(self, _("Skjut upp nästa steg"), field)
        if answer is not None:
            seen = row.activity
            self._do(_("Skjut upp nästa steg"), seen, snooze_next_step, seen.id, answer["next_day"])

    def _do(self, text: str, seen: Activity, *act: Any) -> None:
        self._workspace.do(text, having_seen, [seen], *act)

    def open(self) -> None:
        """Opens the line of the log that it comes from; a new one for somebody who was never heard."""
        from kampanjplan.gui.dialogs.activity import edit_activity

        row = self.picked()
        if row is not None and row.activity is not None:
            edit_activity(self, self._workspace, row.activity)
        elif row is not None:
            self.log_contact()

    def log_contact(self) -> None:
        from kampanjplan.gui.dialogs.activity import log_contact

        log_contact(self, self._workspace, self.guess())


def guess_again(row: FollowUp) -> dict[str, Any]:
    """The fields of a new contact that follows up a line."""
    seen = row.activity
    if seen is None or (row.due is None and row.thing_id in seen.contact_ids):
        return {"contact_ids": (row.thing_id,)}
    names = ("contact_ids", "organisation_id", "stop_id", "tour_id")
    return {name: getattr(seen, name) for name in names}


def when_text(row: FollowUp) -> str:
    """How urgent it is, in words: "försenat 2 dagar", "i dag", "ej hörd på 60 dagar"."""
    if row.activity is None:
        return count_text("aldrig hörd ({n} dag)", "aldrig hörd ({n} dagar)", row.days)
    if row.due is None:
        return count_text("ej hörd på {n} dag", "ej hörd på {n} dagar", row.days)
    if row.due is Due.OVERDUE:
        return count_text("försenat {n} dag", "försenat {n} dagar", row.days)
    if row.due in (Due.WEEK, Due.LATER) and row.activity.next_day:
        return day_text(row.activity.next_day, year=row.activity.next_day.year != today().year)
    return label(row.due)


def _step_text(row: FollowUp) -> str:
    if row.activity is None:
        return ""
    if row.due is None:
        return _("senast: {what}").format(what=what_text(row.activity))
    step = row.activity.next_step or _("följ upp")
    return f"{step} ({row.activity.next_owner})" if row.activity.next_owner else step


def _about_text(row: FollowUp) -> str:
    if row.about is None:
        return ""
    return stop_text(row.about) if isinstance(row.about, Stop) else row.about.name


_ALL, _QUIET = "all", "quiet"


def _due_name(row: FollowUp) -> str:
    return row.due.value if row.due else _QUIET


def _which() -> QComboBox:
    """What there is to choose from: all, those of a time, or those not heard."""
    box = QComboBox()
    box.setAccessibleName(_("Visa"))
    box.addItem(_("alla"), _ALL)
    for due in Due:
        box.addItem(label(due), due.value)
    box.addItem(_("ej hörda"), _QUIET)
    return box


def _columns() -> list[Column]:
    return [
        Column(_("När"), when_text, width=132),
        Column(_("Vem"), lambda row: row.who, width=160),
        Column(_("Nästa steg"), _step_text, width=180),
        Column(_("Gäller"), _about_text, width=110),
    ]
