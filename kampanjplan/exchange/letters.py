"""What letters begun say: of a tour, of a stop, and to somebody of their own. A person goes on from there."""

from collections.abc import Iterable
from dataclasses import dataclass

from kampanjplan.domain.tours import Tour, is_cancelled
from kampanjplan.exchange.plain_text import (
    day_line,
    joined,
    place_text,
    programme_lines,
    stop_lines,
    title_text,
)
from kampanjplan.services.calendar_sheets import CalendarEvent, CalendarSheet
from kampanjplan.services.sheets import ScheduleSheet, StopSheet
from kampanjplan.wording import _
from kampanjplan.wording.labels import label, stop_text


@dataclass(frozen=True, slots=True)
class Letter:
    """A subject, and a text of several lines."""

    subject: str
    text: str


def stop_letter(day: StopSheet, tour: Tour, *, contacts: bool = False) -> Letter:
    """All about a stop, for those who take part; `contacts` names people with phone and e-mail."""
    title, when = title_text(day, tour), day_line(day, tour)
    off = [_("Dagen är inställd.")] if is_cancelled(day.stop, tour) else []
    facts = ((_("Datum"), when), (_("Plats"), place_text(day.stop)), (_("Status"), label(day.stop.status)))
    parts = [
        [_("Hej!")],
        off,
        [title, *(f"{head}: {text}" for head, text in facts if text)],
        stop_lines(day, contacts=contacts, online=True),
    ]
    return Letter(f"{title}, {when}", _text(parts))


def tour_letter(sheet: ScheduleSheet) -> Letter:
    """The days and places of a tour, and how each stands."""
    tour = sheet.tour
    lines = [_stop_line(day, tour) for day in sheet.stops] or [_("Turnén har inga stopp ännu.")]
    subject = _("{tour}: datum och orter").format(tour=tour.name)
    return Letter(subject, _text([[_("Hej!")], [subject], lines]))


def _stop_line(day: StopSheet, tour: Tour) -> str:
    head = f"{stop_text(day.stop)}: {day_line(day, tour)}"
    if is_cancelled(day.stop, tour):
        return _("INSTÄLLT: {title}").format(title=head)
    return f"{head} ({label(day.stop.status)})"


def personal_letter(sheet: CalendarSheet) -> Letter:
    """Somebody's own stops, and what they do at each; also those that have no day yet."""
    undated = [_("Utan bestämd dag:"), *sheet.undated] if sheet.undated else []
    parts = [[_("Hej!")], [_("Det här är dina stopp:")] if sheet.events else []]
    parts += [_own_lines(event) for event in sheet.events]
    return Letter(_("Schema för {name}").format(name=sheet.name), _text([*parts, undated]))


def _own_lines(event: CalendarEvent) -> list[str]:
    day, tour = event.day, event.tour
    head = f"{tour.name}: {stop_text(day.stop)}, {day_line(day, tour)}"
    off = _("INSTÄLLT: {title}").format(title=head) if is_cancelled(day.stop, tour) else head
    tasks = _("Uppdrag: {tasks}").format(tasks=", ".join(event.tasks)) if event.tasks else ""
    return [line for line in (off, place_text(day.stop), tasks, *programme_lines(event.items)) if line]


def _text(parts: Iterable[list[str]]) -> str:
    return "\n".join(joined(parts))
