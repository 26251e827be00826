"""What the planner has found so far, while it works, and the button that ends it."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from kampanjplan.wording import _
from kampanjplan.wording.proposals import points_text, share_text

SOON = 250  # milliseconds after which it is worth a line that something is worked on


class ProgressStrip(QWidget):
    """Hidden while nothing is worked out, and for what is answered at once."""

    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(6)
        self.bar.setAccessibleName(_("Planeraren arbetar"))
        self.cancel = QPushButton(_("Avbryt"))
        self.cancel.setAccessibleName(_("Avbryt"))
        self.cancel.setToolTip(_("Avbryt (Esc)"))
        self.cancel.clicked.connect(self.cancelled)
        row = QHBoxLayout()
        row.addWidget(self.text, 1)
        row.addWidget(self.cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.bar)
        self._soon = QTimer(self, singleShot=True, interval=SOON)
        self._soon.timeout.connect(self.show)
        self.hide()

    def begin(self) -> None:
        self.text.setText(_("Letar efter det bästa förslaget …"))
        self._soon.start()

    def end(self) -> None:
        self._soon.stop()
        self.hide()

    def explain(self) -> None:
        """The proposal is there; its reasons are not yet."""
        self.text.setText(_("Förslaget är klart. Räknar på vad andra val kostar …"))

    def weigh(self, *, alternatives: bool) -> None:
        """The reasons are there too, and maybe the alternatives; reach against travel is not yet."""
        self.text.setText(
            _("Förslag och skäl är klara. Räknar på nytta mot resor …")
            if alternatives
            else _("Förslag och skäl är klara. Letar efter alternativ …")
        )

    def tell(self, incumbent: int | None, bound: int | None) -> None:
        """Hundredths of a point: the best plan so far, and what none can be worth more than."""
        if incumbent is None:
            if bound is not None:
                most = points_text(bound)
                self.text.setText(_("Inget förslag hittat än; mer än {points} går inte.").format(points=most))
            return
        best = _("Bäst hittills: {points}").format(points=points_text(incumbent))
        if bound is None:
            self.text.setText(f"{best}.")
            return
        share = share_text(max(0, bound - incumbent) / max(1, abs(incumbent)))
        self.text.setText(_("{best}, högst {share} bättre finns.").format(best=best, share=share))
