"""A stop in plain text, for the notes of a calendar and the body of a letter, and what all forms ask."""

import re
from collections.abc import Iterable, Iterator
from datetime import time

from kampanjplan.domain.stops import Stop
from kampanjplan.domain.tours import Tour
from kampanjplan.services.sheets import ContactSheet, ItemSheet, StopSheet
from kampanjplan.wording import _
from kampanjplan.wording.dates import day_text, hours_text, time_text, when_text
from kampanjplan.wording.labels import label

_WEB_ADDRESS = re.compile(r"https?://[^\s\"<>\\^`{|}]+")


def title_text(day: StopSheet, tour: Tour) -> str:
    """What an event is called: the tour, and in brackets last the place, as calendars of the public are."""
    return f"{tour.name} ({day.stop.town or day.county})"


def is_web_address(text: str) -> bool:
    """Whether a text can be a link as it stands."""
    return _WEB_ADDRESS.fullmatch(text) is not None


def event_hours(day: StopSheet) -> tuple[time, int | None] | None:
    """When the day begins, and its end in minutes after midnight where that is known; None without hours.

    What the stop does not say, its programme may.
    """
    items = [sheet.item for sheet in day.items or ()]
    begins = day.stop.starts or (items[0].start if items else None)
    if begins is None:
        return None
    ends = _minutes(day.stop.ends) if day.stop.ends else max((item.ends for item in items), default=None)
    return begins, ends if ends is not None and ends > _minutes(begins) else None


def hours_line(day: StopSheet) -> str:
    """The hours in words: those of the stop, else those that its programme tells."""
    hours = event_hours(day)
    if hours is None:
        return hours_text(day.stop.starts, day.stop.ends)
    begins, ends = hours
    if ends is None:
        return hours_text(begins, None)
    return f"{time_text(begins)}–{ends // 60:02}:{ends % 60:02}"


def day_line(day: StopSheet, tour: Tour) -> str:
    """When it is, with the hours where they are known."""
    return ", ".join(filter(None, (when_text(day.stop, tour), hours_line(day))))


def _minutes(moment: time) -> int:
    return moment.hour * 60 + moment.minute


def place_text(stop: Stop) -> str:
    """The venue, the address and the town in one line, each said once."""
    parts = [part for part in (stop.venue, stop.address) if part]
    if stop.town and not any(stop.town.casefold() in part.casefold() for part in parts):
        parts.append(stop.town)
    return ", ".join(parts)


def item_title(sheet: ItemSheet) -> str:
    """What an item is called; one without a title by its kind."""
    return sheet.item.title or label(sheet.item.kind).capitalize()


def programme_lines(items: Iterable[ItemSheet]) -> Iterator[str]:
    """A line for each item: its time, its title, who speaks and where."""
    for sheet in items:
        item = sheet.item
        line = f"{time_text(item.start)}–{time_text(item.end)} {item_title(sheet)}"
        if sheet.speakers:
            line += f" – {'; '.join(sheet.speakers)}"
        yield f"{line} ({item.room})" if item.room else line


def contact_lines(contacts: Iterable[ContactSheet]) -> Iterator[str]:
    """A line for each contact: what they do, who they are, where they are reached."""
    for contact in contacts:
        who = ", ".join(filter(None, (contact.name, contact.organisation)))
        reached = ", ".join(filter(None, (contact.phone, contact.email)))
        yield ": ".join(filter(None, (", ".join(contact.roles), who))) + (f", {reached}" if reached else "")


def stop_lines(day: StopSheet, *, contacts: bool = False, online: bool = False) -> list[str]:
    """All about a stop but its title, day and place; an empty line between its parts.

    `contacts` tells whether people are named with phone and e-mail, `online` whether the link is there by
    which anybody takes part at a distance.
    """
    stop = day.stop
    until = day_text(stop.registration_until) if stop.registration_until else ""
    facts = (
        (_("Värd"), day.host),
        (_("Målgrupp"), ", ".join(label(audience) for audience in stop.audience)),
        (_("Anmälan"), stop.registration_link),
        (_("Sista anmälningsdag"), until),
        (_("Länk för deltagande på distans"), stop.online_link if online else ""),
    )
    parts = [stop.description.splitlines(), [f"{head}: {text}" for head, text in facts if text]]
    if day.items:
        parts.append([_("Program"), *programme_lines(day.items)])
    if contacts and day.contacts:
        parts.append([_("Kontakter"), *contact_lines(day.contacts)])
    return joined(parts)


def joined(parts: Iterable[list[str]]) -> list[str]:
    """The parts that say something, an empty line between them."""
    lines: list[str] = []
    for part in parts:
        if part:
            lines += [*([""] if lines else []), *part]
    return lines
