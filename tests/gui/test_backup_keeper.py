"""The plan is backed up by itself, in the real window, and nothing that fails stops anybody's work."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from kampanjplan.domain.contacts import Contact
from kampanjplan.domain.rules import Rules
from kampanjplan.gui import backup_keeper
from kampanjplan.services.editing import add
from kampanjplan.services.rules import set_rules
from kampanjplan.storage import copying
from kampanjplan.storage.backups import Backups


@pytest.fixture
def backups(example: Path) -> Backups:
    return Backups(example)


def write(window, name: str = "Prov Person") -> None:
    assert window.workspace.do("Ny kontakt", add, Contact(id=uuid4(), name=name))


def idle(window, qtbot) -> None:
    qtbot.waitUntil(lambda: not window.jobs.busy)


def names(backups: Backups) -> list[set[str]]:
    """The contacts of each backup, the newest first."""
    return [{t.name for t in backups.things(b) if isinstance(t, Contact)} for b in backups.all()]


def test_once_opened_it_is_backed_up_and_not_again_until_it_changes(window, qtbot, backups) -> None:
    keeper = window.keeper
    assert keeper.soon.isActive()
    assert keeper.soon.isSingleShot()
    keeper.soon.timeout.emit()
    idle(window, qtbot)
    assert len(backups.all()) == 1
    assert keeper.often.isActive()
    assert keeper.often.interval() == 30 * 60 * 1000
    keeper.often.timeout.emit()
    idle(window, qtbot)
    assert len(backups.all()) == 1
    write(window)
    keeper.often.timeout.emit()
    idle(window, qtbot)
    assert ["Prov Person" in held for held in names(backups)] == [True, False]


def test_closing_the_window_backs_up_what_was_written(window, qtbot, backups) -> None:
    write(window)
    assert window.close()
    assert "Prov Person" in names(backups)[0]
    assert len(backups.all()) == 1


def test_closing_unchanged_makes_none(window, backups) -> None:
    assert window.close()
    assert backups.all() == []


def test_closing_waits_a_moment_at_most(window, monkeypatch) -> None:
    """A disk that does not answer: the wait ends, though the job does not."""
    monkeypatch.setattr(backup_keeper, "PATIENCE", 50)
    monkeypatch.setattr(window.jobs, "run", lambda *_all: None)
    write(window)
    assert window.close()


@pytest.mark.parametrize("what", ["closed", "another opened"])
def test_the_plan_that_was_left_is_backed_up(window, qtbot, backups, tmp_path: Path, what: str) -> None:
    write(window)
    if what == "closed":
        window.files.close_plan()
    else:
        other = tmp_path / "annan.kampanjplan"
        window.workspace.door.store.copy_to(other)
        window.open_path(other)
        qtbot.waitUntil(lambda: window.workspace.door.store.path == other)
    idle(window, qtbot)
    assert "Prov Person" in names(backups)[0]
    assert window.keeper.often.isActive() == (what != "closed")


def test_a_read_only_plan_is_left_alone(empty_window, qtbot, example: Path, backups) -> None:
    example.chmod(0o444)
    empty_window.open_path(example)
    qtbot.waitUntil(lambda: empty_window.workspace.door is not None)
    assert not empty_window.keeper.soon.isActive()
    assert not empty_window.keeper.often.isActive()
    empty_window.keeper.back_up()
    idle(empty_window, qtbot)
    assert backups.all() == []


def test_where_it_fails_it_says_so_once_until_it_succeeds(window, qtbot, backups, monkeypatch) -> None:
    def fail(_path: Path) -> None:
        raise OSError(28, "No space left on device")

    known = copying.sync
    monkeypatch.setattr(copying, "sync", fail)
    told = []
    window.workspace.noticed.connect(told.append)
    for _n in range(3):
        write(window)
        window.keeper.back_up()
        idle(window, qtbot)
    assert len(told) == 1
    assert told[0].startswith("Ingen säkerhetskopia kunde göras. Disken")
    assert window.message.isVisible()
    monkeypatch.setattr(copying, "sync", known)
    window.keeper.back_up()
    idle(window, qtbot)
    assert len(backups.all()) == 1
    monkeypatch.setattr(copying, "sync", fail)
    write(window)
    window.keeper.back_up()
    idle(window, qtbot)
    assert len(told) == 2


def test_those_older_than_the_plans_rule_are_deleted(window, qtbot, backups) -> None:
    for days in (50, 40, 2):
        write(window)
        backups.make(datetime.now(UTC) - timedelta(days=days))
    assert window.workspace.do("Regler", set_rules, backup_days=45)
    assert window.workspace.read(lambda r: r.find(Rules)) == [Rules(backup_days=45)]
    window.keeper.back_up()
    idle(window, qtbot)
    ages = [(datetime.now(UTC) - backup.made).days for backup in backups.all()]
    assert ages == [0, 2, 40]
