"""Every widget that can have the focus says what it is, in all views and dialogs."""

from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractScrollArea, QComboBox, QMenuBar, QWidget

from kampanjplan.domain.activities import Activity
from kampanjplan.domain.contacts import Contact
from kampanjplan.domain.damage import Damage, DamageKind, Salvaged
from kampanjplan.domain.errors import FileError, FileTrouble, OverwriteError
from kampanjplan.domain.likeness import Likeness
from kampanjplan.domain.rules import Rules
from kampanjplan.domain.stops import Stop
from kampanjplan.gui.dates import Calendar
from kampanjplan.gui.dialogs.activity import edit_activity, log_contact, near_day_field
from kampanjplan.gui.dialogs.backups import BackupsDialog
from kampanjplan.gui.dialogs.conflict import ConflictDialog
from kampanjplan.gui.dialogs.copying import CopyDialog
from kampanjplan.gui.dialogs.duplicates import DuplicatesDialog
from kampanjplan.gui.dialogs.editions import EditionsDialog
from kampanjplan.gui.dialogs.erasing import ErasingDialog
from kampanjplan.gui.dialogs.export_contacts import ExportDialog
from kampanjplan.gui.dialogs.fault import FaultDialog
from kampanjplan.gui.dialogs.give_out import GiveOutDialog
from kampanjplan.gui.dialogs.import_contacts import ImportDialog
from kampanjplan.gui.dialogs.keep_proposal import KeepDialog
from kampanjplan.gui.dialogs.leaving import ask_to_leave
from kampanjplan.gui.dialogs.one_field import OneFieldDialog
from kampanjplan.gui.dialogs.recovery import DamagedDialog, SalvagedDialog
from kampanjplan.gui.dialogs.replan import ReplanDialog
from kampanjplan.gui.dialogs.role import RoleDialog
from kampanjplan.gui.dialogs.rules import RulesDialog
from kampanjplan.gui.dialogs.save_all import SaveAllDialog
from kampanjplan.gui.dialogs.settings import SettingsDialog
from kampanjplan.gui.dialogs.stop import CountyDialog
from kampanjplan.gui.dialogs.tour import DuplicationDialog, TourDialog
from kampanjplan.gui.dialogs.withdraw import WithdrawDialog
from kampanjplan.services.likeness import Pair
from kampanjplan.services.overview import tours_in_order


def overwritten(tour) -> OverwriteError:
    mine, theirs = replace(tour, name="Vår", notes="a"), replace(tour, name="Höst", notes="b")
    return OverwriteError(tour, theirs, mine, ("name", "notes"), None)


def shown_import(window, qtbot, path: Path) -> ImportDialog:
    path.write_text("Namn;E-post;Skonummer\nÅsa;asa@example.org;38\n", encoding="utf-8")
    dialog = ImportDialog(window, window.workspace, window.settings, path)
    qtbot.waitUntil(lambda: dialog.importing.isEnabled())
    return dialog


def merging(window) -> DuplicatesDialog:
    """Two contacts side by side, with choices between them."""
    one, other, *_more = window.workspace.read(lambda r: r.find(Contact))
    return DuplicatesDialog(window, window.workspace, [Pair(one, other, Likeness(0, ()))])


def nameless(root: QWidget) -> list[str]:
    found = []
    for widget in root.findChildren(QWidget):
        if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or isinstance(widget, QMenuBar):
            continue
        if isinstance(widget.parent(), QAbstractScrollArea) or widget.objectName().startswith("qt_"):
            continue  # Qt's own inner parts speak through their owner
        if widget.parent() and isinstance(widget.parent().parent(), QComboBox):
            continue  # its list of choices
        face = QAccessible.queryAccessibleInterface(widget)
        if not face or not face.text(QAccessible.Text.Name):
            found.append(f"{type(widget).__name__} in {type(widget.parent()).__name__}")
    return found


def test_every_view(window) -> None:
    for row in range(len(window.places)):
        window.go_to(row)
        assert nameless(window.page) == []
    assert nameless(window) == []


def test_start_page(empty_window) -> None:
    assert nameless(empty_window) == []


@pytest.mark.parametrize(
    "name",
    [
        "county",
        "tour",
        "duplication",
        "conflict",
        "copy",
        "settings",
        "calendar",
        "fault",
        "leaving",
        "backups",
        "damaged",
        "salvaged",
        "activity",
        "edited activity",
        "one field",
        "import",
        "export",
        "rules",
        "role",
        "duplicates",
        "merge",
        "erasing",
        "keep proposal",
        "replan",
        "save all",
        "give out",
        "editions",
        "withdraw",
    ],
)
def test_dialogs(window, qtbot, name, example) -> None:
    tours = window.workspace.read(tours_in_order)
    made = {
        "county": lambda: CountyDialog(window, {"01"}),
        "tour": lambda: TourDialog(window, tours),
        "duplication": lambda: DuplicationDialog(window, tours[0]),
        "conflict": lambda: ConflictDialog(window, overwritten(tours[0]), {}),
        "copy": lambda: CopyDialog(window, []),
        "settings": lambda: SettingsDialog(window, window.settings, "user"),
        "calendar": Calendar,
        "fault": lambda: FaultDialog(window),
        "leaving": lambda: ask_to_leave(window, lambda: None),
        "damaged": lambda: DamagedDialog(window, FileError(FileTrouble.DAMAGED, Path("x")), None),
        "activity": lambda: log_contact(window, window.workspace, {}),
        "edited activity": lambda: edit_activity(
            window, window.workspace, window.workspace.read(lambda r: r.find(Activity))[0]
        ),
        "one field": lambda: OneFieldDialog(
            window, "Ny dag", near_day_field("next_day", "Ny dag", ahead=True)
        ),
        "rules": lambda: RulesDialog(window, window.workspace, Rules()),
        "role": lambda: RoleDialog(window, window.workspace, Contact(id=uuid4(), name="X")),
        "import": lambda: shown_import(window, qtbot, example.with_name("lista.csv")),
        "export": lambda: ExportDialog(window, window.settings, 1, 2),
        "save all": lambda: SaveAllDialog(window, window.settings, [], None, "sv"),
        "duplicates": lambda: DuplicatesDialog(window, window.workspace),
        "merge": lambda: merging(window),
        "keep proposal": lambda: KeepDialog(window),
        "replan": lambda: ReplanDialog(window, window.workspace.read(lambda r: r.find(Stop))[0]),
        "erasing": lambda: ErasingDialog(window, window.workspace, window.plans.backups(example)),
        "give out": lambda: GiveOutDialog(window, window.workspace, window.workspace.tour_id),
        "editions": lambda: EditionsDialog(
            window, window.workspace, window.settings, window.workspace.tour_id
        ),
        "withdraw": lambda: WithdrawDialog(window, 1),
        "salvaged": lambda: SalvagedDialog(window, Salvaged(Path("x"), {}, (Damage(DamageKind.HEADER),))),
        "backups": lambda: BackupsDialog(
            window, window.workspace, window.jobs, window.plans.backups(example)
        ),
    }[name]()
    qtbot.addWidget(made)
    qtbot.waitUntil(lambda: not window.jobs.busy)
    assert nameless(made) == []
