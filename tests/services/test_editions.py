"""Editions: what was given out stays as it was, through undo, backups and damage, until it is withdrawn."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from kampanjplan.domain.contacts import Contact, Role, RoleKind
from kampanjplan.domain.damage import DamageKind
from kampanjplan.domain.editions import Edition, EditionFile, News, Recipient, Told, told_changes
from kampanjplan.domain.errors import (
    ConflictError,
    ContentLostError,
    EditionTakenError,
    ErasedStepError,
    MissingError,
)
from kampanjplan.domain.journal import Question
from kampanjplan.domain.profiles import Profile
from kampanjplan.domain.stops import Stop
from kampanjplan.plans import check_plan, open_plan, salvage_plan
from kampanjplan.services.contacts import delete_contacts
from kampanjplan.services.door import Door
from kampanjplan.services.editing import add, change, remove
from kampanjplan.services.editions import (
    FrozenPaper,
    Issue,
    draft,
    editions_naming,
    frozen,
    give_out,
    listed,
    named_in,
    withdraw,
)
from kampanjplan.services.erasing import anonymise_as_seen, preview
from kampanjplan.services.extracts import extract
from kampanjplan.services.history import replay, undo_step
from kampanjplan.services.merging import merge
from kampanjplan.services.restoring import differences, restore
from kampanjplan.services.tours import delete_stops, delete_tour
from kampanjplan.storage.backups import Backups
from kampanjplan.wording.damage import damage_text
from kampanjplan.wording.editions import told_text
from kampanjplan.wording.sentences import error_text
from tests.things import TODAY, anonymise, content, example_door, follow_up, stops_of

NOW = datetime(2026, 11, 24, 10, 30)
PDF = b"%PDF-1.7 " + b"bytemarke " * 2_000
BERIT = Contact(id=UUID(int=5), name="Berit Provsson", phone="070-174 06 50")


@pytest.fixture
def door() -> Door:
    door = example_door()
    role = Role(id=UUID(int=6), stop_id=stops_of(door)[0].id, contact_id=BERIT.id, kind=RoleKind.PRESS)
    door.do("Berit", add, BERIT, role)
    return door


@pytest.fixture
def plan(example: Path) -> Door:
    """A plan in a file, with an edition that names Berit."""
    door = open_plan(example, "prov")
    role = Role(id=UUID(int=6), stop_id=stops_of(door)[0].id, contact_id=BERIT.id, kind=RoleKind.PRESS)
    door.do("Berit", add, BERIT, role)
    publish(door, note="Anmärkmärket")
    return door


def publish(door: Door, *, data: bytes = PDF, note: str = "", seen=None):
    """Gives out the next edition, of one paper."""
    seen = seen or door.read(draft, follow_up(door).id)
    paper = FrozenPaper("Schema för titelmärket", "itinerary", Profile.TAKING_PART, data, 3)
    return door.do("Ge ut", give_out, Issue(seen, (paper,), (BERIT.id,), "sv", note), "prov", NOW)


def editions(door: Door):
    return door.read(listed, follow_up(door).id)


def file_of(door: Door) -> EditionFile:
    return editions(door)[0].files[0]


def bytes_of(door: Door) -> bytes:
    return door.read(frozen, file_of(door).id)[1]


def contents(door: Door) -> int:
    with door.store._engine.connect() as connection:
        return connection.exec_driver_sql("SELECT count(*) FROM content").scalar_one()


def test_what_is_new_is_told_each_recipient(door) -> None:
    kalmar, gavle = stops_of(door)[0], stops_of(door)[1]
    first = door.read(draft, follow_up(door).id)
    assert (first.number, first.since) == (1, None)
    assert {letter.news for letter in first.letters} == {News.FIRST}
    publish(door)
    second = door.read(draft, follow_up(door).id)
    assert (second.number, second.since, second.touched) == (2, 1, ())
    door.do("Lokal", change, Stop, kalmar.id, venue="Nya <b>salen")
    door.do("Ingen roll", remove, Role, [UUID(int=6)])
    door.do("Annan ort", delete_stops, [gavle.id])
    letters = {letter.name: letter for letter in door.read(draft, follow_up(door).id).letters}
    news = {name: letter.news for name, letter in letters.items()}
    assert news["Berit Provsson"] is News.LEFT
    assert news["Exempel Värd Falun, Lst Dalarna"] is News.SAME
    assert news["Exempel Värd Gävle, Lst Gävleborg"] is News.LEFT
    told = [told_text(change) for change in letters["Exempel Talare UHM, UHM"].changes]
    assert told[0] == "Kalmar, Kalmar län, lokal: Exempellokalen, Kalmar → Nya <b>salen"
    assert told[1].startswith("Kalmar, Kalmar län, kontakter på plats: Exempel Värd Kalmar")
    assert told[2:] == [
        "Gävle, Gävleborgs län, stopp: utgår: Gävle, Gävleborgs län",
        "Gävle, Gävleborgs län, datum: utgår: ej bestämt (v. 38–46)",
        "Gävle, Gävleborgs län, tid: utgår: 09:00–15:30",
    ]
    host = letters["Länsstyrelsen i Kalmar län"]
    assert sum(told.matter == "item" for told in host.told) == 9  # a host is told of the whole day
    publish(door)
    kept = dict(editions(door)[0].recipients)
    assert kept["Länsstyrelsen i Kalmar län"].changes == host.changes != ()
    assert kept["Berit Provsson"].news is News.LEFT
    assert "Berit Provsson" not in {one.name for one in door.read(draft, follow_up(door).id).letters}


def test_told_again_is_no_change_whatever_the_order() -> None:
    one, two = Told("a stop", "A", "stop", "A"), Told("a venue", "A", "venue", "Salen")
    assert told_changes((one, two), (two, one)) == ()
    assert [c.matter for c in told_changes((), (one, two))] == ["stop"]
    (moved,) = told_changes((one, two), (one, replace(two, what="Aulan")))
    assert (moved.before, moved.after) == ("Salen", "Aulan")


def test_a_later_print_has_the_same_bytes(door) -> None:
    publish(door)
    publish(door, data=b"annat")
    for stop in stops_of(door):
        door.do("Lokal", change, Stop, stop.id, venue="Ny")
    newest, first = editions(door)
    assert [newest.edition.number, first.edition.number] == [2, 1]
    file, data = door.read(frozen, first.files[0].id)
    assert (data, file.size, file.pages, file.title) == (PDF, len(PDF), 3, "Schema för titelmärket")
    assert first.edition.given_by == "prov"


def test_undone_and_done_again_it_holds_its_bytes(door) -> None:
    before = content(door)
    changes = publish(door)
    after = content(door)
    door.do("Ångra", replay, changes.inverse())
    assert content(door) == before
    assert contents(door) == 1  # the history may bring it back
    door.do("Gör om", replay, changes)
    assert content(door) == after
    assert bytes_of(door) == PDF
    gone = door.do("Ta bort", delete_tour, follow_up(door).id)
    assert not door.read(lambda r: r.find(Edition) + r.find(EditionFile) + r.find(Recipient))
    door.do("Ångra", replay, gone.inverse())
    assert content(door) == after
    assert bytes_of(door) == PDF
    assert list(door.store.check()) == []
    # The same bytes are kept once, and no journal carries them.
    publish(door)
    assert contents(door) == 1
    entries = door.read(lambda r: r.journal(Question(most=100, steps=None)))
    assert "bytemarke" not in str(entries)


def test_bytes_that_nothing_can_need_are_dropped_with_the_history(door) -> None:
    late = datetime(2100, 1, 1)
    changes = publish(door)
    publish(door, data=b"annat")
    door.do("Gallra historiken", lambda unit: unit.forget_history(late))
    assert (contents(door), bytes_of(door)) == (2, b"annat")
    gone = [c for c in changes.changes if isinstance(c.after, EditionFile)]
    door.do("Bort", remove, EditionFile, [c.after.id for c in gone])
    assert contents(door) == 2
    door.do("Gallra historiken", lambda unit: unit.forget_history(late))
    assert (contents(door), bytes_of(door)) == (1, b"annat")


def test_two_desks_give_out_no_edition_twice(plan: Door) -> None:
    other = open_plan(plan.store.path, "annan")
    seen = plan.read(draft, follow_up(plan).id)
    publish(other)
    with pytest.raises(EditionTakenError) as refused:
        publish(plan, seen=seen)
    assert "Utgåva 2 gavs inte ut" in error_text(refused.value)
    seen = plan.read(draft, follow_up(plan).id)
    other.do("Lokal", change, Stop, stops_of(other)[0].id, venue="Ny")
    with pytest.raises(EditionTakenError):  # what the recipients were told of is not what is so
        publish(plan, seen=seen)
    publish(plan)
    assert [one.edition.number for one in editions(other)] == [3, 2, 1]
    undone = publish(plan)
    plan.do("Ångra", replay, undone.inverse())
    taken = publish(other)  # of the same number
    with pytest.raises(ConflictError):
        plan.do("Gör om", replay, undone)
    other.do("Ångra", replay, taken.inverse())
    withdrawn = editions(other)[0].edition.id
    other.do("Återkalla", withdraw, withdrawn, TODAY, "")
    assert plan.store.news()
    with pytest.raises(MissingError):
        plan.read(frozen, UUID(int=1))
    assert editions(plan)[0].edition.withdrawn == TODAY
    other.do("Återkalla", withdraw, withdrawn, TODAY, "igen")  # twice is once
    assert [one.edition.number for one in editions(plan)] == [3, 2, 1]
    other.store.close()
    plan.store.close()


def test_bytes_that_are_not_as_they_were_are_told_and_never_shown(plan: Door, tmp_path: Path) -> None:
    path, file = plan.store.path, file_of(plan)
    plan.store.close()
    data = path.read_bytes()
    place = data.index(b"bytemarke bytemarke")
    path.write_bytes(data[:place] + b"B" + data[place + 1 :])
    damages, _findings, _old = check_plan(path)
    told = [damage_text(damage) for damage in damages]
    assert [damage.kind for damage in damages] == [DamageKind.VALUE, DamageKind.CONTENT]
    assert "”Schema för titelmärket”" in told[1]
    assert "stämmer inte med sin kontrollsumma" in told[1]
    door = open_plan(path, "prov")
    with pytest.raises(ContentLostError) as refused:
        door.read(frozen, file.id)
    assert "kontrollsumma" in error_text(refused.value)
    assert len(list(door.store.check())) == 1
    door.store.close()
    salvaged = salvage_plan(path, tmp_path / "räddad.kampanjplan", lambda _done, _all: None)
    assert DamageKind.CONTENT in {damage.kind for damage in salvaged.damages}
    door = open_plan(salvaged.path, "prov")
    assert file_of(door) == file  # it is still told what was given out
    with pytest.raises(ContentLostError):
        bytes_of(door)
    assert contents(door) == 0
    # A whole plan loses nothing by being salvaged.
    publish(door, data=b"helt")
    door.store.close()
    again = salvage_plan(salvaged.path, tmp_path / "igen.kampanjplan", lambda _done, _all: None)
    door = open_plan(again.path, "prov")
    assert bytes_of(door) == b"helt"
    door.store.close()


def test_a_backup_brings_back_the_bytes_too(plan: Door, tmp_path: Path) -> None:
    backups = Backups(plan.store.path)
    backup = backups.make()
    before = content(plan)
    plan.do("Ta bort", delete_tour, follow_up(plan).id)
    plan.do("Gallra historiken", lambda unit: unit.forget_history(datetime(2100, 1, 1)))
    assert contents(plan) == 0
    changes = plan.do("Återställ", restore, backups.things(backup), lambda sha: backups.content(backup, sha))
    assert content(plan) == before
    assert bytes_of(plan) == PDF
    plan.do("Ångra", replay, changes.inverse())
    backups.restore_as(backup, tmp_path / "ny.kampanjplan")
    other = open_plan(tmp_path / "ny.kampanjplan", "prov")
    assert bytes_of(other) == PDF
    other.store.close()
    plan.store.close()


MARKS = (b"bytemarke", "Anmärkmärket".encode(), "titelmärket".encode(), b"nytt_salsmarke")


def test_withdrawn_it_leaves_its_number_and_its_date_and_nothing_else(plan: Door, tmp_path: Path) -> None:
    path, backups = plan.store.path, Backups(plan.store.path)
    plan.do("Lokal", change, Stop, stops_of(plan)[0].id, venue="nytt_salsmarke")
    given = publish(plan, note="Anmärkmärket")
    plan.do("Lokal", change, Stop, stops_of(plan)[0].id, venue="")
    plan.do("Gallra historiken", lambda unit: unit.forget_history(datetime.now() - timedelta(days=1)))
    backup = backups.make()
    assert all(mark in path.read_bytes() for mark in MARKS)
    for one in editions(plan):
        plan.do("Återkalla", withdraw, one.edition.id, TODAY, "dnr 7")
    saved = path.read_bytes()
    assert [mark for mark in MARKS[:3] if mark in saved] == []
    assert {(e.edition.number, e.edition.day, e.edition.withdrawn) for e in editions(plan)} == {
        (2, NOW.date(), TODAY),
        (1, NOW.date(), TODAY),
    }
    assert all(e.files == e.recipients == e.edition.contact_ids == () for e in editions(plan))
    assert contents(plan) == 0
    assert list(plan.store.check()) == []
    # Nothing brings it back: no undo, no redo, no old step, no backup.
    for erasures, error in ((0, ErasedStepError), (None, ConflictError)):
        with pytest.raises(error):
            plan.do("Ångra", replay, given.inverse(), erasures)
    withdrawal = plan.read(lambda r: r.newest_entry())
    with pytest.raises(ErasedStepError):
        plan.do("Ångra", undo_step, withdrawal)
    assert plan.read(draft, follow_up(plan).id).since is None
    then = backups.things(backup)
    assert plan.read(differences, then) == []
    assert not [thing for thing in then if isinstance(thing, EditionFile | Recipient)]
    path.unlink()  # also where the plan itself is lost
    backups.restore_as(backup, tmp_path / "ny.kampanjplan")
    assert [mark for mark in MARKS[:3] if mark in (tmp_path / "ny.kampanjplan").read_bytes()] == []
    other = open_plan(tmp_path / "ny.kampanjplan", "prov")
    assert editions(other)[0].edition.withdrawn == TODAY
    other.store.close()
    plan.store.close()


def test_who_is_anonymised_is_told_of_in_editions_that_may_be_withdrawn(plan: Door) -> None:
    seen = plan.read(preview, [BERIT.id])
    assert [(one.tour, one.number, one.day) for one in seen.editions] == [
        (follow_up(plan).name, 1, NOW.date())
    ]
    publish(plan, data=b"annat bytemarke")
    seen = plan.read(preview, [BERIT.id])
    assert [one.number for one in seen.editions] == [1, 2]
    plan.do("Anonymisera", anonymise_as_seen, seen, TODAY, "dnr 8", lambda: None, True)
    saved = plan.store.path.read_bytes()
    assert not [mark for mark in (*MARKS, b"Provsson", b"174 06 50") if mark in saved]
    assert {one.edition.withdrawn for one in editions(plan)} == {TODAY}
    plan.store.close()


def test_not_withdrawn_the_papers_stay_and_what_was_told_names_nobody(door) -> None:
    publish(door)
    door.do("Anonymisera", anonymise, [BERIT.id], TODAY, "dnr 8")
    (one,) = editions(door)
    assert one.edition.withdrawn is None
    assert bytes_of(door) == PDF
    told = {recipient.whom: recipient for _name, recipient in one.recipients}
    assert told[BERIT.id].told == told[BERIT.id].changes == ()
    assert "Provsson" not in str(told)
    assert "Person 1" in str(told)
    # Nobody writes to whom nobody knows.
    assert "Person 1" not in {letter.name for letter in door.read(draft, follow_up(door).id).letters}
    assert one.erased == 1


def test_an_edition_of_a_deleted_tour_goes_with_whom_it_named(door) -> None:
    publish(door)
    door.do("Ta bort", delete_tour, follow_up(door).id)
    assert contents(door) == 1
    door.do("Anonymisera", anonymise, [BERIT.id], TODAY, "dnr 8")
    assert contents(door) == 0
    entries = door.read(lambda r: r.journal(Question(kinds=(Edition, EditionFile, Recipient), most=100)))
    assert entries == []


def test_merged_and_deleted_contacts(door) -> None:
    publish(door)
    other = next(c for c in door.read(lambda r: r.find(Contact)) if c.name.startswith("Exempel Talare"))
    before = content(door)
    changes = door.do("Slå ihop", merge, other.id, BERIT.id, {})
    assert [one.number for one in door.read(editions_naming, [other.id])] == [1]
    assert BERIT.id not in editions(door)[0].edition.contact_ids
    assert sum(r.contact_id == other.id for _name, r in editions(door)[0].recipients) == 1
    door.do("Ångra", replay, changes.inverse())
    assert content(door) == before
    door.do("Ta bort", delete_contacts, [BERIT.id])
    assert BERIT.id not in editions(door)[0].edition.contact_ids
    assert list(door.store.check()) == []


def test_an_extract_tells_of_the_editions_that_name_somebody_and_not_of_their_other_recipients(door) -> None:
    publish(door)
    found = door.read(extract, BERIT.id, "plan", [], 90)
    facts = {fact.name: fact.value for tied in found.tied if tied.kind == "Edition" for fact in tied.facts}
    assert facts["number"] == "1"
    assert facts["contact_ids"] == "utgåvans filer (1 fil) och vad dess mottagare har fått veta"
    (told,) = [tied for tied in found.tied if tied.kind == "Recipient"]
    assert "uppdrag: press" in str(told.facts)
    assert found.hits == ()


def test_whom_texts_name(door) -> None:
    namesake = Contact(id=UUID(int=7), name="berit  provsson")
    door.do("Fler", add, namesake, Contact(id=UUID(int=8), name="Bo"))
    assert door.read(named_in, ["Ring Berit\nProvsson."]) == (BERIT.id, namesake.id)
    assert door.read(named_in, ["Provsson, Berit", "Bosse"]) == ()
