"""The open plan as the window sees it: the door, the undo stack and the one signal of change.

What is needed only once a plan is open is imported then, so that the window is painted before it.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QUndoStack

from kampanjplan.gui.drafts import Drafts
from kampanjplan.gui.news import News
from kampanjplan.gui.people import KnownPeople
from kampanjplan.gui.recorded import Recorded
from kampanjplan.wording import _

if TYPE_CHECKING:
    from uuid import UUID

    from kampanjplan.domain.changes import ChangeSet
    from kampanjplan.domain.errors import PlanError
    from kampanjplan.gui.jobs import Jobs
    from kampanjplan.services.door import Door


NEWS = 1000  # milliseconds between looks for what others wrote
OWN_READERS = 3000  # milliseconds that an act waits for a long reading of our own, which is rare
PATIENCE = 0.1  # seconds that an act waits for another program, as the window stands still meanwhile

Settler = Callable[["Workspace", Any, "Edit"], None]


@dataclass(frozen=True, slots=True)
class Edit:
    """An edit that met a conflict, to be done again as the user chooses."""

    text: str
    service: Callable[..., None]
    keys: tuple[Any, ...]
    facts: dict[str, Any]


def _is_stranded(error: PlanError) -> bool:
    """Whether the plan's file is no longer where it was opened."""
    from kampanjplan.domain.errors import FileError, FileTrouble

    elsewhere = (FileTrouble.MOVED, FileTrouble.DELETED, FileTrouble.REPLACED)
    return isinstance(error, FileError) and error.trouble in elsewhere


