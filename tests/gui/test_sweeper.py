"""Rings of dead objects are taken away by the window's thread alone, and not while a job works."""

import gc
import weakref
from collections.abc import Callable
from threading import Event, Thread, current_thread, main_thread

import pytest
from PySide6.QtCore import QObject

from kampanjplan.gui.jobs import Jobs
from kampanjplan.gui.sweeper import MOST, OFTEN, PATIENCE, SOON, Sweeper


class Ring(QObject):
    """Part of Qt, and held by itself alone."""

    def __init__(self) -> None:
        super().__init__()
        self.me = self


@pytest.fixture
def died() -> list[Thread]:
    """The threads that took rings away."""
    return []


@pytest.fixture
def sweeper(qtbot) -> Sweeper:
    """It looks when it is told to: how long a test takes decides nothing."""
    gc.collect()
    sweeper = Sweeper(Jobs())
    sweeper._clock.stop()
    yield sweeper
    sweeper._jobs.wait()


def make_ring(died: list[Thread]) -> None:
    weakref.finalize(Ring(), lambda: died.append(current_thread()))


def make_much(died: list[Thread]) -> list[list[None]]:
    """What is given back is to be held, as only what lives counts."""
    make_ring(died)
    return [[] for _ in range(MOST[0] + 1000)]


def on_the_pool(sweeper: Sweeper, work: Callable[[], object]) -> list[object]:
    answers: list[object] = []
    sweeper._jobs.run(work, answers.append, answers.append)
    return answers


def test_work_on_other_threads_takes_nothing_of_qt_away(sweeper, died, qtbot) -> None:
    answers = on_the_pool(sweeper, lambda: make_much(died))
    listener = Thread(target=lambda: answers.append(make_much(died)))
    listener.start()
    listener.join()
    qtbot.waitUntil(lambda: len(answers) == 2)
    assert died == []
    sweeper.sweep()
    assert died == [main_thread()] * 2


def test_no_work_is_held_up(sweeper, died, qtbot) -> None:
    held, go_on = make_much(died), Event()
    answers = on_the_pool(sweeper, go_on.wait)
    sweeper.sweep()
    assert died == []
    go_on.set()
    qtbot.waitUntil(lambda: answers == [True])
    sweeper.sweep()
    assert (died, len(held)) == ([main_thread()], MOST[0] + 1000)


def test_a_job_of_each_second_does_not_keep_it_from_looking_for_ever(sweeper, died, qtbot) -> None:
    held, go_on = make_much(died), Event()
    on_the_pool(sweeper, go_on.wait)
    sweeper.sweep()
    assert sweeper._clock.interval() == SOON  # not when the next such job begins
    for _look in range(PATIENCE - 1):
        sweeper.sweep()
    assert died == []
    sweeper.sweep()  # nor does one that never ends
    assert died == [main_thread()]
    assert sweeper._clock.interval() == OFTEN
    sweeper.sweep()
    assert sweeper._clock.interval() == SOON
    go_on.set()
    assert held


def test_it_looks_by_itself(died, qtbot) -> None:
    gc.collect()
    _sweeper, held = Sweeper(Jobs()), make_much(died)
    qtbot.waitUntil(lambda: died == [main_thread()])
    assert held


def test_little_that_is_new_is_not_searched(sweeper, died) -> None:
    make_ring(died)
    sweeper.sweep()
    assert died == []
    gc.collect()
    assert len(died) == 1
