"""Contacts: a search as it is typed, and opening the list, with 20,000 contacts and 60,000 activities."""

import os
import random
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from uuid import UUID

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import phonenumbers
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from kampanjplan.app import _Plans
from kampanjplan.domain.activities import Activity, ActivityKind
from kampanjplan.domain.contacts import Contact
from kampanjplan.domain.organisations import Organisation, OrganisationKind, known_organisations
from kampanjplan.domain.reaching import phone_text
from kampanjplan.gui.application import prepare
from kampanjplan.gui.main_window import MainWindow
from kampanjplan.gui.settings import Settings
from kampanjplan.services.door import Door
from kampanjplan.services.editing import add
from kampanjplan.storage.store import create_store
from tests.bench._contacts_import import run as run_import
from tests.bench.harness import cpu, ratio, spread

SIZES = ((20_000, 60_000), (100_000, 300_000))  # contacts, activities; the first is held to the goals
NATIONAL = phonenumbers.PhoneNumberFormat.NATIONAL
DAY = date(2026, 11, 24)


def _words(text: str) -> list[str]:
    return text.split()


FIRST = _words("Anna Åsa Örjan Östen Erik Eva Karin Lars Märta Göran Sara Håkan Björn Zoë André Ingrid Olle")
PARTS = _words("berg ström lund qvist gren blad dal holm sjö näs fors hed torp vall skog ek alm lind")
TOWNS = _words("Falun Gävle Kalmar Växjö Luleå Umeå Karlstad Örebro Malmö Visby Östersund Linköping")
WORDS = _words(
    "salen bokad ringer åter tisdag kemikalier upphandling giftfri förskola skickade program lokal fika "
    "inbjudan länsstyrelsen kommunen önskar talare väntar på besked efter semestern återkommer möte"
)


def _dice(seed: int) -> random.Random:
    return random.Random(seed)


def _key(dice: random.Random) -> UUID:
    return UUID(int=dice.getrandbits(128), version=4)


def bodies(count: int) -> list[Organisation]:
    dice, kinds = _dice(1), list(OrganisationKind)
    made = [
        Organisation(
            id=_key(dice),
            short=f"Org {n}",
            name=f"{dice.choice(TOWNS)} {dice.choice(PARTS)} {n}",
            kind=dice.choice(kinds),
            town=dice.choice(TOWNS),
        )
        for n in range(count)
    ]
    return [*known_organisations(), *made]


def people(count: int, at: list[Organisation]) -> list[Contact]:
    dice = _dice(2)
    return [_person(dice, n, at) for n in range(count)]


def _person(dice: random.Random, number: int, at: list[Organisation]) -> Contact:
    first, last = dice.choice(FIRST), "".join(dice.choices(PARTS, k=2)).capitalize()
    return Contact(
        id=_key(dice),
        name=f"{first} {last}",
        title=dice.choice(("Samordnare", "Upphandlare", "Miljöstrateg", "Kommunikatör", "Chef")),
        organisation_id=dice.choice(at).id,
        email=f"{first}.{last}.{number}@example.org".lower(),
        phone=f"070-174 06 {number % 100:02}",
        notes=" ".join(dice.choices(WORDS, k=dice.randrange(20))),
        tags=tuple(dice.sample(("nätverk", "pilot", "nyhetsbrev", "värd"), k=dice.randrange(3))),
    )


def activities(count: int, known: list[Contact]) -> list[Activity]:
    dice = _dice(3)
    return [_activity(dice, known) for _ in range(count)]


def _activity(dice: random.Random, known: list[Contact]) -> Activity:
    day = DAY - timedelta(days=dice.randrange(900))
    is_open = dice.randrange(100) == 0
    return Activity(
        id=_key(dice),
        kind=dice.choice(list(ActivityKind)),
        day=day,
        contact_ids=(dice.choice(known).id,),
        text=" ".join(dice.choices(WORDS, k=dice.randrange(4, 25))),
        next_step=" ".join(dice.choices(WORDS, k=dice.randrange(5))),
        next_done=None if is_open else day,
    )


def make_plan(path: Path, contacts: int, lines: int) -> None:
    """A plan file with so many contacts and activities, always the same."""
    store = create_store(path)
    door = Door(store, "bench")
    at = bodies(300)
    known = people(contacts, at)
    door.do("Underlag", add, *at, *known)
    if lines:
        door.do("Underlag", add, *activities(lines, known))
    store.close()


