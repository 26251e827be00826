"""What all tests share: Qt without a screen, and nothing of the user's own settings."""

import os
from collections.abc import Iterator
from datetime import date
from functools import partialmethod
from pathlib import Path
from shutil import copyfile

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as trials
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from kampanjplan.app import _Plans
from kampanjplan.gui.application import prepare
from kampanjplan.gui.main_window import MainWindow
from kampanjplan.gui.settings import Settings
from kampanjplan.plans import create_plan
from tests import network

TODAY = date(2026, 11, 24)
CHILDREN = str(Path(__file__).parent / "children")

# How fast the machine is decides no test: what is waited for comes, and a strategy is slow on a busy one.
QtBot.waitUntil = partialmethod(QtBot.waitUntil, timeout=60_000)  # type: ignore[method-assign]
trials.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
trials.load_profile("any machine")

network.forbid()
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (CHILDREN, os.environ.get("PYTHONPATH"))))


@pytest.fixture(autouse=True)
def no_network() -> Iterator[None]:
    """A test that tried to reach another machine fails, also where the program swallowed the refusal."""
    network.refused.clear()
    yield
    assert network.refused == []


@pytest.fixture(autouse=True)
def own_data(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Backups, drafts and logs of the tests never mix with the user's own."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("data")))


@pytest.fixture
def settings(tmp_path: Path, qapp) -> Settings:
    chosen = Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))
    chosen.folder = tmp_path
    chosen.theme = "light"
    prepare(chosen)
    return chosen


@pytest.fixture(scope="session")
def one_example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan file with the example, made once: for copies."""
    path = tmp_path_factory.mktemp("example") / "exempel.kampanjplan"
    create_plan(path, "test", example_from=TODAY).store.close()
    return path


@pytest.fixture
def example(tmp_path: Path, one_example: Path) -> Path:
    """A plan file with the example."""
    return copyfile(one_example, tmp_path / "exempel.kampanjplan")


@pytest.fixture
def empty_window(qtbot, settings) -> Iterator[MainWindow]:
    """The real window before any plan is open."""
    window = MainWindow(settings, _Plans())
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.show()
    window.activateWindow()  # shortcuts go to the active window only
    qtbot.waitUntil(lambda: window.isActiveWindow() and window.furnished)
    yield window
    if isValid(window):  # a test may have closed and deleted it
        window.jobs.wait()


@pytest.fixture
def window(empty_window: MainWindow, example: Path, qtbot) -> MainWindow:
    """The real window with the example open."""
    empty_window.open_path(example)
    qtbot.waitUntil(lambda: empty_window.workspace.door is not None)
    return empty_window
