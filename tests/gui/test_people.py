"""Those whom the plan knows, kept as it changes, are always those in its file."""

from random import Random
from threading import Event
from time import sleep
from uuid import uuid4

import pytest

from kampanjplan.domain.contacts import Contact
from kampanjplan.domain.organisations import Organisation
from kampanjplan.gui import people as module
from kampanjplan.gui.people import people
from kampanjplan.services.contacts import delete_contacts, delete_organisation
from kampanjplan.services.editing import add, change


def same(window) -> bool:
    known, read = window.workspace.people.now(), window.workspace.read(people)
    return known == read and list(known.contacts) == list(read.contacts)


@pytest.mark.parametrize("many", [1, 1000])
def test_whatever_is_done_and_undone(window, qtbot, monkeypatch, many: int) -> None:
    monkeypatch.setattr(module, "MANY", many)
    workspace, random = window.workspace, Random(many)
    assert same(window)
    for number in range(12):
        ids = list(workspace.people.now().contacts)
        bodies = list(workspace.people.now().organisations)
        act = random.choice(
            [
                (add, Contact(id=uuid4(), name=random.choice("ÅÄÖAB") + str(number))),
                (change, Contact, random.choice(ids)),
                (delete_contacts, [random.choice(ids)]),
                (add, Organisation(id=uuid4(), short="X", name="X")),
                (delete_organisation, random.choice(bodies)),
            ]
        )
        more = {"name": f"Ö {number}", "notes": "n"} if act[0] is change else {}
        assert workspace.do("Prov", *act, **more)
        assert same(window)
    while workspace.stack.canUndo():
        workspace.stack.undo()
        assert same(window)


def test_what_another_program_writes_is_known_too(window, qtbot, example) -> None:
    from kampanjplan.plans import open_plan

    assert same(window)
    other = open_plan(example, "annan")
    other.do("Ny", add, Contact(id=uuid4(), name="Exempel Från annan"))
    other.store.close()
    window.workspace.look_for_news()
    assert same(window)


def test_they_are_read_beside_the_window_soon_after_the_opening(window, qtbot) -> None:
    known = window.workspace.people
    qtbot.waitUntil(lambda: known._people is not None)
    assert same(window)
    window.files.close_plan()
    qtbot.waitUntil(lambda: window.workspace.door is None)
    assert known._people is None


def test_an_act_waits_for_a_reading_of_our_own(window, qtbot) -> None:
    """A reader keeps SQLite's writers from their commit: the window's own must not refuse its user."""
    begun = Event()

    def read_long(reading) -> None:
        reading.find(Contact)
        begun.set()
        sleep(0.6)

    window.jobs.wait()
    window.workspace.read_aside(read_long, done=lambda _answer: None)
    begun.wait(5)
    assert window.workspace.do("Ny", add, Contact(id=uuid4(), name="Exempel Ny"))
    assert window.message.isHidden()
