"""A weight as a slider, with what it means in words."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import QSlider

from kampanjplan.gui.fields import Field
from kampanjplan.wording import _, count_text

SETTLED = 500  # milliseconds without a key after which the slider has come to rest


class WeightField(Field):
    """Saved when the slider is let go, or has come to rest. `words` tells what so many points are for."""

    def __init__(self, name: str, title: str, words: Callable[[int], str], most: int, step: int = 1) -> None:
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, most)
        self.slider.setSingleStep(step)
        self.slider.setPageStep(max(step, most // 10))
        super().__init__([name], title, self.slider)
        self._words = words
        self._rest = QTimer(self, singleShot=True, interval=SETTLED)
        self._rest.timeout.connect(self.committed)
        self.slider.valueChanged.connect(self._show_words)
        self.slider.sliderReleased.connect(self.committed)

    def _show_words(self, value: int) -> None:
        self.tell(self._words(value))
        self.slider.setToolTip(self._words(value))
        if self.slider.hasFocus() and not self.slider.isSliderDown():
            self._rest.start()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.ApplicationPaletteChange:
            self.tell(self._words(self.draft()))  # in the colours of now

    def show_thing(self, thing: Any) -> None:
        self.show_draft(getattr(thing, self.names[0]) if thing is not None else 0)
        self._rest.stop()

    def facts(self) -> dict[str, Any]:
        return {self.names[0]: self.draft()}

    def draft(self) -> int:
        return self.slider.value()

    def show_draft(self, draft: int) -> None:
        self.slider.setMaximum(max(self.slider.maximum(), int(draft)))  # no value is cut to fit the slider
        self.slider.setValue(int(draft))
        self.tell(self._words(int(draft)))


def weight_fields() -> list[WeightField]:
    """The eight weights, gains first."""

    def points(text: str) -> Callable[[int], str]:
        return lambda n: " ".join((count_text("{n} poäng", "{n} poäng", n), text))

    return [
        WeightField(
            "interest_per_participant", _("Intresse"), points(_("per deltagare, dubbelt om starkt")), 20
        ),
        WeightField("missed", _("Missade förra turnén"), points(_("per län")), 500, 5),
        WeightField("per_wish", _("Önskemål om temat"), points(_("per önskemål")), 50),
        WeightField(
            "saved_per_100_km", _("Deltagares resor som sparas"), points(_("per 100 personkilometer")), 20
        ),
        WeightField("staff_per_100_km", _("Medverkandes resor"), points(_("per 100 personkilometer")), 20),
        WeightField("night", _("Nätter borta"), points(_("per person och natt")), 50),
        WeightField("if_need_be", _("Svar ”vid behov”"), points(_("per svar")), 100),
        WeightField("unanswered", _("Svar som saknas"), points(_("per svar")), 100),
    ]
