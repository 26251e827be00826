"""All that a plan knows of one person, gathered for that person: GDPR, article 15."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any
from uuid import UUID

from kampanjplan.domain.activities import Activity
from kampanjplan.domain.backups import Backup
from kampanjplan.domain.changes import Thing
from kampanjplan.domain.contacts import Contact, DistinctPair
from kampanjplan.domain.editions import Edition, EditionFile, Recipient
from kampanjplan.domain.erasing import Place
from kampanjplan.domain.journal import Entry, Question, Step
from kampanjplan.domain.programme import Item, Speaker
from kampanjplan.domain.stops import Stop
from kampanjplan.domain.terms import Finder, terms_of
from kampanjplan.services.history import PARTS, history, names
from kampanjplan.services.ports import Reading
from kampanjplan.services.traces import ALL, absorbed, remains, said_of
from kampanjplan.wording import _, count_text
from kampanjplan.wording.dates import span_text
from kampanjplan.wording.editions import files_text
from kampanjplan.wording.history import (
    entry_text,
    field_text,
    kind_text,
    step_text,
    told_fields,
    value_text,
)
from kampanjplan.wording.labels import stop_text

Names = dict[UUID, str]

_AROUND = 80  # characters that are shown on either side of a name in a text


@dataclass(frozen=True, slots=True)
class Fact:
    """A field, what it is called, and what it says. The name is the code's, and does not change."""

    name: str
    title: str
    value: str


