"""Every kind of paper on the command line."""

from pathlib import Path

import pypdfium2
import pytest

from kampanjplan.documents.kinds import kinds
from kampanjplan.exchange.forms import forms
from kampanjplan.plans import open_plan
from kampanjplan.services.papers import Subject
from tests import commands
from tests.kept import keep
from tests.things import follow_up

OF = {Subject.STOP: ("--stop", "Kalmar"), Subject.SOMEBODY: ("--for", "Exempel Talare Kemi")}


def run(*arguments: object) -> tuple[int, str, str]:
    """Exit code, what was printed, and what was complained of."""
    done = commands.run(*arguments)
    return done.returncode, done.stdout, done.stderr


@pytest.fixture(scope="module")
def plan(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("plan") / "p.kampanjplan"
    assert run("new", path, "--sample", "--today", "2026-11-24")[0] == 0
    door = open_plan(path, "prov")
    for reason in ("", "Nära för många"):
        keep(door, follow_up(door).id, reason)
    door.store.close()
    return path


def text_of(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    text = " ".join(" ".join(p.get_textpage().get_text_bounded() for p in document).split())
    document.close()
    return text


def test_the_list_names_each_kind_first_on_its_line() -> None:
    code, out, _err = run("export", "--list")
    assert code == 0
    assert [line.split()[0] for line in out.splitlines()] == [*kinds(), *forms()]
    assert set(kinds()).isdisjoint(forms())
    assert set(kinds()) >= {"schedule", "book", "day", "programme", "itinerary", "contacts", "sign"}


@pytest.mark.parametrize("kind", kinds())
@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_kind_is_written_in_both_languages(
    plan: Path, tmp_path: Path, kind: str, language: str
) -> None:
    of = OF.get(kinds()[kind].subject, ())
    for profile in kinds()[kind].profiles:
        out = tmp_path / f"{profile.value}.pdf"
        asked = ("export", kind, plan, *of, "--profile", profile.value, "--lang", language, "--out", out)
        assert run(*asked) == (0, "", "")
        assert ("sida 1 av" if language == "sv" else "page 1 of") in text_of(out)


def test_what_the_words_of_the_profiles_are(plan: Path, tmp_path: Path) -> None:
    for word in ("internt", "värdlän", "medverkande", "ÖPPET"):
        code, _out, err = run("export", "book", plan, "--profile", word, "--out", tmp_path / "x.pdf")
        assert (code, err) == (0, "")
    code, _out, err = run("export", "book", plan, "--profile", "hemligt", "--out", tmp_path / "y.pdf")
    assert code == 1
    assert "internt, värdlän, medverkande, öppet" in err


@pytest.mark.parametrize(
    "asked",
    [
        ("karta", "P", "--out", "O"),
        ("day", "P", "--out", "O"),
        ("schedule", "P", "--stop", "Kalmar", "--out", "O"),
        ("schedule", "P", "--for", "UHM", "--out", "O"),
        ("itinerary", "P", "--out", "O"),
        ("schedule", "P", "--proposal", "1", "--out", "O"),
        ("contacts", "P", "--tour", "x", "--for", "UHM", "--out", "O"),
        ("programme", "P", "--stop", "Kalmar", "--profile", "internt", "--out", "O"),
        ("schedule", "P"),
        ("schedule",),
        (),
    ],
)
def test_wrong_usage_says_what_is_missing(plan: Path, tmp_path: Path, asked: tuple[str, ...]) -> None:
    out = tmp_path / "x.pdf"
    code, said, err = run("export", *({"P": plan, "O": out}.get(one, one) for one in asked))
    assert (code, said) == (2, "")
    assert "kampanjplan export: error: " in err.splitlines()[-1]
    assert not out.exists()


def test_names_that_are_not_there_are_refused_with_those_that_are(plan: Path, tmp_path: Path) -> None:
    out = tmp_path / "x.pdf"
    code, _said, err = run("export", "day", plan, "--stop", "Nej", "--out", out)
    assert code == 1
    assert "Kalmar, Kalmar län, tis 14 sep 2027" in err
    code, _said, err = run("export", "itinerary", plan, "--for", "Nej", "--out", out)
    assert code == 1
    assert "Exempel Talare Kemi, Kemi" in err
    assert not out.exists()


def test_a_kept_proposal_is_named_by_number_day_or_reason(plan: Path, tmp_path: Path) -> None:
    out = tmp_path / "x.pdf"
    for name, number in (("1", 1), ("2026-11-24 11:30", 2), ("nära för MÅNGA", 2), ("", 2)):
        assert run("export", "memo", plan, "--proposal", name, "--out", out) == (0, "", "")
        assert f"Beslutsunderlag: förslag {number} " in text_of(out)
    code, _said, err = run("export", "memo", plan, "--proposal", "2026-11-24", "--out", tmp_path / "y.pdf")
    assert code == 1  # two were kept that day
    assert "Förslag 2, tis 24 nov 2026 11:30: Nära för många" in err
    code, _said, err = run("export", "memo", plan, "--proposal", "7", "--out", tmp_path / "y.pdf")
    assert code == 1
    assert "Inget sparat förslag i turnén heter ”7”" in err
    other = "Upphandlingsturnén 2017–2018"
    code, _said, err = run("export", "memo", plan, "--tour", other, "--out", tmp_path / "y.pdf")
    assert (code, err.strip().splitlines()[-1]) == (1, "Turnén har inga sparade förslag.")


def test_pages_may_lie(plan: Path, tmp_path: Path) -> None:
    out = tmp_path / "x.pdf"
    assert run("export", "schedule", plan, "--landscape", "--out", out) == (0, "", "")
    document = pypdfium2.PdfDocument(out)
    width, height = document.get_page_size(0)
    document.close()
    assert width > height
