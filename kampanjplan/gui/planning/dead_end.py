"""Where nothing fits: what cannot hold together, and the cheapest way out, with a button that takes it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from kampanjplan.domain.planning import Pin
from kampanjplan.domain.proposals import Proof
from kampanjplan.gui.icons import icon
from kampanjplan.gui.page import heading
from kampanjplan.gui.planning.shown import Shown
from kampanjplan.services.planning import is_switch
from kampanjplan.wording import _
from kampanjplan.wording.deciding import asking_text
from kampanjplan.wording.proposals import conflict_text, proof_text, way_out_text


class DeadEnd(QWidget):
    """Says it in sentences that can be selected and copied."""

    taken = Signal(list)  # the reliefs that switches can give

    def __init__(self) -> None:
        super().__init__()
        self.why, self.way, self.ask = QLabel(), QLabel(), QLabel()
        for label in (self.why, self.way, self.ask):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
            label.setWordWrap(True)
        self.why.setAccessibleName(_("Varför det inte går"))
        self.way.setAccessibleName(_("Vägen ut"))
        self.ask.setAccessibleName(_("Vem som kan frågas"))
        self.take = QPushButton(_("Ta vägen ut"))
        self.take.setAccessibleName(_("Ta vägen ut"))
        self.take.setIcon(icon("check"))
        self.take.clicked.connect(lambda: self.taken.emit(self._reliefs))
        self._reliefs: list[object] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 20)
        column.setSpacing(10)
        self.title = heading("")
        column.addWidget(self.title)
        column.addWidget(self.why)
        column.addSpacing(8)
        column.addWidget(self.way)
        column.addWidget(self.ask)
        column.addWidget(self.take, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    def show_shown(self, shown: Shown, pins: Sequence[Pin]) -> None:
        """Shows why there is no plan; `pins` are those that can be given up here."""
        answer, names = shown.answer, shown.question.names
        unknown = answer.proposal.proof is Proof.UNKNOWN
        self.title.setText(_("Inget förslag hittades") if unknown else _("Allt går inte ihop"))
        conflict, way = answer.conflict, answer.way_out
        self.why.setText(conflict_text(conflict, names) if conflict else proof_text(answer.proposal))
        self.way.setText(way_out_text(way, names) if way else "")
        reliefs = way.reliefs if way else ()
        self._reliefs = [relief for relief in reliefs if is_switch(relief, pins)]
        asked = [asking_text(relief, names) for relief in reliefs if relief not in self._reliefs]
        self.ask.setText("\n".join(asked))
        for label in (self.way, self.ask):
            label.setVisible(bool(label.text()))
        self.take.setVisible(bool(self._reliefs))