def run() -> bool:
    app = QApplication.instance() or QApplication([])
    results = [run_import(), _numbers()]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        empty = folder / "empty.kampanjplan"
        make_plan(empty, 0, 0)
        for contacts, lines in SIZES:
            held = (contacts, lines) == SIZES[0]
            plan = folder / f"{contacts}.kampanjplan"
            make_plan(plan, contacts, lines)
            rounds = 5 if held else 1  # a large plan is long in opening
            found = [_searches(app, plan, contacts), _opening(app, plan, empty, contacts, rounds)]
            results += found if held else []
    return all(results)


def _numbers() -> bool:
    """A screen of telephone numbers, none seen before, as they are shown; against the library alone."""
    dice = _dice(4)

    def numbers() -> list[str]:
        return [f"08-{dice.randrange(1_000_000, 9_999_999)}" for _ in range(200)]

    def bare(number: str) -> str:
        return phonenumbers.format_number(phonenumbers.parse(number, "SE"), NATIONAL)

    name = "contacts: 200 numbers shown, of what parsing and formatting them takes"
    ours, others = partial(_each, phone_text, numbers), partial(_each, bare, numbers)
    others()  # reads what the library knows of Sweden
    return ratio(name, ours, others, 15, 4)


def _each(of: Callable[[str], str], numbers: Callable[[], list[str]]) -> float:
    many = numbers()
    return cpu(lambda: [of(number) for number in many])


def _window(app: QApplication, plan: Path) -> MainWindow:
    """The real window on a plan, with nothing left to do behind it."""
    settings = Settings(QSettings(str(plan.with_suffix(".ini")), QSettings.Format.IniFormat))
    prepare(settings)
    window = MainWindow(settings, _Plans())
    window.resize(1280, 800)
    window.show()
    window.open_path(plan)
    while window.workspace.door is None:
        app.processEvents()
    window.keeper.soon.stop()  # a backup of its own would be counted with what is measured
    _rest(app, window)
    return window


def _rest(app: QApplication, window: MainWindow, seconds: float = 0.5) -> None:
    """Until nothing has been under way for so long: no job, no form that waits, no counting."""
    quiet = time.monotonic()
    while time.monotonic() < quiet + seconds:
        app.processEvents()
        time.sleep(0.005)
        if window.jobs.busy:
            quiet = time.monotonic()


def _typed() -> list[str]:
    """Words as they are typed, a letter more each: names, towns, words of the log, numbers, and nothing."""
    whole = (
        "anna bergström", "östen skog", "ostersund", "kemikalieinspektionen", "070-174 06 12",
        "återkommer", "zzyxw vutsr q", "pilot luleå", "org 17", "semestern anna", "erik.almholm",
    )  # fmt: skip
    return [text[:length] for text in whole for length in range(1, 13) if len(text) >= length]


def _searches(app: QApplication, plan: Path, contacts: int) -> bool:
    """Each key to painted rows, and in turn a repaint of the same table with 200 rows that stand."""
    window = _window(app, plan)
    window.go_to(3)
    page = window.page
    page.search.setFocus()
    _rest(app, window)  # the index is read
    assert len(page.contacts.rows.rows) == 200

    def key(text: str) -> None:
        page.search.setText(text)
        app.processEvents()

    def repaint() -> None:
        page.contacts.viewport().update()
        app.processEvents()

    ours, paints = [], []
    for text in ["warm", *_typed()]:
        page.search.clear()
        _rest(app, window, 0.2)
        paints.append(cpu(repaint))
        ours.append(cpu(lambda text=text: key(text)))
    window.close()
    _tell_slowest(ours[1:])
    return spread(f"contacts, {contacts}: a key / a repaint of 200 rows", ours[1:], paints[1:], 4, 8)


def _tell_slowest(seconds: list[float]) -> None:
    slow = sorted(zip(seconds, _typed(), strict=True), reverse=True)[:5]
    print("  slowest:", ", ".join(f"{text!r} {took * 1000:.0f} ms" for took, text in slow))


def _opening(app: QApplication, plan: Path, empty: Path, contacts: int, rounds: int) -> bool:
    """The place of contacts made and painted, in a window whose plan is open."""

    def opened(path: Path) -> float:
        window = _window(app, path)

        def open_list() -> None:
            window.go_to(3)
            app.processEvents()

        seconds = cpu(open_list)
        assert bool(window.page.contacts.rows.rows) == (path == plan)
        _rest(app, window)
        window.close()
        window.deleteLater()
        return seconds

    opened(empty)
    name = f"contacts, {contacts}: the list opened / an empty one"
    return ratio(name, lambda: opened(plan), lambda: opened(empty), rounds, 1.5)
