"""Folders of this user on this machine: backups, drafts, sessions and the log. The owner's alone."""

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
