"""Gallring in the window: shown, asked twice, done for good, and heard of in every open window."""

from datetime import date, timedelta
from pathlib import Path
from threading import Event
from uuid import UUID

import pypdfium2
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox

from kampanjplan.app import _Plans
from kampanjplan.domain.activities import Activity
from kampanjplan.domain.contacts import Contact
from kampanjplan.domain.journal import Question
from kampanjplan.domain.stops import Stop
from kampanjplan.exchange.contact_files import read_contacts
from kampanjplan.gui.dialogs.erasing import ErasingDialog
from kampanjplan.gui.main_window import MainWindow
from kampanjplan.gui.privacy_acts import anonymise_contact, extract_contact
from kampanjplan.plans import backups_of, open_plan
from kampanjplan.services.editing import add, change
from tests.things import anonymise

LATE = date.today() - timedelta(days=3)
ANNA = Contact(
    id=UUID(int=1), name="Anna Försenad", email="anna@example.org", keep_until=LATE, decision="DHP 4"
)
BO = Contact(id=UUID(int=2), name="Bo Försenad", phone="070-174 06 99", keep_until=LATE)
CIA = Contact(id=UUID(int=3), name="Cia Utan")


@pytest.fixture
def people(window, qtbot):
    """The window with two contacts whose time is up, and one without a date."""
    window.workspace.attempt("Nya", add, ANNA, BO, CIA)
    window.workspace.attempt(
        "Logg", add, Activity(id=UUID(int=9), day=date(2026, 11, 1), contact_ids=(ANNA.id,), text="Lovade")
    )
    return window


def contact(window, id: UUID) -> Contact:
    return window.workspace.read(lambda r: r.get(Contact, id))


@pytest.fixture
def dialog(people, qtbot) -> ErasingDialog:
    made = ErasingDialog(people, people.workspace, backups_of(people.workspace.door.store.path))
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made.meaning.seen is not None)
    return made


def answer(text: str) -> list[str]:
    """Clicks the button that begins so in the question that will be asked; what was asked."""
    asked: list[str] = []

    def look() -> None:
        box = QApplication.activeModalWidget()
        if not isinstance(box, QMessageBox) or not box.isVisible():
            QTimer.singleShot(10, look)
            return
        asked.append(f"{box.text()} {box.informativeText()}")
        next(b for b in box.buttons() if b.text().replace("&", "").startswith(text)).click()

    QTimer.singleShot(0, look)
    return asked


def test_those_overdue_are_proposed_and_those_without_a_date_are_told_apart(dialog) -> None:
    assert [c.name for c in dialog.choice.table.rows.rows] == ["Anna Försenad", "Bo Försenad"]
    assert set(dialog.choice.table.picked_ids()) == {ANNA.id, BO.id}
    assert "2 kontakter" in dialog.meaning.text.text()
    assert "1 e-postadress" in dialog.meaning.text.text()
    assert dialog.decision.text() == "DHP 4"
    dialog.choice.which.setCurrentIndex(1)
    assert CIA.name in [c.name for c in dialog.choice.table.rows.rows]
    assert dialog.choice.table.picked_ids() == []
    assert not dialog.erasing.isEnabled()


