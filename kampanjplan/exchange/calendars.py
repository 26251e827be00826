"""Calendars (iCalendar): the stops of a tour, or of somebody who takes part, for any calendar program."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from kampanjplan.domain.stops import StopStatus
from kampanjplan.domain.tours import is_cancelled
from kampanjplan.exchange.content_lines import escaped, folded
from kampanjplan.exchange.files import write_pieces
from kampanjplan.exchange.plain_text import (
    event_hours,
    is_web_address,
    joined,
    place_text,
    programme_lines,
    stop_lines,
    title_text,
)
from kampanjplan.services.calendar_sheets import CalendarEvent, CalendarSheet
from kampanjplan.services.sheets import StopSheet
from kampanjplan.wording import _
from kampanjplan.wording.dates import hours_text

ZONE = "Europe/Stockholm"
REMEMBERED = timedelta(days=90)  # after the day of a stop that was called off, nobody need be told of it
_SETTLED = (StopStatus.CONFIRMED, StopStatus.DONE)
# As the clocks of Sweden are put since 1996; written out, since a reader need not know the name.
_ZONE_LINES = (
    "BEGIN:VTIMEZONE",
    f"TZID:{ZONE}",
    "BEGIN:DAYLIGHT",
    "DTSTART:19960331T020000",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
    "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0200",
    "TZNAME:CEST",
    "END:DAYLIGHT",
    "BEGIN:STANDARD",
    "DTSTART:19961027T030000",
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    "TZOFFSETFROM:+0200",
    "TZOFFSETTO:+0100",
    "TZNAME:CET",
    "END:STANDARD",
    "END:VTIMEZONE",
)


def write_calendar(sheet: CalendarSheet, path: Path, made: datetime, *, contacts: bool = False) -> None:
    """Writes all events or nothing; FileError where it cannot be. As `calendar_bytes`."""
    write_pieces(path, [calendar_bytes(sheet, made, contacts=contacts)])


def calendar_bytes(sheet: CalendarSheet, made: datetime, *, contacts: bool = False) -> bytes:
    """The calendar as a file. `sheet.undated` is not in it: the caller says so.

    A reader that has some of the events takes those with a higher number in their place. `made` without a
    zone is local. `contacts` names people with phone and e-mail; a tour's calendar is for everybody.
    """
    return b"".join(map(folded, _lines(sheet, made.astimezone(UTC), contacts)))


def called_off(sheet: CalendarSheet, today: date) -> list[CalendarEvent]:
    """Of the stops that lost their day, or are gone, those whose day is not long past."""
    return [e for e in sheet.called_off if e.day.stop.day and e.day.stop.day + REMEMBERED >= today]


def _lines(sheet: CalendarSheet, made: datetime, contacts: bool) -> Iterator[str]:
    yield "BEGIN:VCALENDAR"
    yield "VERSION:2.0"
    yield "PRODID:-//Kampanjplan//Kampanjplan//SV"
    yield "CALSCALE:GREGORIAN"
    yield "METHOD:PUBLISH"
    yield f"NAME:{escaped(sheet.name)}"
    yield f"X-WR-CALNAME:{escaped(sheet.name)}"
    yield from _ZONE_LINES
    for event in (*sheet.events, *called_off(sheet, made.date())):
        yield from _event_lines(event, made, contacts)
    yield "END:VCALENDAR"


def _event_lines(event: CalendarEvent, made: datetime, contacts: bool) -> Iterator[str]:
    stop = event.day.stop
    yield "BEGIN:VEVENT"
    yield f"UID:{event.id}@kampanjplan"
    yield f"DTSTAMP:{_moment(made)}"
    yield f"SEQUENCE:{event.number}"
    if event.changed:
        yield f"LAST-MODIFIED:{_moment(event.changed)}"
    yield from _time_lines(event.day)
    yield f"STATUS:{_status(event)}"
    yield f"TRANSP:{'TRANSPARENT' if is_cancelled(stop, event.tour) else 'OPAQUE'}"
    yield f"SUMMARY:{escaped(_summary(event))}"
    if place := place_text(stop):
        yield f"LOCATION:{escaped(place)}"
    if lines := _description(event, contacts):
        yield f"DESCRIPTION:{escaped(chr(10).join(lines))}"
    if is_web_address(stop.registration_link):
        yield f"URL:{stop.registration_link}"
    yield "END:VEVENT"


def _status(event: CalendarEvent) -> str:
    if is_cancelled(event.day.stop, event.tour):
        return "CANCELLED"
    return "CONFIRMED" if event.day.stop.status in _SETTLED else "TENTATIVE"


def _summary(event: CalendarEvent) -> str:
    """The title, with the status before it: many calendars do not show that otherwise."""
    title = title_text(event.day, event.tour)
    return {
        "CANCELLED": _("INSTÄLLT: {title}"),
        "TENTATIVE": _("Preliminärt: {title}"),
        "CONFIRMED": "{title}",
    }[_status(event)].format(title=title)


def _description(event: CalendarEvent, contacts: bool) -> list[str]:
    """All that is known of the day; first what they do there whose calendar it is."""
    stop = event.day.stop
    mine = [_("Uppdrag: {tasks}").format(tasks=", ".join(event.tasks))] if event.tasks else []
    mine += programme_lines(event.items)
    hours = "" if event_hours(event.day) else hours_text(stop.starts, stop.ends)
    online = contacts or bool(event.tasks)
    return joined([mine, [hours] if hours else [], stop_lines(event.day, contacts=contacts, online=online)])


def _time_lines(day: StopSheet) -> Iterator[str]:
    """When it is, as the clocks of Sweden show it; the whole day where no hours are known."""
    assert day.stop.day is not None
    hours = event_hours(day)
    if hours is None:
        yield f"DTSTART;VALUE=DATE:{_date(day.stop.day)}"
        yield f"DTEND;VALUE=DATE:{_date(day.stop.day + timedelta(days=1))}"
        return
    begins, ends = hours
    yield f"DTSTART;TZID={ZONE}:{_local(datetime.combine(day.stop.day, begins))}"
    if ends is not None:
        midnight = datetime.combine(day.stop.day, time.min)
        yield f"DTEND;TZID={ZONE}:{_local(midnight + timedelta(minutes=ends))}"


def _date(day: date) -> str:
    return day.isoformat().replace("-", "")


def _local(moment: datetime) -> str:
    return f"{_date(moment.date())}T{moment:%H%M%S}"


def _moment(moment: datetime) -> str:
    """A moment in UTC."""
    return f"{_local(moment.astimezone(UTC))}Z"
