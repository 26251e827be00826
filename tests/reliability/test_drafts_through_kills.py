"""R26: the program is killed while somebody types; at most two seconds of it are lost."""

import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from uuid import UUID

import pytest

from kampanjplan.app import _Plans
from kampanjplan.folders import own_folder
from kampanjplan.gui import application
from kampanjplan.gui.drafts import Drafts
from kampanjplan.gui.main_window import MainWindow
from kampanjplan.gui.sessions import take_crashed
from kampanjplan.plans import create_plan
from tests.conftest import TODAY
from tests.reliability.tally import rounds, tally
from tests.reliability.typist import typed

MOST_LOST = 2.0  # seconds of typing
FIELDS = [
    (1, "stop_form", "notes", 0),
    (3, "contact_form", "notes", 0),
    (1, "tour_form", "notes", 1),
    (1, "stop_form", "venue", 0),
    (3, "organisation_form", "name", 1),
    (1, "stop_form", "first_day", 0),
]


@contextmanager
def typist(plan: Path, field: tuple[int, str, str, int]) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "tests.reliability.typist", str(plan), *map(str, field)]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2])
    try:
        yield child
    finally:
        child.kill()
        child.wait()
        child.stdout.close()


def killed(
    plan: Path, field: tuple[int, str, str, int], after: float
) -> tuple[float, list[tuple[float, int]]]:
    """Kills the typist so many seconds after its first key: when, and the keys it had told of."""
    with typist(plan, field) as child:
        first = child.stdout.readline()
        until = time.monotonic() + after
        while time.monotonic() < until:
            time.sleep(0.001)
        child.kill()
        when = time.monotonic()
        lines = [first, *child.stdout.read().splitlines()]
    told = [line.split() for line in lines if len(line.split()) == 2]
    return when, [(float(at), int(length)) for at, length in told]


def find(kind: type, id: UUID, reading) -> list[object]:
    return reading.find(kind, id=id)


def lost_seconds(when: float, keys: list[tuple[float, int]], length: int) -> float:
    """How old the first key was that is not on the disk, when the program was killed."""
    gone = [at for at, count in keys if count > length]
    return when - gone[0] if gone else 0.0


def test_the_yardstick_bites() -> None:
    keys = [(7.0, 1), (9.9, 2)]
    assert [lost_seconds(10.0, keys, length) for length in (0, 1, 2)] == [3.0, pytest.approx(0.1), 0.0]


@pytest.fixture
def opened(qtbot, settings) -> Iterator[list[MainWindow]]:
    made: list[MainWindow] = []
    yield made
    for window in made:
        window.faults.uninstall()
        window.jobs.wait()


def reopen(qtbot, settings, made: list[MainWindow]) -> MainWindow:
    """The next start of the program, as run_window does it."""
    window = MainWindow(settings, _Plans())
    qtbot.addWidget(window)
    made.append(window)
    window.resize(1280, 800)
    window.show()
    window.activateWindow()
    application.begin(window, None, None)
    qtbot.waitUntil(lambda: window.workspace.door is not None)
    return window


@pytest.mark.parametrize("rounds", rounds(4, 100))
def test_at_most_two_seconds_of_typing_are_lost(qtbot, settings, opened, tmp_path, request, rounds) -> None:
    count = tally("drafts", rounds, request)
    for number in count:
        plan = tmp_path / f"{number}.kampanjplan"
        create_plan(plan, "prov", example_from=TODAY).store.close()
        place, form, name, tab = field = FIELDS[number % len(FIELDS)]
        after = random.uniform(0.1, 3.5) if rounds > 4 else (2.1, 0.3, 0.7, 1.1)[number]
        when, keys = killed(plan, field, after)
        window = reopen(qtbot, settings, opened)
        assert window.workspace.door.store.path == plan
        window.go_to(place)
        window.page.tabs.setCurrentIndex(tab)
        editor = getattr(window.page, form).field(name)
        back = editor.draft() if window.workspace.drafts.brought_back else ""
        assert typed(len(back)) == back
        lost = lost_seconds(when, keys, len(back))
        assert lost <= MOST_LOST, (after, len(back), keys[-1])
        if back and name != "first_day":  # a number is no day: that one is refused, and its draft stays
            editor.editor.setFocus()
            window.setFocus()
            window.workspace.drafts.finish()
            assert list(own_folder("drafts").iterdir()) == []
            thing = getattr(window.page, form).thing
            (saved,) = window.workspace.read(partial(find, type(thing), thing.id))
            assert getattr(saved, name) == back.strip()
        window._leaving = True
        window.close()
        opened.pop().faults.uninstall()
        for left in own_folder("drafts").iterdir():
            left.unlink()
        slowest = max(0, round(lost * 1000) - count.counts["longest_ms"])
        count.add(keys=len(keys), back=len(back), longest_ms=slowest)


def test_the_next_start_tells_of_the_crash_and_goes_on_there(qtbot, settings, opened, example) -> None:
    with typist(example, (3, "contact_form", "notes", 0)) as child:
        for _ in range(60):
            child.stdout.readline()
        assert take_crashed() == []  # it lives
        mine = Drafts()
        mine.use(example)
        assert mine.brought_back == 0  # and so do its drafts
    window = reopen(qtbot, settings, opened)
    text = window.message.text.text()
    assert text.startswith("Kampanjplan avslutades oväntat senast ")
    assert "Allt som var sparat finns kvar. 1 utkast" in text
    assert window.navigation.currentRow() == 3
    assert take_crashed() == []  # told once
    window._leaving = True
    window.close()
    assert list(own_folder("sessions").iterdir()) == []
