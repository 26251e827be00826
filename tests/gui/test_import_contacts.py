"""The window of an import: real files, real choices, one act."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog

from kampanjplan.domain.cards import CardField
from kampanjplan.domain.contacts import Contact
from kampanjplan.gui.dialogs.import_contacts import ImportDialog
from kampanjplan.services.editing import change
from kampanjplan.services.importing import RowState

ROWS = """Förnamn;Efternamn;Företag;Post;Mobil
Åsa;Öberg;Torsås kommun;asa@example.org;070-174 06 05
Exempel;Samordnare RUS;RUS;rus@example.org;070-174 06 06
;;UHM;tom@example.org;
Exempel Kontakt;SKR;SKR;skr@example.org;
"""


def people(window) -> dict[str, Contact]:
    return {c.name: c for c in window.workspace.read(lambda r: r.find(Contact))}


def looked(dialog: ImportDialog, qtbot) -> None:
    qtbot.waitUntil(lambda: dialog._watch is None and not dialog._workspace.jobs.busy)


@pytest.fixture
def shown(window, qtbot, tmp_path: Path):
    def show(text: str = ROWS, encoding: str = "cp1252", name: str = "lista.csv") -> ImportDialog:
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        dialog = ImportDialog(window, window.workspace, window.settings, path)
        qtbot.addWidget(dialog)
        dialog.show()
        looked(dialog, qtbot)
        return dialog

    return show


def choose(box, text: str, qtbot) -> None:
    """Chooses as a hand would: by the keyboard."""
    box.setFocus()
    box.setCurrentIndex(box.findText(text))
    assert box.currentText() == text
    box.activated.emit(box.currentIndex())


def states(dialog: ImportDialog) -> list[str]:
    return [dialog.rows.rows.index(n, 1).data() for n in range(dialog.rows.rows.rowCount())]


def test_it_shows_how_it_was_read_and_what_would_happen(shown, window) -> None:
    dialog = shown()
    before = people(window)
    assert dialog.encoding.currentText() == "Windows-1252"
    assert dialog.separator.currentText() == "semikolon"
    assert dialog.columns.meanings == [
        CardField.GIVEN,
        CardField.FAMILY,
        CardField.ORGANISATION,
        None,
        CardField.PHONE,
    ]
    assert states(dialog) == ["ny", "ändras", "avvisas", "oförändrad"]
    assert dialog.importing.text() == "&Importera 2 kontakter"
    assert "1 ny organisation läggs till: Torsås kommun." in dialog.state.text()
    dialog.rows.selectRow(1)
    told = [(d.title, d.before, d.after) for d in dialog.details.rows.rows]
    assert told == [("Telefon", "08-465 004 01", "070-174 06 06; 08-465 004 01")]
    assert people(window) == before


def test_a_column_is_said_to_be_another_thing_and_that_is_remembered(shown, window, qtbot) -> None:
    dialog = shown()
    choose(dialog.columns._boxes[3], "E-post", qtbot)
    looked(dialog, qtbot)
    qtbot.mouseClick(dialog.importing, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert people(window)["Åsa Öberg"].email == "asa@example.org"
    assert people(window)["Åsa Öberg"].source == "lista.csv"
    again = shown()
    assert again.columns.meanings[3] is CardField.EMAIL
    assert states(again) == ["oförändrad", "oförändrad", "avvisas", "oförändrad"]
    assert not again.importing.isEnabled()
    told = "Planen säger redan allt som filen säger. 1 rad avvisas och läses inte in."
    assert again.state.text() == told


def test_it_is_undone_and_done_again(shown, window, qtbot) -> None:
    before = people(window)
    dialog = shown()
    dialog.importing.setFocus()
    qtbot.keyClick(dialog.importing, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    after = people(window)
    assert set(after) - set(before) == {"Åsa Öberg"}
    assert "1 ny kontakt och 1 ändrad" in window.saved.text()
    window.workspace.stack.undo()
    assert people(window) == before
    window.workspace.stack.redo()
    assert people(window) == after


def test_another_encoding_and_separator_are_chosen(shown, qtbot) -> None:
    dialog = shown("Namn,Titel\nÅsa Öberg,Chef; vd\n", "mac_roman")
    assert dialog.rows.rows.index(0, 2).data() != "Åsa Öberg"
    choose(dialog.encoding, "Mac Roman", qtbot)
    looked(dialog, qtbot)
    assert dialog.rows.rows.index(0, 2).data() == "Åsa Öberg"
    choose(dialog.encoding, "UTF-8", qtbot)
    looked(dialog, qtbot)
    assert "är inte skriven i UTF-8" in dialog.state.text()
    assert not dialog.importing.isEnabled()
    choose(dialog.encoding, "Mac Roman", qtbot)
    looked(dialog, qtbot)
    choose(dialog.separator, "semikolon", qtbot)
    looked(dialog, qtbot)
    assert "Ingen kolumn" in dialog.state.text()
    assert dialog.separator.isVisible()


def test_rows_are_filtered_by_what_would_happen(shown, qtbot) -> None:
    dialog = shown()
    for row, wanted in ((1, "ny"), (2, "ändras"), (3, "oförändrad"), (4, "avvisas")):
        dialog.filter.setCurrentIndex(row)
        dialog.filter.activated.emit(row)
        assert states(dialog) == [wanted]
        assert dialog.filter.currentText().endswith("(1)")


def test_a_column_without_a_name_asks_for_one(shown, qtbot) -> None:
    dialog = shown("Vem;Titel\nÅsa Öberg;Chef\n")
    assert "Ingen kolumn i filen" in dialog.state.text()
    assert not dialog.importing.isEnabled()
    choose(dialog.columns._boxes[0], "Namn", qtbot)
    looked(dialog, qtbot)
    assert states(dialog) == ["ny"]
    choose(dialog.columns._boxes[1], "Namn", qtbot)  # only one can be it
    looked(dialog, qtbot)
    assert dialog.columns.meanings == [None, CardField.NAME]
    assert dialog.columns._boxes[0].currentText() == "läses inte"


@pytest.mark.parametrize("data", [b"%PDF-1.4", b"", b"PK\x03\x04half", b"BEGIN:VCARD", b'Namn;x\n\xc5;"a\n'])
def test_a_file_that_cannot_be_read_says_why_and_does_nothing(window, qtbot, tmp_path, data) -> None:
    path = tmp_path / ("k.vcf" if data.startswith(b"BEGIN") else "k.csv")
    path.write_bytes(data)
    before = people(window)
    dialog = ImportDialog(window, window.workspace, window.settings, path)
    qtbot.addWidget(dialog)
    looked(dialog, qtbot)
    assert dialog.state.text()
    assert not dialog.importing.isEnabled()
    dialog.do_import()
    assert people(window) == before


def test_a_plan_changed_meanwhile_is_looked_at_again(shown, window, qtbot) -> None:
    dialog = shown()
    contact = people(window)["Exempel Samordnare RUS"]
    window.workspace.do("Ändra", change, Contact, contact.id, phone="070-174 06 06")
    qtbot.mouseClick(dialog.importing, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: states(dialog) == ["ny", "oförändrad", "avvisas", "oförändrad"])
    looked(dialog, qtbot)
    assert dialog.isVisible()
    assert "Åsa Öberg" not in people(window)
    qtbot.mouseClick(dialog.importing, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert "Åsa Öberg" in people(window)


def test_cards_are_shown_without_columns(shown) -> None:
    dialog = shown("BEGIN:VCARD\nVERSION:3.0\nFN:Åsa Öberg\nEND:VCARD\n", "utf-8", "k.vcf")
    assert states(dialog) == ["ny"]
    assert not dialog.means.isVisible()
    assert not dialog.encoding.isVisible()


def test_it_is_closed_while_it_looks(window, qtbot, tmp_path: Path) -> None:
    path = tmp_path / "lista.csv"
    path.write_text("Namn;Titel\n" + "".join(f"Exempel {n};Chef\n" for n in range(5_000)), encoding="utf-8")
    dialog = ImportDialog(window, window.workspace, window.settings, path)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    qtbot.waitUntil(lambda: not window.jobs.busy)
    assert not dialog.importing.isEnabled()


def test_from_the_menu_by_its_keys(window, qtbot, tmp_path: Path, monkeypatch) -> None:
    path = tmp_path / "lista.csv"
    path.write_text(ROWS, encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *a, **k: (str(path), ""))
    seen: list[list[str]] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, ImportDialog) or not dialog.importing.isEnabled():
            timer.start()
            return
        seen.append(states(dialog))
        qtbot.keyClick(dialog.importing, Qt.Key.Key_Space)

    from PySide6.QtCore import QTimer

    timer = QTimer(singleShot=True, interval=20)
    timer.timeout.connect(look)
    timer.start()
    window.navigation.setFocus()
    qtbot.keyClick(
        window.navigation,
        Qt.Key.Key_I,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    assert seen == [["ny", "ändras", "avvisas", "oförändrad"]]
    assert "Åsa Öberg" in people(window)


def test_a_file_dropped_on_the_window_is_imported(window, qtbot, tmp_path: Path, monkeypatch) -> None:
    taken: list[Path] = []
    monkeypatch.setattr(window.files, "import_contacts", taken.append)
    for name in ("k.vcf", "bild.png"):
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(tmp_path / name))])
        button, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        for kind in (QDragEnterEvent, QDropEvent):
            event = kind(QPoint(5, 5), Qt.DropAction.CopyAction, data, button, none)
            QApplication.sendEvent(window, event)
    qtbot.waitUntil(lambda: bool(taken))
    assert taken == [tmp_path / "k.vcf"]


def test_every_state_has_a_word() -> None:
    from kampanjplan.gui.import_rows import state_text

    assert len({state_text(state) for state in RowState}) == len(RowState)
