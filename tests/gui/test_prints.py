"""Paper is never laid where something else lies."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from kampanjplan.domain.calendar import is_loaded
from kampanjplan.gui.pages.prints import make_pdf
from tests.papers import filled_with


@pytest.fixture
def asked(window, monkeypatch, tmp_path: Path):
    """Saves the schedule under a name, and says what was told then."""

    def save(name: str, qtbot) -> str:
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a, **k: (str(tmp_path / name), ""))
        window.go_to(4)
        qtbot.waitUntil(is_loaded)  # the preview is made once more then
        qtbot.waitUntil(lambda: not window.jobs.busy, timeout=20_000)
        window.page.save()
        qtbot.waitUntil(lambda: not window.jobs.busy, timeout=20_000)
        return window.message.text.text()

    return save


def test_a_pdf_never_takes_the_open_plans_place(window, example, tmp_path, asked, qtbot) -> None:
    (tmp_path / "plan.pdf").hardlink_to(example)
    before = example.read_bytes()
    assert "Välj ett annat namn" in asked("plan.pdf", qtbot)
    assert example.read_bytes() == before
    assert example.samefile(tmp_path / "plan.pdf")


def test_a_name_made_longer_replaces_nothing_unasked(tmp_path, asked, qtbot) -> None:
    (tmp_path / "schema.pdf").write_bytes(b"annat")
    assert "Välj ett annat namn" in asked("schema", qtbot)
    assert (tmp_path / "schema.pdf").read_bytes() == b"annat"
    asked("schema.pdf", qtbot)  # there the dialog itself asked
    assert (tmp_path / "schema.pdf").read_bytes().startswith(b"%PDF")


def test_a_new_name_is_saved(window, tmp_path, asked, qtbot) -> None:
    asked("nytt schema", qtbot)
    assert (tmp_path / "nytt schema.pdf").read_bytes().startswith(b"%PDF")
    assert "nytt schema.pdf" in window.page.state.text()


def test_letters_that_no_font_has_are_named(tmp_path) -> None:
    assert "(U+1F600)" in make_pdf(filled_with("Åsa \U0001f600"), tmp_path / "x.pdf")
    assert make_pdf(filled_with("Åsa"), tmp_path / "x.pdf") == ""
