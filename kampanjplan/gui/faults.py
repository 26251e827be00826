"""Faults of ours, caught at one place: told in plain words, kept in a local log, and the program goes on.

The log and the details hold what was where in the code, never what anybody typed: no message of an
exception, no value, no name of a file of the user's.
"""

from __future__ import annotations

import faulthandler
import os
import re
import sys
import threading
from collections import Counter
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    Qt,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
    qVersion,
)
from PySide6.QtWidgets import QApplication

import kampanjplan
from kampanjplan import __version__
from kampanjplan.wording import _, count_text

if TYPE_CHECKING:
    from kampanjplan.gui.dialogs.fault import FaultDialog
    from kampanjplan.gui.main_window import MainWindow

_PACKAGES = Path(kampanjplan.__file__).parents[1]
OFTEN = 20  # times that the same fault is told
LOG_BYTES, LOG_FILES = 200_000, 3
_FRAME = re.compile(r'File "(.*)", line (\d+) in (.*)')  # as faulthandler writes them


class Faults(QObject):
    """The hooks, from `install` to `uninstall`, of one window."""

    happened = Signal(str)  # what to log and to show, from whatever thread

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._counts: Counter[str] = Counter()
        self._shown: set[str] = set()
        self._before: tuple[Any, ...] = ()
        self._crashes: Any = None
        self.dialog: FaultDialog | None = None
        self.happened.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Catches from now on what nobody else does."""
        self._before = sys.excepthook, threading.excepthook, sys.unraisablehook
        sys.excepthook = self._caught
        threading.excepthook = self._caught_in_thread
        sys.unraisablehook = self._unraisable
        self._qt_before = qInstallMessageHandler(self._qt_said)
        with suppress(OSError):
            file = _folder() / "crash.txt"
            log_last_crash(file)
            self._crashes = os.fdopen(os.open(file, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600), "ab")
            faulthandler.enable(self._crashes)

    def uninstall(self) -> None:
        """Gives the hooks back."""
        sys.excepthook, threading.excepthook, sys.unraisablehook = self._before
        qInstallMessageHandler(self._qt_before)
        if self._crashes:
            faulthandler.disable()
            self._crashes.close()

    # -- the hooks, called on any thread: they never raise ------------------------------------------

    def _caught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        self._before[0](kind, error, trace)  # to the terminal, where there is one
        if issubclass(kind, Exception):  # an interrupt or an exit is meant
            self._note(error, trace)

    def _caught_in_thread(self, given: threading.ExceptHookArgs) -> None:
        self._before[1](given)
        if given.exc_value and issubclass(given.exc_type, Exception):
            self._note(given.exc_value, given.exc_traceback)

    def _unraisable(self, given: Any) -> None:
        self._before[2](given)
        if given.exc_value:
            self._note(given.exc_value, given.exc_traceback)

    def _qt_said(self, kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        if self._qt_before:
            self._qt_before(kind, context, message)
        elif sys.stderr:
            sys.stderr.write(f"{message}\n")
        if kind in (QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg):
            place = f"{Path(context.file or '?').name}:{context.line} {context.function or '?'}"
            log(f"{kind.name} {context.category}\n  {place}\n{versions()}")

    def _note(self, error: BaseException, trace: TracebackType | None) -> None:
        with suppress(Exception):  # a fault in telling of a fault ends here
            text = fault_text(error, trace)
            self._counts[text] += 1
            if _is_power_of_ten(self._counts[text]):
                log(text if self._counts[text] == 1 else f"{text}\n({self._counts[text]})")
            self.happened.emit(text)

    # -- what the user sees --------------------------------------------------------------------------

    def _tell(self, text: str) -> None:
        """On the window's thread. A fault in telling of a fault must not be told in its turn."""
        try:
            self._say(text)
        except Exception as error:
            log(fault_text(error, error.__traceback__))

    def _say(self, text: str) -> None:
        """A dialog the first time, never two; the same again is counted in a line over the page."""
        if self.dialog is not None:
            self._shown.add(text)
            self.dialog.add(text, self._counts[text])
        elif text in self._shown:
            if self._counts[text] > OFTEN and not _is_power_of_ten(self._counts[text]):
                return  # as when something fails each time that it is drawn
            sentence = count_text(
                "Samma fel igen, {n} gång. Det som är sparat finns kvar. Hindrar felet dig, starta om.",
                "Samma fel igen, {n} gånger. Det som är sparat finns kvar. Hindrar felet dig, starta om.",
                self._counts[text],
            )
            self._window.message.tell(sentence, _("Visa detaljer"), lambda: self._show(text))
        else:
            self._show(text)

    def _show(self, text: str) -> None:
        from kampanjplan.gui.dialogs.fault import FaultDialog

        self._shown.add(text)
        self.dialog = FaultDialog(QApplication.activeModalWidget() or self._window)
        self.dialog.add(text, self._counts[text])
        self.dialog.finished.connect(self._close)
        self.dialog.open()

    def _close(self) -> None:
        self.dialog.deleteLater()
        self.dialog = None


