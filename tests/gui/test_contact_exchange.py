"""What leaves the page of contacts: files, addresses, messages, lists on paper."""

from pathlib import Path
from urllib.parse import unquote

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QFileDialog

from kampanjplan.domain.cards import Card
from kampanjplan.domain.contacts import Contact
from kampanjplan.exchange.contact_files import read_contacts
from kampanjplan.gui.contact_exchange import LONGEST_LINK, mail_links
from kampanjplan.gui.dialogs.export_contacts import ExportDialog
from kampanjplan.services.cards import address_text
from kampanjplan.services.editing import change


@pytest.fixture
def page(window, qtbot):
    window.go_to(3)
    qtbot.waitUntil(lambda: not window.jobs.busy)
    return window.page


def pick(page, *names: str) -> None:
    found = {c.name: c.id for c in page.workspace.read(lambda r: r.find(Contact))}
    page.contacts.pick([found[name] for name in names])


def exported(page, qtbot, monkeypatch, path: Path, whom: str, kind: int) -> set[str]:
    """Exports as by hand, and says whose names the file holds."""
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a, **k: (str(path), ""))

    def answer(dialog: ExportDialog) -> int:
        dialog.whom.setCurrentIndex(dialog.whom.findData(whom))
        dialog.kind.setCurrentIndex(kind)
        dialog.accept()
        return 1

    monkeypatch.setattr(ExportDialog, "exec", answer)
    page.exchange.export()
    qtbot.waitUntil(lambda: not page.workspace.jobs.busy)
    return {card.name for card in read_contacts(path).cards}


@pytest.mark.parametrize(("kind", "ending"), [(0, "vcf"), (1, "vcf"), (2, "csv"), (3, "xlsx")])
def test_those_picked_shown_or_all(page, qtbot, monkeypatch, tmp_path, window, kind, ending) -> None:
    pick(page, "Exempel Talare UHM", "Exempel Kontakt SKR")
    path = tmp_path / f"k.{ending}"
    assert exported(page, qtbot, monkeypatch, path, "picked", kind) == {
        "Exempel Talare UHM",
        "Exempel Kontakt SKR",
    }
    assert window.saved.text().startswith("2 kontakter exporterade: ")
    page.search.setText("Kalmar")
    qtbot.waitUntil(lambda: len(page.exchange.shown()) == 1)
    assert exported(page, qtbot, monkeypatch, path, "shown", kind) == {"Exempel Värd Kalmar"}
    assert len(exported(page, qtbot, monkeypatch, path, "all", kind)) == 10


def test_the_plans_own_place_is_not_taken(page, qtbot, monkeypatch, window, example, tmp_path) -> None:
    (tmp_path / "k.csv").hardlink_to(example)
    before = example.read_bytes()
    with pytest.raises(Exception, match="other kind"):
        exported(page, qtbot, monkeypatch, tmp_path / "k.csv", "all", 2)
    assert "Välj ett annat namn" in window.message.text.text()
    assert example.read_bytes() == before


def test_addresses_are_copied_with_names(page, qtbot, window) -> None:
    pick(page, "Exempel Talare UHM", "Exempel Kontakt SKR")
    page.workspace.do("Ändra", change, Contact, page.contacts.picked_ids()[0], name="Ek, Bo <b>")
    modifiers = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    page.contacts.setFocus()
    qtbot.keyClick(page.contacts, Qt.Key.Key_C, modifiers)
    assert QApplication.clipboard().text() == (
        '"Ek, Bo <b>" <skr@example.org>; Exempel Talare UHM <uhm@example.org>'
    )
    assert window.saved.text() == "2 adresser kopierade"


def test_a_message_goes_to_all_as_blind_copies(page, monkeypatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()) or True)
    pick(page, "Exempel Talare UHM", "Exempel Kontakt SKR")
    page.exchange.write_mail()
    assert opened == ["mailto:?bcc=skr@example.org,uhm@example.org"]


def test_too_many_for_a_link_are_copied_instead(page, monkeypatch, window) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()) or True)
    for contact in page.workspace.read(lambda r: r.find(Contact)):
        address = "x" * 180 + f"{contact.email}"
        page.workspace.do("Ändra", change, Contact, contact.id, email=address[:200])
    page.contacts.selectAll()
    page.exchange.write_mail()
    assert opened == []
    assert QApplication.clipboard().text().count("; ") == 9
    assert "10 adresser är för många" in window.message.text.text()


def test_nobody_with_an_address(page, window) -> None:
    pick(page, "Exempel Talare UHM")
    page.workspace.do("Ändra", change, Contact, page.contacts.picked_ids()[0], email="")
    page.exchange.copy_addresses()
    assert "Ingen av de markerade" in window.message.text.text()


def test_links_are_short_and_lose_nobody() -> None:
    addresses = [f"å&?=,{n}@example.org" for n in range(300)]
    links = mail_links(addresses)
    assert len(links) > 1
    assert all(len(link) <= LONGEST_LINK for link in links)
    found = [unquote(one) for link in links for one in link.removeprefix("mailto:?bcc=").split(",")]
    assert found == addresses


def test_a_name_never_ends_an_address() -> None:
    card = Card(name='Bo "x" <ond@example.org>; \\', emails=("bo@example.org",))
    assert address_text(card) == '"Bo x <ond@example.org>;" <bo@example.org>'


def test_the_contacts_of_an_organisation_on_paper(page, qtbot, monkeypatch, tmp_path, window) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a, **k: (str(tmp_path / "l.pdf"), ""))
    page.tabs.setCurrentIndex(1)
    rows = page.organisations.rows.rows
    page.organisations.pick([body.id for body in rows if body.short == "UHM"])
    page.exchange.save_list()
    qtbot.waitUntil(lambda: not window.jobs.busy)
    document = pypdfium2.PdfDocument(tmp_path / "l.pdf")
    text = document[0].get_textpage().get_text_bounded()
    document.close()
    assert "Kontaktlista: Upphandlingsmyndigheten" in text
    assert "Exempel Talare UHM" in text
    assert "Exempel Kontakt SKR" not in text
    assert len(page.exchange.picked()) == 2


def test_the_contacts_of_the_tour_are_previewed(window, qtbot) -> None:
    window.go_to(4)
    qtbot.waitUntil(lambda: not window.jobs.busy)
    row = window.page.paper.findData("contacts")
    window.page.paper.setCurrentIndex(row)
    window.page.paper.activated.emit(row)
    qtbot.waitUntil(lambda: window.page.state.text().startswith("Kontaktlista, "))


def test_tab_goes_through_the_buttons_in_the_order_in_which_they_stand(window) -> None:
    window.go_to(3)
    page = window.page
    button = next(b for b in page._buttons if b.accessibleName() == "In och ut")
    before = page._buttons[page._buttons.index(button) - 1]
    assert before.nextInFocusChain() is button
    assert button.text() == "In och ut ▾"
