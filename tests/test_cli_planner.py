"""The planner on the command line: the plan, its proof and reasons, in words and as JSON."""

import argparse
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from kampanjplan.cli_planner import add_commands
from kampanjplan.domain.errors import FileError, ProblemError
from kampanjplan.planner.problem import Answers
from kampanjplan.planner.reading import as_json, digest
from kampanjplan.wording.proposals import points_text
from kampanjplan.wording.sentences import error_text
from tests.planner.cases import base_case

PROBLEM = base_case(1, weeks=6, open_share=0.5)


def run(*words: object) -> int:
    parser = argparse.ArgumentParser()
    add_commands(parser.add_subparsers(required=True))
    options = parser.parse_args(["solve", *map(str, words)])
    return int(options.act(options))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "problem å.json"
    path.write_text(json.dumps(as_json(PROBLEM)), encoding="utf-8")
    return path


def test_the_plan_in_json_and_in_words(file: Path, capsys) -> None:
    assert run(file, "--json") == 0
    facts = json.loads(capsys.readouterr().out)
    assert facts["proof"] == "best"
    assert facts["digest"] == digest(PROBLEM)
    assert facts["bound"] == sum(sum(stop["points"].values()) for stop in facts["worth"]["stops"])
    assert len(facts["alternatives"]) == 10
    assert len(facts["reasons"]["inclusions"]) + len(facts["reasons"]["omissions"]) == 21
    assert run(file) == 0
    words = capsys.readouterr().out
    assert points_text(facts["bound"]) in words
    assert "det bästa som går" in words
    for sentence in facts["sentences"]:
        assert sentence in words
    for trip in facts["trips"]:
        for stop in trip["stops"]:
            assert stop["town"] in words
    for inclusion in facts["reasons"]["inclusions"]:
        if inclusion["cost"] is not None:
            assert points_text(inclusion["cost"]) in words


def test_every_figure_in_the_sentences_is_one_of_the_facts(file: Path, capsys) -> None:
    """Figures of stops and costs are found again among the facts, points as hundredths of a point."""
    run(file, "--json")
    facts = json.loads(capsys.readouterr().out)
    known = {str(number) for number in re.findall(r"-?\d+", json.dumps({**facts, "sentences": 0}))}
    known |= {number.lstrip("-") for number in known}
    sums = [sum(stop["points"].values()) for stop in facts["worth"]["stops"]]
    known |= {str(number) for number in sums}
    for sentence in facts["sentences"]:
        for whole, cents in re.findall(r"(\d[\d\u00a0]*)(?:,(\d\d?))? poäng", sentence):
            number = int(whole.replace("\u00a0", "")) * 100 + int((cents or "0").ljust(2, "0"))
            assert str(number) in known, sentence


def test_the_schema(capsys) -> None:
    assert run("--schema") == 0
    assert json.loads(capsys.readouterr().out)["properties"]["km"]["description"].endswith("(km)")


def test_what_cannot_be_has_a_conflict_and_a_way_out(tmp_path: Path, capsys) -> None:
    counties = tuple(
        replace(c, answers=Answers(no=PROBLEM.days)) if c.code == "08" else c for c in PROBLEM.counties
    )
    problem = replace(PROBLEM, counties=counties, required=("08",))
    path = tmp_path / "p.json"
    path.write_text(json.dumps(as_json(problem)), encoding="utf-8")
    assert run(path) == 3
    words = capsys.readouterr().out
    assert "Det finns ingen plan" in words
    assert "nej från Kalmar län" in words
    assert "kravet att ta med Kalmar län" in words
    assert "Vägen ut: om Kalmar län kan " in words


@pytest.mark.parametrize("content", [None, b"{", b"\xff\xfe\x00", b"[]", b'{"hub": 1}'])
def test_what_is_no_problem_is_refused_in_one_sentence(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "p.json"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises((FileError, ProblemError)) as refused:
        run(path)
    assert len(error_text(refused.value).splitlines()) == 1


def test_wrong_usage(file: Path) -> None:
    for words in ((), (file, "--schema"), ("--schem", "x", "y")):
        with pytest.raises(SystemExit):
            run(*words)
