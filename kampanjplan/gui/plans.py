"""What the window needs to open and make plans, without knowing how they are kept."""

from datetime import date, datetime
from pathlib import Path
from typing import Protocol

from kampanjplan.domain.damage import Progress, Salvaged
from kampanjplan.services.door import Door


class Plans(Protocol):
    def open(self, path: Path, who: str) -> Door:
        """Opens a plan file; FileError where it cannot be."""

    def create(self, path: Path, who: str, *, example_from: date | None = None) -> Door:
        """Makes a plan file, with the example as seen on a day where one is given."""

    def newest_backup(self, path: Path) -> datetime | None:
        """When the newest good backup of a plan file was made, in local time."""

    def restore_newest(self, path: Path, new: Path) -> datetime:
        """Makes a new plan file of that backup; FileError where it cannot."""

    def salvage(self, path: Path, new: Path, progress: Progress) -> Salvaged:
        """Makes a new plan file of what can be read of a damaged one; FileError where nothing can be."""

    def user_name(self) -> str:
        """The operating system's name of the user."""
