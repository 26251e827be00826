"""What the tour as it stands now breaks, and what it leaves out, in sentences that can be copied."""

from kampanjplan.gui.planning.text_panel import TextPanel
from kampanjplan.services.tour_now import TourNow
from kampanjplan.wording import _
from kampanjplan.wording.tour_now import breach_lines, left_out_lines


class Demands(TextPanel):
    """Of the tour as it stands."""

    def __init__(self) -> None:
        super().__init__(_("Krav som turnén inte uppfyller"))

    def show_tour(self, tour: TourNow | None) -> None:
        """Shows each broken rule, then what is left out; nothing where another plan is looked at."""
        self.show_text("\n".join(demand_lines(tour)) if tour else "")


def demand_lines(tour: TourNow) -> list[str]:
    """A sentence for each broken rule, then what the stops do not say."""
    crewed = any(trip.crew for trip in tour.trips)
    left_out = left_out_lines(tour.undated, crewed=crewed, sure=tour.sure)
    return [*breach_lines(tour.breaches, tour.question.names), *([""] if left_out else []), *left_out]
