"""Start: the first paint of our window, and data shown, against a bare QMainWindow, in new processes."""

import os
import subprocess
import sys
import tempfile
from datetime import date
from functools import partial
from pathlib import Path

from kampanjplan.plans import create_plan
from tests.bench.harness import ratio

ROUNDS = 9
BARE = """
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow()
window.resize(1280, 800)
window.show()
app.processEvents()
window.grab()
"""
OURS = """
from kampanjplan.app import _Plans
from kampanjplan.gui.application import prepare
from kampanjplan.gui.main_window import MainWindow
from kampanjplan.gui.settings import Settings
from PySide6.QtCore import QSettings
settings = Settings(QSettings({ini!r}, QSettings.Format.IniFormat))
app = prepare(settings)
window = MainWindow(settings, _Plans())
window.show()
app.processEvents()
window.grab()
"""
DATA = """
from pathlib import Path
window.open_path(Path({plan!r}))
from PySide6.QtCore import QEventLoop
while window.workspace.door is None:
    app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)  # as exec() waits: without spinning
app.processEvents()
window.grab()
assert window.page.stops.rows.rows
assert window.furnished
"""
END = "\nimport os, time; print(time.process_time(), flush=True); os._exit(0)"


def _seconds(script: str, bytecode: Path) -> float:
    """CPU of a new process that finds bytecode, as every start but the first after an installation does."""
    env = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPYCACHEPREFIX": str(bytecode)}
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run(
        [sys.executable, "-c", script + END], capture_output=True, text=True, check=True, env=env
    )
    return float(done.stdout.splitlines()[-1])


def run() -> bool:
    with tempfile.TemporaryDirectory() as folder:
        plan, ini = Path(folder) / "p.kampanjplan", str(Path(folder) / "s.ini")
        create_plan(plan, "bench", example_from=date(2026, 11, 24)).store.close()
        first = OURS.format(ini=ini)
        data = first + DATA.format(plan=str(plan))
        for script in (BARE, data):
            _seconds(script, Path(folder))  # writes the bytecode
        bare, first_paint, data_shown = (
            partial(_seconds, script, Path(folder)) for script in (BARE, first, data)
        )
        return all(
            [
                ratio("start, first paint / bare window", first_paint, bare, ROUNDS, 1.5),
                ratio("start, data shown / bare window", data_shown, bare, ROUNDS, 4.5),
            ]
        )
