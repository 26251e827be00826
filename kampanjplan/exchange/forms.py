"""The forms that a plan is handed out in beside paper: calendars, a workbook, text for the web, letters."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from kampanjplan.domain.errors import NothingDatedError
from kampanjplan.domain.profiles import Profile
from kampanjplan.exchange.calendars import calendar_bytes, called_off, write_calendar
from kampanjplan.exchange.files import write_text_whole
from kampanjplan.exchange.letters import Letter, personal_letter, stop_letter, tour_letter
from kampanjplan.exchange.mail_drafts import Attachment, Draft, addressees, write_draft
from kampanjplan.exchange.plain_text import title_text
from kampanjplan.exchange.schedule_workbook import write_schedule_workbook
from kampanjplan.exchange.web_text import stop_fragment, stop_page, tour_fragment, tour_page
from kampanjplan.services.calendar_sheets import (
    CalendarSheet,
    personal_calendar,
    stop_calendar,
    tour_calendar,
)
from kampanjplan.services.letter_sheets import LetterSheet, letter_sheet
from kampanjplan.services.papers import Subject, Wanted
from kampanjplan.services.ports import Reading
from kampanjplan.services.profiles import seen_by, sees
from kampanjplan.services.sheets import DaySheet, ScheduleSheet, day_sheet, schedule_sheet
from kampanjplan.wording import _, speaking
from kampanjplan.wording.forms import called_off_text, nobody_text, undated_text, unreached_text
from kampanjplan.wording.labels import label
from kampanjplan.wording.language import N_


@dataclass(frozen=True)
class Form:
    """A form: what it may be of, whom it may be for (the first as a rule), and how it is written.

    It tells its readers of people what the table of profiles lets them see, as papers do.
    """

    name: str  # on the command line
    title: str  # marked by N_
    suffix: str
    subjects: tuple[Subject, ...]
    profiles: tuple[Profile, ...]
    gather: Callable[[Reading, Wanted, Profile], Any]  # a sheet: plain values that the profile may see
    heading: Callable[[Any], str]  # what a sheet is of
    write: Callable[["Filled", Path, datetime], None]
    undated: Callable[[Any], tuple[str, ...]] = lambda _sheet: ()  # stops that a calendar cannot hold yet
    told: Callable[["Filled", date], list[str]] = lambda _filled, _today: []  # what its writer must know
    takes_paper: bool = False  # whether a paper goes with it


@dataclass(frozen=True)
class Filled:
    """A form that can be written: what it says is fixed."""

    form: Form
    sheet: Any
    profile: Profile
    language: str
    papers: tuple[Attachment, ...] = ()

    @property
    def names_people(self) -> bool:
        """Whether people are named with how they are reached: never to everybody."""
        return sees(self.profile, "StopSheet.contacts")

    @property
    def undated(self) -> tuple[str, ...]:
        """The stops, in words, that are left out."""
        return self.form.undated(self.sheet)

    @property
    def name(self) -> str:
        """What its file may be called, in its own language; for whom it is, where not for everybody."""
        with speaking(self.language):
            mark = "" if self.profile is Profile.OPEN else f" ({label(self.profile)})"
            return f"{_(self.form.title)} {self.form.heading(self.sheet)}{mark}"


def forms() -> dict[str, Form]:
    """All forms by name."""
    return {form.name: form for form in (_CALENDAR, _WORKBOOK, _WEB, _MAIL)}


def subject_of(wanted: Wanted) -> Subject:
    """What a form would be of."""
    if wanted.stop_id is not None:
        return Subject.STOP
    return Subject.TOUR if wanted.for_id is None else Subject.SOMEBODY


def fill(reading: Reading, form: Form, wanted: Wanted, profile: Profile, language: str) -> Filled:
    """Gathers what a form says from the plan; NothingDatedError where that is an empty calendar."""
    with speaking(language):
        return Filled(form, form.gather(reading, wanted, profile), profile, language)


def write_form(filled: Filled, path: Path, made: datetime) -> list[str]:
    """Writes all of it or nothing, FileError says why. Gives what must be told, in the language spoken."""
    with speaking(filled.language):
        filled.form.write(filled, path, made)
    return [text for text in (*filled.form.told(filled, made.date()), undated_text(filled.undated)) if text]


def _seen(profile: Profile, sheet: Any) -> Any:
    """What the readers may see of it.

    What is for everybody is made of what those who take part see: the table would take away the status that
    calendars and web pages must tell, and without people these forms name nothing that is not for all.
    """
    return seen_by(Profile.TAKING_PART if profile is Profile.OPEN else profile, sheet)


# -- calendar: as a rule without people, since calendars go on to telephones and to others' machines ---------


def _gather_calendar(reading: Reading, wanted: Wanted, profile: Profile) -> CalendarSheet:
    if wanted.stop_id is not None:
        sheet = stop_calendar(reading, wanted.stop)
    elif wanted.for_id is not None:
        sheet = personal_calendar(reading, wanted.whom, wanted.tour_id)
    else:
        sheet = tour_calendar(reading, wanted.tour)
    if not sheet.events and not called_off(sheet, date.today()):
        raise NothingDatedError(sheet.name, sheet.undated)
    found: CalendarSheet = _seen(profile, sheet)
    return found


def _write_calendar(filled: Filled, path: Path, made: datetime) -> None:
    write_calendar(filled.sheet, path, made, contacts=filled.names_people)


def _told_of_calendar(sheet: CalendarSheet, today: date) -> str:
    return called_off_text([title_text(event.day, event.tour) for event in called_off(sheet, today)])


_CALENDAR = Form(
    "calendar",
    N_("Kalender"),
    ".ics",
    (Subject.TOUR, Subject.STOP, Subject.SOMEBODY),
    (Profile.OPEN, Profile.TAKING_PART, Profile.HOST, Profile.INTERNAL),
    _gather_calendar,
    lambda sheet: sheet.name,
    _write_calendar,
    lambda sheet: sheet.undated,
    lambda filled, today: [_told_of_calendar(filled.sheet, today)],
)

# -- workbook: for those who make the tour; it holds what everybody need not know ----------------------------


def _gather_workbook(reading: Reading, wanted: Wanted, profile: Profile) -> ScheduleSheet:
    sheet: ScheduleSheet = _seen(profile, schedule_sheet(reading, wanted.tour))
    return sheet


def _write_workbook(filled: Filled, path: Path, _made: datetime) -> None:
    write_schedule_workbook(filled.sheet, path, contacts=filled.names_people)


_WORKBOOK = Form(
    "workbook",
    N_("Schema i Excel"),
    ".xlsx",
    (Subject.TOUR,),
    (Profile.INTERNAL, Profile.HOST, Profile.TAKING_PART),
    _gather_workbook,
    lambda sheet: sheet.tour.name,
    _write_workbook,
)

# -- text for the web: for everybody, and so never with people -----------------------------------------------


def _gather_web(reading: Reading, wanted: Wanted, profile: Profile) -> ScheduleSheet | DaySheet:
    found: ScheduleSheet | DaySheet = _seen(
        profile,
        schedule_sheet(reading, wanted.tour) if wanted.stop_id is None else day_sheet(reading, wanted.stop),
    )
    return found


def _write_web(filled: Filled, path: Path, _made: datetime) -> None:
    sheet = filled.sheet
    page = stop_page(sheet.day, sheet.tour) if isinstance(sheet, DaySheet) else tour_page(sheet)
    write_text_whole(path, page)


def web_fragment(filled: Filled) -> str:
    """The text of a web form without a page of its own around it, to be pasted into somebody else's."""
    sheet = filled.sheet
    with speaking(filled.language):
        is_stop = isinstance(sheet, DaySheet)
        return stop_fragment(sheet.day, sheet.tour) if is_stop else tour_fragment(sheet)


