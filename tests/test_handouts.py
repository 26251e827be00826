"""All that there is to hand out: each in its own file, none over another, whole or not at all."""

import unicodedata
from dataclasses import replace
from datetime import date
from enum import Enum
from functools import cache
from itertools import count
from pathlib import Path
from uuid import uuid4

import icalendar
import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kampanjplan import handouts as handing
from kampanjplan.documents.kinds import kinds
from kampanjplan.domain.contacts import Contact, Role
from kampanjplan.domain.damage import StoppedError
from kampanjplan.domain.errors import FileError, FileTrouble
from kampanjplan.domain.profiles import Profile
from kampanjplan.domain.stops import Stop
from kampanjplan.domain.tours import Tour
from kampanjplan.exchange.files import same_name
from kampanjplan.exchange.forms import forms
from kampanjplan.handouts import Saving, handouts
from kampanjplan.services.door import Door
from kampanjplan.services.editing import add
from kampanjplan.services.papers import Subject, choices
from kampanjplan.storage.store import memory_store
from tests.exchange.hostile import TEXTS
from tests.things import example_door, follow_up, stops_of


@cache
def example() -> Door:
    return example_door()


NOT_AMONG = {"mail", "memo"}  # a letter is to somebody, and a memo of what was asked before


def kalmar_of(door: Door, profile: Profile | None = None, language: str = "sv"):
    kalmar = stops_of(door)[0]
    return door.read(handouts, kalmar.tour_id, kalmar.id, profile, language)


def saving_of(door: Door, found, folder: Path, **facts) -> Saving:
    return Saving(door.read, found, folder, folder / "p.kampanjplan", "sv", **facts)


def nothing(_done: int, _steps: int) -> None:
    """Nobody looks."""


def write_all(saving: Saving, progress=nothing) -> None:
    while saving.write_next(progress):
        pass


def test_all_of_a_stop_are_written_with_telling_names(tmp_path: Path) -> None:
    door = example()
    saving, parts = saving_of(door, kalmar_of(door), tmp_path), []
    write_all(saving, lambda done, steps: parts.append(done / steps))
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == [
        "01 Kalmar 2027-09-14 – Dörrskylt.pdf",
        "01 Kalmar 2027-09-14 – Kalender.ics",
        "01 Kalmar 2027-09-14 – Körschema (internt).pdf",
        "01 Kalmar 2027-09-14 – Program.pdf",
        "01 Kalmar 2027-09-14 – Webbtext.html",
    ]
    assert sorted(path.name for path in saving.written) == names
    assert parts == sorted(parts)
    assert parts[0] == 0
    assert 0.8 <= parts[-1] <= 1
    assert (saving.left, saving.refused, saving.undated) == ([], [], {})
    for path in tmp_path.glob("*.pdf"):
        document = pypdfium2.PdfDocument(path)
        assert "Kalmar" in document[0].get_textpage().get_text_bounded() or "Dörrskylt" in path.name
        document.close()
    (event,) = icalendar.Calendar.from_ical((tmp_path / names[1]).read_bytes()).walk("VEVENT")
    assert "Kalmar" in event["SUMMARY"]


def test_a_whole_tour_has_every_kind_of_every_stop_and_of_all_who_take_part() -> None:
    door = example()
    tour = follow_up(door)
    found = door.read(handouts, tour.id, None, None, "sv")
    of = [(one.of.name, one.wanted) for one in found]
    stops = [stop.id for stop in stops_of(door)]
    people = [one.id for one in door.read(choices, Subject.SOMEBODY, tour.id)]
    for kind in (one for one in (*kinds().values(), *forms().values()) if one.name not in NOT_AMONG):
        subjects = getattr(kind, "subjects", None) or (kind.subject,)
        ids = stops if Subject.STOP in subjects else []
        ids = ids + (people if Subject.SOMEBODY in subjects else [])
        ids = ids + ([None] if {Subject.TOUR, Subject.TOUR_OR_BODY} & set(subjects) else [])
        assert ids, kind
        assert [w.stop_id or w.for_id for name, w in of if name == kind.name] == (
            [None] * (None in ids) + [id for id in ids if id]
        )
    assert "02 Gävle v. 38–46 2027 – Program.pdf" in [one.name for one in found]
    assert "05 Östersund utan dag – Program.pdf" in [one.name for one in found]


def test_a_profile_takes_what_there_is_for_it_or_for_everybody() -> None:
    door = example()
    for profile in Profile:
        found = door.read(handouts, follow_up(door).id, None, profile, "sv")
        assert {one.profile for one in found} <= {profile, Profile.OPEN}
        kept = {one.of.name for one in found}
        fit = {
            k.name
            for k in (*kinds().values(), *forms().values())
            if {profile, Profile.OPEN} & set(k.profiles)
        }
        assert kept == fit - NOT_AMONG


