"""The register extract of one person, on paper."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from kampanjplan.documents.page import (
    FACTS,
    GRID,
    SUBHEADING,
    TEXT,
    TITLE,
    fact_widths,
    new_document,
    write_document,
    write_facts,
)
from kampanjplan.documents.tagged.document import Report
from kampanjplan.documents.tagged.section import Section
from kampanjplan.services.extracts import Extract, Fact, Told
from kampanjplan.wording import _
from kampanjplan.wording.dates import moment_text
from kampanjplan.wording.extracts import backups_line, others_line, purpose_line


def write_extract(extract: Extract, to: Path | BinaryIO, printed: datetime) -> Report:
    """Writes the extract as a PDF to a path or an open file; OSError where that cannot be done."""
    document = new_document(_("Registerutdrag: {name}").format(name=extract.name))
    _write_facts_of(document.body, extract)
    _write_finds(document.body, extract)
    return write_document(document, to, printed)


def _write_facts_of(section: Section, extract: Extract) -> None:
    section.heading(1, _("Registerutdrag"), TITLE)
    section.text(purpose_line(), TEXT)
    section.space(6)
    section.text(others_line(), TEXT)
    section.space(6)
    write_facts(section, [(_("Planfil"), extract.plan), (_("Nyckel i planen"), str(extract.id))])
    section.heading(2, _("Uppgifter"), SUBHEADING)
    _write_all(section, extract.facts)
    section.heading(2, _("Varför uppgifterna finns"), SUBHEADING)
    _write_all(section, extract.why)


def _write_finds(section: Section, extract: Extract) -> None:
    section.heading(2, _("Hör till personen"), SUBHEADING)
    tied = [(tied.title, _lines(tied.facts)) for tied in extract.tied]
    _write_table(section, (_("Vad"), _("Uppgifter")), tied, (25, 91), _("Inget."))
    section.heading(2, _("Nämns i fritext"), SUBHEADING)
    hits = [(hit.title, hit.excerpt) for hit in extract.hits]
    _write_table(section, (_("Var"), _("Text")), hits, (35, 81), _("Ingenstans."))
    section.heading(2, _("Historik"), SUBHEADING)
    told = [(moment_text(t.when), t.who, _told(t)) for t in extract.history]
    _write_table(section, (_("När"), _("Vem"), _("Vad")), told, (26, 18, 72), _("Ingen historik."))
    section.heading(2, _("Säkerhetskopior"), SUBHEADING)
    section.text(backups_line(extract.backups, extract.backup_days), TEXT)


def _write_table(
    section: Section,
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    nothing: str,
) -> None:
    """The table, or what is said where it would have no rows."""
    if rows:
        section.table(heads, rows, widths, GRID)
    else:
        section.text(nothing, TEXT)


def _write_all(section: Section, facts: Sequence[Fact]) -> None:
    """Every fact, also the empty ones: that nothing is kept is told too."""
    section.table((), [(fact.title, fact.value) for fact in facts], fact_widths(section), FACTS)


def _lines(facts: tuple[Fact, ...]) -> str:
    return "\n".join(f"{fact.title}: {fact.value}" for fact in facts)


def _told(told: Told) -> str:
    steps = [
        f"{step.title}: " + "; ".join(f"{fact.title}: {fact.value}" for fact in step.facts)
        for step in told.steps
    ]
    return "\n".join([told.what, *steps])
