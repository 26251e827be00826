"""The protocol of an erasure, on paper. It names nobody who was erased."""

from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from kampanjplan.documents.page import TITLE, new_document, write_document, write_facts
from kampanjplan.documents.tagged.document import Report
from kampanjplan.wording.erasing import Record, protocol_facts, protocol_title


def write_protocol(record: Record, to: Path | BinaryIO, printed: datetime) -> Report:
    """Writes it as a PDF to a path or an open file; OSError where that cannot be done."""
    document = new_document(protocol_title())
    document.body.heading(1, protocol_title(), TITLE)
    write_facts(document.body, protocol_facts(record))
    return write_document(document, to, printed)
