"""The window: places at the left, menus, and what was saved when. It decides nothing about the plan."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QAction, QCloseEvent, QIcon, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from kampanjplan.gui.backup_keeper import BackupKeeper
from kampanjplan.gui.icons import application_icon, icon
from kampanjplan.gui.jobs import Jobs
from kampanjplan.gui.message import MessageBar
from kampanjplan.gui.palette import apply_theme
from kampanjplan.gui.plan_files import PlanFiles
from kampanjplan.gui.sessions import Session
from kampanjplan.gui.settings import Settings
from kampanjplan.gui.sweeper import Sweeper
from kampanjplan.gui.workspace import Workspace
from kampanjplan.wording import _

if TYPE_CHECKING:
    from kampanjplan.gui.plans import Plans

FIRST_PAINT = 30  # milliseconds after which the window has been painted once


class MainWindow(QMainWindow):
    """Joins the places; each is made when it is first visited."""

    def __init__(self, settings: Settings, plans: Plans) -> None:
        super().__init__()
        self.settings, self.plans = settings, plans
        self.jobs = Jobs(self)
        self.sweeper = Sweeper(self.jobs, self)
        self.workspace = Workspace(self.jobs, self)
        self.files = PlanFiles(self, self._commit_page)
        self.keeper = BackupKeeper(self)
        self.setWindowTitle("Kampanjplan")
        self.setWindowIcon(application_icon())
        self.resize(1280, 800)
        self.setMinimumSize(900, 560)
        self.icons: list[tuple[Callable[[QIcon], object], str]] = []
        self._build()
        self.needs_plan: list[QAction] = []
        titles = (_("&Arkiv"), _("&Redigera"), _("&Gå till"), _("&Hjälp"))
        self.menus = [self.menuBar().addMenu(title) for title in titles]
        self.furnished = False
        self._working: QDialog | None = None
        self.workspace.failed.connect(self.message.refuse)
        self.workspace.stranded.connect(
            lambda sentence: self.message.tell(sentence, _("Spara som …"), self.files.save_as)
        )
        self.workspace.noticed.connect(self.message.tell)
        self.workspace.acted.connect(self.message.report)
        self.workspace.followed.connect(self.message.report)
        self.workspace.working.connect(self._show_working)
        self.workspace.offered.connect(self.message.tell)
        self.keeper.kept.connect(self.files.thin_history)
        self.workspace.told.connect(self.saved.setText)
        self.workspace.settler = self._settle
        self.files.told.connect(self.saved.setText)
        self.files.opened.connect(self.message.clear)
        self.workspace.saved.connect(self._show_saved)
        self.workspace.saved.connect(self.message.relent)
        self.workspace.opened.connect(self.show_plan)
        self.workspace.changed.connect(lambda _changes: self._offer_tours())
        self.workspace.tour_chosen.connect(self._offer_tours)
        if (layout := settings.layout("window")) is not None:
            self.restoreGeometry(layout)
        self.session = Session(self)
        self._leaving = False
        self.show_plan()

    def _build(self) -> None:
        self.places = [
            (_("Översikt"), "home", self._make_overview),
            (_("Turnéer och stopp"), "route", self._make_tours),
            (_("Program"), "list-details", self._make_programme),
            (_("Kontakter"), "users", self._make_contacts),
            (_("Utskrifter"), "printer", self._make_prints),
            (_("Underlag"), "clipboard", self._make_inputs),
            (_("Planera"), "bulb", self._make_planner),
        ]
        self.navigation = QListWidget()
        self.navigation.setAccessibleName(_("Platser"))
        self.navigation.setIconSize(QSize(20, 20))
        self.navigation.setFrameShape(QListWidget.Shape.NoFrame)
        for title, name, _make in self.places:
            item = QListWidgetItem(title)
            self.icons.append((item.setIcon, name))
            item.setSizeHint(QSize(0, 38))
            self.navigation.addItem(item)
        self.navigation.currentRowChanged.connect(self._go)
        self.tours = QComboBox()
        self.tours.setAccessibleName(_("Turné"))
        self.tours.activated.connect(lambda row: self.workspace.choose_tour(self.tours.itemData(row)))
        label = QLabel(_("Turné"))
        label.setBuddy(self.tours)
        self.side = QWidget()
        self.side.setFixedWidth(244)
        column = QVBoxLayout(self.side)
        column.setContentsMargins(12, 16, 4, 12)
        column.addWidget(label)
        column.addWidget(self.tours)
        column.addSpacing(8)
        column.addWidget(self.navigation)
        self.stack = QStackedWidget()
        self.pages: dict[int, QWidget] = {}
        self.start = None
        self.message = MessageBar()
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.message)
        right.addWidget(self.stack, 1)
        centre = QWidget()
        row = QHBoxLayout(centre)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.side)
        row.addLayout(right, 1)
        self.setCentralWidget(centre)
        self.saved = QLabel()
        self.saved.setContentsMargins(10, 0, 0, 4)
        self.statusBar().addWidget(self.saved, 1)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(FIRST_PAINT, self, self._furnish)

    def _furnish(self) -> None:
        """Fills the menus, adds icons and frames: the first paint does without, as they take a while."""
        if not self.furnished:
            from kampanjplan.gui.menus import Menus
            from kampanjplan.gui.style import use_framed_style

            self.furnished = True
            self._filled = Menus(self)  # kept, as Qt does not keep what a signal calls
            self._filled.fill()
            use_framed_style()
        while self.icons:
            put, name = self.icons.pop()
            put(icon(name))

    # -- places -----------------------------------------------------------------------------------

    def _make_overview(self) -> QWidget:
        from kampanjplan.gui.pages.overview import OverviewPage

        return OverviewPage(self.workspace, self.open_stop)

    def _make_tours(self) -> QWidget:
        from kampanjplan.gui.pages.tours import ToursPage

        return ToursPage(self.workspace, self.replan)

    def _make_programme(self) -> QWidget:
        from kampanjplan.gui.pages.programme import ProgrammePage

        return ProgrammePage(self.workspace)

    def _make_contacts(self) -> QWidget:
        from kampanjplan.gui.pages.contacts import ContactsPage

        return ContactsPage(self.workspace)

    def _make_planner(self) -> QWidget:
        from kampanjplan.gui.pages.planner import PlannerPage

        return PlannerPage(self.workspace)

    def _make_prints(self) -> QWidget:
        from kampanjplan.gui.pages.prints import PrintsPage

        return PrintsPage(self.workspace, self.settings, self.jobs)

    def _make_inputs(self) -> QWidget:
        from kampanjplan.gui.pages.inputs import InputsPage

        return InputsPage(self.workspace)

    def go_to(self, row: int) -> None:
        """Shows a place by its number in the navigation."""
        self.navigation.setCurrentRow(row)

    def _go(self, row: int) -> None:
        if row < 0 or self.workspace.door is None:
            return
        if row not in self.pages:
            from kampanjplan.gui.page import restore_borders

            self.pages[row] = self.places[row][2]()
            self.stack.addWidget(self.pages[row])
            restore_borders(self.pages[row], self.settings)
        self.stack.setCurrentWidget(self.pages[row])

    @property
    def page(self) -> QWidget:
        """The place that is shown."""
        return self.stack.currentWidget()

    def open_stop(self, id: object) -> None:
        """Shows a stop where it is edited."""
        self.workspace.choose_stop(id)
        self.go_to(1)

    def replan(self, stop: object) -> None:
        """Shows the planner, which plans the tour anew after what happened to a stop."""
        self.go_to([name for _title, name, _make in self.places].index("bulb"))
        self.page.replanning.begin(stop)  # type: ignore[attr-defined]

    def show_plan(self) -> None:
        """Shows the plan that is open, or how to begin."""
        is_open = self.workspace.door is not None
        self.side.setVisible(is_open)
        for action in self.needs_plan:
            action.setEnabled(is_open)
        if not is_open:
            self._show_start()
            self.setWindowTitle("Kampanjplan")
            self.saved.setText("")
            return
        store = self.workspace.door.store
        self.setWindowTitle(f"{store.path.stem} – Kampanjplan")
        self.saved.setToolTip(str(store.path))
        read_only = _("Skrivskyddad: ändringar kan inte sparas")
        self.saved.setText(
            read_only if store.read_only else _("Allt är sparat: {path}").format(path=store.path.name)
        )
        self.navigation.setCurrentRow(max(self.navigation.currentRow(), 0))
        self._go(self.navigation.currentRow())
        self.navigation.setFocus()

    def _show_start(self) -> None:
        if self.start is None:
            from kampanjplan.gui.pages.start import StartPage

            self.start = StartPage()
            self.start.example.connect(self.files.open_example)
            self.start.new.connect(self.files.new_plan)
            self.start.open.connect(self.files.open_plan)
            self.start.recent.connect(self.open_path)
            QTimer.singleShot(FIRST_PAINT, self.start, self.start.put_icons)
            self.stack.addWidget(self.start)
        self.start.show_recent(self.settings.recent)
        self.stack.setCurrentWidget(self.start)

    def _offer_tours(self) -> None:
        tours = self.workspace.tours()
        self.tours.clear()
        for tour in tours:
            self.tours.addItem(tour.name, tour.id)
        self.tours.setCurrentIndex(
            next((n for n, t in enumerate(tours) if t.id == self.workspace.tour_id), -1)
        )
        self.tours.setToolTip(self.tours.currentText())

    def _show_saved(self, when: datetime) -> None:
        path = self.workspace.door.store.path.name if self.workspace.door else ""
        self.saved.setText(_("Sparat {time}: {path}").format(time=f"{when:%H:%M:%S}", path=path))

    # -- what the menus do ------------------------------------------------------------------------

    def ask_page(self, verb: str) -> None:
        """Copy and paste belong to the field that has the cursor, else to the place shown."""
        focus = QApplication.focusWidget()
        for asked in (focus, self.page):
            if hasattr(asked, verb):
                getattr(asked, verb)()
                return

    def show_history(self) -> None:
        """The history of what is shown; of the chosen stop where the page has none of its own."""
        if not hasattr(self.page, "show_history"):
            self.go_to(1)
        self.page.show_history()  # type: ignore[attr-defined]

    def log_contact(self) -> None:
        """Opens the box for a contact, with those and about what is chosen on the page shown."""
        from kampanjplan.gui.dialogs.activity import log_contact

        guess = self.page.guess() if hasattr(self.page, "guess") else {}
        log_contact(self, self.workspace, guess)

    def find_duplicates(self) -> None:
        from kampanjplan.gui.dialogs.duplicates import find_duplicates

        find_duplicates(self, self.workspace)

    def search(self) -> None:
        self.go_to(3)
        self.page.focus_search()  # type: ignore[attr-defined]

    # -- the rest ---------------------------------------------------------------------------------

    def open_path(self, path: Path) -> None:
        """Opens a plan file; where that is refused, what was open stays open."""
        self.files.open_path(path)

    def _show_working(self, text: str) -> None:
        from kampanjplan.gui.dialogs.working import WorkingDialog

        if text:
            self._working = WorkingDialog(self, text)
            self._working.show()
        elif self._working is not None:
            self._working.hide()
            self._working.deleteLater()
            self._working = None

    def _settle(self, *conflict: object) -> None:
        from kampanjplan.gui.dialogs.conflict import settler

        settler(self)(*conflict)

    def show_settings(self) -> None:
        from kampanjplan.gui.dialogs.settings import SettingsDialog

        if SettingsDialog(self, self.settings, self.plans.user_name()).exec():
            apply_theme(self.settings.theme)
            if self.workspace.door:
                self.workspace.door.who = self.files.who()

    def show_about(self) -> None:
        from kampanjplan.gui.dialogs.settings import show_about

        show_about(self)

    def _commit_page(self) -> bool:
        """Saves what is being typed; where that is refused the page says why and nothing is left."""
        return all(page.commit_all() for page in self.pages.values() if self.workspace.door)

    def _keep_borders(self) -> None:
        from kampanjplan.gui.page import keep_borders

        for page in self.pages.values():
            keep_borders(page, self.settings)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._leaving and not self._commit_page():
            event.ignore()
            self.ask_to_leave(self._close_anyway)
            return
        self.settings.keep_layout("window", self.saveGeometry())
        self._keep_borders()
        self.keeper.finish()
        for page in self.pages.values():
            if hasattr(page, "leave"):
                page.leave()
        self.jobs.wait()
        self.workspace.drafts.finish()
        self.session.end()
        self.workspace.shut()
        super().closeEvent(event)

    def ask_to_leave(self, leave: Callable[[], object]) -> None:
        """Something typed was refused: the user corrects it, or leaves with the draft kept on disk."""
        from kampanjplan.gui.dialogs.leaving import ask_to_leave

        self.message.tell(_("Något du skrivit går inte att spara. Rätta det, eller tryck Esc i fältet."))
        ask_to_leave(self, leave)

    def _close_anyway(self) -> None:
        self._leaving = True
        self.close()
