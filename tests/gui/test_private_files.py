"""R20: what the program writes is the owner's alone; a plan keeps its mode; papers follow the mask."""

import os
import stat
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QFileDialog

from kampanjplan.app import _Plans
from kampanjplan.folders import own_folder
from kampanjplan.gui import application
from kampanjplan.gui.faults import log
from kampanjplan.gui.main_window import MainWindow
from kampanjplan.gui.settings import Settings

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX's")


def mode(path: Path) -> str:
    return oct(stat.S_IMODE(path.stat().st_mode))


@pytest.fixture
def home(tmp_path: Path, monkeypatch, qapp):
    """A home of its own, with every place that a program may write to; an open mask, as many have."""
    for name, folder in (("XDG_DATA_HOME", "data"), ("XDG_CONFIG_HOME", "config"), ("TMPDIR", "tmp"),
                         ("XDG_CACHE_HOME", "cache"), ("HOME", ".")):  # fmt: skip
        (tmp_path / folder).mkdir(exist_ok=True)
        monkeypatch.setenv(name, str(tmp_path / folder))
    monkeypatch.setattr(tempfile, "tempdir", None)
    before = os.umask(0o022)
    QSettings.setPath(
        QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "config")
    )  # Qt has read the environment already
    yield tmp_path
    os.umask(before)


def test_everything_written_in_a_walk(home: Path, qtbot, monkeypatch) -> None:
    given = {home / name for name in ("data", "config", "tmp", "cache")}
    settings = Settings()
    application.prepare(settings)
    window = MainWindow(settings, _Plans())
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    application.begin(window, None, None)
    window.faults.uninstall()
    plan, pdf = home / "plan.kampanjplan", home / "schema.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a, **k: (str(plan), ""))
    window.files.open_example()
    qtbot.waitUntil(lambda: window.workspace.door is not None)
    seen = set(everything(home))
    window.go_to(1)
    field = window.page.stop_form.field("venue")
    field.line.setFocus()
    field.line.setText("Rådhuset")
    window.page.stops.setFocus()  # an edit
    field.line.setFocus()
    field.line.setText("Slottet")  # a draft
    qtbot.waitUntil(lambda: list(own_folder("drafts").glob("*.json")) != [])
    qtbot.waitUntil(lambda: list(own_folder("sessions").glob("*.json")) != [])
    seen |= set(everything(home))
    window.go_to(4)  # the preview
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a, **k: (str(pdf), ""))
    window.page.save()
    qtbot.waitUntil(lambda: not window.jobs.busy)
    log("RuntimeError")
    settings._store.sync()
    seen |= set(everything(home))
    names = {path.name for path in seen}
    assert {"plan.kampanjplan", "schema.pdf", "kampanjplan.log", "crash.txt", "Kampanjplan.ini"} <= names
    assert any(name.endswith(".json") for name in names)
    assert any(name.endswith(".lock") for name in names)
    window._leaving = True
    window.close()
    open_to_others = {
        path.relative_to(home).as_posix(): mode(path)
        for path in [*seen, *everything(home)]
        if path.exists() and path not in given and path.stat().st_mode & 0o077
    }
    assert open_to_others == {"schema.pdf": "0o644"}
    assert list((home / "tmp").iterdir()) == []  # no paper lies about


def everything(home: Path) -> list[Path]:
    """All files and folders there are now; each is looked at while it is there, too."""
    found = [path for path in home.rglob("*") if path.name != "__pycache__"]
    for path in found:
        with suppress(FileNotFoundError):  # drafts are written meanwhile
            if path.suffix == ".lock":  # Qt makes it, for a moment as the system has it, and it tells nothing
                assert mode(path.parent) == "0o700", path
            elif path.is_file() and path.suffix != ".pdf":
                assert mode(path) == "0o600", path
    return found


@pytest.mark.parametrize("given", [0o600, 0o640, 0o664])
def test_a_plan_file_keeps_its_mode(window, example, qtbot, given) -> None:
    example.chmod(given)
    window.go_to(3)
    window.page.new_contact()
    assert mode(example) == oct(given)


def test_a_migration_keeps_the_mode(tmp_path: Path) -> None:
    import gzip

    released = Path(__file__).parents[1] / "data" / "released" / "0001.kampanjplan.gz"
    plan = tmp_path / "gammal.kampanjplan"
    plan.write_bytes(gzip.decompress(released.read_bytes()))
    plan.chmod(0o640)
    _Plans().open(plan, "prov").store.close()
    assert mode(plan) == "0o640"


def test_the_journal_of_a_new_plan_is_private(tmp_path: Path) -> None:
    plan = tmp_path / "ny.kampanjplan"
    door = _Plans().create(plan, "prov")
    with door.store.writing() as unit:
        from uuid import uuid4

        from kampanjplan.domain.contacts import Contact

        unit.put(Contact(id=uuid4(), name="x"))
        modes = {path.name: mode(path) for path in tmp_path.iterdir()}
    door.store.close()
    assert modes == {"ny.kampanjplan": "0o600", "ny.kampanjplan-journal": "0o600"}


def test_settings_that_others_could_read_are_closed(home: Path) -> None:
    file = home / "config" / "Kampanjplan" / "Kampanjplan.ini"
    file.parent.mkdir(parents=True)
    file.write_text("[General]\nwho=Exempel\n", "utf-8")
    file.chmod(0o644)
    settings = Settings()
    assert settings.who == "Exempel"
    settings.who = "Annat"
    settings._store.sync()
    assert mode(file) == "0o600"
