"""Sentences of the planner: each rule has its words, and figures are written as they are."""

from datetime import date

import pytest

from kampanjplan.domain.errors import ProblemError, ProblemTrouble
from kampanjplan.domain.proposals import (
    Breach,
    Conflict,
    Inclusion,
    PlannedStop,
    Proof,
    Proposal,
    Rule,
    StopWorth,
    Term,
    Trip,
    Wish,
    Worth,
)
from kampanjplan.planner.relief import wishes
from kampanjplan.wording.proposals import (
    NAMES,
    conflict_text,
    counties_text,
    inclusion_text,
    points_text,
    proof_text,
    share_text,
    swap_text,
)
from kampanjplan.wording.rules import breach_text, wish_text
from kampanjplan.wording.sentences import error_text
from tests.planner.cases import base_case


@pytest.mark.parametrize(
    ("hundredths", "text"),
    [
        (0, "0 poäng"),
        (100, "1 poäng"),
        (-1250, "−12,5 poäng"),
        (7, "0,07 poäng"),
        (402886, "4\u00a0028,86 poäng"),
    ],
)
def test_points_are_written_to_the_hundredth(hundredths: int, text: str) -> None:
    assert points_text(hundredths) == text


def test_counties_are_listed_in_swedish_order() -> None:
    assert counties_text(("22", "18", "06", "13")) == "Halland, Jönköping, Västernorrland, Örebro"


def test_a_share_is_never_told_as_less_than_it_is() -> None:
    assert share_text(0.0111) == "1,2\u00a0%"
    assert share_text(0.25) == "25,0\u00a0%"


def proposal(proof: Proof, bound: int | None) -> Proposal:
    stop = PlannedStop(date(2027, 9, 7), "Kalmar", "08")
    worth = Worth((StopWorth(stop, {Term.INTEREST: 1000}, {Term.INTEREST: 10}),))
    return Proposal(proof, (Trip((stop,), "tema"),), worth, bound)


def test_what_is_known_of_an_answer() -> None:
    assert "bevisat" in proof_text(proposal(Proof.BEST, 1000))
    assert proof_text(proposal(Proof.BOUND, 1012)) == "10 poäng; högst 1,2\u00a0% bättre finns."
    assert "inte känt" in proof_text(proposal(Proof.BOUND, None))
    assert "ingen plan" in proof_text(Proposal(Proof.NONE))
    assert "inom tiden" in proof_text(Proposal(Proof.UNKNOWN))


@pytest.mark.parametrize("rule", Rule)
def test_every_broken_rule_has_words(rule: Rule) -> None:
    text = breach_text(Breach(rule, "08", count=7, limit=3), NAMES)
    assert "{" not in text
    assert "None" not in text


def test_every_wish_has_words() -> None:
    problem = base_case(1, cap=1, required=("08",), forbidden=("09",))
    for wish in wishes(problem):
        text = wish_text(wish, NAMES)
        assert "{" not in text
        assert not wish.subject or NAMES.get(wish.subject, wish.subject) in text
    assert wish_text(Wish(Rule.SPEAKER_DAY), NAMES) == "nej från talarna"


def test_what_a_county_costs() -> None:
    heavy = Inclusion("08", 1250, Wish(Rule.PARTY_DAY, "UHM"), 250)
    assert inclusion_text(heavy, NAMES) == (
        "Att ta med Kalmar kostar 12,5 poäng. Tyngst väger nej från UHM: utan det kostar det 2,5 poäng."
    )
    assert inclusion_text(Inclusion("09", None), NAMES) == "Gotland går inte att ta med."
    assert swap_text("Gotland", None) == "Gotland: går inte"
    assert swap_text("Gotland", 1250) == "Gotland: −12,5 poäng"


def test_a_conflict_of_one_and_of_several() -> None:
    one, two = Wish(Rule.REQUIRED, "08"), Wish(Rule.MOST)
    assert "går inte att uppfylla" in conflict_text(Conflict((one,), 3), NAMES)
    both = "De här två går inte ihop: kravet att ta med Kalmar; största antal stopp."
    assert conflict_text(Conflict((one, two), 3), NAMES) == both
    three = conflict_text(Conflict((one, two, Wish(Rule.PIN, "08")), 3), NAMES)
    assert "alla utom ett" in three
    assert three.endswith("största antal stopp; det låsta eller bekräftade stoppet i Kalmar.")


@pytest.mark.parametrize("trouble", ProblemTrouble)
def test_every_trouble_of_a_problem_has_words(trouble: ProblemTrouble) -> None:
    text = error_text(ProblemError("places[3].town", trouble, "Atlantis"))
    assert "places[3].town" in text or trouble is ProblemTrouble.NOT_JSON
    assert "{" not in text
