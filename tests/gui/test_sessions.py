"""The start after a crash opens where one was, says so once, and takes no living window for dead."""

import json
import stat
from datetime import datetime
from uuid import uuid4

import pytest

from kampanjplan.app import _Plans
from kampanjplan.domain.contacts import Contact
from kampanjplan.domain.stops import Stop
from kampanjplan.folders import own_folder
from kampanjplan.gui import application
from kampanjplan.gui.main_window import MainWindow
from kampanjplan.gui.sessions import Whereabouts, crash_text, is_alive, take_crashed


def die(**facts: object) -> None:
    """What a session leaves whose process was killed."""
    file = own_folder("sessions") / f"{uuid4().hex}.json"
    file.write_text(json.dumps({"place": 0, "tour": "", "stop": "", "when": "2026-11-24T14:03:00"} | facts))


@pytest.fixture
def start(empty_window, qtbot):
    """Begins as run_window does, and waits until the plan is shown."""

    def begin(asked=None, wanted=None) -> MainWindow:
        application.begin(empty_window, asked, wanted)
        empty_window.faults.uninstall()
        qtbot.waitUntil(lambda: not empty_window.jobs.busy)
        return empty_window

    return begin


def test_the_plan_opens_at_the_place_tour_and_stop(start, example, qtbot) -> None:
    door = _Plans().open(example, "prov")
    from kampanjplan.services.overview import tours_in_order

    older = door.read(tours_in_order)[1]
    stop = door.read(lambda r: r.find(Stop, tour_id=older.id))[3]
    door.store.close()
    die(plan=str(example), place=2, tour=str(older.id), stop=str(stop.id))
    window = start()
    assert window.workspace.door.store.path == example
    assert window.navigation.currentRow() == 2
    assert (window.workspace.tour_id, window.workspace.stop_id) == (older.id, stop.id)
    assert window.message.text.text() == (
        "Kampanjplan avslutades oväntat senast (tis 24 nov 2026 14.03). Allt som var sparat finns kvar."
    )
    assert take_crashed() == []


def test_what_is_gone_from_the_plan_is_no_hindrance(start, example) -> None:
    die(plan=str(example), place=1, tour=str(uuid4()), stop=str(uuid4()))
    window = start()
    assert window.navigation.currentRow() == 1
    assert window.workspace.tour_id is not None


def test_a_plan_that_is_gone_is_said_to_be(start, tmp_path) -> None:
    die(plan=str(tmp_path / "borta.kampanjplan"))
    window = start()
    assert "borta.kampanjplan” finns inte" in window.message.text.text()
    assert window.workspace.door is None


def test_the_file_that_the_user_named_goes_before(start, example, tmp_path) -> None:
    die(plan=str(tmp_path / "annan.kampanjplan"), place=3)
    window = start(asked=example, wanted=example)
    assert window.workspace.door.store.path == example
    assert window.navigation.currentRow() == 0
    assert window.message.text.text().startswith("Kampanjplan avslutades oväntat senast")
    assert window.message.button.text() == "Öppna ”annan”"


def test_two_plans_that_were_open_are_offered_in_turn(start, example, tmp_path, qtbot) -> None:
    other = tmp_path / "annan.kampanjplan"
    _Plans().create(other, "prov").store.close()
    die(plan=str(example), place=1)
    die(plan=str(example), place=2, when="2026-11-20T10:00:00")  # the same plan, earlier
    die(plan=str(other), place=3, when="2026-11-23T10:00:00")
    window = start()
    assert window.workspace.door.store.path == example
    assert window.navigation.currentRow() == 1
    window.message.button.click()
    qtbot.waitUntil(lambda: window.workspace.door.store.path == other)
    qtbot.waitUntil(lambda: window.navigation.currentRow() == 3)
    assert "mån 23 nov 2026 10.00" in window.message.text.text()
    assert not window.message.button.isVisible()


@pytest.mark.parametrize("content", ["", "{", "[]", '{"plan": 1}', '{"plan": "x", "place": "y"}'])
def test_a_spoilt_note_is_swept_away(start, content) -> None:
    file = own_folder("sessions") / "spoilt.json"
    file.write_text(content)
    start()
    assert not file.exists()


def test_a_living_window_is_no_crash_and_a_clean_end_leaves_nothing(window) -> None:
    files = {path.suffix: path for path in own_folder("sessions").iterdir()}
    assert set(files) == {".json", ".lock"}
    assert {stat.S_IMODE(path.stat().st_mode) for path in files.values()} == {0o600}
    assert is_alive(window.session.id)
    assert take_crashed() == []
    window.close()
    assert list(own_folder("sessions").iterdir()) == []
    assert not is_alive(window.session.id)


def test_it_follows_the_user(window, qtbot) -> None:
    def noted() -> dict[str, object]:
        return json.loads((own_folder("sessions") / f"{window.session.id}.json").read_text())

    window.go_to(3)
    qtbot.waitUntil(lambda: noted()["place"] == 3)
    window.go_to(1)
    stop = window.page.stops.rows.rows[2].stop.id
    window.workspace.choose_stop(stop)
    qtbot.waitUntil(lambda: noted()["stop"] == str(stop))
    window.files.close_plan()
    assert list(own_folder("sessions").iterdir()) == []


def test_the_newest_draft_is_in_sight(window, start, example, qtbot) -> None:
    contact = window.workspace.read(lambda r: r.find(Contact))[-1]
    window.workspace.drafts.keep(contact, ("notes",), "Ringer", "")
    window.workspace.drafts.finish()
    window.session.end()
    die(plan=str(example), place=3)
    window.workspace.use(None)
    window.files.settings.last_open = None
    start()
    assert window.page.contact_form.thing.id == contact.id
    assert window.page.contact_form.field("notes").draft() == "Ringer"


def test_a_home_that_takes_no_files_is_no_hindrance(start, example, monkeypatch, tmp_path, qtbot) -> None:
    blocked = tmp_path / "ingen mapp"
    blocked.touch()
    monkeypatch.setenv("XDG_DATA_HOME", str(blocked))
    window = start(wanted=example)
    assert window.workspace.door is not None
    window.go_to(1)
    window.page.stop_form.field("venue").line.setText("Rådhuset")
    assert window.page.commit_all()
    qtbot.wait(600)
    window.close()


def test_the_sentence_counts_drafts(tmp_path) -> None:
    where = Whereabouts(tmp_path, 0, None, None, datetime(2026, 11, 24, 14, 3))
    assert crash_text(where, 1).endswith("1 utkast som inte hann sparas står i sitt fält.")
    assert crash_text(where, 2).endswith("2 utkast som inte hann sparas står i sina fält.")