class Workspace(QObject):
    """Every view reads and changes the plan through this, and lives on its signals."""

    changed = Signal(object)  # a ChangeSet, after it is kept
    opened = Signal()  # another plan, or none
    failed = Signal(str)  # why something was refused, a sentence
    stranded = Signal(str)  # the plan's file is no longer where it was, a sentence
    noticed = Signal(str)  # a sentence that stands until it is read
    acted = Signal(str)  # what the last act came to, a sentence that stands until the next one
    followed = Signal(str, str, object)  # as `acted`, with a button's text and what the button does
    offered = Signal(str, str, object)  # a sentence, a button's text and what the button does
    saved = Signal(object)  # when, a datetime
    tour_chosen = Signal()
    stop_chosen = Signal()
    calendar_loaded = Signal()  # red days can be looked up now
    working = Signal(str)  # what takes long just now and must be waited for; empty when it is done
    told = Signal(str)  # what another program did, for the status bar

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.jobs = jobs
        self.settler: Settler | None = None
        self._clock = QTimer(self)
        self._clock.setInterval(NEWS)
        self._clock.timeout.connect(self._ask_for_news)
        self._asking = False
        self.door: Door | None = None
        self._news: News | None = None
        self.stack = QUndoStack(self)
        self._tours: list[Any] = []
        self.tour_id: UUID | None = None
        self.stop_id: UUID | None = None
        self.drafts = Drafts(self)
        self.people = KnownPeople(self)  # before any view, which asks it when it hears of a change
        # How many people had been erased when the first act on the stack was done.
        self._erasures: int | None = 0

    def use(self, door: Door | None) -> None:
        """Shows this plan from now on, and closes the one before."""
        if self.door:
            self.door.store.close()
        self.door = door
        self._news = News(door) if door is not None else None
        self.drafts.use(door.store.path if door else None)
        if door is not None:
            door.store.patience = PATIENCE
        self._clock.start() if door is not None else self._clock.stop()
        self._forget_erased()
        tours = self.tours()
        self.tour_id = tours[0].id if tours else None
        self.stop_id = None
        self.opened.emit()
        self.tour_chosen.emit()
        self.stop_chosen.emit()

    def shut(self) -> None:
        """Closes the plan as the window closes: nobody is told, and nothing looks at it any longer."""
        self._clock.stop()
        if self.door is not None:
            self.door.store.close()
            self.door = self._news = None

    def tours(self) -> list[Any]:
        """The plan's tours, the newest first; those known last while the file is busy."""
        if self.door is None:
            return []
        from kampanjplan.domain.errors import PlanError
        from kampanjplan.services.overview import tours_in_order

        with suppress(PlanError):
            self._tours = self.read(tours_in_order)
        return self._tours

    def choose_tour(self, id: UUID | None) -> None:
        if id != self.tour_id:
            self.tour_id, self.stop_id = id, None
            self.tour_chosen.emit()
            self.stop_chosen.emit()

    def choose_stop(self, id: UUID | None) -> None:
        if id != self.stop_id:
            self.stop_id = id
            self.stop_chosen.emit()

    def read(self, question: Callable[..., Any], *facts: Any, **more: Any) -> Any:
        """Asks the open plan something."""
        door = self.door
        assert door is not None
        return door.read(question, *facts, **more)

    def attempt(self, text: str, service: Callable[..., None], /, *facts: Any, **more: Any) -> ChangeSet:
        """Does an act, or raises the PlanError that refused it."""
        from kampanjplan.domain.errors import PlanError

        door = self.door
        assert door is not None
        act = partial(door.do, text, service, *facts, **more)
        try:
            changes = self._past_own_readers(act)
        except PlanError as error:
            if _is_stranded(error):
                self.refuse(error)  # here, as a form tells of it beside its field alone
            raise
        self._record(changes)
        return changes

    def _past_own_readers(self, act: Callable[[], ChangeSet]) -> ChangeSet:
        """Does an act, once more where only a reading of our own off the window's thread was in its way."""
        from kampanjplan.domain.errors import FileError, FileTrouble

        try:
            return act()
        except FileError as error:
            if error.trouble is not FileTrouble.LOCKED or not self.jobs.busy:
                raise
            self.jobs.let_finish(OWN_READERS)
            return act()

    def attempt_aside(
        self,
        text: str,
        service: Callable[..., None],
        *facts: Any,
        done: Callable[[ChangeSet], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Does an act that may take long off the window's thread; a refusal is told, or given to `failed`."""
        door = self.door
        assert door is not None

        def arrived(changes: ChangeSet) -> None:
            if self.door is door:
                self._record(changes)
            if done is not None:
                done(changes)

        self.jobs.run(partial(door.do, text, service, *facts), arrived, failed or self.refuse_aside)

    def read_aside(
        self,
        question: Callable[..., Any],
        *facts: Any,
        done: Callable[[Any], None],
        refused: Callable[[], None] | None = None,
    ) -> None:
        """Asks the open plan something that may take long; nobody is told once another plan is open."""
        door = self.door
        assert door is not None

        def arrived(answer: Any) -> None:
            if self.door is door:
                done(answer)

        def failed(error: Exception) -> None:
            if self.door is door:  # a plan that was closed meanwhile cannot be read
                if refused is not None:
                    refused()
                self.refuse_aside(error)

        self.jobs.run(partial(door.read, question, *facts), arrived, failed)

    def refuse_aside(self, error: Exception) -> None:
        """As `refuse`, of work off the window's thread; a fault of ours goes on to where those are caught."""
        from kampanjplan.domain.errors import PlanError

        if not isinstance(error, PlanError):
            raise error
        self.refuse(error)

    def _record(self, changes: ChangeSet) -> None:
        if changes:
            if not self._erased(changes):
                self.stack.push(Recorded(self, changes))
            self._tell(changes)

    def _erased(self, changes: ChangeSet) -> bool:
        """Whether people were erased; then nothing that was done or typed before may bring them back."""
        from kampanjplan.domain.contacts import Erasure

        if not changes.of(Erasure):
            return False
        from kampanjplan.gui.erased import forget

        forget(self.drafts, changes)
        self._forget_erased()
        return True

    def _forget_erased(self) -> None:
        """Nothing is undone from here on, but what is done from now."""
        self.stack.clear()
        self._erasures = None
        if self.door is not None:
            from kampanjplan.domain.errors import PlanError
            from kampanjplan.gui.erased import drop_drafts, erasures

            with suppress(PlanError):  # busy; the stack is empty, so that nothing is brought back anyway
                self._erasures = self.read(erasures)
                drop_drafts(self.drafts, self.read)

    def refuse(self, error: PlanError) -> None:
        """Tells the user why something was refused."""
        from kampanjplan.wording.sentences import error_text

        (self.stranded if _is_stranded(error) else self.failed).emit(error_text(error))

    def do(self, text: str, service: Callable[..., None], /, *facts: Any, **more: Any) -> ChangeSet | None:
        """Does an act; where it is refused the user is told why, and the answer is None."""
        from kampanjplan.domain.errors import PlanError

        try:
            return self.attempt(text, service, *facts, **more)
        except PlanError as error:
            self.refuse(error)
            return None

    def edit(self, text: str, thing: Any, service: Callable[..., None], /, *keys: Any, **facts: Any) -> None:
        """Sets fields of a thing as it was shown; `service` gets the keys and the facts.

        Where somebody changed the same meanwhile, the user chooses for each field. Raises the PlanError
        that refused it, also where the user would rather think about it.
        """
        from kampanjplan.domain.errors import GoneError, OverwriteError
        from kampanjplan.services.conflicts import having_seen

        try:
            self.attempt(text, having_seen, (thing,), service, *keys, **facts)
        except (OverwriteError, GoneError) as error:
            if self.settler is None:
                raise
            self.settler(self, error, Edit(text, service, keys, facts))
            self.look_for_news()  # where theirs stands, nothing was changed here that would show it

    def look_for_news(self) -> None:
        """Shows at once what other programs wrote to the plan since it was looked at last."""
        from kampanjplan.domain.errors import PlanError

        if self._news is not None:
            with suppress(PlanError):  # busy or gone; the next look, or the next act, tells
                self._news.fetch()
            self._show_news(self._news)

    def _ask_for_news(self) -> None:
        """As `look_for_news`, off the window's thread: a file on a share may be long in answering."""
        from kampanjplan.domain.errors import PlanError

        news = self._news
        if news is None or self._asking:
            return
        self._asking = True

        def arrived(_none: None) -> None:
            self._asking = False
            self._show_news(news)

        def failed(error: Exception) -> None:
            self._asking = False
            if self._news is news and not isinstance(error, PlanError):  # busy or gone; asked again soon
                raise error

        self.jobs.run(news.fetch, arrived, failed)

    def _show_news(self, news: News) -> None:
        if self._news is not news:
            return  # of a plan that was closed meanwhile
        for entry, changes in news.take():
            self._erased(changes)
            self._forget_what_is_gone()
            self.changed.emit(changes)
            who = entry.who or _("någon utan namn")
            self.told.emit(_("{who}: {act}").format(who=who, act=entry.text))

    def replay(self, text: str, changes: ChangeSet) -> bool:
        """Undoes or redoes; False where it was refused, which the user is told."""
        from kampanjplan.domain.errors import PlanError
        from kampanjplan.services.history import replay

        door = self.door
        assert door is not None
        try:
            act = partial(door.do, text, replay, changes, self._erasures)
            self._tell(self._past_own_readers(act))
        except PlanError as error:
            self.refuse(error)
            return False
        return True

    def replay_aside(self, text: str, changes: ChangeSet, refused: Callable[[], None]) -> None:
        """As `replay`, of so much that it is done off the window's thread; `working` tells while it is."""
        from kampanjplan.services.history import replay

        door = self.door
        assert door is not None

        def done(kept: ChangeSet) -> None:
            self.working.emit("")
            if self.door is door:
                self._tell(kept)

        def failed(error: Exception) -> None:
            self.working.emit("")
            refused()
            self.refuse_aside(error)

        self.working.emit(text)
        self.jobs.run(partial(door.do, text, replay, changes, self._erasures), done, failed)

    def _tell(self, changes: ChangeSet) -> None:
        self._forget_what_is_gone()
        self.changed.emit(changes)
        self.saved.emit(datetime.now())

    def _forget_what_is_gone(self) -> None:
        from kampanjplan.domain.stops import Stop

        tours = self.tours()
        if self.tour_id not in [tour.id for tour in tours]:
            self.choose_tour(tours[0].id if tours else None)
        if self.stop_id and not self.read(lambda reading: reading.find(Stop, id=self.stop_id)):
            self.choose_stop(None)
