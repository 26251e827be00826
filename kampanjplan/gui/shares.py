"""Places where a plan file is less safe: network shares, and folders that another program synchronises."""

import os
from enum import Enum
from pathlib import Path

from PySide6.QtCore import QStorageInfo

from kampanjplan.wording import _

_NETWORK = (
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "afpfs",
    "webdav",
    "davfs",
    "sshfs",
    "fuse.sshfs",
    "ncpfs",
)
_SYNCED = ("onedrive", "dropbox", "nextcloud", "owncloud", "google drive", "googledrive", "icloud drive")
_MARKS = (".dropbox", ".dropbox.cache", ".sync", ".owncloudsync.log", ".nextcloudsync.log")


class Place(Enum):
    NETWORK = "network"
    SYNCED = "synced"


def risky_place(path: Path, file_system: str | None = None) -> Place | None:
    """What is special about the folder that a file lies in; None for an ordinary one.

    `file_system` is the name of the folder's file system, asked of the system where it is not given.
    """
    folder = path.absolute().parent
    if str(folder).startswith(("\\\\", "//")) or (file_system or _file_system(folder)).lower() in _NETWORK:
        return Place.NETWORK
    by_name = any(_is_synced(part) for part in folder.parts)
    by_mark = any((above / mark).exists() for above in (folder, *folder.parents) for mark in _MARKS)
    known = [Path(home) for name, home in os.environ.items() if name.lower().startswith("onedrive") and home]
    if by_name or by_mark or any(folder.is_relative_to(home) for home in known):
        return Place.SYNCED
    return None


def _is_synced(folder: str) -> bool:
    """ "OneDrive", "OneDrive - Länsstyrelsen", "Dropbox (privat)"."""
    name = folder.casefold()
    return any(name == known or name.startswith((known + " ", known + "-")) for known in _SYNCED)


def _file_system(folder: Path) -> str:
    return bytes(QStorageInfo(str(folder)).fileSystemType().data()).decode(errors="replace")


def place_text(place: Place) -> str:
    """What is said once of such a place."""
    if place is Place.NETWORK:
        return _(
            "Planfilen ligger på en nätverksplats. Den går att använda, men om nätet bryts kan filen skadas: "
            "låt en i taget skriva i den. Säkerhetskopior görs på den här datorn."
        )
    return _(
        "Planfilen ligger i en mapp som synkroniseras. Låt bara en dator i taget ha den öppen, annars kan "
        "synkroniseringen göra två filer av den. Säkerhetskopior görs på den här datorn."
    )
