"""R17: a hundred people are erased, and no byte of any file tells of them; no backup brings them back."""

import gzip
import re
import shutil
import tempfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from kampanjplan.cli import run
from kampanjplan.domain.activities import Activity, Outcome
from kampanjplan.domain.changes import Change
from kampanjplan.domain.contacts import Appointment, Contact, DistinctPair, Erasure, Membership, Role
from kampanjplan.domain.counties import COUNTIES
from kampanjplan.domain.organisations import Organisation, board_id
from kampanjplan.domain.searches import SavedSearch
from kampanjplan.domain.stops import Stop
from kampanjplan.domain.tours import Tour
from kampanjplan.folders import own_folder
from kampanjplan.gui.drafts import Drafts
from kampanjplan.gui.privacy_files import write_record
from kampanjplan.plans import backups_of, open_plan, salvage_plan
from kampanjplan.services.door import Door
from kampanjplan.services.editing import add, change
from kampanjplan.services.erasing import anonymise_as_seen, preview
from kampanjplan.services.restoring import differences, restore
from kampanjplan.services.traces import remains
from kampanjplan.storage.store import SqliteStore
from kampanjplan.wording.erasing import Record
from tests.services.test_erasing import figures
from tests.things import anonymise, content

COUNT, FEW = 100, 12
TODAY = date(2026, 11, 25)
# Their names, and their numbers: those of the example's people are lower.
TOKEN = re.compile(rb"(?i)qz\d{3}|(174[ .-]?06|465[ .-]?004)[ .-]?[2-9]\d")
WITNESS = Contact(id=UUID(int=500), name="Vera Vittne")


def number(n: int, before: str = "0", gap: str = " ") -> str:
    """One of the numbers that nobody can have."""
    return f"{before}70-174{gap}06{gap}{n + 20}" if n < 80 else f"{before}8-465{gap}004{gap}{n}"


def person(n: int) -> Contact:
    return Contact(
        id=UUID(int=1000 + n),
        name=f"Qz{n:03}gammal Qz{n:03}efter",
        title=f"qz{n:03}titel",
        organisation_id=board_id(COUNTIES[n % 21].code),
        email=f"qz{n:03}@example.org",
        phone=number(n),
        notes=f"Qz{n:03}anteckning\nrad två åäö",
        more_emails=(f"qz{n:03}hemma@example.org",),
        tags=(f"qz{n:03}etikett",),
        county_code=COUNTIES[n % 20].code if n % 2 else None,
        source=f"qz{n:03}källa",
        keep_until=TODAY - timedelta(days=n),
    )


def fill(door: Door, count: int = COUNT) -> list[UUID]:
    """A hundred people, and every place where somebody may be told of."""
    people = [person(n) for n in range(count)]
    stops = door.read(lambda r: r.find(Stop))
    stop, tour = stops[0], Tour(id=uuid4(), name="Turné utan utsedda")
    door.do("Import", add, WITNESS, tour, *people)
    things: list[object] = []
    for n, one in enumerate(people):
        full = f"Qz{n:03} Qz{n:03}efter"
        alone = Activity(
            id=uuid4(), day=TODAY, contact_ids=(one.id,), text=f"qz{n:03}sa", outcome=Outcome.PROMISED,
            stop_id=stop.id, next_step=f"qz{n:03}steg", next_day=TODAY, next_note=f"qz{n:03}not",
        )  # fmt: skip
        shared = Activity(
            id=uuid4(), day=TODAY, contact_ids=(one.id, WITNESS.id), text=f"{full} och Vera. Qz{n:03} lovar.",
            next_step=f"Ring {number(n, '+46 ', '')}, {number(n)}",
        )  # fmt: skip
        things += [
            alone,
            replace(alone, id=uuid4(), contact_ids=(one.id, people[n - 1].id)),
            shared,
            SavedSearch(id=uuid4(), name=f"{full}s sökning", words=f"qz{n:03}@example.org"),
            Role(id=uuid4(), tour_id=tour.id, contact_id=one.id),
            Membership(
                id=uuid4(), contact_id=one.id, organisation_id=board_id("01"), title=f"qz{n:03}uppdrag"
            ),
        ]
        if n < 21:
            things.append(
                Appointment(id=uuid4(), tour_id=tour.id, county_code=COUNTIES[n].code, contact_id=one.id)
            )
        low, high = sorted((one.id, WITNESS.id))
        things.append(DistinctPair(id=uuid4(), contact_id=low, other_id=high))
    door.do("Logg", add, *things)
    for n, one in enumerate(people):  # rectified: the old name stands in the history alone
        door.do(
            f"Rätta Qz{n:03}gammal Qz{n:03}efter", change, Contact, one.id, name=f"Qz{n:03} Qz{n:03}efter"
        )
    door.do("Not", change, Stop, stop.id, notes="\n".join(f"Qz{n:03} Qz{n:03}efter" for n in range(count)))
    door.do("Not", change, Stop, stops[1].id, notes="Qz007gammal Qz007efter")
    door.do("Not", change, Stop, stops[1].id, notes="")
    body = door.read(lambda r: r.get(Organisation, board_id("25")))
    door.do("Not", change, Organisation, body.id, notes="Se qz004@example.org, Qz004 Qz004efter")

    def lose(unit) -> None:
        one = unit.get(Contact, people[3].id)
        unit.give_up(Change(one, replace(one, notes="qz003förlorad")))
        gone = unit.find(Activity, contact_ids=[people[4].id])
        unit.remove(*gone)

    door.do("Ta bort", lose)
    return [one.id for one in people]


