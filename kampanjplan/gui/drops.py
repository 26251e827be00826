"""A file of contacts that is dropped on the window is imported."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QObject, QTimer

if TYPE_CHECKING:
    from kampanjplan.gui.main_window import MainWindow

_ENDINGS = (".vcf", ".vcard", ".csv", ".xlsx", ".txt")


class ContactDrops(QObject):
    """Takes such files while a plan is open."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kinds = (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop)
        if event.type() not in kinds or self._window.workspace.door is None:
            return False
        path = contact_file(event.mimeData())  # type: ignore[attr-defined]
        if path is None:
            return False
        event.acceptProposedAction()  # type: ignore[attr-defined]
        if event.type() is QEvent.Type.Drop:
            # Later, so that whoever dropped it need not wait for the dialog.
            QTimer.singleShot(0, self, lambda: self._window.files.import_contacts(path))
        return True


def contact_file(data: QMimeData) -> Path | None:
    """The one file that is dragged, where its name is that of contacts."""
    urls = data.urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    path = Path(urls[0].toLocalFile())
    return path if path.suffix.lower() in _ENDINGS else None
