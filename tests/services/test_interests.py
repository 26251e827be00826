"""Interest cell by cell: any edits equal the same edits of a plain dict, and what is silent is not kept."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kampanjplan.domain.answers import Interest, Known
from kampanjplan.domain.errors import OutOfRangeError, OverwriteError, PlanError
from kampanjplan.domain.interests import CountyInterest
from kampanjplan.services.conflicts import having_seen
from kampanjplan.services.door import Door
from kampanjplan.services.history import replay
from kampanjplan.services.interests import interests_of, set_interest, set_interests
from tests.things import content, example_door, follow_up

SILENT: dict[str, Any] = {
    "interest": Interest.UNKNOWN, "can_host": Known.UNKNOWN, "participants": None, "weeks": (), "comment": "",
}  # fmt: skip
cells = st.one_of(
    st.tuples(st.just("interest"), st.sampled_from(Interest)),
    st.tuples(st.just("can_host"), st.sampled_from(Known)),
    st.tuples(st.just("participants"), st.sampled_from((None, 0, 37))),
    st.tuples(st.just("weeks"), st.sampled_from(((), ("2027-W40",), ("2027-W40", "2027-W41")))),
    st.tuples(st.just("comment"), st.sampled_from(("", "Gärna på våren"))),
)
acts = st.lists(st.dictionaries(st.sampled_from(("01", "08", "25")), st.lists(cells, max_size=3)), max_size=6)


@pytest.fixture(scope="module")
def bare() -> Door:
    """A plan whose follow-up nobody has said anything of yet."""
    door = example_door()
    door.do("Töm", lambda unit: unit.remove(*unit.find(CountyInterest)))
    return door


@settings(max_examples=60, deadline=None)
@given(acts)
def test_any_edits_equal_a_plain_dict(bare: Door, acts: list[dict[str, list[tuple[str, Any]]]]) -> None:
    tour = follow_up(bare).id
    bare.do("Töm", lambda unit: unit.remove(*unit.find(CountyInterest)))
    plain: dict[str, dict[str, Any]] = {code: dict(SILENT) for code in ("01", "08", "25")}
    for act in acts:
        before = content(bare)
        changes = bare.do("Ändra", set_interests, tour, {code: dict(said) for code, said in act.items()})
        for code, said in act.items():
            plain[code].update(said)
        bare.do("Ångra", replay, changes.inverse())
        assert content(bare) == before
        bare.do("Gör om", replay, changes)
    rows = {row.county_code: row for row in bare.read(interests_of, tour)}
    assert len(rows) == 21
    for code, said in plain.items():
        assert {name: getattr(rows[code], name) for name in SILENT} == said
    kept = {row.county_code for row in bare.read(lambda r: r.find(CountyInterest, tour_id=tour))}
    assert kept == {code for code, said in plain.items() if said != SILENT}


def test_one_wrong_value_refuses_all(bare: Door) -> None:
    before = content(bare)
    with pytest.raises(OutOfRangeError):
        bare.do(
            "Klistra in",
            set_interests,
            follow_up(bare).id,
            {"01": {"interest": Interest.STRONG}, "08": {"participants": 10_001}},
        )
    assert content(bare) == before


def test_two_who_are_first_to_write_of_a_county_notice_one_another(bare: Door) -> None:
    tour = follow_up(bare).id
    bare.do("Töm", lambda unit: unit.remove(*unit.find(CountyInterest)))
    (seen,) = [row for row in bare.read(interests_of, tour) if row.county_code == "08"]
    bare.do("Hon", set_interest, tour, "08", interest=Interest.SOME)
    with pytest.raises(OverwriteError):
        bare.do("Han", having_seen, [seen], set_interest, tour, "08", interest=Interest.STRONG)
    bare.do("Han", having_seen, [seen], set_interest, tour, "08", comment="Ring igen")
    (kept,) = bare.read(lambda r: r.find(CountyInterest, tour_id=tour))
    assert (kept.interest, kept.comment) == (Interest.SOME, "Ring igen")


def test_an_unknown_week_is_refused(bare: Door) -> None:
    with pytest.raises(PlanError):
        bare.do("Ändra", set_interest, follow_up(bare).id, "08", weeks=("2027-W53",))
