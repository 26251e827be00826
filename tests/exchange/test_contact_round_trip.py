"""Every field of a contact goes out and comes in again as it was, in every form of file."""

from dataclasses import fields, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kampanjplan.domain.cards import Card
from kampanjplan.domain.contacts import Contact, LegalBasis
from kampanjplan.exchange.columns import meanings
from kampanjplan.exchange.contact_files import FORMATS, read_contacts, write_contacts
from kampanjplan.exchange.contact_tables import write_csv
from kampanjplan.exchange.tables import SEPARATORS, cards_of, read_csv
from kampanjplan.exchange.vcard import read_vcards, write_vcards
from kampanjplan.services.cards import cards_of_contacts
from kampanjplan.services.importing import import_contacts, preview_import
from kampanjplan.wording import use_language
from tests.exchange.cards import FULL, VERSIONS, cards, unlined
from tests.things import TODAY, content, example_door


def back(path: Path) -> list[Card]:
    return [unlined(card) for card in read_contacts(path).cards]


def test_a_card_says_everything_that_a_contact_does() -> None:
    said = {f.name for f in fields(Card)} | {"email", "phone", "more_emails", "more_phones"}
    assert {f.name for f in fields(Contact)} - said == {"version", "anonymised"}
    assert all(getattr(FULL, f.name) for f in fields(Card) if f.name not in ("line", "wrong"))


@pytest.mark.parametrize("kind", FORMATS)
def test_a_full_card(tmp_path: Path, kind: str) -> None:
    write_contacts([FULL], tmp_path / f"k.{kind}", kind)
    assert back(tmp_path / f"k.{kind}") == [FULL]


@pytest.mark.parametrize("version", VERSIONS)
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(cards(), min_size=1, max_size=3))
def test_any_letters_through_a_vcard(version: str, made: list[Card]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "k.vcf"
        write_vcards(made, path, version)
        data = path.read_bytes()
        assert all(len(line) <= 75 for line in data.split(b"\r\n"))
        assert [unlined(card) for card in read_vcards(path)] == made


@pytest.mark.parametrize("separator", SEPARATORS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(cards(), min_size=1, max_size=3))
def test_any_letters_through_csv(separator: str, encoding: str, made: list[Card]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "k.csv"
        write_csv(made, path, separator, encoding)
        table = read_csv(path)
        assert table.separator == separator
        assert [unlined(card) for card in cards_of(table, meanings(table.heads))] == made


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(cards(), min_size=1, max_size=3))
def test_any_letters_through_a_workbook(made: list[Card]) -> None:
    with TemporaryDirectory() as folder:
        write_contacts(made, Path(folder) / "k.xlsx", "xlsx")
        assert back(Path(folder) / "k.xlsx") == made


def test_western_letters_through_csv_as_windows_writes_it(tmp_path: Path) -> None:
    for separator in SEPARATORS:
        write_csv([FULL], tmp_path / "k.csv", separator, "cp1252")
        table = read_csv(tmp_path / "k.csv")
        assert (table.encoding, table.separator) == ("cp1252", separator)
        assert [unlined(card) for card in cards_of(table, meanings(table.heads))] == [FULL]


@pytest.mark.parametrize(("written", "read"), [("en", "sv"), ("sv", "en"), ("en", "en")])
@pytest.mark.parametrize("kind", FORMATS)
def test_a_file_is_read_whichever_language_it_was_written_in(tmp_path: Path, kind, written, read) -> None:
    made = [replace(FULL, basis=basis) for basis in LegalBasis]
    try:
        use_language(written)
        write_contacts(made, tmp_path / f"k.{kind}", kind)
        use_language(read)
        assert back(tmp_path / f"k.{kind}") == made
    finally:
        use_language("sv")


@pytest.mark.parametrize("kind", FORMATS)
def test_a_plan_read_from_its_own_export_is_not_changed(tmp_path: Path, kind: str) -> None:
    door = example_door()
    write_contacts(door.read(cards_of_contacts).cards, tmp_path / f"k.{kind}", kind)
    read = read_contacts(tmp_path / f"k.{kind}").cards
    before, entry = content(door), door.read(lambda r: r.newest_entry())
    preview = door.read(preview_import, read, "k", TODAY)
    assert not preview.does_something
    door.do("Läs in", import_contacts, preview)
    assert content(door) == before
    assert door.read(lambda r: r.newest_entry()) == entry
