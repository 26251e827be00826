"""A weight as a slider, with what it means in words."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import QSlider

from kampanjplan.gui.fields import Field
from kampanjplan.wording.planning import weight_text, weight_titles

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
    return [
        WeightField(name, title, partial(weight_text, name), _RANGES[name][0], _RANGES[name][1])
        for name, title in weight_titles().items()
    ]


_RANGES = {  # the most that the slider says, and its step
    "interest_per_participant": (20, 1),
    "missed": (500, 5),
    "per_wish": (50, 1),
    "saved_per_100_km": (20, 1),
    "staff_per_100_km": (20, 1),
    "night": (50, 1),
    "if_need_be": (100, 1),
    "unanswered": (100, 1),
}
