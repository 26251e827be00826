"""Contacts and organisations, and what a contact does at a stop."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
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
from kampanjplan.domain.fields import checked
from kampanjplan.domain.organisations import Organisation
from kampanjplan.domain.programme import Item, Speaker
from kampanjplan.domain.rules import Rules
from kampanjplan.domain.searches import SavedSearch
from kampanjplan.domain.stops import Stop
from kampanjplan.services.ports import Reading, Unit
from kampanjplan.services.rules import rules_of


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
        for kind in (Role, Appointment, Membership, DistinctPair):
            unit.remove(*unit.find(kind, contact_id=id))
        unit.remove(*unit.find(DistinctPair, other_id=id))
        _leave_out(unit, id)
        unit.remove(contact)


def _leave_out(unit: Unit, id: UUID) -> None:
    """Takes a contact out of the contact log."""
    for activity in unit.find(Activity, contact_ids=[id]):
        others = tuple(other for other in activity.contact_ids if other != id)
        if others:
            unit.put(replace(activity, contact_ids=others))
        else:
            unit.remove(activity)


def delete_organisation(unit: Unit, id: UUID) -> None:
    """Takes an organisation away; its contacts stay, without it, and its stops without their host."""
    unit.put(*(replace(c, organisation_id=None) for c in unit.find(Contact, organisation_id=id)))
    unit.put(*(replace(s, host_id=None) for s in unit.find(Stop, host_id=id)))
    unit.put(*(replace(o, parent_id=None) for o in unit.find(Organisation, parent_id=id)))
    unit.put(*(replace(s, organisation_id=None) for s in unit.find(SavedSearch, organisation_id=id)))
    unit.remove(*unit.find(Membership, organisation_id=id))
    unit.remove(*unit.find(Speaker, organisation_id=id))
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


def stops_of_contact(reading: Reading, contact_id: UUID) -> list[tuple[Stop, RoleKind | None]]:
    """The stops where the contact has a role, or speaks (None), in the order of time."""
    roles = reading.find(Role, contact_id=contact_id)
    found = {(role.stop_id, role.kind) for role in roles if role.stop_id is not None}
    items = [speaker.item_id for speaker in reading.find(Speaker, contact_id=contact_id)]
    found_speaking = {(item.stop_id, None) for item in reading.find(Item, id=items)}
    stops = {
        s.id: s for s in reading.find(Stop, id=list({i for i, _ in found} | {i for i, _ in found_speaking}))
    }
    pairs = [(stops[id], kind) for id, kind in [*found, *found_speaking]]
    return sorted(pairs, key=lambda pair: (pair[0].order, pair[1].value if pair[1] else ""))
