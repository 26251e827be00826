"""Writes register extracts, protocols of erasures and those to be erased. Called off the window's thread."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

from PySide6.QtWidgets import QFileDialog, QWidget

from kampanjplan.services.door import Door
from kampanjplan.services.ports import Backups
from kampanjplan.wording import _
from kampanjplan.wording.erasing import Record
from kampanjplan.wording.paper import replaced_text


class Written(NamedTuple):
    """Files, and a sentence on characters that could not be printed, or nothing."""

    paths: tuple[Path, ...]
    replaced: str


def write_extracts(door: Door, backups: Backups, ids: Sequence[UUID], folder: Path) -> Written:
    """An extract of each contact as PDF and JSON, in new files in a folder; FileError where refused."""
    from kampanjplan.domain.contacts import Contact
    from kampanjplan.exchange.files import free_name

    paths: list[Path] = []
    replaced: dict[str, None] = {}
    for id in ids:
        contact = door.read(lambda reading, id=id: reading.get(Contact, id))
        path = folder / f"Registerutdrag {_safe(contact.name)}.pdf"
        if path.exists() or path.with_suffix(".json").exists():
            path = free_name(path)
        written = write_extract(door, backups, id, path)
        paths += written.paths
        replaced[written.replaced] = None
    return Written(tuple(paths), "\n".join(filter(None, replaced)))


def write_extract(door: Door, backups: Backups, id: UUID, path: Path) -> Written:
    """An extract of one contact at a path that ends with .pdf, and as JSON beside it."""
    from kampanjplan.documents.register_extract import write_extract as write
    from kampanjplan.exchange.files import free_name, refuse_own_place, write_text_whole, write_whole
    from kampanjplan.exchange.register_extract import extract_json
    from kampanjplan.services.extracts import extract
    from kampanjplan.services.rules import rules_of

    plan = door.store.path
    data = path.with_suffix(".json")
    if data.exists():  # only the PDF's name was asked about
        data = free_name(data)
    refuse_own_place(path, plan)
    days = door.read(rules_of).backup_days
    found = door.read(extract, id, plan.name, backups.all(), days)
    now = datetime.now().astimezone()
    report = write_whole(path, partial(write, found, printed=now))
    write_text_whole(data, extract_json(found, now))
    return Written((path, data), replaced_text(report.replaced))


_KINDS = {"csv": "CSV (*.csv)", "xlsx": "Excel (*.xlsx)", "vcf": "vCard (*.vcf)"}


def ask_people_file(parent: QWidget, folder: Path) -> Path | None:
    """The file that the user wants contacts exported to; on the window's thread."""
    from kampanjplan.exchange.files import free_name

    proposed = folder / _("Kontakter före gallring.csv")
    name, kind = QFileDialog.getSaveFileName(
        parent, _("Exportera kontakter"), str(proposed), ";;".join(_KINDS.values())
    )
    if not name:
        return None
    if Path(name).suffix.lower().lstrip(".") in _KINDS:
        return Path(name)
    path = Path(f"{name}.{next((end for end, title in _KINDS.items() if title == kind), 'csv')}")
    return free_name(path) if path.exists() else path  # only the name that was typed was asked about


def write_people(door: Door, ids: Sequence[UUID], path: Path) -> None:
    """All that the plan says of some contacts as CSV, xlsx or vCard, by the end of the name."""
    from kampanjplan.exchange.contact_files import write_contacts
    from kampanjplan.services.cards import cards_of_contacts

    found = door.read(cards_of_contacts, ids)
    write_contacts(found.cards, path, path.suffix.lower().lstrip("."), door.store.path)


def write_record(record: Record, path: Path, plan: Path) -> Written:
    """The protocol, as text where the name says so, else as PDF; never in the plan's own place."""
    from kampanjplan.documents.erasure_record import write_protocol
    from kampanjplan.exchange.files import refuse_own_place, write_text_whole, write_whole
    from kampanjplan.wording.erasing import protocol_text

    refuse_own_place(path, plan)
    if path.suffix.lower() == ".txt":
        write_text_whole(path, protocol_text(record))
        return Written((path,), "")
    report = write_whole(path, partial(write_protocol, record, printed=datetime.now()))
    return Written((path,), replaced_text(report.replaced))


def _safe(name: str) -> str:
    """As much of a name as every file system takes."""
    return "".join("-" if c in '/\\:*?"<>|' or ord(c) < 32 else c for c in name).strip(" .")[:60]