def fault_text(error: BaseException, trace: TracebackType | None) -> str:
    """The kinds of error, the places in the code, and the versions: nothing that anybody typed."""
    lines = []
    cause: BaseException | None = error
    seen: set[int] = set()
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        lines.append(f"{type(cause).__module__}.{type(cause).__qualname__}".removeprefix("builtins."))
        lines += _frames(trace if cause is error else cause.__traceback__)
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)
    return "\n".join([*lines, versions()])


def _frames(trace: TracebackType | None) -> list[str]:
    lines = []
    while trace is not None:
        code = trace.tb_frame.f_code
        lines.append(f"  {_place(code.co_filename)}:{trace.tb_lineno} {code.co_qualname}")
        trace = trace.tb_next
    return lines


def _place(file: str) -> str:
    """A source file below where packages lie: the folders above may be named after a person."""
    path = Path(file)
    for top in (
        _PACKAGES,
        *(Path(entry) for entry in sys.path if entry.endswith(("-packages", "lib-dynload"))),
    ):
        if path.is_relative_to(top):
            return path.relative_to(top).as_posix()
    if not path.is_absolute() and path.parts[:1] == ("kampanjplan",):  # as in the built program
        return path.as_posix()
    return path.name


def versions() -> str:
    """Of the program and of what it stands on, in one line."""
    import sqlite3

    python = ".".join(map(str, sys.version_info[:3]))
    return (
        f"Kampanjplan {__version__}, Python {python}, Qt {qVersion()}, "
        f"SQLite {sqlite3.sqlite_version}, {sys.platform}"
    )


def log(text: str) -> None:
    """Adds an entry to the local log; where the disk refuses, nothing happens."""
    from logging import LogRecord
    from logging.handlers import RotatingFileHandler

    class Private(RotatingFileHandler):
        def _open(self) -> Any:
            handle = os.open(self.baseFilename, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
            return os.fdopen(handle, self.mode, encoding=self.encoding)

        def handleError(self, record: LogRecord) -> None:
            """A full disk is no reason to fall over a second time."""

    with suppress(OSError), _LOCK:
        name = _folder() / "kampanjplan.log"
        handler = Private(name, maxBytes=LOG_BYTES, backupCount=LOG_FILES - 1, encoding="utf-8", delay=True)
        entry = f"{datetime.now():%Y-%m-%d %H:%M:%S} {text}"
        handler.emit(LogRecord("kampanjplan", 40, "", 0, entry, None, None))
        handler.close()  # open only while it is written, so that two windows can share and turn it


_LOCK = threading.Lock()


def log_last_crash(file: Path) -> None:
    """Moves what the interpreter wrote when it was brought down into the log, without folders' names."""
    if not file.exists() or not file.stat().st_size:
        return
    lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    os.truncate(file, 0)

    def short(found: re.Match[str]) -> str:
        return f"{_place(found[1])}:{found[2]} {found[3]}"

    kept = [_FRAME.sub(short, line) for line in lines if _FRAME.search(line) or not line.startswith("  ")]
    log("\n".join([*kept, versions()]))


def _is_power_of_ten(count: int) -> bool:
    return str(count).strip("0") == "1"


def _folder() -> Path:
    from kampanjplan.folders import own_folder

    return own_folder("log")
