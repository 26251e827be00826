"""The rules and weights of a tour's planning, and what is settled before; saved as they change."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kampanjplan.domain.counties import county
from kampanjplan.domain.errors import EmptyError
from kampanjplan.domain.planning import Pin, Planning, TravelFactor
from kampanjplan.domain.reading import read_number
from kampanjplan.domain.stops import Stop, StopStatus
from kampanjplan.gui.dates import number_field
from kampanjplan.gui.fields import ChoiceField, Field, LineField, text_field
from kampanjplan.gui.form import Form
from kampanjplan.gui.page import framed
from kampanjplan.gui.planning.primary import PrimaryButton
from kampanjplan.gui.planning.weights import weight_fields
from kampanjplan.gui.table import Column, RowsModel, TableView
from kampanjplan.gui.workspace import Workspace
from kampanjplan.services.planner_view import Asked
from kampanjplan.services.planning import Decision, decide, set_planning, unpin_stop
from kampanjplan.wording import _
from kampanjplan.wording.dates import span_text
from kampanjplan.wording.labels import sort_key


@dataclass(frozen=True, slots=True)
class Demand:
    """Something that is settled before planning; `pin` or `stop` where it is one."""

    county_code: str
    text: str
    decision: Decision = Decision.FREE
    pin: Pin | None = None
    stop: Stop | None = None


class Switches(QWidget):
    """The button that asks for a proposal, the demands, the rules and the weights."""

    asked = Signal()  # a proposal is asked for

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.suggest = PrimaryButton(_("Föreslå"), "bulb")
        self.suggest.setToolTip(_("Föreslå (F5)"))
        self.suggest.setAccessibleName(_("Föreslå"))
        self.suggest.setMinimumHeight(34)
        self.suggest.clicked.connect(self.asked)
        model = RowsModel([Column(_("Krav"), lambda demand: demand.text)], lambda d: (d.text, d.county_code))
        self.demands = TableView(model, _("Krav"))
        self.demands.horizontalHeader().hide()
        self.demands.say_when_empty(_("Inget län är låst, krävt eller uteslutet."))
        self.demands.delete_pressed.connect(self.drop_picked)
        self.demands.setToolTip(_("Delete tar bort ett krav"))
        self.form = Form(_rows(), self._save, workspace.drafts)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.suggest)
        column.addWidget(self.demands)
        column.addWidget(framed(self.form), 1)

    def show_planning(
        self, planning: Planning | None, demands: Sequence[Demand], factors: Sequence[TravelFactor]
    ) -> None:
        """Shows a tour's rules, what is settled, and the ways to travel that there are."""
        ordered = sorted(factors, key=lambda factor: sort_key(factor.mode))
        self.form.field("factor_id").offer(  # type: ignore[attr-defined]
            [(_("inget valt"), None), *((factor.mode, factor.id) for factor in ordered)]
        )
        self.form.show_thing(planning)
        self.demands.show_rows(demands)
        self.demands.setFixedHeight(28 * max(3, min(5, len(demands))) + 4)
        self.suggest.setEnabled(planning is not None)

    def _save(self, planning: Planning, facts: dict[str, Any], title: str) -> None:
        text = _("Ändra {field}").format(field=title.lower())
        self._workspace.edit(text, planning, set_planning, planning.tour_id, **facts)

    def drop_picked(self) -> None:
        """The picked demand is made no longer; a stop that is settled stays so, and it is told why."""
        picked = self.demands.picked_ids()
        demand = next((d for d in self.demands.rows.rows if self.demands.rows.key(d) in picked), None)
        tour_id = self._workspace.tour_id
        if demand is None:
            return
        if demand.stop is not None:
            self._workspace.failed.emit(
                _("Stoppet ligger fast. Kan det inte hållas: Planera om … under Turnéer och stopp.")
            )
        elif demand.pin is not None:
            self._workspace.do(_("Lås upp stopp"), unpin_stop, tour_id, demand.county_code)
        else:
            self._workspace.do(_("Ta bort krav"), decide, tour_id, {demand.county_code: Decision.FREE})


def demands_of(planning: Planning, pins: Sequence[Pin], settled: Sequence[Stop]) -> list[Demand]:
    """All that is settled, by county: stops first, then pins, then counties."""
    found = [Demand(s.county_code, _settled_text(s), stop=s) for s in settled]
    found += [Demand(p.county_code, _("Låst: {stop}").format(stop=_where(p)), pin=p) for p in pins]
    for codes, text, decision in (
        (planning.required, _("Måste med: {county}"), Decision.REQUIRED),
        (planning.forbidden, _("Inte med: {county}"), Decision.FORBIDDEN),
    ):
        found += [
            Demand(code, text.format(county=county(code).short_name), decision) for code in sorted(codes)
        ]
    return found


def marks_of(asked: Asked | None) -> dict[str, list[str]]:
    """What is settled of each county, in words of a mark's length."""
    marks: dict[str, list[str]] = {}
    if asked is not None:
        for codes, word in (
            ([stop.county_code for stop in asked.settled], _("bekräftat")),
            ([pin.county_code for pin in asked.pins], _("låst")),
            (asked.planning.required, _("måste med")),
            (asked.planning.forbidden, _("inte med")),
        ):
            for code in codes:
                marks.setdefault(code, []).append(word)
    return marks


def _settled_text(stop: Stop) -> str:
    text = _("Genomfört: {stop}") if stop.status is StopStatus.DONE else _("Bekräftat: {stop}")
    return text.format(stop=_where(stop))


def _where(stop: Stop | Pin) -> str:
    town = stop.town or county(stop.county_code).short_name
    return ", ".join(filter(None, (town, span_text(stop.first_day, stop.last_day))))


def _needed(name: str, title: str, least: int, most: int) -> LineField:
    """A number that must be said."""

    def read(text: str) -> dict[str, Any]:
        number = read_number(text, least, most)
        if number is None:
            raise EmptyError(name)
        return {name: number}

    return LineField([name], title, read, lambda thing: str(getattr(thing, name)))


def _narrow(field: ChoiceField) -> ChoiceField:
    field.box.setMinimumContentsLength(6)
    return field


def _rows() -> list[str | Field | tuple[Field, ...]]:
    longest = [(_("1 stopp"), 1), (_("högst 2"), 2), (_("högst 3"), 3)]
    parts = [(_("fritt"), 0), (_("minst 1"), 1), (_("minst 2"), 2), (_("alla 3"), 3)]
    return [
        _("Regler"),
        (
            number_field("fewest_stops", _("Minst antal"), 21, _("turnéns")),
            number_field("most_stops", _("Högst antal"), 21, _("turnéns")),
        ),
        (
            _narrow(ChoiceField("longest_trip", _("Stopp per resa"), longest)),
            _needed("rest_days", _("Vilodagar emellan"), 0, 366),
        ),
        (
            number_field("longest_leg", _("Längsta väg, km"), 5_000, _("fri")),
            _narrow(ChoiceField("parts", _("Delar av landet"), parts)),
        ),
        (_needed("reach_km", _("Räckvidd, km"), 0, 5_000), text_field("hub", _("Reser annars till"))),
        _narrow(ChoiceField("factor_id", _("Färdsätt"))),
        _("Vad det är värt"),
        *weight_fields(),
    ]
