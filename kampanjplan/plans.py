"""Opens and makes plans: joins the store to the door."""

from __future__ import annotations

import getpass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kampanjplan.resources import resource
from kampanjplan.services.door import Door
from kampanjplan.services.ports import Backups, Store
from kampanjplan.storage.engine import journal_of
from kampanjplan.storage.store import create_store, open_store
from kampanjplan.storage.tables import SCHEMA_VERSION
from kampanjplan.wording import _

if TYPE_CHECKING:
    from kampanjplan.domain.damage import Damage, Progress, Salvaged
    from kampanjplan.services.checking import Finding

# Only what opening a plan needs is imported above: a start waits for it.


def user_name() -> str:
    """The operating system's name of the user; empty where it has none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def open_plan(path: Path, who: str) -> Door:
    """Opens an existing plan file; FileError says what is wrong with it."""
    return Door(open_store(path), who)


def create_plan(path: Path, who: str, *, example_from: date | None = None) -> Door:
    """Makes a new plan file, with the example plan as seen on a day where one is given."""
    return _filled(create_store(path), who, example_from)


def check_plan(path: Path) -> tuple[tuple[Damage, ...], tuple[Finding, ...], bool]:
    """What is damaged in a plan file, what breaks the plan's rules in the rest, and whether it is older.

    The file is not changed. FileError where it is no plan file, or newer than this program.
    """
    from kampanjplan.services.checking import broken_rules
    from kampanjplan.storage.examining import examine

    examined = examine(path)
    reading = examined.reading
    return examined.damages, tuple(broken_rules(reading)), reading.schema_version() < SCHEMA_VERSION


def salvage_plan(path: Path, new: Path, progress: Progress) -> Salvaged:
    """Writes what can be read of a damaged plan file to a new one. FileError where nothing can be."""
    from kampanjplan.storage.salvage import salvage
    from kampanjplan.wording.damage import stand_in_names

    return salvage(path, new, stand_in_names(), progress)


def backups_of(path: Path) -> Backups:
    """The backups of the plan file at a path; FileError where there can be none."""
    from kampanjplan.storage.backups import Backups as FileBackups

    return FileBackups(path)


def _filled(store: Store, who: str, example_from: date | None) -> Door:
    from kampanjplan.services.sample import add_example, add_known_organisations

    door = Door(store, who)
    try:
        door.do(_("Ny planfil"), add_known_organisations)
        if example_from is not None:
            facts = resource("facts/first_tour.csv").read_text(encoding="utf-8")
            door.do(_("Exempelplan"), add_example, facts, example_from)
    except BaseException:
        store.close()
        for left in (store.path, journal_of(store.path)):
            left.unlink(missing_ok=True)  # half a plan would look like a whole one
        raise
    return door