def opened(data: bytes) -> Iterator[bytes]:
    """The bytes, and what is compressed in them."""
    yield data
    if data[:2] == b"\x1f\x8b":
        yield gzip.decompress(data)
    for found in re.finditer(rb"stream\r?\n", data):
        part = data[found.end() :]
        for raw in (part, _ascii85(part)):
            try:
                yield zlib.decompressobj().decompress(raw)
            except zlib.error:
                continue


def _ascii85(part: bytes) -> bytes:
    import base64

    try:
        return base64.a85decode(part[: part.index(b"~>")])
    except ValueError:
        return b""


def hits(*folders: Path, but: frozenset[Path] = frozenset()) -> dict[str, int]:
    """The files in which anybody is told of, and how often."""
    found = {}
    for folder in folders:
        for path in folder.rglob("*"):
            if path.is_file() and path not in but:
                count = sum(len(TOKEN.findall(part)) for part in opened(path.read_bytes()))
                if count:
                    found[str(path)] = count
    return found


@pytest.fixture
def temporary(tmp_path, monkeypatch) -> Path:
    folder = tmp_path / "temp"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setenv("SQLITE_TMPDIR", str(folder))
    return folder


def test_the_scan_finds_what_it_looks_for(tmp_path) -> None:
    (tmp_path / "a").write_bytes(gzip.compress(b"x Qz017 y"))
    (tmp_path / "b").write_bytes(b"stream\n" + zlib.compress(b"070-174 06 27"))
    (tmp_path / "c").write_bytes("åäö qz099 0701740627".encode())
    assert sorted(hits(tmp_path).values()) == [1, 1, 2]


@pytest.mark.parametrize(("vacuum", "count"), [(True, COUNT), (False, FEW)], ids=["vacuum", "secure delete"])
def test_no_byte_tells_of_them(window, qtbot, tmp_path, temporary, monkeypatch, vacuum, count) -> None:
    if not vacuum:
        monkeypatch.setattr(SqliteStore, "_leave_nothing", lambda self, driver: None)
    workspace = window.workspace
    door = workspace.door
    ids = fill(door, count)
    own = own_folder(".")
    workspace.attempt("Ändra", change, Contact, ids[0], notes="Qz000 igen")  # on the undo stack
    for id in ids[::10]:
        contact = door.read(lambda r, id=id: r.get(Contact, id))
        workspace.drafts.keep(contact, ("notes",), f"{contact.name} skrev", contact.notes)
    elsewhere = door.read(lambda r: r.find(Organisation))[0]
    workspace.drafts.keep(elsewhere, ("notes",), "Fråga Qz005 Qz005efter", "")
    untold = door.read(lambda r: r.find(Organisation))[1]
    workspace.drafts.keep(untold, ("notes",), "Oskyldigt", "")
    dead = Drafts()
    dead.use(door.store.path)
    dead.keep(door.read(lambda r: r.get(Contact, ids[5])), ("title",), "qz005 utkast", "qz005titel")
    dead.finish()
    workspace.drafts.finish()
    backups = backups_of(door.store.path)
    before = backups.make()
    assert before is not None
    assert len(hits(tmp_path, own)) >= 3  # the plan, the drafts and the backup
    then = figures(door)
    seen = door.read(preview, ids)
    workspace.attempt_aside("Anonymisering av 100 kontakter", anonymise_as_seen, seen, TODAY, "RA-MS 2026:1")
    qtbot.waitUntil(lambda: not window.jobs.busy)
    workspace.drafts.finish()
    dead.finish()
    window.keeper.finish()
    assert door.read(remains, seen.finder) == []
    assert figures(door) == then
    assert workspace.stack.count() == 0
    assert workspace.drafts.of(untold, ("notes",)) is not None
    made = backups_of(door.store.path).make() or backups.newest_good()
    assert made is not None
    assert made.path != before.path
    record = Record(datetime.now(), "prov", "RA-MS 2026:1", "x", seen, 0)
    write_record(record, tmp_path / "protokoll.pdf", door.store.path)
    write_record(record, tmp_path / "protokoll.txt", door.store.path)
    assert hits(tmp_path, own, but=frozenset({before.path})) == {}
    salvage_plan(door.store.path, tmp_path / "räddad.kampanjplan", lambda _done, _all: None)
    assert hits(tmp_path, own, but=frozenset({before.path})) == {}
    assert list(door.store.check()) == []


