"""Editions: what is new for whom, a set of papers given out, read again, and withdrawn for good."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from secrets import token_hex
from uuid import UUID, uuid4

from kampanjplan.domain.contacts import Contact, Erasure
from kampanjplan.domain.editions import (
    TITLE,
    Edition,
    EditionFile,
    News,
    Recipient,
    Told,
    ToldChange,
    told_changes,
)
from kampanjplan.domain.erasing import Scrub, mark_of
from kampanjplan.domain.errors import EditionTakenError
from kampanjplan.domain.fields import checked
from kampanjplan.domain.organisations import Organisation
from kampanjplan.domain.profiles import Profile
from kampanjplan.domain.terms import Finder
from kampanjplan.domain.tours import Tour
from kampanjplan.services.itineraries import taking_part
from kampanjplan.services.once import once
from kampanjplan.services.ports import Reading, Unit
from kampanjplan.services.told import told_of
from kampanjplan.wording.labels import contact_text


@dataclass(frozen=True, slots=True)
class Letter:
    """What the next edition would mean to a recipient, who is a contact or an organisation."""

    whom: UUID
    is_person: bool
    name: str
    news: News
    told: tuple[Told, ...]
    changes: tuple[ToldChange, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """The next edition of a tour: its number, which one it is compared with, and the recipients.

    `papers` are the kinds of paper, and for whom, that the one compared with holds.
    """

    tour_id: UUID
    tour: str
    number: int
    since: int | None
    letters: tuple[Letter, ...]
    papers: frozenset[tuple[str, Profile]] = frozenset()

    @property
    def touched(self) -> tuple[Letter, ...]:
        """Those for whom there is anything new."""
        return tuple(letter for letter in self.letters if letter.news is not News.SAME)


@dataclass(frozen=True, slots=True)
class FrozenPaper:
    """A paper that was printed into bytes."""

    title: str
    kind: str
    profile: Profile
    data: bytes
    pages: int


@dataclass(frozen=True, slots=True)
class Issue:
    """All that is given out: the draft as it was seen, the papers, and whom those name.

    `entry` is the last entry of the history when the papers were gathered, where that is known.
    """

    draft: Draft
    papers: tuple[FrozenPaper, ...]
    contact_ids: tuple[UUID, ...]
    language: str
    note: str = ""
    entry: int | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """An edition with its papers and, with their names, its recipients; `erased` of those named are gone."""

    edition: Edition
    files: tuple[EditionFile, ...]
    recipients: tuple[tuple[str, Recipient], ...]
    erased: int = 0


def draft(reading: Reading, tour_id: UUID) -> Draft:
    """What the next edition would be, as the plan is now."""
    reading = once(reading)
    tour, editions = reading.get(Tour, tour_id), editions_of(reading, tour_id)
    last = next((edition for edition in editions if edition.withdrawn is None), None)
    found = reading.find(Recipient, edition_id=last.id) if last else []
    before = {one.whom: one for one in found if one.news is not News.LEFT}
    letters = [_letter(*one, before) for one in _recipients(reading, tour_id)]
    letters += _left(reading, before, {letter.whom for letter in letters})
    number = max((edition.number for edition in editions), default=0) + 1
    files = reading.find(EditionFile, edition_id=last.id) if last else []
    held = frozenset((file.kind, file.profile) for file in files)
    return Draft(tour_id, tour.name, number, last.number if last else None, tuple(letters), held)


def _recipients(reading: Reading, tour_id: UUID) -> list[tuple[UUID, str, bool, tuple[Told, ...]]]:
    """Key, name, whether it is a person, and what they are told, of all who take part."""
    found = [(id, text) for id, text, _names in taking_part(reading, tour_id)]
    people = {contact.id for contact in reading.find(Contact, id=[id for id, _text in found])}
    told = told_of(reading, tour_id, [id for id, _text in found])
    return [(id, text, id in people, told[id]) for id, text in found]


def _letter(
    id: UUID, name: str, is_person: bool, told: tuple[Told, ...], before: dict[UUID, Recipient]
) -> Letter:
    if id not in before:
        return Letter(id, is_person, name, News.FIRST, told, ())
    changes = told_changes(before[id].told, told)
    return Letter(id, is_person, name, News.CHANGED if changes else News.SAME, told, changes)


def _left(reading: Reading, before: dict[UUID, Recipient], there: set[UUID]) -> list[Letter]:
    """Those who no longer take part; nobody who was anonymised."""
    gone = [one for id, one in before.items() if id not in there]
    names = names_of(reading, gone)
    known = {c.id for c in reading.find(Contact, id=[one.whom for one in gone]) if c.anonymised}
    return [
        Letter(
            one.whom, one.contact_id is not None, names[one.whom], News.LEFT, (), told_changes(one.told, ())
        )
        for one in gone
        if one.whom not in known
    ]


def names_of(reading: Reading, recipients: Iterable[Recipient]) -> dict[UUID, str]:
    """What recipients are called now."""
    recipients = list(recipients)
    people = reading.find(Contact, id=[r.contact_id for r in recipients if r.contact_id])
    bodies = reading.find(Organisation, id=[r.organisation_id for r in recipients if r.organisation_id])
    ids = [contact.organisation_id for contact in people if contact.organisation_id]
    homes = {body.id: body for body in reading.find(Organisation, id=ids)}
    return {body.id: body.name for body in bodies} | {
        c.id: contact_text(c, homes.get(c.organisation_id) if c.organisation_id else None) for c in people
    }


def editions_of(reading: Reading, tour_id: UUID) -> list[Edition]:
    """The tour's editions, the newest first."""
    return sorted(reading.find(Edition, tour_id=tour_id), key=lambda e: (-e.number, e.id))