@dataclass(frozen=True, slots=True)
class Tied:
    """A thing that the person has to do with."""

    kind: str
    title: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A text elsewhere that tells of the person: where, and the words around."""

    table: str
    column: str
    title: str
    excerpt: str


@dataclass(frozen=True, slots=True)
class Told:
    """An act of the history: when, who, what, and each thing that it changed with the values."""

    when: datetime
    who: str
    what: str
    steps: tuple[Tied, ...]


@dataclass(frozen=True, slots=True)
class Extract:
    """What is known of a person. `why` is the part of `facts` that says why. Backups are those that may
    hold more than this: they are not searched."""

    id: UUID
    name: str
    plan: str
    facts: tuple[Fact, ...]
    why: tuple[Fact, ...]
    tied: tuple[Tied, ...]
    hits: tuple[Hit, ...]
    history: tuple[Told, ...]
    backups: tuple[datetime, ...]
    backup_days: int


_WHY = ("purpose", "basis", "source", "collected", "decision", "keep_until", "anonymised")
_TIES: tuple[tuple[type[Thing], str], ...] = (
    *PARTS[Contact],
    (DistinctPair, "contact_id"),
    (DistinctPair, "other_id"),
)


def extract(reading: Reading, id: UUID, plan: str, backups: Sequence[Backup], backup_days: int) -> Extract:
    """Everything about a contact; MissingError where there is none. Other people are counted, not named."""
    contact = reading.get(Contact, id)
    tied: list[Any] = [thing for kind, name in _TIES for thing in reading.find(kind, **{name: [id]})]
    lost = absorbed(reading, [id])
    told = history(reading, (Contact, id), Question(most=ALL, steps=None))
    for other in lost:
        told += history(reading, (Contact, other), Question(most=ALL, steps=None))
    told = sorted({entry.number: entry for entry in told}.values(), key=lambda entry: entry.number)
    called = _names(reading, told, [contact, *tied], {id, *lost})
    terms = [terms_of(facts, "") for facts in said_of(reading, [id, *lost]).values()]
    far = Finder(term for t in terms for term in t.far)
    facts = _facts(contact, called, ())
    return Extract(
        id,
        contact.name,
        plan,
        tuple(fact for fact in facts if fact.name not in _WHY),
        tuple(fact for fact in facts if fact.name in _WHY),
        tuple(_tied(reading, thing, called) for thing in tied),
        tuple(_hits(reading, far, {contact.id, *(thing.id for thing in tied)}, told, tied)),
        tuple(_told(entry, called) for entry in told),
        tuple(backup.made for backup in backups),
        backup_days,
    )


def _facts(thing: Thing, called: Names, without: Sequence[str]) -> list[Fact]:
    return [
        Fact(f.name, field_text(type(thing), f.name), value_text(f.name, getattr(thing, f.name), called))
        for f in fields(thing)  # type: ignore[arg-type]
        if f.name not in ("id", "version", *without)
    ]


def _tied(reading: Reading, thing: Any, called: Names) -> Tied:
    kind = kind_text(type(thing))
    facts = [f for f in _facts(thing, called, ("contact_id", "other_id", "contact_ids")) if f.value != "–"]
    if isinstance(thing, Activity) and len(thing.contact_ids) > 1:
        others = count_text("{n} annan kontakt", "{n} andra kontakter", len(thing.contact_ids) - 1)
        facts.append(Fact("contact_ids", _("Tillsammans med"), others))
    if isinstance(thing, Edition):
        files = files_text(len(reading.find(EditionFile, edition_id=thing.id)))
        where = _("utgåvans filer ({files}) och vad dess mottagare har fått veta").format(files=files)
        facts.append(Fact("contact_ids", _("Kan nämnas i"), where))
    if isinstance(thing, DistinctPair):
        facts.append(Fact("other_id", _("Bedömd som"), _("en annan person än en kontakt som liknar denna")))
    if isinstance(thing, Speaker):
        item = reading.get(Item, thing.item_id)
        facts.append(Fact("stop_id", _("Stopp"), _stop_line(reading.get(Stop, item.stop_id))))
    if getattr(thing, "stop_id", None):
        facts = [f for f in facts if f.name != "stop_id"]
        facts.append(Fact("stop_id", _("Stopp"), _stop_line(reading.get(Stop, thing.stop_id))))
    return Tied(type(thing).__name__, kind, tuple(facts))


def _stop_line(stop: Stop) -> str:
    when = span_text(stop.first_day, stop.last_day)
    return f"{stop_text(stop)}, {when}" if when else stop_text(stop)


def _hits(
    reading: Reading, finder: Finder, known: set[UUID], told: Sequence[Entry], tied: Sequence[Thing]
) -> list[Hit]:
    """The texts of all tables that tell of the person, but for those that are shown whole elsewhere.

    What other recipients of an edition were told is theirs; that the person is named there is told with it.
    """
    editions = sorted(thing.id for thing in tied if isinstance(thing, Edition))
    others = {one.id for one in reading.find(Recipient, edition_id=editions)}
    others |= set(reading.hung_on(Recipient, "edition_id", editions))
    numbers = {entry.number for entry in told}
    steps = {step.id for entry in told for step in entry.steps} | others
    known = known | others
    return [
        _hit(place, finder)
        for place in remains(reading, finder)
        if (place.key not in known if place.kind else place.about not in steps)
        and not (place.table == "journal" and place.key in numbers)
    ]


def _hit(place: Place, finder: Finder) -> Hit:
    where = kind_text(place.kind) if place.kind else _("historiken")
    own = {"who": _("vem"), "text": _("vad"), "before": _("före"), "after": _("efter")}
    column = field_text(place.kind, place.column) if place.kind else own.get(place.column, place.column)
    return Hit(place.table, place.column, f"{where}: {column}", excerpt(place.text, finder))


def excerpt(text: str, finder: Finder) -> str:
    """The words around each place where a text tells of somebody, with … where something is left out."""
    parts: list[list[int]] = []
    for first, last in finder.spans(text):
        first, last = max(first - _AROUND, 0), min(last + _AROUND, len(text))
        if parts and first <= parts[-1][1]:
            parts[-1][1] = last
        else:
            parts.append([first, last])
    told = " … ".join(" ".join(text[first:last].split()) for first, last in parts)
    before = "… " if parts and parts[0][0] > 0 else ""
    return before + told + (" …" if parts and parts[-1][1] < len(text) else "")


def _told(entry: Entry, called: Names) -> Told:
    steps = tuple(
        Tied(step.kind.__name__, step_text(step, called), tuple(_step_facts(step, called)))
        for step in entry.steps
    )
    return Told(entry.at, entry.who, entry_text(entry, called), steps)


def _step_facts(step: Step, called: Names) -> Iterator[Fact]:
    for name in told_fields(step):
        sides = [side.get(name) for side in (step.before, step.after) if side is not None]
        value = " → ".join(value_text(name, side, called) for side in sides)
        yield Fact(name, field_text(step.kind, name), value)


def _names(reading: Reading, told: Sequence[Entry], things: Sequence[Thing], ours: set[UUID]) -> Names:
    """What the things are called, but for other people, who have no part in this."""
    called = names(reading, told, things)
    others = {contact.id for contact in reading.find(Contact, id=sorted(called))}
    others |= {step.id for entry in told for step in entry.steps if step.kind is Contact}
    lines = [side for e in told for s in e.steps for side in (s.before, s.after) if side]
    others |= {id for side in lines for id in side.get("contact_ids") or ()}
    return called | dict.fromkeys(others - ours, _("en annan kontakt"))
