"""Every field of every kind comes back from the store as it was put there."""

from dataclasses import fields, is_dataclass
from datetime import date, time
from enum import Enum
from typing import get_args, get_origin, get_type_hints
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kampanjplan.domain.errors import FieldError
from kampanjplan.domain.fields import checked
from kampanjplan.domain.kinds import KINDS
from kampanjplan.storage.mapper import mapper
from kampanjplan.storage.tables import TABLE_OF

TEXT = st.text(max_size=40)


def values(hint: object) -> st.SearchStrategy[object]:
    """Anything that a field of that type may hold."""
    if get_origin(hint) is tuple:
        return st.lists(values(get_args(hint)[0]), max_size=3).map(tuple)
    if get_args(hint):
        return st.one_of(*(values(arg) for arg in get_args(hint)))
    if hint is type(None):
        return st.none()
    if is_dataclass(hint) and isinstance(hint, type):  # a value within a thing
        return st.builds(hint, *(TEXT for _field in fields(hint)))
    if isinstance(hint, type) and issubclass(hint, Enum):
        return st.sampled_from(list(hint))
    simple = {str: TEXT, int: st.integers(0, 90), UUID: st.uuids(), date: st.dates()}
    times = st.times().map(lambda t: time(t.hour, t.minute))
    return simple.get(hint, times)


def things(kind: type) -> st.SearchStrategy[object]:
    hints = get_type_hints(kind)
    return st.builds(kind, **{f.name: values(hints[f.name]) for f in fields(kind)})


@pytest.mark.parametrize("kind", KINDS)
def test_columns_bear_the_names_of_the_fields(kind) -> None:
    assert [c.name for c in TABLE_OF[kind].columns] == [f.name for f in fields(kind)]


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_row_and_thing_are_inverse(kind, data) -> None:
    thing = data.draw(things(kind))
    how = mapper(kind)
    again = how.thing(how.row(thing))
    assert again == thing
    assert again.version == thing.version


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_checking_twice_is_checking_once(kind, data) -> None:
    thing = data.draw(things(kind))
    try:
        once = checked(thing)
    except FieldError:
        return
    assert checked(once) == once