def listed(reading: Reading, tour_id: UUID) -> list[Listed]:
    """The tour's editions with all that they hold but the bytes, the newest first."""
    editions = editions_of(reading, tour_id)
    ids = [edition.id for edition in editions]
    files = sorted(reading.find(EditionFile, edition_id=ids), key=lambda f: (f.position, f.id))
    recipients = reading.find(Recipient, edition_id=ids)
    names = names_of(reading, recipients)
    named = {id for edition in editions for id in edition.contact_ids}
    erased = {c.id for c in reading.find(Contact, id=sorted(named)) if c.anonymised}
    return [
        Listed(
            edition,
            tuple(file for file in files if file.edition_id == edition.id),
            tuple((names[r.whom], r) for r in recipients if r.edition_id == edition.id),
            len(erased & set(edition.contact_ids)),
        )
        for edition in editions
    ]


def frozen(reading: Reading, file_id: UUID) -> tuple[EditionFile, bytes]:
    """A paper of an edition, letter for letter as it was given out.

    ContentLostError where that can no longer be vouched for, MissingError where it was withdrawn.
    """
    file = reading.get(EditionFile, file_id)
    return file, reading.content(file.checksum)


def give_out(unit: Unit, issue: Issue, who: str, now: datetime) -> None:
    """Keeps an edition with its papers; EditionTakenError where it is not what it was seen as."""
    # Nobody has written anything since, as a rule; to find out what is new takes long, and others wait.
    if unit.newest_entry() != issue.entry and draft(unit, issue.draft.tour_id) != issue.draft:
        raise EditionTakenError(issue.draft.number)
    people = {letter.whom for letter in issue.draft.letters if letter.is_person}
    edition = Edition(
        id=uuid4(),
        tour_id=issue.draft.tour_id,
        number=issue.draft.number,
        day=now.date(),
        at=now.time().replace(microsecond=0),
        given_by=who,
        language=issue.language,
        since=issue.draft.since,
        note=issue.note,
        contact_ids=tuple(sorted({*issue.contact_ids, *people})),
    )
    unit.put(checked(edition))
    unit.put(*(_file(unit, edition.id, n, paper) for n, paper in enumerate(issue.papers)))
    unit.put(*(_recipient(edition.id, letter) for letter in issue.draft.letters))


def _file(unit: Unit, edition_id: UUID, position: int, paper: FrozenPaper) -> EditionFile:
    return checked(
        EditionFile(
            id=uuid4(),
            edition_id=edition_id,
            position=position,
            title=paper.title[:TITLE],
            kind=paper.kind,
            profile=paper.profile,
            checksum=unit.keep_content(paper.data),
            size=len(paper.data),
            pages=paper.pages,
        )
    )


