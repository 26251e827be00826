"""Underlag: what the planner must know of the chosen tour, in plain grids."""

from PySide6.QtWidgets import QTabWidget

from kampanjplan.domain.changes import ChangeSet
from kampanjplan.domain.tours import Tour
from kampanjplan.gui.interest_grid import InterestGrid
from kampanjplan.gui.page import Page
from kampanjplan.gui.possibility import PossibilityGrid
from kampanjplan.gui.taking_part import TakingPart
from kampanjplan.gui.workspace import Workspace
from kampanjplan.wording import _


class InputsPage(Page):
    """The counties' interest, who can which day, and who takes part; each is looked at when it is shown."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, _("Underlag"))
        self.interest = InterestGrid(workspace)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.possibility = PossibilityGrid(workspace)
        self.tabs.addTab(self.interest, _("Intresse"))
        self.tabs.addTab(self.possibility, _("Möjlighet"))
        self.taking_part = TakingPart(workspace)
        self.tabs.addTab(self.taking_part, _("Medverkande, teman och färdsätt"))
        self.tabs.tabBar().setAccessibleName(_("Underlag"))
        self.tabs.setAccessibleName(_("Underlag"))
        self.tabs.currentChanged.connect(super()._look_again)
        self.column.addWidget(self.tabs, 1)

    def _look_again(self, *told: object) -> None:
        """The grid of answers follows what is told, so that it need not read all of them anew."""
        if told and isinstance(told[0], ChangeSet):
            self.possibility.follow(told[0])
        super()._look_again(*told)

    def refresh(self) -> None:
        tour_id = self.workspace.tour_id
        tour = self.workspace.read(lambda reading: reading.get(Tour, tour_id)) if tour_id else None
        self.title.setText(_("Underlag: {tour}").format(tour=tour.name) if tour else _("Underlag"))
        self.tabs.currentWidget().show_tour(tour)
