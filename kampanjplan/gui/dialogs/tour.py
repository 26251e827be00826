"""Asks for a new tour, and for what of a tour to copy."""

from uuid import uuid4

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QLabel,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from kampanjplan.domain.errors import FieldError
from kampanjplan.domain.fields import checked
from kampanjplan.domain.reading import read_span
from kampanjplan.domain.tours import Tour
from kampanjplan.gui.cells import near
from kampanjplan.gui.dialogs.answers import ok_and_cancel
from kampanjplan.gui.settings import today
from kampanjplan.services.tours import Duplication, TourPart
from kampanjplan.wording import _
from kampanjplan.wording.sentences import error_text


class _Questions(QDialog):
    """A form with OK and Cancel; OK is refused, with the reason, until the answers hold."""

    def __init__(self, parent: QWidget, title: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(460)
        self.form = QFormLayout()
        self._asked: dict[str, tuple[str, QWidget]] = {}  # title and editor of what fields are asked for
        self.reason = QLabel()
        self.reason.setWordWrap(True)
        colours = self.palette()
        colours.setColor(QPalette.ColorRole.WindowText, colours.color(QPalette.ColorRole.BrightText))
        self.reason.setPalette(colours)
        buttons = ok_and_cancel(self)
        layout = QVBoxLayout(self)
        layout.addLayout(self.form)
        layout.addWidget(self.reason)
        layout.addStretch(1)
        layout.addWidget(buttons)

    def ask(self, title: str, editor: QWidget, field: str = "") -> None:
        editor.setAccessibleName(title)
        self.form.addRow(title, editor)
        self._asked[field] = title, editor

    def accept(self) -> None:
        try:
            self.check()
        except FieldError as error:
            title, editor = self._asked.get(error.field) or self._asked[""]
            self.reason.setText(f"{title}: {error_text(error)}")
            editor.setFocus()
            return
        super().accept()

    def check(self) -> None:
        """Raises the FieldError that the answers would be refused with."""
        raise NotImplementedError


class TourDialog(_Questions):
    """Name, period, wanted number of stops and the tour that this one follows up."""

    def __init__(self, parent: QWidget, others: list[Tour]) -> None:
        super().__init__(parent, _("Ny turné"))
        self.name = QLineEdit()
        self.period = QLineEdit()
        self.period.setPlaceholderText(_("t.ex. v 36-50 2027 eller 1 sep - 15 dec 2027"))
        self.wanted = QSpinBox()
        self.wanted.setRange(1, 21)
        self.wanted.setValue(5)
        self.follows = QComboBox()
        self._others = [None, *(tour.id for tour in others)]
        self.follows.addItems([_("ingen"), *(tour.name for tour in others)])
        self.ask(_("Namn"), self.name, "name")
        self.ask(_("Önskat antal stopp"), self.wanted, "wanted_stops")
        self.ask(_("Följer upp"), self.follows, "follows_id")
        self.ask(_("Period"), self.period)
        self.tour: Tour | None = None

    def check(self) -> None:
        span = read_span(self.period.text(), near(None, today()))
        self.tour = checked(
            Tour(
                id=uuid4(),
                name=self.name.text(),
                first_day=span[0] if span else None,
                last_day=span[1] if span else None,
                wanted_stops=self.wanted.value(),
                follows_id=self._others[self.follows.currentIndex()],
            )
        )


def ask_tour(parent: QWidget, others: list[Tour]) -> Tour | None:
    """The new tour, or None."""
    dialog = TourDialog(parent, others)
    return dialog.tour if dialog.exec() else None


class DuplicationDialog(_Questions):
    """Which parts come along, and what becomes of the dates."""

    def __init__(self, parent: QWidget, tour: Tour) -> None:
        super().__init__(parent, _("Kopiera turné"))
        self.name = QLineEdit(_("{name} (kopia)").format(name=tour.name))
        self.ask(_("Namn"), self.name, "name")
        self.parts = {
            TourPart.STOPS: QCheckBox(_("Stopp (som idéer)")),
            TourPart.VENUES: QCheckBox(_("Lokaler och adresser")),
            TourPart.PROGRAMMES: QCheckBox(_("Program")),
            TourPart.SPEAKERS: QCheckBox(_("Talare")),
            TourPart.CONTACTS: QCheckBox(_("Kontakter")),
        }
        for check in self.parts.values():
            check.setChecked(True)
            self.form.addRow("", check)
        self.parts[TourPart.STOPS].toggled.connect(self._stops_toggled)
        self.clear = QCheckBox(_("Töm alla datum"))
        self.clear.setChecked(True)
        self.shift = QSpinBox()
        self.shift.setRange(-520, 520)
        self.shift.setValue(52)
        self.shift.setSuffix(_(" veckor"))
        self.shift.setEnabled(False)
        self.clear.toggled.connect(self.shift.setDisabled)
        self.follows = QCheckBox(_("Kopian följer upp originalet"))
        self.form.addRow(_("Datum"), self.clear)
        self.ask(_("Flytta datum framåt"), self.shift)
        self.form.addRow("", self.follows)

    def _stops_toggled(self, wanted: bool) -> None:
        for part, check in self.parts.items():
            if part is not TourPart.STOPS:
                check.setEnabled(wanted)

    @property
    def answer(self) -> Duplication:
        return Duplication(
            self.name.text(),
            frozenset(part for part, check in self.parts.items() if check.isChecked() and check.isEnabled()),
            None if self.clear.isChecked() else self.shift.value(),
            self.follows.isChecked(),
        )

    def check(self) -> None:
        checked(Tour(id=uuid4(), name=self.name.text()))


def ask_duplication(parent: QWidget, tour: Tour) -> Duplication | None:
    """How to copy the tour, or None."""
    dialog = DuplicationDialog(parent, tour)
    return dialog.answer if dialog.exec() else None
