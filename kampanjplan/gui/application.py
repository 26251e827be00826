"""Starts Qt and the window. What is heavy is loaded after the first paint."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

from kampanjplan.gui.icons import application_icon
from kampanjplan.gui.main_window import MainWindow
from kampanjplan.gui.palette import apply_theme
from kampanjplan.gui.settings import Settings
from kampanjplan.wording import use_language

if TYPE_CHECKING:
    from kampanjplan.gui.plans import Plans

APP_ID = "se.kampanjplan.Kampanjplan"
A_WORD = 1200  # milliseconds within which letters in a list are one word: typed slowly, "nej" became "ja"


def prepare(settings: Settings) -> QApplication:
    """The one QApplication, in the user's language and look."""
    application = QApplication.instance() or QApplication(sys.argv[:1])
    application.setApplicationName("Kampanjplan")
    application.setDesktopFileName(APP_ID)
    application.setWindowIcon(application_icon())
    application.setKeyboardInputInterval(A_WORD)
    language = settings.language
    use_language(language)
    QLocale.setDefault(QLocale("sv_SE" if language == "sv" else "en_GB"))
    translator = QTranslator(application)
    if translator.load(f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(translator)
    apply_theme(settings.theme)
    return application


def run_window(path: Path | None, plans: Plans) -> int:
    """Shows the window, then opens the plan file given, or the one that was open last."""
    settings = Settings()
    application = prepare(settings)
    window = MainWindow(settings, plans)
    window.show()
    last = settings.last_open
    wanted = path or (last if last and last.exists() else None)
    QTimer.singleShot(0, window, lambda: begin(window, path, wanted))
    return application.exec()


def begin(window: MainWindow, asked: Path | None, wanted: Path | None) -> None:
    """What waits for the first paint: catching faults, then the plan, where one was if there was a crash.

    `asked` is the file that the user named, `wanted` the one to open where no crash says otherwise.
    """
    from PySide6.QtCore import Qt

    from kampanjplan.gui.faults import Faults
    from kampanjplan.gui.sessions import crash_text, go_on, take_crashed, tell_crash

    window.faults = Faults(window)
    window.faults.install()
    crashed = take_crashed()
    if asked:
        crashed.sort(key=lambda where: where.plan != asked.absolute())  # what the user named goes first
    if crashed and (not asked or crashed[0].plan == asked.absolute()):
        go_on(window, crashed)
    elif wanted:
        if crashed:
            tell = partial(tell_crash, window, crash_text(crashed[0], 0), crashed)
            window.files.shown.connect(tell, Qt.ConnectionType.SingleShotConnection)
        window.open_path(wanted)
