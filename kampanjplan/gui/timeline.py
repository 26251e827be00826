"""Kontaktlogg: all that was logged with or about what is chosen, newest first."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from kampanjplan.domain.activities import Activity, Outcome
from kampanjplan.domain.changes import Thing
from kampanjplan.domain.contacts import Contact
from kampanjplan.domain.errors import PlanError
from kampanjplan.domain.organisations import Organisation
from kampanjplan.gui.settings import today
from kampanjplan.gui.table import Column, RowsModel, TableView
from kampanjplan.gui.workspace import Workspace
from kampanjplan.services.activities import delete_activities, timeline_with_names
from kampanjplan.services.conflicts import having_seen
from kampanjplan.wording import _
from kampanjplan.wording.dates import day_text, time_text
from kampanjplan.wording.labels import label

Subject = tuple[type[Thing], UUID] | None


class Timeline(QWidget):
    """`subject` tells what is chosen, `guess` what a new line should begin with."""

    def __init__(
        self,
        workspace: Workspace,
        subject: Callable[[], Subject],
        guess: Callable[[], dict[str, Any]],
    ) -> None:
        super().__init__()
        self._workspace, self._subject, self._guess = workspace, subject, guess
        self._names: dict[UUID, str] = {}
        self.lines = TableView(RowsModel(self._columns(), lambda a: a.id), _("Kontaktlogg"))
        self.lines.say_when_empty(_("Inget loggat än. Logga en kontakt med Ctrl+L."))
        self.lines.activated.connect(lambda index: self.edit(self.lines.rows.rows[index.row()]))
        self.lines.delete_pressed.connect(self.delete_picked)
        self.lines.picked.connect(self._offer)
        self.log = QPushButton(_("Logga kontakt …"))
        self.open = QPushButton(_("Öppna"))
        self.remove = QPushButton(_("Ta bort"))
        self.log.clicked.connect(self.log_contact)
        self.open.clicked.connect(self._open_picked)
        self.remove.clicked.connect(self.delete_picked)
        row = QHBoxLayout()
        for button in (self.log, self.open, self.remove):
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.addWidget(self.lines, 1)
        column.addLayout(row)
        workspace.changed.connect(self.look_again)

    def put_above(self, part: QWidget) -> None:
        """Puts a choice of what the log is of above its lines."""
        self.layout().insertWidget(0, part)

    def _columns(self) -> list[Column]:
        return [
            Column(_("När"), when_text, width=126),
            Column(_("Vad"), what_text, width=220),
            Column(_("Med"), lambda a: self._names.get(a.id, ""), width=70),
        ]

    def look_again(self, *_: object) -> None:
        """Shows the log of what is chosen now, if anybody looks."""
        if not self.isVisible() or self._workspace.door is None:
            return
        subject = self._subject()
        try:
            lines, self._names = self._workspace.read(timeline_with_names, *subject) if subject else ([], {})
        except PlanError as error:
            self._workspace.refuse(error)
            return
        self.lines.show_rows(lines)
        self.log.setEnabled(subject is not None)
        self._offer()

    def _offer(self) -> None:
        picked = len(self.lines.picked_ids())
        self.open.setEnabled(picked == 1)
        self.remove.setEnabled(picked > 0)

    def showEvent(self, event: QShowEvent) -> None:
        self.look_again()
        super().showEvent(event)

    def log_contact(self) -> None:
        from kampanjplan.gui.dialogs.activity import log_contact

        log_contact(self, self._workspace, self._guess())

    def edit(self, activity: Activity) -> None:
        from kampanjplan.gui.dialogs.activity import edit_activity

        edit_activity(self, self._workspace, activity)

    def _open_picked(self) -> None:
        for activity in self._picked()[:1]:
            self.edit(activity)

    def _picked(self) -> list[Activity]:
        ids = self.lines.picked_ids()
        return [activity for activity in self.lines.rows.rows if activity.id in ids]

    def delete_picked(self) -> None:
        seen = self._picked()
        if seen:
            ids = [activity.id for activity in seen]
            self._workspace.do(_("Ta bort ur kontaktloggen"), having_seen, seen, delete_activities, ids)


def guess_of(subject: Subject) -> dict[str, Any]:
    """What a new line begins with that is logged while a contact or an organisation is looked at."""
    if subject is None:
        return {}
    kind, id = subject
    return {Contact: {"contact_ids": (id,)}, Organisation: {"organisation_id": id}}.get(kind, {})


def when_text(activity: Activity) -> str:
    """ "tis 24 nov 10:00"; the year is told where it is not this one."""
    day = day_text(activity.day, year=activity.day.year != today().year)
    return f"{day} {time_text(activity.at)}".strip()


def what_text(activity: Activity) -> str:
    """ "samtal, lovade: Värden ordnar lokal → Fråga om den är bokad (klart)"."""
    how = label(activity.kind)
    if activity.outcome is not Outcome.NONE:
        how += f", {label(activity.outcome)}"
    said = " ".join(activity.text.split())
    line = f"{how}: {said}" if said else how
    if activity.next_step or activity.next_day:
        step = activity.next_step or _("följ upp")
        if activity.next_done:
            step = _("{step} (klart)").format(step=step)
        elif activity.next_day:
            step = _("{step} (senast {day})").format(
                step=step, day=day_text(activity.next_day, year=activity.next_day.year != today().year)
            )
        line += f" → {step}"
    return line
