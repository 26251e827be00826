"""Fields for days and windows: typed, or picked in a calendar that shows weeks and unusual days."""

from collections.abc import Sequence
from datetime import date, time
from typing import Any

from PySide6.QtCore import QDate, QEvent, QObject, Qt
from PySide6.QtGui import QIcon, QKeyEvent, QPalette, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QMenu, QToolButton, QWidgetAction

from kampanjplan.domain.calendar import DayKind, day_remarks, is_off, red_days
from kampanjplan.domain.errors import PlanError
from kampanjplan.domain.reading import read_day, read_number, read_time
from kampanjplan.gui.cells import read_when
from kampanjplan.gui.fields import LineField
from kampanjplan.gui.icons import icon
from kampanjplan.gui.settings import today
from kampanjplan.wording import _
from kampanjplan.wording.dates import day_remark_text, day_text, span_text, time_text


class Calendar(QCalendarWidget):
    """Monday first, ISO weeks, red days, eves, days between and the autumn school holiday marked."""

    def __init__(self) -> None:
        super().__init__()
        self._colour_weekends()
        self.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.ISOWeekNumbers)
        self.setGridVisible(False)
        self.setMinimumWidth(320)
        self.setAccessibleName(_("Kalender"))
        for child, name, arrow in (
            ("qt_calendar_prevmonth", _("Föregående månad"), "chevron-left"),
            ("qt_calendar_nextmonth", _("Nästa månad"), "chevron-right"),
        ):
            button = self.findChild(QToolButton, child)
            if button:
                button.setAccessibleName(name)
                button.setIcon(
                    QIcon(icon(arrow).pixmap(16, 16, QIcon.Mode.Selected))
                )  # on the header's colour
        self.currentPageChanged.connect(self._mark_year)
        self._marked: set[int] = set()
        self._mark_year(self.yearShown())

    def _colour_weekends(self) -> None:
        """Qt's own red is hard to read in the dark."""
        shape = QTextCharFormat()
        shape.setForeground(self.palette().color(QPalette.ColorRole.BrightText))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.setWeekdayTextFormat(day, shape)

    def _mark_year(self, year: int, _month: int = 0) -> None:
        if year in self._marked:
            return
        self._marked.add(year)
        for y in (year - 1, year, year + 1):
            for day in red_days(y):
                self._mark(day)
            for number in range(1, 367):
                day = date.fromordinal(date(y, 1, 1).toordinal() + number - 1)
                if any(r.kind in (DayKind.BETWEEN, DayKind.AUTUMN_BREAK) for r in day_remarks(day)):
                    self._mark(day)

    def _mark(self, day: date) -> None:
        shape = QTextCharFormat()
        if is_off(day):
            shape.setForeground(self.palette().color(QPalette.ColorRole.BrightText))
        else:
            shape.setFontUnderline(True)
        shape.setToolTip(", ".join(day_remark_text(remark) for remark in day_remarks(day)))
        self.setDateTextFormat(QDate(day.year, day.month, day.day), shape)


class DateField(LineField):
    """A line for a date with a calendar beside it."""

    def __init__(self, names: Sequence[str], title: str, *how: Any) -> None:
        super().__init__(names, title, *how)
        self.around = today()
        self.button = QToolButton()
        self.button.setIcon(icon("calendar-event"))
        self.button.setAccessibleName(_("{field}: visa kalender").format(field=title))
        self.button.setToolTip(_("Visa kalender (Alt+nedåtpil)"))
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.button.clicked.connect(self.show_calendar)
        self.row.addWidget(self.button)

    def show_calendar(self) -> None:
        """Opens the calendar under the line, at the draft's day or where the tour is."""
        calendar = Calendar()
        day = self._drafted() or self.around
        calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        action = QWidgetAction(menu)
        action.setDefaultWidget(calendar)
        menu.addAction(action)

        def take(picked: QDate) -> None:
            menu.close()
            self.line.setText(day_text(date(picked.year(), picked.month(), picked.day())))
            self.committed.emit()

        calendar.activated.connect(take)
        calendar.clicked.connect(take)
        menu.popup(self.line.mapToGlobal(self.line.rect().bottomLeft()))
        calendar.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # No shortcut of the button: a form has several, and one key for all of them would reach none.
        if event.type() is QEvent.Type.KeyPress and _is_alt_down(event):
            self.show_calendar()
            return True
        return super().eventFilter(watched, event)

    def _drafted(self) -> date | None:
        try:
            days = [value for value in self.facts().values() if isinstance(value, date)]
        except PlanError:  # an unreadable draft only means that the calendar opens elsewhere
            return None
        return days[0] if days else None


def _is_alt_down(event: QKeyEvent) -> bool:
    alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
    return alt and event.key() == Qt.Key.Key_Down


def remarks_of_days(first: date | None, last: date | None) -> str:
    """What to know of a day, or of a window as far as weeks go."""
    if first is None or first != last:
        return ""
    week = _("vecka {week}").format(week=first.isocalendar().week)
    return ", ".join([week, *(day_remark_text(remark) for remark in day_remarks(first))])


class WhenField(DateField):
    """When a stop is: a day, a week, a window or nothing yet."""

    clashes = ""  # what else is to be said of the date: another stop that day, outside the period

    def __init__(self) -> None:
        super().__init__(
            ["first_day", "last_day"],
            _("Datum"),
            lambda text: read_when(text, self.around),
            lambda stop: span_text(stop.first_day, stop.last_day),
            lambda stop: ", ".join(
                filter(None, (remarks_of_days(stop.first_day, stop.last_day), self.clashes))
            ),
            _("t.ex. v 41 tis, 12 okt, v 41 eller v 38-46; tomt = ej bestämt"),
        )


def day_field(name: str, title: str) -> DateField:
    """One day or none."""
    field: DateField

    def read(text: str) -> dict[str, Any]:
        return {name: read_day(text, field.around)}

    def write(thing: Any) -> str:
        day = getattr(thing, name)
        return day_text(day) if day else ""

    def hint(thing: Any) -> str:
        return remarks_of_days(getattr(thing, name), getattr(thing, name))

    field = DateField([name], title, read, write, hint)
    return field


def time_field(name: str, title: str) -> LineField:
    """A time of the day or none."""

    def write(thing: Any) -> str:
        moment: time | None = getattr(thing, name)
        return time_text(moment)

    return LineField(
        [name], title, lambda text: {name: read_time(text)}, write, None, _("t.ex. 9 eller 13.30")
    )


def number_field(name: str, title: str, most: int, placeholder: str = "") -> LineField:
    """A whole number or none."""

    def write(thing: Any) -> str:
        value = getattr(thing, name)
        return "" if value is None else str(value)

    return LineField([name], title, lambda text: {name: read_number(text, 0, most)}, write, None, placeholder)