def test_done_after_being_asked_twice(dialog, people, qtbot, monkeypatch, tmp_path) -> None:
    backups_of(people.workspace.door.store.path).make()
    dialog.refresh()
    qtbot.waitUntil(lambda: bool(dialog.meaning.made) and dialog.meaning.seen is not None)
    asked = answer("Avbryt")
    dialog.erasing.click()
    assert "Ska 2 kontakter gallras? Det går inte att ångra." in asked[0]
    assert "exporterade" in asked[0]
    assert "1 säkerhetskopia" in asked[0]
    assert contact(people, ANNA.id) == ANNA
    asked = answer("Gallra 2 kontakter")
    dialog.erasing.click()
    qtbot.waitUntil(lambda: dialog.record is not None and not people.jobs.busy)
    assert {contact(people, ANNA.id).name, contact(people, BO.id).name} == {"Person 1", "Person 2"}
    assert people.workspace.stack.count() == 0
    assert dialog.record.left == 0
    assert [c.name for c in dialog.choice.table.rows.rows] == []
    entry = people.workspace.read(lambda r: r.journal(Question(most=1)))[0]
    assert entry.text.startswith("Anonymisering av 2 kontakter, beslut DHP 4 (1 loggrad tömd")
    for name in ("protokoll.txt", "protokoll.pdf"):
        monkeypatch.setattr(
            QFileDialog, "getSaveFileName", lambda *a, name=name, **k: (str(tmp_path / name), "")
        )
        dialog.keeping.click()
        qtbot.waitUntil(lambda name=name: (tmp_path / name).exists() and not people.jobs.busy)
    told = (tmp_path / "protokoll.txt").read_text("utf-8")
    paper = pypdfium2.PdfDocument(tmp_path / "protokoll.pdf")
    told += paper[0].get_textpage().get_text_bounded()
    paper.close()
    assert told.count("DHP 4") == 2
    assert "2 kontakter" in told
    assert "Försenad" not in told


def test_refused_where_something_changed_meanwhile(dialog, people, qtbot) -> None:
    anna = open_plan(people.workspace.door.store.path, "Anna")
    seen = dialog.meaning.seen
    anna.do("Ändra", change, Contact, ANNA.id, title="Ny")
    anna.store.close()
    dialog.meaning.seen = seen
    answer("Gallra")
    dialog.erase()
    qtbot.waitUntil(lambda: "har ändrats sedan dess" in dialog.state.text())
    assert contact(people, ANNA.id).name == "Anna Försenad"
    qtbot.waitUntil(lambda: dialog.meaning.seen is not None and dialog.erasing.isEnabled())


def test_a_decision_is_asked_for(dialog, people) -> None:
    dialog.decision.clear()
    dialog.erasing.click()
    assert "Ange den regel" in dialog.state.text()
    assert contact(people, ANNA.id) == ANNA


def test_by_keys_alone(dialog, people, qtbot) -> None:
    assert dialog.choice.table.hasFocus()
    qtbot.keyClick(dialog.choice.table, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: dialog.meaning.seen is not None and len(dialog.meaning.seen.ids) == 1)
    answer("Gallra 1 kontakt")
    qtbot.keyClick(dialog, Qt.Key.Key_A, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: dialog.record is not None and not people.jobs.busy)
    assert sum(c.name.endswith("Försenad") for c in (contact(people, ANNA.id), contact(people, BO.id))) == 1


def test_extracts_before(dialog, people, qtbot, monkeypatch, tmp_path) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *a, **k: str(tmp_path))
    dialog.extracting.click()
    qtbot.waitUntil(lambda: "4 filer sparade" in dialog.state.text())
    assert (tmp_path / "Registerutdrag Anna Försenad.pdf").exists()
    assert (tmp_path / "Registerutdrag Bo Försenad.json").exists()


def test_the_notice_opens_the_run(people, qtbot) -> None:
    people.go_to(0)
    page = people.page
    qtbot.waitUntil(lambda: page.overdue is not None and page.overdue.isVisible())
    assert page.overdue.text.text() == "2 kontakter ska gallras."
    shown = []

    def close() -> None:
        found = QApplication.activeModalWidget()
        if isinstance(found, ErasingDialog):
            shown.append(found.choice.table.accessibleName())
            found.reject()
        else:
            QTimer.singleShot(10, close)

    QTimer.singleShot(0, close)
    page.overdue.button.click()
    assert shown == ["Kontakter att gallra"]
    people.workspace.attempt("Bort", anonymise, [ANNA.id, BO.id], date.today(), "x")
    qtbot.waitUntil(lambda: not page.overdue.isVisible())


