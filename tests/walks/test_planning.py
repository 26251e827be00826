"""A coordinator asks for a tour, weighs it, settles what colleagues have said, and makes stops of it."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from kampanjplan.domain.planning import KeptProposal
from kampanjplan.domain.stops import Stop, StopStatus
from kampanjplan.plans import open_plan
from kampanjplan.services.sample import FOLLOW_UP
from tests.planned_tour import fill

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def example(example: Path) -> Path:
    """The example, with all that the planner needs."""
    door = open_plan(example, "test")
    fill(door)
    door.store.close()
    return example


def test_from_an_example_plan_to_stops_that_stand(window, qtbot) -> None:
    workspace = window.workspace
    tour = next(tour for tour in workspace.tours() if tour.name == FOLLOW_UP)
    workspace.choose_tour(tour.id)

    def idle() -> bool:
        page = window.page
        return not window.jobs.busy and not page.solver.busy and not page._again

    def stops() -> dict[str, Stop]:
        return {s.county_code: s for s in workspace.read(lambda r: r.find(Stop, tour_id=tour.id))}

    row = [title for title, _icon, _make in window.places].index("Planera")
    qtbot.keyClick(window, Qt.Key.Key_1 + row, CTRL)
    page = window.page
    qtbot.waitUntil(idle)
    qtbot.keyClick(window.navigation, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: page.shown is not None and idle())
    first = page.shown
    assert page.board.headline.proof.text() == "bevisat bäst"

    # RUS says that the second stop is as good as settled; the one that gives least is not wanted.
    trips = page.board.trips
    trips.setFocus()
    qtbot.keyClick(trips, Qt.Key.Key_Down)
    locked = trips.current_stop
    qtbot.keyClick(trips, Qt.Key.Key_L, CTRL | SHIFT)
    qtbot.waitUntil(idle)
    assert page.shown.trips == first.trips
    least = min(page.shown.answer.reasons.omissions, key=lambda one: one.cost or 10**9)
    trips.pick(least.county_code)
    qtbot.keyClick(trips, Qt.Key.Key_Delete)
    assert page.board.notice.isVisible()
    qtbot.waitUntil(idle)
    assert locked in page.shown.stops
    assert least.county_code not in page.shown.codes
    assert page.shown.answer.proposal.points == first.answer.proposal.points - least.cost

    # It is taken whole: what was there already with a day stays as it is.
    before = stops()
    qtbot.keyClick(trips, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(idle)
    after = stops()
    for planned in page.shown.stops:
        old = before.get(planned.county_code)
        if old is None or old.day is None:
            stop = after[planned.county_code]
            assert (stop.day, stop.town, stop.status) == (planned.day, planned.town, StopStatus.IDEA)
        else:
            assert after[planned.county_code] == old
    (kept,) = workspace.read(lambda r: r.find(KeptProposal))
    assert kept.taken_on
    assert page.kept.list.rows.rows == [kept]

    # The stops stand in the list of the tour; one undo takes all of them back.
    window.go_to(1)
    shown = {state.stop.county_code for state in window.page.stops.rows.rows}
    assert shown >= page.shown.codes
    qtbot.keyClick(window, Qt.Key.Key_Z, CTRL)
    assert {c: (s.day, s.town) for c, s in stops().items()} == {c: (s.day, s.town) for c, s in before.items()}
    assert workspace.read(lambda r: r.find(KeptProposal)) == []
