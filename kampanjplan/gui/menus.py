"""What the menus offer, with their keys; made after the first paint, as it takes a while."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from kampanjplan.gui.drops import ContactDrops
from kampanjplan.wording import _

if TYPE_CHECKING:
    from kampanjplan.gui.main_window import MainWindow


class Menus:
    """Fills the window's menus, which it shows empty at first."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def fill(self) -> None:
        """Puts every act in its menu."""
        window = self._window
        files, places = window.files, window.places
        keys = QKeySequence.StandardKey
        file, edit, go, help_menu = window.menus
        self._add(file, _("&Ny planfil …"), "file-plus", files.new_plan, "Ctrl+Alt+N")
        self._add(file, _("Ö&ppna planfil …"), "folder-open", files.open_plan, keys.Open)
        self._recent = file.addMenu(_("Öppna s&enaste"))
        self._recent.aboutToShow.connect(self._fill_recent)
        self._add(file, _("Öppna e&xemplet"), "map-pin", files.open_example)
        file.addSeparator()
        self._add(file, _("Spara so&m …"), "device-floppy", files.save_as, keys.SaveAs, plan=True)
        self._add(file, _("Spara en &kopia …"), "files", files.save_copy, plan=True)
        self._add(file, _("Säker&hetskopior …"), "history", files.show_backups, plan=True)
        self._add(
            file, _("Imp&ortera kontakter …"), "users", files.import_contacts, "Ctrl+Shift+I", plan=True
        )
        self._add(file, _("Planens &regler …"), "check", files.show_rules, plan=True)
        self._add(file, _("S&täng planfil"), "x", files.close_plan, keys.Close, plan=True)
        file.addSeparator()
        self._add(file, _("&Inställningar …"), "settings", window.show_settings, "Ctrl+,")
        self._add(file, _("&Avsluta"), "", window.close, keys.Quit)
        stack = window.workspace.stack
        for make, text, key, name in (
            (stack.createUndoAction, _("Ångra"), keys.Undo, "arrow-back-up"),
            (stack.createRedoAction, _("Gör om"), keys.Redo, "arrow-forward-up"),
        ):
            action = make(window, text)
            action.setShortcut(QKeySequence(key))
            self._window.icons.append((action.setIcon, name))
            edit.addAction(action)
        edit.addSeparator()
        self._add(edit, _("&Kopiera"), "copy", partial(window.ask_page, "copy"), keys.Copy, plan=True)
        self._add(
            edit, _("K&listra in"), "clipboard", partial(window.ask_page, "paste"), keys.Paste, plan=True
        )
        self._add(edit, _("&Sök kontakt"), "search", window.search, keys.Find, plan=True)
        self._add(edit, _("L&ogga kontakt …"), "phone", window.log_contact, "Ctrl+L", plan=True)
        self._add(edit, _("&Dubbletter …"), "users", window.find_duplicates, "Ctrl+D", plan=True)
        self._add(edit, _("&Gallra kontakter …"), "trash", self._erase_overdue, plan=True)
        self._add(edit, _("&Historik"), "history", window.show_history, "Ctrl+H", plan=True)
        for row, (title, name, _make) in enumerate(places):
            self._add(
                go, f"&{row + 1} {title}", name, partial(window.go_to, row), f"Ctrl+{row + 1}", plan=True
            )
        self._add(help_menu, _("&Om Kampanjplan"), "info-circle", window.show_about)

        self._drops = ContactDrops(window)

    def _add(
        self,
        menu: QMenu,
        text: str,
        icon_name: str,
        act: Callable[[], object],
        key: QKeySequence.StandardKey | str | None = None,
        *,
        plan: bool = False,
    ) -> None:
        action = QAction(text, self._window)
        if icon_name:
            self._window.icons.append((action.setIcon, icon_name))
        if key is not None:
            action.setShortcut(QKeySequence(key))
        action.triggered.connect(lambda: act())
        menu.addAction(action)
        if plan:
            action.setEnabled(self._window.workspace.door is not None)
            self._window.needs_plan.append(action)

    def _erase_overdue(self) -> None:
        from kampanjplan.gui.privacy_acts import erase_overdue

        erase_overdue(self._window, self._window.workspace)

    def _fill_recent(self) -> None:
        self._recent.clear()
        for path in self._window.settings.recent:
            action = self._recent.addAction(str(path))
            action.setEnabled(path.exists())
            action.triggered.connect(lambda _checked=False, path=path: self._window.open_path(path))
        if self._recent.isEmpty():
            self._recent.addAction(_("Inga planfiler än")).setEnabled(False)
