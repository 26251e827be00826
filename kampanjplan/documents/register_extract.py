"""The register extract of one person, on paper."""

from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from reportlab.platypus import Flowable, Spacer

from kampanjplan.documents.page import SUBHEADING, TITLE, facts_table, paragraph, table, write_pdf
from kampanjplan.services.extracts import Extract, Fact, Told
from kampanjplan.wording import _
from kampanjplan.wording.dates import moment_text
from kampanjplan.wording.extracts import backups_line, others_line, purpose_line


def write_extract(extract: Extract, to: Path | BinaryIO, printed: datetime) -> None:
    """Writes the extract as a PDF to a path or an open file; OSError where that cannot be done."""
    title = _("Registerutdrag: {name}").format(name=extract.name)
    story: list[Flowable] = [
        paragraph(_("Registerutdrag"), TITLE),
        paragraph(purpose_line()),
        Spacer(0, 6),
        paragraph(others_line()),
        Spacer(0, 6),
        _facts([Fact("", _("Planfil"), extract.plan), Fact("", _("Nyckel i planen"), str(extract.id))]),
        paragraph(_("Uppgifter"), SUBHEADING),
        _facts(extract.facts),
        paragraph(_("Varför uppgifterna finns"), SUBHEADING),
        _facts(extract.why),
    ]
    story += [paragraph(_("Hör till personen"), SUBHEADING)]
    rows = [(tied.title, _lines(tied.facts)) for tied in extract.tied]
    story.append(table((_("Vad"), _("Uppgifter")), rows, (25, 91)) if rows else paragraph(_("Inget.")))
    story += [paragraph(_("Nämns i fritext"), SUBHEADING)]
    rows = [(hit.title, hit.excerpt) for hit in extract.hits]
    story.append(table((_("Var"), _("Text")), rows, (35, 81)) if rows else paragraph(_("Ingenstans.")))
    story += [paragraph(_("Historik"), SUBHEADING)]
    told = [(moment_text(t.when), t.who, _told(t)) for t in extract.history]
    head = (_("När"), _("Vem"), _("Vad"))
    story.append(table(head, told, (26, 18, 72)) if told else paragraph(_("Ingen historik.")))
    story += [
        paragraph(_("Säkerhetskopior"), SUBHEADING),
        paragraph(backups_line(extract.backups, extract.backup_days)),
    ]
    write_pdf(to, title, story, printed)


def _facts(facts: tuple[Fact, ...] | list[Fact]) -> Flowable:
    return facts_table([(fact.title, fact.value) for fact in facts])


def _lines(facts: tuple[Fact, ...]) -> str:
    return "\n".join(f"{fact.title}: {fact.value}" for fact in facts)


def _told(told: Told) -> str:
    steps = [
        f"{step.title}: " + "; ".join(f"{fact.title}: {fact.value}" for fact in step.facts)
        for step in told.steps
    ]
    return "\n".join([told.what, *steps])
