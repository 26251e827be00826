"""Each thing that can go wrong with the file or the printer: refused whole, in words, the draft kept."""

import shutil
import sqlite3
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from sqlalchemy import event

from kampanjplan.domain.changes import ChangeSet
from kampanjplan.domain.errors import FileError, FileTrouble
from kampanjplan.domain.stops import Stop
from kampanjplan.gui.pages import prints
from kampanjplan.wording import use_language
from kampanjplan.wording.sentences import error_text, size_text

TYPED = "Rådhuset å"


@contextmanager
def locked(path: Path, engine):
    event.listen(engine, "checkout", lambda connection, *_: connection.execute("PRAGMA busy_timeout=20"))
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@contextmanager
def full(path: Path, engine):
    limit = [1]

    def no_room(connection, *_rest) -> None:
        connection.execute(f"PRAGMA max_page_count={limit[0]}")

    event.listen(engine, "checkout", no_room)
    yield
    limit[0] = 1_000_000


@contextmanager
def moved(path: Path, engine):
    away = path.with_name("borta.kampanjplan")
    path.rename(away)
    yield
    away.rename(path)


@contextmanager
def folder_gone(path: Path, engine):
    folder = path.parent
    away = folder.with_name(folder.name + " borta")
    folder.rename(away)
    yield
    away.rename(folder)


@contextmanager
def corrupted(path: Path, engine):
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    yield
    path.write_bytes(whole)
    engine.dispose()  # as when it is opened again; a connection remembers the pages it has read


@contextmanager
def read_only(path: Path, engine):
    """The medium has become read-only under an open plan: SQLite says so at the next write."""

    def forbid(connection, *_rest) -> None:
        connection.execute(f"PRAGMA query_only={state[0]}")

    state = ["ON"]
    event.listen(engine, "checkout", forbid)
    yield
    state[0] = "OFF"


CASES = [
    (locked, "används av ett annat program just nu. Försök igen"),
    (full, "är full: "),
    (moved, "har flyttats eller tagits bort"),
    (folder_gone, "har flyttats eller tagits bort"),
    (corrupted, "är skadad"),
    (read_only, "är skrivskyddad"),
]


@pytest.mark.parametrize(("trouble", "words"), CASES, ids=[case[0].__name__ for case in CASES])
def test_the_act_is_refused_whole_and_the_draft_stays_until_it_can_be_saved(
    window, qtbot, example, trouble, words
) -> None:
    window.go_to(1)
    form = window.page.stop_form
    field = form.field("description")
    was = form.thing
    text = TYPED * 800  # more than there is room for on a page
    field.area.setFocus()
    field.area.setPlainText(text)
    with trouble(example, window.workspace.door.store._engine):
        window.page.stops.setFocus()  # the field is left
        assert words in field.note.text()
        assert field.draft() == text
        assert not window.workspace.stack.canUndo()
        assert window.isVisible()
    assert window.workspace.read(lambda r: r.get(Stop, was.id)) == was
    field.area.setFocus()
    window.page.stops.setFocus()  # and left again, when nothing hinders it
    assert field.note.text() == ""
    assert window.workspace.read(lambda r: r.get(Stop, was.id)).description == text


@pytest.mark.parametrize("trouble", FileTrouble)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_trouble_has_a_sentence_that_names_the_file(trouble, language) -> None:
    path = Path("/planer/{a} 100 %/å.kampanjplan")
    use_language(language)
    try:
        text = error_text(FileError(trouble, path, "text", free=12_000))
    finally:
        use_language("sv")
    assert ("å.kampanjplan" in text) or trouble is FileTrouble.FULL
    assert "{a} 100 %" in text
    assert text.endswith(".")


def test_sizes() -> None:
    sizes = [size_text(n) for n in (0, 999, 12_345, 3_200_000, 51_000_000_000)]
    assert sizes == ["0 kB", "0 kB", "12 kB", "3,2 MB", "51,0 GB"]


