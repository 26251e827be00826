"""Contacts in and out on the command line, as a user runs it."""

import json
from pathlib import Path

import pypdfium2
import pytest

from kampanjplan.domain.contacts import Contact
from kampanjplan.plans import open_plan
from tests.commands import run, run_apart
from tests.things import TODAY


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    from kampanjplan.plans import create_plan

    path = tmp_path / "p å.kampanjplan"
    create_plan(path, "prov", example_from=TODAY).store.close()
    return path


def names(plan: Path) -> set[str]:
    door = open_plan(plan, "prov")
    found = {contact.name for contact in door.read(lambda r: r.find(Contact))}
    door.store.close()
    return found


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    path = tmp_path / "lista.csv"
    rows = [
        "Namn;E-post;Organisation;Insamlad",
        "Åsa Öberg;asa@example.org;Torsås kommun;2026-11-03",
        ";namnlös@example.org;;",
        "Bo Ek;bo@example.org;UHM;i fjol",
        "Exempel Samordnare RUS;rus@example.org;RUS;",
    ]
    path.write_text("\n".join(rows), encoding="cp1252")
    return path


def test_an_import_tells_what_it_did_and_does_it_once(plan: Path, listed: Path) -> None:
    before = names(plan)
    looked = run("contacts", "import", plan, listed, "--dry-run", "--json")
    assert looked.returncode == 3
    assert json.loads(looked.stdout) == {
        "new": 1,
        "same": 1,
        "changed": 0,
        "refused": 2,
        "refused_rows": [
            {"line": 3, "name": "", "reason": "Namn: Fältet får inte vara tomt."},
            {"line": 4, "name": "Bo Ek", "reason": json.loads(looked.stdout)["refused_rows"][1]["reason"]},
        ],
        "new_organisations": ["Torsås kommun"],
        "maybe_the_same": [],
    }
    assert "Insamlad: ”i fjol” är inget datum" in looked.stdout
    assert names(plan) == before
    done = run_apart("contacts", "import", plan, listed)
    assert done.returncode == 3
    assert done.stdout.splitlines()[:5] == [
        "1 ny",
        "0 ändrade",
        "1 oförändrad",
        "2 avvisade",
        "Ny organisation: Torsås kommun",
    ]
    assert "Rad 3: –: Namn: Fältet får inte vara tomt." in done.stdout
    assert names(plan) == {*before, "Åsa Öberg"}
    assert json.loads(run("contacts", "import", plan, listed, "--json").stdout)["new"] == 0


@pytest.mark.parametrize("kind", ["vcf", "csv", "xlsx"])
def test_an_export_is_read_again_by_another_plan(plan: Path, tmp_path: Path, kind: str) -> None:
    out, other = tmp_path / f"ut.{kind}", tmp_path / "annan.kampanjplan"
    assert run("contacts", "export", plan, "--format", kind, "--out", out).returncode == 0
    assert run("contacts", "import", plan, out).stdout.startswith(
        "0 nya\n0 ändrade\n10 oförändrade\n0 avvisade"
    )
    run("new", other)
    assert run("contacts", "import", other, out).returncode == 0
    assert names(other) == names(plan)


@pytest.mark.parametrize(
    ("of", "found", "missing"),
    [
        ((), "Exempel Talare Kemi", "Exempel Talare Nemo"),
        (("--tour", "uppföljningsturnén"), "Kontaktlista: Uppföljningsturnén", "Upphandlingsturnén"),
        (("--organisation", "uhm"), "Exempel Talare UHM", "Exempel Talare Kemi"),
    ],
)
def test_lists_on_paper(plan: Path, tmp_path: Path, of, found: str, missing: str) -> None:
    assert run("export", "contacts", plan, *of, "--out", tmp_path / "l.pdf").returncode == 0
    document = pypdfium2.PdfDocument(tmp_path / "l.pdf")
    text = " ".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    assert found in text
    assert missing not in text


def test_lists_of_what_is_not_there(plan: Path, tmp_path: Path) -> None:
    done = run("export", "contacts", plan, "--organisation", "Nej", "--out", tmp_path / "l.pdf")
    assert (done.returncode, done.stderr) == (1, "Ingen organisation heter ”Nej”.\n")
    assert run("export", "contacts", plan, "--tour", "Nej", "--out", tmp_path / "l.pdf").returncode == 1
    assert run("export", "schedule", plan, "--organisation", "UHM", "--out", "x.pdf").returncode == 2
    assert run("export", "contacts", plan, "--out", plan).returncode == 1
    assert not (tmp_path / "l.pdf").exists()


def test_refusals_and_wrong_usage(plan: Path, tmp_path: Path) -> None:
    before = plan.read_bytes()
    (tmp_path / "x.csv").write_bytes(b"%PDF-1.7 hej")
    for arguments in (
        ("import", plan, tmp_path / "saknas.csv"),
        ("import", plan, tmp_path),
        ("import", plan, plan),
        ("import", plan, tmp_path / "x.csv"),
        ("export", plan, "--format", "csv", "--out", plan),
        ("export", plan, "--format", "csv", "--out", tmp_path / "saknas" / "x.csv"),
    ):
        done = run("contacts", *arguments)
        assert done.returncode == 1, arguments
        assert done.stdout == ""
        assert len(done.stderr.strip().splitlines()) == 1
    assert plan.read_bytes() == before
    assert run("contacts").returncode == 2
    assert run("contacts", "export", plan, "--format", "pdf", "--out", "x").returncode == 2
