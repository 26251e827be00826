"""Stops that had a day and have it no longer, as far as the plan's history tells: calendars may hold them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from kampanjplan.domain.changes import Thing
from kampanjplan.domain.contacts import Role
from kampanjplan.domain.journal import Entry, Question, Step
from kampanjplan.domain.programme import Item, Speaker
from kampanjplan.domain.stops import Stop, StopStatus
from kampanjplan.services.history import changed, made
from kampanjplan.services.ports import Reading

LASTED = timedelta(days=1)  # from when an idea came until it was last touched: others may have seen it
_ALL = 10_000  # entries


@dataclass(frozen=True, slots=True)
class LostDay:
    """A stop as it was when it last had its day, and the last act that touched it."""

    stop: Stop
    entry: Entry


def lost_days(reading: Reading, tour_id: UUID, undated: Sequence[Stop]) -> list[LostDay]:
    """Of the stops of a tour that are gone, and of these, those that once had a day, in the order of time.

    Those that were held are not among them: what became of them in the plan calls nothing off. Nor are ideas
    that did not last: who tries proposals makes and undoes many, of which nobody ever hears.
    """
    was_here = set(reading.hung_on(Stop, "tour_id", [tour_id]))
    gone = was_here - {stop.id for stop in reading.find(Stop, id=sorted(was_here))}
    found = _last_dated(reading, gone, {stop.id: stop for stop in undated})
    missed = [one for one in found if one.stop.status is not StopStatus.DONE]
    return sorted(missed, key=lambda one: one.stop.order)


def _last_dated(reading: Reading, gone: Collection[UUID], now: Mapping[UUID, Stop]) -> Iterator[LostDay]:
    """Goes back in the history of each stop until it has a day; then on to whether it was of any weight."""
    at = dict(now)
    last: dict[UUID, Entry] = {}
    first: dict[UUID, Entry] = {}
    found: dict[UUID, LostDay] = {}
    asked: set[UUID] = set()
    for entry, step in steps_of(reading, Stop, {*gone, *now}):
        last.setdefault(step.id, entry)
        first[step.id] = entry
        if {facts.get("status") for facts in (step.before, step.after) if facts} - {None, StopStatus.IDEA}:
            asked.add(step.id)
        if step.before is None:
            at.pop(step.id, None)  # if it was there before that, an older act took it away
            continue
        stop = made(Stop, step.id, step.before) if step.after is None else at.get(step.id)
        if stop is not None and step.id not in found:
            stop = at[step.id] = changed(stop, step.before)
            if stop.day is not None:
                found[step.id] = LostDay(stop, last[step.id])
    for id, lost in found.items():
        if id in asked or lost.entry.at - first[id].at > LASTED:
            yield lost


def had_tasks(reading: Reading, stops: Collection[UUID], ours: set[UUID]) -> set[UUID]:
    """At which of these stops any of these contacts and bodies had a role or spoke, also long ago."""
    at = _told(reading, Item, "stop_id", {id: id for id in stops})
    roles = _told(reading, Role, "stop_id", {id: id for id in stops}, ours)
    speakers = _told(reading, Speaker, "item_id", at, ours)
    return {*roles.values(), *speakers.values()}


def _told(
    reading: Reading, kind: type[Thing], field: str, home: Mapping[UUID, UUID], whose: set[UUID] | None = None
) -> dict[UUID, UUID]:
    """At which stop each part of the things in `home` was, of all or of these people and bodies."""
    found: dict[UUID, UUID] = {}
    for _entry, step in steps_of(reading, kind, set(reading.hung_on(kind, field, list(home)))):
        for facts in (step.before, step.after):
            people = {facts.get("contact_id"), facts.get("organisation_id")} if facts else set()
            if facts and facts.get(field) in home and (whose is None or people & whose):
                found[step.id] = home[facts[field]]
    return found


def steps_of(reading: Reading, kind: type[Thing], ids: set[UUID]) -> Iterator[tuple[Entry, Step]]:
    """What the history tells of these things, the newest first; what was given up never happened."""
    if ids:
        for entry in reading.journal(Question(ids=frozenset(ids), kinds=(kind,), most=_ALL, steps=None)):
            yield from ((entry, step) for step in entry.steps if not step.lost)
