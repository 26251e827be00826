"""A document that holds one of each thing that can be written."""

from datetime import datetime

from reportlab.lib.pagesizes import A4

from kampanjplan.documents.fonts import BODY, BOLD, register_fonts
from kampanjplan.documents.tagged.document import Document
from kampanjplan.documents.tagged.lines import Link, Strong, Style
from kampanjplan.documents.tagged.section import Point
from kampanjplan.documents.tagged.story import Paper
from kampanjplan.documents.tagged.table import Look

AT = datetime(2027, 9, 1, 12, 30)
PAPER = Paper(A4[0], A4[1], 70, 50, 60, 50, BODY)
TEXT, TITLE = Style(BODY, 10, 13, strong=BOLD), Style(BOLD, 14, 18, before=6)
LOOK = Look(TEXT, TEXT, TEXT, rule="#999999", shade="#eeeeee")


def new_document(title: str = "Prov") -> Document:
    register_fonts()
    return Document(title, "sv-SE", PAPER)


def one_of_each() -> Document:
    """One of each that can be written."""
    document = new_document()
    body = document.body
    body.contents(TEXT)
    body.heading(1, "Rubrik", TITLE)
    part = body.section()
    for level in range(2, 7):
        part.heading(level, f"Nivå {level}", TITLE)
    part.text(
        ["Se ", Link("webbplatsen", "https://example.org/å?a=1"), " och ", Link("början", "#heading0"), "."],
        TEXT,
    )
    part.items(["ett", ["två ", Link("x@example.org", "mailto:x@example.org")], ""], TEXT)
    part.items(["först", "sedan"], TEXT, numbered=True)
    part.items([Point("ytterst", ["inre", Point("mitt", ["innerst"])]), "till"], TEXT)
    part.text(["Det är ", Strong("viktigt <b>&</b>"), " att läsa."], TEXT)
    part.table(("Namn", "Antal"), [("Kalmar", "1"), ("Gävle", "")], (2, 1), LOOK)
    part.figure("En ruta", (50, 20), lambda canvas: canvas.rect(0, 0, 50, 20, fill=1))
    part.new_page()
    part.text(" ".join(f"ord{n}" for n in range(2000)), TEXT)
    return document