def _recipient(edition_id: UUID, letter: Letter) -> Recipient:
    whom = {"contact_id": letter.whom} if letter.is_person else {"organisation_id": letter.whom}
    return checked(
        Recipient(
            id=uuid4(),
            edition_id=edition_id,
            **whom,  # type: ignore[arg-type]
            news=letter.news,
            told=letter.told,
            changes=letter.changes,
        )
    )


def withdraw(unit: Unit, edition_id: UUID, day: date, decision: str) -> None:
    """Takes an edition back for good: its number and date stay, and nothing of what it said.

    Goes for the whole history; cannot be undone. Nothing happens where it is withdrawn already.
    """
    if unit.get(Edition, edition_id).withdrawn is None:
        untold = take_back(unit, [edition_id], day)
        unit.put(*withdrawal_marks([edition_id], day, decision))
        unit.scrub(Scrub(Finder(()), {}, {edition_id}, {}), untold)


def take_back(unit: Unit, ids: Collection[UUID], day: date) -> set[UUID]:
    """Empties these editions, and gives the keys of all that the history must not tell of any longer.

    An edition that is no more, as its tour was deleted, is only in the history.
    """
    there = unit.find(Edition, id=sorted(ids))
    parts: list[EditionFile | Recipient] = [*unit.find(EditionFile, edition_id=sorted(ids))]
    parts += unit.find(Recipient, edition_id=sorted(ids))
    unit.remove(*parts)
    unit.put(*(replace(edition, withdrawn=day, note="", contact_ids=()) for edition in there))
    untold = {part.id for part in parts} | (set(ids) - {edition.id for edition in there})
    for kind in (EditionFile, Recipient):
        untold |= set(unit.hung_on(kind, "edition_id", sorted(ids)))
    return untold


def withdrawal_marks(ids: Iterable[UUID], day: date, decision: str) -> list[Erasure]:
    """What remembers that these editions were withdrawn, so that a backup does not bring them back."""
    salt = token_hex(16)
    return [
        Erasure(id=uuid4(), day=day, decision=decision, salt=salt, mark=mark_of(id, salt))
        for id in sorted(ids)
    ]


@dataclass(frozen=True, slots=True)
class Naming:
    """An edition whose papers name somebody."""

    edition_id: UUID
    tour: str
    number: int
    day: date


def editions_naming(reading: Reading, ids: Sequence[UUID], also: Collection[UUID] = ()) -> list[Naming]:
    """The editions not withdrawn whose papers name any of these contacts, in the order of time.

    `also` are the keys of editions of which that is known otherwise.
    """
    named = [*reading.find(Edition, contact_ids=list(ids)), *reading.find(Edition, id=sorted(also))]
    found = list({e.id: e for e in named if e.withdrawn is None}.values())
    tours = {tour.id: tour.name for tour in reading.find(Tour, id=[e.tour_id for e in found])}
    found.sort(key=lambda e: (e.day, e.at, e.number, e.id))
    return [Naming(e.id, tours[e.tour_id], e.number, e.day) for e in found]


def gone_editions_naming(reading: Reading, ids: Sequence[UUID]) -> set[UUID]:
    """The keys of the editions that are only in the history, and whose papers named any of these."""
    keys = set(reading.hung_on(Edition, "contact_ids", list(ids)))
    return keys - {edition.id for edition in reading.find(Edition, id=sorted(keys))}


def named_in(reading: Reading, texts: Iterable[str]) -> tuple[UUID, ...]:
    """The contacts whose names stand in any of these texts; one of two namesakes brings the other."""
    whole = "\n".join(" ".join(text.split()) for text in texts).casefold()
    words = set(_words(whole))
    found = []
    for contact in reading.find(Contact):
        name = " ".join(contact.name.split()).casefold()
        if contact.anonymised is None and name and words.issuperset(_words(name)) and name in whole:
            found.append(contact.id)
    return tuple(sorted(found))


def _words(text: str) -> list[str]:
    return "".join(c if c.isalnum() else " " for c in text).split()
