"""Every remark has a case where it is made and one where it is not."""

from datetime import date, time
from uuid import uuid4

from kampanjplan.domain.programme import Item, Speaker
from kampanjplan.domain.remarks import (
    GapRemark,
    Lack,
    OutsideHoursRemark,
    OutsidePeriodRemark,
    OverlapRemark,
    SameDayRemark,
    UnusualDayRemark,
    date_remarks,
    lacks,
    programme_remarks,
    speaker_remarks,
)
from kampanjplan.domain.stops import Stop, StopStatus
from kampanjplan.domain.tours import Tour

TOUR = Tour(id=uuid4(), name="T", first_day=date(2027, 9, 6), last_day=date(2027, 12, 19))
DAY = date(2027, 10, 12)


def stop(day: date | None = DAY, **facts) -> Stop:
    return Stop(id=uuid4(), tour_id=TOUR.id, county_code="08", first_day=day, last_day=day, **facts)


def item(at: Stop, start: time, minutes: int) -> Item:
    return Item(id=uuid4(), stop_id=at.id, start=start, minutes=minutes)


def test_overlaps_and_gaps() -> None:
    here = stop()
    a, b, c = item(here, time(9), 60), item(here, time(9, 45), 30), item(here, time(10, 30), 15)
    assert programme_remarks(here, [c, a, b]) == [OverlapRemark(b.id, a.id, 15), GapRemark(c.id, 15)]
    assert programme_remarks(here, [a, item(here, time(10), 30)]) == []


def test_outside_the_stops_hours() -> None:
    here = stop(starts=time(9), ends=time(10))
    late = item(here, time(9, 30), 45)
    assert programme_remarks(here, [late]) == [OutsideHoursRemark(late.id)]


def test_a_speaker_at_two_places() -> None:
    here, there, other_day = stop(), stop(), stop(date(2027, 10, 13))
    a, b, c = item(here, time(9), 60), item(there, time(14), 60), item(other_day, time(9), 60)
    person = uuid4()

    def says(*items: Item) -> list[Speaker]:
        return [Speaker(id=uuid4(), item_id=i.id, contact_id=person) for i in items]

    (found,) = speaker_remarks([here, there, other_day], [a, b, c], says(a, b, c))
    assert {found.stop_id, found.other_stop_id} == {here.id, there.id}
    assert speaker_remarks([here, other_day], [a, c], says(a, c)) == []
    body = [Speaker(id=uuid4(), item_id=i.id, organisation_id=person) for i in (a, b)]
    assert speaker_remarks([here, there], [a, b], body) == []


def test_a_speaker_at_once_at_one_stop_even_without_a_day() -> None:
    here = stop(None)
    a, b, c = item(here, time(9), 60), item(here, time(9, 30), 60), item(here, time(11), 60)
    person = uuid4()
    speakers = [Speaker(id=uuid4(), item_id=i.id, contact_id=person) for i in (a, b, c)]
    assert len(speaker_remarks([here], [a, b, c], speakers)) == 1


def test_dates() -> None:
    inside, again, outside = stop(), stop(), stop(date(2027, 6, 6))
    remarks = date_remarks(TOUR, [inside, again, outside])
    assert SameDayRemark(inside.id, again.id) in remarks
    assert OutsidePeriodRemark(outside.id) in remarks
    assert [r.stop_id for r in remarks if isinstance(r, UnusualDayRemark)] == [outside.id]
    assert date_remarks(TOUR, [inside, stop(status=StopStatus.CANCELLED)]) == []


def test_lacks() -> None:
    bare = stop(None)
    assert lacks(bare, [], [], has_contact=False) == [
        Lack.DATE,
        Lack.VENUE,
        Lack.HOST,
        Lack.PROGRAMME,
        Lack.CONTACT,
    ]
    full = stop(venue="V", host_id=uuid4())
    lecture = item(full, time(9), 30)
    assert lacks(full, [lecture], [], has_contact=True) == [Lack.SPEAKERS]
    speaker = Speaker(id=uuid4(), item_id=lecture.id, contact_id=uuid4())
    assert lacks(full, [lecture], [speaker], has_contact=True) == []
    assert lacks(stop(None, status=StopStatus.DONE), [], [], has_contact=False) == []
