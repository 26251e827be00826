"""Who takes part: the bodies that must be at every stop of a tour, and those who can speak."""

from uuid import UUID

from kampanjplan.domain.contacts import Contact
from kampanjplan.domain.fields import checked
from kampanjplan.domain.organisations import Organisation
from kampanjplan.domain.possibility import Lecturer, Party
from kampanjplan.services.ports import Reading, Unit


def parties_of(reading: Reading, tour_id: UUID) -> list[tuple[Party, Organisation]]:
    """The bodies that must be at every stop, by their short names."""
    parties = reading.find(Party, tour_id=tour_id)
    bodies = {b.id: b for b in reading.find(Organisation, id=[p.organisation_id for p in parties])}
    pairs = [(party, bodies[party.organisation_id]) for party in parties]
    return sorted(pairs, key=lambda pair: pair[1].short.casefold())


def add_party(unit: Unit, party: Party) -> None:
    """One more body; nothing where it takes part already."""
    if not unit.find(Party, tour_id=party.tour_id, organisation_id=party.organisation_id):
        unit.put(checked(party))


def lecturers_of(reading: Reading) -> list[tuple[Lecturer, Contact]]:
    """Those who can speak, by name; nobody who was anonymised."""
    lecturers = {one.contact_id: one for one in reading.find(Lecturer)}
    people = [c for c in reading.find(Contact, id=sorted(lecturers)) if c.anonymised is None]
    return [(lecturers[c.id], c) for c in sorted(people, key=lambda c: (c.name.casefold(), c.id))]


def add_lecturer(unit: Unit, lecturer: Lecturer) -> None:
    """One more who can speak; nothing where it is known already."""
    if not unit.find(Lecturer, contact_id=lecturer.contact_id):
        unit.put(checked(lecturer))
