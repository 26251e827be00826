"""Nobody reads what is not for them: no text of a hidden field is on any paper."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date, time
from functools import cache
from io import BytesIO
from typing import Any
from uuid import UUID

import pypdfium2
import pytest

from kampanjplan.documents.kinds import kinds, printout, write_printout
from kampanjplan.domain.contacts import Contact, Role, RoleKind
from kampanjplan.domain.interests import Theme
from kampanjplan.domain.organisations import Organisation
from kampanjplan.domain.possibility import Lecturer
from kampanjplan.domain.profiles import Profile
from kampanjplan.domain.programme import Item, Speaker
from kampanjplan.domain.stops import Stop, StopStatus, Supply
from kampanjplan.domain.tours import Tour, TourStatus
from kampanjplan.services import (
    calendar_sheets,
    contact_sheets,
    itineraries,
    memo_alternatives,
    memo_questions,
    memo_stops,
    memos,
    papers,
    sheets,
)
from kampanjplan.services.door import Door
from kampanjplan.services.editing import add
from kampanjplan.services.papers import Subject, Wanted
from kampanjplan.services.profiles import SEEN_BY, seen_by, sees
from kampanjplan.services.proposals import kept_proposals
from kampanjplan.storage.store import memory_store
from kampanjplan.wording.dates import day_text
from tests.kept import keep
from tests.papers import PRINTED

TOUR, STOP, HOST, SPEAKER, BODY, ITEM = (UUID(int=number) for number in range(1, 7))
CASES = [(kind.name, profile) for kind in kinds().values() for profile in kind.profiles]


@cache
def plan() -> Door:
    """A plan each of whose texts is found nowhere else in it."""
    door = Door(memory_store(), "prov")
    door.do(
        "x",
        add,
        Organisation(id=BODY, short="Kvark", name="Kvarkverket", notes="Dolt0"),
        Tour(id=TOUR, name="Turnénamnet", themes=("Temat",), notes="Turnéns anteckning",
             first_day=date(2027, 9, 6), last_day=date(2027, 12, 19)),
        Stop(id=STOP, tour_id=TOUR, county_code="08", town="Kalmar", venue="Lokalen", address="Adressen",
             first_day=date(2027, 9, 14), last_day=date(2027, 9, 14), starts=time(9), ends=time(15),
             status=StopStatus.HOLD, hold_rank=77, hold_until=date(2027, 8, 3), host_id=BODY,
             capacity=4711, expected=3917, description="Beskrivningen",
             registration_link="https://example.org/anmalan", registration_until=date(2027, 8, 19),
             online_link="https://example.org/distans", notes="Stoppets anteckning",
             supplies=(Supply("Projektorn", "Vaktmästaren"), Supply("Skyltarna", "Kvark"))),
        Item(id=ITEM, stop_id=STOP, title="Punkten", room="Salen", material="Materialet",
             material_link="https://example.org/material"),
        Contact(id=HOST, name="Gun Värdsson", title="Värdtiteln", organisation_id=BODY,
                email="gun@example.org", phone="070-174 06 81", more_phones=("070-174 06 82",),
                more_emails=("annan@example.org",), notes="Dolt1"),
        Theme(id=UUID(int=21), tour_id=TOUR, name="Temat", competences=("talarkonst",)),
        Lecturer(id=UUID(int=22), contact_id=SPEAKER, competences=("talarkonst",), town="Solna"),
        Contact(id=SPEAKER, name="Ove Talarsson", title="Talartiteln", email="ove@example.org",
                phone="070-174 06 83"),
    )  # fmt: skip
    door.do(
        "x",
        add,
        Role(id=UUID(int=11), stop_id=STOP, contact_id=HOST, kind=RoleKind.FOOD),
        Role(id=UUID(int=12), tour_id=TOUR, contact_id=HOST, kind=RoleKind.PRESS),
        Role(id=UUID(int=13), stop_id=STOP, contact_id=SPEAKER, kind=RoleKind.VENUE),
        Speaker(id=UUID(int=14), item_id=ITEM, contact_id=SPEAKER),
    )
    keep(door, TOUR, "Skälet till valet", number=1)
    return door


def wanted(subject: Subject) -> list[Wanted]:
    whom = {Subject.SOMEBODY: [HOST, SPEAKER, BODY], Subject.TOUR_OR_BODY: [None, BODY]}.get(subject, [None])
    kept = plan().read(kept_proposals, TOUR)[0].id
    return [Wanted(TOUR, STOP, one, kept) for one in whom]


def said(kind: str, profile: Profile) -> str:
    """All that the papers of a kind say."""
    texts = []
    for one in wanted(kinds()[kind].subject):
        file = BytesIO()
        paper = plan().read(printout, kinds()[kind], one, profile, "sv")
        write_printout(paper, file, PRINTED)
        document = pypdfium2.PdfDocument(file.getvalue())
        texts += [page.get_textpage().get_text_bounded() for page in document]
        texts.append(str(document.get_metadata_dict()))
        document.close()
    return bare(" ".join(texts))


def bare(text: str) -> str:
    return "".join(text.split())


def leaves(value: Any, profile: Profile, hidden: bool = False) -> Iterator[tuple[bool, str]]:
    """All texts, days and greater numbers in a value, and whether they are hidden from somebody."""
    if isinstance(value, tuple):
        for part in value:
            yield from leaves(part, profile, hidden)
    elif is_dataclass(value):
        for field in fields(value):
            name = f"{type(value).__name__}.{field.name}"
            yield from leaves(getattr(value, field.name), profile, not sees(profile, name))
    elif isinstance(value, date):
        yield hidden, bare(day_text(value))
    elif (isinstance(value, str) and value) or (isinstance(value, int) and value > 60):
        yield hidden, bare(str(value))


def told_and_hidden(kind: str, profile: Profile) -> tuple[str, set[str]]:
    """What may be told, and what may not and is no part of it."""
    sheets_ = [plan().read(kinds()[kind].gather, one) for one in wanted(kinds()[kind].subject)]
    found = list(leaves(tuple(sheets_), profile))
    told = "|".join(text for hidden, text in found if not hidden)
    return told, {text for hidden, text in found if hidden and text not in told}


@pytest.mark.parametrize(("kind", "profile"), CASES)
def test_no_text_of_a_hidden_field_is_on_the_paper(kind: str, profile: Profile) -> None:
    paper = said(kind, profile)
    _told, hidden = told_and_hidden(kind, profile)
    assert [text for text in hidden if text in paper] == []
    assert "Dolt" not in paper


def test_what_is_hidden_from_some_is_told_to_others() -> None:
    """Else the test above would find nothing whatever the profiles did."""
    whole = "".join(said(kind.name, Profile.INTERNAL) for kind in kinds().values())
    hidden = {text for kind, profile in CASES for text in told_and_hidden(kind, profile)[1]}
    assert len(hidden) > 15
    assert [text for text in hidden if text not in whole] == []


def test_everybody_reads_what_everybody_may() -> None:
    paper = said("programme", Profile.OPEN)
    for text in ("Turnénamnet", "Kalmar", "Lokalen", "Adressen", "Punkten", "OveTalarsson", "Salen",
                 "https://example.org/anmalan", "Beskrivningen", "Kvarkverket", "Preliminärt"):  # fmt: skip
        assert text in paper, text
    for kind in ("programme", "schedule", "book", "sign"):
        paper = said(kind, Profile.OPEN)
        for text in (
            "anteckning",
            "070-174",
            "@example",
            "Gun",
            "rang",
            "distans",
            "Projektorn",
            "4711",
            "3917",
        ):
            assert text not in paper, (kind, text)


def test_the_host_county_and_those_who_take_part_do_not_read_everything() -> None:
    for profile, hidden in (
        (Profile.HOST, ("anteckning",)),
        (Profile.TAKING_PART, ("anteckning", "rang77", "@example.org", "3917")),
    ):
        for kind in kinds().values():
            if profile in kind.profiles:
                paper = said(kind.name, profile)
                assert [text for text in hidden if text in paper] == [], kind.name
    assert "070-17406" in said("day", Profile.TAKING_PART)


def test_each_paper_says_for_whom_it_is() -> None:
    assert "Kampanjplan,internt" in said("day", Profile.INTERNAL)
    assert "Kampanjplan,värdlän" in said("day", Profile.HOST)
    assert "Kampanjplan," not in said("programme", Profile.OPEN)


def test_every_field_of_what_is_printed_stands_in_the_table() -> None:
    modules = (sheets, contact_sheets, itineraries, papers, calendar_sheets)
    modules += (memos, memo_alternatives, memo_questions, memo_stops)
    known = {name: kind for module in modules for name, kind in vars(module).items() if is_dataclass(kind)}
    known |= {"Item": Item, "Supply": Supply}
    named = {name.split(".")[0] for name in SEEN_BY}
    for name in named:
        wanted_ = {f"{name}.{field.name}" for field in fields(known[name])}
        assert wanted_ == {key for key in SEEN_BY if key.startswith(f"{name}.")}
    for kind in kinds().values():
        for one in wanted(kind.subject):
            sheet = plan().read(kind.gather, one)
            assert seen_by(Profile.INTERNAL, sheet) == sheet  # KeyError where a field is not in the table


@pytest.mark.parametrize(
    ("status", "tour_status"),
    [(StopStatus.CANCELLED, TourStatus.PLANNED), (StopStatus.CONFIRMED, TourStatus.CANCELLED)],
)
def test_a_stop_that_is_off_is_said_to_be_so_to_everybody(
    status: StopStatus, tour_status: TourStatus
) -> None:
    door = Door(memory_store(), "prov")
    stop = Stop(id=STOP, tour_id=TOUR, county_code="08", status=status)
    door.do("x", add, Tour(id=TOUR, name="T", status=tour_status), stop)
    for kind in ("programme", "sign", "schedule", "book"):
        file = BytesIO()
        write_printout(
            door.read(printout, kinds()[kind], Wanted(TOUR, STOP), Profile.OPEN, "sv"), file, PRINTED
        )
        document = pypdfium2.PdfDocument(file.getvalue())
        text = " ".join(page.get_textpage().get_text_bounded() for page in document)
        document.close()
        assert "Inställt" in text
