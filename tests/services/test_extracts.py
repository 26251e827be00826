"""R18: a register extract finds a token in every text column of the schema, and names nobody else."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from uuid import UUID, uuid4

import pypdfium2
import pytest
from sqlalchemy import JSON, String

from kampanjplan.cli_privacy import add_commands
from kampanjplan.documents.register_extract import write_extract
from kampanjplan.domain.activities import Activity
from kampanjplan.domain.backups import Backup
from kampanjplan.domain.contacts import Contact, DistinctPair, Erasure, Membership, Role
from kampanjplan.domain.editions import EditionFile
from kampanjplan.domain.errors import MissingError, UnknownContactError
from kampanjplan.domain.organisations import board_id
from kampanjplan.domain.programme import Speaker
from kampanjplan.domain.rules import Rules
from kampanjplan.domain.searches import SavedSearch
from kampanjplan.exchange.register_extract import extract_json
from kampanjplan.plans import backups_of, open_plan
from kampanjplan.services.editing import add, change
from kampanjplan.services.extracts import extract
from kampanjplan.services.rules import set_rules
from kampanjplan.storage.engine import driver_of
from kampanjplan.storage.places import text_columns
from kampanjplan.storage.tables import KIND_OF, metadata
from tests.bare import without_inputs
from tests.things import TODAY, content, example_door, given_out, items_of, planned, stops_of

GUN = Contact(
    id=UUID(int=77), name="Gun Registersson", email="gun@example.org", phone="070-174 06 77",
    organisation_id=board_id("08"), notes="tål inte nötter", collected=date(2026, 1, 2),
)  # fmt: skip
OTHER = Contact(id=UUID(int=78), name="Ove Tredjeman")
MADE = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


def keep_content(unit) -> None:
    (file,) = unit.find(EditionFile)
    unit.put(replace(file, checksum=unit.keep_content(b"%PDF-1.7")))


def full_door():
    """The example, with at least one row in every table."""
    door = without_inputs(example_door())
    stop = stops_of(door)[0]
    low, high = sorted((GUN.id, OTHER.id))
    door.do("Gun", add, GUN, OTHER)
    door.do("Mer", add,
        Membership(id=uuid4(), contact_id=GUN.id, organisation_id=board_id("01")),
        Activity(id=uuid4(), day=TODAY, contact_ids=(GUN.id, OTHER.id), text="Lovade"),
        Role(id=uuid4(), stop_id=stop.id, contact_id=GUN.id),
        Speaker(id=uuid4(), item_id=items_of(door, stop)[0].id, contact_id=GUN.id),
        DistinctPair(id=uuid4(), contact_id=low, other_id=high),
        SavedSearch(id=uuid4(), name="Sök"),
        Erasure(id=uuid4(), day=TODAY, decision="x", salt="s", mark="m"),
        *planned(stop.tour_id, GUN.id),
        *given_out(stop.tour_id, GUN.id),
    )  # fmt: skip
    door.do("Regler", set_rules, keep_days=10)
    door.do("Innehåll", keep_content)
    door.do("Not", change, Contact, OTHER.id, notes="ny")
    return door


def gathered(door, days: int = 90):
    backup = Backup(Path("x"), MADE, 1)
    return door.read(extract, GUN.id, "plan.kampanjplan", [backup], days)


def paper(value) -> str:
    out = BytesIO()
    write_extract(value, out, datetime(2026, 11, 25, 9, 0))
    document = pypdfium2.PdfDocument(out.getvalue())
    text = " ".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    return " ".join(text.replace("\u0002", "").replace("\ufffe", "").split())


def columns() -> list[tuple[str, str]]:
    """Every column of every table that can hold a text which somebody wrote: not a choice nor a key."""
    from kampanjplan.domain.erasing import _texts

    found = []
    for table in metadata.sorted_tables:
        kind = KIND_OF.get(table.name)
        for column in text_columns(table):
            chosen = kind is not None and column.name not in _texts(kind)
            short = isinstance(column.type, String) and (column.type.length or 99) < 60
            if not chosen and not short:
                found.append((table.name, column.name))
    return found


def test_the_columns_are_read_from_the_tables() -> None:
    some = {
        "contact": "tags", "stop": "supplies", "saved_search": "words", "journal": "who",
        "journal_change": "before", "program": "needed", "erasure": "mark",
    }  # fmt: skip
    assert set(some.items()) <= set(columns())
    left = {(t.name, c.name) for t in metadata.sorted_tables for c in text_columns(t)} - set(columns())
    assert all(column in ("kind", "basis", "status", "visited", "county_code", "direction", "outcome", "role",
                          "audience", "contact_ids", "interest", "can_host", "missed", "unit", "answer",
                          "weekdays", "profile", "news") for _table, column in left), left  # fmt: skip


def test_a_token_in_every_column_is_found(tmp_path) -> None:
    door = full_door()
    planted = {}
    with door.store._engine.connect() as connection:
        driver = driver_of(connection)
        for number, (table, column) in enumerate(columns()):
            token = f"tok{number:03}x"
            text = f"före {GUN.name} {token} efter"
            kind = metadata.tables[table].c[column].type
            if isinstance(kind, JSON):
                parts = {
                    "supplies": {"what": text, "who": ""},
                    "told": {"key": "x", "what": text},
                    "changes": {"before": text},
                }
                value = {"notes": text} if table == "journal_change" else [parts.get(column, text)]
                text = json.dumps(value, ensure_ascii=False)
            elif (table, column) == ("contact", "name"):
                text = f"{GUN.name} {token}"
            # Of a person's own tables their own row, of the others whichever comes first.
            where = f"WHERE id = '{OTHER.id.hex}'" if (table, column) == ("contact", "name") else ""
            if table == "journal_change":
                where = f"WHERE {column} IS NOT NULL"
            row = driver.execute(f'SELECT rowid FROM "{table}" {where} ORDER BY rowid DESC').fetchone()
            assert row is not None, table
            driver.execute(f'UPDATE "{table}" SET "{column}" = ? WHERE rowid = ?', (text, row[0]))
            planted[token] = (table, column)
    value = gathered(door)
    for told in (extract_json(value, MADE), paper(value)):
        missed = {place for token, place in planted.items() if token not in told}
        assert missed == set()
    assert len(planted) >= 50


def test_what_it_says() -> None:
    door = full_door()
    door.do("Ändra titel", change, Contact, GUN.id, title="Ny titel")
    door.do("Not", change, Rules, door.read(lambda r: r.find(Rules))[0].id, decision="efter Gun Registersson")
    told = json.loads(extract_json(gathered(door), MADE))
    assert list(told) == [
        "handling", "form", "om", "gjord", "planfil", "person", "uppgifter", "varfor", "hor_till", "fritext",
        "historik", "sakerhetskopior",
    ]  # fmt: skip
    assert "artikel 15" in told["om"][0]
    assert "inte ett utlämnande av allmän handling" in told["om"][0]
    assert {"falt": "notes", "rubrik": "Anteckningar", "varde": "tål inte nötter"} in told["uppgifter"]
    assert {"falt": "collected", "rubrik": "Insamlad", "varde": "fre 2 jan 2026"} in told["varfor"]
    assert {tied["slag"] for tied in told["hor_till"]} == {
        "Membership", "Activity", "Role", "Speaker", "DistinctPair", "Lecturer", "DayAnswer", "StandingRule",
        "Edition", "Recipient",
    }  # fmt: skip
    assert {"tabell": "rules", "kolumn": "decision", "rubrik": "planens regler: Regel eller beslut",
            "utdrag": "efter Gun Registersson"} in told["fritext"]  # fmt: skip
    changed = next(t for t in told["historik"] if "Ny titel" in t["vad"])
    assert changed["vem"] == "prov"
    assert told["sakerhetskopior"]["gjorda"] == ["2026-11-24T08:00:00+00:00"]
    assert "Tredjeman" not in json.dumps(told, ensure_ascii=False)
    assert "en annan kontakt" in json.dumps(told["historik"], ensure_ascii=False)
    assert "1 annan kontakt" in json.dumps(told["hor_till"], ensure_ascii=False)


def test_a_rectified_name_is_in_the_history_alone_and_is_found() -> None:
    door = full_door()
    door.do("Rätta", change, Contact, GUN.id, name="Gun Rätt")
    door.do("Not", change, Contact, OTHER.id, notes="gift med Gun Registersson")
    assert "Registersson" not in str(content(door)[Contact][GUN.id])
    value = gathered(door)
    assert any(
        "Gun Registersson → Gun Rätt" in fact.value
        for told in value.history
        for step in told.steps
        for fact in step.facts
    )
    assert any(hit.excerpt == "gift med Gun Registersson" for hit in value.hits)


def test_nobody_has_that_key() -> None:
    with pytest.raises(MissingError):
        example_door().read(extract, uuid4(), "x", [], 90)


# -- the command line -------------------------------------------------------------------------------


def command(*words: str) -> int:
    import argparse

    parser = argparse.ArgumentParser()
    add_commands(parser.add_subparsers())
    options = parser.parse_args(list(words))
    return int(options.act(options))


@pytest.fixture
def plan(example) -> Path:
    door = open_plan(example, "prov")
    door.do("Gun", add, GUN, OTHER, Contact(id=uuid4(), name="Ove Tredjeman"))
    door.store.close()
    return example


@pytest.mark.parametrize("who", [str(GUN.id), "gun registersson"])
def test_extract(plan, tmp_path, who, capsys) -> None:
    out = tmp_path / "ny" / "mapp"
    assert command("extract", str(plan), who, "--out", str(out)) == 0
    assert sorted(path.name for path in out.iterdir()) == ["registerutdrag.json", "registerutdrag.pdf"]
    assert json.loads((out / "registerutdrag.json").read_text("utf-8"))["person"]["namn"] == GUN.name
    assert str(out / "registerutdrag.pdf") in capsys.readouterr().out


def test_anonymise_says_first_what_it_would_do(plan, capsys) -> None:
    backups_of(plan).make()
    before = plan.read_bytes()
    assert command("anonymise", str(plan), "Gun Registersson") == 2
    told = capsys.readouterr().out
    assert "1 e-postadress" in told
    assert "--yes" in told
    assert "1 säkerhetskopia" in told
    assert plan.read_bytes() == before


def test_anonymise(plan, capsys) -> None:
    assert command("anonymise", str(plan), str(GUN.id), "--yes", "--decision", "dnr 7") == 0
    assert "Person 1" in capsys.readouterr().out
    assert b"Registersson" not in plan.read_bytes()
    newest = backups_of(plan).newest_good()
    assert newest is not None
    assert b"Registersson" not in newest.path.read_bytes()
    door = open_plan(plan, "prov")
    assert door.read(lambda r: r.get(Contact, GUN.id)).decision == "dnr 7"
    door.store.close()


@pytest.mark.parametrize(("who", "count"), [("Ove Tredjeman", 2), ("Ingen", 0), (str(UUID(int=9)), 0)])
def test_not_just_one(plan, who, count) -> None:
    with pytest.raises(UnknownContactError) as refused:
        command("anonymise", str(plan), who, "--yes")
    assert refused.value.count == count


def test_who_is_erased_already_is_not_erased_again(plan, capsys) -> None:
    assert command("anonymise", str(plan), str(GUN.id), "--yes") == 0
    before = plan.read_bytes()
    for more in ((), ("--yes",)):
        capsys.readouterr()
        assert command("anonymise", str(plan), "Person 1", *more) == 0
        assert capsys.readouterr().out == "Person 1 är redan gallrad. Inget är gjort.\n"
    assert plan.read_bytes() == before
    door = open_plan(plan, "prov")
    door.do("Not", change, Contact, GUN.id, notes="Gun igen")
    door.store.close()
    assert command("anonymise", str(plan), "Person 1", "--yes") == 0
    assert b"Gun igen" not in plan.read_bytes()
