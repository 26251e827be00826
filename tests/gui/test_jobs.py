"""Work off the window's thread: its answers, and what it must not do to the window meanwhile."""

import gc

from kampanjplan.gui.jobs import Jobs


def test_no_work_is_held_up_by_a_search_for_garbage_and_it_goes_on_afterwards(qtbot) -> None:
    jobs, told = Jobs(), []

    def fails() -> None:
        told.append(gc.isenabled())
        raise ValueError

    jobs.run(gc.isenabled, told.append, told.append)
    jobs.run(fails, told.append, lambda error: told.append(type(error)))
    qtbot.waitUntil(lambda: not jobs.busy)
    assert sorted(map(str, told)) == ["<class 'ValueError'>", "False", "False"]
    qtbot.waitUntil(gc.isenabled)