def test_a_full_disk_of_which_nothing_is_known() -> None:
    assert "full. Frigör utrymme" in error_text(FileError(FileTrouble.FULL, Path("/planer/x.kampanjplan")))


@pytest.fixture
def paper(window, qtbot):
    window.go_to(4)
    qtbot.waitUntil(lambda: not window.jobs.busy)
    return window.page


def test_no_printer_is_said_and_a_pdf_offered(window, paper, qtbot, monkeypatch, tmp_path) -> None:
    monkeypatch.setattr(prints, "has_printer", lambda: False)
    pdf = tmp_path / "schema.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a, **k: (str(pdf), ""))
    paper.preview.setFocus()
    qtbot.keyClick(paper.preview, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert window.message.text.text().startswith("Datorn har ingen skrivare.")
    qtbot.mouseClick(window.message.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(pdf.exists)


def test_whether_there_is_a_printer_can_be_asked(qapp) -> None:
    assert prints.has_printer() in (True, False)


def test_a_printer_that_does_not_answer(window, paper, qtbot, monkeypatch) -> None:
    from PySide6 import QtPrintSupport

    def choose(dialog: QtPrintSupport.QPrintDialog) -> int:
        dialog.printer().setOutputFileName("/finns inte/x.pdf")
        return 1

    monkeypatch.setattr(prints, "has_printer", lambda: True)
    monkeypatch.setattr(QtPrintSupport.QPrintDialog, "exec", choose)
    paper.print()
    qtbot.waitUntil(lambda: not window.jobs.busy)
    assert window.message.text.text().startswith("Skrivaren svarar inte.")


def test_a_pdf_open_elsewhere_can_be_saved_beside(window, paper, qtbot, monkeypatch, tmp_path) -> None:
    pdf = tmp_path / "Schema å.pdf"
    pdf.write_bytes(b"%PDF-old")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a, **k: (str(pdf), ""))
    replace = Path.replace

    def held(self: Path, to: Path) -> Path:
        if to == pdf:
            raise PermissionError(13, "used by another process")
        return replace(self, to)

    monkeypatch.setattr(Path, "replace", held)
    paper.save()
    qtbot.waitUntil(window.message.isVisible)
    assert window.message.text.text() == (
        "”Schema å.pdf” är öppen i ett annat program. Stäng den där, eller spara som ”Schema å (2).pdf”."
    )
    assert window.message.button.text() == "Spara som ”Schema å (2).pdf”"
    window.message.button.setFocus()
    qtbot.keyClick(window.message.button, Qt.Key.Key_Space)
    other = tmp_path / "Schema å (2).pdf"
    qtbot.waitUntil(lambda: other.exists() and not window.jobs.busy)
    assert other.read_bytes().startswith(b"%PDF-1")
    assert pdf.read_bytes() == b"%PDF-old"
    assert "Schema å (2).pdf" in paper.state.text()


def test_a_folder_of_papers_that_is_gone(window, paper, qtbot, monkeypatch, tmp_path) -> None:
    folder = tmp_path / "papper"
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a, **k: (str(folder / "x.pdf"), ""))
    shutil.rmtree(folder)
    paper.save()
    qtbot.waitUntil(window.message.isVisible)
    assert "finns inte" in window.message.text.text()


def test_a_plan_that_cannot_be_read_is_told_of_and_read_again(window, qtbot, monkeypatch) -> None:
    window.go_to(1)
    stops = len(window.page.stops.rows.rows)

    def refuse(*_given, **_more) -> None:
        raise FileError(FileTrouble.LOCKED, window.workspace.door.store.path)

    window.go_to(0)
    with monkeypatch.context() as broken:
        broken.setattr(window.workspace, "read", refuse)
        window.workspace.changed.emit(ChangeSet("", ()))
        window.go_to(1)
        assert "används av ett annat program" in window.message.text.text()
    window.go_to(0)
    window.go_to(1)
    assert len(window.page.stops.rows.rows) == stops
