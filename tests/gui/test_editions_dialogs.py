"""Editions in the window: given out, looked at, saved and printed as they were, and withdrawn."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from threading import Event

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog

from kampanjplan.documents import edition_set
from kampanjplan.domain.contacts import Contact
from kampanjplan.domain.editions import Edition
from kampanjplan.domain.profiles import Profile
from kampanjplan.domain.stops import Stop
from kampanjplan.domain.tours import Tour
from kampanjplan.gui.dialogs.editions import EditionsDialog
from kampanjplan.gui.dialogs.erasing import ErasingDialog
from kampanjplan.gui.dialogs.give_out import GiveOutDialog
from kampanjplan.gui.dialogs.withdraw import WithdrawDialog
from kampanjplan.gui.edition_files import print_frozen
from kampanjplan.plans import backups_of, open_plan
from kampanjplan.services.editing import change
from kampanjplan.services.editions import FrozenPaper, Issue, draft, frozen, give_out
from tests.gui.test_erasing_run import answer
from tests.gui.test_two_desks import when_asked


@pytest.fixture
def giving(window, qtbot):
    """Opens the dialog, with only the signs ticked, by keys alone."""

    def opened() -> GiveOutDialog:
        dialog = GiveOutDialog(window, window.workspace, window.workspace.tour_id)
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitUntil(lambda: dialog._seen is not None and not window.jobs.busy)
        for row, offer in enumerate(dialog._offers):
            if (offer.kind.name == "sign") != dialog._is_ticked(row):
                dialog.papers.setCurrentRow(row)
                qtbot.keyClick(dialog.papers, Qt.Key.Key_Space)
        assert [offer.kind.name for offer in dialog.chosen] == ["sign"]
        return dialog

    return opened


def first_stop(window) -> Stop:
    stops = window.workspace.read(lambda r: r.find(Stop, tour_id=window.workspace.tour_id))
    return sorted(stops, key=lambda stop: stop.order)[0]


def publish(window) -> None:
    """Gives out an edition that names everybody who takes part, without the window."""
    ws = window.workspace
    paper = FrozenPaper("Schema", "schedule", Profile.INTERNAL, b"%PDF-1.7 x", 1)
    issue = Issue(ws.read(draft, ws.tour_id), (paper,), (), "sv")
    ws.attempt("Ge ut", give_out, issue, "prov", datetime(2026, 11, 24, 9, 30))


def editions(window) -> list[Edition]:
    found = window.workspace.read(lambda r: r.find(Edition))
    return sorted(found, key=lambda edition: edition.number)


def text_of(pdf) -> str:
    document = pypdfium2.PdfDocument(pdf)
    text = " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in document)
    document.close()
    return text


def give(dialog, window, qtbot) -> None:
    dialog.giving.click()
    qtbot.waitUntil(lambda: dialog.given is not None and not window.jobs.busy)


def test_from_giving_out_to_withdrawing(window, giving, qtbot, monkeypatch, tmp_path: Path) -> None:
    ws = window.workspace
    dialog = giving()
    assert dialog.head.text() == "Utgåva 1, Uppföljningsturnén"
    assert dialog.files.text() == "5 filer"
    assert dialog.note.isEnabled()
    give(dialog, window, qtbot)
    assert ws.stack.undoText().endswith("Ge ut utgåva 1")
    ws.attempt("Lokal", change, Stop, first_stop(window).id, venue="Nya <i>salen")
    dialog = giving()
    told = dialog.news.toPlainText()
    assert dialog.news_title.text() == "Nytt sedan utgåva 1"
    change_told = "Kalmar, Kalmar län, lokal: Exempellokalen, Kalmar → Nya <i>salen"
    assert f"Länsstyrelsen i Kalmar län\n{change_told}" in told
    assert "Inget nytt för: Exempel Värd Falun" in told
    assert dialog.touched.text() == "10 av 18 mottagare berörs."
    again = GiveOutDialog(window, ws, ws.tour_id)  # what the last one held is proposed
    qtbot.addWidget(again)
    qtbot.waitUntil(lambda: again._seen is not None)
    assert [offer.kind.name for offer in again.chosen] == ["sign"]
    again.reject()
    dialog.note.setText("Ny lokal")
    give(dialog, window, qtbot)

    shown = EditionsDialog(window, ws, window.settings, ws.tour_id)
    qtbot.addWidget(shown)
    shown.show()
    qtbot.waitUntil(lambda: len(shown.preview.pages) > 0 and not window.jobs.busy)
    assert [one.edition.number for one in shown.editions.rows.rows] == [2, 1]
    assert shown.note.text() == "Ny lokal"
    assert "Nya <i>salen" in text_of(shown.preview._pdf)
    assert "Utgåva 2 · Utskriven" in text_of(shown.preview._pdf)
    assert "→ Nya <i>salen" in shown.news.toPlainText()
    qtbot.keyClick(shown.editions, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: not window.jobs.busy and shown.preview.is_drawn)
    printed = text_of(shown.preview._pdf)
    assert "Exempellokalen" in printed  # as it was, not as it is
    assert "Utgåva 1 · Utskriven" in printed

    # Saved one by one, all together, and printed, it is the same.
    bytes_then = ws.read(frozen, shown.file.id)[1]
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a, **k: (str(tmp_path / "s.pdf"), ""))
    shown.saving.click()
    qtbot.waitUntil(lambda: shown.state.text().startswith("Sparad: "))
    assert (tmp_path / "s.pdf").read_bytes() == bytes_then == shown.preview._pdf
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *a, **k: str(tmp_path))
    for folder in ("Uppföljningsturnén utgåva 1", "Uppföljningsturnén utgåva 1 (2)"):
        shown.state.setText("")
        shown.saving_all.click()
        qtbot.waitUntil(lambda: shown.state.text().startswith("5 filer sparade i "))
        assert len(list((tmp_path / folder).glob("Dörrskylt *.pdf"))) == 5
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "p.pdf"))
    assert print_frozen(ws.door.read, shown.file.id, printer, lambda _done, _all: None)
    assert (tmp_path / "p.pdf").read_bytes().startswith(b"%PDF")

    # Undone and done again; withdrawn, which no undo brings back.
    ws.stack.undo()
    assert [edition.number for edition in editions(window)] == [1]
    ws.stack.redo()
    assert [edition.number for edition in editions(window)] == [1, 2]
    qtbot.waitUntil(lambda: not window.jobs.busy)
    shown.editions.pick([editions(window)[0].id])

    def decide(asked) -> None:
        assert isinstance(asked, WithdrawDialog)
        asked.yes.click()
        qtbot.keyClick(asked.line, Qt.Key.Key_Return)
        assert asked.isVisible()  # a rule or decision is needed
        assert asked.focusWidget() is asked.line
        asked.line.setText("dnr 7")
        qtbot.keyClick(asked.line, Qt.Key.Key_Return)
        assert asked.isVisible()  # neither withdrawn nor given up by that
        assert asked.focusWidget() is asked.yes
        qtbot.keyClick(asked.yes, Qt.Key.Key_Return)

    when_asked(decide)
    shown.withdrawing.click()
    qtbot.waitUntil(lambda: shown.state.text() == "Utgåva 1 är återkallad.")
    qtbot.waitUntil(lambda: not window.jobs.busy)
    assert ws.stack.count() == 0
    assert editions(window)[0].withdrawn is not None
    assert shown.files.rows.rows == []
    assert shown.preview._pdf == b""
    assert not shown.withdrawing.isEnabled()
    assert not shown.saving_all.isEnabled()


def test_stopped_it_gives_out_nothing(window, giving, qtbot, monkeypatch) -> None:
    dialog, held, begun = giving(), Event(), Event()
    freeze = edition_set.freeze

    def slow(gathered, number, now, progress):
        begun.set()
        held.wait(10)
        return freeze(gathered, number, now, progress)

    monkeypatch.setattr(edition_set, "freeze", slow)
    dialog.note.setFocus()
    dialog.giving.click()
    assert not dialog.giving.isEnabled()
    assert dialog.focusWidget() is dialog.closing  # Space stops it
    qtbot.waitUntil(begun.is_set)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    held.set()
    qtbot.waitUntil(lambda: not window.jobs.busy)
    assert dialog.isVisible()
    assert dialog.state.text() == "Avbruten. Inget är utgivet."
    assert dialog.focusWidget() is dialog.note  # where the user was
    assert editions(window) == []
    monkeypatch.undo()
    give(dialog, window, qtbot)
    assert [edition.number for edition in editions(window)] == [1]


def test_what_another_desk_changes_meanwhile_is_seen_first(window, giving, qtbot, example) -> None:
    dialog = giving()
    other = open_plan(example, "annan")
    other.do("Lokal", change, Stop, first_stop(window).id, venue="Deras sal")
    other.store.close()
    dialog.giving.click()
    qtbot.waitUntil(lambda: dialog.state.text() != "" and not dialog.is_working)
    qtbot.waitUntil(lambda: not window.jobs.busy)
    assert editions(window) == []
    assert "planen har ändrats sedan du såg" in dialog.state.text()
    give(dialog, window, qtbot)
    assert [edition.number for edition in editions(window)] == [1]


def test_a_paper_whose_bytes_are_lost_is_told_and_not_shown(window, qtbot) -> None:
    publish(window)
    ws = window.workspace
    with ws.door.store._engine.begin() as connection:
        connection.exec_driver_sql("UPDATE content SET data = 'annat'")
    shown = EditionsDialog(window, ws, window.settings, ws.tour_id)
    qtbot.addWidget(shown)
    shown.show()
    qtbot.waitUntil(lambda: "kontrollsumma" in shown.state.text())
    assert shown.preview._pdf == b""


def test_who_is_erased_may_take_the_editions_along(window, qtbot) -> None:
    ws = window.workspace
    publish(window)
    anna = next(c for c in ws.read(lambda r: r.find(Contact)) if c.name.startswith("Exempel Talare"))
    ws.attempt("Beslut", change, Contact, anna.id, decision="DHP 4")
    anna = replace(anna, decision="DHP 4")
    dialog = ErasingDialog(window, ws, backups_of(ws.door.store.path), anna)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.meaning.seen is not None)
    assert "Uppföljningsturnén, utgåva 1 (tis 24 nov 2026)" in dialog.meaning.text.text()
    assert dialog.meaning.withdrawing.isVisible()
    assert not dialog.meaning.withdrawing.isChecked()
    qtbot.keyClick(dialog.meaning.withdrawing, Qt.Key.Key_Space)
    asked = answer("Gallra 1 kontakt")
    dialog.erasing.click()
    assert "1 utgåva återkallas." in asked[0]
    qtbot.waitUntil(lambda: dialog.record is not None and not window.jobs.busy)
    assert "Återkallade: Utgåva 1 (tis 24 nov 2026)." in dialog.state.text()
    assert editions(window)[0].withdrawn is not None
    assert ws.stack.count() == 0


def test_the_page_offers_both(window, qtbot) -> None:
    window.go_to(4)
    seen = []
    for text, kind in (("Ge ut …", GiveOutDialog), ("Utgåvor …", EditionsDialog)):
        action = next(a for a in window.page.actions() if a.text() == text)

        def look(dialog, kind=kind) -> None:
            seen.append(isinstance(dialog, kind))
            dialog.reject()

        when_asked(look)
        action.trigger()
        qtbot.waitUntil(lambda: not window.jobs.busy)
    assert seen == [True, True]


def test_what_was_given_out_is_told_until_it_is_undone(window, qtbot) -> None:
    window.go_to(4)

    def give_signs(dialog) -> None:
        qtbot.waitUntil(lambda: dialog._seen is not None)
        for row, offer in enumerate(dialog._offers):
            wanted = offer.kind.name == "sign"
            dialog.papers.item(row).setCheckState(
                Qt.CheckState.Checked if wanted else Qt.CheckState.Unchecked
            )
        qtbot.keyClick(dialog.note, Qt.Key.Key_Return)

    when_asked(give_signs)
    next(a for a in window.page.actions() if a.text() == "Ge ut …").trigger()
    assert window.message.text.text() == "Utgåva 1 är utgiven: 5 filer."
    assert window.message.button.text() == "Visa utgåvor"
    assert window.message.isVisible()
    window.workspace.stack.undo()
    assert editions(window) == []
    assert not window.message.isVisible()
    qtbot.waitUntil(lambda: not window.jobs.busy)


def test_long_names_and_words_make_no_dialog_wider(window, giving, qtbot) -> None:
    ws = window.workspace
    ws.attempt("Namn", change, Tour, ws.tour_id, name="En lång turné " * 14)
    dialog = giving()
    assert dialog.head.text().count("lång") == 14
    assert dialog.minimumSizeHint().width() <= 940
    dialog.note.setText("https://example.org/" + "x" * 400)
    give(dialog, window, qtbot)
    shown = EditionsDialog(window, ws, window.settings, ws.tour_id)
    qtbot.addWidget(shown)
    qtbot.waitUntil(lambda: shown.note.text() != "")
    assert shown.minimumSizeHint().width() <= 1250
    qtbot.waitUntil(lambda: not window.jobs.busy)
