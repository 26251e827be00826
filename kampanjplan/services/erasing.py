"""Erases people for good, as their time is up or as they ask, and tells who is overdue."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from secrets import token_hex
from uuid import UUID, uuid4

from kampanjplan.domain.contacts import Contact, Erasure
from kampanjplan.domain.editions import Edition
from kampanjplan.domain.erasing import erased_by, mark_of
from kampanjplan.domain.errors import SeenChangedError, UnknownContactError
from kampanjplan.domain.journal import Question
from kampanjplan.services.editions import take_back, withdrawal_marks
from kampanjplan.services.erasure_work import Preview, Work, work_of
from kampanjplan.services.ports import Reading, Unit
from kampanjplan.services.traces import ALL, Moment, in_parts


def overdue(reading: Reading, today: date) -> list[Contact]:
    """The contacts that should have been erased before today, those longest overdue first."""
    return sorted(
        reading.find(Contact, id=reading.overdue(today)), key=lambda c: (c.keep_until or today, c.name, c.id)
    )


def undated(reading: Reading) -> list[Contact]:
    """The contacts that nobody has said until when to keep."""
    found = reading.find(Contact, keep_until=None, anonymised=None)
    return sorted(found, key=lambda c: (c.collected or date.min, c.name, c.id))


def contact_named(reading: Reading, text: str) -> Contact:
    """The contact of a key, or of a whole name, case aside; UnknownContactError where it is not just one."""
    with suppress(ValueError):
        for contact in reading.find(Contact, id=UUID(text.strip())):
            return contact
    wanted = text.strip().casefold()
    found = [contact for contact in reading.find(Contact) if contact.name.casefold() == wanted]
    if len(found) != 1:
        raise UnknownContactError(text, len(found))
    return found[0]


def preview(reading: Reading, ids: Sequence[UUID], moment: Moment = lambda: None) -> Preview:
    """What erasing these contacts would do; `moment` is called now and then, and may raise to stop."""
    return work_of(reading, ids, {}, moment).preview


def anonymise_as_seen(
    unit: Unit,
    seen: Preview,
    day: date,
    decision: str,
    moment: Moment = lambda: None,
    withdrawing: bool = False,
) -> None:
    """Leaves of the contacts that were shown what the figures need, and nothing that tells who they were.

    Goes for all texts and for the whole history; cannot be undone. The papers of editions stay as they are
    but for those that name them, where these are withdrawn too. SeenChangedError where any of what was
    shown has changed since.
    `moment` is called now and then, and may raise to stop as long as nothing is done.
    """
    ids = [contact.id for contact in unit.find(Contact, id=seen.ids)]
    if len(ids) != len(seen.ids):
        raise SeenChangedError
    work = work_of(unit, seen.ids, {}, moment)
    if work.preview != seen:
        raise SeenChangedError
    editions = [one.edition_id for one in seen.editions] if withdrawing else []
    _erase(unit, work, dict.fromkeys(seen.ids, (day, decision)), dict.fromkeys(editions, (day, decision)))


def anonymise_again(unit: Unit, ledger: Iterable[Erasure], labels: Mapping[UUID, str]) -> None:
    """Erases whomever a plan from before says again, called as in `labels`, and keeps the ledger.

    Editions that were withdrawn are withdrawn again.
    """
    known = {erasure.mark for erasure in unit.find(Erasure)}
    ledger = {erasure.mark: erasure for erasure in [*unit.find(Erasure), *ledger]}.values()
    again = erased_by([c.id for c in unit.find(Contact, anonymised=None)], ledger)
    editions = erased_by([e.id for e in unit.find(Edition, withdrawn=None)], ledger)
    if again or editions:
        work = work_of(unit, list(again), labels)
        _erase(unit, work, _said(again), _said(editions), marked=True)
        unit.put(*(replace(e, id=uuid4()) for e in ledger if e.mark not in known))


def erased_since(reading: Reading, seen: Mapping[UUID, datetime]) -> set[UUID]:
    """Which of these things an erasure has touched since they were seen, at a local time."""
    found = {contact.id for contact in reading.find(Contact, id=sorted(seen)) if contact.anonymised}
    if seen:
        since = Question(kinds=(Erasure,), since=min(seen.values()), most=ALL, steps=1)
        when = {entry.number: entry.at for entry in reading.journal(since)}
        for part in in_parts(sorted(when)):
            asked = Question(numbers=tuple(part), ids=frozenset(seen), most=ALL, steps=None)
            for entry in reading.journal(asked):
                found |= {s.id for s in entry.steps if when[entry.number] >= seen[s.id].astimezone()}
    return found


def _said(erasures: Mapping[UUID, Erasure]) -> dict[UUID, tuple[date, str]]:
    return {id: (erasure.day, erasure.decision) for id, erasure in erasures.items()}


def _erase(
    unit: Unit,
    work: Work,
    said: Mapping[UUID, tuple[date, str]],
    editions: Mapping[UUID, tuple[date, str]],
    *,
    marked: bool = False,
) -> None:
    """Erases people, and withdraws editions, each on its day and by its decision."""
    new = {id for id in said if unit.get(Contact, id).anonymised is None}
    unit.remove(*work.gone)
    unit.put(*work.after)
    for id in new:
        contact, (day, decision) = unit.get(Contact, id), said[id]
        unit.put(replace(contact, anonymised=day, decision=decision or contact.decision))
    if new and not marked:
        salt = token_hex(16)  # one an act: a backup is asked of each salt and each of its contacts
        keys = {id: said[id] for id in new}
        keys |= {id: said[into] for id, into in work.absorbed.items() if into in said}
        unit.put(
            *(
                Erasure(id=uuid4(), day=day, decision=decision, salt=salt, mark=mark_of(id, salt))
                for id, (day, decision) in keys.items()
            )
        )
    untold = take_back(unit, work.gone_editions, date.min)
    for id, (day, decision) in editions.items():
        untold |= take_back(unit, [id], day)
        if not marked:
            unit.put(*withdrawal_marks([id], day, decision))
    unit.scrub(replace(work.scrub, emptied={*work.scrub.emptied, *editions}), untold)
