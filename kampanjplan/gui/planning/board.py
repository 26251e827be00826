"""The middle of Planera: what is worked out, what was answered, the plan, and what its stops are worth."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from kampanjplan.domain.planning import Pin
from kampanjplan.domain.proposals import PlannedStop
from kampanjplan.gui.page import side_by_side
from kampanjplan.gui.planning.calls import Calls, change_marks, dropped
from kampanjplan.gui.planning.dead_end import DeadEnd
from kampanjplan.gui.planning.demands import Demands
from kampanjplan.gui.planning.headline import Headline
from kampanjplan.gui.planning.notice import Notice
from kampanjplan.gui.planning.progress import ProgressStrip
from kampanjplan.gui.planning.reasons import Reasons, assumed
from kampanjplan.gui.planning.shown import Shown
from kampanjplan.gui.planning.trips import TripsList
from kampanjplan.gui.planning.worth import WorthTable
from kampanjplan.planner.evaluate import worth
from kampanjplan.services.tour_now import TourNow
from kampanjplan.wording import _


class Board(QWidget):
    """Shows one Shown at a time; without one it says what to do."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: Shown | None = None
        self.progress, self.notice = ProgressStrip(), Notice()
        self.headline, self.trips, self.dead_end = Headline(), TripsList(), DeadEnd()
        self.worth, self.reasons, self.calls, self.demands = WorthTable(), Reasons(), Calls(), Demands()
        self.assumed = QLabel()
        self.empty = QLabel()
        for label in (self.assumed, self.empty):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setMargin(12)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.assumed.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(2)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self._plan())
        self.stack.addWidget(self.dead_end)
        sheet = QFrame()
        sheet.setFrameShape(QFrame.Shape.StyledPanel)
        sheet.setAutoFillBackground(True)
        inner = QVBoxLayout(sheet)
        inner.setContentsMargins(10, 8, 10, 8)
        inner.addWidget(self.stack)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for part in (self.progress, self.notice):
            column.addWidget(part)
        column.addWidget(sheet, 1)
        self.trips.picked.connect(self._show_worth)

    def _plan(self) -> QWidget:
        self.details = QTabWidget()
        self.details.setDocumentMode(True)
        self.details.setUsesScrollButtons(False)  # a title that has no room is cut at its end, not hidden
        self.details.setElideMode(Qt.TextElideMode.ElideRight)
        self.details.setAccessibleName(_("Om förslaget"))
        self.details.tabBar().setAccessibleName(_("Om förslaget"))
        self.details.addTab(self.worth, _("Stoppet"))
        self.details.addTab(self.reasons, _("Varför"))
        self.details.addTab(self.assumed, _("Tas för givet"))
        self.details.addTab(self.calls, _("Att ringa"))
        self.details.addTab(self.demands, _("Krav"))
        upper = QWidget()
        above = QVBoxLayout(upper)
        above.setContentsMargins(0, 0, 0, 0)
        above.setSpacing(6)
        above.addWidget(self.headline)
        above.addWidget(self.trips, 1)
        above.addLayout(self.buttons)
        return side_by_side(upper, self.details, name="planner-plan", shares=(5, 2), down=True)

    def add_buttons(self, actions: Sequence[QAction]) -> None:
        """Buttons under the stops for what is done with the picked one; Tab comes to them after the stops."""
        before: QWidget = self.trips
        for action in actions:
            button = QToolButton()
            button.setDefaultAction(action)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setAutoRaise(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setAccessibleName(action.text())
            self.buttons.addWidget(button)
            self.setTabOrder(before, button)
            before = button
        self.buttons.addStretch(1)

    def show_shown(
        self,
        shown: Shown | None,
        marks: Mapping[str, Sequence[str]],
        pins: Sequence[Pin],
        empty: str,
        *,
        old: bool = False,
    ) -> None:
        """Shows a plan, a dead end, or `empty` where nothing is answered yet; `old` where all has changed."""
        self._shown = shown
        if shown is None:
            self.empty.setText(empty)
            self.stack.setCurrentIndex(0)
            self.trips.clear()
        elif shown.answer.proposal.worth is None and shown.tour is None:
            self.dead_end.show_shown(shown, pins)
            self.stack.setCurrentIndex(2)
            self.trips.clear()
        else:
            self.headline.show_shown(shown, old=old)
            value = worth(shown.valued.problem, shown.trips)
            changed = change_marks(shown.changed)
            told = {code: [*marks.get(code, ()), *changed.get(code, ())] for code in {*marks, *changed}}
            gone = dropped(shown.changed)
            self.trips.show_trips(shown.trips, value, shown.question.names, told, gone)
            self.stack.setCurrentIndex(1)
        self.reasons.show_shown(shown)
        replan = shown.changed if shown else None
        self.calls.show_replan(replan, shown.question.names if shown else {})
        self.details.setTabVisible(self.details.indexOf(self.calls), replan is not None)
        self._show_demands(shown.tour if shown else None)
        self._show_assumed()
        self._show_worth(self.trips.current_stop)

    def _show_demands(self, tour: TourNow | None) -> None:
        self.demands.show_tour(tour)
        place = self.details.indexOf(self.demands)
        self.details.setTabVisible(place, tour is not None)
        count = f" ({len(tour.breaches)})" if tour and tour.breaches else ""
        self.details.setTabText(place, _("Krav") + count)

    def show_demands(self) -> None:
        """Brings forward what the tour as it stands now breaks."""
        self.details.setCurrentWidget(self.demands)

    def show_calls(self) -> None:
        """Brings forward whom to call."""
        self.details.setCurrentWidget(self.calls)

    def show_assumed(self) -> None:
        """Brings forward what the plan does not say."""
        self.details.setCurrentWidget(self.assumed)

    def _show_assumed(self) -> None:
        lines = assumed(self._shown.valued.assumptions) if self._shown else []
        self.assumed.setText("\n\n".join(lines) or _("Allt som planeringen behöver finns i planen."))
        count = f" ({len(lines)})" if lines else ""
        self.details.setTabText(2, _("Tas för givet") + count)

    def _show_worth(self, stop: PlannedStop | None) -> None:
        if self._shown is None or stop is None:
            self.worth.show_worth(None)
            return
        value = worth(self._shown.valued.problem, self._shown.trips)
        self.worth.show_worth(next((one for one in value.stops if one.stop == stop), None))

    def tell(self, text: str, button: str = "", act: Callable[[], object] | None = None) -> None:
        """A line over the plan; empty takes it away."""
        self.notice.tell(text, button, act)
