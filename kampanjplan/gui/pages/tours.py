"""Turnéer och stopp: the chosen tour, its stops, and everything of the chosen stop or tour."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QCheckBox, QTabWidget

from kampanjplan.domain.calendar import is_loaded
from kampanjplan.domain.contacts import Role
from kampanjplan.domain.counties import COUNTIES
from kampanjplan.domain.errors import PlanError
from kampanjplan.domain.organisations import Organisation, board_id
from kampanjplan.domain.remarks import OutsidePeriodRemark, SameDayRemark
from kampanjplan.domain.stops import Audience, Stop, StopStatus
from kampanjplan.domain.tours import Tour, TourStatus, Visited
from kampanjplan.exchange.cells import text_to_cells
from kampanjplan.gui.cells import near, remarks_text, stop_columns
from kampanjplan.gui.dates import WhenField, day_field, number_field, time_field
from kampanjplan.gui.dialogs.stop import ask_county
from kampanjplan.gui.dialogs.tour import ask_duplication, ask_tour
from kampanjplan.gui.fields import AreaField, ChecksField, ChoiceField, Field, notes_field, text_field
from kampanjplan.gui.form import Form
from kampanjplan.gui.history import About, HistoryPanel
from kampanjplan.gui.item_cells import read_supplies, supplies_text
from kampanjplan.gui.page import Page, framed, offer, side_by_side
from kampanjplan.gui.pasting import PasteError, paste_text, read_pasted
from kampanjplan.gui.places import towns_of
from kampanjplan.gui.settings import today
from kampanjplan.gui.table import Column, RowsModel, TableView
from kampanjplan.gui.timeline import Subject, Timeline
from kampanjplan.gui.workspace import Workspace
from kampanjplan.services.activities import guess_at_stop
from kampanjplan.services.conflicts import having_seen
from kampanjplan.services.contacts import set_roles
from kampanjplan.services.editing import add, change
from kampanjplan.services.overview import stop_states, tours_in_order
from kampanjplan.services.themes import set_themes
from kampanjplan.services.tours import (
    CountyState,
    county_states,
    delete_stops,
    delete_tour,
    duplicate_tour,
    set_visited,
)
from kampanjplan.wording import _
from kampanjplan.wording.dates import day_text
from kampanjplan.wording.labels import label, read_choice, sort_key

_CLASHES = (OutsidePeriodRemark, SameDayRemark)  # what is said of a date beside what day it is


class ToursPage(Page):
    """Stops at the left; at the right the chosen stop, the tour itself, and the counties it visited."""

    def __init__(self, workspace: Workspace, replan: Callable[[Stop], object]) -> None:
        super().__init__(workspace, _("Turnéer och stopp"))
        self._replan = replan
        self.add_button(_("Nytt stopp"), "plus", self.new_stop, QKeySequence.StandardKey.New)
        remove = self.add_button(_("Ta bort stopp"), "trash", self.delete_stops)
        anew = self.add_button(_("Planera om …"), "bulb", self.plan_anew, "Ctrl+Shift+O")
        self.add_button(_("Ny turné"), "route", self.new_tour, "Ctrl+Shift+N")
        self._need_stop = [remove, anew]
        self._need_tour = [
            self.add_button(_("Kopiera turné"), "files", self.duplicate_tour),
            self.add_button(_("Ta bort turné"), "trash", self.delete_tour),
        ]
        model = RowsModel(
            stop_columns(None, today()), lambda state: state.stop.id, self._edit_cell, self._refuse
        )
        self.stops = TableView(model, _("Stopp"))
        self.stops.picked.connect(self._pick)
        self.stops.delete_pressed.connect(self.delete_stops)
        self.stop_form = Form(self._stop_rows(), self._save_stop, workspace.drafts)
        self.tour_form = Form(_tour_rows(), self._save, workspace.drafts)
        self.counties = TableView(
            RowsModel(
                _county_columns(), lambda row: board_id(row.county_code), self._edit_county, self._refuse
            ),
            _("Län i turnén"),
        )
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.stop_form, _("Stopp"))
        self.tabs.addTab(self.tour_form, _("Turné"))
        self.tabs.addTab(self.counties, _("Besökta län"))
        self.log = Timeline(workspace, self._logged, self.guess)
        self.whole_tour = QCheckBox(_("Hela turnén"))
        self.whole_tour.toggled.connect(lambda _on: self.log.look_again())
        self.log.put_above(self.whole_tour)
        self.tabs.addTab(self.log, _("Kontaktlogg"))
        self.history = HistoryPanel(workspace, self._told_of)
        self.tabs.addTab(self.history, _("Historik"))
        self.tabs.tabBar().setAccessibleName(_("Uppgifter om"))
        self.tabs.setAccessibleName(_("Uppgifter om"))
        self.column.addWidget(side_by_side(self.stops, framed(self.tabs), name="stops", shares=(6, 5)), 1)
        workspace.stop_chosen.connect(self._show_stop)

    def _stop_rows(self) -> list[str | Field | tuple[Field, ...]]:
        self.when = WhenField()
        self.hold_until = day_field("hold_until", _("Preliminär till och med"))
        self.registration_until = day_field("registration_until", _("Sista anmälningsdag"))
        self.host = ChoiceField("host_id", _("Värd"))
        self.town = text_field("town", _("Ort"))
        self.contacts = AreaField(
            ["roles"], _("Kontakter"), self._read_roles, self._write_roles, _("en per rad: namn: roll"), 3
        )
        return [
            (ChoiceField("county_code", _("Län"), [(c.name, c.code) for c in COUNTIES]), self.town),
            self.when,
            (time_field("starts", _("Börjar")), time_field("ends", _("Slutar"))),
            (ChoiceField("status", _("Status"), [(label(s), s) for s in StopStatus]), self.host),
            (number_field("hold_rank", _("Rang som preliminär"), 99), self.hold_until),
            _("Plats"),
            (text_field("venue", _("Lokal")), text_field("address", _("Adress"))),
            (
                number_field("capacity", _("Platser"), 100_000),
                number_field("expected", _("Väntat antal"), 100_000, _("t.ex. 37")),
            ),
            _("Deltagare"),
            ChecksField("audience", _("Målgrupp"), [(label(a), a) for a in Audience]),
            notes_field("description", _("Beskrivning för inbjudan")),
            (text_field("registration_link", _("Anmälningslänk")), self.registration_until),
            text_field("online_link", _("Länk för deltagande på distans")),
            _("Förberedelser"),
            self.contacts,
            AreaField(
                ["supplies"],
                _("Vem tar med vad"),
                read_supplies,
                supplies_text,
                _("en per rad: sak: vem"),
                3,
            ),
            notes_field("notes", _("Anteckningar")),
        ]

    def refresh(self) -> None:
        tour_id = self.workspace.tour_id
        self.people = self.workspace.people.now()
        tour = self.workspace.read(lambda reading: reading.get(Tour, tour_id)) if tour_id else None
        bodies = sorted(self.people.organisations.values(), key=lambda body: sort_key(body.name))
        self.host.offer([(_("ingen"), None), *((body.name, body.id) for body in bodies)])
        others = [t for t in self.workspace.read(tours_in_order) if t.id != tour_id]
        self.tour_form.field("follows_id").offer(  # type: ignore[attr-defined]
            [(_("ingen"), None), *((t.name, t.id) for t in others)]
        )
        for field in (self.when, self.hold_until, self.registration_until):
            field.around = near(tour, today())
        self.stops.rows.columns = stop_columns(tour, today())
        states = self.workspace.read(stop_states, tour_id, unusual_days=is_loaded()) if tour_id else []
        self.stops.show_rows(states)
        self.stops.say_when_empty(
            _("Turnén har inga stopp än. Lägg till ett med Nytt stopp.")
            if tour
            else _("Planen har inga turnéer än. Börja med Ny turné.")
        )
        offer(self._need_stop, bool(states))
        offer(self._need_tour, tour is not None)
        self.tour_form.show_thing(tour)
        self.counties.show_rows(self.workspace.read(county_states, tour_id) if tour_id else [])
        if states and self.workspace.stop_id not in [state.stop.id for state in states]:
            self.workspace.choose_stop(states[0].stop.id)
        self._show_stop()

    def reveal(self, kind: str, id: UUID) -> None:
        """Shows the form of a stop of the tour, or of the tour, where it is one."""
        if kind == Stop.__name__ and any(state.stop.id == id for state in self.stops.rows.rows):
            self.workspace.choose_stop(id)
            self.tabs.setCurrentIndex(0)
        elif kind == Tour.__name__ and id == self.workspace.tour_id:
            self.tabs.setCurrentIndex(1)

    def _told_of(self) -> list[tuple[str, About]]:
        """What the history can be of: the stop, the tour, the whole plan."""
        stop, tour = self.workspace.stop_id, self.workspace.tour_id
        subjects: list[tuple[str, About]] = [(_("Stoppet"), (Stop, stop))] if stop else []
        subjects += [(_("Turnén"), (Tour, tour))] if tour else []
        return [*subjects, (_("Hela planen"), None)]

    def _logged(self) -> Subject:
        stop, tour = self.workspace.stop_id, self.workspace.tour_id
        if stop is not None and not self.whole_tour.isChecked():
            return Stop, stop
        return (Tour, tour) if tour else None

    def guess(self) -> dict[str, Any]:
        """What a contact that is logged now is likely to be about: the stop, with its host."""
        return self.workspace.read(guess_at_stop, self.workspace.stop_id)

    def show_history(self) -> None:
        self.tabs.setCurrentWidget(self.history)
        self.history.entries.setFocus()

    def _show_stop(self) -> None:
        if self.workspace.door is None or not hasattr(self, "people"):
            return
        state = next((s for s in self.stops.rows.rows if s.stop.id == self.workspace.stop_id), None)
        stop = state.stop if state else None
        if stop:
            self._roles = self.workspace.read(lambda r: r.find(Role, stop_id=stop.id))
            self.stops.pick([stop.id])
        self.when.clashes = (
            remarks_text([r for r in state.remarks if isinstance(r, _CLASHES)]) if state else ""
        )
        self.stop_form.show_thing(stop)
        self.town.suggest(towns_of(stop.county_code) if stop else [])
        self.log.look_again()

    def _pick(self) -> None:
        picked = self.stops.picked_ids()
        if picked and self.workspace.stop_id not in picked:
            self.workspace.choose_stop(picked[0])
        if picked and self.stops.hasFocus() and self.tabs.currentWidget() not in (self.history, self.log):
            self.tabs.setCurrentIndex(0)

    def _save_stop(self, stop: Stop, facts: dict[str, Any], title: str) -> None:
        if "roles" in facts:
            text = _("Ändra kontakter")
            self.workspace.attempt(text, set_roles, stop.id, facts["roles"], self._shown_roles)
            return
        self._save(stop, facts, title)

    def _save(self, seen: Stop | Tour, facts: dict[str, Any], title: str) -> None:
        text = _("Ändra {field}").format(field=title.lower())
        if "themes" in facts:  # what is known of a theme follows its name
            self.workspace.edit(text, seen, set_themes, seen.id, **facts)
            return
        self.workspace.edit(text, seen, change, type(seen), seen.id, **facts)

    def _edit_cell(self, state: Any, title: str, facts: dict[str, Any]) -> bool:
        self._save_stop(state.stop, facts, title)
        return True

    def _edit_county(self, row: CountyState, _title: str, facts: dict[str, Any]) -> bool:
        text = _("Ändra besökt")
        said = facts["visited"]
        tour_id = self.workspace.tour_id
        self.workspace.attempt(text, set_visited, tour_id, row.county_code, said, row.visited)
        return True

    def _refuse(self, error: PlanError) -> None:
        self.workspace.refuse(error)

    def new_stop(self) -> None:
        """Asks for the county, then adds a stop there."""
        if self.workspace.tour_id is None:
            self.workspace.failed.emit(_("Skapa först en turné."))
            return
        taken = {state.stop.county_code for state in self.stops.rows.rows}
        code = ask_county(self, taken)
        if code:
            seat = next(county.seat for county in COUNTIES if county.code == code)
            stop = Stop(
                id=uuid4(),
                tour_id=self.workspace.tour_id,
                county_code=code,
                town=seat,
                host_id=board_id(code),
            )
            if not self.workspace.read(lambda r: r.find(Organisation, id=board_id(code))):
                stop = Stop(id=stop.id, tour_id=stop.tour_id, county_code=code, town=seat)
            if self.workspace.do(_("Nytt stopp"), add, stop):
                self.workspace.choose_stop(stop.id)
                self.when.line.setFocus()

    def delete_stops(self) -> None:
        picked = self.stops.picked_ids()
        if picked:
            seen = [state.stop for state in self.stops.rows.rows if state.stop.id in picked]
            self.workspace.do(_("Ta bort stopp"), having_seen, seen, delete_stops, picked)

    def plan_anew(self) -> None:
        """The chosen stop was refused or cancelled: the tour is planned anew."""
        if self.stop_form.thing is not None and self.commit_all():
            self._replan(self.stop_form.thing)

    def new_tour(self) -> None:
        tour = ask_tour(self, self.workspace.read(tours_in_order))
        if tour and self.workspace.do(_("Ny turné"), add, tour):
            self.workspace.choose_tour(tour.id)

    def duplicate_tour(self) -> None:
        tour = self.tour_form.thing
        how = ask_duplication(self, tour) if tour else None
        if how:
            new_id = uuid4()
            if self.workspace.do(_("Kopiera turné"), duplicate_tour, tour.id, new_id, how):
                self.workspace.choose_tour(new_id)

    def delete_tour(self) -> None:
        tour = self.tour_form.thing
        if tour:
            self.workspace.do(_("Ta bort turné"), having_seen, [tour], delete_tour, tour.id)

    def paste(self) -> None:
        """Adds a stop for each row that a spreadsheet put on the clipboard: all of them, or none."""
        if self.workspace.tour_id is None:
            self.workspace.failed.emit(_("Skapa först en turné."))
            return
        columns = self.stops.rows.columns
        county = next(column for column in columns if column.title == _("Län"))
        try:
            rows = read_pasted(columns, text_to_cells(QGuiApplication.clipboard().text()), county)
        except PasteError as error:
            self.workspace.failed.emit(paste_text(error))
            return
        stops = [Stop(**{"id": uuid4(), "tour_id": self.workspace.tour_id} | facts) for facts in rows]
        if stops:
            self.workspace.do(_("Klistra in stopp"), add, *stops)
        else:
            self.workspace.failed.emit(_("Det finns inga rader att klistra in."))

    def copy(self) -> None:
        self.stops.copy()

    def _read_roles(self, text: str) -> dict[str, Any]:
        return {"roles": self.people.read_roles(text)}

    def _write_roles(self, _stop: Stop) -> str:
        self._shown_roles = self._roles  # those that another adds while one types were not seen
        return self.people.roles_text(self._roles)


def _tour_rows() -> list[str | Field | tuple[Field, ...]]:
    return [
        text_field("name", _("Namn")),
        AreaField(
            ["themes"],
            _("Teman"),
            lambda text: {"themes": tuple(line.strip() for line in text.splitlines() if line.strip())},
            lambda tour: "\n".join(tour.themes),
            _("ett per rad"),
            3,
        ),
        (day_field("first_day", _("Första dag")), day_field("last_day", _("Sista dag"))),
        (
            number_field("wanted_stops", _("Önskat antal stopp"), 21),
            ChoiceField("status", _("Status"), [(label(s), s) for s in TourStatus]),
        ),
        ChoiceField("follows_id", _("Följer upp")),
        notes_field("notes", _("Anteckningar"), 6),
    ]


def _county_columns() -> list[Column]:
    names = {county.code: county.name for county in COUNTIES}
    return [
        Column(_("Län"), lambda row: names[row.county_code], width=170),
        Column(
            _("Besökt"),
            lambda row: label(row.visited),
            lambda text: {"visited": read_choice(Visited, text)},
            tuple(label(visited) for visited in Visited),
            90,
        ),
        Column(_("Datum"), lambda row: day_text(row.day) if row.day else "", width=150),
    ]
