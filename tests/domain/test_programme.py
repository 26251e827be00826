"""The order and the times of a day's items."""

from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from kampanjplan.domain.errors import PastMidnightError
from kampanjplan.domain.fields import checked
from kampanjplan.domain.programme import DAY, Item, clock, closed_up, in_order, lengthened, moved

STOP = UUID(int=1)


@st.composite
def days(draw) -> list[Item]:
    """A day of items without overlaps, some gaps, that leaves room in the evening."""
    items, begins = [], 8 * 60
    for number in range(draw(st.integers(1, 8))):
        begins += draw(st.sampled_from([0, 0, 5, 15]))
        minutes = draw(st.sampled_from([15, 30, 45, 60]))
        items.append(Item(id=uuid4(), stop_id=STOP, position=number, start=clock(begins), minutes=minutes))
        begins += minutes
    return items


@given(day=days(), data=st.data())
def test_moving_keeps_the_items_the_first_start_and_the_last_end(day, data) -> None:
    picked = data.draw(st.lists(st.sampled_from([i.id for i in day]), unique=True))
    to = data.draw(st.integers(0, len(day)))
    after = in_order(moved(day, picked, to))
    assert {i.id: i.minutes for i in after} == {i.id: i.minutes for i in day}
    assert after[0].start == day[0].start
    assert after[-1].ends == day[-1].ends
    kept = [i.id for i in day if i.id not in picked]
    assert [i.id for i in after if i.id not in picked] == kept
    assert [i.id for i in after if i.id in picked] == [i.id for i in day if i.id in picked]


@given(day=days())
def test_closing_up(day) -> None:
    after = closed_up(day)
    assert [i.id for i in after] == [i.id for i in day]
    assert sum(i.minutes for i in after) == after[-1].ends - after[0].begins
    assert closed_up(after) == after


@given(day=days(), data=st.data())
def test_lengthening_and_back_is_nothing(day, data) -> None:
    item = data.draw(st.sampled_from(day))
    try:
        longer = lengthened(day, item.id, item.minutes + 10)
    except PastMidnightError:
        return
    assert lengthened(longer, item.id, item.minutes) == day


@st.composite
def crowded_days(draw) -> list[Item]:
    """A day of items that may overlap, begin together or take no time at all."""
    items = []
    for number in range(draw(st.integers(1, 7))):
        begins = draw(st.integers(0, DAY // 15 - 1)) * 15
        minutes = draw(st.integers(0, min(8, (DAY - begins) // 15))) * 15
        position = draw(st.integers(0, number))
        items.append(Item(id=uuid4(), stop_id=STOP, position=position, start=clock(begins), minutes=minutes))
    return in_order(items)


@given(day=crowded_days(), data=st.data(), minutes=st.integers(0, 180))
def test_nothing_overtakes_where_an_item_gets_another_length(day, data, minutes) -> None:
    item = data.draw(st.sampled_from(day))
    try:
        after = [checked(i) for i in lengthened(day, item.id, minutes)]
    except PastMidnightError:
        return
    assert [i.id for i in in_order(after)] == [i.id for i in day]
    assert {i.id: i.minutes for i in after} == {i.id: i.minutes for i in day} | {item.id: minutes}
    assert min(i.begins for i in after) == day[0].begins


@given(day=crowded_days(), data=st.data())
def test_items_of_a_crowded_day_come_in_the_order_asked_for(day, data) -> None:
    picked = data.draw(st.lists(st.sampled_from([i.id for i in day]), unique=True))
    to = data.draw(st.integers(0, len(day)))
    ids = [i.id for i in day]
    wanted = (
        [i for i in ids[:to] if i not in picked]
        + [i for i in ids if i in picked]
        + [i for i in ids[to:] if i not in picked]
    )
    try:
        after = moved(day, picked, to)
    except PastMidnightError:
        return
    assert [i.id for i in in_order(after)] == wanted
    assert min(i.begins for i in after) == day[0].begins