def test_a_kind_of_something_unknown_is_left_alone(monkeypatch) -> None:
    class Other(Enum):
        PROPOSAL = "proposal"

    door = example()
    memo = replace(kinds()["schedule"], name="memo", subject=Other.PROPOSAL)
    before = kalmar_of(door)
    monkeypatch.setattr(handing, "kinds", lambda: {**kinds(), "memo": memo})
    assert kalmar_of(door) == before
    assert "memo" not in {one.of.name for one in door.read(handouts, follow_up(door).id, None, None, "sv")}


def test_nothing_is_written_over_that_was_not_given_up(tmp_path: Path) -> None:
    door = example()
    found = kalmar_of(door)
    one, other = found[0].name, found[1].name
    (tmp_path / one).write_bytes(b"min")
    (tmp_path / other).write_bytes(b"ersatt")
    saving = saving_of(door, found[:2], tmp_path, replacing=frozenset({other}))
    write_all(saving)
    assert (tmp_path / one).read_bytes() == b"min"
    assert (tmp_path / one.replace(".pdf", " (2).pdf")).read_bytes().startswith(b"%PDF")
    assert (tmp_path / other).read_bytes().startswith(b"%PDF")
    assert len(list(tmp_path.iterdir())) == 3


def test_the_plan_is_never_replaced(tmp_path: Path) -> None:
    door = example()
    found = kalmar_of(door)[:1]
    plan = tmp_path / found[0].name
    plan.write_bytes(b"planen")
    saving = Saving(door.read, found, tmp_path, plan, "sv", frozenset({found[0].name}))
    assert saving.write_next(nothing)
    assert [error.trouble for _name, error in saving.refused] == [FileTrouble.EXISTS]
    assert plan.read_bytes() == b"planen"


@pytest.mark.parametrize("enough", [0, 1, 3, 6, 9])
def test_a_stopped_file_is_not_left_half_written_and_those_before_stay(tmp_path: Path, enough: int) -> None:
    door = example()
    saving, told = saving_of(door, kalmar_of(door), tmp_path), count()

    def progress(_done: int, _steps: int) -> None:
        if next(told) >= enough:
            raise StoppedError

    with pytest.raises(StoppedError):
        write_all(saving, progress)
    assert sorted(saving.written) == sorted(tmp_path.iterdir())
    assert len(saving.written) + len(saving.left) == len(saving.handouts)
    assert saving.left
    for path in saving.written:
        assert path.stat().st_size > 500


def test_one_that_cannot_be_written_does_not_stop_the_others(tmp_path: Path, monkeypatch) -> None:
    door, write = example(), handing.write_whole

    def refuse_signs(path: Path, fill):
        if "Dörrskylt" in path.name:
            raise FileError(FileTrouble.OPEN_ELSEWHERE, path)
        return write(path, fill)

    monkeypatch.setattr(handing, "write_whole", refuse_signs)
    saving = saving_of(door, kalmar_of(door), tmp_path)
    write_all(saving)
    assert [name for name, _error in saving.refused] == ["01 Kalmar 2027-09-14 – Dörrskylt.pdf"]
    assert len(saving.written) == 4


ODD = st.sampled_from(
    [*TEXTS, "CON", "aux.", "..", "Kalmar", "KALMAR", "kalmar", "Ka\u030alm", "Kålm", "å" * 200]
)


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ODD, min_size=2, max_size=5), st.lists(ODD, min_size=2, max_size=4))
def test_no_two_files_have_a_name_that_any_disk_takes_for_the_same(towns, people) -> None:
    door = Door(memory_store(), "prov")
    tour, day = Tour(id=uuid4(), name=towns[0]), date(2027, 9, 14)
    known = {"tour_id": tour.id, "county_code": "08", "first_day": day, "last_day": day}
    door.do("x", add, tour, *(Stop(id=uuid4(), town=town, **known) for town in towns))
    for name in people:
        contact = Contact(id=uuid4(), name=name or "x")
        door.do("x", add, contact, Role(id=uuid4(), tour_id=tour.id, contact_id=contact.id))
    names = [one.name for one in door.read(handouts, tour.id, None, None, "sv")]
    assert len({same_name(name) for name in names}) == len(names)
    assert len({unicodedata.normalize("NFD", name).lower() for name in names}) == len(names)
    for name in names:
        assert not set(name) & set('/\\:*?"<>|')
        assert name.isprintable()
        assert len(name.encode("utf-8")) <= 230
        assert name.split(".")[0].strip().lower() not in {"con", "aux", "nul", "prn"}
