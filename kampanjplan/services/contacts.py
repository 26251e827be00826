"""Contacts and organisations, and what a contact does at a stop."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from kampanjplan.domain.activities import Activity
from kampanjplan.domain.contacts import (
    Appointment,
    Contact,
    DistinctPair,
    LegalBasis,
    Membership,
    Role,
    RoleKind,
)
from kampanjplan.domain.editions import Edition, Recipient
from kampanjplan.domain.errors import CircleError
from kampanjplan.domain.fields import checked
from kampanjplan.domain.organisations import Organisation
from kampanjplan.domain.possibility import DayAnswer, Lecturer, Party, StandingRule
from kampanjplan.domain.programme import Speaker
from kampanjplan.domain.rules import Rules
from kampanjplan.domain.searches import SavedSearch
from kampanjplan.domain.stops import Stop
from kampanjplan.services.editing import change
from kampanjplan.services.ports import Reading, Unit
from kampanjplan.services.rules import rules_of
from kampanjplan.wording.labels import sort_key


def add_contacts(unit: Unit, contacts: Sequence[Contact], today: date) -> None:
    """Keeps new contacts. What is not said of why they are known is as the plan's rules say."""
    unit.put(*map(new_contacts(unit, today), contacts))


def new_contacts(reading: Reading, today: date) -> Callable[[Contact], Contact]:
    """What makes a contact one that may be added: checked, and known by the plan's rules."""
    rules = rules_of(reading)
    until = today + timedelta(days=rules.keep_days) if rules.keep_days is not None else None
    return lambda contact: checked(_known_by_rule(contact, rules, today, until))


def _known_by_rule(contact: Contact, rules: Rules, today: date, until: date | None) -> Contact:
    return replace(
        contact,
        purpose=contact.purpose or rules.purpose,
        basis=rules.basis if contact.basis is LegalBasis.NONE else contact.basis,
        decision=contact.decision or rules.decision,
        collected=contact.collected or today,
        keep_until=contact.keep_until or until,
    )


def delete_contacts(unit: Unit, ids: Sequence[UUID]) -> None:
    """Takes contacts away. Where one was to speak, their organisation stands with a name to come.

    What was logged with others too stays with those; what was logged with nobody else goes.
    """
    for id in ids:
        contact = unit.get(Contact, id)
        for speaker in unit.find(Speaker, contact_id=id):
            if contact.organisation_id is not None:
                unit.put(replace(speaker, contact_id=None, organisation_id=contact.organisation_id))
            else:
                unit.remove(speaker)
        for kind in (Role, Appointment, Membership, DistinctPair, Lecturer, DayAnswer, StandingRule):
            unit.remove(*unit.find(kind, contact_id=id))
        unit.put(*(replace(one, said_by_id=None) for one in unit.find(DayAnswer, said_by_id=id)))
        unit.put(*(replace(one, said_by_id=None) for one in unit.find(StandingRule, said_by_id=id)))
        unit.remove(*unit.find(DistinctPair, other_id=id))
        unit.remove(*unit.find(Recipient, contact_id=id))
        _leave_out(unit, id)
        unit.remove(contact)


def _leave_out(unit: Unit, id: UUID) -> None:
    """Takes a contact out of the contact log, and out of those whom editions are known to name."""
    for edition in unit.find(Edition, contact_ids=[id]):
        others = tuple(other for other in edition.contact_ids if other != id)
        unit.put(replace(edition, contact_ids=others))
    for activity in unit.find(Activity, contact_ids=[id]):
        others = tuple(other for other in activity.contact_ids if other != id)
        if others:
            unit.put(replace(activity, contact_ids=others))
        else:
            unit.remove(activity)


def change_organisation(unit: Unit, id: UUID, /, **facts: Any) -> None:
    """Sets the named fields; CircleError where it would become part of itself."""
    change(unit, Organisation, id, **facts)
    above = facts.get("parent_id")
    while above is not None:
        if above == id:
            raise CircleError("parent_id")
        above = unit.get(Organisation, above).parent_id


def delete_organisation(unit: Unit, id: UUID) -> None:
    """Takes an organisation away; its contacts stay, without it, and its stops without their host."""
    unit.put(*(replace(c, organisation_id=None) for c in unit.find(Contact, organisation_id=id)))
    unit.put(*(replace(s, host_id=None) for s in unit.find(Stop, host_id=id)))
    unit.put(*(replace(o, parent_id=None) for o in unit.find(Organisation, parent_id=id)))
    unit.put(*(replace(s, organisation_id=None) for s in unit.find(SavedSearch, organisation_id=id)))
    for kind in (Membership, Speaker, DayAnswer, StandingRule, Party, Recipient):
        unit.remove(*unit.find(kind, organisation_id=id))
    logged = unit.find(Activity, organisation_id=id)
    unit.put(*(replace(a, organisation_id=None) for a in logged if a.contact_ids))
    unit.remove(*(a for a in logged if not a.contact_ids))
    unit.remove(unit.get(Organisation, id))


def set_roles(
    unit: Unit,
    stop_id: UUID,
    wanted: Sequence[tuple[UUID, RoleKind]],
    shown: Sequence[Role] | None = None,
) -> None:
    """These contacts have these roles at the stop, and of those `shown` before nobody else has any.

    A role that another program added meanwhile was not shown, and stays; None means that all were.
    """
    old = {(role.contact_id, role.kind): role for role in unit.find(Role, stop_id=stop_id)}
    known = old.values() if shown is None else shown
    unseen = {role.id for role in old.values()} - {role.id for role in known}
    unit.remove(*(role for key, role in old.items() if key not in wanted and role.id not in unseen))
    unit.put(
        *(
            Role(id=uuid4(), stop_id=stop_id, contact_id=contact_id, kind=kind)
            for contact_id, kind in dict.fromkeys(wanted)
            if (contact_id, kind) not in old
        )
    )


@dataclass(frozen=True, slots=True)
class Colleague:
    """A contact at an organisation; `membership` where they are there beside another, or were."""

    contact: Contact
    membership: Membership | None = None


def colleagues(reading: Reading, organisation_id: UUID) -> list[Colleague]:
    """Who is at an organisation first of all, by name; then who is there too, or was."""
    now = reading.find(Contact, organisation_id=organisation_id)
    also = reading.find(Membership, organisation_id=organisation_id)
    people = {c.id: c for c in reading.find(Contact, id=[one.contact_id for one in also])}
    found = [Colleague(contact) for contact in now if contact.anonymised is None]
    others = [Colleague(people[one.contact_id], one) for one in also]
    by_name = sorted(found + others, key=lambda one: sort_key(one.contact.name))
    return sorted(by_name, key=lambda one: one.membership is not None)
