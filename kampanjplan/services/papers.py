"""What a paper can be of: a tour, a stop or a kept proposal of it, or somebody who takes part."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from uuid import UUID

from kampanjplan.domain.contacts import Contact
from kampanjplan.domain.counties import county
from kampanjplan.domain.errors import NotJustOneError, Sought
from kampanjplan.domain.organisations import Organisation
from kampanjplan.domain.stops import Stop
from kampanjplan.domain.tours import Tour
from kampanjplan.services.contact_sheets import (
    ContactListSheet,
    organisation_called,
    organisation_sheet,
    tour_contacts_sheet,
)
from kampanjplan.services.itineraries import taking_part
from kampanjplan.services.ports import Reading
from kampanjplan.services.proposals import kept_proposals
from kampanjplan.services.sheets import ScheduleSheet, schedule_sheet, tour_named
from kampanjplan.wording import _
from kampanjplan.wording.dates import day_text, when_text
from kampanjplan.wording.labels import shortened, sort_key, stop_text


class Subject(Enum):
    """What a kind of paper is of."""

    TOUR = "tour"
    STOP = "stop"
    SOMEBODY = "somebody"  # who takes part: a person or an organisation
    TOUR_OR_BODY = "tour or body"
    PROPOSAL = "proposal"  # one that is kept


@dataclass(frozen=True, slots=True)
class Wanted:
    """What one paper is to be of, by its keys; `for_id` is that of a contact or an organisation."""

    tour_id: UUID | None = None
    stop_id: UUID | None = None
    for_id: UUID | None = None
    proposal_id: UUID | None = None

    @property
    def tour(self) -> UUID:
        """The tour, for a kind of paper that is of one."""
        assert self.tour_id is not None
        return self.tour_id

    @property
    def stop(self) -> UUID:
        """The stop, for a kind of paper that is of one."""
        assert self.stop_id is not None
        return self.stop_id

    @property
    def whom(self) -> UUID:
        """The contact or organisation, for a kind of paper that is for one."""
        assert self.for_id is not None
        return self.for_id

    @property
    def proposal(self) -> UUID:
        """The kept proposal, for a kind of paper that is of one."""
        assert self.proposal_id is not None
        return self.proposal_id


@dataclass(frozen=True, slots=True)
class Choice:
    """A thing that a paper can be of, what it is called, and what it may be called by."""

    id: UUID
    text: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BookSheet:
    """All of a tour."""

    schedule: ScheduleSheet
    contacts: ContactListSheet | None = None  # None where readers are not told
    has_map: bool = False


def book_sheet(reading: Reading, tour_id: UUID) -> BookSheet:
    """Everything that the book of a tour prints."""
    return BookSheet(schedule_sheet(reading, tour_id), tour_contacts_sheet(reading, tour_id), has_map=True)


def contacts_sheet(reading: Reading, wanted: Wanted) -> ContactListSheet:
    """The list of an organisation where one is named, else of the tour."""
    if wanted.for_id is None:
        return tour_contacts_sheet(reading, wanted.tour)
    return organisation_sheet(reading, wanted.for_id)


def choices(reading: Reading, subject: Subject, tour_id: UUID) -> list[Choice]:
    """What there is to choose from beside the tour, in the order in which people look for it."""
    if subject is Subject.STOP:
        return _stops(reading, tour_id)
    if subject is Subject.SOMEBODY:
        return [Choice(*found) for found in taking_part(reading, tour_id)]
    if subject is Subject.PROPOSAL:
        return _proposals(reading, tour_id)
    if subject is Subject.TOUR_OR_BODY:
        peopled = {contact.organisation_id for contact in reading.find(Contact) if not contact.anonymised}
        bodies = [body for body in reading.find(Organisation) if body.id in peopled]
        bodies.sort(key=lambda body: (sort_key(body.name), body.id))
        return [Choice(body.id, body.name, body.names) for body in bodies]
    return []


def _stops(reading: Reading, tour_id: UUID) -> list[Choice]:
    tour = reading.get(Tour, tour_id)
    found = []
    for stop in sorted(reading.find(Stop, tour_id=tour_id), key=lambda stop: stop.order):
        place, home = stop_text(stop), county(stop.county_code)
        text = f"{place}, {when_text(stop, tour)}"
        found.append(Choice(stop.id, text, (text, place, stop.town, home.name, home.short_name)))
    return found


def _proposals(reading: Reading, tour_id: UUID) -> list[Choice]:
    """The newest first; the oldest is number 1, so that a number stays when more are kept."""
    kept = kept_proposals(reading, tour_id)
    found = []
    for number, one in zip(range(len(kept), 0, -1), kept, strict=True):
        when = f"{day_text(one.day)} {one.at:%H:%M}"
        text = _("Förslag {n}, {when}").format(n=number, when=when)
        title = " ".join(one.reason.split())
        names = (text, str(number), when, f"{one.day}", f"{one.day} {one.at:%H:%M}", title)
        found.append(Choice(one.id, f"{text}: {shortened(title)}" if title else text, names))
    return found


def wanted_by_name(
    reading: Reading, subject: Subject, tour: str, stop: str, whom: str, proposal: str = ""
) -> Wanted:
    """What is wanted, by names, of the newest tour where none is named; PlanErrors say which there are.

    A kept proposal is named by its number, its day (and time) or the reason of its choice; the newest where
    none is named.
    """
    if subject is Subject.TOUR_OR_BODY and whom:
        return Wanted(for_id=organisation_called(reading, whom).id)
    id = tour_named(reading, tour or None).id
    if subject is Subject.STOP:
        return Wanted(id, stop_id=_named(choices(reading, subject, id), stop, Sought.STOP))
    if subject is Subject.SOMEBODY:
        return Wanted(id, for_id=_named(choices(reading, subject, id), whom, Sought.TAKING_PART))
    if subject is Subject.PROPOSAL:
        found = choices(reading, subject, id)
        newest = str(found[0].id) if found else ""
        return Wanted(id, proposal_id=_named(found, proposal or newest, Sought.PROPOSAL))
    return Wanted(id)


def _named(found: Sequence[Choice], name: str, sought: Sought) -> UUID:
    wanted = name.strip().casefold()
    fit = [one for one in found if wanted and wanted in map(str.casefold, (*one.names, str(one.id)))]
    if len(fit) != 1:
        known = tuple(one.text for one in fit or found)
        raise NotJustOneError(sought, name, len(fit), known)
    return fit[0].id