def test_one_contact(people, qtbot, monkeypatch, tmp_path) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a, **k: (str(tmp_path / "u.pdf"), ""))
    extract_contact(people.page, people.workspace, CIA)
    qtbot.waitUntil(lambda: (tmp_path / "u.json").exists() and people.message.isVisible())
    assert "Granska det" in people.message.text.text()
    found = []

    def erase() -> None:
        shown = QApplication.activeModalWidget()
        if not isinstance(shown, ErasingDialog) or shown.meaning.seen is None:
            QTimer.singleShot(20, erase)
            return
        found.append([c.name for c in shown.choice.table.rows.rows])
        shown.decision.setText("dnr 1")
        answer("Gallra")
        shown.erase()
        close(shown)

    def close(shown) -> None:
        if shown.record is None:
            QTimer.singleShot(20, lambda: close(shown))
        else:
            shown.reject()

    QTimer.singleShot(0, erase)
    anonymise_contact(people.page, people.workspace, CIA)
    assert found == [["Cia Utan"]]
    assert contact(people, CIA.id).name == "Person 1"


# -- two windows ------------------------------------------------------------------------------------


@pytest.fixture
def other(people, settings, qtbot, example):
    """A second window on the same plan."""
    window = MainWindow(settings, _Plans())
    qtbot.addWidget(window)
    window.show()
    window.open_path(example)
    qtbot.waitUntil(lambda: window.workspace.door is not None)
    yield window
    window.jobs.wait()


def test_the_other_windows_undo_stack_and_drafts_are_emptied(people, other, qtbot) -> None:
    stop = other.workspace.read(lambda r: r.find(Stop))[0]
    other.workspace.attempt("Not", change, Stop, stop.id, notes="Anna Försenad har nyckeln")
    other.workspace.attempt("Not", change, Stop, stop.id, notes="")
    other.workspace.drafts.keep(contact(other, ANNA.id), ("title",), "Annas titel", "")
    assert other.workspace.stack.count() == 2
    people.workspace.attempt("Gallra", anonymise, [ANNA.id], date.today(), "x")
    assert people.workspace.stack.count() == 0
    qtbot.waitUntil(lambda: other.workspace.stack.count() == 0)
    assert other.workspace.drafts.of(ANNA, ("title",)) is None
    assert contact(other, ANNA.id).name == "Person 1"
    other.workspace.attempt("Ny", change, Stop, stop.id, notes="Ny")
    other.workspace.stack.undo()
    assert other.workspace.read(lambda r: r.get(Stop, stop.id)).notes == ""
    assert other.workspace.stack.count() == 1


def test_an_undo_before_the_news_is_refused(people, other, qtbot) -> None:
    stop = other.workspace.read(lambda r: r.find(Stop))[0]
    other.workspace._clock.stop()  # it has not looked yet
    other.workspace.attempt("Not", change, Stop, stop.id, notes="Anna Försenad har nyckeln")
    other.workspace.attempt("Not", change, Stop, stop.id, notes="")
    people.workspace.attempt("Gallra", anonymise, [ANNA.id], date.today(), "x")
    told = []
    other.workspace.failed.connect(told.append)
    other.workspace.stack.undo()
    assert told == [
        "Det kan inte ångras: personer har gallrats eller utgåvor återkallats, och det skulle kunna föra dem "
        "tillbaka."
    ]
    assert other.workspace.read(lambda r: r.get(Stop, stop.id)).notes == ""


def test_drafts_left_by_a_dead_window_are_not_brought_back(people, empty_window, example, qtbot) -> None:
    from kampanjplan.gui.drafts import Drafts

    dead = Drafts()
    dead.use(example)
    dead.keep(ANNA, ("notes",), "Om Anna", "")
    dead.keep(CIA, ("notes",), "Om Cia", "")
    dead.finish()
    door = open_plan(example, "Anna")  # as the command line does, which has no drafts
    door.do("Gallra", anonymise, [ANNA.id], date.today(), "x")
    door.store.close()
    people.files.close_plan()
    people.open_path(example)
    qtbot.waitUntil(lambda: people.workspace.door is not None and not people.jobs.busy)
    assert people.workspace.drafts.of(ANNA, ("notes",)) is None
    assert people.workspace.drafts.of(CIA, ("notes",)).text == "Om Cia"


