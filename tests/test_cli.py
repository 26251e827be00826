"""The program without a window, as a user runs it."""

import argparse
import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest

from kampanjplan import __version__, app
from kampanjplan.cli import _parser
from kampanjplan.storage.tables import SCHEMA_VERSION
from tests.commands import run, run_apart


@pytest.fixture(scope="module")
def plan(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("plan") / "p å.kampanjplan"
    assert run_apart("new", path, "--sample", "--today", "2026-11-24").returncode == 0
    return path


def test_version() -> None:
    assert run_apart("--version").stdout.strip() == f"Kampanjplan {__version__}"


def test_every_command_is_known_without_being_loaded() -> None:
    """One that is not opens the window instead, or asks for one plan file at most."""
    commands = next(a for a in _parser()._actions if isinstance(a, argparse._SubParsersAction)).choices
    assert [name for name in commands if not app._is_command(name)] == []


def test_info(plan: Path) -> None:
    facts = json.loads(run_apart("info", plan, "--json").stdout)
    assert [tour["name"] for tour in facts["tours"]] == ["Uppföljningsturnén", "Upphandlingsturnén 2017–2018"]
    assert (facts["stops"], facts["programme_items"], facts["contacts"], facts["schema_version"]) == (
        17,
        45,
        10,
        SCHEMA_VERSION,
    )
    assert facts["tours"][0]["first_day"] == "2027-09-06"
    text = run("info", plan).stdout
    assert "ej bestämt (v. 38–46)" in text


def test_the_schedule_holds_every_stop_item_and_speaker(plan: Path, tmp_path: Path) -> None:
    pdf = tmp_path / "schema.pdf"
    assert run("export", "schedule", plan, "--tour", "uppföljningsturnén", "--out", pdf).returncode == 0
    document = pypdfium2.PdfDocument(pdf)
    text = " ".join(" ".join(p.get_textpage().get_text_bounded() for p in document).split())
    pages = len(document)
    document.close()
    for words in (
        "Kalmar", "Karlstad", "Falun", "Gävle", "Östersund", "Registrering och kaffe",
        "Kemikalielagstiftningen för varor", "Workshop: exponering i offentliga miljöer",
        "Exempel Talare Kemi", "Exempel Talare UHM", "SKR (namn kommer)", "ej bestämt (v. 38–46)",
        f"sida {pages} av {pages}",
    ):  # fmt: skip
        assert words in text, words


def test_check(plan: Path, tmp_path: Path) -> None:
    assert run("check", plan).returncode == 0
    bad = tmp_path / "fel.kampanjplan"
    bad.write_bytes(plan.read_bytes())
    with sqlite3.connect(bad) as connection:
        connection.execute("UPDATE stop SET county_code = '99' WHERE town = 'Kalmar'")
        connection.execute("UPDATE contact SET name = '' WHERE name LIKE '%Falun'")
    connection.close()
    done = run_apart("check", bad)
    assert done.returncode == 3
    assert "Contact.name" in done.stdout
    assert "Stop" in done.stdout


@pytest.mark.parametrize("command", ["info", "check"])
@pytest.mark.parametrize("data", [b"Hej", b"", None, b"PK\x03\x04zip"])
def test_what_is_no_plan_is_refused_in_one_sentence(tmp_path: Path, command: str, data: bytes | None) -> None:
    path = tmp_path / "x.kampanjplan"
    if data is not None:
        path.write_bytes(data)
    done = run(command, path)
    assert done.returncode == 1
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1
    assert "x.kampanjplan" in done.stderr


def test_an_existing_file_is_not_taken(plan: Path) -> None:
    before = plan.read_bytes()
    assert run("new", plan).returncode == 1
    assert plan.read_bytes() == before


def test_wrong_usage(plan: Path) -> None:
    assert run_apart("info").returncode == 2
    assert run("new", "x", "--today", "igår").returncode == 2
    assert run("export", "karta", plan, "--out", "x.pdf").returncode == 2


def test_an_unknown_tour_is_named_with_those_there_are(plan: Path, tmp_path: Path) -> None:
    done = run("export", "schedule", plan, "--tour", "Nej", "--out", tmp_path / "x.pdf")
    assert done.returncode == 1
    assert "Uppföljningsturnén" in done.stderr


def test_a_paper_that_cannot_be_written_says_so(plan: Path, tmp_path: Path) -> None:
    done = run("export", "schedule", plan, "--out", tmp_path / "saknas" / "x.pdf")
    assert done.returncode == 1
    assert run("export", "schedule", plan, "--out", tmp_path).returncode == 1


def test_paper_never_takes_the_plans_own_place(plan: Path) -> None:
    before = plan.read_bytes()
    done = run("export", "schedule", plan, "--out", plan)
    assert done.returncode == 1
    assert plan.read_bytes() == before


def test_a_county_that_is_none_is_named(plan: Path, tmp_path: Path) -> None:
    bad = tmp_path / "fel.kampanjplan"
    bad.write_bytes(plan.read_bytes())
    with sqlite3.connect(bad) as connection:
        connection.execute("UPDATE stop SET county_code = '99' WHERE town = 'Kalmar'")
    connection.close()
    for command in (("info", bad), ("export", "schedule", bad, "--out", tmp_path / "x.pdf")):
        done = run(*command)
        assert done.returncode == 1
        assert "99" in done.stderr
        assert len(done.stderr.strip().splitlines()) == 1


def test_a_console_of_few_letters_is_no_reason_to_stop(plan: Path, monkeypatch) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    assert "?" in run_apart("info", plan).stdout


def test_whoever_reads_but_the_beginning_hears_no_complaint(plan: Path) -> None:
    command = [sys.executable, "-m", "kampanjplan", "info", str(plan)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as reader:
        reader.stdout.close()
        assert reader.stderr.read() == ""