@pytest.fixture
def erased(example, temporary) -> tuple[Path, list[UUID]]:
    """A plan whose people were erased after its one backup was made."""
    door = open_plan(example, "prov")
    ids = fill(door, FEW)
    backups_of(example).make()
    door.do("Gallra", anonymise, ids, TODAY, "x")
    door.store.close()
    return example, ids


def names_of(door: Door, ids: list[UUID]) -> dict[UUID, str]:
    return {c.id: c.name for c in door.read(lambda r: r.find(Contact, id=ids))}


def test_restored_in_place(erased, tmp_path) -> None:
    path, ids = erased
    door = open_plan(path, "prov")
    called, kept = names_of(door, ids), content(door)[Erasure]
    door.do("Bort", lambda unit: unit.remove(*unit.find(SavedSearch)))
    backups = backups_of(path)
    (old,) = backups.all()
    things = backups.things(old)
    assert not TOKEN.search(str(things).encode())
    assert [d.kind for d in door.read(differences, things)]
    door.do("Återställ", restore, things)
    assert names_of(door, ids) == called
    assert content(door)[Erasure] == kept
    assert all(c.anonymised for c in door.read(lambda r: r.find(Contact, id=ids)))
    names = [search.name for search in door.read(lambda r: r.find(SavedSearch))]
    assert sum(name.endswith("s sökning") for name in names) == FEW  # beside the example's own
    door.store.close()
    assert hits(tmp_path) == {}
    assert list(hits(backups.folder)) == [str(old.path)]


@pytest.mark.parametrize(
    ("way", "plan"),
    [("file", "there"), ("file", "gone"), ("command", "gone"), ("command", "damaged"), ("salvage", "old")],
)
def test_restored_as_another_file(erased, tmp_path, plan, way) -> None:
    path, ids = erased
    backups = backups_of(path)
    (old,) = backups.all()
    new = tmp_path / "ny.kampanjplan"
    if way == "salvage":  # what somebody put back by hand, and is damaged too
        shutil.copyfile(old.path, path)
        with path.open("r+b") as file:
            file.seek(path.stat().st_size - 2000)
            file.write(b"\xff" * 1000)
        salvage_plan(path, new, lambda _done, _all: None)
    else:
        if plan == "gone":
            path.unlink()
        if plan == "damaged":
            path.write_bytes(path.read_bytes()[:3000])
        if way == "file":
            backups.restore_as(old, new)
        else:
            assert run(["recover", str(path), "--from-backup", "--out", str(new)]) == 0
    path.unlink(missing_ok=True)
    assert hits(tmp_path) == {}
    door = open_plan(new, "prov")
    assert all(c.anonymised for c in door.read(lambda r: r.find(Contact, id=ids)))
    assert len(content(door)[Erasure]) == FEW
    assert list(door.store.check()) == []
    door.store.close()


def test_a_backup_of_nobody_erased_is_restored_as_it_is(example, tmp_path) -> None:
    backups = backups_of(example)
    made = backups.make()
    assert made is not None
    assert not (backups.folder / "erased.json").exists()
    backups.restore_as(made, tmp_path / "ny.kampanjplan")
    assert (tmp_path / "ny.kampanjplan").read_bytes() == made.path.read_bytes()


def test_the_ledger_beside_the_backups_is_private_and_names_nobody(erased) -> None:
    path, _ids = erased
    ledger = backups_of(path).folder / "erased.json"
    assert ledger.stat().st_mode & 0o077 == 0
    assert not TOKEN.search(ledger.read_bytes())
    ledger.unlink()
    door = open_plan(path, "prov")
    door.do("Ändra", change, Stop, door.read(lambda r: r.find(Stop))[0].id, notes="ny")
    door.store.close()
    backups_of(path).make()
    assert ledger.exists()  # made anew with each backup
