"""Folders of this user on this machine: backups, drafts, sessions and the log. The owner's alone."""

import os
import shutil
from pathlib import Path


def own_folder(name: str) -> Path:
    """A folder under the program's own data, made if it is missing; nobody else may look into it."""
    import platformdirs  # only where a folder is needed, which the first paint does without

    top = Path(platformdirs.user_data_dir("Kampanjplan", appauthor=False))
    top.parent.mkdir(parents=True, exist_ok=True)
    folder = top
    for part in ("", *Path(name).parts):
        folder = folder / part
        folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def write_private(path: Path, text: str, *, synced: bool = True) -> None:
    """Puts text in a file that the owner alone may read, whole or not at all; OSError.

    `synced` waits until a power cut cannot lose it, which may take a tenth of a second. One writer at a
    time: the unfinished file has one name, so that what a killed writer left is found and taken away.
    """
    unfinished = _unfinished(path)
    handle = os.open(unfinished, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            if synced:
                os.fsync(file.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def remove_private(path: Path) -> None:
    """Takes away what `write_private` put there, and what it did not come to its end with."""
    path.unlink(missing_ok=True)
    _unfinished(path).unlink(missing_ok=True)


def _unfinished(path: Path) -> Path:
    return path.with_name(f".{path.name}.new")


def make_private(path: Path) -> None:
    """Takes away what others may do with a file or a folder of ours, where the system lets us."""
    if path.exists() and path.stat().st_mode & 0o077:
        path.chmod(path.stat().st_mode & 0o700)


def free_bytes(path: Path) -> int | None:
    """The room left on the disk that holds the path, or would; None where nobody can say."""
    for folder in (path, *path.absolute().parents):
        try:
            return shutil.disk_usage(folder).free
        except OSError:
            continue
    return None
