"""The protocol of an erasure, on paper. It names nobody who was erased."""

from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from reportlab.platypus import Spacer

from kampanjplan.documents.page import TITLE, facts_table, paragraph, write_pdf
from kampanjplan.wording.erasing import Record, protocol_facts, protocol_title


def write_protocol(record: Record, to: Path | BinaryIO, printed: datetime) -> None:
    """Writes it as a PDF to a path or an open file; OSError where that cannot be done."""
    title = protocol_title()
    write_pdf(
        to, title, [paragraph(title, TITLE), Spacer(0, 6), facts_table(protocol_facts(record))], printed
    )
