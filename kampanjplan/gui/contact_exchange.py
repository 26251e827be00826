"""What the page of contacts offers beside its forms: in and out, addresses to copy or to write to, lists."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import QUrl
from PySide6.QtGui import QAction, QDesktopServices, QKeySequence
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QWidget

from kampanjplan.domain.cards import Card
from kampanjplan.gui.dialogs.export_contacts import Export, ask_export
from kampanjplan.gui.settings import Settings
from kampanjplan.services.cards import Cards, address_text, cards_of_contacts
from kampanjplan.wording import _, count_text

LONGEST_LINK = 1_900  # characters; some mail programs and Windows itself take no more


def ask_contact_file(parent: QWidget, settings: Settings) -> Path | None:
    """The file of contacts that the user chooses."""
    kinds = _("Kontakter (*.vcf *.vcard *.csv *.txt *.xlsx);;Alla filer (*)")
    name, _kind = QFileDialog.getOpenFileName(parent, _("Importera kontakter"), str(settings.folder), kinds)
    if not name:
        return None
    settings.folder = Path(name).absolute().parent
    return Path(name)


def mail_links(addresses: list[str]) -> list[str]:
    """Links that open a new message with the addresses as blind copies, each no longer than may be."""
    links: list[str] = []
    for address in dict.fromkeys(addresses):
        quoted = bytes(QUrl.toPercentEncoding(address, b"@").data()).decode("ascii")
        if links and len(links[-1]) + 1 + len(quoted) <= LONGEST_LINK:
            links[-1] += f",{quoted}"
        else:
            links.append(f"mailto:?bcc={quoted}")
    return links


class ContactExchange:
    """Owns a button in the bar of the page of contacts, and what its menu does."""

    def __init__(self, page: Any) -> None:
        self._page = page
        self._workspace = page.workspace
        self.menu = QMenu(page)
        self.menu.setAccessibleName(_("In och ut"))
        self._add(_("&Importera kontakter …"), lambda: self._window.files.import_contacts())
        self.exporting = self._add(_("&Exportera kontakter …"), self.export)
        self.menu.addSeparator()
        self.copying = self._add(_("&Kopiera e-postadresser"), self.copy_addresses, "Ctrl+Shift+C")
        self.writing = self._add(_("&Skriv e-post till de markerade"), self.write_mail, "Ctrl+Shift+M")
        self.menu.addSeparator()
        self.listing = self._add(_("Kontakt&lista för organisationen som PDF …"), self.save_list)
        page.add_menu(_("In och ut"), "files", self.menu)
        self.menu.aboutToShow.connect(self._offer)
        page.contacts.picked.connect(self._offer)
        page.tabs.currentChanged.connect(lambda _tab: self._offer())
        self._offer()

    @property
    def _window(self) -> Any:
        return self._page.window()

    def _add(self, text: str, act: Callable[[], object], keys: str = "") -> QAction:
        action = QAction(text, self._page)
        action.triggered.connect(lambda: act())
        self.menu.addAction(action)
        if keys:
            action.setShortcut(QKeySequence(keys))
            self._page.addAction(action)  # the keys hold while the menu is closed
        return action

    def _offer(self) -> None:
        """Greys what would do nothing now."""
        body, rows = self._body(), self._page.contacts.rows.rows
        self.listing.setEnabled(body is not None)
        self.exporting.setEnabled(bool(rows))
        for action in (self.copying, self.writing):
            action.setEnabled(body is not None or bool(rows and self._page.contacts.picked_ids()))

    # -- whom -----------------------------------------------------------------------------------------

    def picked(self) -> list[UUID]:
        """The contacts that are selected; on the organisations' tab those of the one selected."""
        if self._page.tabs.currentIndex() == 1 and (body := self._body()) is not None:
            from kampanjplan.services.contact_sheets import contacts_of_organisation

            return self._workspace.read(contacts_of_organisation, body)
        return self._page.contacts.picked_ids()

    def shown(self) -> list[UUID] | None:
        """All contacts that fit what is searched for, also those that nobody has scrolled to.

        None where everybody is shown: they are read off the window's thread.
        """
        if self._page.list.asks_nothing:
            return None
        return [one.id for one in self._page.list.all_found()]

    def _body(self) -> UUID | None:
        picked = self._page.organisations.picked_ids() if self._page.tabs.currentIndex() == 1 else []
        return picked[0] if picked else None

    # -- out ------------------------------------------------------------------------------------------

    def export(self) -> None:
        """Asks who and how, and writes the file off the window's thread."""
        shown = self._page.list.count_all()
        chosen = ask_export(self._window, self._window.settings, len(self.picked()), shown)
        if chosen is None:
            return
        ids = {"picked": self.picked, "shown": self.shown}.get(chosen.whom, lambda: None)()
        door, path = self._workspace.door, chosen.path
        work = partial(_written, door, ids, chosen)
        self._workspace.jobs.run(work, partial(self._exported, path), self._workspace.refuse_aside)

    def _exported(self, path: Path, found: Cards) -> None:
        told = count_text("{n} kontakt exporterad", "{n} kontakter exporterade", len(found.cards))
        if found.left_out:
            told += ". " + count_text(
                "{n} anonymiserad är inte med", "{n} anonymiserade är inte med", found.left_out
            )
        self._workspace.told.emit(_("{told}: {path}").format(told=told, path=path))

    # -- mail -----------------------------------------------------------------------------------------

    def copy_addresses(self) -> None:
        """Puts "Namn <adress>; …" of those selected on the clipboard."""
        with_mail, without = self._reached()
        if with_mail:
            QApplication.clipboard().setText("; ".join(map(address_text, with_mail)))
            copied = count_text("{n} adress kopierad", "{n} adresser kopierade", len(with_mail))
            self._workspace.told.emit(_without(copied, without))

    def write_mail(self) -> None:
        """Opens a message to those selected as blind copies; where they are too many, they are copied."""
        with_mail, without = self._reached()
        if not with_mail:
            return
        links = mail_links([card.emails[0] for card in with_mail])
        if len(links) > 1:
            self.copy_addresses()
            self._workspace.noticed.emit(
                _(
                    "{n} adresser är för många för att öppnas i e-postprogrammet. De är kopierade: "
                    "klistra in dem i fältet för hemlig kopia (bcc)."
                ).format(n=len(with_mail))
            )
        elif QDesktopServices.openUrl(QUrl(links[0])):
            self._workspace.told.emit(_without(_("E-postprogrammet öppnas"), without))
        else:
            self.copy_addresses()
            self._workspace.noticed.emit(
                _("Datorn har inget e-postprogram. Adresserna är kopierade i stället.")
            )

    def _reached(self) -> tuple[list[Card], int]:
        """The cards of those selected who have an address, and how many have none."""
        cards = self._workspace.read(cards_of_contacts, self.picked()).cards
        with_mail = [card for card in cards if card.emails]
        if not with_mail:
            self._workspace.failed.emit(_("Ingen av de markerade har någon e-postadress."))
        return with_mail, len(cards) - len(with_mail)

    # -- on paper -------------------------------------------------------------------------------------

    def save_list(self) -> None:
        """Asks for a file and writes the contacts of the chosen organisation there as a PDF."""
        from kampanjplan.gui.contact_lists import save_list
        from kampanjplan.services.contact_sheets import organisation_sheet

        body = self._body()
        if body is not None:
            sheet = self._workspace.read(organisation_sheet, body)
            save_list(self._page, self._workspace, self._window.settings, sheet)


def _without(text: str, without: int) -> str:
    if not without:
        return text
    return f"{text}. " + count_text("{n} saknar e-postadress", "{n} saknar e-postadress", without)


def _written(door: Any, ids: list[UUID] | None, chosen: Export) -> Cards:
    from kampanjplan.exchange.contact_files import write_contacts

    found: Cards = door.read(cards_of_contacts, ids)
    write_contacts(found.cards, chosen.path, chosen.kind, door.store.path, chosen.version)
    return found
