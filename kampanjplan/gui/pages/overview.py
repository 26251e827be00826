"""Översikt: the chosen tour's stops with their state, the next dates, and what to follow up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from kampanjplan.domain.calendar import is_loaded
from kampanjplan.domain.stops import StopStatus
from kampanjplan.domain.tours import Tour
from kampanjplan.gui.cells import stop_columns
from kampanjplan.gui.page import Page, heading, side_by_side
from kampanjplan.gui.settings import today
from kampanjplan.gui.table import Column, RowsModel, TableView
from kampanjplan.gui.workspace import Workspace
from kampanjplan.services.overview import DateKind, NextDate, next_dates, stop_states
from kampanjplan.services.ports import Reading
from kampanjplan.wording import _, count_text
from kampanjplan.wording.dates import day_text, period_text
from kampanjplan.wording.labels import label, stop_text

if TYPE_CHECKING:
    from kampanjplan.gui.follow_ups import FollowUps
    from kampanjplan.gui.overdue import OverdueNotice

LATER = 150  # milliseconds after which the stops have been painted


class OverviewPage(Page):
    """A line for each stop; Enter or a double click opens it."""

    def __init__(self, workspace: Workspace, open_stop: object) -> None:
        super().__init__(workspace, _("Översikt"))
        self._open_stop = open_stop
        self.summary = QLabel()
        self.summary.setWordWrap(True)
        self.column.addWidget(self.summary)
        columns = [c for c in stop_columns(None, today()) if c.title not in (_("Lokal"), _("Väntat antal"))]
        self.stops = TableView(RowsModel(columns, lambda state: state.stop.id), _("Stopp"))
        self.stops.activated.connect(lambda index: self._open(self.stops.rows.rows[index.row()].stop))
        self.dates = TableView(RowsModel(_date_columns(), lambda when: when.stop.id), _("Kommande datum"))
        self.dates.activated.connect(lambda index: self._open(self.dates.rows.rows[index.row()].stop))
        self.dates.say_when_empty(_("Inga kommande datum."))
        below = QWidget()
        layout = QVBoxLayout(below)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(heading(_("Kommande datum")))
        layout.addWidget(self.dates)
        self.place = QWidget()
        QVBoxLayout(self.place).setContentsMargins(0, 0, 0, 0)
        self.follow_ups: FollowUps | None = None
        self.overdue: OverdueNotice | None = None
        QTimer.singleShot(LATER, self, self._add_follow_ups)
        lower = side_by_side(self.place, below, name="overview-lower", shares=(5, 3))
        self.column.addWidget(side_by_side(self.stops, lower, name="overview", shares=(1, 1), down=True), 1)

    def _add_follow_ups(self) -> None:
        """What is to be followed up comes when the stops have been painted, which a start waits for."""
        from kampanjplan.gui.follow_ups import FollowUps
        from kampanjplan.gui.overdue import OverdueNotice

        self.follow_ups = FollowUps(self.workspace)
        self.place.layout().addWidget(self.follow_ups)
        self.overdue = OverdueNotice(self.workspace)
        self.column.insertWidget(self.column.indexOf(self.summary) + 1, self.overdue)
        if self.workspace.door is not None:
            self.follow_ups.refresh()
            self.overdue.refresh()

    def guess(self) -> dict[str, Any]:
        """What a contact that is logged now is likely to be about."""
        if self.stops.hasFocus() and (picked := self.stops.picked_ids()):
            from kampanjplan.services.activities import guess_at_stop

            return self.workspace.read(guess_at_stop, picked[0])
        return self.follow_ups.guess() if self.follow_ups else {}

    def refresh(self) -> None:
        if self.follow_ups and self.overdue:
            self.follow_ups.refresh()
            self.overdue.refresh()
        tour_id = self.workspace.tour_id
        if tour_id is None:
            self.summary.setText(_("Planen har inga turnéer än. Skapa en under Turnéer och stopp."))
            self.stops.show_rows([])
            self.stops.say_when_empty("")
            self.dates.show_rows([])
            return
        tour = self.workspace.read(_tour, tour_id)
        # The list is shown at once; red days follow when the calendar has been loaded.
        states = self.workspace.read(stop_states, tour_id, unusual_days=is_loaded())
        dates = self.workspace.read(next_dates, tour_id, today())
        confirmed = sum(s.stop.status is StopStatus.CONFIRMED for s in states)
        dated = sum(s.stop.day is not None for s in states)
        facts = [
            f"{tour.name} ({label(tour.status)})",
            period_text(tour),
            count_text("{n} stopp", "{n} stopp", len(states)),
            _("{n} önskade").format(n=tour.wanted_stops),
            _("{n} med dag").format(n=dated),
            count_text("{n} bekräftat", "{n} bekräftade", confirmed),
        ]
        self.summary.setText("  ·  ".join(fact for fact in facts if fact))
        self.stops.show_rows(states)
        self.dates.show_rows(dates)
        self.stops.say_when_empty(_("Turnén har inga stopp än. Lägg till dem under Turnéer och stopp."))

    def _open(self, stop: object) -> None:
        self._open_stop(stop.id)


def _tour(reading: Reading, id: object) -> Tour:
    return reading.get(Tour, id)


def _date_columns() -> list[Column]:
    def what(when: NextDate) -> str:
        return {
            DateKind.STOP: _("stopp"),
            DateKind.HOLD: _("preliminär bokning går ut"),
            DateKind.REGISTRATION: _("sista anmälningsdag"),
        }[when.kind]

    return [
        Column(_("Datum"), lambda when: day_text(when.day), width=112),
        Column(_("Vecka"), lambda when: str(when.day.isocalendar().week), width=52),
        Column(_("Stopp"), lambda when: stop_text(when.stop), width=124),
        Column(_("Vad"), what, width=60),
    ]
