"""A register extract says which letters of a name could not be printed."""

from pathlib import Path

from kampanjplan.domain.contacts import Contact
from kampanjplan.gui.privacy_files import write_extract, write_extracts
from kampanjplan.plans import backups_of, open_plan
from kampanjplan.services.editing import change


def test_letters_that_no_font_has_are_named(example: Path, tmp_path: Path) -> None:
    door = open_plan(example, "prov")
    people = door.read(lambda reading: reading.find(Contact))[:2]
    door.do("x", change, Contact, people[0].id, name="Åsa \U0001f600")
    try:
        written = write_extract(door, backups_of(example), people[0].id, tmp_path / "u.pdf")
        assert written.paths == (tmp_path / "u.pdf", tmp_path / "u.json")
        assert "(U+1F600)" in written.replaced
        assert write_extract(door, backups_of(example), people[1].id, tmp_path / "v.pdf").replaced == ""
        both = write_extracts(door, backups_of(example), [one.id for one in people], tmp_path)
        assert len(both.paths) == 4
        assert both.replaced == written.replaced
    finally:
        door.store.close()
