"""What the window needs to open and make plans, without knowing how they are kept."""

from datetime import date
from pathlib import Path
from typing import Protocol

from kampanjplan.domain.damage import Progress, Salvaged
from kampanjplan.services.door import Door
from kampanjplan.services.ports import Backups


class Plans(Protocol):
    def open(self, path: Path, who: str) -> Door:
        """Opens a plan file; FileError where it cannot be."""

    def create(self, path: Path, who: str, *, example_from: date | None = None) -> Door:
        """Makes a plan file, with the example as seen on a day where one is given."""

    def salvage(self, path: Path, new: Path, progress: Progress) -> Salvaged:
        """Makes a new plan file of what can be read of a damaged one; FileError where nothing can be."""

    def backups(self, path: Path) -> Backups:
        """The backups of the plan file at a path; FileError where there can be none."""

    def user_name(self) -> str:
        """The operating system's name of the user."""
