"""Editions on the command line: listed, and written to files as they were given out."""

from datetime import datetime
from pathlib import Path

import pytest

from kampanjplan.domain.damage import StoppedError
from kampanjplan.domain.profiles import Profile
from kampanjplan.exchange.edition_files import save_all_frozen
from kampanjplan.plans import open_plan
from kampanjplan.services.editions import FrozenPaper, Issue, draft, give_out, listed, withdraw
from tests.test_cli_papers import run
from tests.things import TODAY, follow_up


def test_listed_and_saved(example: Path, tmp_path: Path) -> None:
    none = "Turnén har inga utgåvor ännu.\n"
    assert run("editions", example) == (0, "", none)
    assert run("editions", example, "--number", 1, "--out", tmp_path / "ut") == (1, "", none)
    door = open_plan(example, "prov")
    tour_id = follow_up(door).id
    papers = tuple(
        FrozenPaper("Skylt: Åsa/Öst", "sign", Profile.OPEN, data, 1) for data in (b"first", b"second")
    )
    for note in ("", "igen"):
        issue = Issue(door.read(draft, tour_id), papers, (), "sv", note)
        door.do("Ge ut", give_out, issue, "prov", datetime(2026, 11, 24, 9, 30))
    door.do("Återkalla", withdraw, door.read(listed, tour_id)[1].edition.id, TODAY, "x")

    def enough(done: int, steps: int) -> None:
        if done == steps - 1:
            raise StoppedError

    files = door.read(listed, tour_id)[0].files
    with pytest.raises(StoppedError):  # half an edition is not left
        save_all_frozen(door.read, files, tmp_path / "halv", enough)
    assert not (tmp_path / "halv").exists()
    door.store.close()
    code, out, _err = run("editions", example)
    assert code == 0
    assert out.splitlines() == [
        "Utgåva 2, tis 24 nov 2026 kl. 09:30, prov, 2 filer",
        "Utgåva 1, tis 24 nov 2026 kl. 09:30, prov, "
        "Utgåvan återkallades tis 24 nov 2026. Dess filer är borttagna.",
    ]
    folder = tmp_path / "ut"
    assert run("editions", example, "--number", 2, "--out", folder) == (0, "", "")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {
        "Skylt Åsa-Öst.pdf": papers[0].data,
        "Skylt Åsa-Öst (2).pdf": papers[1].data,
    }
    assert run("editions", example, "--number", 2, "--out", folder)[0] == 1  # nothing is written over
    for wrong in (("--number", 1, "--out", tmp_path / "a"), ("--number", 2), ("--out", tmp_path / "b")):
        code, _out, err = run("editions", example, *wrong)
        assert code == 2
        assert "utgåva" in err
    assert run("editions", example, "--tour", "Ingen")[0] == 1
    who = ("contacts", "anonymise", example, "Exempel Talare Kemi")
    assert "utgåva 2 (tis 24 nov 2026). Filerna där ändras inte, men kan återkallas." in run(*who)[1]
    code, out, _err = run(*who, "--yes", "--withdraw", "--decision", "dnr 7")
    assert (code, out.splitlines()[-1]) == (0, "Återkallade: Utgåva 2 (tis 24 nov 2026).")
    assert b"second" not in example.read_bytes()
