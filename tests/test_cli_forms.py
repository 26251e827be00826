"""The other forms on the command line, and everything at once."""

from email import message_from_bytes
from email.policy import default
from pathlib import Path

import icalendar
import pytest
from python_calamine import CalamineWorkbook

from tests.test_cli_papers import run, text_of

UNDATED = "Utan bestämd dag, och därför inte i kalendern: Gävle, Gävleborgs län, ej bestämt (v. 38–46); "


@pytest.fixture(scope="module")
def plan(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("plan") / "p.kampanjplan"
    assert run("new", path, "--sample", "--today", "2026-11-24")[0] == 0
    return path


def events(data: bytes) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(data).walk("VEVENT"))


def test_a_calendar_of_a_tour_a_stop_and_somebody(plan: Path, tmp_path: Path) -> None:
    out = tmp_path / "k.ics"
    code, said, err = run("export", "calendar", plan, "--out", out)
    assert (code, said) == (0, "")
    assert err.startswith(UNDATED)
    assert [str(event["LOCATION"]).split(", ")[1] for event in events(out.read_bytes())] == [
        "Kalmar",
        "Karlstad",
    ]
    assert run("export", "calendar", plan, "--stop", "Kalmar", "--out", out) == (0, "", "")
    (event,) = events(out.read_bytes())
    assert "070-174" not in event["DESCRIPTION"]
    asked = ("--stop", "Kalmar", "--profile", "internt", "--lang", "en", "--out", out)
    assert run("export", "calendar", plan, *asked) == (0, "", "")
    (event,) = events(out.read_bytes())
    assert "vard08@example.org" in event["DESCRIPTION"]
    code, _said, err = run("export", "calendar", plan, "--for", "Exempel Talare Kemi", "--out", out)
    assert code == 0
    assert "Uppdrag: talare" in events(out.read_bytes())[0]["DESCRIPTION"]
    before = out.read_bytes()
    code, said, err = run("export", "calendar", plan, "--stop", "Gävle", "--out", out)
    assert (code, said) == (1, "")
    assert "Kalendern skulle bli tom" in err
    assert out.read_bytes() == before


def test_a_workbook_and_text_for_the_web(plan: Path, tmp_path: Path) -> None:
    out = tmp_path / "x.xlsx"
    assert run("export", "workbook", plan, "--out", out) == (0, "", "")
    assert CalamineWorkbook.from_path(str(out)).sheet_names == ["Stopp", "Program", "Kontakter"]
    assert run("export", "web", plan, "--stop", "Kalmar", "--out", out.with_suffix(".html")) == (0, "", "")
    assert "<h1>Uppföljningsturnén (Kalmar)</h1>" in out.with_suffix(".html").read_text(encoding="utf-8")
    assert run("export", "web", plan, "--lang", "en", "--out", out.with_suffix(".html")) == (0, "", "")
    page = out.with_suffix(".html").read_text(encoding="utf-8")
    assert '<html lang="en">' in page
    assert "@example.org" not in page


@pytest.mark.parametrize(
    ("of", "paper", "calendar"),
    [
        ((), "Schema Uppföljningsturnén.pdf", 2),
        (("--stop", "Kalmar"), "Körschema Kalmar, Kalmar län, tis 14 sep 2027.pdf", 1),
        (("--stop", "Gävle"), "Körschema Gävle, Gävleborgs län, ej bestämt (v. 38–46).pdf", 0),
        (("--for", "UHM"), "Schema för Upphandlingsmyndigheten Uppföljningsturnén.pdf", 2),
    ],
)
def test_a_letter_has_its_paper_and_its_calendar(plan, tmp_path, of, paper: str, calendar: int) -> None:
    out = tmp_path / "brev.eml"
    code, said, _err = run("export", "mail", plan, *of, "--out", out)
    assert (code, said) == (0, "")
    message = message_from_bytes(out.read_bytes(), policy=default)
    pdf, *rest = message.iter_attachments()
    assert pdf.get_filename() == paper
    (tmp_path / "p.pdf").write_bytes(pdf.get_payload(decode=True))
    assert "Kampanjplan, medverkande" in text_of(tmp_path / "p.pdf")
    assert [len(events(part.get_payload(decode=True))) for part in rest] == [calendar] * bool(calendar)
    assert message["To" if "--for" in of else "Bcc"]


@pytest.mark.parametrize(
    "asked",
    [
        ("calendar", "P", "--stop", "Kalmar", "--for", "UHM", "--out", "O"),
        ("workbook", "P", "--stop", "Kalmar", "--out", "O"),
        ("workbook", "P", "--for", "UHM", "--out", "O"),
        ("workbook", "P", "--profile", "öppet", "--out", "O"),
        ("web", "P", "--for", "UHM", "--out", "O"),
        ("web", "P", "--profile", "internt", "--out", "O"),
        ("mail", "P", "--profile", "öppet", "--out", "O"),
        ("web", "P", "--landscape", "--out", "O"),
        ("calendar", "P", "--proposal", "1", "--out", "O"),
        ("all", "P", "--for", "UHM", "--out", "O"),
        ("all", "P", "--landscape", "--out", "O"),
        ("calendar", "P"),
        ("all",),
    ],
)
def test_what_does_not_fit_is_refused_in_words(plan: Path, tmp_path: Path, asked: tuple[str, ...]) -> None:
    out = tmp_path / "x"
    code, said, err = run("export", *({"P": plan, "O": out}.get(one, one) for one in asked))
    assert (code, said) == (2, "")
    assert "kampanjplan export: error: " in err.splitlines()[-1]
    assert not out.exists()


def test_nothing_is_ever_written_over_the_plan(plan: Path, tmp_path: Path) -> None:
    before = plan.read_bytes()
    (tmp_path / "länk.ics").hardlink_to(plan)
    for out in (plan, tmp_path / "länk.ics"):
        for kind in ("calendar", "workbook", "web", "mail", "all"):
            assert run("export", kind, plan, "--out", out)[0] == 1
    assert plan.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["länk.ics"]


def test_everything_goes_into_a_folder_that_has_none_of_it(plan: Path, tmp_path: Path) -> None:
    out = tmp_path / "ny" / "mapp"
    code, said, err = run("export", "all", plan, "--stop", "Kalmar", "--profile", "värdlän", "--out", out)
    assert (code, err) == (0, "")
    written = [Path(line) for line in said.splitlines()]
    assert sorted(written) == sorted(out.iterdir())
    assert out / "01 Kalmar 2027-09-14 – Körschema (värdlän).pdf" in written
    assert out / "01 Kalmar 2027-09-14 – Webbtext.html" in written
    before = {path: path.read_bytes() for path in written}
    code, said, err = run("export", "all", plan, "--stop", "Kalmar", "--profile", "värdlän", "--out", out)
    assert (code, said) == (1, "")
    assert err.startswith("5 filer finns redan i ")
    assert {path: path.read_bytes() for path in out.iterdir()} == before
    code, said, err = run("export", "all", plan, "--stop", "Falun", "--out", out)
    assert (code, len(said.splitlines())) == (0, 4)
    assert err.startswith("Utan bestämd dag, och därför inte i kalendern: Falun")
