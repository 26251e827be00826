"""What cells of the stops' tables show, and what is meant by what is typed in them."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from kampanjplan.domain.counties import county, find_county
from kampanjplan.domain.errors import EmptyError, Expected, UnreadableError
from kampanjplan.domain.reading import read_number, read_span
from kampanjplan.domain.remarks import Remark
from kampanjplan.domain.stops import StopStatus
from kampanjplan.domain.tours import Tour
from kampanjplan.gui.table import Column
from kampanjplan.services.overview import StopState
from kampanjplan.wording import _
from kampanjplan.wording.dates import span_text, week_text
from kampanjplan.wording.labels import label, read_choice
from kampanjplan.wording.remarks import lacks_text, remark_text


def near(tour: Tour | None, today: date) -> date:
    """The day that a date without a year should come closest to: the middle of the tour's period."""
    if tour and tour.first_day and tour.last_day:
        return tour.first_day + (tour.last_day - tour.first_day) / 2
    known = tour and (tour.first_day or tour.last_day)
    return known or today + timedelta(days=120)  # plans look ahead


def read_when(text: str, around: date) -> dict[str, Any]:
    """The two fields that bound when a stop is."""
    span = read_span(text, around)
    return {"first_day": span[0] if span else None, "last_day": span[1] if span else None}


def read_county(text: str) -> dict[str, Any]:
    if not text.strip():
        raise EmptyError("county_code")
    found = find_county(text)
    if found is None:
        raise UnreadableError(text, Expected.COUNTY, "county_code")
    return {"county_code": found.code}


def remarks_text(remarks: Sequence[Remark]) -> str:
    return "; ".join(dict.fromkeys(remark_text(remark) for remark in remarks))


def stop_columns(tour: Tour | None, today: date) -> list[Column]:
    """The columns of a list of StopState."""
    around = near(tour, today)
    return [
        Column(_("Datum"), _when, lambda text: read_when(text, around), width=132),
        Column(_("Vecka"), lambda s: week_text(s.stop.first_day, s.stop.last_day), width=58),
        Column(_("Län"), lambda s: county(s.stop.county_code).short_name, read_county, width=104),
        Column(_("Ort"), lambda s: s.stop.town, lambda text: {"town": text}, width=96),
        Column(
            _("Status"),
            lambda s: label(s.stop.status),
            lambda text: {"status": read_choice(StopStatus, text) if text.strip() else StopStatus.IDEA},
            tuple(label(status) for status in StopStatus),
            86,
        ),
        Column(_("Saknas"), lambda s: lacks_text(s.lacks), width=150),
        Column(_("Att se över"), lambda s: remarks_text(s.remarks), width=180),
        Column(_("Lokal"), lambda s: s.stop.venue, lambda text: {"venue": text}, width=150),
        Column(
            _("Väntat antal"),
            lambda s: "" if s.stop.expected is None else str(s.stop.expected),
            lambda text: {"expected": read_number(text, 0, 100_000)},
            width=95,
        ),
    ]


def _when(state: StopState) -> str:
    return span_text(state.stop.first_day, state.stop.last_day) or "–"
