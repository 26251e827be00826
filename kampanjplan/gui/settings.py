"""What a person chose on this machine; what colleagues share lies in the plan instead."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from hashlib import sha256
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings, QStandardPaths

from kampanjplan.folders import make_private

RECENT = 10


class Settings:
    """One typed property each, kept at once."""

    def __init__(self, store: QSettings | None = None) -> None:
        self._store = store or QSettings(
            QSettings.Format.IniFormat, QSettings.Scope.UserScope, "Kampanjplan", "Kampanjplan"
        )
        _keep_to_owner(Path(self._store.fileName()))

    @property
    def who(self) -> str:
        """The name written in the journal; empty means the operating system's user."""
        return str(self._store.value("who", ""))

    @who.setter
    def who(self, name: str) -> None:
        self._store.setValue("who", name)

    @property
    def language(self) -> str:
        return str(self._store.value("language", "sv"))

    @language.setter
    def language(self, language: str) -> None:
        self._store.setValue("language", language)

    @property
    def theme(self) -> str:
        """ "system", "light" or "dark"."""
        return str(self._store.value("theme", "system"))

    @theme.setter
    def theme(self, theme: str) -> None:
        self._store.setValue("theme", theme)

    @property
    def recent(self) -> list[Path]:
        """Plan files opened lately, the newest first."""
        value = self._store.value("recent", [])
        return [Path(text) for text in ([value] if isinstance(value, str) else value or [])]

    def remember(self, path: Path) -> None:
        """Puts a plan file first among the recent ones."""
        path = path.absolute()
        others = [p for p in self.recent if p != path]
        self._store.setValue("recent", [str(p) for p in [path, *others][:RECENT]])

    @property
    def last_open(self) -> Path | None:
        """The plan file to open at the next start; None where it was closed."""
        text = str(self._store.value("last_open", ""))
        return Path(text) if text else None

    @last_open.setter
    def last_open(self, path: Path | None) -> None:
        self._store.setValue("last_open", str(path.absolute()) if path else "")

    def warned_of(self, folder: Path) -> bool:
        """Whether the user was told already that a folder is special; from now on they were."""
        told = self._store.value("warned_of", [])
        known = [told] if isinstance(told, str) else list(told or [])
        if str(folder) in known:
            return True
        self._store.setValue("warned_of", [*known, str(folder)])
        return False

    @property
    def folder(self) -> Path:
        """Where the last file was opened or saved."""
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        return Path(str(self._store.value("folder", documents)))

    @folder.setter
    def folder(self, folder: Path) -> None:
        self._store.setValue("folder", str(folder))

    def import_columns(self, heads: Sequence[str]) -> list[str]:
        """What the columns of a file with these heads were said to be the last time; none where never."""
        value = self._store.value(f"import/{_mark_of(heads)}", [])
        names = [value] if isinstance(value, str) else list(value or [])
        return names if len(names) == len(heads) else []

    def keep_import_columns(self, heads: Sequence[str], names: Sequence[str]) -> None:
        self._store.setValue(f"import/{_mark_of(heads)}", list(names))

    def layout(self, name: str) -> QByteArray | None:
        """How a window or a splitter was left."""
        value = self._store.value(f"layout/{name}")
        return value if isinstance(value, QByteArray) else None

    def keep_layout(self, name: str, layout: QByteArray) -> None:
        self._store.setValue(f"layout/{name}", layout)


def _mark_of(heads: Sequence[str]) -> str:
    """A name for these heads that tells nobody what they are: a file without heads begins with a person."""
    return sha256("\x1f".join(heads).encode("utf-8", "replace")).hexdigest()[:16]


def _keep_to_owner(file: Path) -> None:
    """The settings name plan files and a person; Qt keeps the mode that the file has, and makes it open."""
    with suppress(OSError):  # settings that cannot be kept are no reason not to start
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        file.touch(mode=0o600)
        make_private(file)


def today() -> date:
    return date.today()
