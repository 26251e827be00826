"""Settling counties and stops before planning anew: each an act that is told at once and worked out after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kampanjplan.domain.counties import county
from kampanjplan.domain.proposals import PlannedStop, Relief
from kampanjplan.services.planning import (
    Decision,
    decide,
    give_up,
    pin_stop,
    set_free,
    swap_counties,
    unpin_stop,
)
from kampanjplan.wording import _

if TYPE_CHECKING:
    from kampanjplan.gui.pages.planner import PlannerPage


class Settling:
    """What buttons, keys and menus do for a county's code."""

    def __init__(self, page: PlannerPage) -> None:
        self._page = page

    def lock(self, code: str) -> None:
        """The stop of the county stays as it is shown; where it is locked already it is let go."""
        stop = self._stop_in(code)
        if self._is_locked(code):
            self.unlock(code)
        elif stop is None:
            self.require(code)
        else:
            tour_id = self._page.workspace.tour_id
            self._page.decide(_("Lås stopp"), "", None, None, pin_stop, tour_id, code, stop.town, stop.day)

    def unlock(self, code: str) -> None:
        tour_id = self._page.workspace.tour_id
        self._page.decide(_("Lås upp stopp"), "", None, None, unpin_stop, tour_id, code)

    def require(self, code: str) -> None:
        into = None if self._in_best(code) else code
        self._settle(_("Kräv län"), code, Decision.REQUIRED, _("{county} måste med"), None, into)

    def forbid(self, code: str) -> None:
        out = code if self._in_best(code) else None
        self._settle(_("Uteslut län"), code, Decision.FORBIDDEN, _("Utan {county}"), out, None)

    def free(self, code: str) -> None:
        """Nothing is settled of the county any longer."""
        tour_id = self._page.workspace.tour_id
        self._page.decide(_("Ta bort krav"), "", None, None, set_free, tour_id, code)

    def swap(self, old: str, new: str) -> None:
        """Has one county instead of another."""
        names = {"new": county(new).short_name, "old": county(old).short_name}
        change = _("{new} i stället för {old}").format(**names)
        tour_id = self._page.workspace.tour_id
        self._page.decide(_("Byt län"), change, old, new, swap_counties, tour_id, old, new)

    def take_way_out(self, reliefs: list[Relief]) -> None:
        """Turns the switches that the way out names, and asks again."""
        tour_id = self._page.workspace.tour_id
        self._page.decide(_("Ta vägen ut"), "", None, None, give_up, tour_id, reliefs)

    def _settle(
        self, text: str, code: str, decision: Decision, change: str, out: str | None, into: str | None
    ) -> None:
        change = change.format(county=county(code).short_name)
        self._page.decide(text, change, out, into, decide, self._page.workspace.tour_id, {code: decision})

    def _is_locked(self, code: str) -> bool:
        asked = self._page.asked
        return asked is not None and any(pin.county_code == code for pin in asked.pins)

    def _stop_in(self, code: str) -> PlannedStop | None:
        stops = self._page.shown.stops if self._page.shown else ()
        return next((stop for stop in stops if stop.county_code == code), None)

    def _in_best(self, code: str) -> bool:
        trips = self._page.shown.answer.proposal.trips if self._page.shown else ()
        return any(stop.county_code == code for trip in trips for stop in trip.stops)
