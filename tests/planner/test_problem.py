"""Problems as JSON: what goes out comes in, what cannot stand is refused by its path; the schema."""

import json
from typing import Any

import pytest
from hypothesis import given, settings

from kampanjplan.domain.errors import ProblemError, ProblemTrouble
from kampanjplan.planner.problem import Problem
from kampanjplan.planner.reading import as_json, digest, read_problem
from kampanjplan.planner.schema import schema
from tests.planner.cases import base_case
from tests.planner.small import problems


@settings(max_examples=50)
@given(problem=problems(caps=True))
def test_what_goes_out_comes_in(problem: Problem) -> None:
    again = read_problem(json.dumps(as_json(problem)))
    assert again == problem
    assert digest(again) == digest(problem)


def test_the_hash_is_the_same_tomorrow() -> None:
    problem = base_case(1)
    assert digest(problem) == digest(base_case(1))
    assert digest(problem) != digest(base_case(1, rest_days=2))


def altered(**changes: Any) -> str:
    content = as_json(base_case(1))
    for path, value in changes.items():
        *above, last = path.split("__")
        inner: Any = content
        for name in above:
            inner = inner[int(name) if name.isdigit() else name]
        if value is None:
            del inner[last]
        else:
            inner[int(last) if last.isdigit() else last] = value
    return json.dumps(content)


@pytest.mark.parametrize(
    ("changes", "path", "trouble"),
    [
        ({"hub": None}, "hub", ProblemTrouble.MISSING),
        ({"hub": 3}, "hub", ProblemTrouble.WRONG_TYPE),
        ({"hub": "Atlantis"}, "hub", ProblemTrouble.UNKNOWN_NAME),
        ({"hubb": "Visby"}, "hubb", ProblemTrouble.UNKNOWN_FIELD),
        ({"places__3__town": "Atlantis"}, "places[3].town", ProblemTrouble.UNKNOWN_NAME),
        ({"places__3__county_code": "99"}, "places[3].county_code", ProblemTrouble.UNKNOWN_NAME),
        ({"counties__0__interest": "much"}, "counties[0].interest", ProblemTrouble.WRONG_TYPE),
        ({"counties__0__participants": -1}, "counties[0].participants", ProblemTrouble.OUT_OF_RANGE),
        ({"counties__0__participants": True}, "counties[0].participants", ProblemTrouble.WRONG_TYPE),
        ({"counties__1__code": "01"}, "counties[1].code", ProblemTrouble.TWICE),
        ({"days__0": "2027-13-01"}, "days[0]", ProblemTrouble.WRONG_TYPE),
        ({"days__1": "2020-01-01"}, "days[1]", ProblemTrouble.ORDER),
        ({"km__0": [1]}, "km[0]", ProblemTrouble.NOT_SQUARE),
        ({"km": []}, "km", ProblemTrouble.NOT_SQUARE),
        ({"weights__night": 10_001}, "weights.night", ProblemTrouble.OUT_OF_RANGE),
        ({"required": ["98"]}, "required[0]", ProblemTrouble.UNKNOWN_NAME),
        ({"pins": [{"town": "Solna"}]}, "pins[0].town", ProblemTrouble.UNKNOWN_NAME),
        ({"fewest_stops": 6}, "fewest_stops", ProblemTrouble.ORDER),
        (
            {"parties__0__answers": {"yes": ["2027-09-01"], "no": ["2027-09-01"]}},
            "parties[0].answers",
            ProblemTrouble.TWICE,
        ),
    ],
)
def test_what_cannot_stand_is_named(changes: dict[str, Any], path: str, trouble: ProblemTrouble) -> None:
    with pytest.raises(ProblemError) as refused:
        read_problem(altered(**changes))
    assert (refused.value.field, refused.value.trouble) == (path, trouble)


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, "nej"])
def test_what_is_no_json_is_refused(text: str) -> None:
    with pytest.raises(ProblemError) as refused:
        read_problem(text)
    assert refused.value.trouble is ProblemTrouble.NOT_JSON


@pytest.mark.parametrize("text", ["[]", "3", "null", '"x"'])
def test_what_is_no_object_is_refused(text: str) -> None:
    with pytest.raises(ProblemError) as refused:
        read_problem(text)
    assert refused.value.trouble is ProblemTrouble.WRONG_TYPE


def test_the_schema_describes_every_field() -> None:
    def walk(told: dict[str, Any]) -> None:
        for name, field in told.get("properties", {}).items():
            assert field["description"], name
            walk(field)
            walk(field.get("items", {}))

    whole = schema()
    walk(whole)
    assert set(whole["properties"]) == set(as_json(base_case(1)))
    assert "hundredths of a point" in whole["description"]
    json.dumps(whole)
