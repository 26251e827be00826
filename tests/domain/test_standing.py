"""Standing rules and answers as people say them."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kampanjplan.domain.answers import Answer
from kampanjplan.domain.errors import Expected, FieldError, UnknownWeekError, UnreadableError
from kampanjplan.domain.standing import RuleFacts, read_answer, read_rule, read_rules

NEAR = date(2027, 10, 20)
YES, MAYBE, NO, NONE = Answer.YES, Answer.IF_NEED_BE, Answer.NO, Answer.UNANSWERED
W43 = date(2027, 10, 25), date(2027, 11, 14)  # to the end of week 45


@pytest.mark.parametrize(
    ("text", "weekdays", "span", "answer"),
    [
        ("fredagar nej", (4,), (None, None), NO),
        ("måndagar och fredagar nej", (0, 4), (None, None), NO),
        ("Fredagar: nej.", (4,), (None, None), NO),
        ("fre nej", (4,), (None, None), NO),
        ("inte på fredagar", (4,), (None, None), NO),
        ("mån, tis och tors nej", (0, 1, 3), (None, None), NO),
        ("mån-ons om det måste", (0, 1, 2), (None, None), MAYBE),
        ("torsdagar om det måste", (3,), (None, None), MAYBE),
        ("torsdagar vid behov", (3,), (None, None), MAYBE),
        ("torsdagar kanske", (3,), (None, None), MAYBE),
        ("v. 43-45 borta", (), W43, NO),
        ("borta v 43–45", (), W43, NO),
        ("v. 43-45 kan inte", (), W43, NO),
        ("fredagar v. 43-45 nej", (4,), W43, NO),
        ("fredagar i oktober ja", (4,), (date(2027, 10, 1), date(2027, 10, 31)), YES),
        ("okt nej", (), (date(2027, 10, 1), date(2027, 10, 31)), NO),
        ("hela oktober nej", (), (date(2027, 10, 1), date(2027, 10, 31)), NO),
        ("tis 12 okt nej", (), (date(2027, 10, 12), date(2027, 10, 12)), NO),
        ("vardagar ja", (0, 1, 2, 3, 4), (None, None), YES),
        ("Mondays and Fridays no", (0, 4), (None, None), NO),
        ("wednesdays if need be", (2,), (None, None), MAYBE),
        ("week 43-45 away", (), W43, NO),
    ],
)
def test_what_is_read(text: str, weekdays: tuple[int, ...], span: tuple, answer: Answer) -> None:
    assert read_rule(text, NEAR) == RuleFacts(weekdays, *span, answer)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nej",
        "fredagar",
        "v. 43-45",
        "sällan nej",
        "fredagsmys nej",
        "v. 43-45 och v. 47 borta",
        "fre-mån nej",
        "- nej",
    ],
)
def test_what_cannot_be_read_says_what_can_be_written(text: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        read_rule(text, NEAR)
    assert refused.value.expected is Expected.RULE


def test_a_week_that_is_not() -> None:
    with pytest.raises(UnknownWeekError):
        read_rule("v. 54 borta", NEAR)


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("fredagar nej", ["fredagar nej"]),
        ("måndagar och tisdagar nej", ["måndagar och tisdagar nej"]),
        (
            "Fredagar Nej, v. 43-45, 48, 50 Borta",
            ["Fredagar Nej", "v. 43-45 Borta", "v. 48 Borta", "v. 50 Borta"],
        ),
        ("v 43 till 45 och v. 48 semester", ["v 43 till 45 semester", "v. 48 semester"]),
        ("vardagar vid behov; 5 okt nej", ["vardagar vid behov", "5 okt nej"]),
    ],
)
def test_a_line_of_rules(text: str, rules: list[str]) -> None:
    read = read_rules(text, NEAR)
    assert [whole for whole, _facts in read] == rules
    assert [facts for _whole, facts in read] == [read_rule(rule, NEAR) for rule in rules]


@pytest.mark.parametrize(
    "text", ["fredagar nej, v. 43", "v. 43 nej, sällan", "fredagar, , ", "5 okt nej, 48 nej"]
)
def test_a_line_with_a_rule_that_cannot_be_read_is_none(text: str) -> None:
    with pytest.raises(FieldError):
        read_rules(text, NEAR)


@pytest.mark.parametrize(
    ("answer", "texts"),
    [
        (YES, "ja Ja JA j x X yes kan (tomt)"),
        (NO, "nej N no borta"),
        (NONE, "- – ?"),
    ],
)
def test_a_cell_says_an_answer(answer: Answer, texts: str) -> None:
    for text in texts.replace(" (tomt)", "").split():
        assert read_answer(text) is answer
    assert read_answer(" ") is NONE
    assert read_answer("om  det måste") is read_answer("Kanske") is read_answer("(ja)") is MAYBE
    for text in ("nja", "njae", "jaha"):
        with pytest.raises(UnreadableError):
            read_answer(text)
        with pytest.raises(UnreadableError):
            read_rule(f"fredagar {text}", NEAR)


@given(st.text(st.sampled_from("vmåfredagtisnej 0123-,.och"), max_size=24))
def test_anything_is_read_or_refused(text: str) -> None:
    with suppress(FieldError):
        read_rules(text, NEAR)
