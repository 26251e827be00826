"""What is proposed in one glance: its points, what is proved of it, and its figures."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kampanjplan.domain.proposals import Proof
from kampanjplan.gui.planning.shown import Shown
from kampanjplan.planner.evaluate import worth
from kampanjplan.services.figures import figures
from kampanjplan.wording import _, count_text
from kampanjplan.wording.deciding import short_proof_text, trips_text
from kampanjplan.wording.planning import carbon_text
from kampanjplan.wording.proposals import number_text, points_text
from kampanjplan.wording.tour_now import against_best_text, tour_now_text


class Headline(QWidget):
    """Points large, the proof beside, figures beneath."""

    def __init__(self) -> None:
        super().__init__()
        self.points = QLabel()
        font = self.points.font()
        font.setPointSizeF(font.pointSizeF() * 1.6)
        font.setBold(True)
        self.points.setFont(font)
        self.proof = QLabel()
        self.proof.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.proof.setWordWrap(True)
        self.figures = QLabel()
        self.figures.setWordWrap(True)
        self.figures.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        top = QHBoxLayout()
        top.addWidget(self.points)
        top.addWidget(self.proof, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 0, 2, 0)
        column.setSpacing(3)
        column.addLayout(top)
        column.addWidget(self.figures)

    def show_shown(self, shown: Shown, *, old: bool) -> None:
        """Shows what the plan that is looked at is worth; `old` where its question has changed since."""
        proposal = shown.answer.proposal
        value = worth(shown.valued.problem, shown.trips).total
        self.points.setText(points_text(value))
        if old:
            self.proof.setText(_("svar på en äldre fråga"))
        elif shown.tour is not None:
            self.proof.setText(against_best_text(shown.below_best) or tour_now_text())
        elif shown.is_best:
            self.proof.setText(short_proof_text(proposal))
        else:
            less = points_text(proposal.points - value)
            self.proof.setText(_("ett alternativ, {points} under det bästa").format(points=less))
        colour = (
            QPalette.ColorRole.Link
            if not old and shown.is_best and proposal.proof is Proof.BEST
            else QPalette.ColorRole.Text
        )
        self.proof.setForegroundRole(colour)
        self.figures.setText("  ·  ".join(text.replace(" ", "\u00a0") for text in _figures(shown)))


def _figures(shown: Shown) -> list[str]:
    found = figures(shown.valued.problem, shown.trips, shown.valued.factor)
    return [
        trips_text(len(shown.trips), found.stops),
        _grouped(count_text("{n} deltagare nås", "{n} deltagare nås", found.reached), found.reached),
        _("{n} personkm").format(n=number_text(found.staff_km)),
        count_text("{n} personnatt", "{n} personnätter", found.nights),
        _("CO2e {amount}").format(amount=carbon_text(found.grams).removesuffix(" CO2e")),
        count_text("{n} svar saknas", "{n} svar saknas", found.unanswered),
    ]


def _grouped(text: str, number: int) -> str:
    """The text with its number's thousands apart, as in the other figures."""
    return text.replace(str(number), number_text(number), 1)