def test_an_erasure_is_backed_up_at_once(people, qtbot) -> None:
    people.workspace.attempt("Gallra", anonymise, [ANNA.id], date.today(), "x")
    qtbot.waitUntil(lambda: not people.jobs.busy)
    newest = backups_of(people.workspace.door.store.path).newest_good()
    assert newest is not None
    assert b"anna@example.org" not in Path(newest.path).read_bytes()


def test_the_menu_opens_the_run(people, qtbot) -> None:
    texts = [action.text() for menu in people.menus for action in menu.actions()]
    assert "&Gallra kontakter …" in texts


def test_closed_before_the_answers_come(people, qtbot) -> None:
    dialog = ErasingDialog(people, people.workspace, backups_of(people.workspace.door.store.path))
    dialog.show()
    dialog.reject()
    dialog.deleteLater()
    qtbot.waitUntil(lambda: not people.jobs.busy)
    people.workspace.attempt("Annat", change, Contact, CIA.id, title="Ny")
    qtbot.wait(50)


@pytest.fixture
def held(people):
    """Work that keeps all other work waiting until it is let go."""
    gate = Event()
    people.jobs.run(lambda: gate.wait(20), lambda _answer: None, lambda _error: None)
    yield gate
    gate.set()


def test_what_takes_long_is_shown_and_can_be_stopped_with_nothing_done(
    dialog, people, qtbot, request
) -> None:
    gate = request.getfixturevalue("held")
    was, entries = contact(people, ANNA.id), len(people.workspace.read(lambda r: r.journal(Question())))
    dialog.decision.setText("dnr 1")
    answer("Gallra")
    dialog.erase()
    assert not dialog.progress.isVisible()
    qtbot.waitUntil(dialog.progress.isVisible)
    assert not dialog.choice.which.isEnabled()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert dialog.state.text() == "Avbryter …"
    gate.set()
    qtbot.waitUntil(lambda: dialog.state.text() == "Avbrutet. Ingen är gallrad.")
    assert contact(people, ANNA.id) == was
    assert len(people.workspace.read(lambda r: r.journal(Question()))) == entries
    qtbot.waitUntil(lambda: dialog.erasing.isEnabled() and not dialog.progress.isVisible())
    answer("Gallra")
    dialog.erase()
    qtbot.waitUntil(lambda: dialog.record is not None)
    assert dialog.closing.text() == "S&täng"
    assert dialog.closing.isEnabled()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


@pytest.mark.parametrize("name", ["ut.csv", "ut.xlsx", "ut.vcf"])
def test_those_chosen_are_exported_before_they_go(dialog, people, qtbot, monkeypatch, tmp_path, name) -> None:
    path = tmp_path / name
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a, **k: (str(path), ""))
    dialog.exporting.click()
    qtbot.waitUntil(lambda: dialog.state.text() == f"Sparad: {path}")
    cards = {card.name: card for card in read_contacts(path).cards}
    assert cards.keys() == {ANNA.name, BO.name}
    assert cards[ANNA.name].emails == (ANNA.email,)
    assert cards[ANNA.name].keep_until == LATE


def test_an_export_never_writes_over_a_file_that_was_not_asked_about(
    dialog, people, qtbot, monkeypatch, tmp_path
) -> None:
    (tmp_path / "ut.xlsx").write_text("annat")
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *a, **k: (str(tmp_path / "ut"), "Excel (*.xlsx)")
    )
    dialog.exporting.click()
    qtbot.waitUntil(lambda: dialog.state.text().startswith("Sparad: "))
    assert (tmp_path / "ut.xlsx").read_text() == "annat"
    assert len(list(tmp_path.glob("ut*.xlsx"))) == 2
