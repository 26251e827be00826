"""All there is to hand out of a tour or a stop, each in its own file: joins paper and the other forms."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

from kampanjplan.documents.kinds import Kind, Printout, kinds, printout, write_printout
from kampanjplan.domain.damage import Progress
from kampanjplan.domain.errors import NothingDatedError, PlanError
from kampanjplan.domain.profiles import Profile
from kampanjplan.domain.stops import Stop
from kampanjplan.domain.tours import Tour
from kampanjplan.exchange.files import free_name, refuse_own_place, safe_name, same_name, write_whole
from kampanjplan.exchange.forms import Form, fill, forms, write_form
from kampanjplan.exchange.mail_drafts import Attachment
from kampanjplan.services.papers import Subject, Wanted, choices
from kampanjplan.services.ports import Reading
from kampanjplan.wording import _, speaking
from kampanjplan.wording.dates import span_text
from kampanjplan.wording.labels import label, stop_text

Read = Callable[..., Any]  # the door's, or one like it

# The paper that goes with a letter where none is chosen.
_WITH_LETTER = {Subject.TOUR: "schedule", Subject.STOP: "day", Subject.SOMEBODY: "itinerary"}
_LONGEST = 60  # letters of a name within a file's name


@dataclass(frozen=True, slots=True)
class Handout:
    """A file to be written: its name, and what of."""

    name: str
    of: Kind | Form
    wanted: Wanted
    profile: Profile


@dataclass
class Saving:
    """Writes handouts into a folder one by one, so that it can be stopped between two and within one.

    Each is read from the plan when its turn comes: a long reading would hold up who wants to save. A file
    that is there already is replaced only where its name is in `replacing`; else the new one gets a number.
    """

    read: Read
    handouts: list[Handout]
    folder: Path
    plan: Path
    language: str
    replacing: frozenset[str] = frozenset()
    written: list[Path] = field(default_factory=list)
    refused: list[tuple[str, PlanError]] = field(default_factory=list)
    undated: dict[str, None] = field(default_factory=dict)  # stops, in words, that no calendar holds yet
    replaced: dict[str, None] = field(default_factory=dict)  # characters that no font has
    count: int = 0  # of those that are done with

    @property
    def left(self) -> list[str]:
        """The names of those whose turn has not come."""
        return [one.name for one in self.handouts[self.count :]]

    def write_next(self, progress: Progress) -> bool:
        """Writes the next one, if any; False where all are done. StoppedError leaves that one unwritten."""
        if not self.left:
            return False
        handout = self.handouts[self.count]
        path = self.folder / handout.name
        if path.exists() and handout.name not in self.replacing:
            path = free_name(path)
        try:
            self._write(handout, path, progress)
            self.written.append(path)
        except NothingDatedError as error:
            self.undated |= dict.fromkeys(error.undated)  # no failure: it is told of all of them at once
        except PlanError as error:
            self.refused.append((handout.name, error))
        self.count += 1
        return True

    def _write(self, handout: Handout, path: Path, progress: Progress) -> None:
        def part(done: int, steps: int) -> None:
            progress(self.count * 100 + done * 100 // max(steps, 1), len(self.handouts) * 100)

        part(0, 1)
        refuse_own_place(path, self.plan)
        order = handout.of, handout.wanted, handout.profile, self.language
        if isinstance(handout.of, Form):
            filled = self.read(fill, *order)
            write_form(filled, path, datetime.now())
            self.undated |= dict.fromkeys(filled.undated)
        else:
            paper = self.read(printout, *order)
            write = partial(write_printout, paper, printed=datetime.now(), progress=part)
            self.replaced |= dict.fromkeys(write_whole(path, write).replaced)


def handouts(
    reading: Reading, tour_id: UUID, stop_id: UUID | None, profile: Profile | None, language: str
) -> list[Handout]:
    """All that there is of a tour, or of one of its stops, with names of which no two are one.

    Each is for those whom it is for as a rule; where a profile is named for those, or for everybody, and
    what is for neither is left out. Letters are not among them: a letter is to somebody. Nor are memos of
    kept proposals: they are of what was asked before there was a tour, and for those who decide.
    """
    with speaking(language):
        tour = reading.get(Tour, tour_id)
        found = list(_all_of(reading, tour, stop_id))
    taken: set[str] = set()
    told: list[Handout] = []
    for of, wanted, what in found:
        whom = _whom(of.profiles, profile)
        if whom is None:
            continue
        with speaking(language):
            name = _free_of(taken, _named(of, what, whom), _suffix(of))
        taken.add(same_name(name))
        told.append(Handout(name, of, wanted, whom))
    return told


def pdf_beside(read: Read, wanted: Wanted, subject: Subject, profile: Profile, language: str) -> Attachment:
    """The paper that goes with a letter of the subject, where no other is chosen."""
    paper = read(printout, kinds()[_WITH_LETTER[subject]], wanted, profile, language)
    return attached(paper, lambda _done, _steps: None)


def attached(paper: Printout, progress: Progress) -> Attachment:
    """A paper as a PDF that goes with a letter."""
    file = BytesIO()
    write_printout(paper, file, datetime.now(), progress)
    return Attachment(safe_name(paper.heading, ".pdf"), file.getvalue())


def _all_of(reading: Reading, tour: Tour, stop_id: UUID | None) -> Iterator[tuple[Kind | Form, Wanted, str]]:
    """Each kind or form, what it is of, and what that is called."""
    if stop_id is None:
        yield from _each((Subject.TOUR, Subject.TOUR_OR_BODY), Wanted(tour.id), f"00 {tour.name[:_LONGEST]}")
    stops = sorted(reading.find(Stop, tour_id=tour.id), key=lambda stop: stop.order)
    digits = max(len(str(len(stops))), 2)
    for number, stop in enumerate(stops, start=1):
        if stop_id in (None, stop.id):
            what = f"{number:0{digits}} {(stop.town or stop_text(stop))[:_LONGEST]} {_when(stop)}"
            yield from _each((Subject.STOP,), Wanted(tour.id, stop_id=stop.id), what)
    if stop_id is None:
        for one in choices(reading, Subject.SOMEBODY, tour.id):
            yield from _each((Subject.SOMEBODY,), Wanted(tour.id, for_id=one.id), one.text[:_LONGEST])


def _each(
    subjects: tuple[Subject, ...], wanted: Wanted, what: str
) -> Iterator[tuple[Kind | Form, Wanted, str]]:
    """The kinds and forms of one of these; kinds of a subject that is not known here are left alone."""
    for kind in kinds().values():
        if kind.subject in subjects:
            yield kind, wanted, what
    for form in forms().values():
        if set(subjects) & set(form.subjects) and not form.takes_paper:
            yield form, wanted, what


def _when(stop: Stop) -> str:
    """Its day, so that names stand in the order of time, else its weeks."""
    if stop.day is not None:
        return stop.day.isoformat()
    return span_text(stop.first_day, stop.last_day) or _("utan dag")


def _whom(offered: tuple[Profile, ...], profile: Profile | None) -> Profile | None:
    """For whom it is to be, of those that it is offered for."""
    if profile is None:
        return offered[0]
    return next((one for one in (profile, Profile.OPEN) if one in offered), None)


def _named(of: Kind | Form, what: str, profile: Profile) -> str:
    """What it is of, what it is, and for whom where it is not for everybody and does not say so itself."""
    title, whom = _(of.title), label(profile)
    is_said = profile is Profile.OPEN or whom in title.casefold()
    return f"{what} – {title}" if is_said else f"{what} – {title} ({whom})"


def _suffix(of: Kind | Form) -> str:
    return of.suffix if isinstance(of, Form) else ".pdf"


def _free_of(taken: set[str], text: str, suffix: str) -> str:
    """A name for a file that is none of those taken, for any file system."""
    name, number = safe_name(text, suffix), 2
    while same_name(name) in taken:
        name, number = safe_name(text, f" ({number}){suffix}"), number + 1
    return name
