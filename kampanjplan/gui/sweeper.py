"""Python's search for rings of dead objects, made by the window's thread alone and while nothing else works.

Python makes it on whichever thread happens to need room: the planner's listener, a job. If a closed dialog is
among what it finds there, Qt's part of it dies on the wrong thread, which may end the program. It also holds
every thread up: for a fifth of a second where work makes half a million objects, hardly any part of a ring.
So it is switched off where the window's room is first entered (`gui/__init__.py`), and made here.
"""

import gc

from PySide6.QtCore import QObject, QTimer

from kampanjplan.gui.jobs import Jobs

OFTEN = 1000  # milliseconds between looks
SOON = 130  # milliseconds to the next look where a job was under way, which may be one of each second
PATIENCE = 100  # looks in a row at which a job was under way, after which it is held up once
MOST = (200_000, 10, 10)  # new objects before the young are searched; searches before the older are


class Sweeper(QObject):
    """Searches when so much is new as would have made Python search, unless a job is under way."""

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._in_vain = 0
        self._clock = QTimer(self, interval=OFTEN)
        self._clock.timeout.connect(self.sweep)
        self._clock.start()

    def sweep(self) -> None:
        """One look: the eldest generation that is due is searched, with those younger."""
        if self._jobs.busy and self._in_vain < PATIENCE:
            self._in_vain += 1
            self._clock.setInterval(SOON)
            return
        self._in_vain = 0
        self._clock.setInterval(OFTEN)
        due = [
            age for age, (count, most) in enumerate(zip(gc.get_count(), MOST, strict=True)) if count > most
        ]
        if due:
            gc.collect(due[-1])
