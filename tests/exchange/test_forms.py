"""Every form of every subject and profile: read back by others, and telling no more of people than it may."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from email import message_from_bytes
from email.policy import default
from functools import cache
from pathlib import Path
from uuid import UUID

import icalendar
import pytest
from python_calamine import CalamineWorkbook

from kampanjplan.domain.contacts import Contact, Role, RoleKind
from kampanjplan.domain.errors import NothingDatedError
from kampanjplan.domain.organisations import Organisation
from kampanjplan.domain.profiles import Profile
from kampanjplan.domain.programme import Item, Speaker
from kampanjplan.domain.stops import Stop, StopStatus
from kampanjplan.domain.tours import Tour
from kampanjplan.exchange.forms import fill, forms, subject_of, write_form
from kampanjplan.exchange.mail_drafts import Attachment
from kampanjplan.services.door import Door
from kampanjplan.services.editing import add, change
from kampanjplan.services.papers import Subject, Wanted
from kampanjplan.services.tours import delete_stops
from kampanjplan.storage.store import memory_store

TOUR, STOP, UNDATED, HOST, SPEAKER, BODY, ITEM = (UUID(int=number) for number in range(1, 8))
MADE = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
OF = {
    Subject.TOUR: Wanted(TOUR),
    Subject.STOP: Wanted(TOUR, stop_id=STOP),
    Subject.SOMEBODY: Wanted(TOUR, for_id=SPEAKER),
}
CASES = [(f.name, of, profile) for f in forms().values() for of in f.subjects for profile in f.profiles]


@cache
def plan() -> Door:
    """A tour of a stop with its day and one without, where a host and a speaker do something."""
    door = Door(memory_store(), "prov")
    day = date(2027, 9, 14)
    door.do(
        "x",
        add,
        Organisation(id=BODY, short="Kvark", name="Kvarkverket"),
        Tour(id=TOUR, name="Turnénamnet", notes="Turnéns anteckning"),
        Stop(id=STOP, tour_id=TOUR, county_code="08", town="Kalmar", first_day=day, last_day=day,
             starts=time(9), ends=time(15), status=StopStatus.CONFIRMED, host_id=BODY, expected=3917,
             online_link="https://example.org/distans", notes="Stoppets anteckning"),
        Stop(id=UNDATED, tour_id=TOUR, county_code="21", town="Gävle"),
        Item(id=ITEM, stop_id=STOP, title="Punkten", start=time(10)),
        Contact(id=HOST, name="Gun Värdsson", organisation_id=BODY, email="gun@example.org",
                phone="070-174 06 81"),
        Contact(id=SPEAKER, name="Ove Talarsson", email="ove@example.org", phone="070-174 06 83"),
        Contact(id=UUID(int=20), name="Helt Utanför", email="utan@example.org"),
    )  # fmt: skip
    door.do(
        "x",
        add,
        Role(id=UUID(int=11), stop_id=STOP, contact_id=HOST, kind=RoleKind.HOST),
        Role(id=UUID(int=12), stop_id=UNDATED, contact_id=SPEAKER, kind=RoleKind.VENUE),
        Speaker(id=UUID(int=14), item_id=ITEM, contact_id=SPEAKER),
    )
    return door


def written(name: str, wanted: Wanted, profile: Profile, folder: Path, door: Door | None = None):
    """The file, and what was told beside it."""
    filled = (door or plan()).read(fill, forms()[name], wanted, profile, "sv")
    if filled.form.takes_paper:
        filled = replace(filled, papers=(Attachment("Papper.pdf", b"%PDF-1.7"),))
    path = folder / f"x{filled.form.suffix}"
    return path, write_form(filled, path, MADE)


def events(data: bytes) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(data).walk("VEVENT"))


def said(path: Path) -> str:
    """All that a form tells its readers, read by another library; not whom a letter is addressed to."""
    if path.suffix == ".html":
        return path.read_text(encoding="utf-8")
    if path.suffix == ".ics":
        return "\n".join(str(value) for event in events(path.read_bytes()) for value in event.values())
    if path.suffix == ".xlsx":
        book = CalamineWorkbook.from_path(str(path))
        return str([book.get_sheet_by_name(name).to_python() for name in book.sheet_names])
    message = message_from_bytes(path.read_bytes(), policy=default)
    paper, calendar = message.iter_attachments()
    assert paper.get_filename() == "Papper.pdf"
    (path.with_suffix(".ics")).write_bytes(calendar.get_payload(decode=True))
    return message.get_body().get_content() + said(path.with_suffix(".ics"))


@pytest.mark.parametrize(("name", "subject", "profile"), CASES)
def test_each_tells_of_people_what_its_readers_may_see(
    name: str, subject: Subject, profile: Profile, tmp_path: Path
) -> None:
    path, _told = written(name, OF[subject], profile, tmp_path)
    text = said(path)
    assert "Kalmar" in text
    for hidden in ("anteckning", "Utanför"):
        assert hidden not in text
    if name == "mail" and subject is not Subject.STOP:
        return  # its text tells of nobody; what its calendar tells is asked of the calendar itself
    people = name in ("workbook", "calendar", "mail") and profile is not Profile.OPEN
    assert ("070-174 06 81" in text) is people
    assert ("gun@example.org" in text) is (people and profile in (Profile.INTERNAL, Profile.HOST))
    if profile in (Profile.TAKING_PART, Profile.OPEN):
        assert "3917" not in text
    if profile is Profile.OPEN and subject is not Subject.SOMEBODY:
        assert "distans" not in text  # who takes part there knows the link already


def test_everybodys_forms_still_tell_how_a_stop_stands(tmp_path: Path) -> None:
    """The table of profiles hides the status from everybody: a web page and a calendar must say it."""
    path, _told = written("web", OF[Subject.STOP], Profile.OPEN, tmp_path)
    assert "<dd>Öppen</dd>" in said(path)
    path, told = written("calendar", OF[Subject.TOUR], Profile.OPEN, tmp_path)
    (event,) = events(path.read_bytes())
    assert (event["STATUS"], event["SUMMARY"]) == ("CONFIRMED", "Turnénamnet (Kalmar)")
    assert told == ["Utan bestämd dag, och därför inte i kalendern: Gävle, Gävleborgs län, ej bestämt."]


def test_a_calendar_without_any_day_is_refused_with_the_reason(tmp_path: Path) -> None:
    for wanted, undated in ((Wanted(TOUR, stop_id=UNDATED), 1), (Wanted(TOUR, for_id=UUID(int=20)), 0)):
        with pytest.raises(NothingDatedError) as caught:
            written("calendar", wanted, Profile.OPEN, tmp_path)
        assert len(caught.value.undated) == undated
    assert list(tmp_path.iterdir()) == []


def test_a_calendar_that_was_sent_says_that_a_stop_is_off(tmp_path: Path) -> None:
    door = Door(memory_store(), "prov")
    day = date(2027, 9, 14)
    stop = Stop(id=STOP, tour_id=TOUR, county_code="08", first_day=day, last_day=day)
    door.do("x", add, Tour(id=TOUR, name="T"), stop)
    for of in (Wanted(TOUR), Wanted(TOUR, stop_id=STOP)):
        (before,) = events(written("calendar", of, Profile.OPEN, tmp_path, door)[0].read_bytes())
    door.do("Ställ in", change, Stop, STOP, status=StopStatus.CANCELLED)
    for of in (Wanted(TOUR), Wanted(TOUR, stop_id=STOP)):
        (after,) = events(written("calendar", of, Profile.OPEN, tmp_path, door)[0].read_bytes())
        assert (after["UID"], after["STATUS"]) == (before["UID"], "CANCELLED")
        assert after["SEQUENCE"] > before["SEQUENCE"]


def test_a_calendar_whose_only_stop_is_gone_calls_it_off_and_tells_who_writes_it(tmp_path: Path) -> None:
    door = Door(memory_store(), "prov")
    day = datetime.now().date() + timedelta(days=30)  # what is off is told of until its day is long past
    stop = Stop(
        id=STOP, tour_id=TOUR, county_code="08", town="Kalmar", first_day=day, last_day=day,
        status=StopStatus.ASKED,
    )  # fmt: skip
    door.do("x", add, Tour(id=TOUR, name="T"), stop)
    (before,) = events(written("calendar", Wanted(TOUR), Profile.OPEN, tmp_path, door)[0].read_bytes())
    door.do("Ta bort", delete_stops, [STOP])
    for name, profile in (("calendar", Profile.OPEN), ("mail", Profile.INTERNAL)):
        path, told = written(name, Wanted(TOUR), profile, tmp_path, door)
        assert "Har inte längre någon dag i planen, och står som inställt i kalendern: T (Kalmar)." in told
        assert "INSTÄLLT: T (Kalmar)" in said(path)
    (after,) = events((tmp_path / "x.ics").read_bytes())
    assert (after["UID"], after["STATUS"]) == (before["UID"], "CANCELLED")
    assert after["SEQUENCE"] > before["SEQUENCE"]


GUN, OVE = "Gun Värdsson", "Ove Talarsson"


@pytest.mark.parametrize(
    ("wanted", "profile", "to", "bcc"),
    [
        (Wanted(TOUR), Profile.TAKING_PART, [], [GUN, OVE]),
        (Wanted(TOUR), Profile.HOST, [GUN], []),
        (Wanted(TOUR), Profile.INTERNAL, [], []),
        (Wanted(TOUR, stop_id=STOP), Profile.TAKING_PART, [], [GUN, OVE]),
        (Wanted(TOUR, stop_id=STOP), Profile.HOST, [GUN], []),
        (Wanted(TOUR, stop_id=UNDATED), Profile.TAKING_PART, [], [OVE]),
        (Wanted(TOUR, for_id=SPEAKER), Profile.TAKING_PART, [OVE], []),
        (Wanted(TOUR, for_id=BODY), Profile.HOST, [GUN], []),
        (Wanted(TOUR, for_id=SPEAKER), Profile.INTERNAL, [], []),
    ],
)
def test_whom_a_letter_goes_to(wanted: Wanted, profile: Profile, to, bcc, tmp_path: Path) -> None:
    path, told = written("mail", wanted, profile, tmp_path)
    message = message_from_bytes(path.read_bytes(), policy=default)

    def names(head: str) -> list[str]:
        return [one.display_name for one in message[head].addresses] if message[head] else []

    assert (names("To"), names("Bcc")) == (to, bcc)
    assert any("ingen mottagare" in text for text in told) is (not to and not bcc)
    assert any(part.get_filename() == "Papper.pdf" for part in message.iter_attachments())


def test_who_has_no_address_is_named(tmp_path: Path) -> None:
    door = Door(memory_store(), "prov")
    door.do("x", add, Tour(id=TOUR, name="T"), Contact(id=HOST, name="Utan Adress"))
    door.do("x", add, Role(id=UUID(int=11), tour_id=TOUR, contact_id=HOST, kind=RoleKind.PRESS))
    _path, told = written("mail", Wanted(TOUR), Profile.TAKING_PART, tmp_path, door)
    assert told == [
        "Brevet har ingen mottagare: ingen som det är för har en e-postadress.",
        "Saknar e-postadress: Utan Adress.",
    ]


def test_names_of_files_say_what_they_are_and_for_whom() -> None:
    def name(form: str, wanted: Wanted, profile: Profile, language: str = "sv") -> str:
        return plan().read(fill, forms()[form], wanted, profile, language).name

    assert name("calendar", Wanted(TOUR), Profile.OPEN) == "Kalender Turnénamnet"
    assert name("workbook", Wanted(TOUR), Profile.INTERNAL) == "Schema i Excel Turnénamnet (internt)"
    assert subject_of(Wanted(TOUR, stop_id=STOP)) is Subject.STOP
