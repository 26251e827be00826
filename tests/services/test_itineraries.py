"""Each one's own parts of a tour: all of them together are the tour, and nobody's are another's."""

from datetime import date
from uuid import uuid4

import pytest

from kampanjplan.domain.contacts import Contact
from kampanjplan.domain.errors import NotJustOneError, UnknownNameError, UnreadableError
from kampanjplan.domain.organisations import board_id, organisation_id
from kampanjplan.domain.programme import Item, Speaker
from kampanjplan.domain.stops import Stop
from kampanjplan.services.door import Door
from kampanjplan.services.editing import add, change
from kampanjplan.services.itineraries import itinerary_sheet, taking_part
from kampanjplan.services.papers import Subject, Wanted, choices, wanted_by_name
from kampanjplan.storage.store import memory_store
from kampanjplan.wording.sentences import error_text
from tests.things import example_door, follow_up, stops_of


@pytest.fixture
def door() -> Door:
    return example_door()


def person(door: Door, name: str) -> Contact:
    (found,) = door.read(lambda reading: reading.find(Contact, name=name))
    return found


def test_all_schedules_together_are_the_tours(door: Door) -> None:
    tour = follow_up(door)
    ids = [stop.id for stop in stops_of(door)]
    items = door.read(lambda reading: reading.find(Item, stop_id=ids))
    voiced = {s.item_id for s in door.read(lambda r: r.find(Speaker)) if s.item_id in {i.id for i in items}}
    found = set()
    for id, _text, _names in door.read(taking_part, tour.id):
        sheet = door.read(itinerary_sheet, tour.id, id)
        assert sheet.parts or sheet.tasks
        found |= {one.item.id for part in sheet.parts for one in part.day.items}
    assert found == voiced


def test_a_person_has_their_own_parts_alone(door: Door) -> None:
    tour, kemi = follow_up(door), person(door, "Exempel Talare Kemi")
    sheet = door.read(itinerary_sheet, tour.id, kemi.id)
    assert (sheet.name, sheet.organisation) == ("Exempel Talare Kemi", "Kemikalieinspektionen")
    assert len(sheet.parts) == 5
    assert all("Exempel Talare Kemi, Kemi" in i.speakers for part in sheet.parts for i in part.day.items)
    people = {contact.name for part in sheet.parts for contact in part.day.contacts}
    assert people == {"Exempel Samordnare RUS"} | {f"Exempel Värd {stop.town}" for stop in stops_of(door)}


def test_an_organisation_has_those_of_its_people_and_what_it_brings(door: Door) -> None:
    tour = follow_up(door)
    sheet = door.read(itinerary_sheet, tour.id, organisation_id("UHM"))
    assert {part.brings for part in sheet.parts} == {("Arbetsblad",)}
    speakers = {s for part in sheet.parts for i in part.day.items for s in i.speakers if s.endswith("UHM")}
    assert speakers == {"Exempel Talare UHM, UHM", "Exempel Workshopledare UHM, UHM"}


def test_a_host_has_the_stop_and_what_is_to_be_named(door: Door) -> None:
    tour = follow_up(door)
    (part,) = door.read(itinerary_sheet, tour.id, board_id("08")).parts
    assert part.tasks == ("värd", "Exempel Värd Kalmar: värd")
    assert [item.speakers for item in part.day.items] == [("Lst Kalmar (namn kommer)",)]


def test_who_was_erased_is_in_nobodys_schedule(door: Door) -> None:
    tour = follow_up(door)
    gone = person(door, "Exempel Värd Kalmar")
    door.do("x", change, Contact, gone.id, anonymised=date(2026, 1, 1))
    assert gone.id not in [id for id, _text, _names in door.read(taking_part, tour.id)]
    sheet = door.read(itinerary_sheet, tour.id, organisation_id("UHM"))
    assert gone.name not in str([part.day.contacts for part in sheet.parts])


def test_what_is_wanted_is_found_by_name(door: Door) -> None:
    tour, kalmar = follow_up(door), stops_of(door)[0]
    for name in ("kalmar", "Kalmar län", "Kalmar, Kalmar län", str(kalmar.id)):
        assert door.read(wanted_by_name, Subject.STOP, "", name, "") == Wanted(tour.id, kalmar.id)
    uhm = organisation_id("UHM")
    assert door.read(wanted_by_name, Subject.SOMEBODY, tour.name, "", "uhm") == Wanted(tour.id, None, uhm)
    assert door.read(wanted_by_name, Subject.TOUR_OR_BODY, "", "", "uhm") == Wanted(None, None, uhm)
    assert door.read(wanted_by_name, Subject.TOUR_OR_BODY, "", "", "") == Wanted(tour.id)
    with pytest.raises(UnreadableError):
        door.read(wanted_by_name, Subject.TOUR_OR_BODY, "", "", "Nej")


def test_a_name_that_does_not_fit_just_one_is_refused_with_those_there_are(door: Door) -> None:
    with pytest.raises(NotJustOneError) as refused:
        door.read(wanted_by_name, Subject.STOP, "", "Nej", "")
    assert "Kalmar, Kalmar län, tis 14 sep 2027; " in error_text(refused.value)
    again = Stop(id=uuid4(), tour_id=follow_up(door).id, county_code="08", town="Kalmar")
    door.do("x", add, again)
    with pytest.raises(NotJustOneError) as refused:
        door.read(wanted_by_name, Subject.STOP, "", "kalmar", "")
    assert error_text(refused.value).startswith("2 heter ”kalmar”. Skriv ut hela namnet: Kalmar, ")
    assert "Falun" not in error_text(refused.value)
    with pytest.raises(NotJustOneError) as refused:
        door.read(wanted_by_name, Subject.SOMEBODY, "", "", "")
    assert "Exempel Talare Kemi, Kemi" in error_text(refused.value)


def test_an_empty_plan_has_nothing_to_choose() -> None:
    door = Door(memory_store(), "prov")
    with pytest.raises(UnknownNameError):
        door.read(wanted_by_name, Subject.STOP, "", "x", "")


def test_organisations_to_list_have_somebody(door: Door) -> None:
    found = door.read(choices, Subject.TOUR_OR_BODY, follow_up(door).id)
    assert [one.text for one in found][:2] == ["Kemikalieinspektionen", "Länsstyrelsen i Dalarnas län"]
    assert "Länsstyrelsen i Skåne län" not in [one.text for one in found]