_WEB = Form(
    "web",
    N_("Webbtext"),
    ".html",
    (Subject.TOUR, Subject.STOP),
    (Profile.OPEN,),
    _gather_web,
    lambda sheet: title_text(sheet.day, sheet.tour) if isinstance(sheet, DaySheet) else sheet.tour.name,
    _write_web,
)

# -- letter begun: to those who take part as a rule, who then do not see one another's addresses -------------


def _letter(filled: Filled) -> Letter:
    sheet: LetterSheet = filled.sheet
    if isinstance(sheet.about, DaySheet):
        return stop_letter(sheet.about.day, sheet.about.tour, contacts=filled.names_people)
    return tour_letter(sheet.about) if sheet.about else personal_letter(sheet.calendar)


def _write_letter(filled: Filled, path: Path, made: datetime) -> None:
    letter, calendar = _letter(filled), filled.sheet.calendar
    reached, _unreached = addressees(filled.sheet.readers)
    draft = Draft(letter.subject, letter.text, attachments=filled.papers)
    if calendar.events or called_off(calendar, made.date()):
        data = calendar_bytes(calendar, made, contacts=filled.names_people)
        draft = replace(draft, attachments=(*filled.papers, Attachment(f"{calendar.name}.ics", data)))
    if filled.sheet.about is None or sees(filled.profile, "ContactSheet.email"):
        draft = replace(draft, to=reached)
    else:
        draft = replace(draft, bcc=reached)
    write_draft(draft, path)


def _told_of_letter(filled: Filled, today: date) -> list[str]:
    reached, unreached = addressees(filled.sheet.readers)
    nobody = "" if reached else nobody_text(internal=filled.profile is Profile.INTERNAL)
    return [nobody, unreached_text(unreached), _told_of_calendar(filled.sheet.calendar, today)]


_MAIL = Form(
    "mail",
    N_("E-postutkast"),
    ".eml",
    (Subject.TOUR, Subject.STOP, Subject.SOMEBODY),
    (Profile.TAKING_PART, Profile.HOST, Profile.INTERNAL),
    letter_sheet,
    lambda sheet: sheet.calendar.name,
    _write_letter,
    lambda sheet: sheet.calendar.undated,
    _told_of_letter,
    takes_paper=True,
)
