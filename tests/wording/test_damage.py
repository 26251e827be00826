"""What is damaged is told by the words that the screen has for it."""

import pytest

from kampanjplan.domain.damage import Damage, DamageKind, Salvaged
from kampanjplan.storage.tables import TABLE_OF, content, journal, journal_change
from kampanjplan.wording.damage import damage_text, saved_text

TABLES = [*TABLE_OF.values(), journal, journal_change, content]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_column_has_a_name_for_people(table) -> None:
    for column in table.columns:
        for salvaged in (False, True):
            told = damage_text(Damage(DamageKind.VALUE, table.name, column=column.name), salvaged=salvaged)
            assert "_" not in told
            assert not told.startswith(":")


def test_a_field_is_called_as_in_its_form() -> None:
    told = {
        (table, column): damage_text(Damage(DamageKind.VALUE, table, name="X", column=column))
        for table, column in (("item", "title"), ("contact", "title"), ("stop", "hold_until"))
    }
    assert told == {
        ("item", "title"): "Programpunkt ”X”: programpunkt går inte att läsa.",
        ("contact", "title"): "Kontakt ”X”: titel går inte att läsa.",
        ("stop", "hold_until"): "Stopp ”X”: preliminär till och med går inte att läsa.",
    }


def test_what_was_saved_is_counted(tmp_path) -> None:
    rows = {"stop": 2, "journal": 1, "journal_change": 7, "county_visit": 1}
    assert saved_text(Salvaged(tmp_path, rows)) == [
        "2 stopp", "1 uppgift om besökt län", "1 händelse i historiken",
    ]  # fmt: skip
