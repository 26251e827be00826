"""The proposal as trips and stops: when, where, about what, who speaks, and what each stop is worth."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem

from kampanjplan.domain.counties import county
from kampanjplan.domain.proposals import PlannedStop, StopWorth, Trip, Worth
from kampanjplan.gui.planning.trip_delegate import LINE, TripDelegate
from kampanjplan.wording import _
from kampanjplan.wording.dates import day_text, week_text, weekday_text
from kampanjplan.wording.proposals import points_text, stop_worth_text


@dataclass(frozen=True, slots=True)
class TripLine:
    """The head of a trip."""

    title: str
    about: str
    crew: str


@dataclass(frozen=True, slots=True)
class StopLine:
    """A stop with its worth; `marks` are short words of what is settled of it, `most` scales its bars."""

    stop: PlannedStop
    worth: StopWorth
    marks: tuple[str, ...] = ()
    most: int = 1
    day: str = ""
    week: str = ""
    county: str = ""
    points: str = ""
    bars: tuple[int, int] = field(default=(0, 0))  # what it gives and costs, in hundredths of a point


class TripsList(QListWidget):
    """Arrows go from stop to stop; heads of trips are passed over."""

    picked = Signal(object)  # a PlannedStop, or None
    delete_pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Förslagets stopp"))
        self.setItemDelegate(TripDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(False)
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.currentItemChanged.connect(lambda *_items: self.picked.emit(self.current_stop))

    def show_trips(
        self,
        trips: Sequence[Trip],
        worth: Worth,
        names: Mapping[str, str],
        marks: Mapping[str, Sequence[str]],
        gone: Sequence[PlannedStop] = (),
    ) -> None:
        """Shows a plan; the county that is picked stays picked where it is in it. `marks` are by county.

        `gone` are stops of an earlier plan that are not in this one.
        """
        before = self.current_stop.county_code if self.current_stop else ""
        by_stop = {one.stop: one for one in worth.stops}
        most = max((_gain(one) for one in worth.stops), default=1)
        self.blockSignals(True)
        self.clear()
        for number, trip in enumerate(sorted(trips), start=1):
            self._add_head(_trip_line(number, trip, names))
            for stop in trip.stops:
                self._add_stop(_stop_line(by_stop[stop], tuple(marks.get(stop.county_code, ())), most))
        for stop in gone:
            self._add_head(_gone_line(stop))
        self.blockSignals(False)
        self.pick(before)

    def _add_head(self, line: TripLine) -> None:
        item = QListWidgetItem(". ".join(filter(None, (line.title, line.about, line.crew))))
        item.setData(LINE, line)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        item.setToolTip("\n".join(filter(None, (line.about, line.crew))))
        self.addItem(item)

    def _add_stop(self, line: StopLine) -> None:
        marks = f" ({', '.join(line.marks)})" if line.marks else ""
        item = QListWidgetItem(f"{line.day} {stop_worth_text(line.worth)}{marks}")
        item.setData(LINE, line)
        item.setToolTip(stop_worth_text(line.worth))
        self.addItem(item)

    def pick(self, county_code: str) -> None:
        """Makes the county's stop the current one, else the first."""
        stops = [n for n in range(self.count()) if isinstance(self.item(n).data(LINE), StopLine)]
        found = [n for n in stops if self.item(n).data(LINE).stop.county_code == county_code]
        if stops:
            self.setCurrentRow((found or stops)[0])
        else:
            self.picked.emit(None)

    @property
    def current_stop(self) -> PlannedStop | None:
        item = self.currentItem()
        line = item.data(LINE) if item is not None else None
        return line.stop if isinstance(line, StopLine) else None

    @property
    def current_code(self) -> str | None:
        """The county of the picked stop."""
        stop = self.current_stop
        return stop.county_code if stop else None

    @property
    def picked_stops(self) -> list[PlannedStop]:
        """All selected stops, in the order of days."""
        lines = [item.data(LINE) for item in self.selectedItems()]
        return sorted(line.stop for line in lines if isinstance(line, StopLine))

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Heads of trips are passed over."""
        to = super().moveCursor(action, modifiers).row()
        rows = [n for n in range(self.count()) if _is_stop(self.item(n).data(LINE))]
        before, after = [n for n in rows if n <= to][-1:], [n for n in rows if n >= to][:1]
        found = before or after if to < self.currentRow() else after or before
        return self.model().index(found[0], 0) if found else QModelIndex()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Delete):
            self.delete_pressed.emit()
            return
        super().keyPressEvent(event)

    def copy(self) -> None:
        """Puts the plan on the clipboard, a row a stop."""
        from PySide6.QtWidgets import QApplication

        from kampanjplan.exchange.cells import cells_to_text

        rows = [[_("Datum"), _("Ort"), _("Län"), _("Poäng")]]
        lines = [self.item(n).data(LINE) for n in range(self.count())]
        rows += [[one.day, one.stop.town, one.county, one.points] for one in lines if _is_stop(one)]
        QApplication.clipboard().setText(cells_to_text(rows))


def _is_stop(line: Any) -> bool:
    return isinstance(line, StopLine)


def _trip_line(number: int, trip: Trip, names: Mapping[str, str]) -> TripLine:
    first, last = trip.stops[0].day, trip.stops[-1].day
    title = _("Resa {number}").format(number=number)
    when = day_text(first, year=False) if first == last else _days_text(first, last)
    crew = ", ".join(f"{names.get(task.speaker, task.speaker)} ({task.competence})" for task in trip.crew)
    return TripLine(f"{title} · {when}", trip.theme, crew)


def _gone_line(stop: PlannedStop) -> TripLine:
    title = _("Utgår · {day} {town}").format(day=day_text(stop.day, year=False), town=stop.town)
    return TripLine(title, county(stop.county_code).name, "")


def _days_text(first: date, last: date) -> str:
    """ "mån 20 – tis 21 sep"."""
    if first.month == last.month:
        return f"{weekday_text(first.weekday())} {first.day} – {day_text(last, year=False)}"
    return f"{day_text(first, year=False)} – {day_text(last, year=False)}"


def _stop_line(worth: StopWorth, marks: tuple[str, ...], most: int) -> StopLine:
    stop, one = worth.stop, county(worth.stop.county_code)
    return StopLine(
        stop,
        worth,
        marks,
        most,
        day_text(stop.day, year=False),
        _("v. {week}").format(week=week_text(stop.day, stop.day)),
        one.short_name if marks else one.name,  # with marks there is no room for more
        points_text(worth.total),
        (_gain(worth), -sum(points for points in worth.points.values() if points < 0)),
    )


def _gain(worth: StopWorth) -> int:
    return sum(points for points in worth.points.values() if points > 0)
