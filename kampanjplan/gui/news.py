"""What other programs wrote to the open plan: fetched on any thread, told once and in its order."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kampanjplan.domain.changes import ChangeSet
    from kampanjplan.domain.journal import Entry
    from kampanjplan.services.door import Door

Told = tuple["Entry", "ChangeSet"]


class News:
    """A plan's news. What one thread has fetched another may take, so that no look misses anything."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self._one_thread = Lock()
        self._entries: list[Entry] = []  # of which is not yet known what a view needs
        self._ready: list[Told] = []

    def fetch(self) -> None:
        """Reads what is new. PlanError where the file is busy or gone; the next time goes on from there."""
        from kampanjplan.services.history import as_changes

        with self._one_thread:
            self._entries += self._door.store.news()
            while self._entries:
                self._ready.append((self._entries[0], self._door.read(as_changes, self._entries[0])))
                del self._entries[0]

    def take(self) -> list[Told]:
        """Each entry fetched since last, with its changes as a view can follow them."""
        with self._one_thread:
            ready, self._ready = self._ready, []
        return ready
