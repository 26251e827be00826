"""Two contacts who are the same person become one; two who are not are let be."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID, uuid4

from kampanjplan.domain.activities import Activity
from kampanjplan.domain.changes import Thing
from kampanjplan.domain.contacts import Appointment, Contact, DistinctPair, Membership, Role
from kampanjplan.domain.editions import Edition, Recipient
from kampanjplan.domain.errors import FieldError
from kampanjplan.domain.fields import checked
from kampanjplan.domain.possibility import DayAnswer, Lecturer, StandingRule
from kampanjplan.domain.programme import Speaker
from kampanjplan.services.ports import Reading, Unit
from kampanjplan.services.possibility import hand_over_days


def merge(unit: Unit, kept_id: UUID, gone_id: UUID, facts: Mapping[str, Any]) -> None:
    """The kept contact says `facts` and has all that hung on the other, who is removed.

    To be done through `having_seen`, so that nothing is merged that was not looked at. FieldError where
    they are one and the same, or one of them is anonymised.
    """
    kept, gone = unit.get(Contact, kept_id), unit.get(Contact, gone_id)
    if kept_id == gone_id:
        raise FieldError("id")
    if kept.anonymised or gone.anonymised:
        raise FieldError("anonymised")
    merged = checked(replace(kept, **facts))
    unit.put(merged)
    for kind in (Role, Speaker, Membership, Appointment, StandingRule):
        _hand_over(unit, kind, gone_id, kept_id)
    hand_over_days(unit, gone_id, kept_id)
    _keep_bodies(unit, merged, (kept, gone))
    _hand_over_log(unit, gone_id, kept_id)
    _hand_over_editions(unit, gone_id, kept_id)
    _hand_over_judgements(unit, gone_id, kept_id)
    unit.remove(gone)


def _hand_over(unit: Unit, kind: Any, gone_id: UUID, kept_id: UUID) -> None:
    """What hung on one hangs on the other, but not twice."""
    had = [_said(thing) for thing in unit.find(kind, contact_id=kept_id)]
    for thing in unit.find(kind, contact_id=gone_id):
        moved = replace(thing, contact_id=kept_id)
        if _said(moved) in had:
            unit.remove(thing)
        else:
            had.append(_said(moved))
            unit.put(moved)


def _said(thing: Any) -> Any:
    """A thing without its key, and without its place in an order: equal where it says the same."""
    same = {"id": UUID(int=0)}
    return replace(thing, **same, **({"position": 0} if hasattr(thing, "position") else {}))


def _keep_bodies(unit: Unit, merged: Contact, before: tuple[Contact, ...]) -> None:
    """Where either of them was, beside what was chosen, is told as a membership."""
    known = {membership.organisation_id for membership in unit.find(Membership, contact_id=merged.id)}
    for contact in before:
        body = contact.organisation_id
        if body is not None and body != merged.organisation_id and body not in known:
            known.add(body)
            unit.put(Membership(id=uuid4(), contact_id=merged.id, organisation_id=body, title=contact.title))


def _hand_over_log(unit: Unit, gone_id: UUID, kept_id: UUID) -> None:
    for activity in unit.find(Activity, contact_ids=[gone_id]):
        ids = dict.fromkeys(kept_id if id == gone_id else id for id in activity.contact_ids)
        unit.put(replace(activity, contact_ids=tuple(ids)))


def _hand_over_editions(unit: Unit, gone_id: UUID, kept_id: UUID) -> None:
    """Editions name the kept one; where both were told of an edition, what the kept one was told stands."""
    for edition in unit.find(Edition, contact_ids=[gone_id]):
        ids = {kept_id if id == gone_id else id for id in edition.contact_ids}
        unit.put(replace(edition, contact_ids=tuple(sorted(ids))))
    had = {recipient.edition_id for recipient in unit.find(Recipient, contact_id=kept_id)}
    for recipient in unit.find(Recipient, contact_id=gone_id):
        if recipient.edition_id in had:
            unit.remove(recipient)
        else:
            unit.put(replace(recipient, contact_id=kept_id))


def _hand_over_judgements(unit: Unit, gone_id: UUID, kept_id: UUID) -> None:
    """Whoever is not the same as the one is not the same as the other."""
    known = {_other(pair, kept_id) for pair in _pairs_of(unit, kept_id)}
    for pair in _pairs_of(unit, gone_id):
        other = _other(pair, gone_id)
        if other == kept_id or other in known:
            unit.remove(pair)
        else:
            first, second = sorted((kept_id, other))
            unit.put(replace(pair, contact_id=first, other_id=second))


def _pairs_of(unit: Unit, id: UUID) -> list[DistinctPair]:
    return unit.find(DistinctPair, contact_id=id) + unit.find(DistinctPair, other_id=id)


def _other(pair: DistinctPair, id: UUID) -> UUID:
    return pair.other_id if pair.contact_id == id else pair.contact_id


def judge_distinct(unit: Unit, one_id: UUID, other_id: UUID) -> None:
    """These two are not the same, however alike, and are not asked of again."""
    first, second = sorted((unit.get(Contact, one_id).id, unit.get(Contact, other_id).id))
    if not unit.find(DistinctPair, contact_id=first, other_id=second):
        unit.put(checked(DistinctPair(id=uuid4(), contact_id=first, other_id=second)))


@dataclass(frozen=True, slots=True)
class Shown:
    """A contact with how much of each kind hangs on it, which a merge would hand over."""

    contact: Contact
    ties: tuple[tuple[type[Thing], int], ...]


def two_to_merge(reading: Reading, ids: tuple[UUID, UUID]) -> tuple[Shown, Shown]:
    """The two, with what hangs on them; MissingError where one is gone."""
    first, second = (_shown(reading, id) for id in ids)
    return first, second


def _shown(reading: Reading, id: UUID) -> Shown:
    contact = reading.get(Contact, id)
    found: list[tuple[type[Thing], int]] = [(Activity, len(reading.find(Activity, contact_ids=[id])))]
    kinds: tuple[type[Thing], ...] = (
        Role, Speaker, Appointment, Membership, Lecturer, DayAnswer, StandingRule,
    )  # fmt: skip
    found += [(kind, len(reading.find(kind, contact_id=id))) for kind in kinds]
    return Shown(contact, tuple((kind, count) for kind, count in found if count))
